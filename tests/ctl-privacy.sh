#!/bin/sh
# empathyctl forget, export --person, purge, backup, check-db: what people may ask for, to the byte.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
db=$scratch/record.db
TZ=UTC ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export TZ ASAN_OPTIONS
command -v sqlite3 >/dev/null || skip_all "sqlite3 is missing"

ask() { sqlite3 -cmd '.filectrl persist_wal 1' "$db" "$1" | grep -v '^1$' || :; }
says() { # SQL EXPECTED
	found=$(sqlite3 -readonly "$db" "$1")
	[ "$found" = "$2" ] || { printf 'asked: %s\nfound: %s\nexpected: %s\n' "$1" "$found" "$2"; return 1; }
}
stands() { cat "$db" "$db-wal" 2>/dev/null | grep -aiq "$1"; }
is_gone() { ! stands "$1"; }
tells() { # PATTERN COMMAND...
	pattern=$1
	shift
	"$@" >"$scratch/told" && grep -qE -e "$pattern" "$scratch/told" || { cat "$scratch/told"; false; }
}

# Zoe's words are in every place there is; Yan's stand between them.
fill() {
	rm -f "$db"*
	"$top_builddir/tests/fill-record" "$db" || return 1
	ask "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
	INSERT INTO outcome (id, at, host, queue_id, message_id, agent, customer, policy, language,
		verdict, action, state, reason, feelings, failed, life_events, source, rules, recipients,
		thread, in_reply_to)
	SELECT 'emz' || (1000 + i), '2026-01-10T10:00:00Z', 'h', 'QZ' || i,
		iif(i % 2, 'zoe-', 'yan-') || 'message-' || i,
		iif(i > 50, 'Zoe@Customer.example', 'amy@shop.example'),
		iif(i % 2, 'Zoe@Customer.example', 'yan@customer.example'), 'default', 'en', 'hold', 'hold',
		'released', 'feelings: ' || iif(i % 2, 'zoe-words', 'yan-words'), 'worry', 'feelings',
		'illness', 'quoted', 'r', 1, 'zoe-thread', 'zoe-question' FROM n;
	INSERT INTO finding SELECT number, 'feelings', 'fail', 'sure', 'r',
		substr(message_id, 1, 4) || 'words in evidence', 'advice' FROM outcome WHERE id GLOB 'emz*';
	INSERT INTO feeling SELECT number, 'worry', 3, 1, 'r', substr(message_id, 1, 4) || 'words felt',
		'formula', substr(message_id, 1, 4) || 'words met' FROM outcome WHERE id GLOB 'emz*';
	INSERT INTO words SELECT number, substr(message_id, 1, 4) || 'words subject',
		replace(hex(zeroblob(3000)), '00', substr(message_id, 1, 4) || 'words '), 'c'
		FROM outcome WHERE id GLOB 'emz*';
	INSERT INTO event (outcome, at, event, actor, reason)
		SELECT number, at, 'judged', 'empathy-milter', 'hold' FROM outcome WHERE id GLOB 'emz*';
	INSERT INTO event (outcome, at, event, actor, reason)
		SELECT number, at, 'overridden', agent, substr(message_id, 1, 4) || 'words why'
		FROM outcome WHERE id GLOB 'emz*';
	INSERT INTO event (outcome, at, event, actor, reason)
		SELECT number, at, 'notified', 'empathy-milter', 'zoe@customer.example: in a digest'
		FROM outcome WHERE id = 'emz1002';
	INSERT INTO event (outcome, at, event, actor, reason)
		SELECT number, at, 'expired', 'empathy-milter', 'return' FROM outcome WHERE id = 'emz1003';
	INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due)
		SELECT number, 'held', agent, CAST('zoe-words mail' AS BLOB), 'waiting', 0, 0
		FROM outcome WHERE id = 'emz1001';
	INSERT INTO label (outcome, at, actor, kind, check_name, machine, opinion, note)
		SELECT number, at, 'zoe@customer.example', 'dispute', '', 'fail', 'disagree', 'zoe-words note'
		FROM outcome WHERE id = 'emz1004';
	INSERT INTO request (outcome, kind, actor, reason, created, state)
		SELECT number, 'release', 'ZOE@customer.example', 'zoe-words asked', 0, 'done'
		FROM outcome WHERE id = 'emz1006';
	INSERT INTO memory (at, message, parent, root, customer, ticket, subject, language, seen, text)
		VALUES (0, 1, 0, 0, $(hash_of zoe@customer.example), 0, 0, 'en', '', 'zoe-words remembered'),
		(0, 2, 0, 0, $(hash_of yan@customer.example), 0, 0, 'en', '', 'yan-words remembered')"
}
# A customer's address is in the memory as a number, made with the record's own secret.
hash_of() {
	python3 - "$1" "$(sqlite3 -readonly "$db" "SELECT hex(bytes) FROM secret WHERE name = 'memory'")" <<'PYTHON'
import hashlib, hmac, struct, sys
digest = hmac.new(bytes.fromhex(sys.argv[2]), b"address\0" + sys.argv[1].encode(), hashlib.sha256).digest()
print(struct.unpack("=q", digest[:8])[0])
PYTHON
}
it "a record full of Zoe" fill
it "check-db finds it in order" tells '^ok     integrity' "$ctl" check-db --db "$db"

