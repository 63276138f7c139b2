# SPDX-License-Identifier: MIT
#
# bif: no configure step. The lists below name each program's modules; they
# are the dependency diagram, and a program that uses a module that is not in
# its list does not link. A module that opens the door to a foreign library
# brings that library along (see LIBRARIES).
#
#   make               the programs, into bin/
#   make demo          the sample job, and its board
#   make test          every test; SANITIZE=1: under ASan and UBSan
#   make test-unit     the C unit tests alone
#   make coverage      lines and branches the tests reach, by gcov
#   make oracle        SEEDS=20 made-up worlds, against tests/oracle
#   make torture       bad days: each fault in turn, for hours; PARTS='alloc kill'
#                      for some of them, FEW=1 for a sample, EVERY=10 for
#                      each tenth place
#   make pollution     polluted files in all encodings, N=2000 random tables
#   make hostile       1000 hostile texts in every text field and format
#   make test-paths    the fast paths against the slow ones: N=2000 worlds
#   make bench         against its peers, into BENCHMARKS.md; ROWS=1000000
#                      RUNS=3 for a short one, GROWTH=1 for 100 million rows
#   make fuzz          each target of tests/fuzz for SECONDS=60; JOBS=2 at a
#                      time, TARGETS='csvin tsv' only
#   make numbers       against Python's fractions: SERIES=1000000, for half an
#                      hour
#   make analyze       gcc's analyzer, cppcheck, clang-tidy; TOOLS='gcc tidy'
#                      some of them
#   make install       PREFIX=/usr/local DESTDIR=
#   make modules       each program and unit test, and its modules
#   make clean
#
# CC=clang works; CFLAGS, CPPFLAGS, LDFLAGS and LDLIBS are the user's own.

PROGRAMS := bif-extract bif-normalize bif-aggregate bif-judge bif-render \
	bif-lint

# --- modules -----------------------------------------------------------
# The rooms base/ value/ io/ csv/ xlsx/ book/ contract/ stream/ source/ result/
# are in tools/lib, bif-NAME/ in tools.

TEXT   := value/text value/text_digits value/text_nearest
BASE   := base/diag base/controls base/mem base/buf base/intern base/utf8
STREAM := io/options io/out io/sink io/escape io/source io/readahead io/tsv io/split \
	io/ledger io/progress base/library
CSVIN  := csv/csv_reader csv/csv_exact csv/csv_index csv/linebuf
BOOK   := $(CSVIN) book/book book/table book/table_cell book/defs \
	book/index book/def_error \
	value/decimal value/period value/period_format value/ratio $(TEXT)

# Of bif-extract: what a file that nobody has described is like.
SNIFF  := sniff/auto sniff/sniff sniff/text_sniff sniff/draft sniff/draft_export sniff/draft_names sniff/json_writer sniff/sample \
	sniff/grid sniff/guess_encoding sniff/guess_letters sniff/guess_highbyte sniff/guess_delimiter sniff/guess_dialect \
	sniff/guess_score sniff/guess_kind sniff/guess_header sniff/guess_table sniff/guess_rules sniff/guess_type \
	sniff/guess_date sniff/guess_columns sniff/guess_wide sniff/guess_json sniff/guess_fixed \
	sniff/fixed_lines sniff/fixed_fields

bif-extract := $(addprefix bif-extract/,main export_options match extract read/reader read/json \
	read/jq read/workbook read/columns read/row_filter write/record write/fast_rows write/rejects read/tolerant_rows read/row_check read/table_split read/column_kinds read/heading \
	read/footer read/saved_line read/spool write/column_names $(SNIFF)) \
	base/nodump $(BASE) $(STREAM) $(BOOK) csv/tolerant csv/tolerant_repair csv/tolerant_cut csv/tolerant_unsound csv/line_window io/decode xlsx/xlsx xlsx/xlsx_workbook xlsx/xlsx_doubt \
	value/pattern value/xlsx_number value/xlsx_date \
	source/export source/export_tolerant source/export_rule source/source_def book/folder \
	stream/reject \
	stream/rows stream/stream

