# shellcheck shell=sh
# sendmail-lib.sh - a Sendmail of the test's own, below the scratch folder, and a sink for what it
# delivers; its words are those of server-lib.sh. Needs root and what tests/unpack-sendmail.sh
# unpacks, or an installed Sendmail. Its configuration is in $etc.
#
# It runs in a mount namespace of its own, because Sendmail trusts nothing below a folder that all
# may write, such as /tmp; waits a minute for a full host name; and logs to /dev/log alone.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/server-lib.sh"
# shellcheck disable=SC2034 # who includes this uses it
server=Sendmail
# shellcheck disable=SC2034
mta=sendmail
# shellcheck disable=SC2034
spool=$scratch/sm/mqueue
# shellcheck disable=SC2034
socket_group=
[ "$(id -u)" -eq 0 ] || skip_all "Sendmail needs root"
for program in smtp-sink python3 m4 unshare; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
unpacked=${SENDMAIL_ROOT:-$top_srcdir/build-sendmail/root}
[ -x "$unpacked/usr/libexec/sendmail/sendmail" ] || unpacked=
[ -x "$unpacked/usr/libexec/sendmail/sendmail" ] ||
	skip_all "no Sendmail: tests/unpack-sendmail.sh has not been run"
unshare -m -u true 2>/dev/null || skip_all "this machine gives nobody a mount namespace"
etc=$scratch/sm/etc
sendmail_pid=

# The unpacked programs, and the libraries that came with them, where the namespace sees them.
sendmail_programs() {
	mkdir -p "$scratch/sm/bin" "$scratch/sm/lib" "$scratch/sm/dev"
	cp "$unpacked/usr/libexec/sendmail/sendmail" "$scratch/sm/bin/real"
	[ -z "$unpacked" ] || find "$unpacked/usr/lib" -name 'lib*.so.*' -exec cp -P {} "$scratch/sm/lib/" \;
	cat >"$scratch/sm/bin/sendmail" <<-END
		#!/bin/sh
		LD_LIBRARY_PATH=$scratch/sm/lib exec "$scratch/sm/bin/real" "\$@"
	END
	chmod 755 "$scratch/sm/bin/sendmail"
	# Ours too, in case they were built below the folder that the namespace hides.
	cp "$top_builddir/empathyctl" "$top_builddir/tests/queue-tool" "$scratch/sm/bin/"
	echo '127.0.0.1 mta.example localhost mta' >"$scratch/sm/hosts"
	cat >"$scratch/sm/enter" <<'END'
set -e
scratch=$1
shift
hostname mta.example
mount --bind "$scratch/sm/hosts" /etc/hosts
mount --bind "$scratch" /mnt
mount -t tmpfs -o mode=755 tmpfs "$(dirname "$scratch")"
mkdir "$scratch"
mount --move /mnt "$scratch"
for node in null zero full random urandom; do
	[ -e "$scratch/sm/dev/$node" ] || : >"$scratch/sm/dev/$node"
	mount --bind "/dev/$node" "$scratch/sm/dev/$node"
done
mount --rbind "$scratch/sm/dev" /dev
[ ! -d "$scratch/sm/sasl" ] || mount --bind "$scratch/sm/sasl" /usr/lib/sasl2
[ ! -e /usr/sbin/sendmail ] || mount --bind "$scratch/sm/bin/sendmail" /usr/sbin/sendmail
exec "$@"
END
}

inside() {
	unshare -m -u sh "$scratch/sm/enter" "$scratch" env PATH="$scratch/sm/bin:$PATH" "$@"
}

# What it says is in $scratch/sm/log.
sendmail_log_start() {
	python3 -c '
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
with open(sys.argv[2], "ab", buffering=0) as log:
    while True:
        log.write(s.recv(65536).rstrip(b"\0\n") + b"\n")' "$scratch/sm/dev/log" "$scratch/sm/log" &
	sendmail_log=$!
	wait_for 10 test -S "$scratch/sm/dev/log"
}

server_end() {
	[ -z "$sendmail_pid" ] || server_kill
	[ -z "${sendmail_log:-}" ] || kill "$sendmail_log" 2>/dev/null
	sink_end
}

