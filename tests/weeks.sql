-- weeks.sql - fills an empty record with weeks of a support desk's mail, the same every time:
-- thousands of rows for a look at reports, millions for their speed. Everything in it is made up.
--
--   sqlite3 RECORD "CREATE TEMP TABLE given AS SELECT 3000 AS messages, 84 AS days,
--     '2026-11-29' AS until" '.read tests/weeks.sql'
--
-- SPDX-License-Identifier: MIT
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
PRAGMA foreign_keys = OFF;
BEGIN;
-- u: how far into the time it is, 0 to 1; a to e: what chance decides, 0 to 999 each.
CREATE TEMP VIEW draw AS
  WITH RECURSIVE count(n) AS
    (VALUES (1) UNION ALL SELECT n + 1 FROM count WHERE n < (SELECT messages FROM temp.given))
  SELECT n, (n - 1.0) / (SELECT messages FROM temp.given) AS u,
    (n * 2654435761 >> 9) % 1000 AS a, (n * 2246822519 >> 9) % 1000 AS b,
    (n * 3266489917 >> 9) % 1000 AS c, (n * 668265263 >> 9) % 1000 AS d,
    (n * 374761393 >> 9) % 1000 AS e
  FROM count;
-- Days of seven: five of work, from eight to eighteen hours, and a little at the weekend.
CREATE TEMP VIEW timed AS
  SELECT *, CAST(strftime('%s', (SELECT until FROM temp.given)) AS INTEGER)
      - (SELECT days FROM temp.given) * 86400
      + CAST(u * (SELECT days FROM temp.given) / 7 AS INTEGER) * 604800 AS week,
    (u * (SELECT days FROM temp.given) / 7) - CAST(u * (SELECT days FROM temp.given) / 7 AS INTEGER) AS w
  FROM draw;
CREATE TEMP TABLE agents (k INTEGER PRIMARY KEY, address TEXT, policy TEXT);
INSERT INTO agents VALUES (0, 'ann@shop.example', 'default'), (1, 'bob@shop.example', 'default'),
  (2, 'chloe@shop.example', 'default'), (3, 'dev@shop.example', 'default'),
  (4, 'elif@shop.example', 'default'), (5, 'femi@shop.example', 'default'),
  (6, 'gwen@shop.example', 'billing'), (7, 'hugo@shop.example', 'billing'),
  (8, 'ines@shop.example', 'billing'), (9, 'jonas@shop.example', 'billing'),
  (10, 'kiran@shop.example', 'default'), (11, 'lena@shop.example', 'default');
