#!/bin/sh
# What was deleted is gone from the bytes of the record, its log and nowhere else; and people of
# the group can read the record, while the daemon writes and afterwards, but not change it.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
db=$scratch/record.db

# Old rows with words that stand nowhere else, some longer than a page; and newer ones.
settings
start
stop
fill() { # WORD AGE FIRST
	ask "WITH RECURSIVE n(i) AS (SELECT $3 UNION ALL SELECT i + 1 FROM n WHERE i < $3 + 699)
	INSERT INTO outcome (number, id, at, host, queue_id, message_id, agent, customer, policy,
		language, verdict, action, state, reason, feelings, failed, life_events, source,
		rules, recipients)
	SELECT i, 'em' || i, strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '$2'), 'h', 'Q' || i,
		'$1-' || i || '@x', '$1-agent@x', '$1-customer-' || i || '@x', 'default', 'en', 'pass',
		'pass', 'sent', 'r', '', '', '', 'quoted', 'r', 1 FROM n;
	INSERT INTO finding SELECT number, 'tone', 'fail', 'sure', 'r', '$1 evidence ' || number, ''
		FROM outcome WHERE message_id GLOB '$1-*';
	INSERT INTO event (outcome, at, event, actor, reason)
		SELECT number, at, 'judged', 'x', '$1 reason' FROM outcome WHERE message_id GLOB '$1-*';
	INSERT INTO words SELECT number, '$1 subject',
		replace(hex(zeroblob(3000)), '0', '$1 reply '), '$1 customer'
		FROM outcome WHERE message_id GLOB '$1-*' AND number % 20 = 0;
	INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due)
		SELECT number, 'held', '$1@x', CAST('$1 mail ' || hex(randomblob(3000)) AS BLOB), 'sent', 0, 0
		FROM outcome WHERE message_id GLOB '$1-*' AND number % 50 = 0"
}
fill ZEBRA '-40 days' 1
fill OKAPI '-2 days' 1000
# Deleted and written in turns, so that pages are shared, split, merged and freed.
ask "DELETE FROM outcome WHERE number % 3 = 1 AND number > 1000"
fill HYENA '-41 days' 3000

stands() { # WORD: in any byte of the files
	cat "$db" "$db-wal" 2>/dev/null | grep -aq "$1"
}
is_gone() {
	! stands ZEBRA && ! stands HYENA
}
pages() { ask 'PRAGMA page_count'; }
it "before: the old words stand in the file" stands ZEBRA
before=$(pages)
settings '[log] keep = 30d'
start
it "the daily purge leaves no byte of them" wait_for 60 is_gone
it "in the tables they are gone too" says "SELECT count(*) FROM outcome WHERE number < 1000" 0
it "what is younger stays" stands OKAPI
it "all of it" says "SELECT count(*) FROM outcome" 467
smaller() {
	after=$(pages)
	echo "$before pages before, $after after"
	[ "$after" -lt $((before / 2)) ]
}
it "and the file is smaller" wait_for 10 smaller
it "the record is whole" says 'PRAGMA integrity_check' ok

# ---- a file too large to be written anew while mail waits
stop
mv "$db" "$scratch/small.db"
rm -f "$db"*
settings
start
stop
# Old rows and younger ones by turns, so that pages of both lose the old ones and are merged; made by
# another program, so copies of its own are cleared away first.
ask "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
	INSERT INTO outcome (number, id, at, host, queue_id, message_id, agent, customer, policy, language,
		verdict, action, state, reason, feelings, failed, life_events, source, rules, recipients)
	SELECT i, 'em' || i, strftime('%Y-%m-%dT%H:%M:%SZ', 'now', iif(i % 4, '-40 days', '-2 days')), 'h', 'Q' || i,
		i || iif(i % 4, '-ZEBRA@x', '-OKAPI@x'), 'a@x', 'c@x', 'default', 'en', 'pass', 'pass', 'sent', 'r',
		'', '', '', 'quoted', 'r', 1 FROM n;
	INSERT INTO finding SELECT number, 'tone', 'fail', 'sure', substr(message_id, -7, 5) || number % 97,
		substr(message_id, -7, 5) || ' evidence ' || number, '' FROM outcome;
	INSERT INTO words SELECT 4, 'large', zeroblob(140 * 1000 * 1000), '';
	VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"
