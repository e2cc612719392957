# shellcheck shell=sh
# server-lib.sh - what tests of both mail servers share. It comes with postfix-lib.sh or
# sendmail-lib.sh, which offer the same words, each for its server:
#
#   $server, $mta            Postfix or Sendmail; the same as [queue] mta has it
#   $etc, $spool             its configuration, its queue
#   $socket_group            whose group asks the filter; empty: root
#   server_make FILTER       makes and starts one below the scratch folder: it listens at $port and asks
#                            the filter at FILTER (unix:/path), or none when that is empty
#   server_end               stops it and the sink
#   server_kill              kills all of it at once, with SIGKILL
#   server_start             starts it again
#   server_filters FILTER... has it ask these from now on, in this order
#   server_entrance FILTER   opens another listener that asks that filter; it is at $other_port
#   server_logins            has it let people log in, asking $scratch/mux (logins_start)
#   submit FILE [OPTION...]  a mail by its sendmail(1), from agent@shop.example
#   queue                    what is queued, for eyes
#   in_hold ID               is the mail with this queue id held?
#   release ID               lets it go, and delivers
#   inside COMMAND...        runs it where the server's programs and ours are found
#
# and from here:
#
#   post FILE [SENDER]       a mail by SMTP; prints the server's answer
#   delivered TEXT           the delivered mail that holds the text; fails when there is none
#   letter NAME GREETED      writes $scratch/NAME.eml, a mail with an id of its own
#   submits NAME GREETED ANSWER   posts it; the server's answer begins so
#   arrives NAME             waits until it is delivered
#   row NAME EXPECTED        verdict|action|state in the record
#   queue_id NAME            as the record tells
#   is_held NAME             in the server's queue, under the id that the record tells
#   stamped NAME PATTERN     the delivered mail's header of ours
#
# SPDX-License-Identifier: MIT
: "${scratch:?tests/lib.sh comes first}" "${port=}" "${top_builddir:?}"
sink=
logins=

sink_start() {
	sink_port=$(free_port)
	mkdir -p "$scratch/sink"
	chmod 755 "$scratch"
	chown nobody "$scratch/sink"
	smtp-sink -u nobody -R "$scratch/sink" -d "%M." "127.0.0.1:$sink_port" 128 &
	sink=$!
}

sink_end() {
	[ -z "$sink" ] || kill "$sink" 2>/dev/null
	[ -z "$logins" ] || kill "$logins" 2>/dev/null
}

listens() { # PORT
	python3 -c 'import smtplib, sys; smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=5).quit()' "$1"
}

# Takes everybody whose password is their name, as saslauthd would be asked.
logins_start() {
	python3 - "$scratch/mux" <<'END' &
import os, socket, struct, sys
def text(connection):
    length = struct.unpack(">H", connection.recv(2, socket.MSG_WAITALL))[0]
    return connection.recv(length, socket.MSG_WAITALL)
with socket.socket(socket.AF_UNIX) as door:
    door.bind(sys.argv[1])
    os.chmod(sys.argv[1], 0o666)
    door.listen()
    while True:
        connection = door.accept()[0]
        with connection:
            user, password, service, realm = (text(connection) for _ in range(4))
            answer = b"OK" if user == password else b"NO"
            connection.sendall(struct.pack(">H", len(answer)) + answer)
END
	logins=$!
	wait_for 10 test -S "$scratch/mux"
}

logins_conf() { # what libsasl reads
	printf 'pwcheck_method: saslauthd\nsaslauthd_path: %s/mux\nmech_list: PLAIN\n' "$scratch"
}

post() {
	python3 - "$port" "$@" <<'END'
import smtplib, sys
port, file = int(sys.argv[1]), sys.argv[2]
sender = sys.argv[3] if len(sys.argv) > 3 else "agent@shop.example"
text = open(file, "rb").read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
    server.ehlo()
    code, words = server.docmd("MAIL FROM:<%s>" % sender)
    if code == 250:
        code, words = server.docmd("RCPT TO:<ann@customer.example>")
    if code == 250:
        code, words = server.data(text)
    print(code, words.decode())
END
}

delivered() {
	grep -lr -e "$1" "$scratch/sink" 2>/dev/null | head -n 1 | grep .
}

letter() {
	answer "$1" "$2" >"$scratch/$1.eml"
}

submits() {
	letter "$1" "$2"
	post "$scratch/$1.eml" >"$scratch/said"
	cat "$scratch/said" "$scratch/log"
	grep -q "^$3" "$scratch/said"
}

arrives() {
	wait_for 30 delivered "answer-$1@shop.example"
}

row() {
	says "SELECT verdict, action, state FROM outcomes WHERE message_id = 'answer-$1@shop.example'" "$2"
}

queue_id() {
	ask "SELECT queue_id FROM outcomes WHERE message_id = 'answer-$1@shop.example' ORDER BY number DESC LIMIT 1"
}

is_held() {
	queue
	in_hold "$(queue_id "$1")"
}

stamped() {
	file=$(delivered "answer-$1@shop.example") || return 1
	cat "$file"
	tr -d '\r' <"$file" | grep -q -e "^X-Empathy-Check: $2"
}
