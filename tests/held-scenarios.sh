# shellcheck shell=sh
# held-scenarios.sh - the life of held replies in a real mail server's queue, every way out of it.
# Run by tests/postfix-held.sh and tests/sendmail-held.sh; the words are those of server-lib.sh and
#
#   send NAME GREETED [THREAD [CUSTOMER [SENDER]]]   a reply in a thread of its own, by SMTP
#   id_of NAME, state_of NAME, events_of NAME        what the record says
#   round [OPTION...]        a round of the worker; what it says is in $scratch/round
#   n_delivered NAME               how often it was delivered
#
# SPDX-License-Identifier: MIT
: "${server:?postfix-lib.sh or sendmail-lib.sh comes first}" "${scratch:?}" "${pid=}" "${port=}"
: "${etc:?}" "${socket_group=}" "${top_builddir:?}" "${top_srcdir:?}"
ctl=$top_builddir/empathyctl
hole='{{first_name}}'
TZ=UTC
export TZ
at_end() {
	server_end
	end_daemon
	[ -z "$notices" ] || kill "$notices" 2>/dev/null
}
# Where notices go: a server of their own, so that nobody takes one for a reply.
notices=
notices_port=$(free_port)
notices_start() {
	mkdir -p "$scratch/notices"
	chown nobody "$scratch/notices"
	smtp-sink -u nobody -R "$scratch/notices" -d "%M." "127.0.0.1:$notices_port" 16 &
	notices=$!
}
told() { # KIND NAME RECIPIENT: how many such mails arrived there
	grep -lr -e "^X-Empathy-Notice: $1; id=$(id_of "$2")" "$scratch/notices" |
		xargs -r grep -l "^X-Rcpt-Args: <$3>" | wc -l
}
is_told() {
	[ "$(told "$@")" -gt 0 ]
}
told_once() {
	wait_for 30 is_told "$@" && [ "$(told "$@")" -eq 1 ] || { ask "SELECT * FROM outbox"; false; }
}
age() { # NAME SECONDS: its deadlines come so much sooner
	sqlite3 "$scratch/record.db" "UPDATE hold SET remind = remind - $2, tell_lead = tell_lead - $2,
		expires = expires - $2 WHERE outcome = (SELECT number FROM outcome WHERE id = '$(id_of "$1")')"
}

policies() {
	cat >>"$scratch/conf" <<-END
		[queue]
		mta = $(echo "$server" | tr '[:upper:]' '[:lower:]')
		config-directory = $etc
		[notice]
		smtp = 127.0.0.1:$notices_port
		from = empathy@shop.example
		lead = lead@shop.example
		control = empathy@shop.example
		per-hour = 1000
		[policy returned]
		senders = return@shop.example
		on-expiry = return
		[policy kept]
		senders = keep@shop.example
		on-expiry = keep
	END
}

subject='Re: my order'
send() {
	answer "$1" "$2" | sed -e "s/question@customer.example/question-${3:-$1}@customer.example/" \
		-e "s/ann@customer.example/${4:-ann@customer.example}/" \
		-e "s/agent@shop.example/${5:-agent@shop.example}/" -e "s/^Subject: .*/Subject: $subject/" >"$scratch/$1.eml"
	python3 - "$port" "$scratch/$1.eml" "${5:-agent@shop.example}" "${4:-ann@customer.example}" <<'END'
import smtplib, sys
port, file, sender, customer = int(sys.argv[1]), *sys.argv[2:]
with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
    smtp.sendmail(sender, [customer], open(file, "rb").read().replace(b"\n", b"\r\n"))
END
}

