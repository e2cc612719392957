#!/bin/sh
# empathyctl check: every way mail comes in, every way an answer goes out.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
mkdir "$scratch/rules" && cp -r "$top_srcdir/rules/en" "$scratch/rules/"
check="$ctl check --rules=$scratch/rules"

cat >"$scratch/mail.eml" <<'MAIL'
From: Ann Agent <ann@shop.example>
To: Kim Lee <kim@customer.example>
Subject: Re: my order
Message-ID: <1@shop.example>
In-Reply-To: <0@customer.example>
Date: Mon, 05 Jan 2026 10:00:00 +0000

Dear Kim,

the parcel left our store this morning and will be with you on Friday.

Ann

On Mon, 5 Jan 2026 at 09:00, Kim Lee <kim@customer.example> wrote:
> Hello, where is my parcel? The order number is 4711.
MAIL

# json PYTHON-EXPRESSION ARGUMENT...: true of the lines "out" that check --json gives
json() {
	expression=$1
	shift
	# shellcheck disable=SC2086 # words
	$check --json "$@" >"$scratch/json"
	status=$?
	[ $status -le 1 ] || [ "${may_fail:-no}" = yes ] || return 1
	python3 - "$scratch/json" "$expression" <<'PYTHON'
import json, sys
out = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
if not eval("(" + sys.argv[2] + ")"):
    print(json.dumps(out, indent=1)[:2000])
    sys.exit("not so: " + sys.argv[2])
PYTHON
}

it "one object a mail, with everything the contract names" json '
len(out) == 1 and {"file", "id", "verdict", "reason", "language", "agent", "customer",
"customer_name", "source", "feelings", "events", "findings"} <= set(out[0])' "$scratch/mail.eml"
it "no text unless asked for" json '"conversation" not in out[0]' "$scratch/mail.eml"
it "the text when asked for" json '{"reply", "signature", "customer", "customer_from",
"customer_date", "older", "limits"} == set(out[0]["conversation"])' --text "$scratch/mail.eml"

# ---- a reply that quotes nothing, beside what it answers
cat >"$scratch/bare.eml" <<'MAIL'
From: Ann Agent <ann@shop.example>
To: kim@customer.example
Subject: Re: my order
In-Reply-To: <0@customer.example>

Dear Kim,

the parcel left our store this morning.

Ann
MAIL
cat >"$scratch/theirs.eml" <<'MAIL'
From: Kim Lee <kim@customer.example>
To: help@shop.example
Subject: my order
Message-ID: <0@customer.example>

This is the third time I write about order 4711. Nobody has ever answered, the kettle leaks
and I am really angry by now.

Kim Lee
MAIL
it "by itself it cannot be judged" json '
out[0]["reason"] == "no-customer-text" and out[0]["source"] == "none"' "$scratch/bare.eml"
it "with --customer it is judged by that mail" json '
out[0]["verdict"] == "hold" and out[0]["source"] == "remembered" and
out[0]["remembered"]["found"] == "given" and out[0]["customer_name"] == "Kim Lee" and
"angry" in " ".join(f["evidence"] for f in out[0]["feelings"])' \
	"--customer=$scratch/theirs.eml" "$scratch/bare.eml"
says() { # WORDS ARGUMENT...
	words=$1
	shift
	$check "$@" >"$scratch/found"
	cat "$scratch/found"
	grep -q -- "$words" "$scratch/found"
}
it "and says so to people" says 'which the reply does not quote' \
	"--customer=$scratch/theirs.eml" "$scratch/bare.eml"
it "a quotation wins over it" json '
out[0]["source"] == "quoted" and out[0]["remembered"]["agrees"] == "no"' \
	"--customer=$scratch/theirs.eml" "$scratch/mail.eml"
refused() { # STATUS ARGUMENT...
	expected=$1
	shift
	$check "$@" >/dev/null 2>"$scratch/err"
	status=$?
	cat "$scratch/err"
	[ $status -eq "$expected" ]
}
it "a mail of one's own is no customer's" refused 3 "--customer=/dev/null" "$scratch/bare.eml"
it "a record that is none is refused" refused 3 "--memory=$scratch/bare.eml" "$scratch/bare.eml"
if command -v sqlite3 >/dev/null; then
	"$top_builddir/tests/fill-record" "$scratch/record.db"
	sqlite3 "$scratch/record.db" 'ALTER TABLE memory RENAME COLUMN seen TO unseen'
	it "nor is what cannot be read taken for empty" refused 3 "--memory=$scratch/record.db" "$scratch/bare.eml"
	it "which is said" grep -q 'record.db cannot be looked up: ' "$scratch/err"
