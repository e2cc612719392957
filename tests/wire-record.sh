#!/bin/sh
# What becomes of mail when the record is out of reach: as when-unable says, and no row is lost
# where that can be helped.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"

sends() { # QUEUE-ID EXPECTED-LAST-ANSWER
	{ opening; mail_of "$scratch/hole.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	[ "$(tail -n 1 "$scratch/found" | cut -c1-15)" = "$2" ]
}
is_untouched() {
	cat "$scratch/found"
	! grep -q 'quarantine\|insert' "$scratch/found"
}
refuses() { # PATTERN
	"$daemon" -c "$scratch/conf" 2>"$scratch/err"
	status=$?
	cat "$scratch/err"
	[ $status -eq 1 ] && grep -q -e "$1" "$scratch/err"
}

# ---- it cannot be opened
settings "[log] database = $scratch/late/record.db" '[milter] when-unable = tempfail'
it "with tempfail the daemon does not start without its record" refuses 'there is no folder'
settings "[log] database = $scratch/late/record.db"
it "with accept it starts, and says so" start
it "the error is logged" logged 'there is no folder'
it "mail passes" sends L1 continue
it "unheld, since nobody could find it again" is_untouched
it "the log names the mail" logged '^L1: .*when-unable'
mkdir "$scratch/late"
it "when the record can be had, mail is held again" sends L2 continue
it "held, this time" grep -q '^quarantine' "$scratch/found"
late() {
	sqlite3 "$scratch/late/record.db" \
		"SELECT o.queue_id, o.verdict, o.action, e.reason FROM outcomes AS o JOIN events AS e
		USING (id) WHERE e.event = 'judged' AND o.queue_id = 'L1'" >"$scratch/rows"
	cat "$scratch/rows"
	grep -q 'L1|hold|pass|hold (passed on: the record could not be written in time)' "$scratch/rows"
}
it "the row of the mail before comes later" wait_for 30 late
stop

# ---- and never can be
settings "[log] database = $scratch/never/record.db"
start
for id in N1 N2; do
	it "mail passes without a row ($id)" sends $id continue
done
it "the daemon ends in order" stop
it "the log says how many rows are lost, and why" \
	logged '^2 rows of mail that was passed on are lost: .*there is no folder'

# ---- it is not what it should be
for kind in "no database at all" "somebody else's" "newer"; do
	rm -f "$scratch"/record.db*
	case $kind in
	no*) head -c 8192 /dev/urandom >"$scratch/record.db" ;;
	some*) ask 'CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)' ;;
	*) ask 'PRAGMA application_id = 1162694745; PRAGMA user_version = 999' ;;
	esac
	cksum "$scratch/record.db" >"$scratch/before"
	settings '[milter] when-unable = tempfail'
	it "$kind: refused with tempfail" refuses 'record.db'
	settings
	start
	it "$kind: mail passes with accept" sends X1 continue
	stop
	it "$kind: it is not touched" sh -c 'cksum "$1/record.db" | diff - "$1/before"' - "$scratch"
done
rm -f "$scratch"/record.db*

# ---- it goes away while we run
settings
start
it "a row is written" sends M1 continue
rm -f "$scratch"/record.db*
it "the file deleted under us is made anew" sends M2 continue
it "and has the row" says "SELECT queue_id, state FROM outcomes" 'M2|held'
stop
rm -f "$scratch"/record.db*

