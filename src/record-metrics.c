/* record-metrics.c - what the record has to say to whoever watches over us.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-metrics.h"

#include <string.h>
#include <sys/stat.h>

#include "record-sql.h"

enum { MOST_LABELS = 3 };

/* The columns of sql: a value for each label, then the number. ?1 is now. */
typedef struct Metric {
	const char *name, *type, *help;
	const char *labels[MOST_LABELS + 1];
	const char *sql;
} Metric;

static const Metric metrics[] = {
	{ "empathy_messages_total", "counter",
		"Messages seen, by verdict, what was done, and why it was not judged.",
		{ "verdict", "action", "reason", NULL },
		"SELECT verdict, action, reason, sum(messages) FROM tally GROUP BY 1, 2, 3" },
	{ "empathy_last_message_timestamp_seconds", "gauge", "When the newest message was seen.",
		{ NULL },
		"SELECT CAST(strftime('%s', at) AS INTEGER) FROM outcome"
		" ORDER BY number DESC LIMIT 1" },
	{ "empathy_held", "gauge", "Replies that are held now.", { NULL },
		"SELECT count(*) FROM outcome WHERE state = 'held'" },
	{ "empathy_held_oldest_seconds", "gauge",
		"How long the oldest of them has been held; 0 when there is none.", { NULL },
		"SELECT coalesce(max(?1 - strftime('%s', at)), 0) FROM outcome"
		" WHERE state = 'held'" },
	{ "empathy_notices", "gauge", "Notices in the record, by state.", { "state", NULL },
		"SELECT column1, (SELECT count(*) FROM outbox WHERE state = column1)"
		" FROM (VALUES ('waiting'), ('sent'), ('failed'), ('withdrawn'))" },
	{ "empathy_notices_oldest_waiting_seconds", "gauge",
		"How long the oldest notice has waited; 0 when none does.", { NULL },
		"SELECT coalesce(?1 - min(created), 0) FROM outbox WHERE state = 'waiting'" },
	{ "empathy_requests_waiting", "gauge",
		"Requests about held replies that are not carried out yet.", { NULL },
		"SELECT count(*) FROM request WHERE state = 'waiting'" },
	{ "empathy_disputes_open", "gauge", "Judgements an agent says are wrong, undecided.",
		{ NULL }, "SELECT count(*) FROM label WHERE kind = 'dispute' AND decision = ''" },
	{ "empathy_rules_info", "gauge", "1, with the version of the rules that judged last.",
		{ "version", NULL },
		"SELECT rules, 1 FROM outcome WHERE verdict <> 'skip' ORDER BY number DESC LIMIT 1" },
	{ "empathy_rules_generation", "gauge",
		"Loads of the rules that succeeded since the daemon started, the first among them.",
		{ NULL }, "SELECT generation FROM rules_load" },
	{ "empathy_rules_loaded_timestamp_seconds", "gauge", "When the rules in force were loaded.",
		{ NULL }, "SELECT loaded FROM rules_load" },
	{ "empathy_rules_last_reload_successful", "gauge",
		"0 when the last reload of settings and rules failed: the ones before stay.",
		{ NULL }, "SELECT is_fine FROM rules_load" },
	{ "empathy_record_schema_version", "gauge", "Of the record's tables.", { NULL },
		"SELECT user_version FROM pragma_user_version" },
	{ "empathy_record_free_bytes", "gauge", "Room in the record's file that nothing uses.",
		{ NULL },
		"SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size" },
};

/* In microseconds; the trigger outcome_is_counted sorts into the same. */
static const gint64 bounds[] = { 500, 1000, 2500, 5000, 10000, 25000, 100000, 1000000 };

static void
append_label(GString *out, const char *name, const char *value, bool is_first)
{
	g_autofree char *valid = g_utf8_make_valid(value, -1);

	g_string_append_printf(out, "%s%s=\"", is_first ? "{" : ",", name);
	for (const char *at = valid; *at != '\0'; at++) {
		if (*at == '\n')
			g_string_append(out, "\\n");
		else if (*at == '"' || *at == '\\')
			g_string_append_printf(out, "\\%c", *at);
		else
			g_string_append_c(out, *at);
	}
	g_string_append_c(out, '"');
}

