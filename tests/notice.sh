#!/bin/sh
# A notice as mail programs see it: read by a parser that is not ours.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
python3 -c 'import email' 2>/dev/null || skip_all "python3 is missing"
write=$top_builddir/tests/write-notice
TZ=UTC
export TZ

printf 'From: sam@shop.example\r\nTo: ann@home.example\r\nSubject: Re: Lost photos\r\n'\
'Message-ID: <reply-1@shop.example>\r\n\r\nDear Bob,\r\nit is gone.\r\n.\r\nFrom here on, --=_x\r\n' \
	>"$scratch/reply"

notice() { # NAME KIND: from the mail in $scratch/reply
	"$write" "$top_srcdir/rules" "$2" <"$scratch/reply" >"$scratch/$1"
}

cat >"$scratch/see.py" <<'PY'
import email, email.policy, re, sys
path, question = sys.argv[1:3]
raw = open(path, "rb").read()
mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
assert not mail.defects, mail.defects
parts = list(mail.walk())
for part in parts:
    assert not part.defects, part.defects
def text(kind):
    return mail.get_body((kind,)).get_content()
held = [p for p in mail.iter_attachments()]
reply = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else b""
answer = eval("(" + question + ")")
print(answer)
sys.exit(0 if answer else 1)
PY
sees() { # NAME QUESTION
	python3 "$scratch/see.py" "$scratch/$1" "$2" "$scratch/reply" || { cat "$scratch/$1"; false; }
}

it "is written for a held reply" notice held held
it "has the parts of a notice" sees held '[p.get_content_type() for p in parts][:5] ==
	["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "message/rfc822"]'
it "ends every line with CRLF" sees held 'raw.count(b"\n") == raw.count(b"\r\n")'
it "has a subject that threads" sees held 'mail["Subject"] == "[Held] Re: Lost photos"'
it "names the reply as its parent" sees held 'mail["In-Reply-To"] == "<reply-1@shop.example>"'
it "and the thread before it" sees held 'mail["References"].split() == ["<question-0@home.example>",
	"<question-1@home.example>", "<reply-1@shop.example>"]'
it "goes to the agent" sees held 'mail["To"] == "sam@shop.example"'
it "comes from the configured sender" sees held 'mail["From"] == "kind@shop.example"'
it "has a Message-ID of its own" sees held '"held" in mail["Message-ID"] and
	mail["Message-ID"].endswith("@shop.example>")'
it "asks machines not to answer" sees held 'mail["Auto-Submitted"] == "auto-generated" and
	mail["X-Auto-Response-Suppress"] == "All"'
it "bears our mark" sees held 'mail["X-Empathy-Notice"] == "held; id=em00001x00002"'
it "says first that nothing was sent" sees held '" ".join(text("plain").split()).startswith(
	"Your reply to Ann <b>Lee</b> of Monday 2026-09-21 14:13 UTC was NOT sent.")'
it "quotes the customer, the whole sentence" sees held \
	'"I am scared that the wedding photos are gone for good, after your move. " in
	" ".join(text("plain").replace(">", "").split())'
it "names the feeling and what became of it" sees held '"worry: The reply does not take this up."
	in text("plain")'
it "quotes what else one good sentence would have met, the strongest first, no sentence twice" \
	sees held 're.findall(r"Also raised [(](.*)[)]:\s+> (.*?)\r?\n", text("plain")) == [
	("feeling ignored", "Since Monday nobody answers <me>, and I am so angry."),
	("frustration", "With you this is the third time."),
	("thinking of leaving", "Three of them are one too many.")]'
it "and in HTML" sees held 're.findall(r"raised [(](.*?)[)]</span>(.*?)</", text("html")) == [
	("feeling ignored", "Since Monday nobody answers &lt;me&gt;, and I am so angry."),
	("frustration", "With you this is the third time."),
	("thinking of leaving", "Three of them are one too many.")]'
it "quotes the reply where the reply is the matter" sees held '"> Dear Bob," in text("plain")'
it "guides, and says once only what is the matter" sees held '"Worth trying: Say what is certain" in
	" ".join(text("plain").split())'
it "keeps mere notes to itself" sees held '"only noted" not in text("plain")'
it "says until when, and what comes then" sees held '"If nothing happens by Monday 2026-09-21 18:13 UTC (4h after it was held), it is sent as it is." in
	" ".join(text("plain").split())'
it "says whom to ask" sees held '"lead@shop.example" in text("plain")'
it "says how it can be answered" sees held '"begin with \"release:\" and the reason" in
	" ".join(text("plain").split())'
it "says how good ones of theirs are told, as empathyctl stories does" sees held \
	'"They are told with your address, and without names and numbers of the customer" in
	" ".join(text("plain").split()) and "told with your address" in text("html")'