# ---- what is kept about her
whole() {
	"$ctl" export --person=zoe@customer.example --db "$db" >"$scratch/export" &&
		python3 - "$scratch/export" <<'PYTHON'
import json, sys
told = json.load(open(sys.argv[1], encoding="utf-8"))
assert told["person"] == "zoe@customer.example"
assert len(told["outcomes"]) == 35, len(told["outcomes"])
first = told["outcomes"][0]
assert first["feelings"][0]["evidence"] == "zoe-words felt" and "zoe-words" in first["words"]["reply"]
assert told["remembered"][0]["text"] == "zoe-words remembered" and len(told["remembered"]) == 1
assert [len(told.get(s, [])) for s in ("events", "labels", "requests", "notices")] == [11, 1, 1, 0], told.keys()
PYTHON
}
it "export tells all there is of her, as one JSON object" whole
it_fails 1 "of somebody unknown there is nothing" "$ctl" export --person=zed@x --db "$db"
it_fails 2 "of a person everything is told, whenever it was" "$ctl" export --person=zoe@customer.example \
	--since=1d --db "$db"
it_fails 2 "export wants to know what" "$ctl" export --db "$db"
for nobody in '' empathy-milter '[forgotten]'; do
	it_fails 2 "nothing is told of everybody by asking about '$nobody'" "$ctl" export --person="$nobody" --db "$db"
	it_fails 2 "nor forgotten" "$ctl" forget "$nobody" --db "$db"
done
it "forget can be tried first" tells 'customer of 30 replies, agent of 10, 1 mail remembered, named in 13' \
	"$ctl" forget --dry-run zoe@customer.example --db "$db"
it "without changing anything" stands zoe-words

# ---- forgetting
it "she is forgotten" tells "stands nowhere in the file's bytes" \
	"$ctl" forget zoe@customer.example --db "$db"
it "no byte of her name is left" is_gone zoe@customer
it "nor of her words" is_gone zoe-words
it "nor of the Message-IDs that lead to her" is_gone zoe-message
it "others' words stay" stands yan-words
it "what others wrote is still remembered" says "SELECT text FROM memory" 'yan-words remembered'
it "others' names as well" says \
	"SELECT count(*) FROM outcomes WHERE customer = 'yan@customer.example'" 30
it "what was counted still is" says \
	"SELECT count(*), sum(verdict = 'hold'), sum(failed = 'feelings') FROM outcomes WHERE id GLOB 'emz*'" \
	'60|60|60'
it "her feelings are counts without words" says \
	"SELECT count(*) FROM feelings WHERE customer = '[forgotten]' AND evidence = ''" 30
it "nothing more is sent to her" says "SELECT state, mail IS NULL FROM outbox" 'withdrawn|1'
it "the events are still there, without her" says \
	"SELECT count(*), count(DISTINCT actor), max(reason) FROM events WHERE id = 'emz1051'" \
	'2|2|hold'
it "and what came when the time was up, which reports count by" says \
	"SELECT reason FROM events WHERE id = 'emz1003' AND event = 'expired'" return
it "and may still not be changed" sh -c '! sqlite3 "$1" "UPDATE event SET actor = 1" 2>/dev/null' - "$db"
it_fails 1 "she is unknown now" "$ctl" forget zoe@customer.example --db "$db"
it "the record is whole" tells '^ok     references' "$ctl" check-db --db "$db"
it_fails 2 "forget wants one name" "$ctl" forget --db "$db"
ask "INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due)
	SELECT number, 'held', agent, CAST('as zoe@customer.example says' AS BLOB), 'waiting', 0, 0
	FROM outcome WHERE id = 'emz1002';
	INSERT INTO consent (agent, answer, at, actor) VALUES ('zoe@customer.example', 'no', 0, 'lee')"
