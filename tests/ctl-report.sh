#!/bin/sh
# empathyctl report and stories: the figures are those of the record, about teams alone, and
# nothing in them can become markup.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
. "$top_srcdir/tests/report-lib.sh"
db=$scratch/record.db
weeks_in "$db" 6000 84 || skip_all "the record cannot be filled"
report() {
	"$ctl" report --db "$db" --now=$now --since=12w "$@"
}
json() { # OPTION... : into $scratch/json
	report --json "$@" >"$scratch/json"
}
# python CODE: with the report as r, and its figures by id as f
python() {
	python3 - "$scratch/json" "$db" <<PYTHON
import json, sqlite3, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
f = {figure["id"]: figure for figure in r["figures"]}
db = sqlite3.connect("file:" + sys.argv[2] + "?mode=ro", uri=True)
$1
PYTHON
}

it "a report of twelve weeks" json
every_query() {
	python 'for g in r["figures"]:
    if g["id"] == "agents": continue
    rows = [tuple(row[:len(g["columns"])]) for row in db.execute(g["sql"])]
    told = [tuple(row) for row in g["rows"]]
    if g["id"] != "stories": assert rows == told, (g["id"], rows, told)
    assert g["id"] == "rules" or g["id"] == "stories" or rows, g["id"]'
}
it "the SQL behind each figure runs as it stands, and gives the figure" every_query
totals() {
	python 'seen, judged, held = db.execute("SELECT count(*), sum(verdict <> \"skip\"), sum(action = \"hold\") FROM outcome").fetchone()
h = {row[0]: row[1:] for row in f["headline"]["rows"]}
none_of_ours = ("inbound", "sender", "client", "recipient", "null-sender", "auto-reply", "bulk",
    "own-notice", "control", "calendar", "forward", "not-a-reply")
other = sum(row[1] for row in f["skips"]["rows"] if row[0] in none_of_ours)
assert other > 0 and h["replies could be judged"] == [judged, seen - other], h
assert h["replies were held"] == [held, judged], h
assert sum(row[1] for row in f["skips"]["rows"]) == seen - judged
assert sum(row[1] for row in f["hold-ends"]["rows"]) == held
assert sum(sum(row[1:]) for row in f["verdicts"]["rows"]) == judged
assert len(f["verdicts"]["rows"]) == 12'
}
it "the figures add up to the record" totals
checks() {
	python 'for name, passed, whole in f["checks"]["rows"]:
    a, b = db.execute("SELECT count(DISTINCT iif(result = \"pass\", outcome, NULL)), count(DISTINCT outcome) FROM finding WHERE check_name = ?", (name,)).fetchone()
    assert (a, b) == (passed, whole), (name, a, b, passed, whole)
assert len(f["checks"]["rows"]) == 8'
}
it "pass rates are those of the findings, for every check that can fail" checks
holds() {
	python 'ends = dict(f["hold-ends"]["rows"])
assert ends["superseded"] == 79 and ends["overridden"] == 29, ends
state = dict(db.execute("SELECT state, count(*) FROM outcomes WHERE action = \"hold\" GROUP BY state"))
assert ends["returned"] == state["returned"] and ends["expired"] <= state["released"], (ends, state)
assert sum(n for _, n in f["hold-times"]["rows"]) == sum(ends.values()) - ends.get("held", 0)
assert [w for w, _ in f["hold-times"]["rows"]] == ["under 15 minutes", "15 to 60 minutes", "1 to 4 hours", "4 to 24 hours"]'
}
it "how holds ended, and how long they took" holds
agreement() {
	python 'said = dict((row[0], row[1:]) for row in f["agreement"]["rows"])
a, n = db.execute("SELECT sum(people = machine), count(*) FROM labels WHERE \"check\" = \"feelings\"").fetchone()
assert said["feelings"] == [a, n] and n >= 5, said'
}
it "people's opinions, beside the filter's" agreement

sqlite3 "$db" "UPDATE label SET opinion = 'disagree' WHERE check_name = 'issue' AND machine = 'fail'
	AND number % 2 = 0" && json
misfires() {
	python 'rules = [row for row in f["rules"]["rows"] if row[0].startswith("issue-absent")]
assert rules, f["rules"]["rows"]
assert all(row[1] == "issue" and row[5] > 0.3 * row[4] for row in rules), rules'
}
it "a rule that people contradict is named" misfires

