#!/bin/sh
# empathyctl log and show: a known record, every question.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
db=$scratch/record.db
TZ=UTC ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export TZ ASAN_OPTIONS
"$top_builddir/tests/fill-record" "$db" || skip_all "the record cannot be filled"
log="$ctl log --db $db"

# finds "IDS" OPTION...: the last digits of the ids, newest first
finds() {
	expected=$1
	shift
	# shellcheck disable=SC2086 # words
	$log --json "$@" >"$scratch/json"
	status=$?
	found=$(python3 -c 'import json, sys
print("".join(json.loads(line)["id"][-1] for line in open(sys.argv[1], encoding="utf-8")))' "$scratch/json")
	[ "$found" = "$expected" ] || { echo "found '$found', not '$expected'"; return 1; }
	[ -n "$expected" ] && [ $status -eq 0 ] || [ $status -eq 1 ]
}
it "everything, newest first" finds 4321
it "at most so many" finds 43 --limit=2
it "of an agent" finds 431 --agent=ann@shop.example
it "of an agent by a part of the address" finds 2 --agent=bob
it "of agents by a pattern" finds 4321 --agent='*@shop.example'
it "to a customer" finds 4 --customer='*@other.example'
it "by verdict" finds 1 --verdict=hold
it "by check" finds 2 --check=tone
sqlite3 "$db" "INSERT INTO finding SELECT number, 'praise', 'pass', '', 'praise', 'w', 'a' FROM outcome
	WHERE id = 'em1000000000004'"
it "by praise, which never fails" finds 4 --check=praise
it "by feeling" finds 1 --feeling=worry
it "by rule" finds 21 --rule=b-rule
it "by words" finds 2 --text='a joke'
sqlite3 "$db" "UPDATE feeling SET evidence = 'I’m told' || char(10) || 'it’s a joke – 100%'
	WHERE evidence = 'this is a joke'"
it "by words that a line ends between, with their apostrophes straight" finds 2 --text="i'm told it's a"
it "a dash is one of many" finds 2 --text='joke - 100%'
it "a percent sign in words is only itself" finds "" --text='a%joke'
it "by words of some time" finds 2 --text='a joke' --since=1h
sqlite3 "$db" "UPDATE feeling SET evidence = evidence || ' IN DER STRAẞE, ΠΑΛΙΟΣ ΔΡΌΜΟΣ'
	WHERE evidence GLOB 'I’m told*'"
it "small letters find capitals of any script" finds 2 --text='der straße, παλιος δρόμος'
it "and capitals small letters" finds 2 --text='STRASSE, ΠΑΛΙΟΣ ΔΡΌΜΟΣ'
it "also of some time" finds 2 --text='in der strasse, παλιος' --since=1h
it "another letter is another" finds "" --text='der straäe'
it "by words of the reply's" finds 421 --text='we apologise'
it "likewise" finds 421 --text='we apologise' --since=1h
it "by policy" finds 4321 --policy=default
it "by language" finds 4321 --language=en
it "filters add up" finds 4 --agent=ann --feeling=joy
it "since a while" finds 4321 --since=1h
it "since today" finds 4321 --since="$(date -u +%Y-%m-%d)"
it "since so many days" finds 4321 --since='2 days ago'
it "of a week" finds 4321 --since='this week' --until='this week'
it "of the week before" finds "" --until='last week'
it "until yesterday" finds "" --until=yesterday
it "since tomorrow finds nothing" finds "" --since="$(date -u -d tomorrow +%Y-%m-%d)"
it "a percent sign is only itself" finds "" --agent='%'

it "the page after one" finds 21 --before=em0000000000003
it "by the queue id as well, and with a limit" finds 2 --before=4Q2 --limit=1
it_fails 2 "less than none" $log -n -1
it_fails 1 "a page after one that is not there" $log --before=em9
it_fails 2 "a state that is none" $log --state=gone
it_fails 2 "an action that is none" $log --action=sent
it_fails 1 "nothing found is a no" $log --agent=nobody
it_fails 2 "a time that is none" $log --since=soon
it_fails 2 "a verdict that is none" $log --verdict=held
it_fails 2 "a check that is none" $log --check=mood
it_fails 2 "a feeling that is none" $log --feeling=sad
it_fails 2 "a word too many" $log everything
it_fails 3 "a record that is not there" "$ctl" log --db="$scratch/none.db"
complains() { # PATTERN FILE
	"$ctl" log --db="$2" 2>"$scratch/told"
	[ $? -eq 3 ] && grep -q "$1" "$scratch/told" || { cat "$scratch/told"; false; }
}
it "which is what it says" complains 'cannot open it: the file does not exist' "$scratch/none.db"
it "nor is a folder one" complains 'cannot open it: it is a folder' "$scratch"
mkfifo "$scratch/pipe.db"
it "nor a pipe" complains 'cannot open it: it is a pipe' "$scratch/pipe.db"
echo text >"$scratch/text.db"
it_fails 3 "a file that is no record" "$ctl" log --db="$scratch/text.db"

$log >"$scratch/table"
row() {
	grep -E "$1" "$scratch/table" || { cat "$scratch/table"; false; }
}
it "the table says what was found of whom" row \
	'hold +[a-z]* *ann@shop.example +kim@customer.example +feelings +worry.* em0000000000001'
it "and why one was not judged" row 'skip .*lou@customer.example +language +em0000000000003'
no_escapes() {
	! grep -q "$(printf '\033')" "$1"
}
it "without colour where there is no terminal" no_escapes "$scratch/table"

# ---- as wide as the terminal ------------------------------------------------------------------------
# on WIDTH "REGEX" OPTION...: a line of the table there
on() {
	width=$1 wanted=$2
	shift 2
	LC_ALL=C.UTF-8 python3 "$top_srcdir/tests/terminal.py" "$width" "$ctl" log --db "$wide" "$@" >"$scratch/table" &&
		row "$wanted"
}
wide=$scratch/wide.db
sqlite3 "$db" "VACUUM INTO '$wide'"
sqlite3 "$wide" "UPDATE outcome SET id = 'em6b0de11' || number || '578b0d34',
	feelings = 'disappointment,worry,frustration', failed = 'feelings,issue,next-step'"
it "a narrow one cuts lists, a domain that all share, ids to what is only theirs" on 80 \
	'annotate +sent +bob +=cmd@cus… +feelings,… +disappoin… +em6b0de112$'
it "a very narrow one leaves out feelings and state" on 60 'annotate +bob +=cmd@cus… +feelings… +em6b0de112$'
it "a wide one cuts little" on 120 'bob +=cmd@customer.example +feelings,issue,next-step +disa.*,fr.*… +em6b0de112$'
it "none loses a column that was asked for" on 60 '^=cmd@customer.exam… +disappointment,worr… +sent +em6b0de112$' \
	--columns=customer,feelings,state,id
it "nothing is cut where there is no terminal" sh -c '"$1" log --db "$2" | grep -q \
	"bob@shop.example  *=cmd@customer.example  *feelings,issue,next-step  *disappointment,worry,frustration  *em6b0de112578b0d34$"' \
	- "$ctl" "$wide"
sqlite3 "$wide" "UPDATE outcome SET agent = 'zoe@else.example' WHERE number = 1;
	UPDATE outcome SET id = 'em6b0de112578c' WHERE number = 3"
it "agents of several domains keep them" on 110 'bob@shop\.exa'
it "an id is never cut to the beginning of another" on 80 'em6b0de112578b$'

csv() {
	$log --csv >"$scratch/csv"
	python3 - "$scratch/csv" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
assert [r["id"][-1] for r in rows] == list("4321"), rows
assert rows[2]["customer"] == "'=cmd@customer.example", rows[2]
assert rows[3]["failed"] == "feelings" and rows[3]["feelings"].startswith("worry"), rows[3]
PYTHON
}
it "a spreadsheet gets every column and no formula" csv

# ---- columns of one's choice
chosen() {
	$log --columns='id, customer,when' -n 1 >"$scratch/table" && head -1 "$scratch/table" |
		grep -qE '^ID +CUSTOMER +WHEN$' && row '^em1000000000004 +max@other.example +[A-Z][a-z]+ [0-9:]+'
}
it "a table of the columns asked for, in that order" chosen
it "a spreadsheet of these alone" sh -c '"$1" log --db "$2" --csv --columns=id,failed -n 1 | tr -d "\r" |
	diff - "$3"' - "$ctl" "$db" "$(printf 'id,failed\nem1000000000004,\n' >"$scratch/wanted"; echo "$scratch/wanted")"
it "a program is told these alone" sh -c '[ "$("$1" log --db "$2" --json --columns=id,rules -n 1)" = \
	"{\"id\":\"em1000000000004\",\"rules\":\"r1\"}" ]' - "$ctl" "$db"
it "numbers are numbers" sh -c '[ "$("$1" log --db "$2" --json --columns=id,recipients -n 1)" = \
	"{\"id\":\"em1000000000004\",\"recipients\":0}" ]' - "$ctl" "$db"
names_verdicts() { $log --verdict=good 2>&1 | grep -q "no verdict 'good', but pass, annotate"; }
it "a verdict that is none: it says which there are" names_verdicts
names_feelings() { $log --feeling=sad 2>&1 | grep -q "no feeling 'sad', but frustration, anger, .*joy$"; }
it "a feeling that is none" names_feelings
names_checks() { $log --check=kind 2>&1 | grep -q "no check 'kind', but feelings, order, .*praise$"; }
it "a check that is none" names_checks
enough() { # a reader that leaves at once, and one that is full
	{ $log --csv 2>"$scratch/said"; } | true
	$log --csv >/dev/full 2>"$scratch/full"
	cat "$scratch/said" "$scratch/full"
	! grep -q . "$scratch/said" && grep -q 'cannot write the answer' "$scratch/full"
}
it "who has read enough is told nothing, a full disk is" enough
it_fails 2 "a column that is none" $log --columns=id,mood
it_fails 2 "no column at all" $log --columns=
names_columns() { $log --columns=mood 2>&1 | grep -q 'but: when, id, at'; }
it "and it says which there are" names_columns
hints() { $log -n 2 2>&1 >"$scratch/table" | grep -q -- '--before=em0000000000003'; }
it "a full page says how to go on" hints
in_colour() { $log --color | grep -q "$(printf '\033')"; }
it "in colour where that is asked for" in_colour

shows() { # TEXT OPTION... ID
	text=$1
	shift
	"$ctl" show --db "$db" "$@" >"$scratch/shown" && grep -qF -- "$text" "$scratch/shown" ||
		{ cat "$scratch/shown"; false; }
}
it "one reply's story has its verdict" shows "HOLD  em0000000000001" em0000000000001
it "the customer's words" shows "parcel is lost" em0000000000001
it "the advice" shows "Take up the worry before the tracking number." em0000000000001
it "what happened" shows "judged" em0000000000001
it "the beginning of an id will do" shows "PASS  em1000000000004" em1
it "a queue id will do" shows "ANNOTATE  em0000000000002" 4Q1
it "and for programs" shows '"id":"em0000000000001"' --json em0000000000001

# ---- what is to come, to whoever will be told
sqlite3 "$db" ".backup '$scratch/held.db'"
sqlite3 "$scratch/held.db" "UPDATE outcome SET state = 'held' WHERE id = 'em0000000000001';
	INSERT OR REPLACE INTO hold (outcome, held, remind, tell_lead, expires, on_expiry, override, recipient, token)
		SELECT number, 0, 3600, 7200, 14400, 'release', 'justify', agent, '' FROM outcome WHERE id = 'em0000000000001'"
comes() { # EXPECTED [LINE-OF-NOTICE...]: labels of what is to come
	expected=$1
	shift
	printf '%s\n' '[notice]' "$@" >"$scratch/notice.conf"
	"$ctl" show -c "$scratch/notice.conf" --db "$scratch/held.db" em0000000000001 >"$scratch/shown"
	sed -n 's/^  \(reminder\|lead is told\|nobody is told\|next\)  .*/\1/p' "$scratch/shown" |
		paste -sd , >"$scratch/coming"
	[ "$(cat "$scratch/coming")" = "$expected" ] || { cat "$scratch/shown"; false; }
}
it "nobody is told where no notice is sent" comes 'nobody is told,next'
it "the agent is, where notices are" comes 'reminder,next' 'smtp = 127.0.0.1:25' 'from = kind@shop.example'
it "the lead too, where there is one" comes 'reminder,lead is told,next' 'smtp = 127.0.0.1:25' \
	'from = kind@shop.example' 'lead = lead@shop.example'
sqlite3 "$scratch/held.db" 'UPDATE hold SET reminded = 3600'
it "once" comes 'lead is told,next' 'smtp = 127.0.0.1:25' 'from = kind@shop.example' 'lead = lead@shop.example'

shows_no_escapes() {
	"$ctl" show --db "$db" em0000000000001 >"$scratch/shown" && no_escapes "$scratch/shown"
}
it "a mail's words cannot steer the terminal" shows_no_escapes
are_several() {
	"$@" --db "$db" >"$scratch/told" 2>&1
	[ $? -eq 1 ] && grep -q "'em' is the beginning of several ids" "$scratch/told" ||
		{ cat "$scratch/told"; false; }
}
it "a beginning of several ids is no id" are_several "$ctl" show em
it "nor is it to list what is older" are_several "$ctl" log --before=em
it "nor to say what one thinks" are_several "$ctl" label em agree
it_fails 1 "one that is not there" "$ctl" show --db "$db" em9
it_fails 2 "no id" "$ctl" show --db "$db"
# ---- mail goes first --------------------------------------------------------------------------------
# has_policy NUMBER COMMAND...: how the scheduler treats it, while it waits for somebody to read what it says
mkfifo "$scratch/unread"
exec 9<>"$scratch/unread"
dd if=/dev/zero of="$scratch/unread" bs=1024 oflag=nonblock 2>"$scratch/filled" || :
has_policy() {
	wanted=$1
	shift
	"$ctl" "$@" --db "$db" >&9 2>&9 &
	asking=$!
	wait_for 10 awk -v wanted="$wanted" '{ if ($41 != wanted || $3 != "S") exit 1 }' /proc/$asking/stat
	status=$?
	kill $asking
	return $status
}
[ ! -r /proc/self/stat ] || {
	it "whoever only asks takes the CPU that others leave" has_policy 5 log
	it "whoever writes does not: others wait for it" has_policy 0 label none agree
}
exec 9>&-
# Somebody stops reading in a pager: the write-ahead log can be emptied all the same.
not_kept() {
	paged=$scratch/paged.db
	"$top_builddir/tests/fill-record" "$paged" && sqlite3 "$paged" "WITH RECURSIVE n(i) AS
		(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO outcome (id, at, host, queue_id,
		message_id, agent, customer, policy, language, verdict, action, state, reason, feelings, failed,
		life_events, source, rules, recipients) SELECT 'p' || i, '2026-01-01T00:00:00Z', '', '', '', 'a@b', 'c@d',
		'', 'en', 'pass', 'pass', 'sent', hex(zeroblob(100)), '', '', '', 'quoted', '', 1 FROM n" || return 1
	# A row in the log, before anybody reads.
	{ "$ctl" log --db "$paged" --json 2>/dev/null || :; } | {
		read -r first && [ -n "$first" ] &&
			[ "$(sqlite3 "$paged" "DELETE FROM outcome WHERE id = 'p1'; PRAGMA wal_checkpoint(TRUNCATE)")" = "0|0|0" ] &&
			[ "$(wc -l)" -eq 5002 ]
	}
}
it "a list that nobody reads on holds nothing" not_kept
full_disk() {
	$log --csv >/dev/full
}
[ ! -w /dev/full ] || it_fails 3 "an answer that cannot be written is no answer" full_disk
done_testing
