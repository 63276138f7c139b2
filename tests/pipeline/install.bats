#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What `make install` and `make deb` put on a machine, and that nothing of it
# stays when it is taken off.

load ../lib/bif

# make without the flags of the make that runs the tests.
make_quietly() {
	env -u MAKEFLAGS -u MFLAGS make -s -o all -C "$ROOT" BIN="$BIF_BIN" "$@"
}

@test "installed: bif is found through one link, and all it names is there" {
	local name
	skip_instrumented
	make_quietly install DESTDIR="$PWD/root" PREFIX=/usr >said 2>&1
	ln -s "$PWD/root/usr/bin/bif" bif
	unset BIF_BIN
	export PATH=/usr/bin:/bin
	expect 0 ./bif judge -V
	./bif lint -b root/usr/share/bif/samples/bif-2010 -o found || [ $? -eq 1 ]
	[ -s found ]
	./bif --help >list
	for name in root/usr/bin/bif-* root/usr/share/bif/pipelines/*; do
		name=${name##*/} name=${name#bif-}
		[[ $name == bif || $name == *.* ]] ||
			grep -qE "(^  |  |, )$name( |,|\$)" list ||
			fail "bif --help does not list $name"
	done
	expect 0 ./bif help status
	jq -e '.spdxVersion == "SPDX-2.3" and (.packages | length) > 6' \
		root/usr/share/doc/bif/bif.spdx.json
	# No way leads out of it into the sources. A short path of theirs may be
	# the end or the middle of another.
	local sources="(^|[^[:alnum:]_/.-])$ROOT(/|[^[:alnum:]_.-]|\$)"
	run ! grep -rIlE "$sources" root
	run ! grep -alE "$sources" root/usr/bin/bif-*
	make -s -C "$ROOT" uninstall DESTDIR="$PWD/root" PREFIX=/usr
	[ -z "$(find root -type f -o -type l)" ]
}

@test "manual pages: one a command, without a fault that mandoc knows" {
	command -v lowdown >/dev/null || skip 'no lowdown here'
	skip_instrumented
	BIF_BIN=$BIF_BIN "$ROOT/tools/man" man
	[ "$(find man -name 'bif-*.1' | wc -l)" -ge 18 ]
	[ -s man/bif.7 ] && [ -s man/bif-formats.5 ]
	BIF_BIN=$BIF_BIN "$ROOT/tools/man" again
	diff -r man again
	if command -v man >/dev/null && command -v troff >/dev/null; then
		LC_ALL=C.UTF-8 MANWIDTH=80 man -l man/* 2>said >/dev/null
		[ ! -s said ] || fail "$(head said)"
	fi
	command -v mandoc >/dev/null || skip 'no mandoc here'
	expect 0 mandoc -T lint -W warning man/*
	mandoc -T utf8 man/bif-judge.1 | sed 's/.\x08//g' | grep -q known-at
}

@test "completions: options and names, in three shells" {
	skip_instrumented
	BIF_BIN=$BIF_BIN "$ROOT/tools/completions" made
	cat >ask <<-'END'
		. made/bash/bif
		ask() {
			COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
			_bif
			echo "${COMPREPLY[@]}"
		}
		ask bif nig
		ask bif nightly --back
		ask bif judge --known
		ask bif-render --delimi
		ask bif-extract --claim
	END
	expect 0 bash ask
	[ "${lines[0]}" = nightly ]
	[ "${lines[1]}" = --backfill ]
	[ "${lines[2]}" = --known-at ]
	[[ ${lines[*]} == *--claim* ]]
	! command -v zsh >/dev/null || zsh -n made/zsh/_bif
	! command -v fish >/dev/null || fish -n made/fish/bif.fish
}

@test "a Debian package: lintian accepts it, and it has what it needs" {
	command -v dpkg-shlibdeps >/dev/null || skip 'no dpkg-dev here'
	command -v lowdown >/dev/null || skip 'no lowdown here'
	skip_instrumented
	SOURCE_DATE_EPOCH=1277856000 BIF_BIN=$BIF_BIN "$ROOT/tools/deb" one
	SOURCE_DATE_EPOCH=1277856000 BIF_BIN=$BIF_BIN "$ROOT/tools/deb" two
	cmp one/bif_*.deb two/bif_*.deb
	dpkg-deb -f one/bif_*.deb Depends | grep 'libcsv3.*jq'
	! grep -q HAVE_XLSX "$ROOT/build/flags" ||
		dpkg-deb -f one/bif_*.deb Recommends | grep libzip
	dpkg-deb -c one/bif_*.deb | grep './usr/share/man/man1/bif-judge.1.gz'
	command -v lintian >/dev/null || skip 'no lintian here'
	expect 0 lintian --allow-root --fail-on error,warning one/bif_*.deb
}

@test "the same program from another folder, to the byte" {
	skip_instrumented
	[ -z "${CFLAGS:-}" ] || skip 'with flags of one'\''s own'
	mkdir other
	cp -R "$ROOT/Makefile" "$ROOT/tools" "$ROOT/tests" other/
	env -u MAKEFLAGS make -s -C other bin/bif-lint >/dev/null
	strip -o a "$BIF_BIN/bif-lint"
	strip -o b other/bin/bif-lint
	cmp a b
}