bif-normalize := $(addprefix bif-normalize/,main normalize exact/row_rules exact/row exact/cell fast/cell_cache \
	fast/fast_rows fast/column fast/column_make fast/column_learn fast/value_cache \
	fast/row_plan fast/row_plan_make fast/row_plan_key fast/row_plan_write \
	exact/digest exact/keys exact/keytable exact/latest exact/spill exact/pseudonym exact/rejects exact/tally exact/writer) \
	base/hugemem base/nodump \
	$(BASE) $(STREAM) $(BOOK) value/pattern \
	source/source_def book/folder source/facts source/facts_type \
	source/facts_value source/facts_column contract/unit contract/code \
	stream/reject stream/rows stream/stream

bif-aggregate := bif-aggregate/main bif-aggregate/request \
	bif-aggregate/aggregate bif-aggregate/intake bif-aggregate/plan \
	bif-aggregate/plan_course bif-aggregate/tally bif-aggregate/ancestry \
	bif-aggregate/series bif-aggregate/interval bif-aggregate/subjects \
	bif-aggregate/first_seen bif-aggregate/cohort bif-aggregate/scope \
	bif-aggregate/count bif-aggregate/row_cache \
	bif-aggregate/explain bif-aggregate/evidence \
	$(BASE) $(STREAM) $(BOOK) \
	contract/measure contract/where contract/component contract/unit stream/observation \
	stream/observation_set stream/stream

# What a goal's measure amounts to, and what was expected of it.
JUDGING := result/year_progress result/figures result/manual result/figure result/missing_months \
	contract/contract result/expected stream/observation stream/observation_set \
	contract/measure contract/component contract/where contract/goal contract/target \
	contract/unit stream/verdict stream/stream value/format_number

bif-judge := $(addprefix bif-judge/,main schedule judge outlook print text_why text_words) \
	$(BASE) $(STREAM) $(BOOK) $(JUDGING)

bif-render := $(addprefix bif-render/,main report/adjustments page/axis report/board page/cell \
	page/clean report/contracts report/course format/datapackage format/delimited report/goals_off format/format report/goal_chart \
	report/goal_table format/html format/html_style format/markdown format/markup report/material report/month report/paper report/origin page/page wording/text_values \
	format/plain format/plain_table format/prom report/report request report/row_counts wording/text_sentence report/strategy_map \
	format/svg report/status_counts wording/text_verdict format/terminal report/unit_sheet report/goals_without_verdict report/suppress report/verdict_table wording/words \
	format/xlsx) \
	$(BASE) $(STREAM) $(BOOK) $(JUDGING) stream/rows \
	contract/action contract/comment contract/strategy source/source_def book/folder

bif-lint := bif-lint/main bif-lint/lint bif-lint/finding bif-lint/header_rules bif-lint/goal_rules \
	bif-lint/arithmetic_rules bif-lint/calendar_rules bif-lint/action_rules bif-lint/reference_rules \
	bif-lint/count_rules \
	$(BASE) $(STREAM) $(BOOK) value/pattern \
	io/decode contract/unit contract/code book/folder contract/measure \
	contract/where contract/component contract/goal contract/target contract/action contract/strategy contract/comment \
	source/source_def source/export source/export_tolerant source/export_rule source/facts source/facts_column \
	source/facts_type source/facts_value \
	result/manual stream/observation stream/observation_set stream/verdict \
	stream/stream

# Unit tests: tests/unit/NAME.c and the modules it tries.
GUESSES := test_guess_encoding test_guess_type test_guess_columns test_guess_json \
	test_guess_fixed test_guess_table test_guess_dialect
UNIT_TESTS := test_base test_decimal test_period test_text test_ratio \
	test_pattern test_defs test_table test_book test_measure test_goal \
	test_split test_source test_tsv test_out test_ledger test_rows \
	test_factdef test_keytable test_digest test_pseudonym test_spill test_verdict \
	test_csvin test_decode test_stored test_xlsx test_xlsxdoubt test_loose \
	test_shown test_axis test_thresholds $(GUESSES)

