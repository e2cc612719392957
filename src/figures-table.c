/* figures-table.c - every figure of a report: what it shows and the question it asks the record.
 * SPDX-License-Identifier: MIT */
#include "figures.h"

#include "scope.h"

#define UPSET "('frustration', 'anger', 'disappointment', 'ignored', 'leaving')"
#define ANXIOUS "('worry', 'confusion', 'urgency')"
#define MET "acknowledged IN ('generic', 'specific')"
/* A time that is up ends a hold only where the policy lets the reply go then. */
#define ENDS                                                                              \
	"(e.event IN ('released', 'overridden', 'superseded', 'returned', 'discarded',\n" \
	"        'vanished') OR e.event = 'expired'\n"                                    \
	"        AND e.reason NOT IN ('return', 'keep'))"
#define CHECKS                                                                               \
	"(VALUES ('feelings'), ('order'), ('issue'), ('name'), ('placeholder'), ('tone'),\n" \
	"      ('script'), ('next-step'))"

#define FELT "What customers felt"
#define ANSWERED "How replies met it"
#define HELD "Replies that were held"
#define RIGHT "Is the filter right?"
#define UNJUDGED "What could be judged"
#define WELL_DONE "Well done"

const FigureKind figure_kinds[] = {
	{ "headline", "", "At a glance", "", FIGURE_HEADLINE, FIGURE_ABOUT_REPLIES,
		{ "what", "replies", "of", NULL }, NULL, "No mail was seen in this time.",
		"WITH seen AS MATERIALIZED (SELECT count(*) AS replies, sum(verdict <> 'skip') AS judged,\n"
		"    sum(verdict = 'pass') AS fine, sum(action = 'hold') AS held\n"
		"  FROM outcomes WHERE {where} AND NOT (verdict = 'skip' AND reason IN\n"
		"    (" SCOPE_NO_REPLY_OF_OURS ")))\n"
		"SELECT 'replies could be judged' AS what, judged AS part, replies AS whole\n"
		"  FROM seen WHERE replies > 0\n"
		"UNION ALL SELECT 'feelings were met in kind', sum(" MET "), count(*)\n"
		"  FROM feelings WHERE {where} AND intensity >= 2 HAVING count(*) >= {smallest}\n"
		"    AND count(DISTINCT agent) >= {people}\n"
		"UNION ALL SELECT 'replies were fine as written', fine, judged\n"
		"  FROM seen WHERE judged >= {smallest}\n"
		"UNION ALL SELECT 'replies were held', held, judged\n"
		"  FROM seen WHERE judged >= {smallest}" },
	{ "stories", WELL_DONE, "Replies worth telling",
		"They met a strong feeling first, in the customer's own case. Their authors agreed to "
		"be told of. Names, addresses and numbers are left out, and all that tells of a death, "
		"an illness or the like.",
		FIGURE_STORIES, FIGURE_ABOUT_MAIL,
		{ "when", "feeling", "customer", "reply", "author", "id", NULL }, NULL,
		"None yet. Stories are told only of authors who agreed: whoever likes to says so with "
		"'empathyctl stories --opt-in', or by mail.",
		"SELECT f.at, f.feeling, f.evidence, f.\"by\", f.agent, f.id,\n"
		"    f.customer\n"
		"  FROM feelings AS f\n"
		"  WHERE {where} AND f.intensity = 3 AND f.acknowledged = 'specific'\n"
		"    AND f.\"by\" <> '' AND f.feeling <> 'grief'\n"
		"    AND coalesce((SELECT c.answer = 'yes' FROM consents AS c\n"
		"      WHERE c.agent = f.agent COLLATE NOCASE), {authors})\n"
		"    AND f.id NOT IN (SELECT id FROM untold)\n"
		"    AND EXISTS (SELECT 1 FROM outcomes AS o\n"
		"      WHERE o.id = f.id AND o.life_events = '')\n"
		"    AND EXISTS (SELECT 1 FROM findings AS p\n"
		"      WHERE p.id = f.id AND p.\"check\" = 'praise' AND p.result = 'pass')\n"
		"    AND f.feeling = (SELECT min(g.feeling) FROM feelings AS g\n"
		"      WHERE g.id = f.id AND g.intensity = 3 AND g.acknowledged = 'specific'\n"
		"        AND g.\"by\" <> '' AND g.feeling <> 'grief')\n"
		"  ORDER BY f.at DESC LIMIT 3" },
	{ "feelings-over-time", FELT, "Feelings over time",
		"Feelings that customers clearly or strongly let show, in the mail that judged replies "
		"answer.",
		FIGURE_TIME, FIGURE_ABOUT_MAIL,
		{ "from", "upset", "anxious", "ashamed", "grieving", "joyful", NULL }, "family",
		"No customer let a feeling show.",
		"SELECT {stretch} AS \"from\", sum(feeling IN " UPSET ") AS upset,\n"
		"    sum(feeling IN " ANXIOUS ") AS anxious,\n"
		"    sum(feeling = 'embarrassment') AS ashamed, sum(feeling = 'grief') AS grieving,\n"
		"    sum(feeling = 'joy') AS joyful\n"
		"  FROM feelings WHERE {where} AND intensity >= 2 GROUP BY 1 ORDER BY 1" },
	{ "feelings", FELT, "Which feelings, and how strong",
		"Everything that was noticed, faint signs too. Nothing is ever asked of a reply for a "
		"faint one.",
		FIGURE_STACKS, FIGURE_ABOUT_MAIL, { "feeling", "faint", "clear", "strong", NULL },
		"strength", "No feeling showed five times.",
		"SELECT feeling, sum(intensity = 1) AS faint, sum(intensity = 2) AS clear,\n"
		"    sum(intensity = 3) AS strong\n"
		"  FROM feelings WHERE {where}\n"
		"  GROUP BY feeling HAVING count(*) >= {smallest} ORDER BY count(*) DESC, feeling" },
	{ "grades", ANSWERED, "How each feeling was met",
		"Of clear and strong feelings. Specific takes up this customer's own case, generic "
		"names the feeling, a formula would fit any mail.",
		FIGURE_STACKS, FIGURE_ABOUT_REPLIES,
		{ "feeling", "dismissive", "none", "formula", "generic", "specific", NULL },
		"grade", "No feeling showed five times, in replies of five people.",
		"SELECT feeling, sum(acknowledged = 'dismissive') AS dismissive,\n"
		"    sum(acknowledged = 'none') AS none, sum(acknowledged = 'formula') AS formula,\n"
		"    sum(acknowledged = 'generic') AS generic,\n"
		"    sum(acknowledged = 'specific') AS specific\n"
		"  FROM feelings WHERE {where} AND intensity >= 2\n"
		"  GROUP BY feeling HAVING count(*) >= {smallest}\n"
		"    AND count(DISTINCT agent) >= {people}\n"
		"  ORDER BY count(*) DESC, feeling" },
	{ "met-over-time", ANSWERED, "Feelings met, over time",
		"The share of clear and strong feelings that a reply met in kind: generic or specific.",
		FIGURE_TREND, FIGURE_ABOUT_REPLIES, { "from", "met", "of", NULL }, NULL,
		"No feelings showed five times, in replies of five people.",
		"SELECT {stretch} AS \"from\", sum(" MET ") AS met, count(*) AS felt\n"
		"  FROM feelings WHERE {where} AND intensity >= 2\n"
		"  GROUP BY 1 HAVING count(*) >= {smallest}\n"
		"    AND count(DISTINCT agent) >= {people} ORDER BY 1" },
	{ "checks", ANSWERED, "What each check found",
		"The share of replies that passed, of those in which there was something to ask.",
		FIGURE_SHARES, FIGURE_ABOUT_REPLIES, { "check", "passed", "of", NULL }, NULL,
		"No reply was judged.",
		"WITH kinds AS (SELECT passed, failed, count(*) AS n FROM outcomes\n"
		"    WHERE {where} AND verdict <> 'skip' GROUP BY 1, 2)\n"
		"SELECT c.column1 AS \"check\",\n"
		"    sum(iif(instr(passed, c.column1), n, 0)) AS fine,\n"
		"    sum(iif(instr(passed, c.column1) OR instr(failed, c.column1), n, 0)) AS whole\n"
		"  FROM " CHECKS " AS c CROSS JOIN kinds\n"
		"  GROUP BY 1 HAVING whole >= {smallest} ORDER BY 1.0 * fine / whole, 1" },
	{ "verdicts", ANSWERED, "Verdicts over time",
		"What the policy makes of each judged reply. With mode = monitor nothing of it is "
		"carried out. Nothing is shown where fewer than five people wrote.",
		FIGURE_TIME, FIGURE_ABOUT_REPLIES,
		{ "from", "pass", "annotate", "hold", "reject", NULL }, "verdict",
		"No reply was judged.",
		"SELECT {stretch} AS \"from\", sum(verdict = 'pass') AS pass,\n"
		"    sum(verdict = 'annotate') AS annotate, sum(verdict = 'hold') AS hold,\n"
		"    sum(verdict = 'reject') AS reject\n"
		"  FROM outcomes WHERE {where} AND verdict <> 'skip'\n"
		"  GROUP BY 1 HAVING count(DISTINCT agent) >= {people} ORDER BY 1" },
	{ "hold-ends", HELD, "How holds ended",
		"What first became of each held reply. Sending as is, with a reason, is anybody's "
		"right and is held against nobody.",
		FIGURE_COUNTS, FIGURE_ABOUT_REPLIES, { "ended", "replies", NULL }, NULL,
		"Fewer than five replies were held, or they are of fewer than five people.",
		"WITH held AS MATERIALIZED (SELECT id, agent FROM outcomes\n"
		"    WHERE {where} AND action = 'hold')\n"
		"SELECT coalesce((SELECT event FROM events AS e WHERE e.id = held.id\n"
		"      AND " ENDS "\n"
		"      ORDER BY number LIMIT 1), 'held') AS ended, count(*) AS replies\n"
		"  FROM held WHERE (SELECT count(*) >= {smallest}\n"
		"      AND count(DISTINCT agent) >= {people} FROM held)\n"
		"  GROUP BY 1 ORDER BY 2 DESC, 1" },
	{ "hold-times", HELD, "How long they waited",
		"From the reply to what first became of it. A customer waits as long.",
		FIGURE_COUNTS, FIGURE_ABOUT_REPLIES, { "waited", "replies", NULL }, NULL,
		"Fewer than five held replies have come to an end, or they are of fewer than five people.",
		"WITH ended AS (SELECT (julianday((SELECT min(e.at) FROM events AS e\n"
		"      WHERE e.id = o.id AND " ENDS "))\n"
		"      - julianday(at)) * 1440 AS minutes, agent\n"
		"    FROM outcomes AS o WHERE {where} AND action = 'hold')\n"
		"SELECT CASE WHEN minutes < 15 THEN 'under 15 minutes'\n"
		"      WHEN minutes < 60 THEN '15 to 60 minutes'\n"
		"      WHEN minutes < 240 THEN '1 to 4 hours'\n"
		"      WHEN minutes < 1440 THEN '4 to 24 hours' ELSE 'over a day' END AS waited,\n"
		"    count(*) AS replies\n"
		"  FROM ended WHERE minutes IS NOT NULL\n"
		"    AND (SELECT count(minutes) >= {smallest}\n"
		"      AND count(DISTINCT agent) >= {people} FROM ended)\n"
		"  GROUP BY 1 ORDER BY min(minutes)" },
	{ "overrides", HELD, "Sent as they were, all the same",
		"Of the replies that a failed check held or would have: how many their author sent as "
		"they were, by their word. Where it is many, look at the check, not at the author.",
		FIGURE_SHARES, FIGURE_ABOUT_REPLIES, { "check", "sent as is", "of", NULL },
		"share-bad",
		"Fewer than five replies were held, or they are of fewer than five people.",
		"WITH stopped AS (SELECT agent, failed, action = 'hold' AS was_held,\n"
		"      id IN (SELECT id FROM events WHERE event = 'overridden') AS was_overridden\n"
		"    FROM outcomes WHERE {where} AND verdict IN ('hold', 'reject'))\n"
		"SELECT c.column1 AS \"check\", sum(was_overridden) AS overridden,\n"
		"    max(sum(was_held), sum(was_overridden)) AS whole\n"
		"  FROM stopped CROSS JOIN " CHECKS " AS c\n"
		"  WHERE (was_held OR was_overridden) AND instr(failed, c.column1)\n"
		"  GROUP BY 1 HAVING whole >= {smallest}\n"
		"    AND count(DISTINCT agent) >= {people} ORDER BY 1.0 * sum(was_overridden) / whole DESC, 1" },
	{ "agreement", RIGHT, "Do people agree?",
		"Opinions that people gave in this time: the share that is the filter's own.",
		FIGURE_SHARES, FIGURE_ABOUT_MAIL, { "about", "agreed", "of", NULL }, NULL,
		"No labels yet, or fewer than five of a kind: reviewers give them with 'empathyctl "
		"label'.",
		"SELECT iif(\"check\" = '', 'the verdict', \"check\") AS about,\n"
		"    sum(people = machine) AS agreed, count(*) AS labels\n"
		"  FROM labels WHERE {where} AND people <> ''\n"
		"  GROUP BY 1 HAVING count(*) >= {smallest} ORDER BY 1.0 * agreed / count(*), 1" },
	{ "rules", RIGHT, "Rules to look at",
		"More than three of ten of their failures were overridden, or contradicted by people. "
		"'mode = observe' in a rule's section takes its say away and goes on counting.",
		FIGURE_TABLE, FIGURE_ABOUT_REPLIES,
		{ "rule", "check", "held", "overridden", "labelled", "disagreed", NULL }, NULL,
		"No rule is beyond the threshold, in replies of five people.",
		"WITH said AS (SELECT f.rule, f.\"check\", o.agent, o.action = 'hold' AS was_held,\n"
		"      o.id IN (SELECT id FROM events WHERE event = 'overridden') AS was_overridden,\n"
		"      (SELECT people FROM labels AS l WHERE l.outcome = o.number\n"
		"        AND l.\"check\" IN ('', f.\"check\") AND people <> ''\n"
		"        ORDER BY l.\"check\" DESC, l.number DESC LIMIT 1) AS people\n"
		"    FROM (SELECT * FROM outcomes WHERE {where} AND failed <> ''\n"
		"        AND (action = 'hold' OR number IN (SELECT outcome FROM labels)\n"
		"          OR id IN (SELECT id FROM events WHERE event = 'overridden'))) AS o\n"
		"      JOIN findings AS f ON f.id = o.id\n"
		"    WHERE f.result = 'fail' AND f.rule <> '')\n"
		"SELECT rule, \"check\", max(sum(was_held), sum(was_overridden)) AS held,\n"
		"    sum(was_overridden) AS overridden, count(people) AS labelled,\n"
		"    sum(people IS 'pass') AS disagreed\n"
		"  FROM said GROUP BY 1, 2 HAVING count(DISTINCT agent) >= {people}\n"
		"    AND ((held >= {smallest} AND overridden > 0.3 * held)\n"
		"      OR (labelled >= {smallest} AND disagreed > 0.3 * labelled))\n"
		"  ORDER BY max(1.0 * overridden / max(held, 1),\n"
		"    1.0 * disagreed / max(count(people), 1)) DESC, 1" },
	{ "skips", UNJUDGED, "Why mail was not judged",
		"Each of these has a row in the record, and none of anybody's words.",
		FIGURE_COUNTS, FIGURE_ABOUT_MAIL, { "reason", "mails", NULL }, NULL,
		"No reason kept five mails from being judged.",
		"SELECT reason, count(*) AS mails FROM outcomes WHERE {where} AND verdict = 'skip'\n"
		"  GROUP BY reason HAVING count(*) >= {smallest} ORDER BY 2 DESC, 1" },
	{ "sources", UNJUDGED, "Where the customer's words came from",
		"Quoted in the reply, or remembered from the mail that came in and found again by what "
		"is named. Without either there is nothing to judge a reply by.",
		FIGURE_COUNTS, FIGURE_ABOUT_MAIL, { "source", "replies", NULL }, NULL,
		"No source served five replies.",
		"SELECT CASE source WHEN 'remembered' THEN trim('remembered ' || found)\n"
		"      ELSE source END AS source, count(*) AS replies\n"
		"  FROM outcomes\n"
		"  WHERE {where} AND (verdict <> 'skip' OR reason = 'no-customer-text')\n"
		"  GROUP BY 1 HAVING count(*) >= {smallest} ORDER BY 2 DESC, 1" },
	{ "languages", UNJUDGED, "Languages",
		"Where a language has no rules, mail is passed on unjudged.", FIGURE_SHARES,
		FIGURE_ABOUT_MAIL, { "language", "judged", "of", NULL }, NULL,
		"No language was recognised five times.",
		"SELECT language, sum(verdict <> 'skip') AS judged, count(*) AS mails\n"
		"  FROM outcomes WHERE {where} AND language <> ''\n"
		"  GROUP BY language HAVING count(*) >= {smallest} ORDER BY 3 DESC, 1" },
	{ "agents", "Each author", "Each author, in the order of the alphabet",
		"Shown because [log] per-agent = yes. It is no ranking: what people are given to "
		"answer differs more than how they answer.",
		FIGURE_TABLE, FIGURE_ABOUT_AGENTS,
		{ "agent", "judged", "fine", "feelings", "met", NULL }, NULL,
		"No reply was judged.",
		"SELECT o.agent, count(*) AS judged, sum(verdict = 'pass') AS fine,\n"
		"    coalesce(sum(felt), 0) AS feelings, coalesce(sum(met), 0) AS met\n"
		"  FROM (SELECT * FROM outcomes WHERE {where} AND verdict <> 'skip') AS o\n"
		"  LEFT JOIN (SELECT id, count(*) AS felt, sum(" MET ") AS met\n"
		"      FROM feelings WHERE {where} AND intensity >= 2 GROUP BY id) AS f ON f.id = o.id\n"
		"  GROUP BY o.agent HAVING count(*) >= {smallest} ORDER BY o.agent" },
};

const guint figure_kinds_length = G_N_ELEMENTS(figure_kinds);
