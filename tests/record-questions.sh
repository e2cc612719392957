#!/bin/sh
# doc/RECORD.md: every question in it is asked, and answered as it says; every view and column is there.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
doc=$top_srcdir/doc/RECORD.md
db=$scratch/record.db
command -v sqlite3 >/dev/null || skip_all "sqlite3 is missing"
# What the tool makes up is not freed; that is no leak of ours.
it "a record is filled" env "ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0" \
	"$top_builddir/tests/fill-record" "$db"
sqlite3 "$db" 'PRAGMA foreign_keys = ON; DELETE FROM outcome; DELETE FROM tally' &&
	sqlite3 "$db" <"$top_srcdir/tests/record-sample.sql" || skip_all "the sample cannot be loaded"

# One file a question and an answer: 1.sql, 1.txt ...
awk -v folder="$scratch" '
	/^### [0-9]+\. / { n++; print substr($0, 5) >(folder "/titles") }
	/^```sql$/ { to = folder "/" n ".sql"; next }
	/^```text$/ { to = folder "/" n ".txt"; next }
	/^```$/ { to = ""; next }
	to != "" { print >to }' "$doc"
it "there are ten questions" sh -c '[ "$(wc -l <"$1/titles")" -eq 10 ]' - "$scratch"

answered() { # NUMBER
	sqlite3 -readonly -header -separator ' | ' "$db" <"$scratch/$1.sql" >"$scratch/found" 2>&1
	same "$scratch/$1.txt" "$scratch/found"
}
n=0
while read -r title; do
	n=$((n + 1))
	it "$title" answered $n
done <"$scratch/titles"

views=$(sqlite3 -readonly "$db" "SELECT name FROM sqlite_master WHERE type = 'view'")
described() { # VIEW: a row of its own, with each of its columns
	grep -F "| \`$1\` |" "$doc" >"$scratch/row" || { echo "no row for $1"; return 1; }
	sqlite3 -readonly "$db" "SELECT name FROM pragma_table_info('$1')" >"$scratch/columns"
	while read -r column; do
		grep -qF "\`$column\`" "$scratch/row" || { echo "no column $column"; return 1; }
	done <"$scratch/columns"
}
for view in $views; do
	it "the view $view is described with its columns" described "$view"
done
done_testing
