#!/bin/sh
# Records of every released version are brought up to date, and lose nothing.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
ctl=$top_builddir/empathyctl
db=$scratch/record.db

# As the programs of those versions made them; the statements are theirs and never change.
version_1() {
	cat <<-'SQL'
		PRAGMA auto_vacuum = INCREMENTAL;
		PRAGMA journal_mode = WAL;
		CREATE TABLE outcome (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
			host TEXT NOT NULL, queue_id TEXT NOT NULL, message_id TEXT NOT NULL, agent TEXT NOT NULL,
			customer TEXT NOT NULL, policy TEXT NOT NULL, language TEXT NOT NULL, verdict TEXT NOT NULL,
			action TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, feelings TEXT NOT NULL,
			failed TEXT NOT NULL, life_events TEXT NOT NULL, source TEXT NOT NULL, rules TEXT NOT NULL,
			recipients INTEGER NOT NULL);
		CREATE INDEX outcome_at ON outcome (at);
		CREATE INDEX outcome_queue_id ON outcome (queue_id);
		CREATE INDEX outcome_message_id ON outcome (message_id);
		CREATE INDEX outcome_held ON outcome (state) WHERE state = 'held';
		CREATE TABLE finding (outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,
			check_name TEXT NOT NULL, result TEXT NOT NULL, certainty TEXT NOT NULL, rule TEXT NOT NULL,
			evidence TEXT NOT NULL, advice TEXT NOT NULL);
		CREATE INDEX finding_outcome ON finding (outcome);
		CREATE TABLE feeling (outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,
			feeling TEXT NOT NULL, intensity INTEGER NOT NULL, explicit INTEGER NOT NULL,
			rule TEXT NOT NULL, evidence TEXT NOT NULL, acknowledged TEXT NOT NULL, met_by TEXT NOT NULL);
		CREATE INDEX feeling_outcome ON feeling (outcome);
		CREATE TABLE event (number INTEGER PRIMARY KEY,
			outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,
			at TEXT NOT NULL, event TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL);
		CREATE INDEX event_outcome ON event (outcome);
		CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event
			BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
		CREATE TABLE rule_note (outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,
			kind TEXT NOT NULL, rule TEXT NOT NULL);
		CREATE INDEX rule_note_outcome ON rule_note (outcome);
		CREATE TABLE words (outcome INTEGER PRIMARY KEY REFERENCES outcome ON DELETE CASCADE,
			subject TEXT NOT NULL, reply TEXT NOT NULL, customer TEXT NOT NULL);
		CREATE VIEW outcomes AS SELECT id, at, host, queue_id, message_id, agent, customer, policy,
			language, verdict, action, state, reason, feelings, failed, life_events, source, rules,
			recipients, number FROM outcome;
		CREATE VIEW findings AS SELECT o.id, o.at, o.agent, o.policy, f.check_name AS "check", f.result,
			f.certainty, f.rule, f.evidence, f.advice FROM finding AS f
			JOIN outcome AS o ON o.number = f.outcome;
		CREATE VIEW feelings AS SELECT o.id, o.at, o.agent, o.customer, o.policy, f.feeling, f.intensity,
			f.explicit, f.rule, f.evidence, f.acknowledged, f.met_by AS "by" FROM feeling AS f
			JOIN outcome AS o ON o.number = f.outcome;
		CREATE VIEW events AS SELECT o.id, e.at, e.event, e.actor, e.reason, e.number FROM event AS e
			JOIN outcome AS o ON o.number = e.outcome;
		CREATE VIEW rule_stats AS SELECT h.rule, h.kind, count(DISTINCT h.outcome) AS messages,
			count(DISTINCT CASE WHEN o.verdict IN ('annotate', 'hold', 'reject') THEN h.outcome END) AS flagged,
			min(o.at) AS first_at, max(o.at) AS last_at
			FROM (SELECT rule, 'feeling' AS kind, outcome FROM feeling
			UNION ALL SELECT rule, 'finding', outcome FROM finding WHERE result = 'fail'
			UNION ALL SELECT rule, kind, outcome FROM rule_note) AS h
			JOIN outcome AS o ON o.number = h.outcome WHERE h.rule <> '' GROUP BY h.rule, h.kind;
		CREATE VIEW held_now AS SELECT id, at, host, queue_id, message_id, agent, customer, policy, reason,
			failed, CAST(strftime('%s', 'now') - strftime('%s', at) AS INTEGER) AS seconds
			FROM outcome WHERE state = 'held';
		PRAGMA application_id = 1162694745;
		PRAGMA user_version = 1;
	SQL
}
version_2() {
	version_1
	cat <<-'SQL'
		CREATE TABLE outbox (number INTEGER PRIMARY KEY,
			outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE, kind TEXT NOT NULL,
			recipient TEXT NOT NULL, mail BLOB, state TEXT NOT NULL, created INTEGER NOT NULL,
			due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, sent_at INTEGER,
			trouble TEXT NOT NULL DEFAULT '');
		CREATE INDEX outbox_outcome ON outbox (outcome);
		CREATE INDEX outbox_waiting ON outbox (due) WHERE state = 'waiting';
		CREATE INDEX outbox_sent ON outbox (recipient, sent_at) WHERE state = 'sent';
		PRAGMA user_version = 2;
	SQL
}
rows() {
	cat <<-'SQL'
		INSERT INTO outcome VALUES
			(1, 'em1', '2026-01-02T10:00:00Z', 'h', '4A', 'a@x', 'ann@shop.example', 'kim@x', 'default',
			'en', 'hold', 'hold', 'held', 'feelings: passed over', 'worry', 'feelings', '', 'quoted', 'r1', 1),
			(2, 'em2', '2026-01-02T11:00:00Z', 'h', '4B', 'b@x', 'bob@shop.example', 'lou@x', 'default',
			'en', 'pass', 'pass', 'sent', 'nothing', '', '', '', 'quoted', 'r1', 1);
		INSERT INTO finding VALUES (1, 'feelings', 'fail', 'sure', 'worried', 'so worried', 'Take it up.'),
			(1, 'tone', 'pass', '', '', '', ''), (2, 'tone', 'pass', '', '', '', '');
		INSERT INTO feeling VALUES (1, 'worry', 3, 1, 'worried', 'so worried', 'none', '');
		INSERT INTO event VALUES (1, 1, '2026-01-02T10:00:00Z', 'judged', 'empathy-milter', 'hold'),
			(2, 1, '2026-01-02T10:00:00Z', 'held', 'empathy-milter', 'feelings'),
			(3, 2, '2026-01-02T11:00:00Z', 'judged', 'empathy-milter', 'pass');
		INSERT INTO rule_note VALUES (2, 'observed', 'on-trial');
		INSERT INTO words VALUES (1, 'Re: parcel', 'It is on its way.', 'I am so worried.');
	SQL
}
shape() { # of every table, view, index: as a record made today has it
	sqlite3 -readonly "$1" "SELECT m.type, m.name, p.name, p.type, p.\"notnull\" FROM sqlite_master AS m
		LEFT JOIN pragma_table_info(m.name) AS p ON m.type IN ('table', 'view')
		WHERE m.name NOT GLOB 'sqlite_*' ORDER BY 1, 2, 3"
}
"$top_builddir/tests/fill-record" "$scratch/today.db" || skip_all "a record cannot be made"
shape "$scratch/today.db" >"$scratch/today"