of_name() { # COLUMN NAME
	ask "SELECT $1 FROM outcomes WHERE message_id = 'answer-$2@shop.example'"
}
id_of() { of_name id "$1"; }
state_of() { of_name state "$1"; }
is_state() {
	state=$(state_of "$1")
	[ "$state" = "$2" ] || { echo "$1 is $state, not $2"; cat "$scratch/round"; return 1; }
}
events_of() {
	ask "SELECT group_concat(event, ' ') FROM (SELECT event FROM events WHERE id = '$(id_of "$1")' ORDER BY number)"
}
# The sender of notices writes its events when it has sent them, which may be any time.
events_are() { # NAME EVENTS
	events=$(events_of "$1" | sed 's/ notified//g')
	[ "$events" = "$2" ] || { echo "$1: $events"; return 1; }
}
held_in_queue() { # NAME: in both, record and queue
	queue >"$scratch/queue"
	cat "$scratch/queue"
	is_state "$1" held && in_hold "$(queue_id "$1")"
}
gone_from_hold() {
	! in_hold "$(queue_id "$1")"
}
holds() { # NAME [THREAD [CUSTOMER [SENDER]]]
	name_=$1
	shift
	send "$name_" "$hole" "$@" && wait_for 30 held_in_queue "$name_"
}
round() {
	inside empathyctl -c "$scratch/conf" queue run "$@" >"$scratch/round" 2>&1
	status=$?
	cat "$scratch/round"
	return $status
}
n_delivered() {
	grep -lr -e "answer-$1@shop.example" "$scratch/sink" 2>/dev/null | wc -l
}
arrives_once() {
	arrives "$1" && [ "$(n_delivered "$1")" -eq 1 ]
}
never_arrives() {
	[ "$(n_delivered "$1")" -eq 0 ]
}
asks() { # COMMAND NAME [REASON]
	"$ctl" "$1" -c "$scratch/conf" ${3:+--reason="$3"} "$(id_of "$2")"
}
later() { # SECONDS
	echo $(($(date +%s) + $1))
}
hour=3600

cp "$top_srcdir"/rules/en/notice-* "$scratch/rules/en/"
settings "[milter] socket-group = $socket_group"
notices_start
policies
start
it "a private $server starts" server_make "unix:$scratch/milter.sock"

# ---- let go
it "a reply with a hole is held" holds r1
it "a round with nothing to do changes nothing" round
it "and leaves it held" held_in_queue r1
it "release says what comes next" asks release r1 'the customer rang, she knows'
it "nothing happens before the worker's round" held_in_queue r1
it "the round lets it go" round
says_no_words() { # NAME: a line for the journal, the queue id first, nobody's words or address
	grep -qE "^[0-9A-Za-z]+: id=$(id_of "$1"): " "$scratch/round" &&
		! grep -E -e '@|she knows' "$scratch/round" || { cat "$scratch/round"; false; }
}
it "released: the journal has its queue id first, and nobody's words" says_no_words r1
it "released: it arrives, once" arrives_once r1
it "released: the record says so" is_state r1 released
it "released: by whom, and why" says "SELECT actor, reason FROM events WHERE id = '$(id_of r1)'
	AND event = 'released'" "$(id -un)|the customer rang, she knows"
it "released: the next round does nothing more" round
it "released: nothing is sent twice" arrives_once r1
it_fails 1 "what is released cannot be released" asks release r1 again
it_fails 1 "nor be deleted" asks discard r1 again

# ---- delete
it "another is held" holds d1
it "discard says what comes next" asks discard d1 'sent from the wrong ticket'
it "the round deletes it" round
it "discarded: the record says so" is_state d1 discarded
it "discarded: it has left the queue" gone_from_hold d1
it "discarded: and never arrives" never_arrives d1
it "one more is held" holds d2
it "it may be let go without a reason" asks release d2
it "the round lets it go" round
it "and the record says that there was none" says \
	"SELECT reason FROM events WHERE id = '$(id_of d2)' AND event = 'released'" 'no reason given'
it "discarded: the agent is told" told_once discarded d1 agent@shop.example
it "discarded: its events" events_are d1 'judged held discarded'

