#!/bin/sh
# empathyctl label, disputes, resolve: people's opinions beside the machine's.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
db=$scratch/record.db
TZ=UTC ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export TZ ASAN_OPTIONS
unset SUDO_USER
"$top_builddir/tests/fill-record" "$db" || skip_all "the record cannot be filled"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is missing"
at=1767261600 # 2026-01-01 10:00

# Words that tell which numbers are somebody's come with the rules.
printf '[rules]\npath = %s\n' "$top_srcdir/rules" >"$scratch/settings"
by() { # PERSON COMMAND...: in whose name it is asked
	person=$1
	shift
	SUDO_USER=$person "$ctl" "$@" -c "$scratch/settings" --db "$db" --now=$at
}
[ "$(id -u)" -eq 0 ] || by() {
	shift
	"$ctl" "$@" -c "$scratch/settings" --db "$db" --now=$at
}
says() { # SQL EXPECTED
	found=$(sqlite3 "$db" "$1")
	[ "$found" = "$2" ] || { printf 'asked: %s\nfound: %s\nexpected: %s\n' "$1" "$found" "$2"; return 1; }
}
tells() { # PATTERN COMMAND...
	pattern=$1
	shift
	"$@" >"$scratch/told" && grep -qE -e "$pattern" "$scratch/told" || { cat "$scratch/told"; false; }
}

# ---- a reviewer's opinion
it "a reviewer agrees" by rita label em0000000000001 agree
it "an opinion of the verdict stands beside the machine's" says \
	'SELECT "check", machine, people, opinion, state FROM labels' '|fail|fail|agree|given'
it "or disagrees with a check, by the beginning of an id" by rita label em1 disagree \
	--check=tone --note='order 12345678: no blame, and her account is 12345678'
it "what had not failed, should have, by her" says \
	"SELECT machine, people, note FROM labels WHERE \"check\" = 'tone'" \
	'pass|fail|order 12345678: no blame, and her account is [number]'
it "it is an event of the reply" says \
	"SELECT at, event, reason FROM events WHERE id = 'em1000000000004' AND event = 'labelled'" \
	'2026-01-01T10:00:00Z|labelled|disagrees with tone'
it "nothing of the machine's changed" says \
	"SELECT verdict, failed FROM outcomes WHERE id = 'em0000000000001'" 'hold|feelings'
it "the same said twice" by rita label em0000000000001 agree
it "is said once" says "SELECT count(*) FROM label WHERE check_name = ''" 1
it "minds change" by rita label em0000000000001 disagree
it "the last word counts" says "SELECT people FROM labels WHERE \"check\" = ''" pass
it "and the first is kept" says "SELECT count(*) FROM label WHERE check_name = ''" 2

# of em1000000000004 there is no finding of order
refused() { # WORDS COMMAND...
	words=$1
	shift
	"$@" 2>&1 | tee "$scratch/told" | grep -qF "$words" || { cat "$scratch/told"; false; }
}
it_fails 1 "a check that did not apply is nothing to agree with" by kim label em1 agree --check=order
it "which it says" refused "order did not apply to 'em1000000000004'" by kim label em1 agree --check=order
it "it is no opinion" says "SELECT count(*) FROM label WHERE check_name = 'order'" 0
it "that it should have applied is one" by kim label em1 disagree --check=order
it "and a miss" says "SELECT machine, people FROM labels WHERE \"check\" = 'order'" 'pass|fail'
sqlite3 "$db" "DELETE FROM label WHERE check_name = 'order';
	DELETE FROM event WHERE event = 'labelled' AND reason LIKE '%order'"

# ---- an agent's dispute
it_fails 1 "nothing is disputed yet" "$ctl" disputes --db "$db"
it_fails 2 "a dispute says why" by ann label 4Q1 disagree --dispute --check=tone
it "an agent disputes" by ann label 4Q1 disagree --dispute --check=tone --note='"joke" is theirs'
it "it is open" tells 'tone +"joke" is theirs +open +em0000000000002' "$ctl" disputes --db "$db"
it "it counts for nobody yet" says \
	"SELECT people, state FROM labels WHERE kind = 'dispute'" '|open'
