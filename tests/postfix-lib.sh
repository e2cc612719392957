# shellcheck shell=sh
# postfix-lib.sh - a Postfix of the test's own, below the scratch folder, and a sink for what it
# delivers; its words are those of server-lib.sh. Needs root, as Postfix does; touches nothing of the
# system's. Its configuration is in $etc.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/server-lib.sh"
# shellcheck disable=SC2034 # who includes this uses it
server=Postfix
# shellcheck disable=SC2034
mta=postfix
# shellcheck disable=SC2034
spool=$scratch/pf/queue
# shellcheck disable=SC2034
socket_group=postfix
[ "$(id -u)" -eq 0 ] || skip_all "Postfix needs root"
for program in postfix smtp-sink python3; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
master=/usr/share/postfix/master.cf.dist
[ -r $master ] || master=/etc/postfix/master.cf.proto
[ -r $master ] || skip_all "Postfix's own master.cf is not here"
id postfix >/dev/null 2>&1 || skip_all "there is no user postfix"
etc=$scratch/pf/etc

server_end() {
	[ -z "${port:-}" ] || postfix -c "$etc" stop >/dev/null 2>&1
	sink_end
}

server_make() {
	port=$(free_port)
	sink_start
	mkdir -p "$etc" "$scratch/pf/queue" "$scratch/pf/data" "$scratch/pf/log"
	chown postfix "$scratch/pf/data"
	cat >"$etc/main.cf" <<-END
		compatibility_level = 3.6
		config_directory = $etc
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
		awk '/^[^#[:space:]]/ && NF >= 8 { $5 = "n" } { print }' >"$etc/master.cf"
	postfix -c "$etc" check && server_start
}

server_start() {
	postfix -c "$etc" start
}

server_is_gone() {
	! kill -s 0 -- "-$master_pid" 2>/dev/null
}

server_kill() {
	master_pid=$(tr -d ' ' <"$scratch/pf/queue/pid/master.pid")
	kill -s KILL -- "-$master_pid" && wait_for 10 server_is_gone
}

server_filters() {
	list=$(echo "$*" | sed 's/ /, /g')
	postconf -c "$etc" -e "smtpd_milters = $list" "non_smtpd_milters = $list"
	postfix -c "$etc" reload >/dev/null 2>&1
}

server_entrance() {
	other_port=$(free_port)
	echo "127.0.0.1:$other_port inet n - n - - smtpd -o smtpd_milters=$1" >>"$etc/master.cf"
	postfix -c "$etc" reload >/dev/null 2>&1
	wait_for 30 listens "$other_port"
}

server_logins() {
	mkdir -p "$etc/sasl"
	logins_conf >"$etc/sasl/smtpd.conf"
	postconf -c "$etc" -e smtpd_sasl_auth_enable=yes "cyrus_sasl_config_path=$etc/sasl"
	postfix -c "$etc" reload >/dev/null 2>&1
}

submit() {
	file=$1
	shift
	MAIL_CONFIG=$etc sendmail -C "$etc" -f agent@shop.example "$@" ann@customer.example <"$file"
}

queue() {
	postqueue -c "$etc" -j
}

in_hold() {
	queue | grep '"queue_name": *"hold"' | grep -q "\"queue_id\": *\"$1\""
}

release() {
	postsuper -c "$etc" -H "$1" && postqueue -c "$etc" -i "$1"
}

inside() {
	env PATH="$top_builddir:$top_builddir/tests:$PATH" "$@"
}
