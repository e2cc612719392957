-- record-sample.sql - a few weeks of a small desk, for the questions in doc/RECORD.md. Loaded into an
-- empty record. SPDX-License-Identifier: MIT
WITH given(number, at, agent, customer, verdict, action, state, reason, feelings, failed, language) AS (VALUES
	(1, '2026-03-02T09:12:00Z', 'ann', 'kim', 'hold', 'hold', 'superseded', 'feelings: passed over', 'worry', 'feelings', 'en'),
	(2, '2026-03-02T10:40:00Z', 'ann', 'kim', 'pass', 'pass', 'sent', 'nothing to say', 'worry', '', 'en'),
	(3, '2026-03-03T08:05:00Z', 'bob', 'lou', 'annotate', 'annotate', 'sent', 'feelings: a formula', 'anger,frustration', 'feelings', 'en'),
	(4, '2026-03-03T11:30:00Z', 'bob', 'max', 'pass', 'pass', 'sent', 'nothing to say', '', '', 'en'),
	(5, '2026-03-04T14:00:00Z', 'cy', 'ola', 'hold', 'hold', 'released', 'name: another name', '', 'name', 'en'),
	(6, '2026-03-05T09:00:00Z', 'cy', 'pia', 'skip', 'skip', 'sent', 'language', '', '', 'fr'),
	(7, '2026-03-09T09:30:00Z', 'ann', 'quy', 'hold', 'hold', 'superseded', 'tone: blame', 'frustration', 'tone', 'en'),
	(8, '2026-03-09T10:00:00Z', 'ann', 'quy', 'hold', 'pass', 'sent', 'tone: blame', 'frustration', 'tone', 'en'),
	(9, '2026-03-10T15:20:00Z', 'bob', 'ria', 'pass', 'pass', 'sent', 'nothing to say', 'joy', '', 'en'),
	(10, '2026-03-11T16:45:00Z', 'bob', 'sue', 'annotate', 'annotate', 'sent', 'order: solution first', 'worry', 'order', 'en'),
	(11, '2026-03-12T08:15:00Z', 'cy', 'tom', 'hold', 'hold', 'held', 'feelings: passed over', 'grief', 'feelings', 'en'),
	(12, '2026-03-12T09:00:00Z', 'cy', 'uma', 'skip', 'skip', 'sent', 'auto-reply', '', '', ''))
INSERT INTO outcome (number, id, at, host, queue_id, message_id, agent, customer, policy, language,
	verdict, action, state, reason, feelings, failed, life_events, source, rules, recipients, microseconds)
SELECT number, printf('em%014d', number), at, 'mx.shop.example', printf('4Q%02d', number),
	printf('reply-%d@shop.example', number), agent || '@shop.example', customer || '@customer.example',
	'default', language, verdict, action, state, reason, feelings, failed, '', 'quoted', 'r1', 1,
	900 + number * 10
FROM given;

INSERT INTO feeling (outcome, feeling, intensity, explicit, rule, evidence, acknowledged, met_by) VALUES
	(1, 'worry', 3, 1, 'worried', 'I am really worried that it is lost', 'none', ''),
	(2, 'worry', 3, 1, 'worried', 'I am really worried that it is lost', 'specific', 'a parcel that goes silent before a birthday'),
	(3, 'anger', 3, 1, 'furious', 'I am furious', 'formula', 'We apologise for any inconvenience.'),
	(3, 'frustration', 2, 0, 'third-time', 'this is the third time', 'formula', 'We apologise for any inconvenience.'),
	(7, 'frustration', 2, 0, 'third-time', 'for the third time now', 'generic', 'That is annoying.'),
	(8, 'frustration', 2, 0, 'third-time', 'for the third time now', 'generic', 'That is annoying.'),
	(9, 'joy', 2, 1, 'delighted', 'we are delighted', 'generic', 'Lovely to hear!'),
	(10, 'worry', 2, 0, 'afraid', 'I am afraid it will not arrive', 'generic', 'I see why you ask.'),
	(11, 'grief', 3, 1, 'lost-person', 'my mother died', 'none', '');