it "for programs" tells '"id":"em0000000000002".*"check":"tone".*"state":"open"' \
	"$ctl" disputes --json --db "$db"
it "for spreadsheets" tells '^id,at,by,check' "$ctl" disputes --csv --db "$db"
it "show says so" tells 'dispute: tone .*disagrees: "joke" is theirs' "$ctl" show 4Q1 --db "$db"
it_fails 1 "another check's dispute is not there" by lea resolve 4Q1 disagree --check=name
refused() { # PERSON: as the one whose dispute it is
	by "$1" resolve 4Q1 disagree 2>"$scratch/told"
	[ $? -eq 1 ] && grep -q 'somebody else decides a dispute' "$scratch/told" ||
		{ cat "$scratch/told"; false; }
}
if [ "$(id -u)" -eq 0 ]; then # who asks can be chosen
	it "whoever disputes does not decide" refused ann
	it "nothing was decided" says "SELECT decision FROM labels WHERE kind = 'dispute'" ''
	by root label 4Q1 disagree --dispute --check=name --note='of root'
	it "root does not decide what root disputes" refused root
	it "not even one of two, where both would be" refused ann
	it "others may decide root's" by ann resolve 4Q1 agree --check=name
	sqlite3 "$db" "DELETE FROM label WHERE check_name = 'name';
		UPDATE label SET actor = 'Ann@shop.example' WHERE kind = 'dispute'"
	it "nor does whose dispute came by mail, by address" refused ann@shop.example
	it "or by account" refused ann
	sqlite3 "$db" "UPDATE label SET actor = 'ann' WHERE kind = 'dispute'"
else # one person only: the dispute becomes another's
	it "whoever disputes does not decide" refused ann
	sqlite3 "$db" "UPDATE label SET actor = 'ann' WHERE kind = 'dispute'"
fi
it "a lead decides it" by lea resolve 4Q1 disagree --note='right, it was quoted'
it "then it counts" says \
	"SELECT people, decision, decision_note FROM labels WHERE kind = 'dispute'" \
	'pass|disagree|right, it was quoted'
it_fails 1 "and is open no more" "$ctl" disputes --db "$db"
it "but can be read" tells 'tone .*disagrees +em' "$ctl" disputes --all --db "$db"
it_fails 1 "it cannot be decided twice" by lea resolve 4Q1 agree
it "agreement counts both kinds, open disputes apart" says \
	'SELECT * FROM agreement' 'tone|fail|pass|1
tone|pass|fail|1
verdict|fail|pass|1'
it "a rule's failures are set beside what people said of them" says \
	'SELECT rule, "check", failed, labelled, disagreed FROM rule_agreement' \
	'b-rule|feelings|1|1|1
b-rule|tone|1|1|1'

# ---- all together
it "agreement per check, with its interval" tells \
	'^tone +2 +0 +1 +1 +0 +0 % \(0-66 %\)' "$ctl" agreement --db "$db"
it "and per rule" tells '^b-rule +tone +1 +0 +- +1 +100 % \(21-100 %\)' "$ctl" agreement --db "$db"
it "for programs" tells '"rule":"b-rule","check":"tone".*"disagreed":1,"doubtful":false' \
	"$ctl" agreement --json --db "$db"
