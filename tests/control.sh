#!/bin/sh
# Answers to notices, as a mail server brings them: heeded from the right person with the right
# token, once; otherwise nothing changes.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
cp "$top_srcdir"/rules/en/notice* "$scratch/rules/en/"
mkdir "$scratch/rules/de" && cp "$top_srcdir"/rules/de/notice* "$scratch/rules/de/"
settings
# Nobody listens there: the notices wait in the record, where the test reads them.
printf '[notice]\nsmtp = 127.0.0.1:1\nfrom = kind@shop.example\ncontrol = kind@shop.example\nlead = lead@shop.example\n' \
	>>"$scratch/conf"

holds() { # QUEUE-ID: the mail with the hole
	{ opening; mail_of "$scratch/hole.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	grep -q '^quarantine' "$scratch/found"
}
where_to() { # NUMBER: where the notice of that reply asks to be answered
	ask "SELECT mail FROM outbox WHERE kind = 'held' AND outcome = $1" |
		grep -o 'kind+[^@]*@shop[.]example' | head -n 1
}
# answers SENDER TO TEXT EXPECTED [HEADER]: what the mail server is told in the end
answers() {
	{
		[ -z "${5:-}" ] || echo "$5"
		printf 'From: %s\nTo: %s\nSubject: Re: [Held] Re: my order\nMessage-ID: <a@shop.example>\n\n%s\n' \
			"$1" "$2" "$3"
	} >"$scratch/answer.eml"
	{
		opening | sed "s/127.0.0.1/${client_is:-192.0.2.7}/"
		[ -n "${client_is:-}" ] || echo "macro M {auth_authen} somebody"
		echo "mail <$1>"
		echo "rcpt <$2>"
		echo "message $scratch/answer.eml"
		echo "end"
	} >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	[ "$(tail -n 1 "$scratch/found")" = "$4" ] && ! grep -q 'insert\|quarantine' "$scratch/found"
}
unchanged() { says "SELECT count(*) FROM request; SELECT max(token_used) FROM hold" '0
0'; }

it "the daemon starts" start
it "a reply is held" holds N1
it "and one more" holds N2
to=$(where_to 1)
other=$(where_to 2)
it "the notice says where to answer it" test -n "$to" -a "$to" != "$other"
token=${to#*.}
token=${token%%@*}
it "the record keeps nothing of its token but a hash" says \
	"SELECT count(*), sum(instr(token, '$token') > 0), min(length(token)) FROM hold" '2|0|64'

# ---- nothing changes
client_is=192.0.2.9
it "a client that did not log in is not heard: its mail goes on" answers agent@shop.example "$to" 'release: x' continue
client_is=
it "the null sender is not" answers '' "$to" 'release: x' continue
it "a machine's answer ends here" answers agent@shop.example "$to" 'release: x' discard 'Auto-Submitted: auto-replied'
it "a colleague's too" answers kim@shop.example "$to" 'release: x' discard
it "and one with another reply's token" answers agent@shop.example \
	"$(echo "$other" | sed "s/[.].*@/.$token@/")" 'discard' discard
it "and one without a word there is" answers agent@shop.example "$to" 'hello?' discard
it "nothing has changed" unchanged
it "each was told why, but once an hour, and the machine not at all" says \
	"SELECT recipient, count(*) FROM outbox WHERE kind = 'refused' GROUP BY recipient ORDER BY 1" \
	'agent@shop.example|1
kim@shop.example|1'
it "the log says that, without a word or the token" sh -c '
	grep -q "answer to a notice about id=em.*: not heeded, foreign" "$1/log" &&
	grep -q "not heeded, token" "$1/log" && grep -q "not heeded, word" "$1/log" &&
	grep -q "not heeded, machine" "$1/log" && ! grep -q "$2\|hello" "$1/log"' - "$scratch" "$token"

# ---- it does
it "the agent lets it go" answers agent@shop.example "$to" 'release: she asked, ann@home.example' discard
it "which is asked of the queue, addresses masked" says \
	"SELECT outcome, kind, actor, reason, state FROM request" \
	'1|release|agent@shop.example|she asked, [address]|waiting'
it "and confirmed" says "SELECT recipient, count(*) FROM outbox WHERE kind = 'confirmed'" 'agent@shop.example|1'
it "a second time it is not heeded" answers agent@shop.example "$to" 'discard' discard
it "and changes nothing" says "SELECT count(*) FROM request" 1
it "an hour later" says "UPDATE outbox SET created = created - 3601; SELECT changes() > 0" 1
it "it is not heeded either" answers agent@shop.example "$to" 'discard' discard
it "and told so again" says \
	"SELECT count(*) FROM outbox WHERE kind = 'refused' AND recipient = 'agent@shop.example'" 2
it "the lead withdraws the other, by the thread alone" answers lead@shop.example kind@shop.example discard discard \
	"In-Reply-To: <$(echo "$other" | sed 's/kind+\(.*\)[.]\(.*\)@.*/\1.held.\2/')@shop.example>"
it "which is asked of the queue" says \
	"SELECT outcome, kind, actor, state FROM request WHERE number = 2" '2|discard|lead@shop.example|waiting'
it "the agent says that it was a mistake" answers agent@shop.example "$to" 'wrong: it is a name' discard
it "which is an open dispute" says \
	"SELECT kind, state, note FROM labels" 'dispute|open|it is a name'

# ---- about themself: whose replies may be told
stories() { # EXPECTED: who said what, and who it was that said so
	says 'SELECT agent, answer, "by" FROM consents ORDER BY agent' "$1"
}
plain=kind@shop.example
client_is=192.0.2.9
it "a client that did not log in says nothing for an agent" answers agent@shop.example $plain 'stories yes' continue
client_is=
it "nor does a machine" answers agent@shop.example $plain 'stories yes' discard 'Auto-Submitted: auto-replied'
it "nor somebody from elsewhere" answers eve@elsewhere.example $plain 'stories yes' discard
it "nor a header" answers eve@elsewhere.example $plain 'stories yes' discard 'Sender: agent@shop.example'
it "nor a word too many" answers agent@shop.example $plain 'I never said stories yes' discard
it "nobody has agreed" stories ''
it "an agent agrees that theirs are told, without a reference" answers agent@shop.example $plain 'Stories: yes' discard
it "which is theirs alone" stories 'agent@shop.example|yes|agent@shop.example'
it "and confirmed" says "SELECT count(*) FROM outbox WHERE kind = 'confirmed'
	AND recipient = 'agent@shop.example' AND instr(mail, 'may be told')" 1
it "answering a notice, they keep back one of them" answers agent@shop.example "$to" \
	"stories no $(ask 'SELECT id FROM outcome WHERE number = 1')" discard
it "which is that one" says 'SELECT o.number, u."by" FROM untold AS u JOIN outcomes AS o USING (id)' '1|agent@shop.example'
it "another's is not theirs to keep back" answers kim@shop.example $plain \
	"stories no $(ask 'SELECT id FROM outcome WHERE number = 2')" discard
it "which they are told" says "SELECT count(*) FROM outbox WHERE kind = 'refused' AND recipient = 'kim@shop.example'
	AND instr(mail, 'neither yours, nor are you the one to decide')" 2
it "nor one that is not there" answers agent@shop.example $plain "stories no em00'; DROP TABLE consent --" discard
it "nothing changed" says 'SELECT (SELECT count(*) FROM untold), (SELECT count(*) FROM consents)' '1|1'
it "the lead, who is no agent, keeps another's back" answers lead@shop.example $plain \
	"stories no $(ask 'SELECT id FROM outcome WHERE number = 2')" discard
it "which is that one" says 'SELECT o.number, u."by" FROM untold AS u JOIN outcomes AS o USING (id) WHERE o.number = 2' \
	'2|lead@shop.example'
it "and confirmed to them" says "SELECT count(*) FROM outbox WHERE kind = 'confirmed' AND recipient = 'lead@shop.example'
	AND instr(mail, 'told')" 1
it "but nothing of one that is not there" answers lead@shop.example $plain 'stories no em404' discard
it "nothing more changed" says 'SELECT (SELECT count(*) FROM untold), (SELECT count(*) FROM consents)' '2|1'
it "they take it back, in another language" answers agent@shop.example $plain 'Geschichten nein' discard
it "which counts at once" stories 'agent@shop.example|no|agent@shop.example'
it "the log names nobody" sh -c '
	grep -q "stories-yes" "$1/log" && grep -q "stories-no" "$1/log" && ! grep "stories-" "$1/log" | grep -q "@"' - "$scratch"
it "all of it is in the record, and went no further" says \
	"SELECT DISTINCT verdict, reason, state, customer FROM outcomes WHERE reason = 'control'" \
	'skip|control|discarded|kind@shop.example'
it "the daemon stops" stop
done_testing
