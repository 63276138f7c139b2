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
# base/ value/ io/ model/ are in tools/lib, bif-NAME/ in tools.

TEXT   := value/text value/text_digits value/text_nearest
BASE   := base/diag base/inert base/mem base/buf base/intern base/utf8
STREAM := io/options io/out io/sink io/escape io/source io/ahead io/tsv io/split \
	io/ledger io/progress base/library
CSVIN  := io/csvin io/csvexact io/csvindex io/room
BOOK   := $(CSVIN) model/book model/table model/table_cell model/defs \
	model/index model/wrong \
	value/decimal value/period value/period_format value/ratio $(TEXT)

# Of bif-extract: what a file that nobody has described is like.
SNIFF  := auto sniff sniff_say draft draft_export draft_names jsonout sample \
	grid guess_encoding guess_letters guess_parting guess_delimiter guess_dialect \
	guess_score guess_kind guess_header guess_table guess_rules guess_type \
	guess_date guess_columns guess_wide guess_json guess_fixed \
	fixed_lines fixed_fields

bif-extract := $(addprefix bif-extract/,main general claim extract reader json \
	jq workbook bind sift record quick refuse tolerant rowcheck tables profile heading \
	footer held spool naming $(SNIFF)) \
	base/secret $(BASE) $(STREAM) $(BOOK) io/loose io/loosemend io/loosecut io/loosely io/lines io/decode io/xlsx io/xlsxbook io/xlsxdoubt \
	value/pattern value/stored value/serial \
	model/exportdef model/exportloose model/exportrule model/sourcedef model/folder \
	model/reject \
	model/rows model/stream

bif-normalize := $(addprefix bif-normalize/,main normalize judge row cell memo \
	batch column columnmake columnlearn known \
	shape shapemake shapekey shapewrite \
	digest keys keytable latest spill pseudonym refusal tally writer) \
	base/vast base/secret \
	$(BASE) $(STREAM) $(BOOK) value/pattern \
	model/sourcedef model/folder model/factdef model/factfield \
	model/factvalue model/factcolumn model/unit model/code \
	model/reject model/rows model/stream

bif-aggregate := bif-aggregate/main bif-aggregate/request \
	bif-aggregate/aggregate bif-aggregate/intake bif-aggregate/plan \
	bif-aggregate/plan_course bif-aggregate/tally bif-aggregate/chain \
	bif-aggregate/series bif-aggregate/spell bif-aggregate/subjects \
	bif-aggregate/firsts bif-aggregate/cohort bif-aggregate/scope \
	bif-aggregate/count bif-aggregate/repeat \
	bif-aggregate/explain bif-aggregate/kept \
	$(BASE) $(STREAM) $(BOOK) \
	model/measure model/where model/component model/unit model/observation \
	model/observation_set model/stream

# What a goal's measure amounts to, and what was expected of it.
JUDGING := model/moment model/figures model/byhand model/value model/gap \
	model/contract model/expect model/observation model/observation_set \
	model/measure model/component model/where model/goal model/target \
	model/unit model/verdict model/stream value/shown

bif-judge := $(addprefix bif-judge/,main docket judge outlook print why words) \
	$(BASE) $(STREAM) $(BOOK) $(JUDGING)

bif-render := $(addprefix bif-render/,main adjustments axis board cell \
	clean contracts course datapackage delimited faroff format goalchart \
	goaltable html htmlstyle markdown markup material month notat origin page peopleswords \
	plain plaintable prom report request rowcount sentence strategymap \
	svg tally telling terminal unitsheet unjudged veil verdicttable words \
	xlsx) \
	$(BASE) $(STREAM) $(BOOK) $(JUDGING) model/rows \
	model/action model/comment model/strategy model/sourcedef model/folder

bif-lint := bif-lint/main bif-lint/lint bif-lint/finding bif-lint/header bif-lint/smart \
	bif-lint/sums bif-lint/course bif-lint/plan bif-lint/wiring \
	bif-lint/facts \
	$(BASE) $(STREAM) $(BOOK) value/pattern \
	io/decode model/unit model/code model/folder model/measure \
	model/where model/component model/goal model/target model/action model/strategy model/comment \
	model/sourcedef model/exportdef model/exportloose model/exportrule model/factdef model/factcolumn \
	model/factfield model/factvalue \
	model/byhand model/observation model/observation_set model/verdict \
	model/stream

# Unit tests: tests/unit/NAME.c and the modules it tries.
GUESSES := test_guess_encoding test_guess_type test_guess_columns test_guess_json \
	test_guess_fixed test_guess_table test_guess_dialect
UNIT_TESTS := test_base test_decimal test_period test_text test_ratio \
	test_pattern test_defs test_table test_book test_measure test_goal \
	test_split test_source test_tsv test_out test_ledger test_rows \
	test_factdef test_keytable test_digest test_pseudonym test_spill test_verdict \
	test_csvin test_decode test_stored test_xlsx test_xlsxdoubt test_loose \
	test_shown test_axis test_thresholds $(GUESSES)