waits() {
	"$ctl" forget zoe@customer.example --db "$db" >"$scratch/told" 2>&1
	[ $? -eq 3 ] && tr '\n' ' ' <"$scratch/told" | grep "stands in 1 notice that waits to be sent"
}
it "a notice about another's reply that has her name is told while it waits" waits

# ---- of many replies, in a file too large to be written anew while mail waits
fill
ask "INSERT INTO words SELECT number, '', zeroblob(140000000), '' FROM outcome WHERE id = 'em0000000000001'"
ask "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
	INSERT INTO outcome (id, at, host, queue_id, message_id, agent, customer, policy, language, verdict,
		action, state, reason, feelings, failed, life_events, source, rules, recipients)
	SELECT 'emm' || (1000 + i), '2026-01-11T10:00:00Z', 'h', 'QM' || i, 'm' || i, 'amy@shop.example',
		'max@customer.example', 'default', 'en', 'pass', 'pass', 'sent', '', 'worry', '', '', 'quoted', 'r', 1
		FROM n;
	INSERT INTO feeling SELECT number, 'worry', 3, 1, 'r', 'max-words', 'generic', '' FROM outcome
		WHERE id GLOB 'emm*';
	INSERT INTO event (outcome, at, event, actor, reason) SELECT number, at, 'judged',
		'empathy-milter', 'pass' FROM outcome WHERE id GLOB 'emm*'"
it "he is forgotten, and it is said what is left to do" tells "'empathyctl purge --rewrite' writes it anew" "$ctl" forget MAX@customer.example --db "$db"
it "all his replies" says "SELECT count(*), (SELECT count(*) FROM feelings WHERE evidence = 'max-words')
	FROM outcomes WHERE id GLOB 'emm*' AND customer = '[forgotten]'" '250|0'
it "no byte of his name is left" is_gone max@customer
it "and she" tells "stands nowhere in the file's bytes" "$ctl" forget zoe@customer.example --db "$db"
it "nor of hers" is_gone zoe@customer
it "the record is whole" tells '^ok     references' "$ctl" check-db --db "$db"

# ---- what is held is not touched
fill
ask "UPDATE outcome SET state = 'held' WHERE id = 'emz1001'"
held_stays() {
	"$ctl" forget zoe@customer.example --db "$db" >"$scratch/told" 2>&1
	[ $? -eq 1 ] && grep -q 'held now: 1' "$scratch/told" || { cat "$scratch/told"; false; }
}
it "a held reply stays until somebody decided" held_stays
it "with its name" says "SELECT count(*) FROM outcomes WHERE customer GLOB 'Zoe*'" 1

# ---- purging
it "purge can be tried first" tells '^would delete 59 replies from before 2026-01-11' \
	"$ctl" purge --before=2026-01-11 --dry-run --db "$db"
it "purge deletes what is older" tells '^deleted 59 replies' "$ctl" purge --before=2026-01-11 --db "$db"
it "and says what is held" grep -q '^1 is held and stays' "$scratch/told"
it "the held one is there" says "SELECT count(*) FROM outcomes WHERE id GLOB 'emz*'" 1
it "the others' words are in no byte" is_gone yan-words
printf '[log]\nkeep = 1h\n' >"$scratch/conf"
days_kept() { # TABLE EXPECTED
	says "SELECT group_concat((strftime('%s', 'now') - at) / 86400) FROM (SELECT at FROM $1 ORDER BY at)" "$2"
}
ask "INSERT INTO memory (at, message, parent, root, customer, ticket, subject, language, seen, text)
		SELECT strftime('%s', 'now') - column1 * 86400, 0, 0, 0, 1, 0, 0, 'en', '', ''
		FROM (VALUES (40), (20), (9));
	INSERT INTO sentence (print, agent, customer, at)
		SELECT column1, 1, 1, strftime('%s', 'now') - column1 * 86400 FROM (VALUES (40), (20), (9))"