# ---- teams, not people -----------------------------------------------------------------------------
no_agent() {
	! grep -q '@shop.example' "$scratch/json" && python 'assert f["agents"]["withheld"] and not f["agents"]["rows"]'
}
it "nobody is named" no_agent
printf '[log]\nper-agent = yes\n' >"$scratch/conf"
per_agent() {
	json -c "$scratch/conf" && python 'names = [row[0] for row in f["agents"]["rows"]]
assert len(names) == 12 and names == sorted(names), names'
}
it "but where that was agreed: in the order of the alphabet" per_agent
rule_row() { # OPTION...: of a check with the longest name there is, in replies of four people
	report "$@" >"$scratch/text" && sed -n '/^Rules to look at/,/^$/p' "$scratch/text" >"$scratch/rules"
	grep -qE '^  brackets-2 +placeholder +5 +3 +0 +0$' "$scratch/rules"
}
it "likewise a rule; its check stands beside it, and not in one word with it" rule_row -c "$scratch/conf"
it_fails 1 "else no rule is named by replies of fewer than five people" rule_row
cp "$db" "$scratch/small.db"
sqlite3 "$scratch/small.db" "UPDATE outcome SET agent = 'ann@shop.example' WHERE agent > 'dew'"
small_team() {
	"$ctl" report --db "$scratch/small.db" --now=$now --since=12w --json >"$scratch/json" &&
		python 'assert r["agents"] == 4, r["agents"]
for id in ("headline", "grades", "met-over-time", "checks", "verdicts", "hold-ends", "hold-times", "overrides", "rules"):
    assert f[id]["withheld"] and not f[id]["rows"] and not f[id]["sql"], id
assert f["feelings"]["rows"] and f["skips"]["rows"]'
}
it "of four people nothing is told but what their customers felt" small_team
says_why() {
	"$ctl" report --db "$scratch/small.db" --now=$now --since=12w | grep -q 'fewer than five people'
}
it "and the report says why" says_why
few() {
	python 'for id, n in (("feelings", 4), ("checks", 3), ("languages", 3), ("agreement", 3)):
    for row in f[id]["rows"]:
        whole = sum(row[1:]) if id == "feelings" else row[2]
        assert whole >= 5, (id, row)'
}
rare() {
	sqlite3 "$db" "UPDATE outcome SET language = 'is' WHERE number IN (SELECT number FROM outcome WHERE verdict = 'pass' LIMIT 4)" &&
		json && few && python 'assert "is" not in [row[0] for row in f["languages"]["rows"]]'
}
it "no row stands for fewer than five messages" rare
few_authors() {
	cp "$db" "$scratch/days.db" &&
		sqlite3 "$scratch/days.db" "UPDATE outcome SET agent = 'ann@shop.example'
			WHERE at BETWEEN '2026-11-25' AND '2026-11-26'
			OR number IN (SELECT outcome FROM feeling WHERE feeling = 'worry')
			OR (action = 'hold' AND failed LIKE '%feelings%')" &&
		"$ctl" report --db "$scratch/days.db" --now=$now --since=7d --json >"$scratch/json" &&
		python 'days = {row[0]: sum(row[1:]) for row in f["verdicts"]["rows"]}
assert days["2026-11-24"] > 40 and days["2026-11-25"] == 0, days
assert all(row[0] != "2026-11-25" or row[2] == 0 for row in f["met-over-time"]["rows"])
assert "worry" not in [row[0] for row in f["grades"]["rows"]]' &&
		"$ctl" report --db "$scratch/days.db" --now=$now --since=12w --json >"$scratch/json" &&
		python 'assert "worry" in [row[0] for row in f["feelings"]["rows"]]
assert "worry" not in [row[0] for row in f["grades"]["rows"]]
assert "feelings" not in [row[0] for row in f["overrides"]["rows"]], f["overrides"]["rows"]'
}
it "nor for how fewer than five people wrote: a day, a feeling, a check" few_authors
policy() {
	json --policy=billing && python 'n, = db.execute("SELECT count(*) FROM outcome WHERE policy = \"billing\"").fetchone()
assert r["agents"] == 4 and r["policy"] == "billing", r["agents"]
assert sum(row[1] for row in f["skips"]["rows"]) < n'
}
it "of one policy" policy
quoted() {
	json --policy="o'brien\"; DROP TABLE outcome --"
}
it_fails 1 "a policy's name is only a name" quoted

