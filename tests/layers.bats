#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The shape of the code: layers, doors, and calls that must not compile.

load lib/bif

setup() {
	cd "$ROOT" || return
}

sources() {
	find tools -name '*.[ch]' | sort
}

# INCLUDER INCLUDED, a line each, for the includes of our own files.
includes() {
	sources | xargs awk '
	/^#[ \t]*include[ \t]*"/ {
		split($0, part, "\"")
		from = FILENAME
		sub(/^tools\/(lib\/)?/, "", from)
		to = part[2]
		if (to !~ /\//)         # a neighbour in the same folder
			to = substr(from, 1, match(from, /\/[^\/]*$/)) to
		print from, to
	}'
}

@test "layers hold: base <- value <- io <- model <- programs" {
	includes | awk '
	function layer(file) {
		sub(/\/.*/, "", file)
		return file in rank ? file : "programs"
	}
	function folder(file) { sub(/\/[^\/]*$/, "", file); return file }
	BEGIN {
		n = split("base value io model programs", order, " ")
		for (i = 1; i <= n; i++)
			rank[order[i]] = i
	}
	{
		from = layer($1); to = layer($2)
		seen[from, to]++
		if (rank[to] > rank[from] ||
		    (from == "programs" && to == "programs" &&
		     folder($1) != folder($2))) {
			print $1 " may not include " $2
			wrong = 1
		}
	}
	END {
		printf "%-10s", "includes"
		for (j = 1; j <= n; j++)
			printf "%10s", order[j]
		print ""
		for (i = 1; i <= n; i++) {
			printf "%-10s", order[i]
			for (j = 1; j <= n; j++)
				printf "%10s", seen[order[i], order[j]] ? \
					seen[order[i], order[j]] : "."
			print ""
		}
		exit wrong
	}' >"$BATS_TEST_TMPDIR/drawn" || {
		cat "$BATS_TEST_TMPDIR/drawn"
		return 1
	}
	sed 's/^/# /' "$BATS_TEST_TMPDIR/drawn" >&3
}

@test "each foreign library has one door" {
	sources | xargs grep -Eo '^#[[:blank:]]*include[[:blank:]]*<[^>]+>' |
		sed -E 's/:#.*<(.*)>/ \1/' | awk '
	BEGIN {
		libc = "ctype.h dirent.h endian.h errno.h fcntl.h " \
			"fnmatch.h getopt.h " \
			"inttypes.h limits.h locale.h pthread.h signal.h " \
			"spawn.h stdalign.h stdarg.h stdatomic.h stdbool.h " \
			"stddef.h stdint.h stdio.h stdlib.h string.h time.h " \
			"unistd.h wchar.h immintrin.h poll.h sched.h " \
			"strings.h"
		n = split(libc, name, " ")
		for (i = 1; i <= n; i++)
			ours[name[i]] = 1
		n = split("csv.h zlib.h iconv.h jansson.h gmp.h sodium.h " \
			"utf8proc.h regex.h", must, " ")
	}
	$2 in ours || $2 ~ /^sys\// { next }
	$1 ~ /\.h$/ { print $1 " lets " $2 " out"; wrong = 1 }
	$2 in door { print $2 " has two doors: " door[$2] ", " $1; wrong = 1 }
	{ door[$2] = $1 }
	END {
		for (i = 1; i <= n; i++)
			if (!(must[i] in door)) {
				print must[i] " has no door"
				wrong = 1
			}
		exit wrong
	}'
}

@test "calls that hide faults do not compile" {
	local call tried=0
	for call in 'strtod("1", 0)' 'strtof("1", 0)' 'strtold("1", 0)' \
		'atof("1")' 'atoi("1")' 'atol("1")' 'atoll("1")' \
		'sscanf("1", "%d")' 'sprintf(a, "x")' 'vsprintf(a, "x", 0)' \
		'strcpy(a, "x")' 'strcat(a, "x")' 'stpcpy(a, "x")' \
		'strncpy(a, "x", 1)' 'strtok(a, "x")' 'gets(a)' \
		'localtime(0)' 'gmtime(0)' 'ctime(0)' 'asctime(0)' \
		'mktime(0)' 'strftime(a, 1, "x", 0)'; do
		printf 'void f(char *a); void f(char *a) { (void)a; %s; }\n' \
			"$call" >"$BATS_TEST_TMPDIR/call.c"
		run "${CC:-cc}" -std=gnu11 -Itools/lib -include base/banned.h \
			-fsyntax-only "$BATS_TEST_TMPDIR/call.c"
		[ "$status" -ne 0 ] || fail "$call compiles"
		[[ $output == *poisoned* ]] || fail "$call: $output"
		tried=$((tried + 1))
	done
	[ "$tried" -eq 22 ]
	run "${CC:-cc}" -std=gnu11 -Itools/lib -include base/banned.h \
		-fsyntax-only tools/lib/base/mem.c
	[ "$status" -eq 0 ]
	# Nor are they called behind the compiler's back.
	run grep -rnE '\b(float|double)\b[ *]+[a-z_]+ *[=;,)]' tools \
		--include='*.[ch]'
	[ "$status" -eq 1 ] || fail "binary floating point: $output"
}

@test "every module is some program's" {
	make -s modules | grep '^bif-' | tr ' ' '\n' | sort -u >"$BATS_TEST_TMPDIR/listed"
	find tools -name '*.c' | sed -E 's,^tools/(lib/)?,,; s,\.c$,,' | sort \
		>"$BATS_TEST_TMPDIR/there"
	run comm -13 "$BATS_TEST_TMPDIR/listed" "$BATS_TEST_TMPDIR/there"
	assert_output ''
}

@test "only main, diag and mem end the process" {
	run grep -rnwE '(_?exit|_Exit|abort|quick_exit) *\(' tools \
		--include='*.c' --exclude-dir=base --exclude=main.c
	[ "$status" -eq 1 ] || fail "$output"
}

@test "gcc has nothing to say" {
	skip_instrumented 'compiled once without'
	command -v gcc >/dev/null || skip 'no gcc here'
	expect 0 make -s CC=gcc WERROR=1 BUILD="$BATS_TEST_TMPDIR/build" \
		BIN="$BATS_TEST_TMPDIR/bin" all unit
}

@test "clang has nothing to say" {
	skip_instrumented 'compiled once without'
	command -v clang >/dev/null || skip 'no clang here'
	expect 0 make -s CC=clang WERROR=1 BUILD="$BATS_TEST_TMPDIR/build" \
		BIN="$BATS_TEST_TMPDIR/bin" all unit
}

@test "one dialect: every file is as .clang-format has it" {
	command -v clang-format >/dev/null || skip "no clang-format"
	# Other versions set some lines otherwise; one of them has to decide.
	[[ $(clang-format --version) == *' version 14.'* ]] ||
		skip "clang-format is not version 14"
	run find tools tests -name '*.[ch]' -exec clang-format --dry-run {} +
	assert_output ''
}
