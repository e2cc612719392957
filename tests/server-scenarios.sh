# shellcheck shell=sh
# server-scenarios.sh - the whole way through a real mail server: what is submitted, what becomes of
# it, what was written down, and what arrives. Run by tests/postfix.sh and tests/sendmail.sh.
# SPDX-License-Identifier: MIT
: "${server:?postfix-lib.sh or sendmail-lib.sh comes first}" "${socket_group?}" "${mta:?}" \
	"${etc:?}" "${spool:?}" "${scratch:?}" "${pid=}" "${port=}"
signer=
at_end() {
	server_end
	end_daemon
	[ -z "$signer" ] || kill "$signer" 2>/dev/null
}
hole='{{first_name}}'
group="[milter] socket-group = $socket_group"

settings "$group"
# The record is the daemon's, and no other account's.
start
it "a private $server starts" server_make "unix:$scratch/milter.sock"

# ---- by SMTP
it "pass: accepted" submits p1 Ann 250
it "pass: delivered" arrives p1
it "pass: with the header" stamped p1 'mta.example; verdict=pass; action=pass; failed=; id='
it "pass: the row" row p1 'pass|pass|sent'
it "the header stands above all others, as a header should" sh -c '
	head -n 20 "$1" | tr -d "\r" | grep -n "^X-Empathy-Check: mta\|^Received: from" |
	grep -A1 X-Empathy | grep -q Received' - "$(delivered answer-p1@shop.example)"
it "hold: accepted, so that the agent's program is content" submits h1 "$hole" 250
it "hold: in the server's own queue, under the id that the row tells" is_held h1
it "hold: not delivered" sh -c '! grep -lr answer-h1@ "$1/sink"' - "$scratch"
it "hold: the row" row h1 'hold|hold|held'
it "hold: one of held_now" says "SELECT count(*) FROM held_now" 1
let_go() {
	release "$(queue_id "$1")"
}
it "hold: released by the server's own means" let_go h1
it "hold: delivered after that" arrives h1
it "hold: with its verdict in the header" stamped h1 'mta.example; verdict=hold; action=hold; failed=placeholder; '
it "hold: not judged a second time" says \
	"SELECT count(*) FROM outcomes WHERE message_id = 'answer-h1@shop.example'" 1

# ---- the queue, as our own worker sees it
tool() {
	inside queue-tool "$mta" "$etc" "$@"
}
lists() { # ID STATE: with the time of its arrival, give or take a minute
	tool list >"$scratch/listed" && cat "$scratch/listed" &&
		awk -v id="$1" -v state="$2" -v now="$(date +%s)" \
			'$1 == id && $2 == state && $3 > now - 60 && $3 <= now + 1 { n++ } END { exit n != 1 }' "$scratch/listed"
}
for name in w1 w2 w3; do submits $name "$hole" 250 >/dev/null; done
it "queue: a held mail is listed as held, with its time" lists "$(queue_id w1)" held
reads() {
	tool header "$(queue_id w1)" >"$scratch/header" && tool mail "$(queue_id w1)" >"$scratch/mail" || return 1
	cat "$scratch/mail"
	! grep -q '^Dear' "$scratch/header" && grep -q '^Message-ID: <answer-w1@shop.example>' "$scratch/header" &&
		grep -q '^X-Empathy-Check: mta.example; ' "$scratch/header" || return 1
	# From the first blank line on it is the letter's body.
	sed '1,/^$/d' "$scratch/mail" >"$scratch/body.read"
	sed '1,/^$/d' "$scratch/w1.eml" >"$scratch/body.sent"
	same "$scratch/body.sent" "$scratch/body.read"
}
it "queue: a held mail can be read" reads
delivers() {
	tool release "$(queue_id w1)" && tool list >"$scratch/listed" || return 1
	! grep -q "^$(queue_id w1) held" "$scratch/listed" || return 1
	tool deliver "$(queue_id w1)" && arrives w1
}
it "queue: it is let go and delivered" delivers
deletes() {
	tool discard "$(queue_id w2)" && tool list >"$scratch/listed" && queue &&
		! grep -q "^$(queue_id w2)" "$scratch/listed" && ! in_hold "$(queue_id w2)" &&
		in_hold "$(queue_id w3)"
}
it "queue: one is deleted, and no other" deletes
it "queue: nothing of it is left on the disk" sh -c '! grep -rl answer-w2@ "$1" && grep -rlq answer-w3@ "$1"' - \
	"$spool"