INSERT INTO outcome (number, id, at, host, queue_id, message_id, agent, customer, policy, language,
    verdict, action, state, reason, feelings, failed, life_events, source, rules, recipients,
    microseconds, passed, found)
  SELECT n, printf('em%013x', n), strftime('%Y-%m-%dT%H:%M:%SZ', week + CASE WHEN w < 0.95
      THEN CAST(w / 0.19 AS INTEGER) * 86400 + 28800
        + CAST((w / 0.19 - CAST(w / 0.19 AS INTEGER)) * 36000 AS INTEGER)
      ELSE 432000 + CAST((w - 0.95) / 0.05 * 172000 AS INTEGER) END, 'unixepoch'),
    'mx.shop.example', printf('4Q%07x', n), printf('%d.reply@shop.example', n), address,
    printf('kim.%d@customer.example', n % 40009), policy,
    CASE WHEN a >= 270 OR a < 55 THEN CASE WHEN a < 35 THEN 'de' WHEN a < 55 THEN 'fr' ELSE 'en' END
      ELSE '' END,
    v, CASE v WHEN 'skip' THEN 'pass' ELSE v END,
    CASE v WHEN 'hold' THEN CASE WHEN u > 0.998 THEN 'held' WHEN c < 620 THEN 'superseded'
        WHEN c < 900 THEN 'released' WHEN c < 960 THEN 'returned' ELSE 'discarded' END
      WHEN 'reject' THEN 'rejected' ELSE 'sent' END,
    CASE WHEN v <> 'skip' THEN CASE v WHEN 'pass' THEN '' ELSE 'Take up how they feel first.' END
      WHEN a < 55 THEN 'language' WHEN a < 140 THEN 'no-customer-text' WHEN a < 190 THEN 'not-a-reply'
      WHEN a < 225 THEN 'auto-reply' WHEN a < 245 THEN 'forward' WHEN a < 254 THEN 'sender'
      WHEN a < 262 THEN 'control' ELSE 'encrypted' END,
    CASE WHEN v = 'skip' OR b >= 420 THEN '' WHEN b < 130 THEN 'frustration' WHEN b < 190 THEN 'worry'
      WHEN b < 250 THEN 'ignored' WHEN b < 290 THEN 'anger' WHEN b < 325 THEN 'confusion'
      WHEN b < 350 THEN 'disappointment' WHEN b < 400 THEN 'joy' WHEN b < 410 THEN 'embarrassment'
      ELSE 'grief' END,
    CASE WHEN v IN ('hold', 'reject') THEN CASE WHEN f < 700 THEN 'feelings' WHEN f < 850 THEN 'name'
        ELSE 'placeholder' END
      WHEN v = 'annotate' THEN CASE WHEN f < 450 THEN 'feelings' WHEN f < 700 THEN 'tone'
        WHEN f < 850 THEN 'order' ELSE 'feelings,issue' END
      WHEN v = 'pass' AND f < 90 THEN 'issue' WHEN v = 'pass' AND f < 200 THEN 'next-step'
      WHEN v = 'pass' AND f < 260 THEN 'script' ELSE '' END,
    '', CASE v WHEN 'skip' THEN 'none' ELSE iif(e < 880, 'quoted', 'remembered') END,
    iif(u < 0.6, '1.3', '1.4'), 1, 180 + a * 7 + iif(e > 990, 9000, 0), '',
    CASE WHEN v = 'skip' OR e < 880 THEN '' WHEN e < 960 THEN 'in-reply-to' WHEN e < 985 THEN 'ticket'
      ELSE 'latest' END
  FROM (SELECT timed.*, agents.*, (d * 13 + e * 7) % 1000 AS f, CASE WHEN a < 270 THEN 'skip'
      WHEN b < 420 AND d + u * 250 < 190 THEN 'hold' WHEN b < 420 AND d + u * 300 < 480 THEN 'annotate'
      WHEN e < 12 THEN 'annotate' WHEN e < 16 THEN 'hold' WHEN e < 18 THEN 'reject'
      ELSE 'pass' END AS v
    FROM timed JOIN agents ON k = (b * 7 + d) % 12);
-- A feeling, how strongly, and how it was met: better the longer the desk has had help.
INSERT INTO feeling
  SELECT o.number, o.feelings, CASE WHEN c < 180 THEN 1 WHEN c < 720 THEN 2 ELSE 3 END, d % 2,
    o.feelings || '-' || (c % 7), CASE o.feelings
      WHEN 'worry' THEN 'I am really worried that it will not be here in time'
      WHEN 'anger' THEN 'this is not acceptable'
      WHEN 'joy' THEN 'you have been wonderful'
      WHEN 'grief' THEN 'my father died in March'
      ELSE 'this is the third time I write about the same parcel' END,
    CASE WHEN v = 'hold' THEN CASE WHEN c < 500 THEN 'none' WHEN c < 560 THEN 'dismissive' ELSE 'formula' END
      WHEN v = 'annotate' THEN CASE WHEN c < 450 THEN 'formula' WHEN c < 800 THEN 'none'
        ELSE 'generic' END
      WHEN (c * 31 + a) % 1000 < 420 + 300 * u THEN 'specific' ELSE 'generic' END,
    CASE WHEN v <> 'pass' THEN '' ELSE CASE o.feelings
      WHEN 'worry' THEN 'The lamp for Saturday is on the van, Kim; I saw it go.'
      WHEN 'anger' THEN 'We charged you twice, and that is our mistake, not yours.'
      WHEN 'joy' THEN 'Your photo of the lamp made the whole packing room smile.'
      WHEN 'grief' THEN 'I am so sorry about your father; nothing more is asked of you now.'
      ELSE 'Three mails about one parcel is two too many, and that is on us.' END END
  FROM (SELECT timed.*, outcome.number, outcome.feelings, outcome.verdict AS v
    FROM timed JOIN outcome ON outcome.number = timed.n) AS o
  WHERE o.feelings <> '';
