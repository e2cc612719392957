#!/bin/sh
# The whole way, through a real Postfix: what is submitted, what becomes of it, what was written
# down, and what arrives.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/postfix-lib.sh"
at_end() {
	postfix_end
	end_daemon
}

filter="milter.sock"
settings "[milter] socket-group = postfix"
# The record is the daemon's, and no other account's.
start
it "a private Postfix starts" postfix_make "unix:$scratch/$filter"
etc=$scratch/pf/etc

# letter NAME GREETED: a mail with an id of its own
letter() {
	answer "$1" "$2" >"$scratch/$1.eml"
}
submits() { # NAME GREETED ANSWER: by SMTP
	letter "$1" "$2"
	post "$scratch/$1.eml" >"$scratch/said"
	cat "$scratch/said" "$scratch/log"
	grep -q "^$3" "$scratch/said"
}
arrives() { # NAME
	wait_for 30 delivered "answer-$1@shop.example"
}
row() { # NAME EXPECTED
	says "SELECT verdict, action, state FROM outcomes WHERE message_id = 'answer-$1@shop.example'" "$2"
}
queue_id() { # NAME
	ask "SELECT queue_id FROM outcomes WHERE message_id = 'answer-$1@shop.example' ORDER BY number DESC LIMIT 1"
}
is_held() { # NAME
	queue >"$scratch/queue"
	cat "$scratch/queue"
	grep '"queue_name": *"hold"' "$scratch/queue" | grep -q "\"queue_id\": *\"$(queue_id "$1")\""
}
stamped() { # NAME PATTERN
	file=$(delivered "answer-$1@shop.example") || return 1
	cat "$file"
	tr -d '\r' <"$file" | grep -q -e "^X-Empathy-Check: $2"
}

hole='{{first_name}}'
# ---- by SMTP
it "pass: accepted" submits p1 Ann 250
it "pass: delivered" arrives p1
it "pass: with the header" stamped p1 'mta.example; verdict=pass; action=pass; failed=; id='
it "pass: the row" row p1 'pass|pass|sent'
it "the header stands above all others" sh -c '
	head -n 20 "$1" | tr -d "\r" | grep -n "^X-Empathy-Check\|^Received: from" |
	grep -A1 X-Empathy | grep -q Received' - "$(delivered answer-p1@shop.example)"
it "hold: accepted, so that the agent's program is content" submits h1 "$hole" 250
it "hold: in Postfix's hold queue, under the id that the row tells" is_held h1
it "hold: not delivered" sh -c '! grep -lr answer-h1@ "$1/sink"' - "$scratch"
it "hold: the row" row h1 'hold|hold|held'
it "hold: one of held_now" says "SELECT count(*) FROM held_now" 1
release() {
	postsuper -c "$etc" -H "$(queue_id h1)" && postqueue -c "$etc" -i "$(queue_id h1)"
}
it "hold: released with postsuper -H" release
it "hold: delivered after that" arrives h1
it "hold: with its verdict in the header" stamped h1 'mta.example; verdict=hold; action=hold; failed=placeholder; '
it "hold: not judged a second time" says \
	"SELECT count(*) FROM outcomes WHERE message_id = 'answer-h1@shop.example'" 1
letter f1 Ann
sed -i '1i X-Empathy-Check: mta.example; verdict=pass; id=forged1\nx-empathy-check: forged2' "$scratch/f1.eml"
sed -i '/^Subject/i X-EMPATHY-CHECK: forged3' "$scratch/f1.eml"
post "$scratch/f1.eml" >/dev/null
it "forged headers: delivered" arrives f1
only_ours() {
	file=$(delivered "answer-f1@shop.example")
	cat "$file"
	! grep -q forged "$file" && [ "$(grep -ci '^x-empathy-check' "$file")" -eq 1 ]
}
it "forged headers: only ours arrives" only_ours
several() { # three mails over one SMTP connection
	python3 - "$port" "$scratch" <<'END'
import smtplib, sys
with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=60) as server:
    for name, hole in (("s1", "{{first_name}}"), ("s2", "Ann"), ("s3", "{{first_name}}")):
        text = open(sys.argv[2] + "/fine.eml").read().replace("answer-1@", "answer-%s@" % name)
        server.sendmail("agent@shop.example", ["ann@customer.example"], text.replace("Dear Ann", "Dear " + hole))
END
	row s1 'hold|hold|held' && row s2 'pass|pass|sent' && row s3 'hold|hold|held'
}
it "three mails over one connection are three judgements" several
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
	MAIL_CONFIG=$etc sendmail -C "$etc" -f agent@shop.example ann@customer.example <"$scratch/$1.eml"
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
settings "[milter] socket-group = postfix" '[policy] mode = reject' '[policy] placeholder = reject'
start
it "reject: refused, saying what is missing" submits r1 "$hole" \
	'550 5.7.1 Reply not sent: a placeholder was left unfilled'
it "reject: the row" row r1 'reject|reject|rejected'
it "reject by sendmail(1): taken" local_submit r2 "$hole"
it "reject by sendmail(1): held rather than bounced" wait_for 30 is_held r2
it "reject by sendmail(1): the row says both" row r2 'reject|hold|held'
stop
settings "[milter] socket-group = postfix" '[policy] mode = monitor'
start
it "monitor: accepted" submits m1 "$hole" 250
it "monitor: delivered" arrives m1
it "monitor: without a header" sh -c '! grep -i x-empathy "$1"' - "$(delivered answer-m1@shop.example)"
it "monitor: the row says what would have been" row m1 'hold|pass|sent'
stop
settings "[milter] socket-group = postfix" '[policy] mode = annotate'
start
it "annotate: accepted" submits a1 "$hole" 250
it "annotate: delivered" arrives a1
it "annotate: with the header" stamped a1 'mta.example; verdict=hold; action=annotate; failed=placeholder; '
stop
it "the daemon is down: put off, as milter_default_action says" submits d1 Ann 451

# ---- long queue ids
settings "[milter] socket-group = postfix"
start
postconf -c "$etc" -e enable_long_queue_ids=yes
postfix -c "$etc" reload >/dev/null 2>&1
long_held() {
	submits "$1" "$hole" 250 && is_held "$1" && [ "$(queue_id "$1" | wc -c)" -gt 12 ]
}
it "long queue ids: held under such" wait_for 30 long_held q1

# ---- the daemon is killed while mail flows: nothing accepted is without its row
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
stop
done_testing
