#!/bin/sh
# Whatever comes over a connection, in whatever order: the daemon lives, serves the next, and lets
# nothing of one mail into another.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
settings
it "the daemon starts" start
# still_serves: another connection is answered as ever
still_serves() {
	{ opening; mail_of "$scratch/hole.eml" "$1"; } >"$scratch/script"
	talk "$scratch/script" | grep -q '^quarantine' || { cat "$scratch/log"; return 1; }
	kill -0 "$pid"
}

# survives NAME: a script on standard input that waits for nothing, then a mail as ever
survives() {
	cat >"$scratch/odd"
	name=$1
	talk "$scratch/odd" >"$scratch/.odd" 2>&1
	it "$name" still_serves after
}

# ---- several mails over one connection
{
	opening
	mail_of "$scratch/hole.eml" A1
	mail_of "$scratch/fine.eml" A2
	mail_of "$scratch/hole.eml" A3 | sed '/^end/d'
	echo "abort"
	mail_of "$scratch/fine.eml" A4
	mail_of "$scratch/fine.eml" A5 | sed '/^end/d; /^macro E/d'
	# MAIL again without an abort between: some servers do so after RSET.
	echo "abort"
	echo "abort"
	echo "mail <>"
	echo "rcpt <agent@shop.example>"
	echo "header Subject bounce"
	echo "body nothing"
	echo "macro E i A6"
	echo "end"
	echo "quit"
} >"$scratch/many"
it "several mails over one connection" talk "$scratch/many"
it "each is judged by itself" says "SELECT queue_id, verdict, message_id FROM outcomes ORDER BY number" \
	'A1|hold|answer-2@shop.example
A2|pass|answer-1@shop.example
A4|pass|answer-1@shop.example
A6|skip|'
it "nothing of the mail before is left: not the recipients, not the sender" says \
	"SELECT recipients, reason FROM outcomes WHERE queue_id = 'A6'" '1|null-sender'
it "nothing is left of forged headers either" sh -c '
	printf "%s\n" "offer" "connect c 4 1 127.0.0.1" "mail <agent@shop.example>" "rcpt <a@b.example>" \
		"header X-Empathy-Check no" "eoh" "body x" "end" "say second" \
		"mail <agent@shop.example>" "rcpt <a@b.example>" "header Subject s" "body x" "end" >"$1/two"
	"$2" "unix:$1/milter.sock" "$1/two" >"$1/found"
	! sed -n "/second/,\$p" "$1/found" | grep change' - "$scratch" "$client"

# ---- a connection closed at each stage, and at each with half a packet sent
{
	opening
	mail_of X C1 | while read -r line; do
		case $line in
		message*) printf '%s\n' 'header Subject s' 'eoh' 'body text' ;;
		*) echo "$line" ;;
		esac
	done
} >"$scratch/all"
lines=$(wc -l <"$scratch/all")
closed_everywhere() {
	n=0
	while [ $n -le "$lines" ]; do
		head -n $n "$scratch/all" >"$scratch/part"
		talk "$scratch/part" >"$scratch/.part" 2>&1 || { cat "$scratch/.part"; return 1; }
		{ cat "$scratch/part"; printf 'raw \\x00\\x00\\x00\\x09L\n'; } >"$scratch/cut"
		talk "$scratch/cut" >"$scratch/.part" 2>&1 || { cat "$scratch/.part"; return 1; }
		n=$((n + 1))
	done
}
it "a connection closed at each of $lines stages" closed_everywhere
it "and it still serves" still_serves D1
it "only a whole mail has a row" says "SELECT count(*) FROM outcomes WHERE queue_id = 'C1'" 2

# ---- orders no mail server should use
survives "a connection that says nothing" </dev/null
survives "a body first" <<'END'
offer
packet B text
packet E
END
survives "an end without a mail" <<'END'
offer
packet E
packet A
packet Q
END
survives "recipients without a sender" <<'END'
offer
packet R <ann@customer.example>\0
packet L Subject\0s\0
packet E
END
survives "a sender twice, a greeting between" <<'END'
offer
connect c 4 1 127.0.0.1
packet M <a@shop.example>\0
packet M <b@shop.example>\0
packet H hello\0
packet M <c@shop.example>\0
END
survives "no negotiation" <<'END'
packet C c\0U
packet M <a@shop.example>\0
END
survives "negotiating twice" <<'END'
offer
packet O \x00\x00\x00\x06\x00\x00\x01\xff\x00\x1f\xff\xff
END
survives "aborts and quits without end" <<'END'
offer
packet A
packet A
packet Q
packet Q
END
survives "connections of families nobody knows" <<'END'
offer
connect c U 0 x
mail <agent@shop.example>
again
offer
connect c L 0 /var/run/x
mail <agent@shop.example>
again
offer
connect c 6 25 ::1
mail <agent@shop.example>
again
offer
connect c 6 25 not-an-address
END

# ---- bytes that are no protocol
survives "a browser" <<'END'
raw GET / HTTP/1.1\r\nHost: x\r\n\r\n
END
survives "a length of nothing" <<'END'
raw \x00\x00\x00\x00
END
survives "a length of four gigabytes" <<'END'
offer
raw \xff\xff\xff\xffL
END
survives "a negotiation cut short" <<'END'
packet O \x00\x00\x00\x06
END
survives "fields without their ends" <<'END'
offer
connect c 4 1 127.0.0.1
mail <agent@shop.example>
rcpt <ann@customer.example>
packet L Subject
packet L Subject\0
packet L \0\0
packet L
packet D M
packet D
packet D Ei\0
packet M
packet R
packet C
END
survives "commands nobody knows" <<'END'
offer
packet x y
packet \xff
packet U HELP\0
END
survives "addresses that are none" <<'END'
offer
connect c 4 1 127.0.0.1
mail <
rcpt >
header From \xff\xfe\x80\x00
header \x01 \x02
eoh
body \x00\xff\r\r\n\n\x1b[31m
macro E i \x1b]0;x\x07\xff
end
END
it "a queue id cannot reach the terminal of who reads the log" sh -c \
	'! LC_ALL=C grep -q "[^[:print:]]" "$1/log"' - "$scratch"
random_bytes() {
	n=0
	while [ $n -lt 20 ]; do
		n=$((n + 1))
		{ echo offer; printf 'raw '; head -c 300 /dev/urandom | od -An -v -tx1 |
			tr -d '\n' | sed 's/ /\\x/g'; echo; } >"$scratch/odd"
		talk "$scratch/odd" >"$scratch/.odd" 2>&1
	done
	still_serves after
}
it "random bytes" random_bytes
it "the daemon leaves in good order" stop
done_testing