test_base    := base/hugemem $(BASE)
test_decimal := value/decimal $(BASE)
test_period  := value/period value/period_format $(TEXT) $(BASE)
test_text    := $(TEXT) $(BASE)
test_shown   := value/format_number value/period $(TEXT) value/decimal $(BASE)
test_axis    := bif-render/page/axis value/ratio value/decimal $(BASE)
test_thresholds := $(filter-out bif-judge/main,$(bif-judge))
$(foreach t,$(GUESSES),$(eval $(t) := $(filter-out bif-extract/main,$(bif-extract))))
test_ratio   := value/ratio value/decimal $(BASE)
test_pattern := value/pattern $(BASE)
# The io that reading a book takes.
READ := io/source io/readahead io/split io/ledger base/library
test_defs    := $(BOOK) $(READ) $(BASE)
test_table   := $(BOOK) $(READ) $(BASE)
test_book    := contract/unit contract/code source/source_def book/folder \
	$(BOOK) $(READ) $(BASE)
test_measure := contract/measure contract/where contract/component $(BOOK) $(READ) $(BASE)
test_goal    := contract/goal contract/target contract/action contract/strategy \
	contract/comment contract/unit $(BOOK) $(READ) $(BASE)
test_split   := io/split $(BASE)
test_source  := $(READ) $(TEXT) value/period $(BASE)
test_csvin   := $(CSVIN) $(READ) $(TEXT) value/period $(BASE)
test_loose   := csv/tolerant csv/tolerant_repair csv/tolerant_cut csv/tolerant_unsound csv/line_window $(CSVIN) $(READ) \
	$(TEXT) value/period $(BASE)
test_decode  := io/decode $(READ) $(TEXT) value/period $(BASE)
test_xlsx    := xlsx/xlsx xlsx/xlsx_workbook xlsx/xlsx_doubt value/xlsx_number value/xlsx_date \
	$(TEXT) value/period $(READ) $(BASE)
test_xlsxdoubt := xlsx/xlsx_doubt $(BASE)
test_stored  := value/xlsx_number value/xlsx_date value/period $(TEXT) $(BASE)
test_tsv     := io/tsv $(READ) $(TEXT) value/period $(BASE)
test_out     := io/out io/sink io/escape io/ledger $(TEXT) value/period \
	$(BASE)
test_ledger  := io/ledger $(TEXT) value/period $(BASE)
test_rows    := stream/reject stream/rows stream/stream io/out io/sink \
	io/escape io/tsv $(READ) $(TEXT) value/period $(BASE)

test_factdef := source/facts source/facts_type source/facts_value \
	source/facts_column source/source_def book/folder contract/unit contract/code \
	stream/stream value/pattern $(BOOK) $(READ) $(BASE)
test_keytable  := bif-normalize/exact/keytable base/hugemem $(BASE)
test_digest    := bif-normalize/exact/digest bif-normalize/exact/pseudonym $(BASE)
test_pseudonym := bif-normalize/exact/pseudonym $(BASE)
test_spill     := bif-normalize/exact/spill $(BASE)
test_verdict := stream/verdict stream/stream $(BASE) $(STREAM) $(BOOK)

# Fuzz targets: tests/fuzz/fuzz_NAME.c and the modules it tries. Each is linked
# to replay what is kept (a test like the others), and by `make fuzz` to a
# fuzzer.
FUZZ_TARGETS := csvin tsv loose decimal period defs book fixed

fuzz_csvin   := $(test_csvin)
fuzz_tsv     := io/tsv $(READ) $(TEXT) value/period $(BASE)
fuzz_loose   := $(test_loose)
fuzz_decimal := value/decimal value/ratio value/xlsx_number value/format_number \
	value/period $(TEXT) $(BASE)
fuzz_period  := value/period value/period_format value/xlsx_date value/xlsx_number \
	value/format_number $(TEXT) $(BASE)
# What reads definitions.
DEFS := source/export source/export_tolerant source/export_rule source/source_def \
	book/folder source/facts source/facts_type source/facts_value \
	source/facts_column contract/unit contract/code contract/measure contract/where \
	contract/component stream/stream csv/tolerant_cut csv/line_window io/decode \
	value/pattern $(BOOK) $(READ) $(BASE)
fuzz_defs    := $(DEFS)
fuzz_book    := $(DEFS) contract/goal contract/target contract/action contract/comment \
	contract/strategy
fuzz_fixed   := $(filter-out bif-extract/main,$(bif-extract))

