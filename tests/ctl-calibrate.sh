#!/bin/sh
# empathyctl sample, backtest, export --labelled: from recorded replies to better rules.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
db=$scratch/record.db
TZ=UTC ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
export TZ ASAN_OPTIONS
command -v sqlite3 >/dev/null || skip_all "sqlite3 is missing"
"$top_builddir/tests/fill-record" "$db" || skip_all "the record cannot be filled"
tells() { # PATTERN COMMAND...
	pattern=$1
	shift
	"$@" >"$scratch/told" 2>&1
	status=$?
	grep -qE -e "$pattern" "$scratch/told" || { cat "$scratch/told"; return 1; }
}

# ---- sample: 20 stopped, 200 annotated, 400 with feelings, 3 calm, 50 not judged
sqlite3 "$db" "PRAGMA foreign_keys = ON; DELETE FROM outcome;
	WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 673)
	INSERT INTO outcome (number, id, at, host, queue_id, message_id, agent, customer, policy,
		language, verdict, action, state, reason, feelings, failed, life_events, source, rules,
		recipients)
	SELECT i, 'em' || printf('%05d', i), strftime('%Y-%m-%dT%H:%M:%SZ', '2026-01-01', i || ' hours'),
		'h', 'q', 'm', 'ann@shop.example', 'c', 'default', 'en',
		CASE WHEN i <= 20 THEN 'hold' WHEN i <= 220 THEN 'annotate' WHEN i <= 623 THEN 'pass'
			ELSE 'skip' END, 'pass', 'sent', '', iif(i BETWEEN 221 AND 620, 'worry', ''), '', '',
		'quoted', 'r', 1 FROM n"
drawn() { # KIND COUNT of the last answer
	found=$(grep -c "\"kind\":\"$1\"" "$scratch/told")
	[ "$found" -eq "$2" ] || { echo "$found of $1, not $2"; return 1; }
}
sample="$ctl sample --db $db"
it "a sample is drawn" tells '"kind"' $sample -n 24 --json --seed=7
for kind in stopped annotated felt; do
	it "as many $kind as others" drawn $kind 7
done
it "all there are of what is rare, passes too" drawn calm 3
cp "$scratch/told" "$scratch/first"
$sample -n 24 --json --seed=7 >"$scratch/again"
it "the same seed draws the same" same "$scratch/first" "$scratch/again"
$sample -n 24 --json --seed=8 >"$scratch/again"
it "another draws others" sh -c '! cmp -s "$1" "$2"' - "$scratch/first" "$scratch/again"
evenly() { # each of 400 as likely: the mean place is near the middle
	for seed in 1 2 3 4 5 6 7 8; do
		$sample -n 100 --json --seed=$seed
	done | sed -n 's/.*"id":"em0*\([0-9]*\)".*"kind":"felt".*/\1/p' >"$scratch/places"
	awk '{ sum += $1; if ($1 > 420) late++ } END { print NR, sum / NR, late / NR;
		exit !(NR >= 200 && sum / NR > 390 && sum / NR < 451 && late / NR > 0.35 && late / NR < 0.65) }' \
		"$scratch/places"
}
it "early and late ones alike" evenly
it "a table for people, without the author" tells 'DRAWN AS +VERDICT' $sample -n 4 --seed=1
no_author() { ! grep -q 'ann@shop' "$scratch/told"; }
it "whose reply it is stays out of it" no_author
it "what was not judged is not drawn" sh -c '! grep -q skip "$1"' - "$scratch/first"
id=$(sed -n 's/.*"id":"\([^"]*\)".*"kind":"calm".*/\1/p' "$scratch/first" | head -1)
"$ctl" label "$id" agree --db "$db"
it "a reply somebody labelled" tells '"kind"' $sample -n 24 --json --seed=7
it "is not drawn again" drawn calm 2
only_that_day() {
	$sample --until=2026-01-01 --json >"$scratch/day" && [ -s "$scratch/day" ] &&
		! grep -v '"at":"2026-01-01T' "$scratch/day"
}
it "only from the time asked for" only_that_day
it_fails 1 "nothing left is a no" $sample --until=2025-01-01
it_fails 2 "none is no sample" $sample -n 0
it_fails 2 "nor is less" $sample -n -1
it_fails 2 "a seed is no less than 0" $sample --seed=-1

# ---- backtest: the shipped rules, and the same without those for placeholders
cp -r "$top_srcdir/rules" "$scratch/other"
: >"$scratch/other/en/placeholder.rules"
cat >"$scratch/conf" <<-END
	[log]
	database = $db
	[rules]
	path = $top_srcdir/rules
END
backtest="$ctl backtest -c $scratch/conf"
samples=$top_srcdir/doc/samples
it "a changed verdict is shown side by side" tells '^  then: pass +nothing failed' \
	$backtest --rules="$scratch/other" "$samples"
it "with a no" test "$status" -eq 1
it "with what it was" grep -qE '^  now: hold +placeholder: ' "$scratch/told"
it "named" grep -qE '^.*5-placeholder-left-in.eml$' "$scratch/told"
it "and counted" grep -qE '^hold +1 +0 +2 ' "$scratch/told"
it "one change in six" grep -qE '^1 change, 1 of them to another verdict' "$scratch/told"
it "for programs" tells '"from":"hold","to":"pass","failed_from":"placeholder","failed_to":""' \
	$backtest --json --rules="$scratch/other" "$samples"