it "and nothing of others that it knows nothing of" sees held '"Other replies of yours go well" not in
	" ".join((text("plain") + text("html")).split())'
it "so that the answer carries the reference and its token" sees held 're.fullmatch(
	r"kind[+]em00001x00002[.][0-9a-f]{32}@shop[.]example", mail["Reply-To"]) and
	mail["Reply-To"].split(".")[1].split("@")[0] in mail["Message-ID"]'
it "says how a subject ends that goes as it is" sees held '"[as is: …]" in text("plain")'
it "has a reference" sees held '"em00001x00002" in text("plain") and "4ABC" in text("plain")'
it "fits a narrow window" sees held 'max(map(len, text("plain").splitlines())) <= 72'
it "says the same in HTML" sees held '"was NOT sent" in text("html") and "scared" in text("html")'
it "escapes what others wrote" sees held '"<b>Lee" not in text("html") and
	"&lt;b&gt;Lee" in text("html")'
it "attaches the reply, byte for byte" sees held 'reply in raw'
it "so that it can be read again" sees held 'held[0].get_content()["Message-ID"] ==
	"<reply-1@shop.example>"'

printf 'Subject: caf\303\251\r\n\r\n\303\251\r\n' >"$scratch/reply"
it "attaches letters beyond ASCII" notice eight held
it "as they were" sees eight 'reply in raw and held[0]["Content-Transfer-Encoding"] == "8bit"'
head -c 3000 /dev/zero | tr '\0' x >"$scratch/reply"
it "attaches what SMTP could not carry" notice long held
it "as a file of bytes" sees long 'held[0].get_content() == reply and
	held[0].get_content_type() == "application/octet-stream" and
	max(map(len, raw.split(b"\r\n"))) <= 998'

it "is written for a reply that was sent" notice note note
it "with nothing attached" sees note '[p.get_content_type() for p in parts] ==
	["multipart/alternative", "text/plain", "text/html"]'
it "and says that it was sent" sees note '"was sent." in text("plain") and
	"NOT" not in text("plain")'
cat >"$scratch/plain.conf" <<-END
	[policy]
	override = none
	on-expiry = return
	hours = mon-fri 08:00-15:00
	[notice]
	smtp = 127.0.0.1:25
	from = kind@shop.example
END
write_for() { "$write" "$top_srcdir/rules" "$2" en "$scratch/plain.conf" <"$scratch/reply" >"$scratch/$1"; }
it "is written where nobody can be asked" write_for bare held
it "and then names no way there is not" sees bare '"release" not in text("plain") and
	"as is" not in text("plain") and "Ask" not in text("plain") and
	"Answer again" in text("plain") and mail["Reply-To"] is None'
sed -i 's/^override = none/issue = annotate/' "$scratch/plain.conf"
it "is written where a check counts that else is only noted" write_for issue held
it "and says whose words are wrong: the agent's" sees issue \
	're.search(r"You wrote:\s+> order AB-4717\s+Worth trying: This one is only noted", text("plain"))'
sed -i 's/^issue = annotate/override = none/' "$scratch/plain.conf"
it "with the hours people work" sees bare '"If nothing happens by Tuesday 2026-09-22 11:13 UTC (4h of working time after it was held), it is returned to you, unsent." in
	" ".join(text("plain").split())'

printf 'From: sam@shop.example\nTo: Ann Lee <ann@home.example>\nSubject: Re: Lost photos\n'\
'Message-ID: <reply-1@shop.example>\nReferences: <question-1@home.example>\n\nDear Bob,\nit is gone.\n' \
	>"$scratch/reply"
says() { # KIND SUBJECT BEGINNING TO
	notice "$1" "$1" &&
		sees "$1" "' '.join(text('plain').split()).startswith('$3')" &&
		sees "$1" "mail['Subject'] == '$2' and mail['To'] == '$4'" &&
		sees "$1" "mail['In-Reply-To'] == '<reply-1@shop.example>' and
			mail['References'].split() == ['<question-1@home.example>', '<reply-1@shop.example>'] and
			mail['Auto-Submitted'] == 'auto-generated' and
			mail['X-Empathy-Notice'].startswith('$1; id=em00001x00002') and
			max(map(len, text('plain').splitlines())) <= 72"
}
it "reminds the agent" says reminded '[Still held] Re: Lost photos' \
	'Your reply to Ann Lee of Monday 2026-09-21 14:13 UTC has still NOT been sent.' sam@shop.example
it "with a token of its own" sees reminded '"kind+em00001x00002." in mail["Reply-To"]'
it "tells the lead" says lead '[Waiting for a decision] Lost photos' \
	'A reply to Ann Lee has been held since Monday 2026-09-21 14:13 UTC, and was NOT sent.' \
	lead@shop.example