names_nothing() {
	"$ctl" agreement --db "$db" >"$scratch/told" && ! grep misfires "$scratch/told"
}
it "one opinion condemns no rule" names_nothing
# Six replies held by one rule of the shipped ones, three of them sent as they were all the same.
sqlite3 "$db" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6)
	INSERT INTO outcome (id, at, host, queue_id, message_id, agent, customer, policy, language,
		verdict, action, state, reason, feelings, failed, life_events, source, rules, recipients)
	SELECT 'emx' || i, '2026-02-0' || i || 'T10:00:00Z', 'h', 'q', 'm', 'a', 'c', 'default', 'en',
		'hold', 'hold', 'held', '', '', 'feelings', '', 'quoted', 'r', 1 FROM n;
	INSERT INTO finding SELECT number, 'feelings', 'fail', 'sure', 'anger-word', '', ''
		FROM outcome WHERE id GLOB 'emx*';
	INSERT INTO event (outcome, at, event, actor, reason)
		SELECT number, at, 'overridden', 'a', 'r' FROM outcome WHERE id IN ('emx1', 'emx2', 'emx3')"
named() {
	"$ctl" agreement --db "$db" --rules="$top_srcdir/rules" "$@" >"$scratch/told" || return 1
	grep -q '^anger-word misfires: overridden in 3 of 6 held' "$scratch/told" &&
		grep -q "add 'mode = observe' to \[anger-word\], .*anger.rules:[0-9]" "$scratch/told" ||
		{ cat "$scratch/told"; false; }
}
fits() {
	python3 "$top_srcdir/tests/terminal.py" 80 "$ctl" agreement --db "$db" --threshold=100
}
it "its tables fit the terminal" fits
it "a rule that is overridden too often is named, with the line to change" named
not_named() { ! named "$@" >/dev/null; }
it "not above a threshold of one's own" not_named --threshold=60
it "not outside the time asked for" not_named --since=2026-02-05
it_fails 1 "where nobody said anything, there is nothing to tell" \
	"$ctl" agreement --until=2020-01-01 --db "$db"
it_fails 2 "a time that is none" "$ctl" agreement --since=soon --db "$db"
it_fails 2 "a share of more than all" "$ctl" agreement --threshold=101 --db "$db"
it "a reply that was not praised deserves it, by her" by rita label 4Q1 disagree --check=praise
it "which is the other way round" says \
	"SELECT machine, people FROM labels WHERE \"check\" = 'praise'" 'fail|pass'

# ---- what is no opinion
it_fails 1 "what was not judged cannot be agreed with" by rita label em0000000000003 agree
it_fails 1 "a reply that is not there" by rita label em9 agree
it_fails 2 "neither yes nor no" by rita label em1 maybe
it_fails 2 "no opinion" by rita label em1
it_fails 2 "a check that is none" by rita label em1 agree --check=mood
it_fails 2 "a dispute that agrees" by rita label em1 agree --dispute --note=x
it_fails 3 "a record that is not there" "$ctl" label em1 agree --db "$scratch/none.db"

# ---- people who may only read leave a request
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	reader() { setpriv --reuid 54321 --regid 54321 --clear-groups "$@"; }
	chgrp 54321 "$scratch" "$db"*
	chmod 750 "$scratch"
	if reader test -x "$ctl"; then
		outsider() { setpriv --reuid 54322 --regid 54322 --clear-groups "$ctl" log --db "$db"; }
		told_group() { # WHAT: by whoever is in no group of the record's
			outsider 2>"$scratch/told"
			[ $? -eq 3 ] && grep -q "cannot open it: you may not $1: join the group" "$scratch/told" ||
				{ cat "$scratch/told"; false; }
		}
		it "an outsider is told which folder stops them" told_group "look into $scratch"
		chmod 751 "$scratch"
		it "or that it is the file" told_group 'read it'
		chmod 750 "$scratch"
		without_folder() {
			reader "$ctl" label em1 agree --db "$db" 2>"$scratch/told"
			[ $? -eq 3 ] && grep -q "may not write to the record.*requests" "$scratch/told"
		}
		it "without the folder they are told what is missing" without_folder
		mkdir -m 3770 "$scratch/requests"
		chgrp 54321 "$scratch/requests"
		it "with it they are heard" reader "$ctl" label em1 agree --check=script --db "$db"
		it "in a file of their own" grep -q '^value = agree script$' "$scratch"/requests/0*
	fi
fi
done_testing
