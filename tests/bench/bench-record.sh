#!/bin/sh
# How fast a record of millions answers, and whether its writer is slower while it is read: figures,
# not verdicts. The second in short slices of one run that take turns, so that what else the machine
# does weighs on all of them, and beside as much CPU burnt without reading (bench-record.c).
# usage: tests/bench/bench-record.sh [MESSAGES] [RECORD] (from the build folder's "make bench-record")
# RECORD: one that was filled before is used again.
# SPDX-License-Identifier: MIT
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/report-lib.sh"
messages=${1:-${MESSAGES:-2000000}}
db=${2:-${RECORD:-$scratch/record.db}}
rounds=${ROUNDS:-8}
bench="$top_builddir/tests/bench/bench-record"

if [ ! -s "$db" ]; then
	echo "filling $db with $messages messages"
	weeks_in "$db" "$messages" 180 || exit 3
fi
one() { sqlite3 "$db" "SELECT $1 FROM outcome WHERE number >= (SELECT max(number) * 2 / 3 FROM outcome)
	AND customer <> '' AND verdict <> 'skip' LIMIT 1"; }
id=$(one id)
customer=$(one customer)
sqlite3 "$db" "SELECT count(*) || ' outcomes, ' || (SELECT count(*) FROM finding) || ' findings, '
	|| (SELECT page_count * page_size / 1000000 FROM pragma_page_count, pragma_page_size) || ' MB'
	FROM outcome"

# timed NAME COMMAND...: three times, the middle one; user and system time beside it
timed() {
	name=$1
	shift
	for _ in 1 2 3; do
		# shellcheck disable=SC3045 # bash's format of time is asked of bash
		bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1' - "$@" 2>&1
	done | sort -n | awk -v name="$name" '{ line[NR] = $0 } END { split(line[2], t, " ")
		printf "%-44s %6.2f s  (CPU %.2f)\n", name, t[1], t[2] + t[3] }'
}
timed "log --since=30d --limit=50" "$ctl" log --db "$db" --since=2026-10-31 --limit=50
timed "log --since=30d --verdict=hold" "$ctl" log --db "$db" --since=2026-10-31 --verdict=hold
timed "log --since=30d --rule=brackets" "$ctl" log --db "$db" --since=2026-10-31 --rule=brackets
timed "log --rule=brackets --limit=50" "$ctl" log --db "$db" --rule=brackets --limit=50
timed "log --check=name --limit=50" "$ctl" log --db "$db" --check=name --limit=50
timed "log --since=30d --feeling=grief --limit=50" "$ctl" log --db "$db" --since=2026-10-31 --feeling=grief --limit=50
timed "log --since=30d --agent=nobody" "$ctl" log --db "$db" --since=2026-10-31 --agent=nobody
timed "log --since=30d --text=nowhere" "$ctl" log --db "$db" --since=2026-10-31 --text=nowhere
timed "log --text=nowhere" "$ctl" log --db "$db" --text=nowhere
timed "show ID" "$ctl" show --db "$db" "$id"
timed "report --since=30d" "$ctl" report --db "$db" --since=30d --now=$now
timed "metrics" "$ctl" metrics --db "$db"
timed "sample --since=30d" "$ctl" sample --db "$db" --since=2026-10-31
timed "export --person=CUSTOMER" "$ctl" export --db "$db" --person="$customer"
timed "forget --dry-run CUSTOMER" "$ctl" forget --db "$db" --dry-run "$customer"

echo "-- three people ask, pausing for a second between their questions"
"$bench" "$db" "$ctl" "$id" $now "$rounds" 5 3 1000
echo "-- one asks without a pause"
"$bench" "$db" "$ctl" "$id" $now "$rounds" 5 1 0
