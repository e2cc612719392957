#!/bin/sh
# The daemon's life: configuration checked, socket claimed, reloaded, drained.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"

# ---- -n and wrong configuration
settings
it "a good configuration is checked" "$daemon" -n -c "$scratch/conf"
complains() { # PATTERN: -n fails, and says where and what
	"$daemon" -n -c "$scratch/conf" >"$scratch/out" 2>"$scratch/err"
	status=$?
	cat "$scratch/out" "$scratch/err"
	[ $status -eq 1 ] && grep -q -e "$1" "$scratch/err"
}
settings '[milter] sokcet = x'
it "an unknown key is an error with its line" complains "conf:[0-9]*: .*sokcet"
settings
echo 'match = /(/' >>"$scratch/rules/en/placeholder.rules"
it "a bad pattern is an error with its line" complains 'placeholder.rules:[0-9]*: '
refuses_to_start() {
	"$daemon" -c "$scratch/conf" 2>"$scratch/err"
	[ $? -eq 1 ] && grep -q 'placeholder.rules:[0-9]*: ' "$scratch/err"
}
it "and the daemon does not start with it" refuses_to_start
cp "$top_srcdir/rules/en/placeholder.rules" "$scratch/rules/en/"
it_fails 1 "a configuration that is not there is an error" "$daemon" -n -c "$scratch/absent"
it_fails 2 "an option nobody knows is wrong usage" "$daemon" --surprise
it_fails 2 "an argument nobody asked for is wrong usage" "$daemon" surprise
it "it says its version" sh -c '"$1" --version | grep -q "^empathy-milter [0-9]"' - "$daemon"

# ---- the socket
mode_is() {
	[ "$(stat -c %a "$scratch/milter.sock")" = "$1" ]
}
settings '[milter] socket-mode = 0600'
start
it "the socket has the mode that was asked for" mode_is 600
second() { # another one at the same place must leave the first alone
	"$daemon" -c "$scratch/conf" 2>"$scratch/err"
	status=$?
	cat "$scratch/err"
	[ $status -eq 1 ] && grep -q 'another daemon' "$scratch/err"
}
it "a second daemon gives way" second
it "and the first still answers" sh -c 'echo offer | "$2" "unix:$1/milter.sock" | grep -q agreed' \
	- "$scratch" "$client"
foreign() { # without our lock: somebody else's program that listens
	rm "$scratch/milter.sock.lock"
	second_says=$("$daemon" -c "$scratch/conf" 2>&1)
	case $second_says in
	*"already answers"*) return 0 ;;
	esac
	echo "$second_says"
	return 1
}
it "a program that answers there is left alone, lock or not" foreign
kill -KILL "$pid"
wait "$pid" 2>/dev/null
settings
it "a socket left behind by the dead is replaced" start
it "its mode is as set" mode_is 660
stop
it "no socket stays after an orderly end" sh -c '! [ -e "$1/milter.sock" ]' - "$scratch"
echo precious >"$scratch/milter.sock"
in_the_way() {
	"$daemon" -c "$scratch/conf" 2>"$scratch/err"
	[ $? -eq 1 ] && grep -q 'no socket' "$scratch/err" && grep -q precious "$scratch/milter.sock"
}
it "a file in the way is not removed" in_the_way
rm "$scratch/milter.sock"
settings '[milter] socket-group = nobody-has-this-group'
unknown_group() {
	"$daemon" -c "$scratch/conf" 2>"$scratch/err"
	[ $? -eq 1 ] && grep -q 'no group' "$scratch/err" && ! [ -e "$scratch/milter.sock" ]
}
it "a group that is not there is an error" unknown_group
it "which is told when it is checked" complains "no group 'nobody-has-this-group'"
settings
mkdir -p "$scratch/site/en"
printf '[lone]\nmatch = /lone/\nside = customer\nmeans = joy 1\nhit = lone\nmiss = a\nbefore = none-such\n' \
	>"$scratch/site/en/idle.rules"
sed "s,^path = .*,&\, $scratch/site," "$scratch/conf" >"$scratch/sited"
is_not_fine() {
	"$daemon" -n -c "$scratch/sited" >"$scratch/out" 2>"$scratch/err"
	cat "$scratch/out" "$scratch/err"
	grep -q 'no say' "$scratch/err" && grep -q ': can be used, but for what has no say, with' "$scratch/out"
}
it "a rule without a say is not called fine" is_not_fine
settings "[milter] socket = $scratch/milter.sock" '[milter] socket-mode = 0600'
start
it "a path alone is a socket, with its mode" mode_is 600
stop
no_folder() {
	sed "s,$scratch/milter.sock,$scratch/none/milter.sock," "$scratch/conf" >"$scratch/elsewhere"
	"$daemon" -c "$scratch/elsewhere" 2>"$scratch/err"
	[ $? -eq 1 ] && grep -q "socket in '$scratch/none': No such file" "$scratch/err"
}
settings
it "a folder that is not there is named" no_folder
no_host() {
	sed "s,^socket = .*,socket = inet:8891@nobody.invalid," "$scratch/conf" >"$scratch/elsewhere"
	"$daemon" -c "$scratch/elsewhere" 2>"$scratch/err"
	[ $? -eq 1 ] && grep -q "no host 'nobody.invalid'.*socket of \[milter\]" "$scratch/err" ||
		{ cat "$scratch/err"; false; }
}
it "a host that is not there is named" no_host
# No host is this machine alone, also where that is not libmilter's way.
listens_here() { # KIND ADDRESS
	kind=$1
	inet_port=$(free_port)
	settings "[milter] socket = $kind:$inet_port"
	start && logged "listening at $kind:$inet_port@$2"
	status=$?
	end_daemon
	return $status
}
it "a port without a host is this machine's" listens_here inet '127.0.0.1$'
[ ! -e /proc/net/if_inet6 ] || it "by IPv6 as well" listens_here inet6 '::1$'

