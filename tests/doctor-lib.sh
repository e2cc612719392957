# shellcheck shell=sh
# doctor-lib.sh - a mail server that knows nothing of us, set up by what `empathyctl setup` prints,
# and then broken in one way after the other. It comes behind postfix-lib.sh or sendmail-lib.sh.
#
#   examine                what the doctor says, into $scratch/remarks; its exit status
#   finds HEALTH CHECK TEXT...   the doctor says so, in a remark with each text
#   heal HEALTH CHECK      runs the line that comes with it
#   is_well                no fault, exit status 0
#
# SPDX-License-Identifier: MIT
: "${server:?postfix-lib.sh or sendmail-lib.sh comes first}" "${socket_group?}" "${mta:?}" \
	"${etc:?}" "${scratch:?}" "${pid=}" "${top_srcdir:?}"
at_end() {
	server_end
	end_daemon
}
# shellcheck disable=SC2034 # who includes this uses it
hole='{{first_name}}'
cp "$top_srcdir"/rules/en/notice* "$scratch/rules/en/"
notice_port=$(free_port)

configure() { # SETTING...: as settings, and how notices and the queue are reached
	settings "[milter] socket-group = $socket_group" "$@"
	cat >>"$scratch/conf" <<-END
		[notice]
		smtp = 127.0.0.1:$notice_port
		from = replies@shop.example
		[queue]
		mta = $mta
		config-directory = $etc
	END
}

# shellcheck disable=SC2120 # some pass more
examine() {
	inside empathyctl doctor -c "$scratch/conf" --json "$@" >"$scratch/remarks"
}

cat >"$scratch/remark.py" <<'END'
import json, sys
remarks, health, check, texts = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
found = [r for r in map(json.loads, open(remarks)) if r["health"] == health and r["check"] == check
         and all(t in r["what"] + "\n" + r["change"] for t in texts)]
if not found:
    sys.stderr.write(open(remarks).read())
    sys.exit(1)
print(found[0]["change"])
END

finds() {
	wanted=$1
	examine
	status=$?
	python3 "$scratch/remark.py" "$scratch/remarks" "$@" || return 1
	[ "$wanted" != fault ] || [ $status -eq 1 ]
}

heal() {
	python3 "$scratch/remark.py" "$scratch/remarks" "$@" >"$scratch/change" && cat "$scratch/change" &&
		inside sh -e "$scratch/change"
}

# Of rules it says how many there are, but nothing of this.
is_silent_of() {
	! finds advice "$@" && finds fine rules 'rules (en)'
}

is_well() {
	examine
	status=$?
	cat "$scratch/remarks"
	[ $status -eq 0 ] && ! grep -q '"health":"fault"' "$scratch/remarks"
}

set_up() {
	inside empathyctl setup "$mta" -c "$scratch/conf" >"$scratch/setup" && cat "$scratch/setup"
}

# ---- what both have in common
notified() {
	grep -lr 'Subject: \[Held\]' "$scratch/sink" | head -n 1 | grep .
}

common_faults() {
	configure "[support] senders = "
	it "scope: nobody is judged" finds fault scope 'nobody' 'senders ='
	configure "[support] senders = *@shop.example, @help.example"
	it "scope: a pattern that is nobody's" finds fault scope 'matches no address' '*@help.example'
	configure
	echo '[bad' >"$scratch/rules/en/bad.rules"
	it "rules: a file with a mistake, named with its line" finds fault rules 'bad.rules:1: '
	rm "$scratch/rules/en/bad.rules"
	it "rules: no weights beside them" finds advice rules 'en/feelings.weights'
	it "rules: neither the answers'" finds advice rules 'en/answers.weights'
	echo '[text]' >"$scratch/rules/en/feelings.weights"
	echo '[text]' >"$scratch/rules/en/answers.weights"
	it "rules: with them nothing is said" is_silent_of rules '.weights'
	rm "$scratch"/rules/en/*.weights
	mkdir "$scratch/rules/en_GB"
	it "rules: an empty folder is nobody's" is_silent_of rules 'en_GB'
	touch "$scratch/rules/en_GB/ours.rules"
	it "rules: a folder of no language" finds advice rules 'en_GB is not read'
	rm -r "$scratch/rules/en_GB"
	mv "$scratch/rules/en/notice-held.txt" "$scratch/held.txt"
	it "rules: a notice has no words" finds fault rules 'notice-held.txt'
	mv "$scratch/held.txt" "$scratch/rules/en/notice-held.txt"

	chmod 600 "$scratch/record.db"
	it "record: its group cannot read it" finds fault record 'chmod g+r'
	it "record: the line mends that" heal fault record 'chmod g+r'
	chmod 644 "$scratch/record.db"
	it "record: all can read it" finds fault record 'Anybody'
	it "record: the line mends that" heal fault record 'Anybody'
	it "record: is well again" is_well
	configure "[log] database = $scratch/other.db"
	sqlite3 "$scratch/other.db" 'CREATE TABLE t (a)'
	it "record: a database that is not ours" finds fault record 'cannot be used'
	configure "[log] database = $scratch/none/record.db"
	it "record: no folder for it" finds fault record 'install -d'
	configure
	mkdir -p "$scratch/requests"
	chmod 777 "$scratch/requests"
	it "requests: a folder that is open to all" finds fault requests 'chmod 3770'
	it "requests: the line mends that" heal fault requests 'chmod 3770'
	it "requests: is well again" finds fine requests

	configure
	sed -i "s/^smtp = .*/smtp = 127.0.0.1:$(free_port)/" "$scratch/conf"
	it "notices: nobody listens there" finds fault notices 'does not listen'
	sed -i 's/^smtp = .*/smtp =/' "$scratch/conf"
	it "notices: held and nobody told" finds fault notices 'nobody is told'
	configure
	sed -i 's/^from = .*/from =/' "$scratch/conf"
	it "notices: no sender" finds fault notices 'from'
	configure

	sed -i "s,^config-directory = .*,config-directory = $scratch/nowhere," "$scratch/conf"
	it "mail-server: cannot be read" finds fault mail-server 'cannot be read'
	configure
	it "is well after all that" is_well
	stop
	it "socket: the daemon is down" finds fault socket 'systemctl enable'
	start
	it "socket: it is back" finds fine socket
}
