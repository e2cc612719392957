/* sample.c - replies drawn for review. SPDX-License-Identifier: MIT */
#include "sample.h"

#include "record-sql.h"

static const char *const kinds[] = { "stopped", "annotated", "felt", "calm" };
enum { N_KINDS = G_N_ELEMENTS(kinds) };

/* Of each kind n at most, drawn evenly from a stream of unknown length. */
typedef struct Reservoir {
	gint64 *numbers;
	guint64 seen;
	guint kept;
} Reservoir;

static void
offer(Reservoir *reservoir, guint n, gint64 number, GRand *chance)
{
	reservoir->seen++;
	if (reservoir->kept < n) {
		reservoir->numbers[reservoir->kept++] = number;
		return;
	}
	guint64 place = (guint64)(g_rand_double(chance) * (double)reservoir->seen);
	if (place < n)
		reservoir->numbers[place] = number;
}

static bool
fill(sqlite3 *database, const char *since, const char *until, guint n, GRand *chance,
	Reservoir *reservoirs, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_span(database,
		"SELECT number, CASE WHEN verdict IN ('hold', 'reject') THEN 0"
		" WHEN verdict = 'annotate' THEN 1 WHEN feelings <> '' THEN 2 ELSE 3 END"
		" FROM outcome AS o WHERE at >= ?1 AND at < ?2 AND verdict <> 'skip'"
		" AND NOT EXISTS (SELECT 1 FROM label WHERE outcome = o.number) ORDER BY number",
		since, until, error);
	if (query == NULL)
		return false;

	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		offer(&reservoirs[sqlite3_column_int(query, 1)], n, sqlite3_column_int64(query, 0),
			chance);
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}

static void
sample_free(gpointer data)
{
	SampleReply *reply = data;

	g_free(reply->id);
	g_free(reply->at);
	g_free(reply->kind);
	g_free(reply->verdict);
	g_free(reply->failed);
	g_free(reply->feelings);
	g_free(reply->reason);
	g_free(reply);
}

static SampleReply *
read_reply(sqlite3 *database, gint64 number, const char *kind, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT id, at, verdict, failed, feelings, reason FROM outcome WHERE number = ?",
		VALUES(NUMBER(number)), error);
	if (query == NULL)
		return NULL;

	if (sqlite3_step(query) != SQLITE_ROW) {
		record_sql_error(database, "cannot read the record", error);
		return NULL;
	}
	SampleReply *reply = g_new0(SampleReply, 1);
	char **const fields[] = { &reply->id, &reply->at, &reply->verdict, &reply->failed,
		&reply->feelings, &reply->reason };
	for (int i = 0; i < (int)G_N_ELEMENTS(fields); i++)
		*fields[i] = g_strdup((const char *)sqlite3_column_text(query, i));
	reply->kind = g_strdup(kind);
	return reply;
}

/* How many of each: one after the other gets one more, as long as it has any. */
static void
share_out(const Reservoir *reservoirs, guint n, guint *shares)
{
	bool has_given = true;

	for (guint given = 0; given < n && has_given;) {
		has_given = false;
		for (guint i = 0; i < N_KINDS && given < n; i++) {
			if (shares[i] >= reservoirs[i].kept)
				continue;
			shares[i]++;
			given++;
			has_given = true;
		}
	}
}

static int
by_number(gconstpointer a, gconstpointer b, gpointer data)
{
	gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

	(void)data;
	return (first > second) - (first < second);
}

static bool
take(sqlite3 *database, Reservoir *reservoirs, guint n, GPtrArray *drawn, GError **error)
{
	guint shares[N_KINDS] = { 0 };

	share_out(reservoirs, n, shares);
	for (guint i = 0; i < N_KINDS; i++) {
		g_qsort_with_data(
			reservoirs[i].numbers, (gint)shares[i], sizeof(gint64), by_number, NULL);
		for (guint j = 0; j < shares[i]; j++) {
			SampleReply *reply =
				read_reply(database, reservoirs[i].numbers[j], kinds[i], error);
			if (reply == NULL)
				return false;
			g_ptr_array_add(drawn, reply);
		}
	}
	return true;
}

/* Puts the numbers in an order of chance: the first ones kept were the first ones seen. */
static void
shuffle(Reservoir *reservoir, GRand *chance)
{
	for (guint i = reservoir->kept; i > 1; i--) {
		guint other = (guint)g_rand_int_range(chance, 0, (gint32)i);
		gint64 number = reservoir->numbers[i - 1];
		reservoir->numbers[i - 1] = reservoir->numbers[other];
		reservoir->numbers[other] = number;
	}
}

GPtrArray *
sample_draw(
	Record *record, const char *since, const char *until, guint n, guint32 seed, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	if (database == NULL)
		return NULL;
	g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
	g_autoptr(GPtrArray) drawn = g_ptr_array_new_with_free_func(sample_free);
	Reservoir reservoirs[N_KINDS] = { { NULL, 0, 0 } };

	for (guint i = 0; i < N_KINDS; i++)
		reservoirs[i].numbers = g_new0(gint64, MAX(n, 1));
	bool is_fine = fill(database, since, until, n, chance, reservoirs, error);
	for (guint i = 0; i < N_KINDS; i++)
		shuffle(&reservoirs[i], chance);
	is_fine = is_fine && take(database, reservoirs, n, drawn, error);
	for (guint i = 0; i < N_KINDS; i++)
		g_free(reservoirs[i].numbers);
	return is_fine ? g_steal_pointer(&drawn) : NULL;
}
