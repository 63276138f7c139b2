# SPDX-License-Identifier: MIT
#
# bif: no configure step. The lists below name each program's modules; they
# are the dependency diagram, and a program that uses a module that is not in
# its list does not link. A module that opens the door to a foreign library
# brings that library along (see LIBRARIES).
#
#   make               the programs, into bin/
#   make demo          the sample job, and its board
#   make demo-2009     the half-year paper of 2009, its adjustments, the whole year
#   make test          every test; SANITIZE=1: under ASan and UBSan
#   make install       PREFIX=/usr/local DESTDIR=; make uninstall
#   make deb           a Debian package, into build/
#   make modules       each program and its modules
#   make clean
#   make help          these, and the longer tests of tests/*.mk
#
# CC=clang works; CFLAGS, CPPFLAGS, LDFLAGS and LDLIBS are the user's own.

PROGRAMS := bif-extract bif-normalize bif-aggregate bif-judge bif-render \
	bif-lint

# --- modules -----------------------------------------------------------
# The rooms base/ value/ io/ csv/ xlsx/ book/ contract/ stream/ source/ result/
# are in tools/lib, bif-NAME/ in tools.

TEXT   := value/text
BASE   := base/diag base/mem base/buf base/intern base/utf8
STREAM := io/options io/out io/sink io/escape io/source io/tsv io/split \
	io/ledger io/progress base/library
CSVIN  := csv/csv_reader csv/csv_exact csv/csv_index csv/linebuf \
	csv/tolerant_cut csv/tolerant_repair
BOOK   := $(CSVIN) book/book book/folder book/table book/defs \
	book/schema \
	value/decimal value/pattern value/period value/period_format value/ratio \
	$(TEXT)

# Of bif-extract: what a file that nobody has described is like.
SNIFF  := sniff/auto sniff/sniff sniff/findings sniff/draft sniff/draft_names guess/sample \
	guess/grid guess/guess_encoding guess/guess_letters guess/guess_delimiter guess/guess_dialect \
	guess/guess_header guess/guess_table guess/guess_rules guess/guess_type \
	guess/guess_date guess/guess_columns guess/guess_json guess/guess_fixed \
	guess/fixed_lines

bif-extract := $(addprefix bif-extract/,main export_options match extract table read/reader read/formats read/json read/json_keys \
	read/program read/input read/file_kind read/workbook read/columns read/columns_wide read/context read/row_filter write/record write/fast_rows write/rejects read/tolerant_rows read/row_check read/heading \
	$(SNIFF)) \
	$(BASE) $(STREAM) $(BOOK) io/spill io/decode xlsx/xlsx xlsx/xlsx_workbook xlsx/xlsx_doubt xlsx/archive xlsx/xml \
	value/xlsx_format value/number \
	source/export source/export_tolerant source/export_columns source/source_def \
	stream/reject \
	stream/rows stream/stream

bif-normalize := $(addprefix bif-normalize/,main exact/evaluate exact/row exact/cell \
	exact/digest exact/keys exact/latest exact/pseudonym exact/rejects exact/route exact/tally \
	exact/writer \
	fast/fast_rows fast/column fast/value_cache fast/row_plan ) \
	$(BASE) $(STREAM) $(BOOK) io/spill \
	source/source_def source/facts source/facts_type value/number \
	source/facts_value contract/unit contract/code \
	stream/reject stream/rows stream/stream

bif-aggregate := $(addprefix bif-aggregate/,main aggregate intake plan tally \
	ancestry subjects cohort coverage count row_cache explain) \
	$(BASE) $(STREAM) $(BOOK) \
	contract/measure contract/unit stream/observation \
	stream/stream result/manual

# What a goal's measure amounts to, and what was expected of it.
JUDGING := result/year_progress result/figures result/manual result/figure \
	result/reach result/deliveries result/delivery_rules \
	result/expected stream/observation \
	contract/measure contract/goal contract/target \
	contract/unit stream/verdict stream/stream io/spill value/format_number