it "without a time, the settings say" tells '^deleted 0 replies' "$ctl" purge -c "$scratch/conf" --db "$db"
it "each its own: [memory] keep is 14 days" days_kept memory 9
it "[script] keep is 30 days" days_kept sentence 20,9
it "with a time all from before goes" "$ctl" purge --before=10d -c "$scratch/conf" --db "$db"
it "of the memory" days_kept memory 9
it "and of the sentences" days_kept sentence 9
it_fails 2 "a time that is none" "$ctl" purge --before=soon --db "$db"

# ---- copies
fill
it "a copy is one file" tells "copy.db: " "$ctl" backup "$scratch/copy.db" --db "$db"
it "it needs no log beside it" test ! -e "$scratch/copy.db-wal"
it "commands read it" tells '"id":"emz1060"' "$ctl" log --json --db "$scratch/copy.db"
it "check-db finds the copy in order" "$ctl" check-db --db "$scratch/copy.db"
it "not readable for everybody" sh -c '[ "$(stat -c %a "$1")" = 640 ] || [ "$(stat -c %a "$1")" = 600 ]' - "$scratch/copy.db"
it_fails 3 "nobody's file is overwritten" "$ctl" backup "$scratch/copy.db" --db "$db"
it_fails 3 "a folder that is not there" "$ctl" backup "$scratch/none/copy.db" --db "$db"
it "nothing unfinished is left behind" sh -c '! ls "$1" | grep unfinished' - "$scratch"

# ---- looking over
broken() { # PATTERN
	"$ctl" check-db --db "$db" >"$scratch/told" 2>&1
	status=$?
	cat "$scratch/told"
	[ $status -eq 1 ] && grep -qE -A1 "$1" "$scratch/told"
}
of_another_version() {
	sqlite3 "$scratch/copy.db" 'PRAGMA user_version = 1'
	"$ctl" check-db --db "$scratch/copy.db" >"$scratch/told" 2>&1
	[ $? -eq 3 ] && grep -q "start this version's empathy-milter once" "$scratch/told" ||
		{ cat "$scratch/told"; false; }
}
it "check-db tells what to do about an older record" of_another_version
chmod 644 "$db"
it "check-db tells of a file that all may read" broken '^WRONG  only its group reads it'
chmod 640 "$db"
ask "PRAGMA foreign_keys = OFF; INSERT INTO feeling VALUES (4711, 'worry', 1, 0, '', '', '', '')"
it "and of a row without its outcome" broken '^WRONG  references'
ask "DELETE FROM feeling WHERE outcome = 4711; DROP VIEW feelings; CREATE VIEW feelings AS SELECT x FROM feeling"
it "and of a view that is none" broken '^WRONG  views'
head -c 20000 /dev/urandom | dd of="$db" bs=4096 seek=5 conv=notrunc 2>/dev/null
damaged() {
	"$ctl" check-db --db "$db" >"$scratch/told" 2>&1
	[ $? -ne 0 ]
}
it "and of a damaged file" damaged

# ---- who may not write is told so
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	fill
	chgrp 54321 "$scratch" "$db"*
	chmod 750 "$scratch"
	reader() { setpriv --reuid 54321 --regid 54321 --clear-groups "$@"; }
	denied() {
		reader "$ctl" "$@" --db "$db" >"$scratch/told" 2>&1
		[ $? -eq 3 ] && grep -q 'you may not write to the record .*owner (root) and root' "$scratch/told" ||
			{ cat "$scratch/told"; false; }
	}
	if reader test -x "$ctl"; then
		it "a reader is told who may forget" denied forget yan@customer.example
		it "and who may purge" denied purge --before=now
		it "nothing is gone" stands yan-words
		mkdir "$scratch/shown"
		"$ctl" backup "$scratch/shown/backup.db" --db "$db"
		cp "$db" "$scratch/shown/copy.db"
		chgrp 54321 "$scratch"/shown/* "$scratch/shown" && chmod g+r "$scratch"/shown/*
		chmod 750 "$scratch/shown"
		it "a backup is read where nothing can be written" reader "$ctl" log --db "$scratch/shown/backup.db"
		told_of_copies() {
			reader "$ctl" log --db "$scratch/shown/copy.db" >"$scratch/told" 2>&1
			[ $? -eq 3 ] && grep -q "make copies with 'empathyctl backup'" "$scratch/told" ||
				{ cat "$scratch/told"; false; }
		}
		it "of another copy it is told how to make one that can" told_of_copies
		it "a reader may look how much there is" reader "$ctl" forget --dry-run amy@shop.example --db "$db"
	fi
fi
done_testing