up_to_date() { start && stop; }
copies() {
	rm -f "$scratch/copy.db"
	"$ctl" backup --db "$db" "$scratch/copy.db"
}
is_copy() {
	sqlite3 -readonly "$db" .dump | sort >"$scratch/there"
	sqlite3 -readonly "$scratch/copy.db" .dump | sort >"$scratch/copied"
	same "$scratch/there" "$scratch/copied" &&
		[ "$(sqlite3 -readonly "$scratch/copy.db" 'PRAGMA user_version')" = $version ]
}
settings '[log] keep = 0'
# The daemon brings it up to date; readers say so.
for version in 1 2; do
	rm -f "$db"*
	{ version_$version; rows; } | sqlite3 "$db" >"$scratch/.out" || skip_all "no fixture"
	[ $version -eq 1 ] || sqlite3 "$db" "INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due)
		VALUES (1, 'held', 'ann@shop.example', 'mail', 'sent', 5, 6)"
	it_fails 3 "version $version: commands refuse it" "$ctl" log --db "$db"
	it "version $version: and leave it as it is" says 'PRAGMA user_version' $version
	it "version $version: a copy can be made before" copies
	it "version $version: which is what was there" is_copy
	it "version $version: the daemon brings it up to date" up_to_date
	it "version $version: it has today's number" says 'PRAGMA user_version' \
		"$(sqlite3 -readonly "$scratch/today.db" 'PRAGMA user_version')"
	shape "$db" >"$scratch/shape"
	it "version $version: it has today's shape" same "$scratch/today" "$scratch/shape"
	it "version $version: the rows are there" says \
		"SELECT id, verdict, state, feelings, failed, passed FROM outcomes ORDER BY number" \
		'em1|hold|held|worry|feelings|tone
em2|pass|sent|||tone'
	it "version $version: with all that hangs on them" says \
		"SELECT (SELECT count(*) FROM findings), (SELECT evidence FROM feelings),
		(SELECT count(*) FROM events), (SELECT reply FROM words),
		(SELECT kind FROM rule_stats WHERE rule = 'on-trial')" \
		'3|so worried|3|It is on its way.|observed'
	it "version $version: what is held has terms and never ends by itself" says \
		"SELECT on_expiry FROM hold" keep
	it "version $version: what was counted is" says "SELECT sum(messages) FROM tally" 2
	it "version $version: check-db finds all in order but its mode" sh -c '
		"$1" check-db --db "$2" >"$3/told"; ! grep "^WRONG" "$3/told" | grep -v "only its group"' - \
		"$ctl" "$db" "$scratch"
	it "version $version: its story can be told" sh -c '"$1" show em1 --db "$2" | grep -q "so worried"' - "$ctl" "$db"
done
it "version 2: its notices are there" says "SELECT recipient, state FROM outbox" 'ann@shop.example|sent'
done_testing
