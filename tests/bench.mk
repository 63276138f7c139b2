# SPDX-License-Identifier: MIT
#
#   make bench         against its peers, into BENCHMARKS.md; ROWS=1000000
#                      RUNS=3 for a short one, GROWTH=1 for 100 million rows

.PHONY: bench

# What a bench needs and a clone has not: data, 3 GB of it for 10 million rows,
# and those peers that come by npm. Others are used where they are installed.
ROWS ?= 10000000
RUNS ?= 7
BENCH := $(BUILD)/bench
PEERS := @duckdb/node-api@1.5.6-r.1 chdb@3.4.0 nodejs-polars@0.26.1 \
	nodejs-polars-linux-x64-gnu@0.26.1

$(BENCH)/%: tests/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(COMPILE) -o $@ $< -lz

$(BENCH)/peers/node_modules/chdb:
	@command -v npm >/dev/null || { echo 'bench: DuckDB and chdb come by' \
		'npm, which is not here' >&2; exit 69; }
	npm install --silent --no-audit --no-fund --prefix $(BENCH)/peers \
		$(PEERS)

bench: all $(BENCH)/generate $(BENCH)/inflate $(BENCH)/measure \
		$(BENCH)/peers/node_modules/chdb
	@BIF_BIN='$(abspath $(BIN))' python3 tests/bench/run.py \
		--rows $(ROWS) --runs $(RUNS) $(if $(GROWTH),--growth) \
		$(if $(ONLY),--only $(ONLY)) --build $(BENCH) --data $(BENCH) \
		--peers $(BENCH)/peers --output BENCHMARKS.md