# ---- answered by mail
me=agent@shop.example
where_to() { # NAME: where its notice asks to be answered
	grep -h -A 1 -e '^Reply-To:' "$(grep -lr -e "^X-Empathy-Notice: held; id=$(id_of "$1")" "$scratch/notices")" |
		grep -o 'empathy+[^@]*@shop[.]example' | head -n 1
}
answers() { # NAME WORDS SENDER
	writes_to "$(where_to "$1")" "$2" "$3"
}
writes_to() { # ADDRESS WORDS SENDER
	python3 - "$port" "$1" "$2" "$3" <<'END'
import smtplib, sys
port, to, words, sender = int(sys.argv[1]), *sys.argv[2:]
mail = "From: %s\r\nTo: %s\r\nSubject: Re: [Held] Re: my order\r\n\r\n%s\r\n" % (sender, to, words)
with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
    smtp.sendmail(sender, [to], mail)
END
}
went_nowhere() { # TEXT
	! grep -rl -e "$1" "$scratch/sink"
}
it "answered: held" holds n1
it "answered: the agent is told" told_once held n1 $me
it "answered: by a colleague" answers n1 'release: I am in a hurry' kim@shop.example
it "answered: whose business it is not" round
it "answered: still held" held_in_queue n1
it "answered: by the agent" answers n1 'release: she rang' $me
it "answered: nothing happens before the round" held_in_queue n1
it "answered: the round lets it go" round
it "answered: it arrives, once" arrives_once n1
it "answered: the record says by whom, and why" says \
	"SELECT actor, reason FROM events WHERE id = '$(id_of n1)' AND event = 'released'" "$me|she rang"
it "answered: confirmed" told_once confirmed n1 $me
it "answered: with a second word" answers n1 'discard' $me
it "answered: which comes too late" told_once refused n1 $me
it "answered: the answers went no further" went_nowhere 'she rang'
it "stories: the agent agrees, by a mail of their own" writes_to empathy@shop.example 'Stories yes. Gladly.' $me
it "stories: the record has it" says 'SELECT agent, answer, "by" FROM consents' "$me|yes|$me"
it "stories: and keeps back one, answering its notice" answers n1 "stories no $(id_of n1)" $me
it "stories: that one" says 'SELECT id, "by" FROM untold' "$(id_of n1)|$me"
it "stories: somebody else does not speak for them" writes_to empathy@shop.example 'stories no' kim@shop.example
it "stories: but for themself" says 'SELECT agent, answer FROM consents ORDER BY 1' "$me|yes
kim@shop.example|no"
confirmed_to() { # TEXT
	grep -lr -e '^X-Empathy-Notice: confirmed' "$scratch/notices" | xargs grep -l -e "$1" | grep -q .
}
it "stories: both are confirmed" wait_for 60 confirmed_to 'No reply of yours is told'
it "stories: by mail as well" wait_for 60 confirmed_to 'may be told from now on'
it "stories: the mails went no further" went_nowhere 'Gladly'

