# SPDX-License-Identifier: MIT
#
# The hard tests: what runs for minutes or hours, by hand. tests/README.md says
# what each claims.
#
#   make coverage      lines and branches the tests reach, by gcov
#   make oracle        SEEDS=20 made-up worlds, against tests/second-reading
#   make torture       bad days: each fault in turn, for hours; PARTS='alloc kill'
#                      for some of them, FEW=1 for a sample, EVERY=10 for
#                      each tenth place
#   make pollution     polluted files in all encodings, N=2000 random tables
#   make sniff         N=2000 random tables, and how often the guess is right
#   make hostile       1000 hostile texts in every text field and format
#   make test-paths    the fast paths against the slow ones: N=2000 worlds
#   make fuzz          each target of tests/hard/fuzz for SECONDS=60; JOBS=2 at
#                      a time, TARGETS='csv_reader tsv' only
#   make numbers       against Python's fractions: SERIES=1000000, for half an
#                      hour
#   make analyze       gcc's analyzer, cppcheck, clang-tidy; TOOLS='gcc tidy'
#                      some of them

.PHONY: coverage counted oracle torture pollution sniff hostile test-paths numbers

.PHONY: fuzz fuzzers
fuzzers: $(FUZZERS)

# clang and its libFuzzer. SECONDS of each target, JOBS at a time, TARGETS only.
SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory -s CC='$(FUZZ_CC)' SANITIZE=1 FUZZER=1 \
		BUILD=build/fuzzers fuzzers
	@tests/hard/fuzz/run build/fuzzers/fuzz '$(SECONDS)' '$(or $(JOBS),1)' \
		$(or $(TARGETS),$(FUZZ_TARGETS))
FUZZ_CC ?= clang

.PHONY: analyze
analyze:
	@CPPFLAGS='$(filter -DHAVE_%,$(DEFINES)) $(CPPFLAGS)' tests/analyze/run $(TOOLS)

.PHONY: numbers
SERIES ?= 1000000
numbers: all $(BUILD)/unit/test_thresholds $(BUILD)/unit/test_chance
	@$(BUILD)/unit/test_thresholds all
	@BIF_BIN='$(abspath $(BIN))' python3 tests/second-reading/numbers/reading.py
	@python3 tests/second-reading/numbers/chance.py --cases 20000 \
		$(BUILD)/unit/test_chance
	@BIF_BIN='$(abspath $(BIN))' \
		python3 tests/second-reading/numbers/bounds.py --worlds 1000
	@BIF_BIN='$(abspath $(BIN))' \
		python3 tests/second-reading/numbers/alarms.py --worlds 50
	@BIF_BIN='$(abspath $(BIN))' python3 tests/second-reading/numbers/series.py \
		--series $(SERIES)

N ?= 2000
test-paths: $(BIN)/bif-normalize $(BIN)/bif-aggregate
	@BIF_BIN='$(BIN)' python3 tests/lib/twopaths.py $(N)
	@BIF_BIN='$(BIN)' python3 tests/lib/twocounts.py $(N)

hostile: all
	@BIF_BIN='$(BIN)' python3 tests/hard/hostile/hostile.py --all

SEEDS ?= 20
oracle: all
	@BIF_BIN='$(BIN)' python3 tests/second-reading/oracle/run 1-$(SEEDS)

$(BUILD)/fault.so: tests/hard/torture/fault.c $(BUILD)/flags
	$(call say,cc,$<)
	$(Q)$(CC) -O1 -g -Wall -Wextra -fPIC -shared -o $@ $< -ldl

torture: all $(BUILD)/fault.so
	@BIF_BIN='$(BIN)' BIF_FAULTS='$(BUILD)/fault.so' \
		python3 tests/hard/torture/torture.py $(PARTS) $(if $(FEW),--few) \
		$(EVERY:%=--every=%)

# Polluted files: all cases in all encodings, N random tables, a fault at each
# place of a table, millions of texts against libcsv.
pollution: $(BIN)/bif-extract $(BUILD)/unit/test_tolerant
	@PATH='$(abspath $(BIN))':$$PATH python3 tests/hard/pollution/cases.py --all
	@python3 tests/hard/pollution/property.py -n $(N) $(BIN)/bif-extract
	@python3 tests/hard/pollution/everywhere.py $(BIN)/bif-extract
	@BIF_TIMES=100 $(BUILD)/unit/test_tolerant

# N random tables, sniffed, and how often what is said of them is right.
sniff: $(BIN)/bif-extract
	@python3 tests/hard/sniff/property.py -n $(N) $(BIN)/bif-extract
	@python3 tests/hard/sniff/guesses.py -n $(N) $(BIN)/bif-extract

$(OBJ)/coverage/%.o: tests/coverage/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) -std=gnu11 $(CFLAGS) -c -o $@ $<

# Its own build, by gcc; the tests, and what of tools/ they reached.
coverage:
	@$(MAKE) --no-print-directory COVERAGE=1 counted

counted: all unit
	@find $(BUILD) -name '*.gcda' -delete
	@BIF_BIN='$(BIN)' BIF_COVERAGE=1 tests/run $(UNITS)
	@python3 tests/coverage/report.py $(BUILD)
