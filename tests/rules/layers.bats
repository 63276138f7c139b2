#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The shape of the code: layers, doors, and calls that must not compile.

load ../lib/bif

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

# The rooms in their order; those of one rank may not include each other. A
# program's rooms come last, and no program includes another's.
ROOMS='base value io csv=xlsx book contract stream source result programs'

# Reads FROM TO, a line each, says which arrows run the wrong way and draws
# the rest.
judge_arrows() {
	awk -v rooms="$ROOMS" '
	function layer(file) {
		sub(/\/.*/, "", file)
		return file in rank ? file : "programs"
	}
	function program(file) { sub(/\/.*/, "", file); return file }
	BEGIN {
		ranks = split(rooms, order, " ")
		for (i = 1; i <= ranks; i++) {
			m = split(order[i], twins, "=")
			for (k = 1; k <= m; k++) {
				rank[twins[k]] = i
				name[++n] = twins[k]
			}
		}
	}
	{
		from = layer($1); to = layer($2)
		seen[from, to]++
		if (rank[to] > rank[from] ||
		    (rank[to] == rank[from] && from != to) ||
		    (from == "programs" && to == "programs" &&
		     program($1) != program($2))) {
			print $1 " may not use " $2
			wrong = 1
		}
	}
	END {
		printf "%-10s", "uses"
		for (j = 1; j <= n; j++)
			printf "%9s", name[j]
		print ""
		for (i = 1; i <= n; i++) {
			printf "%-10s", name[i]
			for (j = 1; j <= n; j++)
				printf "%9s", seen[name[i], name[j]] ? \
					seen[name[i], name[j]] : "."
			print ""
		}
		exit wrong
	}'
}

# draw ARROWS: judges them and shows the drawing.
draw() {
	judge_arrows >"$BATS_TEST_TMPDIR/drawn" || {
		cat "$BATS_TEST_TMPDIR/drawn"
		return 1
	}
	sed 's/^/# /' "$BATS_TEST_TMPDIR/drawn" >&3
}

# FROM TO, a line each, of modules that call each other, as the linker sees
# it. What two programs both define is each program's own.
calls() {
	find "${BIF_BIN%/bin}/build/obj" -name '*.o' \
		! -path '*/unit/*' ! -path '*/fuzz/*' ! -path '*/coverage/*' |
		sort | xargs nm -A 2>/dev/null | awk '
	{
		file = $1
		sub(/:.*/, "", file)
		sub(/.*\/build\/obj\//, "", file)
		sub(/\.o$/, "", file)
		program = file ~ /^bif-/ ? file : ""
		sub(/\/.*/, "", program)
		if ($(NF - 1) == "U")
			wanted[++n] = file SUBSEP program SUBSEP $NF
		else if ($(NF - 1) ~ /^[TDBRCVW]$/) {
			owner[program, $NF] = file
		}
	}
	END {
		for (i = 1; i <= n; i++) {
			split(wanted[i], w, SUBSEP)
			to = (w[2], w[3]) in owner ? owner[w[2], w[3]] : \
				owner["", w[3]]
			if (to && to != w[1])
				print w[1], to
		}
	}' | sort -u
}

@test "layers hold: no file includes one from a room further right" {
	includes | draw
}

@test "layers hold: no object calls one from a room further right" {
	[ "$BIF_BIN" = "$ROOT/bin" ] || skip "not the build in build/obj"
	calls >"$BATS_TEST_TMPDIR/calls"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/calls")" -gt 500 ]
	draw <"$BATS_TEST_TMPDIR/calls"
}

@test "no two files need each other, nor three in a ring" {
	[ "$BIF_BIN" = "$ROOT/bin" ] || skip "not the build in build/obj"
	calls >"$BATS_TEST_TMPDIR/calls"
	# tsort names on standard error the members of each ring it meets.
	run bash -c 'tsort "$1" 2>&1 >/dev/null' - "$BATS_TEST_TMPDIR/calls"
	assert_output ''
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

# Whether gcc made the build at hand, which has kept what it said of each file.
said_by_gcc() {
	[ "$BIF_BIN" = "$ROOT/bin" ] || return
	"$(head -n 1 build/flags | cut -d ' ' -f 1)" --version |
		grep -q 'Free Software Foundation' || return
	find build/obj -name '*.o' >"$BATS_TEST_TMPDIR/made"
	while IFS= read -r object; do
		[ -e "$object.said" ] || return
	done <"$BATS_TEST_TMPDIR/made"
}

@test "gcc has nothing to say" {
	skip_instrumented 'compiled once without'
	command -v gcc >/dev/null || skip 'no gcc here'
	if said_by_gcc; then
		[ "$(wc -l <"$BATS_TEST_TMPDIR/made")" -gt 250 ]
		run find build/obj -name '*.said' -size +0 -exec cat {} +
		assert_output ''
		return
	fi
	expect 0 make -s CC=gcc WERROR=1 BUILD="$BATS_TEST_TMPDIR/build" \
		BIN="$BATS_TEST_TMPDIR/bin" all unit
}

@test "clang has nothing to say" {
	skip_instrumented 'compiled once without'
	command -v clang >/dev/null || skip 'no clang here'
	# It says the same however much it optimises.
	expect 0 make -s CC=clang WERROR=1 \
		CFLAGS='-O0 -U_FORTIFY_SOURCE' BUILD="$BATS_TEST_TMPDIR/build" \
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