# Eight forged headers, in all cases and places: ours alone arrives.
letter f1 Ann
for n in 1 2 3 4; do
	sed -i "1i X-Empathy-Check: mta.example; verdict=pass; id=forged$n" "$scratch/f1.eml"
done
sed -i '/^Subject/i X-EMPATHY-CHECK: forged5\nx-empathy-check:forged6' "$scratch/f1.eml"
sed -i '/^In-Reply-To/a X-Empathy-Check: forged7,\n  folded\nx-Empathy-check: forged8' "$scratch/f1.eml"
post "$scratch/f1.eml" >/dev/null
it "forged headers: delivered" arrives f1
only_ours() {
	file=$(delivered "answer-f1@shop.example")
	cat "$file"
	! grep -q 'forged\|folded' "$file" && [ "$(grep -ci '^x-empathy-check' "$file")" -eq 1 ]
}
it "forged headers: only ours arrives" only_ours
others_stay() {
	[ "$(tr -d '\r' <"$file" | grep -cE '^(From|To|Subject|Message-ID|In-Reply-To): ')" -eq 5 ]
}
it "forged headers: all others stay" others_stay
sed 's/answer-f1@/answer-f2@/' "$scratch/f1.eml" >"$scratch/f2.eml"
post "$scratch/f2.eml" stranger@elsewhere.example >/dev/null
it "forged headers of a stranger's: delivered" arrives f2
it "forged headers of a stranger's: none arrives" sh -c 'cat "$1"; ! grep -i "x-empathy\|forged" "$1"' - \
	"$(delivered answer-f2@shop.example)"

# Conversations: each line SMTP, each mail a judgement.
talks() { # LINE...: MAIL, RCPT, DATA file, RSET
	python3 - "$port" "$@" <<'END'
import smtplib, sys
with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=60) as server:
    server.ehlo()
    for line in sys.argv[2:]:
        if line.startswith("DATA "):
            text = open(line[5:], "rb").read().replace(b"\n", b"\r\n")
            answer = server.data(text)
        else:
            answer = server.docmd(line)
        print(line, answer)
        if answer[0] >= 400:
            sys.exit(1)
END
}
mail='MAIL FROM:<agent@shop.example>'
rcpt='RCPT TO:<ann@customer.example>'
for name in s1 s3; do letter $name "$hole"; done
for name in s2 t1 t2 n1 u1; do letter $name Ann; done
several() {
	talks "$mail" "$rcpt" "DATA $scratch/s1.eml" "$mail" "$rcpt" "DATA $scratch/s2.eml" \
		"$mail" "$rcpt" "DATA $scratch/s3.eml" &&
		row s1 'hold|hold|held' && row s2 'pass|pass|sent' && row s3 'hold|hold|held'
}
it "three mails over one connection are three judgements" several
resets() {
	talks RSET "$mail" RSET "$mail" "$rcpt" RSET "MAIL FROM:<other@shop.example>" "$rcpt" \
		"DATA $scratch/t1.eml" RSET "$mail" "$rcpt" "DATA $scratch/t2.eml" &&
		row t1 'pass|pass|sent' && row t2 'pass|pass|sent'
}
it "RSET at each stage leaves nothing for the next mail" resets
it "RSET: one row for each mail that came to its end" says \
	"SELECT count(*) FROM outcomes WHERE message_id LIKE 'answer-t%'" 2
breaks_off() { # the client goes away in the middle of a mail
	python3 - "$port" <<'END'
import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30) as s:
    f = s.makefile("rwb")
    f.readline()
    for line in (b"HELO x", b"MAIL FROM:<agent@shop.example>", b"RCPT TO:<ann@customer.example>", b"DATA"):
        f.write(line + b"\r\n")
        f.flush()
        f.readline()
    f.write(b"Message-ID: <answer-b1@shop.example>\r\n\r\nDear")
    f.flush()
END
	submits b2 Ann 250 && row b1 '' && row b2 'pass|pass|sent'
}
it "a client that goes away in mid-mail leaves no row" breaks_off
null_sender() {
	talks 'MAIL FROM:<>' "$rcpt" "DATA $scratch/n1.eml" && arrives n1 &&
		says "SELECT verdict, reason FROM outcomes WHERE message_id = 'answer-n1@shop.example'" 'skip|null-sender'
}
it "the null sender: passed on, and the row says why" null_sender
letter x1 "$hole"
post "$scratch/x1.eml" stranger@elsewhere.example >/dev/null
it "a stranger's mail: the row says why it was not judged" says \
	"SELECT verdict, reason FROM outcomes WHERE message_id = 'answer-x1@shop.example'" 'skip|sender'
