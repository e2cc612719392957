#!/bin/sh
# Notices to people whose mailbox answers by itself, through a real Postfix: nothing goes round, no
# notice and no answer to one is ever judged.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/postfix-lib.sh"
python=/usr/bin/python3 # whose modules are packages
$python -c 'import aiosmtpd' 2>/dev/null || skip_all "python3-aiosmtpd is missing"
cp "$top_srcdir"/rules/en/notice* "$scratch/rules/en/"
machines=
at_end() {
	server_end
	end_daemon
	for machine in $machines; do
		kill "$machine" 2>/dev/null
	done
}

inside_port=$(free_port)
machine_port=$(free_port)
settings "[milter] socket-group = $socket_group" '[support] skip-recipients = *@nowhere.example'
# One listener for all: that a notice is not judged does not hang on a listener without filters.
printf '[notice]\nsmtp = 127.0.0.1:%s\nfrom = kind@shop.example\ncontrol = kind@shop.example\nper-hour = 1000\n' \
	"$inside_port" >>"$scratch/conf"
it "the daemon starts" start
it "a private Postfix starts" server_make "unix:$scratch/milter.sock"
second_listener() {
	postconf -c "$etc" -M "127.0.0.1:$inside_port/inet=127.0.0.1:$inside_port inet n - n - - smtpd" &&
		postconf -c "$etc" -e "transport_maps = inline:{agent@shop.example=smtp:[127.0.0.1]:$machine_port}" &&
		postfix -c "$etc" stop && postfix -c "$etc" start && wait_for 30 listens "$inside_port"
}
it "with a listener for notices, and a mailbox that answers" second_listener
machine() { # WAY
	for one in $machines; do
		kill "$one" 2>/dev/null
	done
	wait_for 30 nobody_there || return 1
	rm -rf "$scratch/mailbox"
	mkdir "$scratch/mailbox"
	$python "$top_srcdir/tests/answering-machine.py" "$machine_port" "$port" "$scratch/mailbox" "$1" &
	machines=$!
	wait_for 30 listens "$machine_port"
}
nobody_there() { ! listens "$machine_port"; }
held_now() {
	letter "$1" '{{first_name}}' && post "$scratch/$1.eml" && wait_for 30 row "$1" 'hold|hold|held'
}
has() { [ "$(ls "$scratch/mailbox" | wc -l)" -eq "$1" ] || { ls "$scratch/mailbox"; ask "SELECT * FROM outbox"; false; }; }
# Nothing is under way any more, neither in Postfix nor in the outbox.
is_quiet() {
	[ "$(postqueue -c "$etc" -j | grep -vc '"queue_name": "hold"')" -eq 0 ] &&
		[ "$(ask "SELECT count(*) FROM outbox WHERE state = 'waiting'")" -eq 0 ]
}
settled() { # still quiet after a while of the machines' own
	for _ in 1 2 3 4 5 6 7 8; do
		is_quiet || return 1
		sleep_briefly
	done
}

it "a mailbox that answers as it should" machine polite
it "a reply is held" held_now p1
it "its notice comes" wait_for 30 has 1
it "and all is quiet" wait_for 60 settled
it "with that one mail" has 1
it "the notice is no reply to be judged" says \
	"SELECT reason, count(*) FROM outcomes WHERE verdict = 'skip' GROUP BY reason" 'null-sender|1'

it "a mailbox that answers everything" machine rude
it "another reply is held" held_now p2
it "its notice comes, and what it was answered with" wait_for 30 has 2
answered_both() { says "SELECT count(*) FROM outcomes WHERE reason = 'control'" 2; }
it "it answers both" wait_for 30 answered_both
it "then all is quiet" wait_for 60 settled
it "the notice, and one refusal: that is all" has 2
it "no answer was judged, none went on" says \
	"SELECT verdict, reason, count(*) FROM outcomes WHERE id NOT IN (SELECT id FROM outcomes WHERE verdict = 'hold')
	GROUP BY verdict, reason ORDER BY reason" 'skip|control|2
skip|null-sender|3'
it "nothing was asked for" says "SELECT count(*) FROM request; SELECT max(token_used) FROM hold" '0
0'
it "both replies are held still" says "SELECT count(*) FROM outcomes WHERE state = 'held'" 2
it "the daemon stops" stop
done_testing
