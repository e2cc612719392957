#!/bin/sh
# An agent's word that a reply goes as it is, in its subject: heeded where it counts, and never seen
# by the customer.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"

tagged() { # FILE TAG: the mail with the hole, its subject ending so
	sed "s/^Subject: .*/Subject: Re: my order $2/" "$scratch/hole.eml" >"$scratch/$1.eml"
}
tagged given '[as is: she asked for order 12345678, ann@home.example]'
tagged empty '[as is:]'
tagged bare '[as is]'

# answers FILE LINE...: what the mail server is told, ids aside
answers() {
	{ opening; mail_of "$scratch/$1.eml" Q1; } >"$scratch/script"
	shift
	talk "$scratch/script" | sed '1d; s/em[0-9]*x*[0-9a-f]*/ID/g; s/rules=.*/rules=R/' >"$scratch/found"
	printf '%s\n' "$@" >"$scratch/expected"
	same "$scratch/expected" "$scratch/found"
}
header='insert 0 X-Empathy-Check: mta.example; verdict=hold; action'
clean='change 1 Subject: Re: my order'

settings
it "the daemon starts" start
it "with a reason it goes, and the subject is clean" answers given \
	"$clean" "$header=pass; failed=placeholder; id=ID; rules=R" continue
it "the row says what was found and what was done" says \
	"SELECT verdict, action, state FROM outcomes" 'hold|pass|sent'
it "and who said so, why, addresses masked" says \
	"SELECT actor, reason FROM events WHERE event = 'overridden'" \
	'agent|she asked for order 12345678, [address]'
it "without a reason it is held, and the subject is clean" answers empty \
	"$clean" 'quarantine ID placeholder' "$header=hold; failed=placeholder; id=ID; rules=R" continue
it "without a colon it may be the customer's word: held as it is" answers bare \
	'quarantine ID placeholder' "$header=hold; failed=placeholder; id=ID; rules=R" continue
it "nobody else's word counted" says \
	"SELECT count(*) FROM events WHERE event = 'overridden'" 1
from_outside() {
	{
		echo "offer"
		echo "macro C j mta.example v Postfix"
		echo "connect client.example 4 4711 192.0.2.9"
		echo "mail <agent@shop.example>"
		echo "rcpt <ann@customer.example>"
		echo "message $scratch/given.eml"
		echo "end"
	} >"$scratch/script"
	talk "$scratch/script" | sed 1d >"$scratch/found"
	echo continue >"$scratch/expected"
	same "$scratch/expected" "$scratch/found"
}
it "from a client that did not log in it is nobody's word" from_outside
powerless() { # a mail server that lets no header be changed
	{ opening | sed "s/^offer/offer 21/"; mail_of "$scratch/given.eml" Q1; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	grep -q '^quarantine' "$scratch/found" && ! grep -q '^change' "$scratch/found"
}
it "where the tag could not be taken out it is not heeded" powerless

# ---- a customer's subject may end so
held_as_is() { # NAME, with the mail in $scratch/NAME.eml
	answers "$1" 'quarantine ID placeholder' "$header=hold; failed=placeholder; id=ID; rules=R" continue
}
tagged theirs '[as is: no returns]'
awk '/^On Mon/ {
		print "-----Original Message-----"
		print "From: Ann Miller <ann@customer.example>"
		print "Sent: Monday, 2 November 2026 10:00"
		print "To: agent@shop.example"
		print "Subject: my order [as is: no returns]\n"
		next
	}
	{ sub(/^> /, ""); print }' "$scratch/theirs.eml" >"$scratch/outlook.eml"
it "what is quoted with the customer's own subject is not the agent's word" held_as_is outlook
sed 's/^From: Agent/Thread-Topic: my order [as is: no returns]\n&/' "$scratch/theirs.eml" >"$scratch/topic.eml"
it "nor what Outlook calls the thread" held_as_is topic
asks() { # the customer's mail comes in, with that subject
	cat >"$scratch/asks.eml" <<-END
		From: Ann Miller <ann@customer.example>
		To: agent@shop.example
		Subject: my order [AS IS: no returns]
		Message-ID: <question@customer.example>

		When does my order 4711 come?
	END
	{
		echo "offer"
		echo "macro C j mta.example v Postfix"
		echo "connect client.example 4 4711 192.0.2.9"
		echo "mail <ann@customer.example>"
		echo "rcpt <agent@shop.example>"
		echo "message $scratch/asks.eml"
		echo "end"
	} >"$scratch/script"
	talk "$scratch/script" | tail -n 1 | grep -qx continue
}
is_remembered() { says "SELECT count(*) FROM memory WHERE tail <> 0" 1; }
it "the customer's mail comes in" asks
it "it is remembered" wait_for 10 is_remembered
it "nor what their own mail was called" held_as_is theirs
tagged own '[as is: she knows]'
it "but a word beside it is" answers own "$clean" "$header=pass; failed=placeholder; id=ID; rules=R" continue
it "the daemon stops" stop

settings '[policy] override = none'
it "where the policy does not allow it" start
it "the reply is held, and the subject is clean" answers given \
	"$clean" 'quarantine ID placeholder' "$header=hold; failed=placeholder; id=ID; rules=R" continue
it "the daemon stops" stop

settings '[policy] mode = reject' '[policy] placeholder = reject' '[policy] override-tag = send anyway'
tagged other '[Send anyway: it is late]'
it "with another word for it" start
refused() { # FILE WORDS
	{ opening; mail_of "$scratch/$1.eml" Q1; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	grep -q "$2" "$scratch/found"
}
it "the rejection says how" refused given 'end the subject with .send anyway: your reason.'
tagged empty '[send anyway:]'
it "and what is missing" refused empty 'the tag in the subject says no reason'
it "that word counts, and is taken out" answers other "$clean" \
	'insert 0 X-Empathy-Check: mta.example; verdict=reject; action=pass; failed=placeholder; id=ID; rules=R' \
	continue
it "the daemon stops" stop
done_testing
