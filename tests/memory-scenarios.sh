# shellcheck shell=sh
# memory-scenarios.sh - what customers write, remembered by a real mail server's filter, and judged
# by when a helpdesk's answer quotes nothing. Run by tests/memory-postfix.sh and -sendmail.sh.
# SPDX-License-Identifier: MIT
: "${server:?postfix-lib.sh or sendmail-lib.sh comes first}" "${socket_group?}" "${scratch:?}" \
	"${top_srcdir:?}" "${top_builddir:?}" \
	"${pid=}" "${port=}"
at_end() {
	server_end
	end_daemon
}
mkdir "$scratch/desk"
python3 "$top_srcdir/tests/helpdesk-mails.py" "$scratch/desk" || skip_all "python3 is missing"

settings "[milter] socket-group = $socket_group" \
	'[support] inboxes = help@shop.example, *@mail.shop.example' \
	"[rules] path = $top_srcdir/rules" '[policy] feelings = hold' '[policy] placeholder = off'
# Notices wait in the record: nobody listens there.
printf '[notice]\nsmtp = 127.0.0.1:1\nfrom = filter@shop.example\n' >>"$scratch/conf"
start
it "a private $server starts" server_make "unix:$scratch/milter.sock"

# FILE FROM TO: by SMTP; the server's answer
hands_in() {
	python3 - "$port" "$@" <<'END'
import smtplib, sys
port, file, sender, recipient = int(sys.argv[1]), *sys.argv[2:]
text = open(file, "rb").read().replace(b"\n", b"\r\n")
with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
    server.ehlo()
    assert server.docmd("MAIL FROM:<%s>" % sender)[0] == 250
    assert server.docmd("RCPT TO:<%s>" % recipient)[0] == 250
    code, words = server.data(text)
    print(code, words.decode())
    sys.exit(code != 250)
END
}

# ---- in
all_in() {
	while read -r name customer inbox _; do
		hands_in "$scratch/desk/$name.in.eml" "$customer" "$inbox" || return 1
	done <"$scratch/desk/list"
}
it "customers' mail is accepted, all of it" all_in
n=$(wc -l <"$scratch/desk/list")
it "and remembered" wait_for 30 says "SELECT count(*) FROM memory WHERE half IS NOT NULL" "$n"
it "without a row in the log" says "SELECT count(*) FROM outcomes" 0
untouched() {
	wait_for 30 delivered 'in-freshdesk-cold-bare@home.example' || return 1
	file=$(delivered 'in-freshdesk-cold-bare@home.example')
	cat "$file"
	! grep -qi 'x-empathy' "$file" && grep -q 'the kettle leaks' "$file"
}
it "it arrives as it was" untouched

# ---- out: a machine's receipt, at once
receipt() {
	cat >"$scratch/receipt.eml" <<-END
		From: Larkfield <agent@shop.example>
		To: ann.lee.11@home.example
		Subject: [Request received]
		Message-ID: <receipt@shop.example>
		In-Reply-To: <in-zendesk-cold-quoted@home.example>
		Auto-Submitted: auto-generated

		Your request has been received and is being reviewed by our support staff.
	END
	hands_in "$scratch/receipt.eml" agent@shop.example ann.lee.11@home.example
	says "SELECT verdict, reason FROM outcomes WHERE message_id = 'receipt@shop.example'" \
		'skip|auto-reply'
}
it "a helpdesk's receipt is nobody's answer" receipt

# ---- out: people's answers, an hour later
ask 'UPDATE memory SET at = at - 3600'
while read -r letter whom _ way; do
	case $letter in
	*-cold-*) expected='hold|hold|held' ;;
	*) expected='pass|pass|sent' ;;
	esac
	case $letter in
	*-quoted) source=quoted ;;
	*) source=remembered ;;
	esac
	goes_out() {
		hands_in "$scratch/desk/$letter.out.eml" agent@shop.example "$whom"
		says "SELECT verdict, action, state, source FROM outcomes
			WHERE customer = '$whom' AND verdict <> 'skip'" "$expected|$source"
	}
	it "$letter: $expected, as $source" goes_out
	[ $source = quoted ] || it "$letter: found by $way" says \
		"SELECT found FROM outcomes WHERE customer = '$whom' AND verdict <> 'skip'" "$way"