# --- libraries ---------------------------------------------------------
# One door each: the module that includes the library's header.

LIBRARIES.csv/csv_exact   := -lcsv
LIBRARIES.io/source     := -lz -pthread
LIBRARIES.book/defs    := -ljansson
LIBRARIES.value/ratio   := -lgmp
LIBRARIES.value/text    := -lutf8proc
LIBRARIES.bif-normalize/exact/pseudonym := -lsodium

# Optional ones: probed by their headers, since a bare Debian has no
# pkg-config; what was found is said once. XLSX=no goes without.
probe = $(shell printf '$(foreach h,$(1),\043include <$(h)>\n)' | \
	$(CC) $(CPPFLAGS) -E - >/dev/null 2>&1 && echo yes)

# What is loaded when first needed (base/library), by the name it links by.
soname = $(or $(shell readelf -d "$$($(CC) -print-file-name=lib$(1).so)" \
	2>/dev/null | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p'),lib$(1).so)

ifndef XLSX
XLSX := $(call probe,zip.h expat.h)
endif
ifndef XLSXWRITER
XLSXWRITER := $(call probe,xlsxwriter.h)
endif
ifeq ($(XLSX),yes)
LIBZIP := $(call soname,zip)
DEFINES += -DHAVE_XLSX -DLIBZIP='"$(LIBZIP)"'
LIBRARIES.xlsx/xlsx := -lexpat
endif
ifeq ($(XLSXWRITER),yes)
LIBXLSXWRITER := $(call soname,xlsxwriter)
DEFINES += -DHAVE_XLSXWRITER -DLIBXLSXWRITER='"$(LIBXLSXWRITER)"'
endif

# --- flags -------------------------------------------------------------

CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes
LANGUAGE := -std=gnu11 -Itools/lib -include base/banned.h

# Counts what ran: without optimising, so that each branch is the source's.
ifeq ($(COVERAGE),1)
BUILD ?= build/coverage
BIN   ?= $(BUILD)/bin
CFLAGS := -O0 -g
HARDEN := --coverage
HARDEN_LINK := --coverage -Wl,--wrap=raise,--wrap=_exit
COUNTING := $(BUILD)/obj/coverage/dump.o
else ifeq ($(SANITIZE),1)
BUILD ?= build/sanitize
BIN   ?= $(BUILD)/bin
HARDEN := -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer
HARDEN_LINK := -fsanitize=address,undefined
ifeq ($(FUZZER),1)
HARDEN += -fsanitize=fuzzer-no-link
endif
else
BUILD ?= build
BIN   ?= bin
HARDEN := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	-fstack-clash-protection -fPIE
HARDEN_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack
endif
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif

COMPILE = $(CC) $(LANGUAGE) $(WARNINGS) $(HARDEN) $(DEFINES) $(CPPFLAGS) \
	$(CFLAGS)
LINK = $(CC) $(CFLAGS) $(HARDEN_LINK) -Wl,--as-needed $(LDFLAGS)

OBJ := $(BUILD)/obj

# V=1 shows the whole commands.
Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)  $(2)')

.PHONY: all bench hostile counted coverage demo test test-unit test-paths oracle pollution sniff torture unit install \
	modules clean force
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:

all: $(PROGRAMS:%=$(BIN)/%)

# --- rules -------------------------------------------------------------

# $(call objects,MODULES), $(call libraries,MODULES)
objects = $(patsubst %,$(OBJ)/%.o,$(1))
libraries = $(sort $(foreach m,$(1),$(LIBRARIES.$(m))))
# Makes its own workbooks, by the calls that xlsx does not load.
LIBRARIES.unit/test_xlsx := $(if $(XLSX:no=),-lzip)

define link_rule
$(2): $(3) $$(call objects,$$($(1))) $(COUNTING)
	@mkdir -p $$(@D)
	$$(call say,link,$$@)
	$$(Q)$$(LINK) -o $$@ $$^ $$(call libraries,$$($(1)) unit/$(1)) \
		$$(LDLIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call link_rule,$(p),$(BIN)/$(p),)))
$(foreach t,$(UNIT_TESTS),$(eval \
	$(call link_rule,$(t),$(BUILD)/unit/$(t),$(OBJ)/unit/$(t).o)))


REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/replay_%)
FUZZERS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/fuzz_%)
fuzz_objects = $(patsubst %,$(OBJ)/fuzz/%.o,fuzz_$(1) fuzzhost $(2))
$(foreach t,$(FUZZ_TARGETS),$(eval \
	$(call link_rule,fuzz_$(t),$(BUILD)/fuzz/replay_$(t),$(call \
	fuzz_objects,$(t),replay))))
$(foreach t,$(FUZZ_TARGETS),$(eval \
	$(call link_rule,fuzz_$(t),$(BUILD)/fuzz/fuzz_$(t),$(call \
	fuzz_objects,$(t),fuzzer))))
# Reads give as little at a time as a target likes, messages are counted
# (fuzzhost.c).
comma := ,
$(REPLAYS) $(FUZZERS): private LDFLAGS += $(addprefix \
	-Wl$(comma)--wrap=,read diag_fault diag_at diag_row)
$(FUZZERS): private LDFLAGS += -fsanitize=fuzzer

$(OBJ)/bif-%.o: tools/bif-%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(COMPILE) -Itools -MMD -MP -c -o $@ $<

# Its library's headers use banned calls: it includes the ban after them.
$(OBJ)/bif-render/format/xlsx.o: private LANGUAGE := -std=gnu11 -Itools/lib

$(OBJ)/unit/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(COMPILE) -Itools -Itests/unit -MMD -MP -c -o $@ $<

$(OBJ)/coverage/%.o: tests/coverage/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) -std=gnu11 $(CFLAGS) -c -o $@ $<

$(OBJ)/fuzz/%.o: tests/fuzz/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(COMPILE) -Itools -Itests/unit -MMD -MP -c -o $@ $<

$(OBJ)/%.o: tools/lib/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# Another compiler or another flag makes everything anew.
$(BUILD)/flags: force
	@mkdir -p $(@D)
	@printf '%s\n' '$(COMPILE)' '$(LINK)' | cmp -s - $@ || { \
		printf '%s\n' '$(COMPILE)' '$(LINK)' >$@; \
		echo 'workbooks: reading $(if $(XLSX:no=),yes,no (libzip, expat)),' \
		'writing $(if $(XLSXWRITER:no=),yes,no (libxlsxwriter))'; }

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)

# --- what people ask for -----------------------------------------------

demo: all
	@BIF_BIN='$(BIN)' sh tools/demo

UNITS := $(UNIT_TESTS:%=$(BUILD)/unit/%) $(REPLAYS)
unit: $(UNITS)

test-unit: unit
	@BIF_BIN='$(BIN)' BIF_SANITIZED='$(SANITIZE)' tests/run --unit $(UNITS)

.PHONY: fuzz fuzzers
fuzzers: $(FUZZERS)

# clang and its libFuzzer. SECONDS of each target, JOBS at a time, TARGETS only.
SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory -s CC='$(FUZZ_CC)' SANITIZE=1 FUZZER=1 \
		BUILD=build/fuzzers fuzzers
	@tests/fuzz/run build/fuzzers/fuzz '$(SECONDS)' '$(or $(JOBS),1)' \
		$(or $(TARGETS),$(FUZZ_TARGETS))
FUZZ_CC ?= clang

.PHONY: analyze
analyze:
	@CPPFLAGS='$(filter -DHAVE_%,$(DEFINES)) $(CPPFLAGS)' tests/analyze/run $(TOOLS)

.PHONY: numbers
SERIES ?= 1000000
numbers: all $(BUILD)/unit/test_thresholds
	@$(BUILD)/unit/test_thresholds all
	@BIF_BIN='$(abspath $(BIN))' python3 tests/numbers/reading.py
	@BIF_BIN='$(abspath $(BIN))' python3 tests/numbers/series.py \
		--series $(SERIES)

N ?= 2000
test-paths: $(BIN)/bif-normalize $(BIN)/bif-aggregate
	@BIF_BIN='$(BIN)' python3 tests/lib/twopaths.py $(N)
	@BIF_BIN='$(BIN)' python3 tests/lib/twocounts.py $(N)

hostile: all
	@BIF_BIN='$(BIN)' python3 tests/hostile/hostile.py --all

