# SPDX-License-Identifier: MIT
#
# Unit tests and the replays of the fuzzers. A test is found by its place:
# tests/unit/ROOM/test_NAME.c is linked with what it uses of tools/lib, in a
# room named after a program with what it uses of that program too.
#
#   make test-unit     the C unit tests and replays alone

FUZZ_TARGETS := csv_reader tsv tolerant decimal period defs book fixed
FUZZ_PROGRAM.fixed := bif-extract

UNIT_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_TESTS := $(notdir $(UNIT_SOURCES:.c=))
REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/replay_%)
FUZZERS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/fuzz_%)
UNITS := $(UNIT_TESTS:%=$(BUILD)/unit/%) $(REPLAYS)

# The modules that programs name, as one archive for tools/lib and one for
# each program without its main.
MODULES := $(sort $(foreach p,$(PROGRAMS),$($(p))))
LIB_MODULES := $(filter-out bif-%,$(MODULES))
ARCHIVES := $(OBJ)/lib.a $(PROGRAMS:%=$(OBJ)/%.a)
LIBS := $(call libraries,$(MODULES))

$(OBJ)/lib.a: $(call objects,$(LIB_MODULES))
$(foreach p,$(PROGRAMS),$(eval $(OBJ)/$(p).a: \
	$(call objects,$(filter-out %/main,$(filter $(p)/%,$(MODULES))))))
$(ARCHIVES):
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# The program whose parts a test tries, by the test's room.
room_of = $(notdir $(patsubst %/,%,$(dir $(filter %/$(1).c,$(UNIT_SOURCES)))))
archives_of = $(patsubst %,$(OBJ)/%.a,$(filter $(PROGRAMS),$(1)) lib)

define unit_rule
$(OBJ)/unit/$(1).o: $(filter %/$(1).c,$(UNIT_SOURCES)) $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(call say,cc,$$<)
	$$(call compile,-Itools -Itests/unit)

$(BUILD)/unit/$(1): $(OBJ)/unit/$(1).o $(call archives_of,$(call room_of,$(1))) \
		$(COUNTING)
	@mkdir -p $$(@D)
	$$(call say,link,$$@)
	$$(Q)$$(LINK) -o $$@ $$^ $$(LIBS) $(UNIT_LIBS.$(1)) $$(LDLIBS)
endef
# Makes its own workbooks, by the calls that the library does not load.
UNIT_LIBS.test_xlsx := $(if $(XLSX:no=),-lzip)
$(foreach t,$(UNIT_TESTS),$(eval $(call unit_rule,$(t))))

# Each fuzz target is linked to replay what is kept (a test like the others),
# and by `make fuzz` to a fuzzer. FUZZ_PROGRAM.NAME above names the program
# whose parts it tries.
define fuzz_rule
$(BUILD)/fuzz/$(2)_$(1): $(OBJ)/fuzz/fuzz_$(1).o $(OBJ)/fuzz/fuzzhost.o \
		$(OBJ)/fuzz/$(3).o $(call archives_of,$(FUZZ_PROGRAM.$(1))) \
		$(COUNTING)
	@mkdir -p $$(@D)
	$$(call say,link,$$@)
	$$(Q)$$(LINK) -o $$@ $$^ $$(LIBS) $$(LDLIBS)
endef
$(foreach t,$(FUZZ_TARGETS),$(eval $(call fuzz_rule,$(t),replay,replay)) \
	$(eval $(call fuzz_rule,$(t),fuzz,fuzzer)))
# Reads give as little at a time as a target likes, messages are counted
# (fuzzhost.c).
comma := ,
$(REPLAYS) $(FUZZERS): private LDFLAGS += $(addprefix \
	-Wl$(comma)--wrap=,read diag_fault diag_file diag_at diag_row)
$(FUZZERS): private LDFLAGS += -fsanitize=fuzzer

# A test that has moved to another room is still named where it was in what
# the compiler wrote down last time; that is no reason to stop.
tests/unit/%.c: ;

$(OBJ)/fuzz/%.o: tests/hard/fuzz/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(call compile,-Itools -Itests/unit)

.PHONY: unit test-unit
unit: $(UNITS)

test-unit: unit
	@BIF_BIN='$(BIN)' BIF_SANITIZED='$(SANITIZE)' tests/run --unit $(UNITS)
