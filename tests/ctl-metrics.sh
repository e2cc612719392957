#!/bin/sh
# empathyctl metrics: what Prometheus reads is what the record says.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/report-lib.sh"
db=$scratch/weeks.db
weeks_in "$db" 3000 84 || skip_all "the record cannot be filled"
metrics() {
	"$ctl" metrics --db "$db" --now=$now >"$scratch/metrics"
}
says() { # LINE...: each of them, whole
	metrics || return 1
	for line in "$@"; do
		grep -qxF -- "$line" "$scratch/metrics" || { echo "not said: $line"; cat "$scratch/metrics"; return 1; }
	done
}
ask() {
	sqlite3 "$db" "$1"
}

it "metrics of a record" metrics
# The distribution's own python, which has the library beside it.
parsed() {
	/usr/bin/python3 - "$scratch/metrics" <<'PYTHON'
import sys
from prometheus_client.parser import text_string_to_metric_families
found = {f.name: f for f in text_string_to_metric_families(open(sys.argv[1], encoding="utf-8").read())}
assert len(found) == 17, sorted(found)
for family in found.values():
    assert family.documentation and family.type in ("counter", "gauge", "histogram"), family
    # A record that no daemon wrote says nothing of the daemon's rules.
    assert family.samples or family.name.startswith("empathy_rules_"), family.name
assert found["empathy_messages"].type == "counter"
buckets = [s.value for s in found["empathy_decision_seconds"].samples if s.name.endswith("_bucket")]
assert len(buckets) == 9 and buckets == sorted(buckets), buckets
PYTHON
}
if /usr/bin/python3 -c 'import prometheus_client' 2>/dev/null; then
	it "Prometheus' own library reads them" parsed
fi
checked() {
	promtool check metrics <"$scratch/metrics"
}
if command -v promtool >/dev/null; then
	it "its tool finds nothing wrong with them" checked
fi
it "messages by verdict, action and reason" says \
	"empathy_messages_total{verdict=\"hold\",action=\"hold\",reason=\"\"} $(ask "SELECT count(*) FROM outcome WHERE verdict = 'hold'")" \
	"empathy_messages_total{verdict=\"skip\",action=\"pass\",reason=\"language\"} $(ask "SELECT count(*) FROM outcome WHERE reason = 'language'")"
all_of_them() {
	metrics && awk '/^empathy_messages_total/ { n += $2 } END { exit n != 3000 }' "$scratch/metrics"
}
it "every message once" all_of_them
judged="FROM outcome WHERE verdict <> 'skip'"
it "how long decisions took" says \
	"empathy_decision_seconds_count $(ask "SELECT count(*) $judged")" \
	"empathy_decision_seconds_sum $(ask "SELECT printf('%.6f', sum(microseconds) / 1e6) $judged")" \
	"empathy_decision_seconds_bucket{le=\"+Inf\"} $(ask "SELECT count(*) $judged")"
# At each bound and just beyond it: the record's trigger and the exposition agree.
bounds() {
	metrics && grep -o 'bucket{le="[0-9.e-][0-9.e-]*' "$scratch/metrics" | sed 's/.*"//' >"$scratch/bounds" &&
		[ "$(wc -l <"$scratch/bounds")" -eq 8 ] || return 1
	while read -r bound; do
		says "empathy_decision_seconds_bucket{le=\"$bound\"} $(ask "SELECT count(*) $judged AND microseconds <= $bound * 1e6 + 0.001")" || return 1
	done <"$scratch/bounds"
}
ask "INSERT INTO outcome (id, at, host, queue_id, message_id, agent, customer, policy, language,
	verdict, action, state, reason, feelings, failed, life_events, source, rules, recipients, microseconds)
	SELECT 'b' || value, '2026-11-29T22:00:00Z', '', '', '', '', '', '', 'en', 'pass', 'pass', 'sent', '', '', '',
	'', 'quoted', 'r\"9\\', 1, value FROM json_each('[0,500,501,1000,1001,2500,2501,5000,5001,10000,10001,25000,25001,100000,100001,1000000,1000001]')"
it "buckets end where they say" bounds
it "a label is quoted" says 'empathy_rules_info{version="r\"9\\"} 1'
ask "UPDATE outcome SET state = 'sent'; UPDATE outcome SET state = 'held', at = '2026-11-29T23:00:00Z' WHERE number = 7;
	UPDATE outcome SET state = 'held', at = '2026-11-29T23:30:00Z' WHERE number = 8"