-- Eight findings a reply; n/a ones are not kept.
CREATE TEMP TABLE checks (name TEXT, share INTEGER, rule TEXT);
INSERT INTO checks VALUES ('feelings', 420, 'passed-over'), ('order', 300, 'acknowledged-late'),
  ('issue', 1000, 'issue-absent'), ('name', 900, 'other-name'), ('placeholder', 1000, 'brackets'),
  ('tone', 1000, 'should-have'), ('script', 1000, 'macro'), ('next-step', 1000, 'next-step-absent');
INSERT INTO finding
  SELECT o.number, name, iif(',' || o.failed || ',' LIKE '%,' || name || ',%', 'fail', 'pass'),
    iif(',' || o.failed || ',' LIKE '%,' || name || ',%', 'sure', ''),
    iif(',' || o.failed || ',' LIKE '%,' || name || ',%', rule || iif(o.number % 3 = 0, '-2', ''), ''),
    '', iif(',' || o.failed || ',' LIKE '%,' || name || ',%', 'Take up how they feel first.', '')
  FROM (SELECT n AS number, b, e, failed FROM draw JOIN outcome ON outcome.number = draw.n
    WHERE verdict <> 'skip') AS o CROSS JOIN checks
  WHERE b < share OR ',' || o.failed || ',' LIKE '%,' || name || ',%';
UPDATE outcome SET passed = coalesce((SELECT group_concat(check_name, ',') FROM finding
    WHERE finding.outcome = outcome.number AND result = 'pass'), '')
  WHERE verdict <> 'skip';
INSERT INTO finding
  SELECT outcome, 'praise', 'pass', '', 'specific-and-first', met_by,
    'Strong ' || feeling || ' was met first, and in this customer''s own case.'
  FROM feeling JOIN outcome ON number = outcome
  WHERE intensity = 3 AND acknowledged = 'specific' AND verdict = 'pass';
-- What became of them.
INSERT INTO event (outcome, at, event, actor, reason)
  SELECT number, at, 'judged', 'empathy-milter', verdict FROM outcome;
INSERT INTO event (outcome, at, event, actor, reason)
  SELECT number, at, 'held', 'empathy-milter', failed FROM outcome WHERE action = 'hold';
INSERT INTO event (outcome, at, event, actor, reason)
  SELECT number, strftime('%Y-%m-%dT%H:%M:%SZ', at, '+3 minutes'), 'expired', 'empathy-milter', 'return'
  FROM outcome WHERE state = 'returned';
INSERT INTO event (outcome, at, event, actor, reason)
  SELECT number, strftime('%Y-%m-%dT%H:%M:%SZ', at, '+' || CASE WHEN c < 300 THEN 3 + c % 11
      WHEN c < 620 THEN 15 + c % 45 WHEN c < 780 THEN 60 + c % 170
      WHEN c < 880 THEN 4 * 60 ELSE 240 + c END || ' minutes'),
    CASE state WHEN 'superseded' THEN 'superseded' WHEN 'returned' THEN 'returned'
      WHEN 'discarded' THEN 'discarded'
      ELSE CASE WHEN c < 780 THEN 'overridden' WHEN c < 880 THEN 'expired' ELSE 'released' END END,
    iif(c >= 780 AND c < 880, 'empathy-milter', agent), iif(c >= 780 AND c < 880, 'release', '')
  FROM draw JOIN outcome ON outcome.number = draw.n WHERE action = 'hold' AND state <> 'held';
INSERT INTO label (outcome, at, actor, kind, check_name, machine, opinion, note)
  SELECT number, at, 'lead@shop.example', 'review', check_name, result,
    iif(c < 870 OR result = 'pass' AND c < 950, 'agree', 'disagree'), ''
  FROM draw JOIN finding ON finding.outcome = draw.n JOIN outcome ON outcome.number = draw.n
  WHERE a % 20 = 7 AND (result = 'fail' OR e % 40 = 3);
COMMIT;
PRAGMA journal_mode = WAL;