# What both of its configurations begin with.
sendmail_mc_begin() {
	cat <<-END
		divert(0)dnl
		include(\`$unpacked/usr/share/sendmail/cf/m4/cf.m4')dnl
		OSTYPE(\`linux')dnl
		define(\`confDOMAIN_NAME', \`mta.example')dnl
		define(\`HELP_FILE', \`')dnl
		define(\`ALIAS_FILE', \`')dnl
		define(\`confTO_IDENT', \`0')dnl
		define(\`confSERVICE_SWITCH_FILE', \`$etc/service.switch')dnl
		define(\`confDONT_PROBE_INTERFACES', \`True')dnl
		define(\`confCONTROL_SOCKET_NAME', \`')dnl
		define(\`confREFUSE_LA', \`1000')dnl
		define(\`confQUEUE_LA', \`1000')dnl
		define(\`confDELAY_LA', \`0')dnl
	END
}

# $etc/sendmail.mc is the whole of it: a test may change it and make it again.
sendmail_mc() { # FILTER...
	sendmail_mc_begin
	cat <<-END
		define(\`QUEUE_DIR', \`$scratch/sm/mqueue')dnl
		define(\`STATUS_FILE', \`$etc/statistics')dnl
		define(\`confPID_FILE', \`$etc/sendmail.pid')dnl
		define(\`confCW_FILE', \`$etc/local-host-names')dnl
		define(\`confCR_FILE', \`$etc/relay-domains')dnl
		define(\`confDEF_USER_ID', \`8:8')dnl
		define(\`confMAX_DAEMON_CHILDREN', \`60')dnl
		define(\`confDELIVERY_MODE', \`background')dnl
		define(\`SMART_HOST', \`relay:[127.0.0.1]')dnl
		define(\`RELAY_MAILER_ARGS', \`TCP \$h $sink_port')dnl
		FEATURE(\`no_default_msa')dnl
		FEATURE(\`nocanonify')dnl
		FEATURE(\`accept_unresolvable_domains')dnl
		DAEMON_OPTIONS(\`Port=$port, Addr=127.0.0.1, Family=inet, Name=MTA')dnl
	END
	n=0
	for filter in "$@"; do
		n=$((n + 1))
		[ -z "$filter" ] ||
			echo "INPUT_MAIL_FILTER(\`filter$n', \`S=$filter, F=T, T=C:1m;S:30s;R:30s;E:5m')dnl"
	done
	echo "MAILER(\`smtp')dnl"
}

# What sendmail(1) uses: it hands mail in by SMTP at the port of the server.
submit_mc() {
	sendmail_mc_begin
	cat <<-END
		define(\`MSP_QUEUE_DIR', \`$scratch/sm/client')dnl
		define(\`STATUS_FILE', \`$etc/sendmail.st')dnl
		define(\`confPID_FILE', \`$etc/client.pid')dnl
		define(\`confRUN_AS_USER', \`mail')dnl
		define(\`RELAY_MAILER_ARGS', \`TCP \$h $port')dnl
		FEATURE(\`msp', \`[127.0.0.1]')dnl
	END
}

sendmail_configure() {
	for part in sendmail submit; do
		m4 -D_CF_DIR_="$unpacked/usr/share/sendmail/cf/" "$etc/$part.mc" >"$etc/$part.cf" ||
			return 1
	done
}

server_start() {
	# Not inside(): the number has to be the server's own.
	unshare -m -u sh "$scratch/sm/enter" "$scratch" "$scratch/sm/bin/sendmail" \
		-C "$etc/sendmail.cf" -bD &
	sendmail_pid=$!
	wait_for 30 listens "$port"
}

server_stop() {
	kill "$sendmail_pid"
	wait "$sendmail_pid" 2>/dev/null
	sendmail_pid=
}

# All that runs our copy of it, children too.
server_kill() {
	for process in /proc/[0-9]*; do
		# Below another root, its path begins elsewhere.
		case $(readlink "$process/exe") in
		*"$scratch/sm/bin/real") kill -KILL "${process#/proc/}" 2>/dev/null ;;
		esac
	done
	wait "$sendmail_pid" 2>/dev/null
	sendmail_pid=
}

server_make() {
	port=$(free_port)
	sink_start
	mkdir -p "$etc" "$scratch/sm/mqueue" "$scratch/sm/client"
	chmod 700 "$scratch/sm/mqueue"
	chmod 770 "$scratch/sm/client"
	chown mail:mail "$scratch/sm/client"
	sendmail_programs
	sendmail_log_start
	: >"$etc/local-host-names"
	: >"$etc/statistics"
	: >"$etc/sendmail.st"
	echo 127.0.0.1 >"$etc/relay-domains"
	echo 'hosts files' >"$etc/service.switch"
	sendmail_mc "$1" >"$etc/sendmail.mc"
	submit_mc >"$etc/submit.mc"
	sendmail_configure && server_start
}

server_filters() {
	sendmail_mc "$@" >"$etc/sendmail.mc"
	sendmail_configure && server_stop && server_start
}

server_entrance() {
	other_port=$(free_port)
	sed -i "/^MAILER(/i MAIL_FILTER(\\\`other', \\\`S=$1')dnl\\
DAEMON_OPTIONS(\\\`Port=$other_port, Addr=127.0.0.1, Family=inet, Name=other, InputMailFilters=other')dnl" \
		"$etc/sendmail.mc"
	sendmail_configure && server_stop && server_start && wait_for 30 listens "$other_port"
}

server_logins() {
	mkdir -p "$scratch/sm/sasl"
	logins_conf >"$scratch/sm/sasl/Sendmail.conf"
	sed -i "/^MAILER(/i define(\\\`confAUTH_MECHANISMS', \\\`PLAIN')dnl" "$etc/sendmail.mc"
	sendmail_configure && server_stop && server_start
}

submit() {
	file=$1
	shift
	inside sendmail -C "$etc/submit.cf" -f agent@shop.example "$@" ann@customer.example <"$file"
}

queue() {
	inside sendmail -C "$etc/sendmail.cf" -bp -qQ
	inside sendmail -C "$etc/sendmail.cf" -bp
}

in_hold() {
	[ -f "$scratch/sm/mqueue/hf$1" ]
}

release() {
	inside sendmail -C "$etc/sendmail.cf" -qQ "-qI$1" -Q &&
		inside sendmail -C "$etc/sendmail.cf" "-qI$1"
}