fi

mkdir -p "$scratch/folder/deeper" "$scratch/folder/.hidden"
cp "$scratch/mail.eml" "$scratch/folder/b.eml"
cp "$scratch/mail.eml" "$scratch/folder/deeper/17"
cp "$scratch/mail.eml" "$scratch/folder/a.eml"
cp "$scratch/mail.eml" "$scratch/folder/.hidden/x.eml"
echo '{"not": "mail"}' >"$scratch/folder/notes.jsonl"
echo '# A page about mail' >"$scratch/folder/README.md"
{ cat "$scratch/mail.eml"; awk 'BEGIN { for (i = 0; i < 30000; i++) print "word " }'; } >"$scratch/long.eml"
it "which limit a mail ran into" json 'out[0]["conversation"]["limits"] == "text"' --text "$scratch/long.eml"
it "none as a rule" json 'out[0]["conversation"]["limits"] == ""' --text "$scratch/mail.eml"
it "a folder, and what is below it, in the order of names" json '
[o["file"].split("/folder/")[1] for o in out] == ["a.eml", "b.eml", "deeper/17"]' "$scratch/folder"

mkdir -p "$scratch/maildir/cur" "$scratch/maildir/new" "$scratch/maildir/tmp"
cp "$scratch/mail.eml" "$scratch/maildir/cur/1.a:2,S"
cp "$scratch/mail.eml" "$scratch/maildir/new/2.b"
cp "$scratch/mail.eml" "$scratch/maildir/tmp/3.c"
it "a Maildir, without what is not delivered yet" json 'len(out) == 2' "$scratch/maildir"

{
	echo 'From ann@shop.example Mon Jan  5 10:00:00 2026'
	cat "$scratch/mail.eml"
	echo '>From the beginning'
	echo
	echo 'From ann@shop.example Mon Jan  5 11:00:00 2026'
	sed 's/^To: .*/To: other@customer.example/' "$scratch/mail.eml"
} >"$scratch/mbox"
it "an mbox, each mail by its number" json '
[o["file"].split("/")[-1] for o in out] == ["mbox#1", "mbox#2"]' "$scratch/mbox"

from_stdin() {
	json 'len(out) == 1 and out[0]["file"] == "-"' "$@" <"$scratch/mail.eml"
}
it "standard input by its name" from_stdin -
it "standard input without a name" from_stdin

cat >"$scratch/pairs.jsonl" <<'PAIRS'
{"id": "a1", "customer": "Hello, where is my parcel?", "reply": "It left this morning.", "labels": {}}

{"id": 2, "customer": "Line\nbreak \"quoted\" \u00fc", "reply": "Fine.", "agent": "ann@shop.example"}
{"customer": "Hello there, how do I change my address?", "reply": "Under settings."}
PAIRS
it "pairs keep their ids" json '
[o["id"] for o in out] == ["a1", "2", "line 4"] and {o["source"] for o in out} == {"pair"}
and out[1]["agent"] == "ann@shop.example"' --pairs "$scratch/pairs.jsonl"
it "pairs with their text" json '
out[1]["conversation"]["customer"] == "Line\nbreak \"quoted\" ü"' --pairs --text "$scratch/pairs.jsonl"

echo '{"customer": "I am tired, I am angry, I am leaving, I am done.", "reply": "Noted. Regards, Tom"}' \
	>"$scratch/short.jsonl"
sed -e 's/^the parcel left .*/Noted./' -e "s/^> Hello.*/> I am losing money every single day, am I not?/" \
	"$scratch/mail.eml" >"$scratch/short.eml"
it "a short English pair is taken for English, and judged" json '
out[0]["language"] == "en" and out[0]["verdict"] == "hold"' --pairs "$scratch/short.jsonl"
it "and so is a short English mail" json '
out[0]["language"] == "en" and out[0]["verdict"] != "skip"' "$scratch/short.eml"

printf '%s\n' '{"customer": "I am so angry", "reply": " \n"}' '{"customer": "", "reply": "Hello."}' \
	>"$scratch/empty.jsonl"