# ---- deadlines
both_age() {
	age e1 "$1" && age k1 "$1"
}
it "one that waits: held" holds e1
it "held: the agent is told" told_once held e1 $me
it "one that will be kept: held" holds k1 k1 ann@customer.example keep@shop.example
it "nothing is due yet" round
it "nothing is due yet: no event" events_are e1 'judged held'
it "a quarter of its time goes by" both_age $((hour + 60))
it "reminded" round
it "reminded: the journal does not say whom" says_no_words e1
it "reminded: an event" events_are e1 'judged held reminded'
it "reminded: the agent is told" told_once reminded e1 $me
it "half of its time goes by" both_age $hour
it "lead told" round
it "lead told: an event" events_are e1 'judged held reminded lead-informed'
it "lead told: by mail" told_once lead e1 lead@shop.example
it "no deadline counts twice" round
it "no deadline counted twice" events_are e1 'judged held reminded lead-informed'
it "all of its time goes by" both_age $((2 * hour))
it "expired" round
it "expired: released, as the policy says" is_state e1 released
it "expired: it arrives, once" arrives_once e1
it "expired: its events" events_are e1 'judged held reminded lead-informed expired released'
it "expired: the agent is told" told_once released e1 $me
it "expired: and was reminded once" told_once reminded e1 $me
it "kept: still held" held_in_queue k1
it "kept: its events" events_are k1 'judged held reminded lead-informed expired'
it "kept: a later round changes nothing" round --now="$(later $((40 * hour)))"
it "kept: its events are the same" events_are k1 'judged held reminded lead-informed expired'
it "kept: somebody decides" asks discard k1 'no longer needed'
it "kept: the round deletes it" round
it "kept: discarded in the end" is_state k1 discarded
it "one that will go back: held" holds b1 b1 ann@customer.example return@shop.example
it "all of its time goes by, in one" age b1 $((5 * hour))
it "returned" round
it "returned: the record says so" is_state b1 returned
it "returned: its events" events_are b1 'judged held expired returned'
it "returned: it has left the queue" gone_from_hold b1
it "returned: it never arrives" never_arrives b1
it "returned: the agent gets it back" told_once returned b1 return@shop.example
is_attached() {
	file=$(grep -lr -e "^X-Empathy-Notice: returned; id=$(id_of b1)" "$scratch/notices")
	python3 - "$file" "$scratch/b1.eml" <<'END'
import email, email.policy, sys
def parsed(path):
    return email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)
held = [p for p in parsed(sys.argv[1]).walk() if p.get_content_type() == "message/rfc822"]
was = parsed(sys.argv[2])
now = held[0].get_content()
print(now)
assert len(held) == 1
assert now["Message-ID"] == was["Message-ID"] and now["Subject"] == was["Subject"]
assert now.get_content().split() == was.get_content().split()
END
}
it "returned: whole" is_attached

# ---- a later reply takes its place
it "a reply is held" holds s1 ticket7
it "another customer's, of the same thread: held" holds s2 ticket7 bob@customer.example
it "the same customer's, of another thread: held" holds s3 ticket8
it "a good one follows" send s4 Ann ticket7
it "it arrives" arrives s4
it "the round withdraws what it replaces" round
it "superseded: the record says so" is_state s1 superseded
it "superseded: by which" says "SELECT reason FROM events WHERE id = '$(id_of s1)' AND event = 'superseded'" \
	"$(id_of s4)"
it "superseded: it has left the queue" gone_from_hold s1
it "superseded: never across customers" held_in_queue s2
it "superseded: never across threads" held_in_queue s3
it "superseded: it never arrives" never_arrives s1

# ---- the agent says that it goes as it is
tagged() { # NAME THREAD: the same, with a word of the agent's in the subject
	subject_=$subject
	subject='Re: my order [as is: we spoke on the phone]'
	send "$1" "$hole" "$2"
	status=$?
	subject=$subject_
	return $status
}
it "a reply is held" holds w1 ticket9
it "the agent sends it again, as it is" tagged w2 ticket9
it "it arrives" arrives w2
it "on the agent's word" says "SELECT actor, reason FROM events WHERE id = '$(id_of w2)' AND event = 'overridden'" \
	'agent@shop.example|we spoke on the phone'
it "without that word in the subject" sh -c '! grep -i "^subject:.*as is" "$1"' - \
	"$(delivered answer-w2@shop.example)"
it "the round withdraws the first" round
it "it is superseded" is_state w1 superseded
it "and never arrives" never_arrives w1

# ---- somebody works on the queue by hand
release_by_hand() {
	release "$(queue_id "$1")" && arrives "$1"
}
it "let go by hand: it arrives" release_by_hand s2
it "let go by hand: a round looks for it" round
it "let go by hand: no hasty word" is_state s2 held
it "let go by hand: a later round gives up" round --now="$(later 600)"
it "let go by hand: the record says so" is_state s2 vanished
it "let go by hand: not sent again" arrives_once s2

