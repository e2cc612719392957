/* agreement.c - machine and people beside each other. SPDX-License-Identifier: MIT */
#include "agreement.h"

#include <math.h>

#include "record-sql.h"

static guint
count_of(sqlite3_stmt *row, int column)
{
	return (guint)CLAMP(sqlite3_column_int64(row, column), 0, G_MAXINT);
}

static void
check_free(gpointer data)
{
	CheckAgreement *agreement = data;

	g_free(agreement->check);
	g_free(agreement);
}

static gpointer
read_check(sqlite3_stmt *row)
{
	CheckAgreement *agreement = g_new0(CheckAgreement, 1);

	agreement->check = record_sql_column(row, 0);
	agreement->tally =
		(Tally){ count_of(row, 1), count_of(row, 2), count_of(row, 3), count_of(row, 4) };
	return agreement;
}

static void
rule_free(gpointer data)
{
	RuleAgreement *agreement = data;

	g_free(agreement->rule);
	g_free(agreement->check);
	g_free(agreement);
}

static gpointer
read_rule(sqlite3_stmt *row)
{
	RuleAgreement *agreement = g_new0(RuleAgreement, 1);

	agreement->rule = record_sql_column(row, 0);
	agreement->check = record_sql_column(row, 1);
	agreement->failed = count_of(row, 2);
	agreement->held = count_of(row, 3);
	agreement->overridden = count_of(row, 4);
	agreement->labelled = count_of(row, 5);
	agreement->disagreed = count_of(row, 6);
	return agreement;
}

GPtrArray *
agreement_of_checks(Record *record, const char *since, const char *until, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_span(database,
		"SELECT iif(l.\"check\" = '', 'verdict', l.\"check\"),"
		" sum(machine = 'fail' AND people = 'fail'),"
		" sum(machine = 'fail' AND people = 'pass'),"
		" sum(machine = 'pass' AND people = 'fail'),"
		" sum(machine = 'pass' AND people = 'pass')"
		" FROM labels AS l JOIN outcome AS o ON o.number = l.outcome"
		" WHERE people <> '' AND o.at >= ?1 AND o.at < ?2"
		" GROUP BY l.\"check\" ORDER BY l.\"check\"",
		since, until, error);
	return query != NULL ? record_sql_rows(query, read_check, check_free, error) : NULL;
}

static int
by_doubt(gconstpointer a, gconstpointer b)
{
	const RuleAgreement *first = *(RuleAgreement *const *)a;
	const RuleAgreement *second = *(RuleAgreement *const *)b;
	guint against_first = first->overridden + first->disagreed;
	guint against_second = second->overridden + second->disagreed;

	if (against_first != against_second)
		return against_first > against_second ? -1 : 1;
	return g_strcmp0(first->rule, second->rule);
}

GPtrArray *
agreement_of_rules(Record *record, const char *since, const char *until, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_span(database,
		"SELECT rule, \"check\", count(*), sum(action = 'hold'), sum(overridden),"
		" sum(people <> ''), sum(people = 'pass') FROM rule_opinions"
		" WHERE at >= ?1 AND at < ?2 GROUP BY rule, \"check\""
		" HAVING sum(overridden) > 0 OR sum(people <> '') > 0",
		since, until, error);
	GPtrArray *rules =
		query != NULL ? record_sql_rows(query, read_rule, rule_free, error) : NULL;

	if (rules != NULL)
		g_ptr_array_sort(rules, by_doubt);
	return rules;
}

Share
agreement_share(const Tally *tally)
{
	guint same = tally->right + tally->both_no;

	return share_of(same, same + tally->false_yes + tally->missed);
}

/* An override is of a reply that was held before, or would have been. */
Share
agreement_overridden(const RuleAgreement *rule)
{
	return share_of(rule->overridden, MAX(rule->held, rule->overridden));
}

Share
agreement_disagreed(const RuleAgreement *rule)
{
	return share_of(rule->disagreed, rule->labelled);
}

bool
agreement_is_doubtful(const RuleAgreement *rule, double threshold)
{
	bool has_overrides = MAX(rule->held, rule->overridden) >= AGREEMENT_FEWEST;
	bool has_labels = rule->labelled >= AGREEMENT_FEWEST;

	return (has_overrides && agreement_overridden(rule).value > threshold) ||
	       (has_labels && agreement_disagreed(rule).value > threshold);
}