it "a pair without the words of both is not judged" json '
[(o["verdict"], o["reason"]) for o in out] == [("skip", "no-reply-text"), ("skip", "no-customer-text")]' \
	--pairs "$scratch/empty.jsonl"
it "and says so to people" says 'nothing newly written' --pairs "$scratch/empty.jsonl"
it "the words there are, are told" json 'out[1]["conversation"]["reply"] == "Hello."' --text --pairs "$scratch/empty.jsonl"

printf '%s\n' '{"customer": "I am \u0000so angry", "reply": "\\u0000 is \ud800 no text."}' >"$scratch/nul.jsonl"
it "a NUL cuts no pair short, and half a character is none" json '
out[0]["conversation"]["customer"] == "I am so angry" and
out[0]["conversation"]["reply"].startswith("\\u0000 is \ufffd") and
out[0]["conversation"]["reply"].endswith("no text.")' --pairs --text "$scratch/nul.jsonl"

may_fail=yes
printf '%s\n' '{"id": "good", "customer": "Hello you", "reply": "Hello."}' 'not json' \
	'{"customer": 1, "reply": "x"}' '[1]' "$(printf '%5000s' '' | tr ' ' '[')" >"$scratch/bad.jsonl"
it "bad lines are passed over, the good one is judged" json '
[o["id"] for o in out] == ["good"]' --pairs "$scratch/bad.jsonl"
it "a missing file does not keep the others from being judged" json 'len(out) == 1' \
	"$scratch/none.eml" "$scratch/mail.eml"
may_fail=no
it_fails 3 "bad lines are told by the exit status" $check --pairs "$scratch/bad.jsonl"
it_fails 3 "so is a file that cannot be read" $check "$scratch/none.eml" "$scratch/mail.eml"
names_line() {
	$check --pairs "$scratch/bad.jsonl" 2>&1 >/dev/null | grep -q 'bad.jsonl:2: '
}
it "and the line is named" names_line

complains() { # LINES WORDS COMMAND...
	lines=$1
	words=$2
	shift 2
	"$@" >/dev/null 2>"$scratch/err"
	status=$?
	cat "$scratch/err"
	[ $status -eq 3 ] && [ "$(wc -l <"$scratch/err")" -eq "$lines" ] && grep -qF -- "$words" "$scratch/err"
}
# What begins like these is no JSON, and the parser reads it all the same.
for odd in '/*"*/' "'\"'"; do
	printf '%s%s\n' "$odd" "$(printf '%500000s' '' | tr ' ' '[')"
done >"$scratch/deep.jsonl"
it "a tower of brackets behind a stray quote is not climbed" complains 2 "nested too deep" \
	"$ctl" check --rules="$top_srcdir/rules" --pairs "$scratch/deep.jsonl"
awk 'BEGIN { for (i = 0; i < 40; i++) print "{" }' >"$scratch/flood.jsonl"
echo '{"customer": "Hello you", "reply": "Hello.", "needs_work": false}' >>"$scratch/flood.jsonl"
it "of many bad lines a few are told, and how many more" complains 6 "35 more lines" \
	$check --pairs "$scratch/flood.jsonl"
it "by evaluate as well" complains 6 "35 more lines" "$ctl" evaluate --rules="$scratch/rules" "$scratch/flood.jsonl"
printf '[\n%s,\n%s\n]\n' '{"customer": "a", "reply": "b"}' '{"customer": "a", "reply": "b"}' >"$scratch/list.json"
it "of a list it is said how to make pairs of it" complains 1 "jq -c '.[]'" $check --pairs "$scratch/list.json"
it "of mail that it is mail" complains 1 "without --pairs" $check --pairs "$scratch/mbox"
it "of pairs that they are pairs" complains 1 "add --pairs" $check "$scratch/pairs.jsonl"

it_fails 3 "no mail at all is no answer" $check "$scratch/folder/.hidden/none"
it_fails 2 "an unknown option is wrong usage" $check --jsn "$scratch/mail.eml"
it_fails 2 "an unknown command is wrong usage" "$ctl" chekc
it_fails 2 "no command is wrong usage" "$ctl"
usage() { # WORDS COMMAND...
	words=$1
	shift
	"$@" >"$scratch/shown" 2>&1
	status=$?
	cat "$scratch/shown"
	[ $status -eq 2 ] && [ "$(wc -l <"$scratch/shown")" -eq 1 ] && grep -qF -- "$words" "$scratch/shown"
}
it "an option without its value is told, not all commands" usage "'-c' needs a value" "$ctl" -c
it "and that there is no command" usage "which command?" "$ctl" -c "$scratch/none.conf"
for words in foo show "list all"; do
	# shellcheck disable=SC2086 # words
	it "rules $words is wrong usage, whatever can be opened" usage rule "$ctl" rules $words --rules="$scratch/none"