# ---- a queue id that another mail has by now
it "mail of somebody else's is in the hold queue" holds o1
it "a reply whose queue id is used again" holds o2
misdirect() {
	sqlite3 "$scratch/record.db" "UPDATE outcome SET queue_id = '$(queue_id o1)' WHERE id = '$(id_of o2)'"
	asks discard o2 'delete it'
}
place_of_o2=$(queue_id o2)
it "is asked to be deleted" misdirect
it_fails 1 "and cannot be let go as well" asks release o2 'no, send it'
it "a round" round
it "the other mail stays" held_in_queue o1
it "the right one was found, and deleted" sh -c '! echo "$1" | grep -q "$2"' - "$(queue)" "$place_of_o2"
it "the record says so" wait_for 1 is_state o2 discarded

# ---- an ordinary member of the group, who may read the record and not write it
member() {
	setpriv --reuid=nobody --regid=nogroup --groups=mail --no-new-privs "$@"
}
stranger() {
	setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs "$@"
}
share() { # as a packaged installation has it
	mkdir "$scratch/home" && cp "$scratch/conf" "$scratch/home/conf" && chmod 644 "$scratch/home/conf"
	chgrp mail "$scratch"/record.db* && chgrp mail "$scratch/requests" && ls -la "$scratch"
}
member_asks() { # COMMAND NAME REASON
	member "$ctl" "$1" -c "$scratch/home/conf" --reason="$3" "$(id_of "$2")"
}
it "the worker has made the folder for requests" test -d "$scratch/requests"
it "it is the group's, and nobody takes away another's" sh -c '
	[ "$(stat -c %a "$1")" = 3770 ]' - "$scratch/requests"
it "a group shares the record" share
it "member: one is held" holds m1
it "member: another is held" holds m2
it "member: sees what is held" member "$ctl" held -c "$scratch/home/conf" --json
it "member: may not write the record" sh -c '! setpriv --reuid=nobody --regid=nogroup --groups=mail \
	sqlite3 "$1" "DELETE FROM event"' - "$scratch/record.db"
it "member: asks for release" member_asks release m1 'she knows'
it "member: asks to delete the other" member_asks discard m2 'sent already'
it "member: nothing happens before the round" held_in_queue m1
it_fails 1 "member: what is not held is refused at once" member_asks release r1 'again'
it_fails 3 "somebody outside of the group can ask for nothing" stranger "$ctl" release \
	-c "$scratch/home/conf" --reason=x "$(id_of m1)"
it "member: the round takes both in, and does them" round
it "member: released" is_state m1 released
it "member: it arrives, once" arrives_once m1
it "member: discarded" is_state m2 discarded
it "member: the file's owner is who asked" says \
	"SELECT actor, reason FROM events WHERE id = '$(id_of m1)' AND event = 'released'" 'nobody|she knows'

it "member: agrees that theirs are told" member "$ctl" stories -c "$scratch/home/conf" --opt-in --as=nobody@shop.example
it "member: not for others" member "$ctl" stories -c "$scratch/home/conf" --opt-in --as=$me
it "member: a round takes in what is theirs" round
it "member: by whose account" says 'SELECT agent, answer, "by" FROM consents WHERE "by" NOT LIKE '"'%@%'" \
	'nobody@shop.example|yes|nobody'

# ---- files that nobody's tool wrote
it "hostile: one is held" holds h1
it "hostile: one of another's is held" holds h2
box=$scratch/requests
cat >"$scratch/hostile" <<-END
	cd "$box" || exit 1
	ln -s /etc/shadow 1link
	ln -s "$scratch/wish" 2link
	mkfifo 3fifo
	mkdir 4folder 5folder && : >5folder/in
	head -c 3000000 /dev/zero | tr '\\0' x >6huge
	head -c 3000 /dev/urandom >7binary
	: >8empty
	printf 'kind = release\nid = %s\nreason = x\nactor = root\n' "$(id_of h1)" >9actor
	printf 'kind = release\nid = %s\nreason =\n' "$(id_of h1)" >a-no-reason
	printf 'kind = withdraw\nid = %s\nreason = x\n' "$(id_of h1)" >b-not-for-people
	printf "kind = release\nid = ' OR 1 --\nreason = x\n" >c-id
	printf '[release]\nid = %s\nreason = x\n' "$(id_of h1)" >d-section
	printf 'kind = release\nid = %s\nreason = x' "$(id_of h1)" >.unfinished
	printf 'kind = stories\nvalue = yes $me\n' >f-for-another
	printf 'kind = stories\nvalue = yes nobody@shop.example x@y\n' >g-two
	printf 'kind = stories\nvalue = perhaps nobody@shop.example\n' >h-unclear
	printf 'kind = untold\nid = em404\n' >i-none
	chmod 000 -- 6huge