it "until when, too" sees lead '"by Monday 2026-09-21 18:13 UTC" in " ".join(text("plain").split())'
it "tells the agent that time is over" says released '[Sent after all] Re: Lost photos' \
	'Your held reply to Ann Lee of Monday 2026-09-21 14:13 UTC is being sent as it is. The time to decide is over' \
	sam@shop.example
it "which nobody can answer" sees released 'mail["Reply-To"] is None'
it "gives a reply back" says returned '[Returned, not sent] Re: Lost photos' \
	'Your reply to Ann Lee of Monday 2026-09-21 14:13 UTC was NOT sent, and will not be. lee asked for it' \
	sam@shop.example
it "with the reason, and what it was" sees returned '"> the price is wrong" in text("plain") and
	"it is gone." in held[0].get_content().get_content() and raw.count(b"\n") == raw.count(b"\r\n")'
large() { # a reply with an attachment beyond what other notices carry
	{ cat "$scratch/reply"; yes 'a line of what was attached' | head -n 60000 | sed 's/$/\r/'; } >"$scratch/large"
	"$write" "$top_srcdir/rules" "$1" <"$scratch/large" >"$scratch/large-$1"
}
it "a large one is given back whole, for it is nowhere else" eval 'large returned &&
	[ "$(wc -c <"$scratch/large-returned")" -gt "$(wc -c <"$scratch/large")" ]'
it "and else as its text alone" eval 'large held && [ "$(wc -c <"$scratch/large-held")" -lt 100000 ]'
it "tells that somebody withdrew it" says discarded '[Withdrawn, not sent] Re: Lost photos' \
	'Your held reply to Ann Lee of Monday 2026-09-21 14:13 UTC was NOT sent, and will not be. lee withdrew it.' \
	sam@shop.example
it "puts several into one mail" notice digest digest
it "and says which" sees digest '"- NOT sent, held: ann@home.example, reference em00001x00002" in
	text("plain") and "- sent, with a thought: bo@home.example" in text("plain") and
	[p.get_content_type() for p in mail.iter_attachments()] == ["message/rfc822"] * 3'
it "an answer in it by the reply that it was about, not by the mail to us" sees digest \
	'"- done as you asked, reference em00001x00002" in text("plain").splitlines() and "kind@" not in text("html")'
it "puts what the lead gets into one mail" notice digest-lead digest-lead
it "and says that it is about replies that were not sent, of whomever" sees digest-lead \
	'"replies that were NOT sent" in text("plain") and mail["Subject"] == "3 notices about replies"'
it "confirms" notice confirmed confirmed
it "under the customer's subject, in the thread of the answer" sees confirmed \
	'mail["Subject"] == "[Noted] Lost photos" and mail["In-Reply-To"] == "<answer@shop.example>" and
	"still held, until Monday 2026-09-21 18:13 UTC" in " ".join(text("plain").split())'
it "and leaves open who is right" sees confirmed '"it is noted that you call holding the reply" in
	" ".join(text("plain").split()) and "you call holding the reply" in text("html")'
it "refuses" notice refused refused
it "and says why" sees refused '"changed nothing. It needs a reason" in " ".join(text("plain").split())'

# ---- another language
speaks() { # KIND BEGINNING
	"$write" "$top_srcdir/rules" "$1" de <"$scratch/reply" >"$scratch/de-$1" &&
		sees "de-$1" "' '.join(text('plain').split()).startswith('$2')" &&
		sees "de-$1" '"<html lang=\"de\">" in text("html") and
			max(map(len, text("plain").splitlines())) <= 72'
}
it "speaks German of a held reply" speaks held 'Ihre Antwort an Ann <b>Lee</b> vom Montag 2026-09-21 14:13 UTC wurde NICHT gesendet.'
it "and of one that was sent" speaks note 'Ihre Antwort an'
it "reminds in German" speaks reminded 'Ihre Antwort an Ann Lee vom Montag'
it "tells the lead in German" speaks lead 'Eine Antwort an Ann Lee wird seit Montag'
it "tells of the end in German" speaks released 'Ihre angehaltene Antwort an Ann Lee'
it "gives back in German" speaks returned 'Ihre Antwort an Ann Lee'
it "withdraws in German" speaks discarded 'Ihre angehaltene Antwort an Ann Lee'
it "confirms in German" speaks confirmed 'Danke: es ist vermerkt'
it "and leaves open who is right in German" sees de-confirmed '"dass Sie es falsch nennen" in " ".join(text("plain").split())'
it "puts several into one mail in German" speaks digest 'Damit Ihr Postfach leer bleibt'
it "refuses in German" speaks refused 'Ihre Mail hat nichts geändert. Es braucht einen Grund'
done_testing

