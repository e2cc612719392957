/* record-report.c - asks the record what a report shows. SPDX-License-Identifier: MIT */
#include "record-report.h"

#include <string.h>

#include "record-sql.h"
#include "story.h"

/* What a figure's SQL has in braces. */
typedef struct Hole {
	const char *name;
	char *text;
} Hole;

enum { N_HOLES = 5 };

static const char *const stretches[] = {
	[STRETCH_DAY] = "substr(at, 1, 10)",
	[STRETCH_WEEK] = "date(substr(at, 1, 10), 'weekday 0', '-6 days')",
	[STRETCH_MONTH] = "substr(at, 1, 7) || '-01'",
};

/* The statement stands in the report and runs as it stands, so values are quoted, not bound. */
static char *
quoted(const char *text)
{
	char *sql = sqlite3_mprintf("%Q", text);
	char *copy = g_strdup(sql);

	sqlite3_free(sql);
	return copy;
}

/* "agent LIKE 'ann@%' ESCAPE '\\' OR ..."; of nobody: "0". */
static char *
condition_of_authors(const char *const *authors)
{
	GString *sql = g_string_new(NULL);

	for (; authors != NULL && *authors != NULL; authors++) {
		g_autofree char *like = record_like(*authors);
		g_autofree char *value = quoted(like);
		g_string_append_printf(
			sql, "%sf.agent LIKE %s ESCAPE '\\'", sql->len > 0 ? " OR " : "", value);
	}
	return g_string_free(sql->len > 0 ? sql : g_string_append(sql, "0"), FALSE);
}

static void
fill_holes(Hole holes[N_HOLES], const ReportQuery *query, FigureStretch stretch)
{
	g_autofree char *since = quoted(query->since);
	g_autofree char *until = quoted(query->until);
	g_autofree char *policy = quoted(query->policy != NULL ? query->policy : "");
	GString *where = g_string_new(NULL);

	g_string_append_printf(where, "at >= %s AND at < %s", since, until);
	if (query->policy != NULL && *query->policy != '\0')
		g_string_append_printf(where, " AND policy = %s", policy);
	holes[0] = (Hole){ "{where}", g_string_free(where, FALSE) };
	holes[1] = (Hole){ "{stretch}", g_strdup(stretches[stretch]) };
	holes[2] = (Hole){ "{smallest}", g_strdup_printf("%d", FIGURES_SMALLEST) };
	holes[3] = (Hole){ "{people}",
		g_strdup_printf("%d", query->per_agent ? 1 : FIGURES_SMALLEST) };
	holes[4] = (Hole){ "{authors}", condition_of_authors(query->authors) };
}

static char *
filled(const char *sql, const Hole holes[N_HOLES])
{
	GString *text = g_string_new(sql);

	/* In one go: what a hole was filled with is never looked at again. */
	for (gsize at = 0; at < text->len; at++) {
		for (int i = 0; text->str[at] == '{' && i < N_HOLES; i++) {
			gsize length = strlen(holes[i].name);
			if (strncmp(text->str + at, holes[i].name, length) != 0)
				continue;
			g_string_erase(text, (gssize)at, (gssize)length);
			g_string_insert(text, (gssize)at, holes[i].text);
			at += strlen(holes[i].text) - 1;
			break;
		}
	}
	return g_string_free(text, FALSE);
}

static char **
row_of(sqlite3_stmt *statement, guint n)
{
	char **row = g_new0(char *, n + 1);

	for (guint i = 0; i < n; i++) {
		const char *text = (const char *)sqlite3_column_text(statement, (int)i);
		row[i] = g_utf8_make_valid(text != NULL ? text : "", -1);
	}
	return row;
}

/* The words of a story, of the customer whose address the query adds at its end. */
static void
mask_words(char **row, const char *customer)
{
	for (int i = 2; i <= 3; i++) {
		char *masked = story_mask(row[i], customer != NULL ? customer : "");
		g_free(row[i]);
		row[i] = masked;
	}
}

static bool
ask(sqlite3 *database, Figure *figure, GError **error)
{
	guint n = figure_columns(figure->kind);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, figure->sql, error);
	if (statement == NULL)
		return false;

	int result = SQLITE_ROW;
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		char **row = row_of(statement, n);
		g_ptr_array_add(figure->rows, row);
		if (figure->kind->shape == FIGURE_STORIES)
			mask_words(row, (const char *)sqlite3_column_text(statement, (int)n));
	}
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}

/* Why a figure may not be shown, or NULL. */
static const char *
reason_to_withhold(const Figures *figures, const FigureKind *kind)
{
	if (figures->per_agent || kind->about == FIGURE_ABOUT_MAIL)
		return NULL;
	if (kind->about == FIGURE_ABOUT_AGENTS)
		return "Not shown: [log] per-agent is not set.";
	if (figures->n_agents >= FIGURES_SMALLEST)
		return NULL;
	return "Not shown: fewer than five people wrote these replies, and what so few do is "
	       "what one of them does.";
}

static bool
count_agents(sqlite3 *database, Figures *figures, const Hole holes[N_HOLES], GError **error)
{
	gint64 n = 0;
	g_autofree char *sql = filled("SELECT count(DISTINCT agent) FROM outcomes"
				      " WHERE {where} AND verdict <> 'skip'",
		holes);

	if (!record_sql_number(database, sql, &n, error))
		return false;
	figures->n_agents = (guint)MIN(n, G_MAXINT);
	return true;
}

static bool
ask_all(sqlite3 *database, Figures *figures, const Hole holes[N_HOLES], const char *only,
	GError **error)
{
	if (!count_agents(database, figures, holes, error))
		return false;
	for (guint i = 0; i < figure_kinds_length; i++) {
		if (only != NULL && !g_str_equal(only, figure_kinds[i].id))
			continue;
		Figure *figure = figures_add(figures, &figure_kinds[i]);
		figure->withheld = reason_to_withhold(figures, figure->kind);
		if (figure->withheld != NULL)
			continue;
		g_free(figure->sql);
		figure->sql = filled(figure->kind->sql, holes);
		if (!ask(database, figure, error))
			return false;
		if (figure->kind->shape == FIGURE_TIME || figure->kind->shape == FIGURE_TREND)
			figures_fill_time(figures, figure);
	}
	return true;
}

Figures *
record_figures(Record *record, const ReportQuery *query, GError **error)
{
	Hole holes[N_HOLES];
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	if (database == NULL)
		return NULL;
	g_autoptr(Figures) figures =
		figures_new(query->since, query->until, query->policy, query->made_at);

	figures->per_agent = query->per_agent;
	fill_holes(holes, query, figures->stretch);
	/* Not one snapshot for all: as long as one is open the write-ahead log cannot be begun
	 * anew, and mail pays for its growing. The figures fit together all the same, as what comes
	 * meanwhile is later than the time they are of. Of a large record hundreds of megabytes are
	 * read, again for each figure: copying them would take a third of the time. */
	bool is_fine = record_sql_run(database, "PRAGMA mmap_size = 2147418112", error) &&
		       ask_all(database, figures, holes, query->only, error);
	for (int i = 0; i < N_HOLES; i++)
		g_free(holes[i].text);
	return is_fine ? g_steal_pointer(&figures) : NULL;
}