done
it "a pair has its customer with it" usage "pairs have" \
	$check --pairs "--customer=$scratch/theirs.eml" "$scratch/pairs.jsonl"
same_answer() { # WORD WORD
	"$ctl" "$1" >"$scratch/one" && "$ctl" "$2" >"$scratch/two" && same "$scratch/one" "$scratch/two"
}
it "help is --help" same_answer help --help
it "-V is --version" same_answer -V --version
helps() {
	"$ctl" help check >"$scratch/one" && "$ctl" check --help >"$scratch/two" && same "$scratch/one" "$scratch/two"
}
it "help of a command may be asked for so too" helps
it_fails 2 "not of one that is none" "$ctl" help chekc
for command in backup discard evaluate forget label queue release resolve rules setup show; do
	it_fails 2 "$command without its words is wrong usage, whatever can be opened" "$ctl" "$command" --db "$scratch/none.db"
done
it_fails 3 "a folder without rules says how to name one" "$ctl" check --rules="$scratch/nowhere" \
	"$scratch/mail.eml"
it_fails 3 "a configuration that is not there" $check -c "$scratch/none.conf" "$scratch/mail.eml"
echo '[policy' >"$scratch/bad.conf"
it_fails 3 "a configuration that cannot be read" $check -c "$scratch/bad.conf" "$scratch/mail.eml"
it "help is fine" "$ctl" --help
it "help of a command is fine" "$ctl" check --help

full_disk() {
	$check "$scratch/mail.eml" >/dev/full
}
if [ -w /dev/full ]; then
	it_fails 3 "an answer that cannot be written is no answer" full_disk
fi

printf 'From: a@shop.example\nTo: b@c.example\nSubject: Re: x\nIn-Reply-To: <1@c>\n\n%s\n\n%s\n%s\n' \
	"$(printf 'ha\033[2Jha \302\2332J ha')" 'On Monday, b@c.example wrote:' '> why?' >"$scratch/evil.eml"
no_escapes() {
	$check --text "$scratch/evil.eml" >"$scratch/shown"
	! LC_ALL=C grep -q "$(printf '\033')" "$scratch/shown" &&
		! LC_ALL=C grep -q "$(printf '\302\233')" "$scratch/shown"
}
it "a mail cannot steer the reader's terminal" no_escapes
# With the shipped rules: what policy and mode make of a hole left in a template.
sample=$top_srcdir/doc/samples/5-placeholder-left-in.eml
under() { # VERDICT STATUS SETTING...
	wanted=$1
	wanted_status=$2
	shift 2
	printf '%s\n' '[policy]' "$@" >"$scratch/policy.conf"
	"$ctl" check --json --rules="$top_srcdir/rules" -c "$scratch/policy.conf" "$sample" >"$scratch/json"
	status=$?
	[ "$status" -eq "$wanted_status" ] && grep -q "\"verdict\":\"$wanted\"" "$scratch/json" ||
		{ echo "status $status"; cat "$scratch/json"; false; }
}
it "a placeholder is held, though the mode is monitor" under hold 1
it "or annotated, if the policy says so" under annotate 0 "placeholder = annotate" "name = off"
it "or noted" under pass 0 "placeholder = note" "name = note"
it "or passed over" under pass 0 "placeholder = off" "name = off"
is_off() {
	python3 -c 'import json, sys
found = {f["check"]: (f["result"], f["rule"]) for f in json.load(open(sys.argv[1]))["findings"]}
sys.exit(found["placeholder"] != ("n/a", "off") or len(found) < 8)' "$scratch/json" &&
		"$ctl" check --rules="$top_srcdir/rules" -c "$scratch/policy.conf" "$sample" |
		grep -qxE ' *switched off +name, placeholder'
}
it "what is off has found nothing, and is listed" is_off
it "a rejection is a hold while the mode knows no more" under hold 1 "placeholder = reject"
it "and a rejection where it does" under reject 1 "placeholder = reject" "mode = reject"
it "another policy is for its senders" under pass 0 "mode = hold" "[policy trial]" "senders = *" \
	"placeholder = note" "name = note"