static void
append_head(GString *out, const char *name, const char *type, const char *help)
{
	g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_row(GString *out, const Metric *metric, sqlite3_stmt *row)
{
	int n = 0;

	g_string_append(out, metric->name);
	for (; metric->labels[n] != NULL; n++) {
		const char *value = (const char *)sqlite3_column_text(row, n);
		append_label(out, metric->labels[n], value != NULL ? value : "", n == 0);
	}
	g_string_append_printf(out, "%s %" G_GINT64_FORMAT "\n", n > 0 ? "}" : "",
		(gint64)sqlite3_column_int64(row, n));
}

static bool
append_metric(GString *out, sqlite3 *database, const Metric *metric, gint64 now, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database, metric->sql, error);
	if (query == NULL)
		return false;

	append_head(out, metric->name, metric->type, metric->help);
	if (sqlite3_bind_parameter_count(query) > 0)
		sqlite3_bind_int64(query, 1, now);
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		append_row(out, metric, query);
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}

/* Of judged messages: a skip takes no time to speak of. */
static bool
append_histogram(GString *out, sqlite3 *database, GError **error)
{
	static const char name[] = "empathy_decision_seconds";
	gint64 counts[G_N_ELEMENTS(bounds) + 1] = { 0 }, so_far = 0, sum = 0;
	char number[G_ASCII_DTOSTR_BUF_SIZE];
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database,
		"SELECT le, sum(messages), sum(microseconds) FROM tally WHERE verdict <> 'skip'"
		" GROUP BY le",
		error);
	if (query == NULL)
		return false;

	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW) {
		guint slot = 0;
		while (slot < G_N_ELEMENTS(bounds) && bounds[slot] < sqlite3_column_int64(query, 0))
			slot++;
		counts[slot] += sqlite3_column_int64(query, 1);
		sum += sqlite3_column_int64(query, 2);
	}
	if (result != SQLITE_DONE)
		return record_sql_error(database, "cannot read the record", error);
	append_head(
		out, name, "histogram", "From the end of a mail to the decision, without its row.");
	for (guint slot = 0; slot < G_N_ELEMENTS(bounds); slot++) {
		so_far += counts[slot];
		g_ascii_formatd(number, sizeof number, "%g", (double)bounds[slot] / G_USEC_PER_SEC);
		g_string_append_printf(
			out, "%s_bucket{le=\"%s\"} %" G_GINT64_FORMAT "\n", name, number, so_far);
	}
	so_far += counts[G_N_ELEMENTS(bounds)];
	g_ascii_formatd(number, sizeof number, "%.6f", (double)sum / G_USEC_PER_SEC);
	g_string_append_printf(out,
		"%s_bucket{le=\"+Inf\"} %" G_GINT64_FORMAT "\n%s_sum %s\n%s_count %" G_GINT64_FORMAT
		"\n",
		name, so_far, name, number, name, so_far);
	return true;
}

static gint64
size_of(const char *path, const char *ending)
{
	g_autofree char *name = g_strconcat(path, ending, NULL);
	struct stat info;

	return stat(name, &info) == 0 ? (gint64)info.st_size : 0;
}

static void
append_sizes(GString *out, const char *path)
{
	static const char name[] = "empathy_record_bytes";

	append_head(out, name, "gauge", "Size of the record's files.");
	g_string_append_printf(out,
		"%s{file=\"database\"} %" G_GINT64_FORMAT "\n%s{file=\"wal\"} %" G_GINT64_FORMAT
		"\n",
		name, size_of(path, ""), name, size_of(path, "-wal"));
	append_head(out, "empathy_build_info", "gauge", "1, with the version of this program.");
	g_string_append(out, "empathy_build_info");
	append_label(out, "version", PACKAGE_VERSION, true);
	g_string_append(out, "} 1\n");
}

char *
record_metrics(Record *record, gint64 now, GError **error)
{
	const char *path = record_sql_path(record);
	g_autoptr(sqlite3) database = record_schema_open_readonly(path, error);
	if (database == NULL || !record_sql_run(database, "BEGIN", error))
		return NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(metrics); i++)
		if (!append_metric(out, database, &metrics[i], now, error))
			return NULL;
	if (!append_histogram(out, database, error))
		return NULL;
	append_sizes(out, path);
	return g_string_free(g_steal_pointer(&out), FALSE);
}