test_base    := base/vast $(BASE)
test_decimal := value/decimal $(BASE)
test_period  := value/period value/period_format $(TEXT) $(BASE)
test_text    := $(TEXT) $(BASE)
test_shown   := value/shown value/period $(TEXT) value/decimal $(BASE)
test_axis    := bif-render/axis value/ratio value/decimal $(BASE)
test_thresholds := $(filter-out bif-judge/main,$(bif-judge))
$(foreach t,$(GUESSES),$(eval $(t) := $(filter-out bif-extract/main,$(bif-extract))))
test_ratio   := value/ratio value/decimal $(BASE)
test_pattern := value/pattern $(BASE)
# The io that reading a book takes.
READ := io/source io/ahead io/split io/ledger base/library
test_defs    := $(BOOK) $(READ) $(BASE)
test_table   := $(BOOK) $(READ) $(BASE)
test_book    := model/unit model/code model/sourcedef model/folder \
	$(BOOK) $(READ) $(BASE)
test_measure := model/measure model/where model/component $(BOOK) $(READ) $(BASE)
test_goal    := model/goal model/target model/action model/strategy \
	model/comment model/unit $(BOOK) $(READ) $(BASE)
test_split   := io/split $(BASE)
test_source  := $(READ) $(TEXT) value/period $(BASE)
test_csvin   := $(CSVIN) $(READ) $(TEXT) value/period $(BASE)
test_loose   := io/loose io/loosemend io/loosecut io/loosely io/lines $(CSVIN) $(READ) \
	$(TEXT) value/period $(BASE)
test_decode  := io/decode $(READ) $(TEXT) value/period $(BASE)
test_xlsx    := io/xlsx io/xlsxbook io/xlsxdoubt value/stored value/serial \
	$(TEXT) value/period $(READ) $(BASE)
test_xlsxdoubt := io/xlsxdoubt $(BASE)
test_stored  := value/stored value/serial value/period $(TEXT) $(BASE)
test_tsv     := io/tsv $(READ) $(TEXT) value/period $(BASE)
test_out     := io/out io/sink io/escape io/ledger $(TEXT) value/period \
	$(BASE)
test_ledger  := io/ledger $(TEXT) value/period $(BASE)
test_rows    := model/reject model/rows model/stream io/out io/sink \
	io/escape io/tsv $(READ) $(TEXT) value/period $(BASE)

test_factdef := model/factdef model/factfield model/factvalue \
	model/factcolumn model/sourcedef model/folder model/unit model/code \
	model/stream value/pattern $(BOOK) $(READ) $(BASE)
test_keytable  := bif-normalize/keytable base/vast $(BASE)
test_digest    := bif-normalize/digest bif-normalize/pseudonym $(BASE)
test_pseudonym := bif-normalize/pseudonym $(BASE)
test_spill     := bif-normalize/spill $(BASE)
test_verdict := model/verdict model/stream $(BASE) $(STREAM) $(BOOK)

# Fuzz targets: tests/fuzz/fuzz_NAME.c and the modules it tries. Each is linked
# to replay what is kept (a test like the others), and by `make fuzz` to a
# fuzzer.
FUZZ_TARGETS := csvin tsv loose decimal period defs book fixed

fuzz_csvin   := $(test_csvin)
fuzz_tsv     := io/tsv $(READ) $(TEXT) value/period $(BASE)
fuzz_loose   := $(test_loose)
fuzz_decimal := value/decimal value/ratio value/stored value/shown \
	value/period $(TEXT) $(BASE)
fuzz_period  := value/period value/period_format value/serial value/stored \
	value/shown $(TEXT) $(BASE)
# What reads definitions.
DEFS := model/exportdef model/exportloose model/exportrule model/sourcedef \
	model/folder model/factdef model/factfield model/factvalue \
	model/factcolumn model/unit model/code model/measure model/where \
	model/component model/stream io/loosecut io/lines io/decode \
	value/pattern $(BOOK) $(READ) $(BASE)
fuzz_defs    := $(DEFS)
fuzz_book    := $(DEFS) model/goal model/target model/action model/comment \
	model/strategy
fuzz_fixed   := $(filter-out bif-extract/main,$(bif-extract))

# --- libraries ---------------------------------------------------------
# One door each: the module that includes the library's header.

LIBRARIES.io/csvexact   := -lcsv
LIBRARIES.io/source     := -lz -pthread
LIBRARIES.model/defs    := -ljansson
LIBRARIES.value/ratio   := -lgmp
LIBRARIES.value/text    := -lutf8proc
LIBRARIES.bif-normalize/pseudonym := -lsodium

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
LIBRARIES.io/xlsx := -lexpat
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
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# Its library's headers use banned calls: it includes the ban after them.
$(OBJ)/bif-render/xlsx.o: private LANGUAGE := -std=gnu11 -Itools/lib

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