cat >"$scratch/evidence.py" <<'PYTHON'
"""Whatever is quoted must be somebody's exact words."""
import json, sys
feelings = findings = 0
for line in open(sys.argv[1], encoding="utf-8", newline="\n"):
    o = json.loads(line)
    words = o["conversation"]
    both = words["reply"] + "\n" + words["signature"] + "\n" + words["customer"]
    for f in o["feelings"]:
        feelings += 1
        assert f["evidence"] and f["evidence"] in words["customer"], (o["file"], f)
        assert f["by"] in words["reply"], (o["file"], f)
    for f in o["findings"]:
        findings += f["evidence"] != ""
        assert f["evidence"] in both, (o["file"], f)
assert feelings > 100 and findings > 30, (feelings, findings)
PYTHON
exact() {
	cat "$top_srcdir"/tests/judgement/*.jsonl |
		"$ctl" check --json --text --pairs --rules="$top_srcdir/rules" - >"$scratch/all.jsonl"
	"$ctl" check --json --text --rules="$top_srcdir/rules" "$top_srcdir/tests/mails" \
		"$top_srcdir/doc/samples" >>"$scratch/all.jsonl"
	python3 "$scratch/evidence.py" "$scratch/all.jsonl"
}
it "evidence is always somebody's exact words" exact
praised() {
	"$ctl" check --rules="$top_srcdir/rules" "$top_srcdir/doc/samples/6-good-answer-to-bad-news.eml" |
		grep -E '^ *well done +Strong grief was met first' &&
		! "$ctl" check --rules="$top_srcdir/rules" "$sample" | grep 'well done'
}
it "a strong feeling that was met first is praised, and nothing else" praised
once() { [ "$("$ctl" check --rules="$top_srcdir/rules" "$top_srcdir/doc/samples/6-good-answer-to-bad-news.eml" |
	grep -c 'feelings, feelings')" -eq 0 ]; }
it "what is fine is named once" once
# By its name alone: a path may be of any length.
fits() {
	top=$(cd "$top_srcdir" && pwd) && built=$(cd "$top_builddir" && pwd) && (
		cd "$top/doc/samples" &&
			python3 "$top/tests/terminal.py" 80 "$built/empathyctl" check --rules="$top/rules" "${sample##*/}"
	)
}
it "nothing is wider than the terminal" fits

# Each word was the start of a look at all that follow.
{
	sed '/^$/,$d' "$sample"
	printf '\nDear Marta,\n\nI am sorry.\n\nOn Mon, 3 Nov 2025 at 10:00, Marta Veld wrote:\n> '
	yes 'CALL ME ASAP' | head -n 20000 | tr '\n' ' '
} >"$scratch/shouted.eml"
it "a mail that shouts on and on is judged in time" \
	timeout 60 "$ctl" check --rules="$top_srcdir/rules" "$scratch/shouted.eml"

printf '[milter]\nmax-message-bytes = 4K\n' >"$scratch/small.conf"
{
	cat "$scratch/mail.eml"
	printf '%5000s\n' x
} >"$scratch/big.eml"
it "a mail larger than the limit says so" json '
out[0]["verdict"] == "skip" and out[0]["reason"] == "too-big"' -c "$scratch/small.conf" "$scratch/big.eml"

# German comes before English where languages are in order.
mkdir "$scratch/rules/de"
printf '[worried-word]\nmeans = worry 2\nsays = Da ist Sorge.\ntry = Etwas Genaues.\nmatch = /Sorge/\nhit = Ich habe Sorge.\nmiss = Nein.\n' \
	>"$scratch/rules/de/worry.rules"
printf '{"customer": "I am very worried about my money.", "reply": "Use the form."}\n' >"$scratch/worried.jsonl"
it "a finding speaks as the rule of its own language" json '
[f for f in out[0]["findings"] if f["rule"] == "worried-word" and "Sorge" not in f["advice"] and
 "Genaues" not in f["advice"]]' --pairs "$scratch/worried.jsonl"
tests_both() { "$ctl" rules test --rules="$scratch/rules" worried-word | grep '^2 rules, .* 0 failed$'; }
it "a name is tested in each language that has it" tests_both
done_testing
