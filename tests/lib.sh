# shellcheck shell=sh
# lib.sh - the whole vocabulary of script tests; they print TAP.
#
#   it NAME COMMAND...      passes when the command succeeds
#   it_fails STATUS NAME COMMAND...   passes when the command exits with just that status
#   same EXPECTED ACTUAL    compares two files, shows the difference
#   $scratch                a folder of this test's own, removed at the end
#   at_end                  a function a test may define: stops what it started
#   wait_for SECONDS COMMAND...   until it succeeds, fails when the time is up
#   free_port              a port of this machine that nobody uses
#   skip_all WHY            when something outside is missing
#   done_testing            the last line of every test
#
# A test knows: srcdir, top_srcdir, top_builddir. SPDX-License-Identifier: MIT
set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir/build}
count=0
failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/empathy-test.XXXXXX")
at_end() { :; }
trap 'at_end; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

verdict() { # STATUS NAME
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		failed=$((failed + 1))
		sed 's/^/# /' "$scratch/.out" 2>/dev/null | head -n 40
	fi
}

it() {
	name=$1
	shift
	"$@" >"$scratch/.out" 2>&1
	verdict $? "$name"
}

it_fails() {
	wanted=$1
	name=$2
	shift 2
	"$@" >"$scratch/.out" 2>&1
	status=$?
	[ "$status" -eq "$wanted" ] || echo "exit status $status, not $wanted" >>"$scratch/.out"
	[ "$status" -eq "$wanted" ]
	verdict $? "$name"
}

same() {
	diff -u "$1" "$2"
}

wait_for() {
	tries=$(($1 * 20))
	shift
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep_briefly
	done
}

sleep_briefly() { command -p sleep 0.05; }

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

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

done_testing() {
	echo "1..$count"
	[ "$failed" -eq 0 ]
	exit $?
}