bif-judge := $(addprefix bif-judge/,main worth worth_chance worth_bounds worth_readings forecast judge outlook outputs \
	text_why text_words adjustments proposal) \
	$(BASE) $(STREAM) $(BOOK) $(JUDGING) contract/action value/chance stream/delivery \
	source/source_def source/facts source/facts_type \
	source/facts_value contract/code

bif-render := $(addprefix bif-render/,main site report/adjustments page/axis report/board \
	report/contracts format/delimited report/goals_off report/goal_chart report/goal_funnel \
	report/goal_table format/html format/html_style format/mail format/markdown report/material report/paper report/origin page/page \
	format/plain format/prom request report/strategy_map \
	format/svg format/svg_parts report/sheet report/goals_without_verdict report/suppress report/verdict_table wording/words wording/da wording/en report/sentence report/own_text report/changes \
	format/xlsx) \
	$(BASE) $(STREAM) $(BOOK) $(JUDGING) stream/rows stream/delivery \
	contract/action source/source_def value/chance

bif-lint := bif-lint/main bif-lint/lint \
	bif-lint/arithmetic_rules bif-lint/calendar_rules bif-lint/action_rules bif-lint/reference_rules \
	bif-lint/count_rules bif-lint/target_rules bif-lint/source_rules \
	bif-lint/series_rules bif-lint/against_rules \
	$(BASE) $(STREAM) $(BOOK) \
	io/decode contract/unit contract/code contract/measure \
	contract/goal contract/target contract/action \
	source/source_def source/export source/export_tolerant source/export_columns source/facts value/number \
	source/facts_type source/facts_value \
	result/manual stream/observation stream/verdict io/spill \
	stream/stream

# --- libraries ---------------------------------------------------------
# One door each: the module that includes the library's header.

LIBRARIES.csv/csv_exact   := -lcsv
LIBRARIES.io/source     := -lz -pthread
LIBRARIES.book/defs    := -ljansson
LIBRARIES.value/ratio   := -lgmp
LIBRARIES.value/chance  := -lmpfr
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
LIBRARIES.xlsx/xml := -lexpat
endif
ifeq ($(XLSXWRITER),yes)
LIBXLSXWRITER := $(call soname,xlsxwriter)
DEFINES += -DHAVE_XLSXWRITER -DLIBXLSXWRITER='"$(LIBXLSXWRITER)"'
endif

# --- flags -------------------------------------------------------------

CFLAGS ?= -O2 -g
# What an initializer leaves out is 0, and is meant to be.
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes \
	-Wno-missing-field-initializers
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

# The folder that it is built in leaves no trace in a program.
COMPILE = $(CC) $(LANGUAGE) $(WARNINGS) $(HARDEN) $(DEFINES) $(CPPFLAGS) \
	$(CFLAGS) -ffile-prefix-map='$(CURDIR)'=.
LINK = $(CC) $(CFLAGS) $(HARDEN_LINK) -Wl,--as-needed $(LDFLAGS)

OBJ := $(BUILD)/obj

# V=1 shows the whole commands.
Q := $(if $(V),,@)
# $(call compile,FLAGS): what the compiler says is shown, and kept beside the
# object, so that a test need not compile all of it again to hear it.
compile = $(Q)$(COMPILE) $(1) -MMD -MP -c -o $@ $< 2>$@.said || \
	{ cat $@.said >&2; exit 1; }; [ ! -s $@.said ] || cat $@.said >&2
say = $(if $(V),,@echo '  $(1)  $(2)')

.PHONY: all help demo demo-2009 test install uninstall deb modules clean force
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:

all: $(PROGRAMS:%=$(BIN)/%)

# --- rules -------------------------------------------------------------

# $(call objects,MODULES), $(call libraries,MODULES)
objects = $(patsubst %,$(OBJ)/%.o,$(1))
libraries = $(sort $(foreach m,$(1),$(LIBRARIES.$(m))))
define link_rule
$(2): $$(call objects,$$($(1))) $(COUNTING)
	@mkdir -p $$(@D)
	$$(call say,link,$$@)
	$$(Q)$$(LINK) -o $$@ $$^ $$(call libraries,$$($(1))) $$(LDLIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call link_rule,$(p),$(BIN)/$(p))))