SEEDS ?= 20
oracle: all
	@BIF_BIN='$(BIN)' python3 tests/oracle/run 1-$(SEEDS)

$(BUILD)/fault.so: tests/torture/fault.c $(BUILD)/flags
	$(call say,cc,$<)
	$(Q)$(CC) -O1 -g -Wall -Wextra -fPIC -shared -o $@ $< -ldl

torture: all $(BUILD)/fault.so
	@BIF_BIN='$(BIN)' BIF_FAULTS='$(BUILD)/fault.so' \
		python3 tests/torture/torture.py $(PARTS) $(if $(FEW),--few) \
		$(EVERY:%=--every=%)

# Polluted files: all cases in all encodings, N random tables, a fault at each
# place of a table, millions of texts against libcsv.
pollution: $(BIN)/bif-extract $(BUILD)/unit/test_loose
	@PATH='$(abspath $(BIN))':$$PATH python3 tests/pollution/cases.py --all
	@python3 tests/pollution/property.py -n $(N) $(BIN)/bif-extract
	@python3 tests/pollution/everywhere.py $(BIN)/bif-extract
	@BIF_TIMES=100 $(BUILD)/unit/test_loose

# N random tables, sniffed, and how often what is said of them is right.
sniff: $(BIN)/bif-extract
	@python3 tests/sniff/property.py -n $(N) $(BIN)/bif-extract

test: all unit
	@BIF_BIN='$(BIN)' BIF_SANITIZED='$(SANITIZE)' tests/run $(UNITS)

# Its own build, by gcc; the tests, and what of tools/ they reached.
coverage:
	@$(MAKE) --no-print-directory COVERAGE=1 counted

counted: all unit
	@find $(BUILD) -name '*.gcda' -delete
	@BIF_BIN='$(BIN)' BIF_COVERAGE=1 tests/run $(UNITS)
	@python3 tests/coverage/report.py $(BUILD)

# What a bench needs and a clone has not: data, 3 GB of it for 10 million rows,
# and those peers that come by npm. Others are used where they are installed.
ROWS ?= 10000000
RUNS ?= 5
BENCH := $(BUILD)/bench
PEERS := @duckdb/node-api@1.5.6-r.1 nodejs-polars@0.26.1 \
	nodejs-polars-linux-x64-gnu@0.26.1

$(BENCH)/%: tests/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(COMPILE) -o $@ $< -lz

$(BENCH)/peers/node_modules/@duckdb/node-api:
	@command -v npm >/dev/null || { echo 'bench: DuckDB comes by npm,' \
		'which is not here' >&2; exit 69; }
	npm install --silent --no-audit --no-fund --prefix $(BENCH)/peers \
		$(PEERS)

bench: all $(BENCH)/generate $(BENCH)/inflate $(BENCH)/measure \
		$(BENCH)/peers/node_modules/@duckdb/node-api
	@BIF_BIN='$(abspath $(BIN))' python3 tests/bench/run.py \
		--rows $(ROWS) --runs $(RUNS) $(if $(GROWTH),--growth) \
		$(if $(ONLY),--only $(ONLY)) --build $(BENCH) --data $(BENCH) \
		--peers $(BENCH)/peers --output BENCHMARKS.md

PREFIX ?= /usr/local
bindir := $(DESTDIR)$(PREFIX)/bin
sharedir := $(DESTDIR)$(PREFIX)/share/bif
docdir := $(DESTDIR)$(PREFIX)/share/doc/bif

install: all
	install -d '$(bindir)' '$(sharedir)/pipelines' '$(docdir)'
	install $(PROGRAMS:%=$(BIN)/%) '$(bindir)'
	install -m 644 pipelines/lib.bash pipelines/load.bash '$(sharedir)/pipelines'
	install pipelines/status pipelines/body pipelines/to-sqlite \
		pipelines/to-postgres '$(sharedir)/pipelines'
	cp -R samples '$(sharedir)'
	install -m 644 README.md MANUAL.md CHANGELOG.md LICENSE '$(docdir)'

modules:
	@:$(foreach p,$(PROGRAMS) $(UNIT_TESTS),$(info $(p) $($(p))))

clean:
	rm -rf build $(PROGRAMS:%=bin/%)
