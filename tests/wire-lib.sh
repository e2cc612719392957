# shellcheck shell=sh
# wire-lib.sh - a daemon of the test's own, and a mail server that says what the test wants.
#
#   settings [LINE...]   writes the configuration; a line "[section] key = value" replaces a default
#   start                starts the daemon and waits until it listens; pid is its number
#   stop                 ends it politely; its exit status
#   talk FILE|-          runs a script of milter-client, prints the answers
#   opening              the first lines of every script: offer, macros, connect
#   mail_of FILE QUEUE   the lines of one message
#   ask SQL              what the record says
#
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
daemon=$top_builddir/empathy-milter
client=$top_builddir/tests/milter-client
pid=
command -v sqlite3 >/dev/null || skip_all "sqlite3 is missing"
at_end() { end_daemon; }

# The few rules that these tests need load in no time, and can be broken.
mkdir -p "$scratch/rules/en"
cp "$top_srcdir"/rules/en/*.words "$top_srcdir"/rules/en/placeholder.rules "$scratch/rules/en/"

end_daemon() {
	[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null
	pid=
}

settings() {
	cat >"$scratch/conf" <<-END
		[milter]
		socket = unix:$scratch/milter.sock
		when-unable = accept
		max-message-bytes = 64K
		[support]
		senders = *@shop.example
		[policy]
		mode = hold
		placeholder = hold
		feelings = off
		order = off
		issue = off
		name = off
		tone = off
		script = off
		next-step = off
		[log]
		database = $scratch/record.db
		sync = no
		[rules]
		path = $scratch/rules
	END
	for line in "$@"; do
		section=${line%% *}
		rest=${line#* }
		key=${rest%% *}
		awk -v section="$section" -v key="$key" -v rest="$rest" '
			/^\[/ { now = $0 }
			now == section && $1 == key { next }
			{ print }
			$0 == section { print rest }' "$scratch/conf" >"$scratch/conf.new"
		mv "$scratch/conf.new" "$scratch/conf"
	done
}

has_started() {
	grep -q 'listening at' "$scratch/log" || ! kill -0 "$pid" 2>/dev/null
}

start() {
	: >"$scratch/log"
	"$daemon" -c "$scratch/conf" 2>>"$scratch/log" &
	pid=$!
	wait_for 30 has_started && grep -q 'listening at' "$scratch/log" ||
		{ cat "$scratch/log"; return 1; }
}

stop() {
	kill -TERM "$pid" && wait "$pid"
	status=$?
	pid=
	return $status
}

talk() {
	"$client" "unix:$scratch/milter.sock" "$@"
}

opening() {
	echo "offer"
	echo "macro C j mta.example v Postfix"
	echo "connect client.example 4 4711 127.0.0.1"
}

mail_of() {
	echo "macro M {auth_authen} agent"
	echo "mail <agent@shop.example>"
	echo "macro R i $2"
	echo "rcpt <ann@customer.example>"
	echo "message $1"
	echo "macro E i $2"
	echo "end"
}

ask() {
	sqlite3 -cmd '.timeout 5000' "$scratch/record.db" "$1"
}

# says SQL EXPECTED
says() {
	found=$(ask "$1")
	[ "$found" = "$2" ] || { printf 'asked: %s\nfound: %s\nexpected: %s\n' "$1" "$found" "$2"; return 1; }
}

logged() {
	grep -q -e "$1" "$scratch/log" || { cat "$scratch/log"; return 1; }
}

# An answer that is fine, and one with a hole of the template left open.
answer() {
	cat <<-END
		From: Agent Smith <agent@shop.example>
		To: Ann Miller <ann@customer.example>
		Subject: Re: my order
		Message-ID: <answer-$1@shop.example>
		In-Reply-To: <question@customer.example>

		Dear $2,

		Your parcel left our house today and will be with you on Friday.

		Kind regards
		Agent Smith

		On Mon, 2 Nov 2026 at 10:00, Ann Miller <ann@customer.example> wrote:
		> Hello, when does my order 4711 come? I ordered it last week.
		> Ann
	END
}
answer 1 Ann >"$scratch/fine.eml"
answer 2 '{{first_name}}' >"$scratch/hole.eml"
