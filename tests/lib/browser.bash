# SPDX-License-Identifier: MIT
#
# What tests that look at pages in a browser begin with: the modules of
# tests/html, fetched once into build/html, and Chromium. Where npm or Chromium
# is absent, or npm can fetch nothing, such tests are skipped.

# For setup_file: sets WHY_NOT where there is no browser to look with.
find_browser() {
	local at=$ROOT/build/html browser
	for browser in chromium chromium-browser google-chrome; do
		CHROMIUM=$(command -v "$browser") && break
	done
	if [ -z "$CHROMIUM" ]; then
		WHY_NOT='no Chromium here'
	elif ! command -v node >/dev/null || ! command -v npm >/dev/null; then
		WHY_NOT='no npm here'
	elif ! fetched "$at"; then
		WHY_NOT='npm could not fetch axe-core and html-validate'
	fi
	export CHROMIUM WHY_NOT BIF_HTML_MODULES=$at
}

fetched() {
	mkdir -p "$1" || return
	cp "$ROOT/tests/html/package.json" "$ROOT/tests/html/package-lock.json" "$1" || return
	cmp -s "$1/package-lock.json" "$1/.fetched" && return
	(cd "$1" && timeout 240 npm ci --no-audit --no-fund --ignore-scripts \
		>npm.log 2>&1 </dev/null) || return
	cp "$1/package-lock.json" "$1/.fetched"
}

# check FILE...: nothing is found in these pages.
check() {
	run node "$ROOT/tests/html/check.js" "$CHROMIUM" "$@"
	[ "$status" -ne 2 ] || skip "$output"
	[ "$status" -eq 0 ] || fail "$output"
}
