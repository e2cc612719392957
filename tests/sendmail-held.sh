#!/bin/sh
# The life of held replies in a real Sendmail's queue.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/sendmail-lib.sh"
. "$top_srcdir/tests/held-scenarios.sh"

# ---- a queue group that takes but one recipient: Sendmail makes several of one mail
grouped() {
	sed -i "/^MAILER(/i QUEUE_GROUP(\\\`mqueue', \\\`P=$scratch/sm/mqueue, r=1')dnl" "$etc/sendmail.mc"
	sendmail_configure && server_stop && server_start
}
splits() { # NAME
	answer "$1" "$hole" >"$scratch/$1.eml"
	python3 - "$port" "$scratch/$1.eml" <<'END'
import smtplib, sys
with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=60) as smtp:
    smtp.sendmail("agent@shop.example", ["ann@customer.example", "bob@customer.example", "cid@customer.example"],
                  open(sys.argv[2], "rb").read().replace(b"\n", b"\r\n"))
END
}
parts_in_hold() { # NAME N
	found=$(grep -l "^q$(id_of "$1") " "$scratch"/sm/mqueue/hf* | wc -l)
	[ "$found" -eq "$2" ] || { ls "$scratch/sm/mqueue"; false; }
}
is_quiet() {
	round && [ ! -s "$scratch/round" ]
}
reaches() { # NAME N
	[ "$(n_delivered "$1")" -eq "$2" ]
}
start
it "Sendmail starts with a queue group" grouped
it "a reply to three is held" splits q1
it "as three mails" wait_for 30 parts_in_hold q1 3
it "which are one to the worker" is_quiet
it "release lets it go" asks release q1 'all of them know'
it "in a round" round
it "that says so" is_state q1 released
it "to all three" wait_for 30 reaches q1 3
it "and nothing stays" parts_in_hold q1 0
it "another reply to three is held" splits q2
it "as three mails as well" wait_for 30 parts_in_hold q2 3
it "discard deletes it" asks discard q2
it "in a round" round
it "that says so" is_state q2 discarded
it "all of it" parts_in_hold q2 0
it "and nobody gets it" never_arrives q2

# ---- held by another filter too
it "a reply is held" holds v1
sed -i 's/^qem.*/qa virus/' "$scratch/sm/mqueue/hf$(queue_id v1)"
it "that a filter behind us held as well" asks release v1 'she rang'
it "the round is no failure" round
it "and leaves it there" held_in_queue v1
it "and says why" grep -q 'for a reason that is not ours' "$scratch/round"
done_testing