END
printf 'kind = release\nid = %s\nreason = x\n' "$(id_of h1)" >"$scratch/wish"
it "hostile: files of all kinds" member sh "$scratch/hostile"
ln "$scratch/wish" "$box/e-second-name"
it "hostile: a round" round
it "hostile: nothing is let go" held_in_queue h1
it "hostile: nor anything else" held_in_queue h2
it "hostile: each is told" sh -c '[ "$(grep -c refused "$1")" -eq 18 ] || { cat "$1"; false; }' - "$scratch/round"
it "hostile: and gone, but what is not empty or not finished" sh -c '
	cd "$1" && [ "$(ls -A | tr "\n" " ")" = ".unfinished 5folder " ] || { ls -lA; false; }' - "$box"
it "hostile: what they pointed to is as it was" test -s /etc/shadow -a -s "$scratch/wish"
it "hostile: the next round goes on" round
cat >"$scratch/crowd" <<-END
	cd "$box" && n=0
	while [ \$n -lt 600 ]; do
		n=\$((n + 1))
		mkdir "0\$n" && : >"0\$n/in" || exit 1
	done
END
it "hostile: folders that cannot be taken away, more than a round takes in" member sh "$scratch/crowd"
printf 'kind = release\nid = nobodys\nreason = x\n' >"$box/1wish"
it "hostile: a request behind them is taken in" sh -c '[ -e "$1/1wish" ]' - "$box"
it "hostile: in the next round" round
it "hostile: and is gone" sh -c '[ ! -e "$1/1wish" ]' - "$box"
rm -r "$box"/0* "$box/5folder" "$box/.unfinished"

# ---- what queue and record disagree on
it "astray: the record forgets one" sqlite3 "$scratch/record.db" \
	"PRAGMA foreign_keys = ON; DELETE FROM outcome WHERE id = '$(id_of h2)'"
round_tells() { # TEXT [OPTION...]
	text_=$1
	shift
	round "$@" && grep -q -e "$text_" "$scratch/round"
}
round_is_silent() {
	round "$@" && [ ! -s "$scratch/round" ]
}
place_of_h2=$(queue | grep -c .)
it "astray: a round tells of it" round_tells 'knows of no such hold'
it "astray: and only once" round_is_silent
it "astray: held tells of it, too" sh -c '"$@" 2>&1 | grep -q "the record says nothing of it"' - \
	"$ctl" held -c "$scratch/conf"
it "astray: nothing is done to it" [ "$(queue | grep -c .)" -eq "$place_of_h2" ]
it "astray: one is called vanished by mistake" sqlite3 "$scratch/record.db" \
	"UPDATE outcome SET state = 'vanished' WHERE id = '$(id_of h1)'"
in_journal() { # COMMAND...: as under systemd, which reads what a round says
	JOURNAL_STREAM=$(stat -c %d:%i "$scratch/round")
	export JOURNAL_STREAM
	"$@"
	status=$?
	unset JOURNAL_STREAM
	return $status
}
it "astray: a round finds it, as a warning in the journal" in_journal round_tells \
	'^<4>.*called vanished, but it is in the hold queue'
it "astray: it is held again" held_in_queue h1

