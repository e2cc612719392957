#!/bin/sh
# demo.sh [FILE...] - what "./bootstrap run" shows: the real daemon with its shipped rules on a
# private socket, replies passed to it over the milter protocol, the record it wrote.
# SPDX-License-Identifier: MIT
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
here=$PWD
build=${top_builddir:-$top/build}
place=$(mktemp -d "${TMPDIR:-/tmp}/empathy-demo.XXXXXX")
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null' EXIT
trap 'exit 130' INT TERM

# The address in a header field, folded or not.
address() { # FIELD FILE
	awk -v field="$1" 'BEGIN { IGNORECASE = 1; want = tolower(field) ":" }
		/^\r?$/ { exit }
		/^[ \t]/ { if (mine) text = text $0; next }
		{ mine = tolower(substr($0, 1, length(want))) == want; if (mine) text = $0 }
		END { if (match(text, /[^ \t<>,;:"]+@[^ \t<>,;:"\r]+/)) print substr(text, RSTART, RLENGTH) }' "$2"
}

[ $# -gt 0 ] || {
	cd "$top"
	here=$top
	set -- doc/samples/*.eml
}
# Whoever answers in these mails is "support" for the demonstration.
senders=$(for file in "$@"; do (cd "$here" && address from "$file"); done | sort -u | paste -sd ' ')

cat >"$place/empathy-milter.conf" <<CONF
[milter]
socket = unix:$place/milter.sock

[support]
senders = $senders
trust = 127.0.0.1

[policy]
mode = hold

[log]
database = $place/record.db

[rules]
path = $top/rules
CONF

"$build/empathy-milter" -c "$place/empathy-milter.conf" 2>"$place/daemon.log" &
daemon=$!
running() { kill -0 "$daemon" 2>/dev/null; }
while running && [ ! -S "$place/milter.sock" ]; do sleep 0.1; done
running || {
	cat "$place/daemon.log" >&2
	exit 3
}

pass() { # NUMBER FILE
	"$build/tests/milter-client" "unix:$place/milter.sock" >"$place/answer" <<SCRIPT || {
offer 1ff 1fffff
macro C j mail.demo.example
connect localhost 4 25 127.0.0.1
macro M i DEMO$1
mail <$(address from "$2")>
rcpt <$(address to "$2")>
message $2
macro E i DEMO$1
end
quit
SCRIPT
		cat "$place/answer" >&2
		exit 3
	}
}

n=0
for file in "$@"; do
	n=$((n + 1))
	case $file in
	/*) ;;
	*) file=$here/$file ;;
	esac
	[ -r "$file" ] || {
		echo "cannot read $file" >&2
		exit 3
	}
	pass "$n" "$file"
	printf '\n%s\n' "---- ${file#"$here"/}"
	sed -n 's/^/mail server is told: /p' "$place/answer" | grep -E 'quarantine|insert|add|reject|reply' || true
	"$build/empathyctl" show -c "$place/empathy-milter.conf" "DEMO$n" || true
done

kill "$daemon"
wait "$daemon" || true
daemon=
cat <<TEXT

The record is an SQLite database. Ask it:
  ${build#"$here"/}/empathyctl log --db $place/record.db
  ${build#"$here"/}/empathyctl show --db $place/record.db DEMO1
  ${build#"$here"/}/empathyctl held --db $place/record.db
  sqlite3 $place/record.db "SELECT at, verdict, action, failed FROM outcomes"
TEXT
