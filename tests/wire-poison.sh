#!/bin/sh
# A mail that ends the daemon whenever it is judged: the third time it passes unjudged, and other
# mail is judged as ever. The daemon is really killed, while the record keeps it from finishing.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"

sends() { # MAIL QUEUE-ID
	{ opening; mail_of "$1" "$2"; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found" 2>&1
}
holds() { # MAIL QUEUE-ID
	sends "$@" && grep -q '^quarantine' "$scratch/found" && [ "$(tail -n 1 "$scratch/found")" = continue ]
}
passes() { # MAIL QUEUE-ID
	sends "$@" && ! grep -q '^quarantine' "$scratch/found" && [ "$(tail -n 1 "$scratch/found")" = continue ]
}
# The queue id of a mail is in the file while it is being judged.
is_being_judged() {
	grep -aq -F "$1" "$scratch/being-judged"
}

mkfifo "$scratch/hand"
lock_record() {
	sqlite3 "$scratch/record.db" <"$scratch/hand" >"$scratch/locked" &
	holder=$!
	exec 7>"$scratch/hand"
	printf '.timeout 10000\nBEGIN IMMEDIATE;\nSELECT 1;\n' >&7
	wait_for 30 grep -q 1 "$scratch/locked"
}
unlock_record() {
	echo 'COMMIT;' >&7
	exec 7>&-
	wait "$holder"
}
# dies_judging MAIL QUEUE-ID SIGNAL
dies_judging() {
	lock_record || return 1
	sends "$1" "$2" &
	sender=$!
	wait_for 30 is_being_judged "$2"
	found=$?
	kill "-$3" "$pid"
	wait "$pid"
	echo "the daemon ended with $?"
	wait "$sender"
	unlock_record
	pid=
	return $found
}

settings
start
it "a mail is held" holds "$scratch/hole.eml" P1
it "what was judged is forgotten" sh -c '! grep -aq P1 "$1/being-judged"' - "$scratch"
it "the daemon ends while it judges one" dies_judging "$scratch/hole.eml" P2 SEGV
start
it "it says so when it starts again" logged 'ended while it judged mail (1)'
it "when the mail comes again it ends again" dies_judging "$scratch/hole.eml" P3 ABRT
start
it "the third time the mail passes" passes "$scratch/hole.eml" P4
it "the log names it and says what to do" logged '^P4: .*ended the daemon 2 times.*report it'
it "its row says why" says "SELECT verdict, action, reason, agent FROM outcomes WHERE queue_id = 'P4'" \
	'skip|skip|poison|agent@shop.example'
sed 's/on Friday/on Monday/' "$scratch/hole.eml" >"$scratch/other.eml"
it "another mail is judged" holds "$scratch/other.eml" P5
it "the same mail passes again" passes "$scratch/hole.eml" P6
doctor() {
	"$top_builddir/empathyctl" doctor -c "$scratch/conf" --json >"$scratch/remarks" 2>&1
	grep '"poison"' "$scratch/remarks" | grep fault | grep -q P3
}
it "the doctor says so" doctor
metrics() {
	"$top_builddir/empathyctl" metrics -c "$scratch/conf" >"$scratch/metrics"
	cat "$scratch/metrics"
	grep -q '^empathy_messages_total{verdict="skip",action="skip",reason="poison"} 2' "$scratch/metrics"
}
it "it is counted" metrics
stop
start
it "it is still known after a restart" passes "$scratch/hole.eml" P7

# ---- the file is of no use
stop
rm "$scratch/being-judged"
mkdir "$scratch/being-judged"
start
it "without the file the log says so once" logged 'being-judged.*again and again'
it "and mail is judged" holds "$scratch/hole.eml" P8
stop
rmdir "$scratch/being-judged"
head -c 1000 /dev/urandom >"$scratch/being-judged"
start
it "whatever stands in it, mail is judged" holds "$scratch/hole.eml" P9
stop
done_testing