# ---- stories --------------------------------------------------------------------------------------
opt_in() {
	json && python 'assert f["stories"]["rows"] == []' &&
		! "$ctl" stories --db "$db" --now=$now 2>"$scratch/said" && grep -q "empathyctl stories --opt-in" "$scratch/said"
}
it "no stories of those who were not asked; the command says how" opt_in
printf '[stories]\nauthors = ann@*\n' >"$scratch/conf"
stories() {
	"$ctl" stories -c "$scratch/conf" --db "$db" --now=$now --since=12w >"$scratch/said" &&
		grep -q 'The reply: "' "$scratch/said" && grep -q '^  ann@shop.example' "$scratch/said" &&
		! grep -q 'bob@' "$scratch/said"
}
it "stories of those who agreed" stories
printf '[support]\nsenders = *@shop.example\n' >"$scratch/self"
as() { # PERSON OPTION...: in whose name it is asked
	person=$1
	shift
	SUDO_USER=$person "$ctl" stories -c "${conf:-$scratch/self}" --db "$db" --now=$now "$@" 2>"$scratch/said"
}
tells_of() { # NAME...: whose stories are told, of all times
	"$ctl" stories -c "${conf:-$scratch/self}" --db "$db" --now=$now --since=12w --json >"$scratch/json" || return 1
	python 'import sys; who = sorted({row[4].split("@")[0] for row in f["stories"]["rows"]})
assert who == "'"$*"'".split(), who'
}
says_of() { # PATTERN
	grep -q "$1" "$scratch/said" || { cat "$scratch/said"; false; }
}
if [ "$(id -u)" -eq 0 ]; then
	it "an author agrees by their own account" as bob --opt-in
	it "which is enough" tells_of bob
	it "and written down" sh -c '[ "$(sqlite3 -readonly "$1" "SELECT agent, answer, \"by\" FROM consents")" = \
		"bob@shop.example|yes|bob" ]' - "$db"
	it_fails 1 "nobody agrees for another" as kim --opt-in --as=ann@shop.example
	it "and is told why" says_of "only 'ann@shop.example' says so themself"
	it_fails 1 "nor does root" as root --opt-in --as=ann@shop.example
	it_fails 2 "nobody is an agent from elsewhere" as bob --opt-in --as=bob@elsewhere.example
	it_fails 2 "yes and no is neither" as bob --opt-in --opt-out
	it "still of one alone" tells_of bob
	conf=$scratch/conf
	it "consent from elsewhere stands beside it" tells_of ann bob
	printf '[stories]\nauthors = ann@*\n[support]\nsenders = *@shop.example\n' >"$scratch/conf"
	it "but an author's no goes above it" as ann --opt-out --as=ANN@shop.example
	it "which counts at once" tells_of bob
	it "in the report as well" sh -c '"$1" report -c "$2" --db "$3" --now="$4" --since=12w | grep -q "bob@shop" &&
		! "$1" report -c "$2" --db "$3" --now="$4" --since=12w | grep -q "ann@shop"' - "$ctl" "$conf" "$db" "$now"
	first=$("$ctl" stories -c "$conf" --db "$db" --now=$now --since=12w --json | grep -o 'em0[0-9a-z]*' | head -n 1)
	it_fails 1 "a colleague's story is not theirs to keep back" as kim --not "$first"
	it "and they are told whom to ask" says_of "not 'kim's to keep back: ask who wrote it, or the lead"
	it "its author keeps it back" as bob --not "$first"
	kept_back() {
		tells_of bob && ! grep -q "$first" "$scratch/json"
	}
	it "and only that" kept_back
	it_fails 1 "one that is not there is kept back by nobody" as kim --not em404
	second=$("$ctl" stories -c "$conf" --db "$db" --now=$now --since=12w --json | grep -o 'em0[0-9a-z]*' | head -n 1)
	it "root keeps back what must not be told" as root --not "$second"
	it "export tells an author what they said" sh -c '"$1" export --db "$2" --person=bob@shop.example |
		grep -q "\"stories\": *\[" && "$1" export --db "$2" --person=bob@shop.example | grep -q "\"answer\":\"yes\""' - "$ctl" "$db"
	it "an author takes it back" as bob --opt-out
	it_fails 1 "no stories are left" as bob
	sqlite3 "$db" "DELETE FROM consent; DELETE FROM kept_back"