INSERT INTO finding (outcome, check_name, result, certainty, rule, evidence, advice) VALUES
	(1, 'feelings', 'fail', 'sure', 'worried', 'I am really worried that it is lost', 'Say what is at stake for them.'),
	(1, 'tone', 'pass', '', '', '', ''),
	(2, 'feelings', 'pass', '', '', '', ''),
	(2, 'tone', 'pass', '', '', '', ''),
	(3, 'feelings', 'fail', 'likely', 'furious', 'I am furious', 'Name what went wrong for them.'),
	(3, 'tone', 'pass', '', '', '', ''),
	(4, 'tone', 'pass', '', '', '', ''),
	(5, 'name', 'fail', 'sure', 'other-name', 'Dear Bob', 'Look at how they sign.'),
	(5, 'tone', 'pass', '', '', '', ''),
	(7, 'feelings', 'pass', '', '', '', ''),
	(7, 'tone', 'fail', 'sure', 'you-should-have', 'you should have read', 'Leave out the blame.'),
	(8, 'feelings', 'pass', '', '', '', ''),
	(8, 'tone', 'fail', 'sure', 'you-should-have', 'you should have read', 'Leave out the blame.'),
	(8, 'tone', 'fail', 'sure', 'you-should-have', 'you ought to have asked', 'Leave out the blame.'),
	(9, 'feelings', 'pass', '', '', '', ''),
	(10, 'order', 'fail', 'likely', 'solution-first', 'Please restart', 'Take up the worry first.'),
	(11, 'feelings', 'fail', 'sure', 'lost-person', 'my mother died', 'Begin with their loss.');

INSERT INTO event (outcome, at, event, actor, reason) VALUES
	(1, '2026-03-02T09:12:00Z', 'judged', 'empathy-milter', 'hold'),
	(1, '2026-03-02T09:12:00Z', 'held', 'empathy-milter', 'feelings'),
	(1, '2026-03-02T10:40:00Z', 'superseded', 'empathy-milter', 'em00000000000002'),
	(2, '2026-03-02T10:40:00Z', 'judged', 'empathy-milter', 'pass'),
	(3, '2026-03-03T08:05:00Z', 'judged', 'empathy-milter', 'annotate'),
	(4, '2026-03-03T11:30:00Z', 'judged', 'empathy-milter', 'pass'),
	(5, '2026-03-04T14:00:00Z', 'judged', 'empathy-milter', 'hold'),
	(5, '2026-03-04T14:00:00Z', 'held', 'empathy-milter', 'name'),
	(5, '2026-03-04T14:25:00Z', 'released', 'lea', 'Bob is what her friends call her'),
	(6, '2026-03-05T09:00:00Z', 'judged', 'empathy-milter', 'skip'),
	(7, '2026-03-09T09:30:00Z', 'judged', 'empathy-milter', 'hold'),
	(7, '2026-03-09T09:30:00Z', 'held', 'empathy-milter', 'tone'),
	(7, '2026-03-09T10:00:00Z', 'superseded', 'empathy-milter', 'em00000000000008'),
	(8, '2026-03-09T10:00:00Z', 'judged', 'empathy-milter', 'hold'),
	(8, '2026-03-09T10:00:00Z', 'overridden', 'ann@shop.example', 'it quotes their own words'),
	(9, '2026-03-10T15:20:00Z', 'judged', 'empathy-milter', 'pass'),
	(10, '2026-03-11T16:45:00Z', 'judged', 'empathy-milter', 'annotate'),
	(11, '2026-03-12T08:15:00Z', 'judged', 'empathy-milter', 'hold'),
	(11, '2026-03-12T08:15:00Z', 'held', 'empathy-milter', 'feelings'),
	(12, '2026-03-12T09:00:00Z', 'judged', 'empathy-milter', 'skip');

INSERT INTO label (outcome, at, actor, kind, check_name, machine, opinion, note, decision, decided_by) VALUES
	(1, '2026-03-06T10:00:00Z', 'rita', 'review', '', 'fail', 'agree', '', '', ''),
	(3, '2026-03-06T10:02:00Z', 'rita', 'review', '', 'fail', 'agree', '', '', ''),
	(4, '2026-03-06T10:04:00Z', 'rita', 'review', '', 'pass', 'disagree', 'she was in tears', '', ''),
	(7, '2026-03-09T10:10:00Z', 'ann@shop.example', 'dispute', 'tone', 'fail', 'disagree', 'their own words', 'disagree', 'lea'),
	(9, '2026-03-13T10:00:00Z', 'rita', 'review', '', 'pass', 'agree', '', '', '');