it "what is held, and for how long" says "empathy_held 2" "empathy_held_oldest_seconds 3600"
ask "INSERT INTO outbox (outcome, kind, recipient, state, created, due) VALUES (7, 'held', 'a@b', 'waiting', $now - 90, 0),
	(8, 'held', 'a@b', 'sent', 0, 0)"
it "notices by state" says 'empathy_notices{state="waiting"} 1' 'empathy_notices{state="sent"} 1' \
	'empathy_notices{state="failed"} 0' "empathy_notices_oldest_waiting_seconds 90"
it "the size of the record" says "empathy_record_bytes{file=\"database\"} $(wc -c <"$db")"
still_counted() {
	before=$(grep '^empathy_messages_total' "$scratch/metrics") &&
		ask "PRAGMA foreign_keys = ON; DELETE FROM outcome WHERE number < 2000" && metrics &&
		[ "$before" = "$(grep '^empathy_messages_total' "$scratch/metrics")" ]
}
it "a purge turns no counter back" still_counted
nobody() {
	metrics && ! grep -q '@' "$scratch/metrics"
}
it "nobody's name or words" nobody

# ---- the rules of a running daemon
generation() { # N, SUCCESSFUL: and as told, loaded between the start of this test and now
	"$ctl" metrics --db "$scratch/record.db" >"$scratch/metrics" &&
		grep -qx "empathy_rules_generation $1" "$scratch/metrics" &&
		grep -qx "empathy_rules_last_reload_successful $2" "$scratch/metrics" &&
		loaded=$(sed -n 's/^empathy_rules_loaded_timestamp_seconds //p' "$scratch/metrics") &&
		[ "$loaded" -ge "$began" ] && [ "$loaded" -le "$(date +%s)" ]
}
began=$(date +%s)
settings
start
it "a daemon that starts has loaded its rules once" wait_for 30 generation 1 1
first=$loaded
sleep_past() { # so that a time that stays can be told from one that goes on
	wait_for 5 sh -c '[ "$(date +%s)" -gt "$1" ]' - "$1"
}
sleep_past "$first"
kill -USR1 "$pid"
it "a reload counts" wait_for 30 generation 2 1
second=$loaded
it "and has its own time" [ "$second" -gt "$first" ]
cp "$scratch/rules/en/placeholder.rules" "$scratch/good.rules"
echo 'match = /(/' >>"$scratch/rules/en/placeholder.rules"
kill -USR1 "$pid"
it "broken rules: that is told, and counts nothing" wait_for 30 generation 2 0
it "the time is that of the rules that stay" [ "$loaded" = "$second" ]
cp "$scratch/good.rules" "$scratch/rules/en/placeholder.rules"
kill -USR1 "$pid"
it "put right: all is well again" wait_for 30 generation 3 1
settings '[policy] mode = nonsense'
kill -USR1 "$pid"
it "broken settings are a failed reload too" wait_for 30 generation 3 0
stop
settings
start
it "a new start begins anew" wait_for 30 generation 1 1
if command -v promtool >/dev/null; then
	it "Prometheus' tool finds nothing wrong with them" checked
fi
stop

textfile() {
	"$ctl" metrics --db "$db" --now=$now --textfile="$scratch/empathy.prom" &&
		metrics && same "$scratch/metrics" "$scratch/empathy.prom" &&
		[ "$(stat -c %a "$scratch/empathy.prom")" = 644 ] && [ "$(find "$scratch" -name '*.prom*' | wc -l)" -eq 1 ]
}
it "a file for the collector, whole and readable" textfile
it_fails 2 "a file the collector would not read" "$ctl" metrics --db "$db" --textfile="$scratch/empathy.txt"
it_fails 2 "a word too many" "$ctl" metrics --db "$db" now
it_fails 3 "a record that is not there" "$ctl" metrics --db "$scratch/none.db"
older() {
	cp "$db" "$scratch/older.db" && sqlite3 "$scratch/older.db" "PRAGMA user_version = 1" &&
		! "$ctl" metrics --db "$scratch/older.db" 2>"$scratch/said" &&
		grep -q "of an older program: start this version's empathy-milter once" "$scratch/said"
}
it "a record of an older program: it says what to do" older
# A member of its group, who may write neither the record nor its folder.
as_member() {
	chmod 755 "$scratch" && mkdir "$scratch/var" && "$top_builddir/tests/fill-record" "$scratch/var/record.db" &&
		chgrp -R daemon "$scratch/var" && chmod 750 "$scratch/var" && chmod 640 "$scratch"/var/* &&
		setpriv --reuid=nobody --regid=nogroup --groups=daemon "$ctl" metrics --db "$scratch/var/record.db" --now=$now
}
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	it "its group can read it, and writes nothing" as_member
fi
done_testing