# ---- a copy takes its place
ctl=$top_builddir/empathyctl
copies() {
	rm -f "$scratch/copy.db"
	"$ctl" backup -c "$scratch/conf" "$scratch/copy.db"
}
is_whole_with() { # QUEUE-IDS
	says 'PRAGMA integrity_check' ok && says "SELECT group_concat(queue_id) FROM outcomes" "$1"
}
start
it "a row is written" sends C1 continue
it "a copy is made" copies
it "another row is written" sends C2 continue
end_daemon
it "after a crash there is a log" test -s "$scratch/record.db-wal"
cp "$scratch/copy.db" "$scratch/record.db"
told_of_log() {
	"$ctl" log -c "$scratch/conf" >"$scratch/told" 2>&1
	status=$?
	cat "$scratch/told"
	[ $status -eq 3 ] && grep -q 'the log of another file: start empathy-milter once' "$scratch/told"
}
it "whoever only reads is told that it is not the copy's" told_of_log
it "with the copy the daemon starts" start
it "and goes on with it" sends C3 continue
it "the record is whole, as it was and went on" is_whole_with 'C1,C3'
it "a copy is made again" copies
it "another row is written" sends C4 continue
mv "$scratch/copy.db" "$scratch/record.db"
it "with a copy that takes its place under us" sends C5 continue
it "the record is whole as well" is_whole_with 'C1,C3,C5'
stop
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	is_told_whose() { # as an account that may write the folder, and not the record in it
		chmod 711 "$scratch" && chown 54321 "$scratch"
		setpriv --reuid 54321 --regid 54321 --clear-groups "$daemon" -c "$scratch/conf" 2>"$scratch/err"
		status=$?
		chown 0 "$scratch"
		cat "$scratch/err"
		[ $status -eq 1 ] && grep -q 'record.db belongs to root: give it to' "$scratch/err"
	}
	has_come() { # as that account
		rm -f "$scratch/milter.sock"* "$scratch/being-judged"
		setpriv --reuid 54321 --regid 54321 --clear-groups "$daemon" -c "$scratch/conf" 2>"$scratch/log" &
		pid=$!
		wait_for 30 has_started && logged 'listening at'
	}
	settings '[milter] when-unable = tempfail'
	chmod 644 "$scratch/conf"
	if setpriv --reuid 54321 --regid 54321 --clear-groups test -x "$daemon"; then
		it "a copy that is somebody else's is said to be" is_told_whose
		chmod 644 "$scratch/record.db"*
		it "and so it is where only writing is not allowed" is_told_whose
		settings
		chmod 644 "$scratch/conf"
		chown 54321 "$scratch"
		it "with accept it starts all the same" has_come
		it "mail passes" sends O1 continue
		it "and is not held" is_untouched
		chown 54321 "$scratch/record.db"*
		it "once the record is given to it, mail passes" sends O2 continue
		it "held, without a new start" grep -q '^quarantine' "$scratch/found"
		stop
		chown 0 "$scratch"
		rm -f "$scratch/milter.sock"* "$scratch/being-judged"
	fi
	settings
fi
rm -f "$scratch"/record.db*

# ---- the disk is full: no file may grow beyond what the empty record needs
start
stop
largest=$(($(stat -c %s "$scratch/record.db") / 512 + 1))
( # the limit is for the daemon alone
	trap '' XFSZ
	ulimit -f $largest
	exec "$daemon" -c "$scratch/conf" 2>"$scratch/log.full"
) &
pid=$!
it "it starts on a disk that is nearly full" wait_for 30 test -S "$scratch/milter.sock"
fill_up() {
	n=0
	while [ $n -lt 200 ]; do
		n=$((n + 1))
		sends "F$n" continue || return 1
		grep -q 'when-unable' "$scratch/log.full" && return 0
	done
	echo "the disk is never full"
	return 1
}
it "mail passes when the disk is full, and the log says so" fill_up
it "the record is whole" says 'PRAGMA integrity_check' ok
it "what was accepted as recorded is there" sh -c '
	[ "$(grep -c "verdict=hold" "$1/log.full")" -eq "$(sqlite3 "$1/record.db" "SELECT count(*) FROM outcomes WHERE action = '"'"'hold'"'"'")" ]' - "$scratch"
stop
rm -f "$scratch"/record.db*

# ---- the memory cannot be read
settings
start
ask 'ALTER TABLE memory RENAME COLUMN seen TO unseen'
for id in R1 R2 R3; do
	it "mail is judged by its quotation all the same ($id)" sends $id continue
done
it "the log says once that the memory cannot be asked" sh -c \
	'[ "$(grep -c "^what was written before cannot be looked up: .*seen" "$1/log")" -eq 1 ]' - "$scratch"
stop
rm -f "$scratch"/record.db*

# ---- somebody keeps it locked, for longer than we wait
mkfifo "$scratch/hand"
for unable in accept tempfail; do
	settings "[milter] when-unable = $unable"
	start
	sqlite3 "$scratch/record.db" <"$scratch/hand" >"$scratch/locked" &
	holder=$!
	exec 7>"$scratch/hand"
	printf '.timeout 10000\nBEGIN IMMEDIATE;\nSELECT 1;\n' >&7
	wait_for 30 grep -q 1 "$scratch/locked"
	if [ $unable = accept ]; then
		it "mail passes while it is locked" sends K1 continue
	else
		it "or is put off, if that was asked for" sends K2 'reply 451 4.3.0'
	fi
	it "the log says that it is locked ($unable)" logged 'locked'
	echo 'COMMIT;' >&7
	exec 7>&-
	wait $holder
	it "afterwards mail is held as ever ($unable)" sends K3 continue
	stop
done
it "nothing passed on is without its row, nothing put off has one" says \
	"SELECT queue_id, action FROM outcomes WHERE queue_id IN ('K1', 'K2')" 'K1|pass'
it "the record is still whole" says 'PRAGMA integrity_check' ok
done_testing