# ---- killed at any moment: nothing lost, nothing twice
many='1 2 3 4 5 6 7 8'
hold_many() {
	for n in $many; do holds "k-let$n" && holds "k-del$n" || return 1; done
	for n in $many; do asks release "k-let$n" x && asks discard "k-del$n" x || return 1; done
}
it "killed: sixteen are held, and asked for" hold_many
n_waiting() {
	ask "SELECT count(*) FROM request WHERE state = 'waiting'"
}
# Each a little later than the one before; then from the start in longer steps, for slow machines.
kill_rounds() {
	tries=0
	while [ "$(n_waiting)" -gt 0 ] && [ $tries -lt 400 ]; do
		tries=$((tries + 1))
		delay=$(((tries % 40 + 1) * 5 * (1 + tries / 40)))
		inside timeout -s KILL "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" \
			empathyctl -c "$scratch/conf" queue run
	done >"$scratch/killed" 2>&1
	echo "$tries rounds"
	[ "$(n_waiting)" -eq 0 ] && [ $tries -gt 3 ]
}
it "killed: rounds that are killed get there in the end" kill_rounds
all_ended_well() {
	for n in $many; do
		is_state "k-let$n" released && arrives_once "k-let$n" && is_state "k-del$n" discarded &&
			never_arrives "k-del$n" && gone_from_hold "k-del$n" || return 1
	done
}
it "killed: each was released once, or deleted" all_ended_well
each_event_once() {
	says "SELECT count(*) FROM (SELECT 1 FROM event WHERE event IN ('released', 'discarded', 'expired')
		GROUP BY outcome, event HAVING count(*) > 1)" 0
}
it "killed: each has one event" each_event_once

# ---- the daemon is killed while replies are held
hold_flow() {
	n=0
	while send "f$n" "$hole" && [ $n -lt 300 ]; do
		n=$((n + 1))
		echo "f$n" >>"$scratch/flow"
	done >/dev/null 2>&1
}
hold_flow &
flow=$!
it "daemon killed: mail flows" wait_for 30 sh -c '[ "$(cat "$1" | wc -l)" -gt 12 ]' - "$scratch/flow"
kill -KILL "$pid"
wait $flow
it "daemon killed: it starts again" start
it "daemon killed: a round" round
it "daemon killed: a later round" round --now="$(later 600)"
same_in_both() { # all that the record calls held, and nothing else, lies in the hold queue
	queue >"$scratch/queue"
	ask "SELECT queue_id FROM outcomes WHERE state = 'held'" | while read -r held_id; do
		in_hold "$held_id" || echo "not in the queue: $held_id"
	done >"$scratch/differ"
	for n in $(seq 0 300); do
		[ -z "$(of_name id "f$n")" ] || [ "$(state_of "f$n")" = held ] ||
			[ "$(state_of "f$n")" = vanished ] || echo "f$n is $(state_of "f$n")"
	done >>"$scratch/differ"
	cat "$scratch/differ"
	[ ! -s "$scratch/differ" ]
}
it "daemon killed: record and queue agree" same_in_both

# ---- the mail server is killed while the worker works
ask_six() {
	for n in 1 2 3 4 5 6; do holds "p$n" && asks release "p$n" x || return 1; done
}
it "server killed: six are held, and asked for" ask_six
killed_meanwhile() { # whatever the round makes of it
	round >/dev/null &
	sleep_briefly
	server_kill
	wait $!
	:
}
it "server killed: in the middle of a round" killed_meanwhile
round >/dev/null || :
it "server killed: it starts again" server_start
it "server killed: the worker finishes" round
# A server killed between the last byte of a mail and the answer to it sends the mail again (RFC 1047).
each_arrives() {
	for n in 1 2 3 4 5 6; do
		is_state "p$n" released && arrives "p$n" && [ "$(n_delivered "p$n")" -le 2 ] || return 1
	done
}
it "server killed: each arrives" each_arrives
it "server killed: each was released once" each_event_once
stop