it "the same rules change nothing" $backtest --rules="$top_srcdir/rules" "$samples"
it "and say so" tells '^0 changes, 0 of them' $backtest --rules="$top_srcdir/rules" "$samples"
{
	sed 's/^/X/; s/^X$//; s/^X//' "$samples/5-placeholder-left-in.eml"
} >"$scratch/one.eml"
{
	echo "From tom@support.example Mon Mar  2 10:00:00 2026"
	cat "$scratch/one.eml"
	echo
	echo "From tom@support.example Mon Mar  2 10:00:00 2026"
	cat "$samples/1-calm-question-answered.eml"
	echo
} >"$scratch/mbox"
it "an mbox" tells '^2 judged;' $backtest --rules="$scratch/other" "$scratch/mbox"
printf '%s\n' '{"id": "p1", "customer": "When does it come?", "reply": "Dear {{first_name}}, on Friday."}' \
	>"$scratch/pairs.jsonl"
it "pairs" tells '^p1$' $backtest --rules="$scratch/other" --pairs "$scratch/pairs.jsonl"
printf '[milter]\nmax-message-bytes = 4K\n[rules]\npath = %s, %s\n' "$top_srcdir/rules" "$scratch/site" >"$scratch/small"
mkdir -p "$scratch/site/en"
printf '[own]\nmeans = signal\nmatch = /x/\nif = went-with-an-upgrade\nhit = x\nmiss = y\n' >"$scratch/site/en/own.rules"
{ cat "$samples/1-calm-question-answered.eml"; head -c 5000 /dev/zero | tr '\0' x; } >"$scratch/large.eml"
warned() {
	"$ctl" backtest -c "$scratch/small" --rules="$scratch/other" "$scratch/large.eml" "$scratch/mbox" 2>"$scratch/told" \
		>/dev/null
	grep -q 'left out, as larger .*: 1$' "$scratch/told" && grep -q 'own.rules:4: if: .*\[own\] has no say' \
		"$scratch/told" || { cat "$scratch/told"; false; }
}
it "what is not looked at, mail and rule, is told" warned
it_fails 3 "a file that is not there" $backtest --rules="$scratch/other" "$scratch/none"
it_fails 3 "rules that are not there" $backtest --rules="$scratch/none" "$samples"
it_fails 2 "no rules to try" $backtest "$samples"
it_fails 2 "nothing to judge" $backtest --rules="$scratch/other"
it_fails 3 "a record without whole texts" $backtest --rules="$scratch/other" --recorded

# ---- recorded texts
sqlite3 "$db" "INSERT INTO words SELECT number, 's', 'Dear {{first_name}}, on Friday.',
		'When does it come?' FROM outcome WHERE number IN (30, 400);
	INSERT INTO words SELECT number, 's', 'Dear Kim, you should have read our page.', 'Where is it?'
		FROM outcome WHERE number = 31"
it "recorded texts are judged again" tells '^3 judged;.*' \
	$backtest --rules="$scratch/other" --recorded
it "by their id" grep -q '^em00400$' "$scratch/told"
it "of a time" tells '^1 judged;' $backtest --rules="$scratch/other" --recorded --since=2026-01-15

# ---- labelled pairs for evaluate
it_fails 1 "without labels there is nothing to export" "$ctl" export --labelled --db "$db"
label() { SUDO_USER=$1 "$ctl" label --db "$db" "$2" "$3" ${4:+--check="$4"} ${5:+--note="$5"}; }
[ "$(id -u)" -eq 0 ] || skip_all "opinions of several people need root"
label rita em00030 agree && label rita em00030 disagree placeholder && label rita em00030 disagree next-step
sqlite3 "$db" "INSERT INTO finding VALUES (31, 'order', 'pass', '', '', '', ''), (31, 'issue', 'pass', '', '', '', '')"
label rita em00031 agree && label sam em00031 disagree && label rita em00031 disagree tone n &&
	label sam em00031 agree order && label sam em00031 agree issue
# Records have such opinions of checks that did not apply, from when they were taken.
sqlite3 "$db" "INSERT INTO finding VALUES (400, 'tone', 'fail', 'sure', 'blame', 'on Friday', '');
	DELETE FROM finding WHERE outcome = 31 AND check_name = 'issue'"
label rita em00400 agree tone 'n, said at length'
"$ctl" export --labelled --db "$db" >"$scratch/labelled.jsonl"
exported() {
	python3 - "$scratch/labelled.jsonl" <<'PYTHON'
import json, sys
pairs = {p["id"]: p for p in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
assert sorted(pairs) == ["em00030", "em00031", "em00400"], pairs
assert pairs["em00030"]["customer"] == "When does it come?"
assert pairs["em00030"]["labels"] == {"needs_work": True, "name": "placeholder", "next_step": False}, pairs
# The words that harm are the reply's own, not a note.
assert pairs["em00400"]["labels"] == {"harm": "on Friday"}, pairs
# Two differ about the verdict: that is no label. Harm that people alone saw is some, wherever it is.
# That the check issue had nothing to ask says not that the issue is named.
assert pairs["em00031"]["labels"] == {"ack_first": True, "harm": "[not said which]"}, pairs
PYTHON
}
it "labelled pairs have what people said, and nothing of what they differ on" exported
it "evaluate reads them" tells '^3 labelled pairs' \
	"$ctl" evaluate --rules="$top_srcdir/rules" "$scratch/labelled.jsonl"
done_testing