# ---- reload
settings
start
verdict_now() { # EXPECTED
	{ opening; mail_of "$scratch/hole.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" >"$scratch/found"
	case $2 in
	held) grep -q '^quarantine' "$scratch/found" ;;
	*) ! grep -q '^quarantine' "$scratch/found" ;;
	esac
}
reloads() { # PATTERN in the log
	: >"$scratch/log.before"
	before=$(grep -c -e "$1" "$scratch/log")
	kill -USR1 "$pid"
	wait_for 30 sh -c '[ "$(grep -c -e "$1" "$2")" -gt "$3" ]' - "$1" "$scratch/log" "$before"
}
it "before the reload it holds" verdict_now R1 held
settings '[policy] mode = annotate'
it "new settings are taken" reloads 'reloaded: rules'
it "and are in force" verdict_now R2 free
settings '[policy] mode = nonsense'
it "bad settings are refused, with file and line" reloads 'conf:[0-9]*: '
it "the old ones stay in force" verdict_now R3 free
settings '[policy] mode = hold'
echo 'match = /(/' >>"$scratch/rules/en/placeholder.rules"
it "bad rules are refused, with file and line" reloads 'placeholder.rules:[0-9]*: '
it "settings that came with them are not taken either" verdict_now R4 free
printf '[nothing]\nmeans = placeholder\nmatch = /zzzz/\nhit = zzzz\nmiss = y\n' >"$scratch/rules/en/placeholder.rules"
it "mended rules are taken" reloads 'reloaded: rules'
it "the new rules judge" verdict_now R5 free
cp "$top_srcdir/rules/en/placeholder.rules" "$scratch/rules/en/"
settings '[log] database = /nonexistent/elsewhere.db'
it "what only a restart changes is said" reloads 'only a restart.* database'
it "the rest is in force" verdict_now R6 held
it "the row went to the old place" says "SELECT count(*) FROM outcomes WHERE queue_id = 'R6'" 1
many_reloads() {
	settings
	n=0
	while [ $n -lt 30 ]; do
		kill -USR1 "$pid" || return 1
		n=$((n + 1))
	done
	verdict_now R7 held && kill -0 "$pid"
}
it "thirty reloads at once do no harm" many_reloads

# ---- SIGTERM: a mail under way is finished first
{
	# A server that waits for each answer: the mail is under way for certain.
	opening | sed 's/^offer/offer 1ff 0/'
	mail_of "$scratch/hole.eml" T1 | sed '/^macro E/,$d'
	echo "kill $pid 15"
	echo "until $scratch/go"
	echo "macro E i T1"
	echo "end"
} >"$scratch/slow"
talk "$scratch/slow" >"$scratch/slow.out" 2>&1 &
talker=$!
it "SIGTERM is heard" wait_for 30 grep -q leaving "$scratch/log"
it "new connections are turned away meanwhile" sh -c '
	! { echo offer | "$2" "unix:$1/milter.sock" | grep -q agreed; }' - "$scratch" "$client"
it "it waits for the mail under way" kill -0 "$pid"
: >"$scratch/go"
wait $talker
it "that mail is judged" grep -q '^quarantine' "$scratch/slow.out"
it "and has its row" says "SELECT state FROM outcomes WHERE queue_id = 'T1'" held
ended_well() {
	wait "$pid"
}
it "then it ends, with success" ended_well
pid=
it "and takes its socket away" sh -c '! [ -e "$1/milter.sock" ]' - "$scratch"
start
it "SIGINT is as good" sh -c 'kill -INT "$1"' - "$pid"
it "it ends as well" ended_well
start
it "so does SIGHUP, which is libmilter's" sh -c 'kill -HUP "$1"' - "$pid"
it "and it ends" ended_well
pid=

# ---- systemd is told, where the daemon was built to
if grep -q '^#define HAVE_SYSTEMD 1' "$top_builddir/config.h" && command -v python3 >/dev/null; then
	python3 -c '
import socket, sys
place = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
place.bind(sys.argv[1])
open(sys.argv[1] + ".ready", "w").close()
with open(sys.argv[2], "w") as out:
    while True:
        text = place.recv(4096).decode()
        out.write(text + "\n")
        out.flush()
        if "STOPPING" in text:
            break
' "$scratch/notify" "$scratch/told" &
	listener=$!
	wait_for 30 test -e "$scratch/notify.ready"
	NOTIFY_SOCKET=$scratch/notify
	export NOTIFY_SOCKET
	start
	it "systemd is told when it is ready" wait_for 30 grep -q READY=1 "$scratch/told"
	kill -USR1 "$pid"
	it "and when it reloads" wait_for 30 grep -q RELOADING=1 "$scratch/told"
	stop
	it "and when it stops" wait_for 30 grep -q STOPPING=1 "$scratch/told"
	wait $listener
	unset NOTIFY_SOCKET
fi
done_testing
