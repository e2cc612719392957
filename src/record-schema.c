/* record-schema.c - the tables, the views people rely on, and how older records become newer.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

/* Each brings a record from the version before to its own; never change one that was released. */
static const char *const migrations[] = {
	/* 1 */
	"CREATE TABLE outcome ("
	"  number INTEGER PRIMARY KEY,"
	"  id TEXT NOT NULL UNIQUE,"
	"  at TEXT NOT NULL," /* ISO 8601 UTC, to the second */
	"  host TEXT NOT NULL,"
	"  queue_id TEXT NOT NULL,"
	"  message_id TEXT NOT NULL,"
	"  agent TEXT NOT NULL,"
	"  customer TEXT NOT NULL,"
	"  policy TEXT NOT NULL,"
	"  language TEXT NOT NULL,"
	"  verdict TEXT NOT NULL,"
	"  action TEXT NOT NULL,"
	"  state TEXT NOT NULL,"
	"  reason TEXT NOT NULL,"
	"  feelings TEXT NOT NULL," /* names, strongest first, comma between; for people */
	"  failed TEXT NOT NULL,"
	"  life_events TEXT NOT NULL,"
	"  source TEXT NOT NULL,"
	"  rules TEXT NOT NULL,"
	"  recipients INTEGER NOT NULL);"
	"CREATE INDEX outcome_at ON outcome (at);"
	"CREATE INDEX outcome_queue_id ON outcome (queue_id);"
	"CREATE INDEX outcome_message_id ON outcome (message_id);"
	"CREATE INDEX outcome_held ON outcome (state) WHERE state = 'held';"
	"CREATE TABLE finding ("
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  check_name TEXT NOT NULL,"
	"  result TEXT NOT NULL,"
	"  certainty TEXT NOT NULL,"
	"  rule TEXT NOT NULL,"
	"  evidence TEXT NOT NULL,"
	"  advice TEXT NOT NULL);"
	"CREATE INDEX finding_outcome ON finding (outcome);"
	"CREATE TABLE feeling ("
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  feeling TEXT NOT NULL,"
	"  intensity INTEGER NOT NULL,"
	"  explicit INTEGER NOT NULL,"
	"  rule TEXT NOT NULL,"
	"  evidence TEXT NOT NULL,"
	"  acknowledged TEXT NOT NULL,"
	"  met_by TEXT NOT NULL);"
	"CREATE INDEX feeling_outcome ON feeling (outcome);"
	"CREATE TABLE event ("
	"  number INTEGER PRIMARY KEY,"
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  at TEXT NOT NULL,"
	"  event TEXT NOT NULL,"
	"  actor TEXT NOT NULL,"
	"  reason TEXT NOT NULL);"
	"CREATE INDEX event_outcome ON event (outcome);"
	"CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event"
	"  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;"
	/* Rules in mode observe that matched, and rules that reached a limit. */
	"CREATE TABLE rule_note ("
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  kind TEXT NOT NULL,"
	"  rule TEXT NOT NULL);"
	"CREATE INDEX rule_note_outcome ON rule_note (outcome);"
	/* Only with [log] text = full. */
	"CREATE TABLE words ("
	"  outcome INTEGER PRIMARY KEY REFERENCES outcome ON DELETE CASCADE,"
	"  subject TEXT NOT NULL,"
	"  reply TEXT NOT NULL,"
	"  customer TEXT NOT NULL);"
	"CREATE VIEW outcomes AS"
	"  SELECT id, at, host, queue_id, message_id, agent, customer, policy, language, verdict,"
	"    action, state, reason, feelings, failed, life_events, source, rules, recipients, number"
	"  FROM outcome;"
	"CREATE VIEW findings AS"
	"  SELECT o.id, o.at, o.agent, o.policy, f.check_name AS \"check\", f.result, f.certainty,"
	"    f.rule, f.evidence, f.advice"
	"  FROM finding AS f JOIN outcome AS o ON o.number = f.outcome;"
	"CREATE VIEW feelings AS"
	"  SELECT o.id, o.at, o.agent, o.customer, o.policy, f.feeling, f.intensity, f.explicit,"
	"    f.rule, f.evidence, f.acknowledged, f.met_by AS \"by\""
	"  FROM feeling AS f JOIN outcome AS o ON o.number = f.outcome;"
	"CREATE VIEW events AS"
	"  SELECT o.id, e.at, e.event, e.actor, e.reason, e.number"
	"  FROM event AS e JOIN outcome AS o ON o.number = e.outcome;"
	"CREATE VIEW rule_stats AS"
	"  SELECT h.rule, h.kind, count(DISTINCT h.outcome) AS messages,"
	"    count(DISTINCT CASE WHEN o.verdict IN ('annotate', 'hold', 'reject')"
	"      THEN h.outcome END) AS flagged,"
	"    min(o.at) AS first_at, max(o.at) AS last_at"
	"  FROM (SELECT rule, 'feeling' AS kind, outcome FROM feeling"
	"    UNION ALL SELECT rule, 'finding', outcome FROM finding WHERE result = 'fail'"
	"    UNION ALL SELECT rule, kind, outcome FROM rule_note) AS h"
	"  JOIN outcome AS o ON o.number = h.outcome"
	"  WHERE h.rule <> '' GROUP BY h.rule, h.kind;"
	"CREATE VIEW held_now AS"
	"  SELECT id, at, host, queue_id, message_id, agent, customer, policy, reason, failed,"
	"    CAST(strftime('%s', 'now') - strftime('%s', at) AS INTEGER) AS seconds"
	"  FROM outcome WHERE state = 'held';",
	/* 2: notices, until they are mail; times are seconds since 1970 */
	"CREATE TABLE outbox ("
	"  number INTEGER PRIMARY KEY,"
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  kind TEXT NOT NULL,"
	"  recipient TEXT NOT NULL,"
	"  mail BLOB,"           /* NULL once nobody needs it */
	"  state TEXT NOT NULL," /* waiting, sent, failed, withdrawn */
	"  created INTEGER NOT NULL,"
	"  due INTEGER NOT NULL,"
	"  tries INTEGER NOT NULL DEFAULT 0,"
	"  sent_at INTEGER,"
	"  trouble TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX outbox_outcome ON outbox (outcome);"
	"CREATE INDEX outbox_waiting ON outbox (due) WHERE state = 'waiting';"
	"CREATE INDEX outbox_sent ON outbox (recipient, sent_at) WHERE state = 'sent';",
	/* What people say of a judgement. Theirs and the machine's stay columns apart, and a
	 * changed mind is a new row. */
	"CREATE TABLE label ("
	"  number INTEGER PRIMARY KEY,"
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  at TEXT NOT NULL,"
	"  actor TEXT NOT NULL,"
	"  kind TEXT NOT NULL,"       /* review, dispute: one that waits for a decision */
	"  check_name TEXT NOT NULL," /* '': the verdict as a whole */
	"  machine TEXT NOT NULL,"    /* fail, pass: what we had said, when it was labelled */
	"  opinion TEXT NOT NULL,"    /* agree, disagree: with the machine */
	"  note TEXT NOT NULL,"
	"  decision TEXT NOT NULL DEFAULT ''," /* of a dispute: agree, disagree; '': open */
	"  decided_by TEXT NOT NULL DEFAULT '',"
	"  decided_at TEXT NOT NULL DEFAULT '',"
	"  decision_note TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX label_outcome ON label (outcome);"
	"CREATE INDEX label_open ON label (number) WHERE kind = 'dispute' AND decision = '';"
	"CREATE INDEX event_overridden ON event (outcome) WHERE event = 'overridden';"
	/* people: what they think is true; '' while a dispute is open */
	"CREATE VIEW labels AS"
	"  SELECT o.id, l.at, l.actor AS \"by\", l.kind, l.check_name AS \"check\", l.machine,"
	"    CASE iif(l.kind = 'dispute', l.decision, l.opinion) WHEN 'agree' THEN l.machine"
	"      WHEN 'disagree' THEN iif(l.machine = 'fail', 'pass', 'fail') ELSE '' END AS people,"
	"    l.opinion, l.note, CASE WHEN l.kind <> 'dispute' THEN 'given'"
	"      WHEN l.decision = '' THEN 'open' ELSE 'decided' END AS state,"
	"    l.decision, l.decided_by, l.decided_at, l.decision_note, o.agent, o.customer,"
	"    o.policy, o.language, l.number, l.outcome"
	"  FROM label AS l JOIN outcome AS o ON o.number = l.outcome"
	"  WHERE NOT EXISTS (SELECT 1 FROM label AS later WHERE later.outcome = l.outcome"
	"    AND later.actor = l.actor AND later.check_name = l.check_name"
	"    AND later.number > l.number);"
	"CREATE VIEW agreement AS"
	"  SELECT iif(\"check\" = '', 'verdict', \"check\") AS \"check\", machine, people,"
	"    count(*) AS labels"
	"  FROM labels WHERE people <> '' GROUP BY 1, 2, 3;"
	/* Of each failure a rule stood behind: was it overridden, and what did people say of it?
	 * What was said of the check counts before what was said of the verdict. */
	"CREATE VIEW rule_opinions AS"
	"  SELECT DISTINCT f.rule, f.check_name AS \"check\", o.id, o.at, o.action, o.policy,"
	"    EXISTS (SELECT 1 FROM event AS e WHERE e.outcome = o.number"
	"      AND e.event = 'overridden') AS overridden,"
	"    coalesce((SELECT l.people FROM labels AS l WHERE l.outcome = o.number"
	"      AND l.\"check\" IN ('', f.check_name) AND l.people <> ''"
	"      ORDER BY l.\"check\" DESC, l.number DESC LIMIT 1), '') AS people"
	"  FROM outcome AS o JOIN finding AS f ON f.outcome = o.number"
	"  WHERE f.result = 'fail' AND f.certainty <> 'hint' AND f.rule <> '';"
	"CREATE VIEW rule_agreement AS"
	"  SELECT rule, \"check\", count(*) AS failed, sum(action = 'hold') AS held,"
	"    sum(overridden) AS overridden, sum(people <> '') AS labelled,"
	"    sum(people = 'pass') AS disagreed"
	"  FROM rule_opinions GROUP BY rule, \"check\";",
	/* For reports and for whoever watches over us. */
	"ALTER TABLE outcome ADD COLUMN microseconds INTEGER NOT NULL DEFAULT 0;"
	/* Names of checks that did not fail, comma between. Beside failed it makes pass rates one
	 * walk over outcomes: eight findings a reply take ten times as long to count. */
	"ALTER TABLE outcome ADD COLUMN passed TEXT NOT NULL DEFAULT '';"
	"UPDATE outcome SET passed = coalesce((SELECT group_concat(check_name, ',') FROM"
	"  (SELECT DISTINCT check_name FROM finding AS f WHERE f.outcome = outcome.number"
	"    AND result = 'pass' AND NOT EXISTS (SELECT 1 FROM finding AS g"
	"      WHERE g.outcome = f.outcome AND g.check_name = f.check_name"
	"      AND g.result = 'fail'))), '');"
	/* Most questions about a time need no more than this of a row: a report over a month of two
	 * million outcomes takes a fifth less time. Times rise, so an insert only appends to it and
	 * is no slower; the file grows by seven hundredths. */
	"DROP INDEX outcome_at;"
	"CREATE INDEX outcome_at ON outcome"
	"  (at, verdict, action, policy, language, source, agent);"
	/* 'log --rule' and rule_stats would read every finding ever made. Passes name no rule and
	 * stay out, so few inserts touch it. */
	"CREATE INDEX finding_rule ON finding (rule) WHERE rule <> '';"
	"CREATE INDEX feeling_rule ON feeling (rule) WHERE rule <> '';"
	"CREATE INDEX rule_note_rule ON rule_note (rule) WHERE rule <> '';"
	/* What was ever judged, in some dozens of rows: counters that a purge does not turn back,
	 * read without counting. le: the decision took at most so many microseconds. */
	"CREATE TABLE tally ("
	"  verdict TEXT NOT NULL,"
	"  action TEXT NOT NULL," /* as planned when the mail ended */
	"  reason TEXT NOT NULL," /* of a skip */
	"  le INTEGER NOT NULL,"
	"  messages INTEGER NOT NULL,"
	"  microseconds INTEGER NOT NULL,"
	"  PRIMARY KEY (verdict, action, reason, le)) WITHOUT ROWID;"
	"CREATE TRIGGER outcome_is_counted AFTER INSERT ON outcome BEGIN"
	"  INSERT INTO tally VALUES (NEW.verdict, NEW.action,"
	"    iif(NEW.verdict = 'skip', NEW.reason, ''),"
	"    CASE WHEN NEW.microseconds <= 500 THEN 500 WHEN NEW.microseconds <= 1000 THEN 1000"
	"      WHEN NEW.microseconds <= 2500 THEN 2500 WHEN NEW.microseconds <= 5000 THEN 5000"
	"      WHEN NEW.microseconds <= 10000 THEN 10000"
	"      WHEN NEW.microseconds <= 25000 THEN 25000"
	"      WHEN NEW.microseconds <= 100000 THEN 100000"
	"      WHEN NEW.microseconds <= 1000000 THEN 1000000"
	"      ELSE 9223372036854775807 END, 1, NEW.microseconds)"
	"    ON CONFLICT DO UPDATE SET messages = messages + 1,"
	"      microseconds = microseconds + excluded.microseconds;"
	"  END;"
	"INSERT INTO tally SELECT verdict, action, iif(verdict = 'skip', reason, ''), 500,"
	"  count(*), 0 FROM outcome GROUP BY 1, 2, 3;"
	"DROP VIEW outcomes;"
	"CREATE VIEW outcomes AS"
	"  SELECT id, at, host, queue_id, message_id, agent, customer, policy, language, verdict,"
	"    action, state, reason, feelings, failed, passed, life_events, source, rules,"
	"    recipients, microseconds, number"
	"  FROM outcome;",
	/* The promise a held reply is, and what people and deadlines ask of it. Times are seconds
	 * since 1970; 0: not yet. */
	"ALTER TABLE outcome ADD COLUMN thread TEXT NOT NULL DEFAULT '';" /* root Message-ID */
	"ALTER TABLE outcome ADD COLUMN in_reply_to TEXT NOT NULL DEFAULT '';"
	"CREATE TABLE hold ("
	"  outcome INTEGER PRIMARY KEY REFERENCES outcome ON DELETE CASCADE,"
	"  held INTEGER NOT NULL,"
	"  remind INTEGER NOT NULL,"
	"  tell_lead INTEGER NOT NULL,"
	"  expires INTEGER NOT NULL,"
	"  on_expiry TEXT NOT NULL," /* release, return, keep: the policy's at the time */
	"  override TEXT NOT NULL,"  /* none, justify: likewise */
	"  recipient TEXT NOT NULL," /* of notices */
	"  token TEXT NOT NULL,"     /* SHA-256 of the one-time token; the token is in the notice */
	"  token_used INTEGER NOT NULL DEFAULT 0,"
	"  reminded INTEGER NOT NULL DEFAULT 0,"
	"  lead_told INTEGER NOT NULL DEFAULT 0,"
	"  expired INTEGER NOT NULL DEFAULT 0,"
	"  absent INTEGER NOT NULL DEFAULT 0);" /* since when the queue is without it */
	/* Replies held before there were deadlines: they stay until somebody decides. */
	"INSERT INTO hold SELECT number, s, s, s, s, 'keep', 'justify', agent, '', 0, s, s, s, 0"
	"  FROM (SELECT number, agent, CAST(strftime('%s', at) AS INTEGER) AS s FROM outcome"
	"    WHERE state = 'held');"
	"CREATE TABLE request ("
	"  number INTEGER PRIMARY KEY,"
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE,"
	"  kind TEXT NOT NULL," /* release, discard, return, withdraw */
	"  actor TEXT NOT NULL,"
	"  reason TEXT NOT NULL,"
	"  created INTEGER NOT NULL,"
	"  state TEXT NOT NULL," /* waiting, done, failed, void: something else came first */
	"  begun INTEGER NOT NULL DEFAULT 0," /* before the mail server is told */
	"  tries INTEGER NOT NULL DEFAULT 0,"
	"  trouble TEXT NOT NULL DEFAULT '',"
	"  done INTEGER NOT NULL DEFAULT 0);"
	"CREATE INDEX request_outcome ON request (outcome);"
	"CREATE INDEX request_waiting ON request (number) WHERE state = 'waiting';"
	"DROP VIEW held_now;"
	"CREATE VIEW held_now AS"
	"  SELECT o.id, o.at, o.host, o.queue_id, o.message_id, o.agent, o.customer, o.policy,"
	"    o.reason, o.failed,"
	"    CAST(strftime('%s', 'now') - strftime('%s', o.at) AS INTEGER) AS seconds,"
	"    strftime('%Y-%m-%dT%H:%M:%SZ', h.expires, 'unixepoch') AS until, h.on_expiry,"
	"    coalesce((SELECT kind FROM request AS r WHERE r.outcome = o.number"
	"      AND r.state = 'waiting' ORDER BY r.number LIMIT 1), '') AS request"
	"  FROM outcome AS o LEFT JOIN hold AS h ON h.outcome = o.number WHERE o.state = 'held';"
	/* What lies in the hold queue without being held by us, so that it is looked at once. */
	"CREATE TABLE stray ("
	"  queue_id TEXT PRIMARY KEY,"
	"  arrived INTEGER NOT NULL,"
	"  id TEXT NOT NULL,"    /* ours, which it carries; '': none */
	"  state TEXT NOT NULL," /* of that outcome; '': there is none */
	"  seen INTEGER NOT NULL);",
	/* Notices that can be answered, and those that must not wait for others: latest is when at
	 * the latest they are sent, 0 is whenever. */
	"ALTER TABLE outbox ADD COLUMN latest INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE notice_token ("
	"  hash TEXT PRIMARY KEY," /* SHA-256; the token is in the notice alone */
	"  outcome INTEGER NOT NULL REFERENCES outcome ON DELETE CASCADE);"
	"CREATE INDEX notice_token_outcome ON notice_token (outcome);",
	/* What customers wrote, for replies that do not quote it. Numbers that are not counts or
	 * times are hashes under the key in secret; 0: none. */
	"CREATE TABLE secret (name TEXT PRIMARY KEY, bytes BLOB NOT NULL);"
	"INSERT INTO secret VALUES ('memory', randomblob(32));"
	"CREATE TABLE memory ("
	"  number INTEGER PRIMARY KEY AUTOINCREMENT," /* never used again: outcomes name it */
	"  at INTEGER NOT NULL,"                      /* seconds since 1970 */
	"  message INTEGER NOT NULL,"
	"  parent INTEGER NOT NULL,"
	"  root INTEGER NOT NULL,"
	"  customer INTEGER NOT NULL,"
	"  ticket INTEGER NOT NULL,"
	"  subject INTEGER NOT NULL,"
	"  language TEXT NOT NULL,"
	"  seen TEXT NOT NULL,"                /* why nothing else is known; '' when more is */
	"  closed INTEGER NOT NULL DEFAULT 0," /* families of feelings already taken up */
	"  half BLOB,"                         /* memo.h */
	"  text TEXT NOT NULL);"               /* only with [log] text = full */
	"CREATE INDEX memory_message ON memory (message);"
	"CREATE INDEX memory_root ON memory (root);"
	"CREATE INDEX memory_ticket ON memory (ticket) WHERE ticket <> 0;"
	"CREATE INDEX memory_customer ON memory (customer, at);"
	"CREATE INDEX memory_at ON memory (at);"
	/* How the customer's mail was found, and whether a quote agrees with it: yes, no, ''. */
	"ALTER TABLE outcome ADD COLUMN found TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE outcome ADD COLUMN agrees TEXT NOT NULL DEFAULT '';"
	/* Which row of memory it answers, and what it takes up of that when it goes out. */
	"ALTER TABLE outcome ADD COLUMN memory INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE outcome ADD COLUMN closes INTEGER NOT NULL DEFAULT 0;"
	"CREATE TRIGGER outcome_released_closes AFTER UPDATE OF state ON outcome"
	"  WHEN new.state = 'released' AND new.memory <> 0 BEGIN"
	"  UPDATE memory SET closed = closed | new.closes WHERE number = new.memory; END;"
	"DROP VIEW outcomes;"
	"CREATE VIEW outcomes AS"
	"  SELECT id, at, host, queue_id, message_id, agent, customer, policy, language, verdict,"
	"    action, state, reason, feelings, failed, passed, life_events, source, found, agrees,"
	"    rules, recipients, microseconds, number"
	"  FROM outcome;",
	/* How replies begin: fingerprints of sentences (script.h), no words; hashes under the
	 * memory's key. Numbers grow, so that the oldest are those below. */
	"CREATE TABLE sentence ("
	"  number INTEGER PRIMARY KEY,"
	"  print INTEGER NOT NULL,"
	"  agent INTEGER NOT NULL,"
	"  customer INTEGER NOT NULL,"
	"  at INTEGER NOT NULL);" /* seconds since 1970 */
	"CREATE UNIQUE INDEX sentence_print ON sentence (print, agent, customer);"
	"CREATE INDEX sentence_agent ON sentence (agent);"
	"CREATE INDEX sentence_customer ON sentence (customer);"
	"CREATE INDEX sentence_at ON sentence (at);",
	/* What a customer's subject ends with, "[as is: no returns]": not an agent's word to us. */
	"ALTER TABLE memory ADD COLUMN tail INTEGER NOT NULL DEFAULT 0;",
	/* Whose replies may be told when they went well, and which are not all the same. */
	"CREATE TABLE consent ("
	"  agent TEXT PRIMARY KEY COLLATE NOCASE,"
	"  answer TEXT NOT NULL," /* yes, no: the last word */
	"  at INTEGER NOT NULL,"  /* seconds since 1970 */
	"  actor TEXT NOT NULL);" /* the agent, or the account that is theirs */
	"CREATE TABLE kept_back ("
	"  outcome INTEGER PRIMARY KEY REFERENCES outcome ON DELETE CASCADE,"
	"  at INTEGER NOT NULL,"
	"  actor TEXT NOT NULL);"
	"CREATE VIEW consents AS"
	"  SELECT agent, answer, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at,"
	"    actor AS \"by\" FROM consent;"
	"CREATE VIEW untold AS"
	"  SELECT o.id, strftime('%Y-%m-%dT%H:%M:%SZ', k.at, 'unixepoch') AS at,"
	"    k.actor AS \"by\" FROM kept_back AS k JOIN outcome AS o ON o.number = k.outcome;",
	/* What the daemon judges by, as it said last; one row. */
	"CREATE TABLE rules_load ("
	"  number INTEGER PRIMARY KEY CHECK (number = 1),"
	"  version TEXT NOT NULL,"
	"  generation INTEGER NOT NULL," /* loads that succeeded since it started, the first is 1 */
	"  loaded INTEGER NOT NULL,"     /* when it last did; seconds since 1970 */
	"  is_fine INTEGER NOT NULL);",  /* 0: it failed since, and the rules of then stay */
};

int
record_schema_version(void)
{
	return (int)G_N_ELEMENTS(migrations);
}

const char *
record_schema_step(int from)
{
	return migrations[from];
}
