#!/bin/sh
# Notices on their way to a server that wants encryption and a login: nothing goes in clear, to
# nobody but the right server, and what goes wrong is tried again.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
python=/usr/bin/python3 # whose modules are packages
$python -c 'import aiosmtpd' 2>/dev/null || skip_all "python3-aiosmtpd is missing"
command -v openssl >/dev/null || skip_all "openssl is missing"
cp "$top_srcdir"/rules/en/notice* "$scratch/rules/en/"
mkdir "$scratch/mails"
server=
at_end() {
	end_daemon
	end_server
}
end_server() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	server=
}
takes_calls() {
	$python -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()' "$port"
}
serve() { # OPTION...: a server at a port of its own
	end_server
	port=$(free_port)
	$python "$top_srcdir/tests/smtp-server.py" "$port" "$scratch/mails" "$@" 2>"$scratch/server.log" &
	server=$!
	wait_for 30 takes_calls || { cat "$scratch/server.log"; return 1; }
}
certificate() { # NAME ADDRESS: signed by itself
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
		-addext "subjectAltName=$2" -keyout "$scratch/$1.key" -out "$scratch/$1.crt" 2>/dev/null
}
certificate right IP:127.0.0.1
certificate other DNS:elsewhere.example
tls="--cert=$scratch/right.crt --key=$scratch/right.key"
echo 'open sesame' >"$scratch/password"
chmod 600 "$scratch/password"

n=0
# with LINE...: the daemon anew, by these lines of [notice]; holds a reply
with() {
	[ -z "$pid" ] || stop
	rm -f "$scratch"/record.db* "$scratch"/mails/*
	settings
	{
		printf '[notice]\nsmtp = 127.0.0.1:%s\nfrom = kind@shop.example\n' "$port"
		printf '%s\n' "$@"
	} >>"$scratch/conf"
	start || return 1
	n=$((n + 1))
	{ opening; mail_of "$scratch/hole.eml" "N$n"; } >"$scratch/script"
	talk "$scratch/script" | grep '^quarantine'
}
login="smtp-user = kind
smtp-password-file = $scratch/password
smtp-ca = $scratch/right.crt"
arrived() {
	cat "$scratch"/mails/* 2>/dev/null | tr -d '\r' >"$scratch/found"
	grep -q '^Subject: \[Held\]' "$scratch/found"
}
is_sent() { says "SELECT state FROM outbox" sent; }
bears() { cat "$scratch/found"; grep -qx "$1" "$scratch/found"; }
has_waited() { says "SELECT state, tries > 0 FROM outbox" 'waiting|1'; }
no_mail() { [ -z "$(ls "$scratch/mails")" ]; }

it "a server asks for STARTTLS and a login" serve --tls=starttls $tls '--login=kind:open sesame'
it "a reply is held" with "smtp-tls = starttls" "$login"
it "its notice arrives" wait_for 30 arrived
it "encrypted" bears 'X-Encrypted: yes'
it "after the login" bears 'X-Login: kind'
it "from nobody" bears 'X-From: <>'
it "and counts as sent" wait_for 30 is_sent
it "the configuration is shown" sh -c '"$1" config -c "$2" >"$3"' - "$top_builddir/empathyctl" \
	"$scratch/conf" "$scratch/shown"
it "without the password" sh -c 'grep -q "smtp-password-file = /" "$1" && ! grep -q sesame "$1"' - \
	"$scratch/shown"
it_fails 1 "nor is it in the log" grep -q sesame "$scratch/log"

it "without its certificate for a reference" with "smtp-tls = starttls" "smtp-user = kind" \
	"smtp-password-file = $scratch/password"
it "nothing is sent" wait_for 30 has_waited
it "to nobody" no_mail
it "and the log says why" logged 'not sent yet: .*certificate'

echo 'wrong' >"$scratch/password"
it "with a wrong password" with "smtp-tls = starttls" "$login"
it "it waits: that is none of the mail's fault" wait_for 30 has_waited
it "nothing arrived" no_mail
echo 'open sesame' >"$scratch/password"
it "the next try is due" says "UPDATE outbox SET due = 0; SELECT changes()" 1
it "the right one is read when it is there" wait_for 30 arrived

it "a server speaks TLS from the first byte" serve --tls=always $tls '--login=kind:open sesame'
it "a reply is held for it" with "smtp-tls = always" "$login"
it "and its notice arrives" wait_for 30 arrived
it "encrypted as well" bears 'X-Encrypted: yes'

it "a server has somebody else's certificate" serve --tls=always "--cert=$scratch/other.crt" \
	"--key=$scratch/other.key" '--login=kind:open sesame'
it "a reply is held all the same" with "smtp-tls = always" "smtp-user = kind" \
	"smtp-password-file = $scratch/password" "smtp-ca = $scratch/other.crt"
it "its notice is not sent there" wait_for 30 has_waited
it "by no means" no_mail

it "a server has no encryption" serve
it "where it was asked for" with "smtp-tls = starttls" "$login"
it "nothing is sent in clear" wait_for 30 has_waited
it "not even the letters" no_mail
it "where it was not" with "smtp-tls = no"
it "it is sent" wait_for 30 arrived
it "as it stands" bears 'X-Encrypted: no'

it "a server refuses every reader" serve --refuse
it "a reply is held for one" with "smtp-tls = no"
given_up() { says "SELECT state, mail IS NULL FROM outbox" 'failed|1'; }
it "its notice is given up" wait_for 30 given_up
it "a server refuses every text" serve --refuse-text
it "a reply is held once more" with "smtp-tls = no"
it "its notice is given up at once" wait_for 30 given_up
it "which its story tells" says "SELECT event FROM events WHERE event = 'notice-failed'" notice-failed
it "a server lets nobody in" serve --refuse-all
it "a reply is held even so" with "smtp-tls = no"
it "its notice waits for better times" wait_for 30 has_waited
it "the daemon stops" stop

chmod 644 "$scratch/password"
printf '[notice]\nsmtp = 127.0.0.1:%s\nsmtp-tls = starttls\nfrom = kind@shop.example\n%s\n' "$port" "$login" >"$scratch/bad.conf"
it_fails 1 "a password that others may read is refused" sh -c '"$1" -n -c "$2" 2>"$3"' - "$daemon" \
	"$scratch/bad.conf" "$scratch/said"
it "and it says what to do" grep -q "smtp-password-file '.*': others may read it: chmod 600" "$scratch/said"
done_testing