done <"$scratch/desk/list"
shows_source() {
	"$top_builddir/empathyctl" show -c "$scratch/conf" "$(ask "SELECT id FROM outcomes
		WHERE source = 'remembered' AND found = 'in-reply-to' LIMIT 1")" | tr '\n' ' ' | tr -s ' ' |
		grep -q 'answers their mail, which the reply does not quote (found by: in-reply-to)'
}
it "who looks at one of them is told so" shows_source
it "each quotation agrees with the mail it is from" says \
	"SELECT count(*) FROM outcomes WHERE source = 'quoted' AND agrees = 'yes'" 14
it "a cold answer without a quotation is in the hold queue" in_hold "$(ask "SELECT queue_id
	FROM outcomes WHERE customer = (SELECT customer FROM outcomes WHERE source = 'remembered'
	AND state = 'held' ORDER BY number LIMIT 1) AND verdict <> 'skip'")"
header_says() {
	wait_for 30 delivered 'X-Case: freshdesk-kind-bare' || return 1
	file=$(delivered 'X-Case: freshdesk-kind-bare')
	cat "$file"
	tr -d '\r' <"$file" | sed -n '/^X-Empathy-Check/,/^[^ X\t]/p' | grep -q 'source=remembered'
}
it "the header says whose words it was judged by" header_says
it "what was taken up is closed" says "SELECT count(*) FROM memory WHERE closed <> 0" 14

# ---- the dry run, and what the agent is told
dry() { # LETTER: its verdict by --memory
	"$top_builddir/empathyctl" check -c "$scratch/conf" --json "--memory=$scratch/record.db" \
		"$scratch/desk/$1.out.eml" >"$scratch/json"
	cat "$scratch/json"
	grep -q '"verdict":"hold"' "$scratch/json" && grep -q '"source":"remembered"' "$scratch/json"
}
it "the dry run finds it in the record as well" dry zammad-cold-bare
told() {
	ask "SELECT CAST(mail AS TEXT) FROM outbox JOIN outcome ON outcome.number = outbox.outcome
		WHERE source = '$1' AND kind = 'held' LIMIT 1" | tr -d '\r' |
		python3 -c 'import email.policy, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(" ".join(mail.get_body(("plain",)).get_content().replace(">", " ").split()))' >"$scratch/told"
	cat "$scratch/told"
	grep -q 'angry' "$scratch/told"
}
told_which() {
	told remembered && grep -q 'The customer wrote in the mail of .*, which your reply does not quote' \
		"$scratch/told"
}
it "the notice says which mail it is about, and their words" told_which
told_quoted() {
	told quoted && ! grep -q 'does not quote' "$scratch/told"
}
it "the notice of a reply that quotes does not" told_quoted
shares() {
	"$top_builddir/empathyctl" doctor -c "$scratch/conf" >"$scratch/found" 2>&1
	cat "$scratch/found"
	tr '\n' ' ' <"$scratch/found" | tr -s ' ' | grep -q '14 were judged by a quotation, 14 by the mail that came in'
}
it "the doctor says how many could be judged" shares

# ---- somebody else
stranger() {
	sed 's/^To: .*/To: eve@else.example/' "$scratch/desk/freshdesk-cold-bare.out.eml" >"$scratch/eve.eml"
	hands_in "$scratch/eve.eml" agent@shop.example eve@else.example
	says "SELECT verdict, reason FROM outcomes WHERE customer = 'eve@else.example'" \
		'skip|no-customer-text'
}
it "the same answer to somebody else knows nothing of it" stranger

# ---- the record is out of reach
locked() {
	sqlite3 "$scratch/record.db" >"$scratch/locker" <<-END &
		.timeout 9000
		BEGIN IMMEDIATE;
		.shell touch "$scratch/is-locked"; while [ ! -e "$scratch/unlock" ]; do sleep 0.1; done
		ROLLBACK;
	END
	locker=$!
	wait_for 10 test -e "$scratch/is-locked"
	sed 's/in-freshdesk-cold-bare/in-locked/' "$scratch/desk/freshdesk-cold-bare.in.eml" >"$scratch/locked.eml"
	begun=$(date +%s)
	hands_in "$scratch/locked.eml" ann.lee.11@home.example help@shop.example
	taken=$(($(date +%s) - begun))
	touch "$scratch/unlock"
	wait $locker
	echo "it took $taken s"
	[ $taken -le 3 ]
}
it "mail comes in within its time though the record is locked" locked
it "and is delivered" wait_for 30 delivered in-locked@home.example