settings '[log] keep = 30d'
start
it "of a large file no byte of them is left either" wait_for 120 is_gone
it "nor are they in its tables" says "SELECT count(*) FROM outcome WHERE number % 4" 0
it "what is younger stays there too" says "SELECT count(*) FROM outcome JOIN finding ON outcome = number
	WHERE message_id = number || '-OKAPI@x' AND evidence = 'OKAPI evidence ' || number" 1500
it "the large record is whole" says 'PRAGMA integrity_check' ok
it "its freed pages are given back" wait_for 60 says 'PRAGMA freelist_count' 0
stop
mv "$scratch/small.db" "$db"
rm -f "$db-wal" "$db-shm"
start

# ---- who may read it
modes() {
	stat -c '%a %n' "$db" "$db-wal" "$db-shm"
	[ "$(stat -c %a "$db" "$db-wal" "$db-shm" | sort -u)" = 640 ]
}
it "while the daemon runs, its files are for owner and group" modes
mail() { # QUEUE-ID
	{ opening; mail_of "$scratch/fine.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/answers"
}
python=$(PATH=/usr/bin:/bin command -v python3)
# An ordinary user of the group; only root can become one.
reader() { setpriv --reuid 54321 --regid 54321 --clear-groups "$@"; }
as_reader() {
	chgrp 54321 "$scratch" "$db" "$db-wal" "$db-shm"
	chmod 750 "$scratch"
	reader test -r "$db" -a -x "$top_builddir/empathyctl" -a -n "$python"
}
cat >"$scratch/datasette.py" <<'PYTHON'
# Opens the record as Datasette does, counts, and tries to change it.
import sqlite3, sys
connection = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
print(connection.execute("SELECT count(*) FROM outcomes").fetchone()[0])
try:
    connection.execute("DELETE FROM outcome")
except sqlite3.OperationalError:
    sys.exit(0)
sys.exit("it could be changed")
PYTHON
counts() { # N COMMAND...
	expected=$1
	shift
	found=$(reader "$@" 2>&1)
	[ "$found" = "$expected" ] || { echo "found: $found"; return 1; }
}
# refused SHELL-TEXT: by every way to the files
refused() {
	! reader sh -c "$1" - "$db" 2>/dev/null
}
reads() { # WHEN COUNT
	it "$1, sqlite3 reads it" counts "$2" \
		sqlite3 -readonly "$db" 'SELECT count(*) FROM outcomes'
	it "$1, Datasette reads it and cannot change it" counts "$2" \
		"$python" "$scratch/datasette.py" "$db"
	it "$1, empathyctl reads it" reader "$top_builddir/empathyctl" log -n 1 --db "$db"
	it "$1, sqlite3 cannot change it" refused 'sqlite3 "$1" "DELETE FROM outcome"'
	it "$1, nobody can write to its log" refused '{ : >>"$1-wal"; }'
	it "$1, or to the index of its log" refused '{ : >>"$1-shm"; }'
	it "$1, or take it away" refused 'rm -f "$1" && [ ! -e "$1" ]'
	it "$1, all rows are there still" says "SELECT count(*) FROM outcomes" "$2"
}
if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null || ! as_reader; then
	stop
	done_testing
fi
reads "while the daemon runs" 467
mail R1
reads "after it wrote" 468
# A reader in the middle of an answer keeps no mail waiting.
mkfifo "$scratch/hand"
reader sqlite3 -readonly "$db" <"$scratch/hand" >"$scratch/begun" 2>&1 &
holder=$!
exec 7>"$scratch/hand"
printf 'BEGIN;\nSELECT count(*) FROM outcomes;\n' >&7
wait_for 30 grep -q 468 "$scratch/begun"
mail R2
it "a mail's row is written while somebody reads" says "SELECT count(*) FROM outcomes" 469
echo 'SELECT count(*) + 1000 FROM outcomes;' >&7
it "who still reads what was before" wait_for 30 grep -q 1468 "$scratch/begun"
exec 7>&-
wait $holder
stop
reads "after the daemon ended" 469
it "after the daemon ended, the modes are the same" modes
start
mail R3
kill -KILL "$pid"
wait "$pid" 2>/dev/null
pid=
reads "after the daemon was killed" 470
done_testing
