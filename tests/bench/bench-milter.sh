#!/bin/sh
# What the filter costs through Postfix (or Sendmail), beside one that does nothing, turn by turn in one run:
# CPU a message and messages a second. Figures, not verdicts. As root.
# usage: [MTA=sendmail] tests/bench/bench-milter.sh [MESSAGES] (or "make bench-milter" in the build
# folder)
# SPDX-License-Identifier: MIT
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$top_srcdir/tests/wire-lib.sh"
. "$top_srcdir/tests/${MTA:-postfix}-lib.sh"
messages=${1:-1000}
noop=
at_end() {
	server_end
	end_daemon
	[ -z "$noop" ] || kill -KILL "$noop" 2>/dev/null
}

chmod 755 "$scratch"
settings "[milter] socket-group = $socket_group" "[log] sync = yes" "[rules] path = $top_srcdir/rules"
start || exit 3
(umask 0; exec "$top_builddir/tests/bench/noop" "unix:$scratch/noop.sock") &
noop=$!
wait_for 30 test -S "$scratch/noop.sock"
server_make "unix:$scratch/milter.sock" >/dev/null || exit 3
server_entrance "unix:$scratch/noop.sock" >/dev/null || exit 3
noop_port=$other_port
# A reply of about 4 KB.
{
	cat "$scratch/fine.eml"
	n=0
	while [ $n -lt 40 ]; do
		n=$((n + 1))
		echo "> The parcel of order 47$n left the depot, and the tracking page has said so since then."
	done
} >"$scratch/bench.eml"

# A customer's mail of about 4 KB, without a Message-ID, so that each is remembered.
{
	printf '%s\n' 'From: Ann Lee <ann@customer.example>' 'To: help@shop.example' 'Subject: order' ''
	n=0
	while [ $n -lt 40 ]; do
		n=$((n + 1))
		echo "The parcel of order 47$n never came, this is the third time I write and nobody answers."
	done
} >"$scratch/inbound.eml"

# The ticks a process has used so far.
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
turn() { # NAME PID PORT [SENDER [RECIPIENT FILE]]
	before=$(ticks "$2")
	began=$(date +%s%N)
	smtp-source -s 4 -m "$messages" -F "${6:-$scratch/bench.eml}" \
		-f "${4:-agent@shop.example}" -t "${5:-ann@customer.example}" "127.0.0.1:$3"
	ended=$(date +%s%N)
	echo "$1 $(($(ticks "$2") - before)) $((ended - began))" >>"$scratch/turns"
}
turn warm "$noop" "$noop_port"
turn warm "$pid" "$port"
for _ in 1 2 3; do
	turn noop "$noop" "$noop_port"
	turn ours "$pid" "$port"
	# Read, written down and passed on, but not judged: what all the rest costs.
	turn unjudged "$pid" "$port" stranger@elsewhere.example
	# A customer's, read and remembered.
	turn inbound "$pid" "$port" ann@customer.example agent@shop.example "$scratch/inbound.eml"
	turn inbound-noop "$noop" "$noop_port" ann@customer.example agent@shop.example "$scratch/inbound.eml"
done
awk -v messages="$messages" -v hertz="$(getconf CLK_TCK)" '
	$1 != "warm" { cpu[$1] += $2; ns[$1] += $3; n[$1]++ }
	END {
		for (name in n) {
			ms[name] = cpu[name] / hertz * 1000 / (messages * n[name])
			rate[name] = messages * n[name] / (ns[name] / 1e9)
			printf "%s: %.3f ms of CPU a message, %.0f messages/s\n", name, ms[name], rate[name]
		}
		printf "ours above noop: %.3f ms (target 0.20); throughput %.2f of it (target 0.95)\n",
			ms["ours"] - ms["noop"], rate["ours"] / rate["noop"]
		printf "inbound above noop: %.3f ms; throughput %.2f of it\n",
			ms["inbound"] - ms["inbound-noop"], rate["inbound"] / rate["inbound-noop"]
	}' "$scratch/turns"
echo "rows: $(ask "SELECT count(*) FROM outcomes") of $((messages * 7)), judged: $(ask "SELECT count(*) FROM outcomes WHERE verdict <> 'skip'")"
echo "remembered: $(ask "SELECT count(*) FROM memory"), $(ask "SELECT sum(length(half)) / count(*) FROM memory") bytes a mail"
