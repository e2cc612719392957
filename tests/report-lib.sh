# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # of lib.sh, for the tests that read this
# report-lib.sh - records for the tests of reports: weeks of a made-up desk.
# SPDX-License-Identifier: MIT
ctl=$top_builddir/empathyctl
TZ=UTC ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export TZ ASAN_OPTIONS
# The end of those weeks.
now=1795996800
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"

# weeks_in FILE MESSAGES DAYS
weeks_in() {
	"$top_builddir/tests/fill-record" "$1" none &&
		sqlite3 "$1" "CREATE TEMP TABLE given AS SELECT $2 AS messages, $3 AS days,
			'2026-11-30' AS until" ".read $top_srcdir/tests/weeks.sql" >/dev/null
}
