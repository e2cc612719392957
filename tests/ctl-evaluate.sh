#!/bin/sh
# empathyctl evaluate: the figures, reckoned a second time from what "check --json" answers.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
rules=$top_srcdir/rules
cat "$top_srcdir"/tests/judgement/*.jsonl >"$scratch/pairs.jsonl"

"$ctl" evaluate --rules="$rules" "$scratch/pairs.jsonl" >"$scratch/report" 2>"$scratch/errors"
it "the labelled pairs of this project can be measured" test -s "$scratch/report"
it "without a complaint" test ! -s "$scratch/errors"
"$ctl" check --json --pairs --rules="$rules" "$scratch/pairs.jsonl" >"$scratch/judged.jsonl"

cat >"$scratch/again.py" <<'PYTHON'
"""Precision, recall, F1 and kappa of four figures, by another hand than evaluate's."""
import json, re, sys
gold = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
ours = [json.loads(l) for l in open(sys.argv[2], encoding="utf-8")]
report = open(sys.argv[3], encoding="utf-8").read()
assert len(gold) == len(ours) > 0
FAMILY = dict(frustration="upset", anger="upset", disappointment="upset", ignored="upset",
    leaving="upset", worry="anxious", urgency="anxious", confusion="anxious",
    embarrassment="shame", grief="grief", joy="joy")
strong = lambda fs: {f["feeling"] for f in fs if f["intensity"] >= 2}
failed = lambda o, c: any(f["check"] == c and f["result"] == "fail" for f in o["findings"])

def figures(pairs):
    tp = sum(a and b for a, b in pairs); fp = sum(b and not a for a, b in pairs)
    fn = sum(a and not b for a, b in pairs); n = len(pairs)
    agreed = sum(a == b for a, b in pairs) / n
    chance = ((tp + fn) * (tp + fp) + (n - tp - fn) * (n - tp - fp)) / n / n
    return [tp + fn, tp + fp, tp, tp / (tp + fp) if tp + fp else None,
            tp / (tp + fn) if tp + fn else None,
            2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
            (agreed - chance) / (1 - chance) if chance < 1 else None]

def row(title):
    line = next(l for l in report.splitlines() if l.startswith("  " + title + "  "))
    cells = re.sub(r"\([^)]*\)", "", line[len(title) + 2:]).split()
    return [None if c == "-" else float(c) for c in cells]

def compare(title, pairs):
    wanted, found = figures(pairs), row(title)
    for a, b in zip(wanted, found):
        if (a is None) != (b is None) or a is not None and abs(a - b) > 0.0051:
            sys.exit(f"{title}: {wanted} is not {found}")

L = [(g["labels"], o) for g, o in zip(gold, ours)]
compare("needs work", [(a["needs_work"], o["verdict"] in ("annotate", "hold", "reject")) for a, o in L])
compare("upset, any way", [(bool(strong(a["feelings"]) - {"joy"}), bool(strong(o["feelings"]) - {"joy"})) for a, o in L])
compare("restates the issue", [(a["restates"], any(f["check"] == "issue" for f in o["findings"])
    and all(f["result"] == "pass" for f in o["findings"] if f["check"] == "issue")) for a, o in L])
compare("tone", [(bool(a["harm"]), failed(o, "tone")) for a, o in L])
compare("worry", [("worry" in strong(a["feelings"]), "worry" in strong(o["feelings"])) for a, o in L
    if "worry" not in a.get("unsure", [])])
families = []
for a, o in L:
    g = {FAMILY[f] for f in strong(a["feelings"])}; p = {FAMILY[f] for f in strong(o["feelings"])}
    u = {FAMILY[f] for f in a.get("unsure", [])} - g
    families += [(f in g, f in p) for f in set(FAMILY.values()) - u]
# "all together" stands twice: the first is that of the families
compare("all together", families)
KINDS = ["frustration", "anger", "disappointment", "worry", "confusion", "urgency", "ignored",
    "leaving", "embarrassment", "grief", "joy"]
strength = lambda fs, k: next((f["intensity"] for f in fs if f["feeling"] == k), 0)
levels = [(strength(a["feelings"], k), strength(o["feelings"], k)) for a, o in L for k in KINDS
    if k not in a.get("unsure", [])]
levels = [(a, b) for a, b in levels if a + b > 0]
wanted = [len(levels), sum(a == b for a, b in levels) / len(levels),
    sum(abs(a - b) == 1 for a, b in levels) / len(levels)]
last = [l for l in report.splitlines() if l.startswith("  all together  ")][-1]
found = [float(c) for c in re.sub(r"\([^)]*\)", "", last).split()[2:]]
if len(found) != 3 or any(abs(a - b) > 0.0051 for a, b in zip(wanted, found)):
    sys.exit(f"intensities: {wanted} is not {found}")
PYTHON
it "its figures are those of a second reckoning" \
	python3 "$scratch/again.py" "$scratch/pairs.jsonl" "$scratch/judged.jsonl" "$scratch/report"

shows() { # TEXT COMMAND...
	text=$1
	shift
	"$@" >"$scratch/shown" && grep -qF -- "$text" "$scratch/shown" || { cat "$scratch/shown"; false; }
}
cat >"$scratch/two.jsonl" <<'PAIRS'
{"id": "calm", "customer": "Hello, which bus goes to the harbour?", "reply": "Line 4, from the station.", "needs_work": false, "feelings": []}
{"id": "plain", "customer": "Hello there, good morning to you.", "reply": "Good morning.", "labels": {"feelings": [{"feeling": "grief", "intensity": 3}], "needs_work": true}}
{"id": "unlabelled", "customer": "Hello", "reply": "Hello."}
PAIRS
it "labels beside the texts count as well" shows "2 labelled pairs" \
	"$ctl" evaluate --rules="$rules" "$scratch/two.jsonl"
it "lines without labels are told" shows "1 line without labels left out" \
	"$ctl" evaluate --rules="$rules" "$scratch/two.jsonl"
it "calm pairs have a line of their own" shows "Calm pairs flagged: 0 of 1" \
	"$ctl" evaluate --rules="$rules" "$scratch/two.jsonl"
it "disagreements are shown with the words" shows "plain: needs work missed" \
	"$ctl" evaluate --errors --rules="$rules" "$scratch/two.jsonl"
it "a rulebook compared with itself is no better" shows "+0.00" \
	"$ctl" evaluate --compare="$rules" --rules="$rules" "$scratch/pairs.jsonl"
# ---- a site's own folder stays on top of the one to try
mkdir -p "$scratch/site/en" "$scratch/mine/en"
cp -r "$rules/." "$scratch/mine"
own_rule() { # WORD
	printf '[team-%s]\nside = customer\nmeans = joy 2\nmatch = /\\b%s\\b/\nhit = It is %s.\nmiss = It is.\n' \
		same "$1" "$1"
}
own_rule splendid >"$scratch/site/en/team.rules"
own_rule splendid >"$scratch/mine/en/team.rules"
printf '[rules]\npath = %s, %s\n' "$rules" "$scratch/site" >"$scratch/site.conf"
covers() { # COMMAND...: says that the rule of the folder to try has no say
	"$@" "$scratch/two.jsonl" 2>"$scratch/told" >"$scratch/shown"
	grep -q "mine' says of these has no say, as .*site has them too: team-same$" "$scratch/told" ||
		{ cat "$scratch/told"; false; }
}
compared="$ctl evaluate -c $scratch/site.conf --compare=$scratch/mine"
quiet_where_same() {
	$compared "$scratch/two.jsonl" 2>"$scratch/told" >"$scratch/shown" && [ ! -s "$scratch/told" ]
}
it "a rule that both folders have is not told where they are the same" quiet_where_same
own_rule lovely >"$scratch/mine/en/team.rules"
it "where they differ it is told which has no say" covers $compared
# a rule that finds worry everywhere, in pairs of which every second one has it
for i in 1 2 3 4 5 6 7 8 9 10; do
	printf '{"customer": "Hello, I have a lovely question about the %s.", "reply": "Thank you.", "labels": {"feelings": [%s], "needs_work": false}}\n' \
		"delivery" "$([ $((i % 2)) -eq 0 ] || echo '{"feeling": "worry", "intensity": 2}')"
done >"$scratch/ten.jsonl"
own_rule lovely | sed 's/joy 2/worry 3\nexplicit = yes/' >"$scratch/mine/en/team.rules"
it "what is better by chance or not is told by the interval of the difference" shows \
	"  recall                0.00  1.00  +1.00 (+1.00 to +1.00)" \
	sh -c '"$1" evaluate --rules="$2" --compare="$3" "$4" | grep -A3 "upset, any way"' - "$ctl" "$rules" "$scratch/mine" "$scratch/ten.jsonl"
wide_of_few() { # 5 of 10 calm pairs, no more sure than that
	"$ctl" evaluate --rules="$rules" --compare="$scratch/mine" "$scratch/ten.jsonl" >"$scratch/shown" &&
		python3 - "$scratch/shown" <<'PYTHON' || { cat "$scratch/shown"; false; }
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
value, low, high = map(float, re.search(r"upset, any way, F1 .*([+-]\d\.\d\d) \((\S+) to (\S+)\)", text).groups())
assert low < value < high and low < 0.67 - 0.2 and high <= 1, (value, low, high)
assert "LIFE EVENTS" not in text, text
PYTHON
}
it "which is wide with few pairs; what nobody labelled has no head" wide_of_few
no_empty_heads() {
	"$ctl" evaluate --rules="$rules" "$scratch/two.jsonl" >"$scratch/shown" && ! grep -q "LIFE EVENTS" "$scratch/shown"
}
it "nor has it for one rulebook" no_empty_heads
for width in 60 80; do
	it "it fits $width columns" env LC_ALL=C.UTF-8 python3 "$top_srcdir/tests/terminal.py" $width \
		"$ctl" evaluate --by-rule --rules="$rules" "$top_srcdir/tests/judgement/calm.jsonl"
done
own_rule lovely >"$scratch/mine/en/team.rules"
it "so it is of --rules" covers "$ctl" evaluate -c "$scratch/site.conf" --rules="$scratch/mine"
it "and of rules to test against past mail" covers \
	"$ctl" backtest --pairs -c "$scratch/site.conf" --rules="$scratch/mine"

it "rules are counted one by one" shows "RULES" \
	"$ctl" evaluate --by-rule --rules="$rules" "$scratch/pairs.jsonl"

echo '{"customer": "a", "reply": "b", "labels": {"needs_work": "no"}}' >"$scratch/bad.jsonl"
it_fails 3 "a label that is none is no answer" "$ctl" evaluate --rules="$rules" "$scratch/bad.jsonl"
names_line() {
	"$ctl" evaluate --rules="$rules" "$scratch/bad.jsonl" 2>&1 | grep -qF "bad.jsonl:1: label 'needs_work'"
}
it "and the line is named" names_line
echo '{"customer": "a", "reply": "b", "labels": {"feelings": [{"feeling": "sad", "intensity": 2}]}}' >"$scratch/sad.jsonl"
says_feelings() {
	"$ctl" evaluate --rules="$rules" "$scratch/sad.jsonl" 2>&1 | grep -q "no feeling 'sad', but frustration, .*joy$"
}
it "a feeling that is none: it says which there are" says_feelings
echo '{"customer": "a", "reply": "b", "labels": {"events": ["birthday"]}}' >"$scratch/birthday.jsonl"
says_events() {
	"$ctl" evaluate --rules="$rules" "$scratch/birthday.jsonl" 2>&1 |
		grep -q "no event 'birthday', but bereavement, .*distress$"
}
it "and of an event" says_events
echo '{"customer": "a", "reply": "b", "labels": {"feelngs": []}}' >"$scratch/typo.jsonl"
says_labels() {
	"$ctl" evaluate --rules="$rules" "$scratch/typo.jsonl" 2>&1 | grep -q "there is none of feelings, "
}
it "and of a label" says_labels

cat >"$scratch/foreign.jsonl" <<'PAIRS'
{"customer": "Hello there, good morning to you.", "reply": "Good morning.", "labels": {"feelings": [], "needs_work": false}}
{"customer": "Wo bleibt mein Geld? Ich bin sehr w\u00fctend.", "reply": "Das pr\u00fcfen wir.", "labels": {"feelings": [{"feeling": "anger", "intensity": 3}], "needs_work": true}}
{"customer": "I am so angry.", "reply": "", "labels": {"feelings": [{"feeling": "anger", "intensity": 3}], "needs_work": true}}
PAIRS
echo '{"customer": "Hello there, good morning to you.", "reply": "Good morning.", "labels": {"needs_work": true}}' \
	>"$scratch/verdict.jsonl"
no_noughts() {
	"$ctl" evaluate --rules="$rules" "$scratch/verdict.jsonl" >"$scratch/shown" || return 1
	cat "$scratch/shown"
	grep -q 'needs work' "$scratch/shown" && ! grep -q '^HOW ' "$scratch/shown"
}
it "what nobody labelled has no table of noughts" no_noughts
it "what is not judged is told" shows "1 labelled pair," "$ctl" evaluate --rules="$rules" "$scratch/foreign.jsonl"
it "by its reason" shows "; 2 more not judged and left out: 1 no-reply-text, 1 language" \
	"$ctl" evaluate --rules="$rules" "$scratch/foreign.jsonl"
nothing_is_missed() {
	"$ctl" evaluate --errors --rules="$rules" "$scratch/foreign.jsonl" >"$scratch/shown"
	cat "$scratch/shown"
	grep -q '^Calm pairs' "$scratch/shown" && ! grep -Eq 'missed|^  needs work ' "$scratch/shown"
}
it "and is no miss" nothing_is_missed
tail -n 2 "$scratch/foreign.jsonl" >"$scratch/none-judged.jsonl"
it_fails 3 "nothing that can be judged is no measure" \
	"$ctl" evaluate --rules="$rules" "$scratch/none-judged.jsonl"

it_fails 2 "no file is wrong usage" "$ctl" evaluate --rules="$rules"
it_fails 3 "a file that is not there" "$ctl" evaluate --rules="$rules" "$scratch/none.jsonl"
it_fails 3 "a rulebook to compare with that is not there" \
	"$ctl" evaluate --rules="$rules" --compare="$scratch/none" "$scratch/pairs.jsonl"

# The rules are measured, whatever a policy asks.
head -n 40 "$scratch/pairs.jsonl" >"$scratch/few.jsonl"
printf '[policy]\nissue = off\nnext-step = off\nfeelings = off\n' >"$scratch/off.conf"
checks_of() {
	"$ctl" evaluate --rules="$rules" "$@" "$scratch/few.jsonl" | sed -n '/^CHECKS THAT FAIL/,/^FAMILIES/p'
}
same_checks() {
	: >"$scratch/empty.conf"
	checks_of -c "$scratch/empty.conf" >"$scratch/all"
	checks_of -c "$scratch/off.conf" >"$scratch/some"
	[ -s "$scratch/all" ] && same "$scratch/all" "$scratch/some"
}
it "a check that is off is measured like the others" same_checks
done_testing
