# shellcheck shell=sh
# postfix-lib.sh - a Postfix of the test's own, below the scratch folder, and a sink for what it
# delivers. Needs root, as Postfix does; touches nothing of the system's.
#
#   postfix_make FILTER...   makes and starts it: listens at $port, asks the filter at FILTER
#   post FILE [OPTION...]    a mail by SMTP; prints the server's answers
#   delivered TEXT           the delivered mail that holds the text; fails when there is none
#   queue                    what is queued, as JSON lines
#
# SPDX-License-Identifier: MIT
: "${scratch:?tests/lib.sh comes first}"
[ "$(id -u)" -eq 0 ] || skip_all "Postfix needs root"
for program in postfix smtp-sink python3; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
master=/usr/share/postfix/master.cf.dist
[ -r $master ] || master=/etc/postfix/master.cf.proto
[ -r $master ] || skip_all "Postfix's own master.cf is not here"
id postfix >/dev/null 2>&1 || skip_all "there is no user postfix"
sink=

# Two servers can share a port here without an error: chosen free, by chance, high.
free_port() {
	python3 -c '
import random, socket
while True:
    port = random.randrange(20000, 32000)
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(port)
        break'
}

postfix_end() {
	[ -z "${port:-}" ] || postfix -c "$scratch/pf/etc" stop >/dev/null 2>&1
	[ -z "$sink" ] || kill "$sink" 2>/dev/null
}

postfix_make() {
	port=$(free_port)
	sink_port=$(free_port)
	mkdir -p "$scratch/pf/etc" "$scratch/pf/queue" "$scratch/pf/data" "$scratch/pf/log" "$scratch/sink"
	chmod 755 "$scratch"
	chown postfix "$scratch/pf/data"
	chown nobody "$scratch/sink"
	smtp-sink -u nobody -R "$scratch/sink" -d "%M." "127.0.0.1:$sink_port" 128 &
	sink=$!
	cat >"$scratch/pf/etc/main.cf" <<-END
		compatibility_level = 3.6
		config_directory = $scratch/pf/etc
		queue_directory = $scratch/pf/queue
		data_directory = $scratch/pf/data
		command_directory = /usr/sbin
		daemon_directory = /usr/lib/postfix/sbin
		shlib_directory = /usr/lib/postfix
		meta_directory = /etc/postfix
		mail_owner = postfix
		setgid_group = postdrop
		maillog_file = $scratch/pf/log/mail.log
		maillog_file_prefixes = $scratch
		inet_interfaces = 127.0.0.1
		inet_protocols = ipv4
		myhostname = mta.example
		myorigin = shop.example
		mydestination =
		alias_maps =
		alias_database =
		local_recipient_maps =
		mynetworks = 127.0.0.0/8
		relayhost = [127.0.0.1]:$sink_port
		smtp_host_lookup = native
		disable_dns_lookups = yes
		smtpd_relay_restrictions = permit_mynetworks, reject
		smtpd_peername_lookup = no
		authorized_submit_users = static:all
		default_process_limit = 20
		smtpd_milters = $1
		non_smtpd_milters = $1
		milter_default_action = tempfail
	END
	sed "s/^smtp      inet .*/127.0.0.1:$port inet n - n - - smtpd/" $master |
		awk '/^[^#[:space:]]/ && NF >= 8 { $5 = "n" } { print }' >"$scratch/pf/etc/master.cf"
	postfix -c "$scratch/pf/etc" check && postfix -c "$scratch/pf/etc" start
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

queue() {
	postqueue -c "$scratch/pf/etc" -j
}
