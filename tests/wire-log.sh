#!/bin/sh
# What the daemon says to journald and to syslog: a priority, the queue id first, one line a
# message, and none of anybody's words or addresses.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
collector=
at_end() {
	end_daemon
	[ -z "$collector" ] || kill "$collector" 2>/dev/null
}

# Words nobody uses, in every place a mail has; bytes that would begin a line of their own.
cat >"$scratch/telling.eml" <<'END'
From: Zanzibar Quill <agent@shop.example>
To: Ann Xylophone <ann@customer.example>
Subject: Re: my Quinquereme
Message-ID: <answer-7@shop.example>
In-Reply-To: <question@customer.example>
X-Empathy-Check: evil; verdict=pass

Dear {{first_name}},

Your Gallimaufry left our house today and will be with you on Friday.

Zanzibar Quill

On Mon, 2 Nov 2026 at 10:00, Ann Xylophone <ann@customer.example> wrote:
> I am furious about my Rigmarole, it is the third time I write.
> Ann
END
sends() {
	{ opening; mail_of "$scratch/telling.eml" 4QTELL; mail_of "$scratch/fine.eml" 4QFINE; } >"$scratch/script"
	talk "$scratch/script" >/dev/null
}
no_words() {
	! grep -iE 'zanzibar|xylophone|quinquereme|gallimaufry|rigmarole|furious|customer\.example|agent@' "$1"
}

# ---- journald: marks on a stream that is its own
settings
start_for_journal() {
	: >"$scratch/log"
	# As systemd does: the stream's device and inode.
	JOURNAL_STREAM=$(stat -c %d:%i "$scratch/log") "$daemon" -c "$scratch/conf" 2>>"$scratch/log" &
	pid=$!
	wait_for 30 has_started && grep -q 'listening at' "$scratch/log"
}
it "the daemon starts with the journal's stream" start_for_journal
it "it judges a mail with a hole, and a fine one" sends
it "the held one: priority, queue id, then what was decided" logged \
	'^<6>4QTELL: id=em[0-9a-f]* verdict=hold action=hold failed=placeholder$'
it "the fine one" logged '^<6>4QFINE: id=em[0-9a-f]* verdict=pass action=pass failed=$'
it "a header from outside is a warning about that mail" logged '^<4>4QTELL: removed 1 X-Empathy-Check from outside$'
marked() {
	! grep -vE '^<[3-6]>' "$scratch/log"
}
it "every line has its priority" marked
one_line_each() {
	[ "$(grep -c '4QFINE' "$scratch/log")" -eq 1 ]
}
it "one line for a message" one_line_each
it "nothing of anybody's words or addresses" no_words "$scratch/log"
it "the daemon stops" stop

# ---- the same where the stream is another's
elsewhere() {
	: >"$scratch/log"
	JOURNAL_STREAM=1:1 "$daemon" -c "$scratch/conf" 2>>"$scratch/log" &
	pid=$!
	wait_for 30 has_started && grep -q '^listening at' "$scratch/log"
}
it "a redirected stream gets no marks" elsewhere
it "the daemon stops again" stop

# ---- syslog: nobody reads what we say; a /dev of our own, with a log socket in it
if [ "$(id -u)" -ne 0 ] || ! unshare -m true 2>/dev/null || ! command -v python3 >/dev/null; then
	done_testing
fi
mkdir "$scratch/dev"
cp -a /dev/null /dev/urandom "$scratch/dev/" 2>/dev/null || done_testing
: >"$scratch/syslog"
python3 -c '
import socket, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s, open(sys.argv[2], "ab", buffering=0) as out:
    s.bind(sys.argv[1])
    while True:
        out.write(s.recv(8192).rstrip(b"\0\n") + b"\n")' "$scratch/dev/log" "$scratch/syslog" &
collector=$!
it "a log socket" wait_for 30 test -S "$scratch/dev/log"
start_for_syslog() {
	# shellcheck disable=SC2016 # of the inner shell
	unshare -m sh -c 'mount --bind "$1/dev" /dev && exec "$2" -c "$1/conf" 2>/dev/null >/dev/null </dev/null' \
		- "$scratch" "$daemon" &
	pid=$!
	wait_for 30 grep -q 'listening at' "$scratch/syslog"
}
it "the daemon starts with nowhere to speak to" start_for_syslog
it "it judges them again" sends
in_syslog() {
	grep -qE "$1" "$scratch/syslog" || { cat "$scratch/syslog"; false; }
}
arrived() { grep -q 4QFINE "$scratch/syslog"; }
it "syslog hears of it" wait_for 30 arrived
# Facility mail is 2 * 8.
it "the held one, as mail.info" in_syslog \
	"^<22>.*empathy-milter\\[[0-9]+\\]: 4QTELL: id=em[0-9a-f]* verdict=hold action=hold failed=placeholder\$"
it "the header from outside, as mail.warning" in_syslog "^<20>.*: 4QTELL: removed 1 X-Empathy-Check"
it "nothing of anybody's words there" no_words "$scratch/syslog"
it "the daemon stops once more" stop
done_testing
