/* conversation.c - who wrote which words. SPDX-License-Identifier: MIT */
#include "conversation.h"

#include "authors.h"
#include "fold.h"
#include "levels.h"
#include "rows.h"
#include "signature.h"

#include <string.h>

static Turn *
turn_new(const Address *from, const char *date, bool is_ours)
{
	Turn *turn = g_new0(Turn, 1);

	turn->from = from != NULL ? address_new(from->name, from->address) : address_new("", "");
	turn->date = g_strdup(date != NULL ? date : "");
	turn->is_ours = is_ours;
	return turn;
}

static void
turn_free(Turn *turn)
{
	g_free(turn->text);
	address_free(turn->from);
	g_free(turn->date);
	g_free(turn);
}

/* ---- joining rows to text ------------------------------------------------------------------ */

/* Blank lines at the ends go, those within stay, one for many. */
static void
append_line(GString *out, const char *text, gssize length, bool *gap)
{
	if (out->len > 0)
		g_string_append(out, *gap ? "\n\n" : "\n");
	g_string_append_len(out, text, length);
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	*gap = false;
}

/* The text of every quoted message, in one pass over the rows. */
static GPtrArray *
texts_of_turns(const Rows *rows, guint count)
{
	GPtrArray *texts = g_ptr_array_new_full(count, g_free);
	g_autofree GString **open = g_new0(GString *, count + 1);
	g_autofree bool *gap = g_new0(bool, count + 1);
	int last = -1;

	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		int turn = row->turn;
		if (turn != last && last >= 0)
			gap[last] = true;
		last = turn;
		if (turn < 0 || turn >= (int)count)
			continue;
		if (row_is_blank(row) || row->kind != ROW_TEXT) {
			gap[turn] = gap[turn] || row_is_blank(row);
			continue;
		}
		if (open[turn] == NULL)
			open[turn] = g_string_new(NULL);
		append_line(open[turn], row->text, -1, &gap[turn]);
	}
	for (guint i = 0; i < count; i++)
		g_ptr_array_add(
			texts, open[i] != NULL ? g_string_free(open[i], FALSE) : g_strdup(""));
	return texts;
}

/* The writer's own text is what has no turn; rows of an attribution carry theirs in `turn`. */
static char *
text_of_writer(const Rows *rows, RowKind kind)
{
	GString *out = g_string_new(NULL);
	bool gap = false;

	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		bool keeps = kind == ROW_TEXT && row->keep > 0;
		if (row_is_blank(row) || (row->turn != -1 && !keeps)) {
			gap = true;
			continue;
		}
		if (keeps)
			append_line(out, row->text, (gssize)row->keep, &gap);
		else if (row->kind == kind)
			append_line(out, row->text, -1, &gap);
	}
	return g_string_free(out, FALSE);
}

/* All that is quoted and not the customer's newest message. */
static char *
rest_of(const Rows *rows, int customer)
{
	GString *out = g_string_new(NULL);
	bool gap = false;

	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		bool is_quoted = row->turn >= 0;
		bool is_taken = row->turn == customer && row->kind == ROW_TEXT;
		if (row_is_blank(row) || !is_quoted || is_taken) {
			gap = true;
			continue;
		}
		append_line(out, row->text + row->keep, -1, &gap);
	}
	return g_string_free(out, FALSE);
}

/* ---- signatures ---------------------------------------------------------------------------- */

/* Every stretch of the writer's text between quotations may end in a signature. */
static void
mark_signatures(Rows *rows, const Attribution *attribution, const char *name)
{
	bool is_first = true;

	for (guint i = rows_next(rows, 0); i < rows->count; i = rows_next(rows, i)) {
		guint end = i;
		while (end < rows->count &&
			(row_is_blank(&rows->row[end]) || rows->row[end].turn == -1))
			end++;
		if (end > i) {
			signature_mark(rows, i, end, attribution, name, is_first);
			is_first = false;
		}
		i = MAX(end, i + 1);
	}
}

/* ---- whose --------------------------------------------------------------------------------- */

static GPtrArray *
turns_of(const Rows *rows, const Levels *levels, const Message *message, ConversationIsOurs is_ours,
	const void *data)
{
	GPtrArray *turns = g_ptr_array_new_with_free_func((GDestroyNotify)turn_free);
	g_autoptr(GPtrArray) texts = texts_of_turns(rows, levels->quoted->len);

	for (guint i = 0; i < levels->quoted->len; i++) {
		const Quoted *quoted = &g_array_index(levels->quoted, Quoted, i);
		Author author = author_of(message, quoted->from, is_ours, data);
		Turn *turn = turn_new(quoted->from, quoted->date, author == AUTHOR_OURS);
		turn->text = g_strdup(texts->pdata[i]);
		g_ptr_array_add(turns, turn);
	}
	return turns;
}

/* The first quoted message that is not ours; -1 when there is none. */
static int
customers(const GPtrArray *turns)
{
	for (guint i = 0; i < turns->len; i++) {
		const Turn *turn = turns->pdata[i];
		if (!turn->is_ours && *turn->text != '\0')
			return (int)i;
	}
	return -1;
}

static bool
subject_forwards(const Attribution *attribution, const char *subject)
{
	g_autofree char *folded = fold(subject);
	char *colon = strchr(folded, ':');

	if (colon == NULL)
		return false;
	*colon = '\0';
	return attribution_is(attribution, WORD_PREFIX, g_strchomp(folded));
}

static bool
is_interleaved(const Rows *rows)
{
	int changes = 0;
	bool own = false;

	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		if (row_is_blank(row) || row->kind != ROW_TEXT)
			continue;
		bool is_own = row->turn == -1;
		changes += is_own && !own;
		own = is_own;
	}
	return changes > 1;
}

Conversation *
conversation_split(const Message *message, const Attribution *attribution,
	ConversationIsOurs is_ours, const void *data)
{
	Conversation *conversation = g_new0(Conversation, 1);
	g_autoptr(Rows) rows = rows_new(message->lines);
	bool forwards = subject_forwards(attribution, message->subject);
	g_autoptr(Levels) levels = levels_find(rows, attribution, forwards);
	const Address *writer = message->from->len > 0 ? message->from->pdata[0] : NULL;

	mark_signatures(rows, attribution, writer != NULL ? writer->name : "");
	conversation->turns = turns_of(rows, levels, message, is_ours, data);
	int customer = customers(conversation->turns);
	const Turn *turn = customer >= 0 ? conversation->turns->pdata[customer] : NULL;
	conversation->reply = text_of_writer(rows, ROW_TEXT);
	conversation->signature = text_of_writer(rows, ROW_SIGNATURE);
	conversation->customer = g_strdup(turn != NULL ? turn->text : "");
	conversation->customer_from = turn != NULL
					      ? address_new(turn->from->name, turn->from->address)
					      : address_new("", "");
	conversation->customer_date = g_strdup(turn != NULL ? turn->date : "");
	conversation->older = rest_of(rows, customer);
	conversation->is_forward = levels->has_forward || (forwards && levels->quoted->len > 0);
	conversation->is_interleaved = is_interleaved(rows);
	conversation->is_cut = levels->is_cut || (message->marks & MESSAGE_CUT) != 0;
	return conversation;
}

void
conversation_free(Conversation *conversation)
{
	if (conversation == NULL)
		return;
	g_free(conversation->reply);
	g_free(conversation->signature);
	g_free(conversation->customer);
	address_free(conversation->customer_from);
	g_free(conversation->customer_date);
	g_free(conversation->older);
	if (conversation->turns != NULL)
		g_ptr_array_unref(conversation->turns);
	g_free(conversation);
}
