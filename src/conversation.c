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

/* What is being put together from rows: neighbours on lines of their own, others a blank line
 * apart.
 */
typedef struct Pile {
	GString *text; /* NULL while nothing is in it */
	guint next;    /* the row that would be the last one's neighbour */
} Pile;

static void
pile_put(Pile *pile, guint i, const char *text, gssize length)
{
	if (pile->text == NULL)
		pile->text = g_string_new(NULL);
	else
		g_string_append(pile->text, i == pile->next ? "\n" : "\n\n");
	g_string_append_len(pile->text, text, length);
	while (pile->text->len > 0 && pile->text->str[pile->text->len - 1] == ' ')
		g_string_truncate(pile->text, pile->text->len - 1);
	pile->next = i + 1;
}

static char *
pile_take(Pile *pile)
{
	return pile->text != NULL ? g_strstrip(g_string_free(pile->text, FALSE)) : g_strdup("");
}

/* One pass over the rows: the writer's reply and signature, and the text of every quoted message.
 */
static void
sort_rows(const Rows *rows, Pile *reply, Pile *signature, Pile *turns)
{
	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		if (row_is_blank(row))
			continue;
		if (row->keep > 0)
			pile_put(reply, i, row->text, (gssize)row->keep);
		if (row->kind == ROW_MACHINE)
			continue;
		if (row->turn >= 0)
			pile_put(&turns[row->turn], i, row->text, -1);
		else
			pile_put(row->kind == ROW_SIGNATURE ? signature : reply, i, row->text, -1);
	}
}

/* All that is quoted and not the customer's newest message. */
static char *
rest_of(const Rows *rows, int customer)
{
	Pile rest = { 0 };

	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		bool is_taken = row->turn == customer && row->kind == ROW_TEXT;
		if (row->turn >= 0 && !is_taken && !row_is_blank(row))
			pile_put(&rest, i, row->text + row->keep, -1);
	}
	return pile_take(&rest);
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
turns_of(const Levels *levels, Pile *texts, const Message *message, ConversationIsOurs is_ours,
	const void *data)
{
	GPtrArray *turns = g_ptr_array_new_with_free_func((GDestroyNotify)turn_free);

	for (guint i = 0; i < levels->quoted->len; i++) {
		const Quoted *quoted = &g_array_index(levels->quoted, Quoted, i);
		Author author = author_of(message, quoted->from, is_ours, data);
		Turn *turn = turn_new(quoted->from, quoted->date, author == AUTHOR_OURS);
		turn->text = pile_take(&texts[i]);
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

static char *
limits_of(const Message *message, const Levels *levels)
{
	const struct {
		const char *name;
		bool is_reached;
	} limits[] = {
		{ "parts", (message->marks & MESSAGE_MANY_PARTS) != 0 },
		{ "nesting", (message->marks & MESSAGE_DEEP_PARTS) != 0 },
		{ "text", (message->marks & MESSAGE_LONG_TEXT) != 0 },
		{ "quotes", levels->is_cut },
	};
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
		if (limits[i].is_reached)
			g_string_append_printf(
				names, "%s%s", names->len > 0 ? " " : "", limits[i].name);
	}
	return g_string_free(names, FALSE);
}

/* Somebody who is sent their own mail back as a forward, with words above it, is answered. A line
 * above it may be a remark to a colleague who wrote it. */
static bool
answers_author(const Message *message, const Conversation *conversation)
{
	const char *author = conversation->customer_from->address;
	const char *line_end = strchr(conversation->reply, '\n');

	if (*author == '\0' || line_end == NULL)
		return false;
	for (guint i = 0; i < message->to->len; i++) {
		const Address *to = message->to->pdata[i];
		if (g_ascii_strcasecmp(to->address, author) == 0)
			return true;
	}
	return false;
}

Conversation *
conversation_split(const Message *message, const Attribution *attribution,
	ConversationIsOurs is_ours, const void *data)
{
	Conversation *conversation = g_new0(Conversation, 1);
	g_autoptr(Rows) rows = rows_new(message->lines, attribution);
	bool forwards = subject_forwards(attribution, message->subject);
	g_autoptr(Levels) levels = levels_find(rows, attribution, forwards);
	const Address *writer = message->from->len > 0 ? message->from->pdata[0] : NULL;

	mark_signatures(rows, attribution, writer != NULL ? writer->name : "");
	Pile reply = { 0 }, signature = { 0 };
	g_autofree Pile *texts = g_new0(Pile, levels->quoted->len + 1);
	sort_rows(rows, &reply, &signature, texts);
	conversation->reply = pile_take(&reply);
	conversation->signature = pile_take(&signature);
	conversation->turns = turns_of(levels, texts, message, is_ours, data);
	int customer = customers(conversation->turns);
	const Turn *turn = customer >= 0 ? conversation->turns->pdata[customer] : NULL;
	conversation->customer = g_strdup(turn != NULL ? turn->text : "");
	conversation->customer_from = turn != NULL
					      ? address_new(turn->from->name, turn->from->address)
					      : address_new("", "");
	conversation->customer_date = g_strdup(turn != NULL ? turn->date : "");
	conversation->older = rest_of(rows, customer);
	conversation->is_forward = (levels->has_forward || (forwards && levels->quoted->len > 0)) &&
				   !answers_author(message, conversation);
	conversation->is_interleaved = is_interleaved(rows);
	conversation->limits = limits_of(message, levels);
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
	g_free(conversation->limits);
	if (conversation->turns != NULL)
		g_ptr_array_unref(conversation->turns);
	g_free(conversation);
}
