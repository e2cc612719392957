#!/bin/sh
# empathyctl doctor, where nothing is installed yet: what it says to type can be typed.
# doctor-postfix.sh and doctor-sendmail.sh have the mail servers.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
chmod 755 "$scratch"
printf '[milter]\nsocket = unix:%s/s.sock\n[log]\ndatabase = %s/closed/record.db\n[rules]\npath = %s/rules\n' \
	"$scratch" "$scratch" "$top_srcdir" >"$scratch/conf"
says() { # CHECK TEXT...: a remark of this check has each text
	$as "$ctl" doctor --json -c "$scratch/conf" >"$scratch/told" 2>&1
	python3 - "$scratch/told" "$@" <<'PYTHON'
import json, sys
remarks = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
told = [r["what"] + "\n" + r["change"] for r in remarks if r["check"] == sys.argv[2]]
if not any(all(t in one for t in sys.argv[3:]) for one in told):
    sys.exit("\n".join(told))
PYTHON
}
as=
it "notices need a sender as well" says notices 'smtp = 127.0.0.1:10025
from = replies@YOUR.DOMAIN'
it "why the socket cannot be reached is told once" says socket "at unix:$scratch/s.sock: No such file or directory."
sed -i 's,s.sock,none/s.sock,' "$scratch/conf"
it "and where the way to it ends" says socket "none/s.sock: $scratch/none: No such file or directory."
mkdir -p "$scratch/closed/requests"
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chmod 700 "$scratch/closed"
	as="setpriv --reuid 54321 --regid 54321 --clear-groups"
	it "who is not root is told of whom it speaks" says socket \
		"We cannot reach our daemon at" "Nor, perhaps, can root."
	it "what may not be looked at may be there" says requests "cannot be looked at: Permission denied"
fi

# A reply that was given back, and that no server took: nowhere else, so it is told, and can be sent.
as=
ask() { sqlite3 "$scratch/closed/record.db" "$1"; }
returned() { says returned "1 reply was given back and reached nobody, the last id=em" "UPDATE outbox"; }
sends_again() {
	python3 - "$scratch/told" >"$scratch/change" <<'PYTHON'
import json, sys
remarks = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
print([r["change"] for r in remarks if r["check"] == "returned"][0])
PYTHON
	sh -e "$scratch/change"
}
is_waiting() {
	found=$(ask "SELECT state, due, created > 1, tries, CAST(mail AS TEXT) FROM outbox WHERE recipient = 'a@x'")
	echo "$found"
	[ "$found" = 'waiting|0|1|0|mail' ]
}
if command -v sqlite3 >/dev/null && "$top_builddir/tests/fill-record" "$scratch/closed/record.db"; then
	ask "INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due, tries)
		SELECT max(number), 'returned', 'a@x', 'mail', 'failed', 1, 1, 9 FROM outcome"
	it "a reply that was given back to nobody is told" returned
	it "the line that comes with it works" sends_again
	it "and has it sent again" is_waiting
	it_fails 1 "then there is no more to tell" returned

	# Rows cannot be written, though whose the record is and its mode are as they should be.
	chmod 640 "$scratch/closed/record.db"
	it "a record that can be written is well" says record "the daemon writes it"
	mkfifo "$scratch/hand"
	sqlite3 "$scratch/closed/record.db" <"$scratch/hand" >"$scratch/locked" &
	exec 7>"$scratch/hand"
	printf 'BEGIN IMMEDIATE;\nSELECT 1;\n' >&7
	wait_for 30 grep -q 1 "$scratch/locked"
	it "somebody keeps it locked" says record "not written" "is locked" "fuser -v $scratch/closed/record.db"
	exec 7>&-
	wait
	it "and then no more" says record "the daemon writes it"
	if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
		cat >"$scratch/closed.sh" <<-'END'
			mount -t tmpfs -o "$1" tmpfs "$2/closed" && shift && cp "$1"/record.db* "$1/closed/" &&
			mount -o remount,"$2" "$1/closed" && shift 2 && exec "$@"
		END
		cp "$scratch"/closed/record.db* "$scratch/"
		as="unshare -m sh $scratch/closed.sh size=32m $scratch ro"
		it "its file system can only be read" says record "not written" "nothing can be written in"
		as="unshare -m sh $scratch/closed.sh size=8m $scratch rw"
		it "its disk is nearly full" says record "left: make room" "df -h $scratch/closed"
		as=
	fi
fi

# For Sendmail: where everybody keeps files, nothing is taken from anybody.
mkdir -p "$scratch/mail" "$scratch/tmp/ours"
chmod 1777 "$scratch/tmp"
chmod go-w "$scratch" "$scratch/mail"
: >"$scratch/mail/sendmail.cf"
printf '[queue]\nmta = sendmail\nconfig-directory = %s/mail\n' "$scratch" >>"$scratch/conf"
sed -i "s,^socket = .*,socket = unix:$scratch/tmp/ours/s.sock," "$scratch/conf"
it "a socket below a folder of everybody's has to move" says socket \
	"such as" "[milter]
socket = unix:"
keeps_tmp() { ! grep "chmod go-w[^\"]*tmp" "$scratch/told" | grep .; }
it "and the folder stays as it is" keeps_tmp

# A queue that is not there is not an empty one.
if [ "$(id -u)" -eq 0 ] && [ -e "$scratch/closed/record.db" ]; then
	mkdir -p "$scratch/mail/spool/q1"
	echo "O QueueDirectory=$scratch/mail/spool/q*" >"$scratch/mail/sendmail.cf"
	finds_queue() { says queue "Queue ids" && ! says queue "there is no queue"; }
	it "its queue is there" finds_queue
	it "a round of the worker looks into it" "$ctl" queue run -c "$scratch/conf"
	rmdir "$scratch/mail/spool/q1"
	it "its queue is not where it was: the doctor says so" says queue "there is no queue at '$scratch/mail/spool/q*'"
	it_fails 3 "and the worker, which takes nothing for vanished" "$ctl" queue run -c "$scratch/conf"
fi

# The default place, as on a fresh machine: lines that can be typed.
as=
etc=$(dirname "$("$ctl" doctor --json 2>/dev/null | sed -n 's/.*There is no configuration at \([^ ]*\):.*/\1/p')")
fresh() {
	"$ctl" doctor --json | grep -qF "install -d $etc\\nempathyctl config --sample >$etc/"
}
[ "$etc" = . ] || [ -d "$etc" ] || it "a folder for the configuration is made first" fresh
done_testing
