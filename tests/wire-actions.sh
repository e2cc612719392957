#!/bin/sh
# What the daemon does to a mail: header, hold, reject, nothing, as mode and mail server allow.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"

# judged MAIL: the answers to one mail of a connection of its own
judged() {
	{ opening; mail_of "$1" Q1; } >"$scratch/script"
	talk "$scratch/script" | sed 's/id=[^;]*;/id=ID;/; s/rules=.*/rules=R/; s/em[0-9a-fx]*/ID/'
}

# answers MAIL LINE...: after the agreement, just these
answers() {
	mail=$1
	shift
	judged "$mail" | sed 1d >"$scratch/found"
	printf '%s\n' "$@" >"$scratch/expected"
	same "$scratch/expected" "$scratch/found"
}

header='insert 0 X-Empathy-Check: mta.example; verdict'
settings
it "the daemon starts" start
it "a fine answer passes, and says so" answers "$scratch/fine.eml" \
	"$header=pass; action=pass; failed=; id=ID; rules=R" continue
it "a hole left open is held" answers "$scratch/hole.eml" "quarantine ID placeholder" \
	"$header=hold; action=hold; failed=placeholder; id=ID; rules=R" continue
it "the row tells what was wanted and done" says \
	"SELECT verdict, action, state, queue_id, message_id FROM outcomes WHERE verdict = 'hold'" \
	'hold|hold|held|Q1|answer-2@shop.example'
it "of checks that are off there is no row, and none that they were passed" says \
	"SELECT group_concat(DISTINCT \"check\"), (SELECT group_concat(DISTINCT passed)
	FROM outcomes WHERE passed <> '') FROM findings" \
	'placeholder|placeholder'
it "the hold's reason begins with the id of the row" sh -c '
	id=$(sqlite3 "$1/record.db" "SELECT id FROM outcomes WHERE state = '"'held'"'")
	"$2" "unix:$1/milter.sock" "$1/script" >"$1/found"
	grep -q "^quarantine $(echo "$id" | cut -c1-6)" "$1/found"' - "$scratch" "$client"

{
	opening
	echo "mail <agent@shop.example>"
	echo "rcpt <ann@customer.example>"
	echo "header X-Empathy-Check forged; verdict=pass"
	echo "header From Agent <agent@shop.example>"
	echo "header x-empathy-check again"
	echo "header X-EMPATHY-CHECK and again"
	echo "body hello"
	echo "end"
} >"$scratch/forged"
forged_go() {
	talk "$scratch/forged" | grep '^change' >"$scratch/found"
	printf 'change %s X-Empathy-Check: \n' 3 2 1 >"$scratch/expected"
	same "$scratch/expected" "$scratch/found"
}
it "forged headers go, the last one first" forged_go

incapable() { # ACTIONS PATTERN: what a server that offers less is asked for
	{ opening | sed "s/^offer/offer $1/"; mail_of "$scratch/hole.eml" Q2; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	[ "$(grep -c "$2" "$scratch/found")" -eq "$3" ]
}
it "a server that cannot hold is asked to annotate" incapable 11 'insert .*verdict=hold; action=annotate' 1
it "and the row says so" says \
	"SELECT action, state FROM outcomes WHERE queue_id = 'Q2'; SELECT reason FROM events WHERE event = 'judged' ORDER BY number DESC LIMIT 1" \
	'annotate|sent
hold (the mail server cannot hold)'
it "a server that takes no header is given none" incapable 10 'insert\|quarantine' 0
it "and the row says that too" says \
	"SELECT action FROM outcomes ORDER BY number DESC LIMIT 1" pass
it "not to be sent what is not needed: hello, data, end of header" sh -c '
	"$2" "unix:$1/milter.sock" "$1/script" | head -n 1 | grep -q "^agreed 6 [0-9a-f]* 8d[0-9a-f]*$"' \
	- "$scratch" "$client"

old_server() { # offers version 2, no silence, no skipping
	{ opening | sed 's/^offer/offer 3f 7f 2/'; mail_of "$scratch/hole.eml" Q3; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	grep -q '^quarantine' "$scratch/found" && [ "$(tail -n 1 "$scratch/found")" = continue ]
}
it "a mail server of the old protocol is served" old_server

too_big() { # STEPS
	{
		opening | sed "s/^offer/offer 1ff $1/"
		echo "macro M {auth_authen} agent"
		echo "mail <agent@shop.example>"
		echo "rcpt <ann@customer.example>"
		echo "header Subject big"
		echo "fill 300000"
		echo "macro E i BIG$1"
		echo "end"
	} >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	[ "$(tail -n 1 "$scratch/found")" = continue ] &&
		says "SELECT verdict, reason, agent FROM outcomes WHERE queue_id = 'BIG$1'" \
			'skip|too-big|agent@shop.example'
}
it "a mail that is too big passes unread, and has its row" too_big 1fffff
it "so it does where skipping is all the server can" too_big 77f
it "the daemon stops" stop

settings '[policy] mode = monitor'
start
it "monitor does nothing" answers "$scratch/hole.eml" continue
it "and records what would have been" says \
	"SELECT verdict, action, state FROM outcomes ORDER BY number DESC LIMIT 1" 'hold|pass|sent'
stop

settings '[policy] mode = reject' '[policy] placeholder = reject'
start
it "reject refuses, and names what is missing" answers "$scratch/hole.eml" \
	"reply 550 5.7.1 Reply not sent: a placeholder was left unfilled (ID). To send it as it is, end the subject with [as is: your reason]"
it "the row says rejected" says \
	"SELECT verdict, action, state FROM outcomes ORDER BY number DESC LIMIT 1" \
	'reject|reject|rejected'
not_by_smtp() {
	{ opening; mail_of "$scratch/hole.eml" Q9; } |
		sed 's/^macro M .*/macro M i Q9 {auth_authen} agent/' >"$scratch/script"
	talk "$scratch/script" | grep -q '^quarantine'
}
it "mail given to sendmail(1) is held rather than bounced" not_by_smtp
stop

settings '[policy] mode = annotate'
start
it "annotate adds a header at most" answers "$scratch/hole.eml" \
	"$header=hold; action=annotate; failed=placeholder; id=ID; rules=R" continue
stop
done_testing