it "a stranger's mail: delivered" arrives x1
it "a stranger's mail: without our header" sh -c '! grep -i x-empathy "$1"' - \
	"$(delivered answer-x1@shop.example)"

# ---- by sendmail(1)
local_submit() { # NAME GREETED
	letter "$1" "$2"
	submit "$scratch/$1.eml"
}
has_row() {
	[ -n "$(queue_id "$1")" ]
}
it "sendmail(1): a fine answer" local_submit l1 Ann
it "sendmail(1): delivered" arrives l1
it "sendmail(1): the row" row l1 'pass|pass|sent'
it "sendmail(1): a hole" local_submit l2 "$hole"
it "sendmail(1): has its row" wait_for 30 has_row l2
it "sendmail(1): held" wait_for 30 is_held l2

# ---- other modes
stop
settings "$group" '[policy] mode = reject' '[policy] placeholder = reject'
start
it "reject: refused, saying what is missing" submits r1 "$hole" \
	'550 5.7.1 Reply not sent: a placeholder was left unfilled'
it "reject: the row" row r1 'reject|reject|rejected'
it "reject by sendmail(1): taken" local_submit r2 "$hole"
it "reject by sendmail(1): held rather than bounced" wait_for 30 is_held r2
it "reject by sendmail(1): the row says both" row r2 'reject|hold|held'
stop
settings "$group" '[policy] mode = monitor'
start
it "monitor: accepted" submits m1 "$hole" 250
it "monitor: delivered" arrives m1
it "monitor: without a header" sh -c '! grep -i x-empathy "$1"' - "$(delivered answer-m1@shop.example)"
it "monitor: the row says what would have been" row m1 'hold|pass|sent'
stop
settings "$group" '[policy] mode = annotate'
start
it "annotate: accepted" submits a1 "$hole" 250
it "annotate: delivered" arrives a1
it "annotate: with the header" stamped a1 'mta.example; verdict=hold; action=annotate; failed=placeholder; '
stop
it "the daemon is down: put off, as the server's configuration says" submits d1 Ann 451

# ---- the daemon is killed while mail flows: nothing accepted is without its row
settings "$group"
start
flow() {
	python3 - "$port" "$scratch/fine.eml" "$1" >"$scratch/accepted.$1" 2>/dev/null <<'END'
import smtplib, sys
text = open(sys.argv[2]).read()
for n in range(4000):
    name = "k%sx%d" % (sys.argv[3], n)
    try:
        with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=60) as server:
            server.sendmail("agent@shop.example", ["ann@customer.example"], text.replace("answer-1@", "answer-%s@" % name))
        print("answer-%s@shop.example" % name, flush=True)
    except (smtplib.SMTPException, OSError):
        break
END
}
flow 1 &
one=$!
flow 2 &
two=$!
it "mail flows" wait_for 30 sh -c '[ "$(cat "$1"/accepted.? | wc -l)" -gt 60 ]' - "$scratch"
kill -KILL "$pid"
wait $one $two
all_have_rows() {
	cat "$scratch"/accepted.? | sort >"$scratch/accepted"
	ask "SELECT message_id FROM outcomes" | sort >"$scratch/rows"
	comm -23 "$scratch/accepted" "$scratch/rows" >"$scratch/lost"
	cat "$scratch/lost"
	[ -s "$scratch/accepted" ] && [ ! -s "$scratch/lost" ]
}
it "killed while mail flows: no mail accepted without its row" all_have_rows
it "killed while mail flows: the record is whole" says 'PRAGMA integrity_check' ok
it "it starts again over what it left" start
it "and goes on" submits z1 Ann 250