fi
conf=
printf '[stories]\nauthors = ann@*\n' >"$scratch/conf"
once() {
	sqlite3 "$db" "INSERT INTO feeling SELECT outcome, 'anger', 3, explicit, rule, evidence, acknowledged, met_by
		FROM feeling WHERE intensity = 3" &&
		"$ctl" stories -c "$scratch/conf" --db "$db" --now=$now --since=12w --json >"$scratch/json" &&
		python 'ids = [row[5] for row in f["stories"]["rows"]]
assert len(ids) == 3 and len(set(ids)) == 3, ids'
}
it "a reply is one story, however many feelings it met" once
masked() {
	sqlite3 "$db" "UPDATE feeling SET met_by = 'Dear Kim, the lamp is on the van, kim.'" &&
		"$ctl" stories -c "$scratch/conf" --db "$db" --now=$now --since=12w --json >"$scratch/json" &&
		python 'words = [row[3] for row in f["stories"]["rows"]]
assert any("[name]" in w for w in words) and not any("im" in w.split() for w in words), words
assert not any("Kim" in w or "kim" in w for w in words), words'
}
it "and nobody is named in them" masked

delicate() {
	sqlite3 "$db" "UPDATE outcome SET life_events = 'a life event'" &&
		! "$ctl" stories -c "$scratch/conf" --db "$db" --now=$now --since=12w
}
it "what tells of a death or an illness is no story" delicate
sqlite3 "$db" "UPDATE outcome SET life_events = ''"

# ---- hostile words --------------------------------------------------------------------------------
evil='<script>alert(1)</script>"><img src=x onerror=alert(1)>'
sqlite3 "$db" "UPDATE feeling SET met_by = '$evil', evidence = '$evil' WHERE intensity = 3;
	UPDATE outcome SET agent = 'ann@<b>x</b>' WHERE agent LIKE 'ann@%';
	UPDATE outcome SET language = '<i>' || char(27) || '[2J' WHERE language = 'fr';
	UPDATE outcome SET reason = '<u>' WHERE reason = 'forward'"
printf '[stories]\nauthors = ann@*\n[log]\nper-agent = yes\n' >"$scratch/conf"
inert() {
	report -c "$scratch/conf" --html "$scratch/page.html" && grep -q '&lt;script&gt;alert' "$scratch/page.html" &&
		python3 - "$scratch/page.html" <<'PYTHON'
import sys, html.parser
allowed = set("html head meta title style body main header h1 h2 h3 p a section div dl dt dd span ul li svg desc rect text line path polygon polyline circle details summary table thead tbody tr th td blockquote footer pre code".split())
class Look(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        assert tag in allowed, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "href" or value.startswith("#"), value
            assert name != "src", value
Look().feed(open(sys.argv[1], encoding="utf-8").read())
PYTHON
}
it "words of mail stay words on the page; no script, nothing from elsewhere" inert
quiet() {
	report -c "$scratch/conf" >"$scratch/text" && ! grep -q "$(printf '\033')" "$scratch/text"
}
it "and on a terminal" quiet
narrow() {
	LC_ALL=C.UTF-8 python3 "$top_srcdir/tests/terminal.py" 60 "$ctl" report --db "$db" --now=$now --since=12w \
		>"$scratch/text" && grep -qE '^ +dismis… +none formula generic specif…$' "$scratch/text"
}
it "it fits a narrow one" narrow

at_once() { # what came in the second in which it is asked for
	"$top_builddir/tests/fill-record" "$scratch/fresh.db" && "$ctl" "$@" --db "$scratch/fresh.db"
}
it "what came in this very second counts" at_once report --json

# ---- usage ---------------------------------------------------------------------------------------
it_fails 2 "a time that is none" report --until=soon
it_fails 2 "an end before the beginning" report --until=2026-01-01
it_fails 2 "a word too many" report weekly
it_fails 2 "two forms at once" report --json --html=x
it_fails 2 "an address without a mail" report --to=a@b
it_fails 1 "a time in which nothing was seen" "$ctl" report --db "$db" --now=1600000000
it_fails 3 "a page that cannot be written" report --html=/nonexistent/x.html
it_fails 3 "a mail without a server" report --mail
done_testing
