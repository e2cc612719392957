/* record-read.c - questions to the record; each on a handle of its own. SPDX-License-Identifier:
 * MIT */
#include "record-sql.h"

#include <string.h>

#include "errors.h"

char *
record_like(const char *pattern)
{
	GString *like = g_string_new(NULL);

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '*')
			g_string_append_c(like, '%');
		else if (strchr("%_\\", *pattern) != NULL)
			g_string_append_printf(like, "\\%c", *pattern);
		else
			g_string_append_c(like, *pattern);
	}
	return g_string_free(like, FALSE);
}

/* Anything that has these words in it, folded. A mail program may have put a line's end between two
 * of them, and bent their apostrophes and quotes: any one character will do there. */
static char *
like_of_words(const char *words)
{
	g_autofree char *valid = g_utf8_make_valid(words, -1);
	g_autofree char *folded = g_utf8_casefold(valid, -1);
	GString *like = g_string_new("%");

	for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		GUnicodeType type = g_unichar_type(c);
		bool is_any = g_unichar_isspace(c) || c == '\'' || c == '"' ||
			      type == G_UNICODE_DASH_PUNCTUATION ||
			      type == G_UNICODE_INITIAL_PUNCTUATION ||
			      type == G_UNICODE_FINAL_PUNCTUATION;
		if (is_any)
			g_string_append_c(like, '_');
		else if (c == '*')
			g_string_append_c(like, '%');
		else if (c == '%' || c == '_' || c == '\\')
			g_string_append_printf(like, "\\%c", (char)c);
		else
			g_string_append_unichar(like, c);
	}
	g_string_append_c(like, '%');
	return g_string_free(like, FALSE);
}

/* says(text, pattern): LIKE of what like_of_words() made, in which letters of every script have no
 * case. Most text is ASCII, whose case LIKE knows itself. */
static void
says(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	const char *pattern = (const char *)sqlite3_value_text(values[1]);
	if (text == NULL || pattern == NULL)
		return;
	bool is_plain = g_str_is_ascii(text) || !g_utf8_validate(text, -1, NULL);
	g_autofree char *folded = is_plain ? NULL : g_utf8_casefold(text, -1);

	sqlite3_result_int(
		context, sqlite3_strlike(pattern, folded != NULL ? folded : text, '\\') == 0);
}

typedef enum How { HOW_IS, HOW_LIKE, HOW_CONTAINS } How;

/* Adds a condition when there is something to ask for; '@' in it stands for the value. */
static void
ask(GString *sql, GPtrArray *values, const char *condition, const char *value, How how)
{
	if (value == NULL || *value == '\0')
		return;
	g_string_append(sql, values->len > 0 ? " AND " : " WHERE ");
	for (; *condition != '\0'; condition++) {
		if (*condition == '@')
			g_string_append_printf(sql, "?%u", values->len + 1);
		else
			g_string_append_c(sql, *condition);
	}
	if (how == HOW_IS) {
		g_ptr_array_add(values, g_strdup(value));
		return;
	}
	g_ptr_array_add(values, how == HOW_CONTAINS ? like_of_words(value) : record_like(value));
}

#define LIKE " LIKE @ ESCAPE '\\'"

const char *const record_outcome_columns[] = { "id", "at", "host", "queue_id", "message_id",
	"agent", "customer", "policy", "language", "verdict", "action", "state", "reason",
	"feelings", "failed", "passed", "life_events", "source", "found", "agrees", "rules",
	"recipients", "microseconds", NULL };
enum { N_COLUMNS = G_N_ELEMENTS(record_outcome_columns) - 1 };

/* Words in what an outcome has: looked for in each, or in one walk over all there are. Of two
 * million outcomes the walk takes a quarter of the time, but for a week of them it would take as
 * long. */
static const char words_of_each[] = "(says(reason, @) OR EXISTS (SELECT 1 FROM finding"
				    " WHERE outcome = o.number AND says(evidence, @))"
				    " OR EXISTS (SELECT 1 FROM feeling WHERE outcome = o.number"
				    " AND (says(evidence, @) OR says(met_by, @))))";
static const char words_of_all[] = "(says(reason, @) OR o.number IN (SELECT outcome FROM finding"
				   " WHERE says(evidence, @) UNION ALL SELECT outcome FROM feeling"
				   " WHERE says(evidence, @) OR says(met_by, @)))";

/* Rows read at once; the more there are the more at once, as each block asks anew. */
enum { FIRST_BLOCK = 1000, MOST_IN_A_BLOCK = 32000 };

