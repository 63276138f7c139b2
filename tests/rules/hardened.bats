#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The programs as they are built for use: what the compiler and the linker do
# against faults that got past everything else is done, in each of them.

load ../lib/bif

setup() {
	cd "$ROOT" || return
	skip_instrumented 'the programs for use are built without'
	command -v readelf >/dev/null || skip 'no readelf here'
	[ "$(uname -m)" = x86_64 ] || skip 'looks at programs for x86-64'
}

# lacks PROGRAM: what it lacks, a word each, in $output.
lacks() {
	local said
	said=$(LC_ALL=C readelf -W -h -l -d --dyn-syms "$1") || return
	output=
	grep -q 'Type: *DYN' <<<"$said" &&
		grep -q 'FLAGS_1.*PIE' <<<"$said" || output+=' pie'
	grep -q '^ *GNU_RELRO' <<<"$said" || output+=' relro'
	grep -q '(FLAGS).*BIND_NOW' <<<"$said" || output+=' now'
	grep -qE '^ *GNU_STACK.* RW +0x' <<<"$said" || output+=' noexecstack'
	grep -qE '^ *LOAD.* RWE ' <<<"$said" && output+=' w^x'
	grep -q ' __stack_chk_fail' <<<"$said" || output+=' stack-protector'
	grep -qE ' __[a-z]+_chk(@| |$)' <<<"$said" || output+=' fortify'
	grep -q 'TEXTREL' <<<"$said" && output+=' textrel'
	output=${output# }
}

@test "each program is PIE, full RELRO, no stack is executed, guarded, fortified" {
	local program tried=0
	for program in "$BIF_BIN"/bif-*; do
		[ -x "$program" ] || continue
		lacks "$program"
		[ -z "$output" ] || fail "$program lacks $output"
		tried=$((tried + 1))
	done
	[ "$tried" -ge 6 ]
}

@test "large frames touch each page of the stack" {
	local program
	"${CC:-cc}" --version | grep -q 'Free Software' || skip 'not gcc'
	for program in "$BIF_BIN"/bif-*; do
		[ -x "$program" ] || continue
		LC_ALL=C readelf --debug-dump=info "$program" 2>/dev/null |
			grep -m 1 'DW_AT_producer.*tools\|DW_AT_producer.*GNU C11' \
				>"$BATS_TEST_TMPDIR/made" || :
		[ -s "$BATS_TEST_TMPDIR/made" ] || skip 'built without -g'
		grep -q -e -fstack-clash-protection "$BATS_TEST_TMPDIR/made" ||
			fail "$program: $(cat "$BATS_TEST_TMPDIR/made")"
	done
}

@test "a program without any of it is told" {
	printf '%s\n' '#include <string.h>' \
		'int main(int n, char **a) { char b[64]; strcpy(b, a[n - 1]);' \
		'return b[0]; }' >"$BATS_TEST_TMPDIR/bare.c"
	"${CC:-cc}" -O0 -U_FORTIFY_SOURCE -fno-stack-protector -fno-pie -no-pie \
		-Wl,-z,norelro,-z,lazy,-z,execstack \
		-o "$BATS_TEST_TMPDIR/bare" "$BATS_TEST_TMPDIR/bare.c" \
		2>/dev/null
	lacks "$BATS_TEST_TMPDIR/bare"
	[ "$output" = 'pie relro now noexecstack stack-protector fortify' ] ||
		fail "told: $output"
}