# ---- whoever logs in is known by that
logged_in() { # USER NAME GREETED [SUBJECT]
	answer "$2" "$3" | sed "s/^Subject: .*/&${4:-}/" >"$scratch/$2.eml"
	python3 - "$port" "$scratch/$2.eml" "$1" <<'END'
import smtplib, sys
port, file, user = int(sys.argv[1]), sys.argv[2], sys.argv[3]
with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
    smtp.ehlo()
    smtp.esmtp_features["auth"] = "PLAIN"
    smtp.login(user, user)
    smtp.sendmail("agent@shop.example", ["ann@customer.example"], open(file, "rb").read().replace(b"\n", b"\r\n"))
END
}
if ls /usr/lib/*/sasl2/libplain.so >/dev/null 2>&1; then
	stop
	settings "$group" '[support] trust = 192.0.2.1'
	start
	it "people who may log in" logins_start
	it "a server that lets them" server_logins
	post_untrusted() {
		letter i1 "$hole"
		post "$scratch/i1.eml" && arrives i1
	}
	it "not logged in, from where nobody is trusted: passed on" post_untrusted
	it "not logged in: the row says why" says \
		"SELECT verdict, reason FROM outcomes WHERE message_id = 'answer-i1@shop.example'" 'skip|client'
	it "logged in: a hole" logged_in tom i2 "$hole"
	it "logged in: held" is_held i2
	it "logged in: with a word of theirs" logged_in tom i3 "$hole" ' [as is: she knows]'
	it "logged in: delivered" arrives i3
	it "logged in: whose word it was" says "SELECT actor, reason FROM events WHERE event = 'overridden' AND
		id = (SELECT id FROM outcomes WHERE message_id = 'answer-i3@shop.example')" 'tom|she knows'
	stop
	settings "$group"
	start
fi

# ---- with a signer behind us: what we wrote is signed, and what it signed stays as it is
signer_start() {
	openssl genrsa -out "$scratch/key.pem" 2048 2>/dev/null
	chmod 600 "$scratch/key.pem"
	public=$(openssl rsa -in "$scratch/key.pem" -pubout 2>/dev/null | grep -v -- ---- | tr -d '\n')
	echo "s1._domainkey.shop.example v=DKIM1; k=rsa; p=$public" >"$scratch/keys"
	cat >"$scratch/opendkim.conf" <<-END
		Mode s
		Domain shop.example
		Selector s1
		KeyFile $scratch/key.pem
		Socket local:$scratch/dkim.sock
		Canonicalization simple/simple
		SignHeaders *,+X-Empathy-Check
		TestPublicKeys $scratch/keys
		Background no
		Syslog no
		UMask 000
		RequireSafeKeys no
	END
	opendkim -x "$scratch/opendkim.conf" >"$scratch/dkim.log" 2>&1 &
	signer=$!
	wait_for 20 test -S "$scratch/dkim.sock"
}
verifies() { # NAME: to somebody who gets it from afar
	cp "$(delivered "answer-$1@shop.example")" "$scratch/signed" || return 1
	sed 's/^Mode .*/Mode v/; /^KeyFile/d; /^Selector/d; /^Domain/d' "$scratch/opendkim.conf" >"$scratch/verify.conf"
	echo "InternalHosts $scratch/far" >>"$scratch/verify.conf"
	echo 192.0.2.1 >"$scratch/far"
	opendkim -x "$scratch/verify.conf" -vv -t "$scratch/signed" >"$scratch/verified" 2>&1
	tail -n 5 "$scratch/verified"
	cat "$scratch/signed"
	grep -q 'verification (.*) succeeded' "$scratch/verified"
}
tagged() { # NAME
	answer "$1" "$hole" | sed 's/^Subject: .*/Subject: Re:  my order,   where is it [as is: she knows]/' >"$scratch/$1.eml"
	post "$scratch/$1.eml" && arrives "$1"
}
has_clean_subject() {
	grep -q '^Subject: Re:  my order,   where is it.\{0,1\}$' "$(delivered "answer-$1@shop.example")"
}
if command -v opendkim >/dev/null && command -v openssl >/dev/null; then
	it "a signer starts" signer_start
	it "and stands behind us" server_filters "unix:$scratch/milter.sock" "unix:$scratch/dkim.sock"
	it "signed: a fine answer" submits g1 Ann 250
	it "signed: arrives" arrives g1
	it "signed: the signature is good" verifies g1
	it "signed: our header is signed too" grep -qi '^[[:space:]]*.*h=.*X-Empathy-Check' "$scratch/signed"
	it "signed: an answer with an agent's word in its subject" tagged g2
	it "signed: the word is taken out, the rest is as it was" has_clean_subject g2
	it "signed: the signature is of the new subject" verifies g2
	it "the signer before us" server_filters "unix:$scratch/dkim.sock" "unix:$scratch/milter.sock"
	it "signed too early: arrives" tagged g3
	it_fails 1 "signed too early: the signature is broken, as the doctor says" verifies g3
	kill "$signer"
	it "the signer goes" server_filters "unix:$scratch/milter.sock"
fi