/* below: a number, or "". */
static char *
outcomes_sql(const OutcomeQuery *query, const char *below, gint64 limit, GPtrArray *values)
{
	g_autofree char *columns = g_strjoinv(", ", (char **)record_outcome_columns);
	GString *sql = g_string_new(NULL);

	g_string_printf(sql, "SELECT number, %s FROM outcome AS o", columns);

	ask(sql, values, "at >= @", query->since, HOW_IS);
	ask(sql, values, "at < @", query->until, HOW_IS);
	ask(sql, values, "agent" LIKE, query->agent, HOW_LIKE);
	ask(sql, values, "customer" LIKE, query->customer, HOW_LIKE);
	ask(sql, values, "policy" LIKE, query->policy, HOW_LIKE);
	ask(sql, values, "verdict = @", query->verdict, HOW_IS);
	ask(sql, values, "action = @", query->action, HOW_IS);
	ask(sql, values, "state = @", query->state, HOW_IS);
	ask(sql, values, "language = @", query->language, HOW_IS);
	ask(sql, values,
		/* Praise never fails. */
		"EXISTS (SELECT 1 FROM finding WHERE outcome = o.number"
		" AND (result = 'fail' OR check_name = 'praise') AND check_name = @)",
		query->check, HOW_IS);
	ask(sql, values, "EXISTS (SELECT 1 FROM feeling WHERE outcome = o.number AND feeling = @)",
		query->feeling, HOW_IS);
	ask(sql, values,
		/* Said twice, as their indices leave out what has no rule. */
		"o.number IN (SELECT outcome FROM finding WHERE rule = @ AND rule <> ''"
		" UNION SELECT outcome FROM feeling WHERE rule = @ AND rule <> ''"
		" UNION SELECT outcome FROM rule_note WHERE rule = @ AND rule <> '')",
		query->rule, HOW_IS);
	ask(sql, values, query->since != NULL ? words_of_each : words_of_all, query->text,
		HOW_CONTAINS);
	ask(sql, values, "number < (SELECT number FROM outcome WHERE id = @)", query->before,
		HOW_IS);
	ask(sql, values, "number < @", below, HOW_IS);
	g_string_append_printf(sql, " ORDER BY number DESC LIMIT %" G_GINT64_FORMAT, limit);
	return g_string_free(sql, FALSE);
}

typedef struct Row {
	gint64 number;
	const char *texts[N_COLUMNS + 1]; /* of the block */
} Row;

typedef struct Block {
	GArray *rows; /* of Row */
	GStringChunk *texts;
} Block;

static void
block_free(Block *block)
{
	g_array_unref(block->rows);
	g_string_chunk_free(block->texts);
	g_free(block);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Block, block_free)

static void
block_add(Block *block, sqlite3_stmt *statement)
{
	Row row = { .number = sqlite3_column_int64(statement, 0) };

	for (int i = 0; i < N_COLUMNS; i++) {
		const char *text = (const char *)sqlite3_column_text(statement, i + 1);
		row.texts[i] = text == NULL || *text == '\0'
				       ? ""
				       : g_string_chunk_insert(block->texts, text);
	}
	g_array_append_val(block->rows, row);
}

/* NULL on failure. */
static Block *
read_block(sqlite3 *database, const OutcomeQuery *query, const char *below, gint64 limit,
	GError **error)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *sql = outcomes_sql(query, below, limit, values);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, sql, error);
	if (statement == NULL)
		return NULL;
	g_autoptr(Block) block = g_new(Block, 1);

	block->rows = g_array_new(FALSE, FALSE, sizeof(Row));
	block->texts = g_string_chunk_new(64 * 1024);
	for (guint i = 0; i < values->len; i++)
		record_sql_text(statement, (int)i + 1, values->pdata[i]);
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(statement)) == SQLITE_ROW)
		block_add(block, statement);
	if (result != SQLITE_DONE) {
		record_sql_error(database, "cannot read the record", error);
		return NULL;
	}
	return g_steal_pointer(&block);
}

static bool
visit_row(const Row *row, OutcomeVisit visit, void *data)
{
	char *const *texts = (char *const *)row->texts;
	const Outcome outcome = {
		.number = row->number,
		.id = texts[0],
		.at = texts[1],
		.host = texts[2],
		.queue_id = texts[3],
		.message_id = texts[4],
		.agent = texts[5],
		.customer = texts[6],
		.policy = texts[7],
		.language = texts[8],
		.verdict = texts[9],
		.action = texts[10],
		.state = texts[11],
		.reason = texts[12],
		.feelings = texts[13],
		.failed = texts[14],
		.columns = row->texts,
	};

	return visit(&outcome, data);
}

/* In blocks, and none is open while it is shown: whoever stops in a pager would keep the
 * write-ahead log growing. */
bool
record_outcomes(
	Record *record, const OutcomeQuery *query, OutcomeVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autofree char *below = g_strdup("");
	gint64 left = query->limit > 0 ? query->limit : G_MAXINT64;

	if (database != NULL)
		sqlite3_create_function_v2(database, "says", 2,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, says, NULL,
			NULL, NULL);

	/* Each block of what has certain words may be a walk over all. */
	gint64 first = query->text != NULL ? MOST_IN_A_BLOCK : FIRST_BLOCK;

	for (gint64 size = first; database != NULL; size = MIN(size * 2, MOST_IN_A_BLOCK)) {
		gint64 most = MIN(size, left);
		g_autoptr(Block) block = read_block(database, query, below, most, error);
		if (block == NULL)
			return false;
		const Row *rows = (const void *)block->rows->data;
		guint n = block->rows->len;
		for (guint i = 0; i < n; i++)
			if (!visit_row(&rows[i], visit, data))
				return true;
		left -= n;
		if (n < most || left == 0)
			return true;
		g_free(below);
		below = g_strdup_printf("%" G_GINT64_FORMAT, rows[n - 1].number);
	}
	return false;
}