$(OBJ)/bif-%.o: tools/bif-%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(call compile,-Itools)

# Its library's headers use banned calls: it includes the ban after them.
$(OBJ)/bif-render/format/xlsx.o: private LANGUAGE := -std=gnu11 -Itools/lib

$(OBJ)/%.o: tools/lib/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(call compile)

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

demo-2009: all
	@BIF_BIN='$(BIN)' sh tools/demo-2009

include tests/unit.mk tests/hard.mk tests/bench.mk

test: all unit
	@BIF_BIN='$(BIN)' BIF_SANITIZED='$(SANITIZE)' tests/run $(UNITS)

PREFIX ?= /usr/local
prefix := $(DESTDIR)$(PREFIX)
bindir := $(prefix)/bin
sharedir := $(prefix)/share/bif
docdir := $(prefix)/share/doc/bif
mandir := $(prefix)/share/man
bashdir := $(prefix)/share/bash-completion/completions
zshdir := $(prefix)/share/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
fishdir := $(prefix)/share/fish/vendor_completions.d
PAPERS := README.md MANUAL.md CHANGELOG.md LICENSE SECURITY.md CONTRIBUTING.md

# Manual pages where lowdown is there to make them. Programs are stripped; one
# link on PATH is enough for the pipelines, which find themselves through it.
install: all
	install -d '$(bindir)' '$(sharedir)/pipelines' '$(docdir)' '$(bashdir)' \
		'$(zshdir)' '$(fishdir)'
	install -s $(PROGRAMS:%=$(BIN)/%) '$(bindir)'
	install -m 644 pipelines/*.bash pipelines/*.awk '$(sharedir)/pipelines'
	install $(filter-out %.bash %.awk %.md,$(wildcard pipelines/*)) \
		'$(sharedir)/pipelines'
	ln -sf ../share/bif/pipelines/bif '$(bindir)/bif'
	cp -R samples '$(sharedir)'
	chmod -R u=rwX,go=rX '$(sharedir)'
	install -m 644 $(PAPERS) '$(docdir)'
	BIF_BIN='$(BIN)' tools/sbom >'$(docdir)/bif.spdx.json'
	BIF_BIN='$(BIN)' tools/completions '$(BUILD)/completions'
	install -m 644 '$(BUILD)/completions/bash/bif' '$(bashdir)'
	for p in $(PROGRAMS); do ln -sf bif '$(bashdir)'/$$p; done
	install -m 644 '$(BUILD)/completions/zsh/_bif' '$(zshdir)'
	install -m 644 '$(BUILD)/completions/fish/bif.fish' '$(fishdir)'
	if BIF_BIN='$(BIN)' tools/man '$(BUILD)/man'; then \
		for n in 1 5 7; do install -d '$(mandir)'/man$$n && \
		install -m 644 '$(BUILD)'/man/*.$$n '$(mandir)'/man$$n; done; fi

# Folders go when nothing else is left in them.
uninstall:
	rm -rf '$(sharedir)' '$(docdir)'
	rm -f $(foreach p,bif $(PROGRAMS),'$(bindir)/$(p)' '$(bashdir)/$(p)') \
		'$(zshdir)/_bif' '$(fishdir)/bif.fish' '$(mandir)'/man7/bif.7 \
		'$(mandir)'/man5/bif-formats.5 '$(mandir)'/man1/bif-*.1
	-rmdir --ignore-fail-on-non-empty '$(mandir)'/man[157] '$(mandir)' \
		'$(bashdir)' '$(dir $(bashdir))' '$(zshdir)' '$(dir $(zshdir))' \
		'$(fishdir)' '$(dir $(fishdir))' '$(dir $(docdir))' \
		'$(dir $(sharedir))' '$(bindir)' 2>/dev/null

deb: all
	@BIF_BIN='$(BIN)' tools/deb build

help:
	@sed -n 's/^#   make/make/p' Makefile tests/*.mk

modules:
	@:$(foreach p,$(PROGRAMS),$(info $(p) $($(p))))

clean:
	rm -rf build $(PROGRAMS:%=bin/%)
