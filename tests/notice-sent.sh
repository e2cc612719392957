#!/bin/sh
# The notice of a held reply, from the mail server's question to another one's mailbox: it waits in
# the record while nobody takes it, and arrives when somebody does.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/sink-lib.sh"
cp "$top_srcdir"/rules/en/notice-* "$scratch/rules/en/"
at_end() {
	end_daemon
	end_sink
}

holds() { # QUEUE-ID: the mail with the hole
	{ opening; mail_of "$scratch/hole.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	cat "$scratch/found"
	grep -q '^quarantine' "$scratch/found"
}

cat >"$scratch/see.py" <<'END'
import email, email.policy, glob, os, sys
newest = max(glob.glob(sys.argv[1] + "/sink/*"), key=lambda name: os.stat(name).st_mtime_ns)
raw = open(newest, "rb").read()
# What the sink adds, and then the mail.
mail = email.message_from_bytes(raw, policy=email.policy.default)
held = [p for p in mail.walk() if p.get_content_type() == "message/rfc822"]
reply = open(sys.argv[1] + "/hole.eml", "rb").read()
answer = eval("(" + sys.argv[2] + ")")
print(answer)
print(raw.decode())
sys.exit(0 if answer else 1)
END
sees() { python3 "$scratch/see.py" "$scratch" "$1"; }

# ---- nobody takes it
settings '[policy] hold-limit = 5m'
printf '[notice]\nsmtp = 127.0.0.1:%s\nfrom = kind@shop.example\nper-hour = 1\n' "$sink_port" >>"$scratch/conf"
it "the daemon starts while the server for notices is down" start
it "a reply is held" holds N1
failed_once() { says "SELECT count(*) FROM outbox WHERE tries > 0" 1; }
it "its notice is tried" wait_for 30 failed_once
it "and waits in the record for a later try" says \
	"SELECT state, due > created + 5, length(mail) > 0 FROM outbox" 'waiting|1|1'
it "the log says that it was not sent yet" logged 'notice about id=em.* not sent yet'

# ---- somebody does
start_sink
it "the server comes up" wait_for 30 sink_listens
# When the next try is due is a value in the record: no need to wait for it here.
it "the next try is due" says "UPDATE outbox SET due = 0; SELECT changes()" 1
was_sent() { says "SELECT state, mail IS NULL FROM outbox WHERE outcome = 1" 'sent|1'; }
it "the notice is sent" wait_for 30 was_sent
it "it is one mail" wait_for 30 sink_has 1
it "from the null sender" sees 'mail["X-Mail-Args"] == "<>"'
it "to the agent" sees 'mail["X-Rcpt-Args"] == "<agent@shop.example>" and
	mail["To"] == "agent@shop.example"'
it "marked as a machine's" sees 'mail["Auto-Submitted"] == "auto-generated"'
it "its subject says that the reply is held" sees 'mail["Subject"] == "[Held] Re: my order"'
it "the held reply is attached, byte for byte" sees 'len(held) == 1 and reply in raw'
it "the life of the reply tells of the notice" says \
	"SELECT reason FROM events WHERE event = 'notified'" 'agent@shop.example'

# ---- more in an hour than an agent wants
it "another reply is held" holds N2
it "and one more" holds N3
wait_together() { says "SELECT count(*) FROM outbox WHERE trouble = 'waits for a digest'" 2; }
it "their notices wait for each other" wait_for 30 wait_together
it "but none of them longer than a held reply can wait" says \
	"SELECT count(*) FROM outbox WHERE trouble = 'waits for a digest' AND due = latest AND latest <= created + 75" 2
it "time passes" ask "BEGIN IMMEDIATE; UPDATE outbox SET sent_at = sent_at - 1000, due = 0; COMMIT"
all_sent() { says "SELECT count(*) FROM outbox WHERE state = 'sent' AND mail IS NULL" 3; }
it "they are sent" wait_for 30 all_sent
it "as one mail" wait_for 30 sink_has 2
it "that says so" sees 'mail["Subject"] == "2 notices about replies" and
	mail["X-Mail-Args"] == "<>" and mail["Auto-Submitted"] == "auto-generated"'
it "with both replies in it" sees 'raw.count(reply) == 2'

# ---- it goes out, and the record cannot be told: as on a full disk
it "an hour passes" ask "UPDATE outbox SET sent_at = sent_at - 4000"
it "the outbox takes no changes" ask "CREATE TRIGGER full BEFORE UPDATE ON outbox
	BEGIN SELECT RAISE(ABORT, 'full'); END"
it "a reply is held all the same" holds N7
it "its notice is sent" wait_for 30 sink_has 3
told_once() { [ "$(grep -c 'the outbox could not be told' "$scratch/log")" -eq 1 ]; }
it "the log says so once" wait_for 30 told_once
it "the outbox takes changes again" ask "DROP TRIGGER full"
is_told() { says "SELECT count(*) FROM outbox WHERE state = 'sent' AND mail IS NULL" 4; }
it "and is told what was sent" wait_for 30 is_told
it "without another mail" sink_has 3

holds_from() { # QUEUE-ID: the mail with the hole, and another author
	{ opening; mail_of "$scratch/from.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" | grep -q '^quarantine'
}

# ---- several authors: only one is ours, and the words are for nobody else
sed -e 's/^From: /From: Pat <pat@elsewhere.example>, /' -e 's/answer-2@/answer-3@/' "$scratch/hole.eml" >"$scratch/from.eml"
it "an hour passes" ask "UPDATE outbox SET sent_at = sent_at - 4000"
it "a reply of two authors is held" holds_from N8
it "its notice is sent" wait_for 30 sink_has 4
it "to the one who is ours" sees 'mail["X-Rcpt-Args"] == "<agent@shop.example>"'
it "whose reply it is" says "SELECT agent FROM outcomes WHERE queue_id = 'N8'" 'agent@shop.example'

# ---- the only author is none of ours: whoever sends it is told
sed -e 's/^From: .*/From: Pat <pat@elsewhere.example>/' -e 's/answer-2@/answer-4@/' "$scratch/hole.eml" >"$scratch/from.eml"
it "another hour passes" ask "UPDATE outbox SET sent_at = sent_at - 4000"
it "a reply in an outsider's name is held" holds_from N9
it "its notice is sent" wait_for 30 sink_has 5
it "to whoever of us sent it" sees 'mail["X-Rcpt-Args"] == "<agent@shop.example>"'
it "whose reply it is as well" says "SELECT agent FROM outcomes WHERE queue_id = 'N9'" 'agent@shop.example'
it "the daemon stops" stop

# ---- a shared sender, and a colleague's own name above the reply: the colleague is told
settings '[support] senders = agent@shop.example'
printf '[notice]\nsmtp = 127.0.0.1:%s\nfrom = kind@shop.example\n' "$sink_port" >>"$scratch/conf"
sed -e 's/^From: .*/From: Pat <pat@shop.example>/' -e 's/answer-2@/answer-5@/' "$scratch/hole.eml" >"$scratch/from.eml"
it "the daemon starts with one sender for all" start
it "a colleague's reply is held" holds_from N10
it "its notice is sent" wait_for 30 sink_has 6
it "to the colleague" sees 'mail["X-Rcpt-Args"] == "<pat@shop.example>"'
it "the daemon stops" stop

# ---- it cannot be stored: then nothing is held, for nobody would know
settings
printf '[notice]\nsmtp = 127.0.0.1:%s\nfrom = kind@shop.example\n' "$sink_port" >>"$scratch/conf"
it "the daemon starts again" start
it "the outbox takes nothing" ask "CREATE TRIGGER full BEFORE INSERT ON outbox
	BEGIN SELECT RAISE(ABORT, 'full'); END"
it_fails 1 "the reply is not held" holds N5
it "but passed on, as when-unable says" sh -c 'tail -n 1 "$1/found" | grep -qx continue' - "$scratch"
it "which the log tells" logged 'full; passed on, as when-unable says'
it "the daemon stops" stop
settings '[milter] when-unable = tempfail'
printf '[notice]\nsmtp = 127.0.0.1:%s\nfrom = kind@shop.example\n' "$sink_port" >>"$scratch/conf"
it "the daemon starts with another answer to that" start
it_fails 1 "the reply is not held silently either" holds N6
it "but has to come again" sh -c 'grep -q "^reply 451" "$1/found"' - "$scratch"
it "the daemon stops" stop

# ---- it is not to be sent at all
rm "$scratch/record.db"
settings
it "the configuration's check says that nobody is told" sh -c '
	"$1" -n -c "$2/conf" >"$2/said" 2>&1; cat "$2/said"
	grep -q "nobody is told of replies that are held" "$2/said"' - "$daemon" "$scratch"
it "without a server for notices the daemon starts" start
it "holds the reply" holds N4
it "and writes no notice" says \
	"SELECT (SELECT count(*) FROM outcomes WHERE state = 'held'), (SELECT count(*) FROM outbox)" '1|0'
it "the daemon stops" stop
done_testing
