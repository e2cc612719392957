/* literal-clauses.c - sets of strings, and which of them are worth asking for.
 * SPDX-License-Identifier: MIT */
#include "literal-clauses.h"

#include <string.h>

enum {
	MARK_RARITY = 5,    /* in half letters */
	SHORTEST = 3,       /* letters and edges of a literal that is asked for */
	MOST_CLAUSE = 4000, /* literals; more are not worth asking for */
	LONGEST = 40,       /* bytes of a string that still grows */
	LONG_ENOUGH = 14,   /* bytes of a literal: the rest would hardly tell more */
};

/* Of a place more in which a match may begin, in letters. */
#define WIDTH_COSTS 0.1

GPtrArray *
strings_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

GPtrArray *
strings_of_one(const char *text)
{
	GPtrArray *strings = strings_new();

	g_ptr_array_add(strings, g_strdup(text));
	return strings;
}

GPtrArray *
clauses_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
}

Extent
extent_add(Extent a, Extent b)
{
	return (Extent){ MIN(a.least + b.least, LITERAL_ANYWHERE),
		MIN(a.most + b.most, LITERAL_ANYWHERE) };
}

static Literal *
literal_new(const char *text, guint from, guint to)
{
	size_t length = strlen(text);
	Literal *literal = g_malloc(sizeof(Literal) + length + 1);

	literal->from = from;
	literal->to = to;
	memcpy(literal->text, text, length + 1);
	return literal;
}

/* ---- what a clause tells ----------------------------------------------------------------------
 */

/* Letters and marks that a literal really compares, edges apart. */
static size_t
weight(const char *literal)
{
	size_t length = 0;

	for (; *literal != '\0'; literal++)
		length += *literal != LITERAL_EDGE;
	return length;
}

static guint
edges(const char *literal)
{
	return (*literal == LITERAL_EDGE) +
	       (*literal != '\0' && literal[strlen(literal) - 1] == LITERAL_EDGE);
}

/* In half letters: a digit is rarer than two letters within a word. */
static guint
rarity(const char *literal)
{
	bool is_mark = *literal != '\0' && literal[1] == '\0' && !g_ascii_isalpha(*literal);

	return is_mark ? MARK_RARITY : (guint)weight(literal) * 2 + edges(literal);
}

/* Its commonest literal decides, many literals count against it. */
double
clause_worth(const GPtrArray *clause)
{
	guint shortest = G_MAXUINT;

	for (guint i = 0; i < clause->len; i++) {
		const Literal *literal = clause->pdata[i];
		shortest = MIN(shortest, rarity(literal->text));
	}
	return (double)shortest - 0.01 * clause->len;
}

/* Each place in which a match may begin for one place of the literal costs a little. */
double
clause_aim(const GPtrArray *clause)
{
	guint widest = 0;

	for (guint i = 0; i < clause->len; i++) {
		const Literal *literal = clause->pdata[i];
		if (literal->to >= LITERAL_ANYWHERE)
			return -1;
		widest = MAX(widest, literal->to - literal->from);
	}
	return MAX(0, clause_worth(clause) - WIDTH_COSTS * widest);
}

/* A mark of its own, or one among letters, is rare enough where most sentences have none. */
static bool
tells(const char *literal)
{
	if (weight(literal) + edges(literal) >= SHORTEST)
		return true;
	for (const char *c = literal; *c != '\0'; c++) {
		if (g_ascii_isdigit(*c) || *c == LITERAL_DIGIT || *c == LITERAL_BEYOND ||
			strchr("!?$%&@#{}[]<>/\\|~^=+*:;()\"", *c) != NULL)
			return true;
		if (strchr(".,'-", *c) != NULL && weight(literal) > 1)
			return true;
	}
	return false;
}

void
clauses_drop_idle(GPtrArray *clauses)
{
	for (guint i = clauses->len; i-- > 0;) {
		const GPtrArray *clause = clauses->pdata[i];
		bool is_telling = true;
		for (guint k = 0; k < clause->len; k++)
			is_telling &= tells(((const Literal *)clause->pdata[k])->text);
		if (!is_telling)
			g_ptr_array_remove_index(clauses, i);
	}
}

const GPtrArray *
clauses_best(const GPtrArray *clauses, double (*measure)(const GPtrArray *clause))
{
	const GPtrArray *best = NULL;
	double most = 0;

	for (guint i = 0; i < clauses->len; i++) {
		double value = measure(clauses->pdata[i]);
		if (value >= 0 && (best == NULL || value > most)) {
			best = clauses->pdata[i];
			most = value;
		}
	}
	return best;
}

/* ---- clauses ----------------------------------------------------------------------------------
 */

/* An edge inside a literal says nothing more, one beside no letter might mislead, and what is long
 * is cut. */
static char *
tidy(const char *literal)
{
	GString *text = g_string_new(NULL);

	for (const char *c = literal; *c != '\0'; c++) {
		if (*c != LITERAL_EDGE)
			g_string_append_c(text, *c);
	}
	bool is_long = text->len > LONG_ENOUGH;
	g_string_truncate(text, MIN(text->len, LONG_ENOUGH));
	if (text->len > 0 && *literal == LITERAL_EDGE && literal_is_of_word(text->str[0]))
		g_string_prepend_c(text, LITERAL_EDGE);
	char last = text->len > 0 ? text->str[text->len - 1] : '\0';
	if (!is_long && g_str_has_suffix(literal, "\001") && literal_is_of_word(last))
		g_string_append_c(text, LITERAL_EDGE);
	return g_string_free(text, FALSE);
}

static gint
by_text(gconstpointer a, gconstpointer b)
{
	const Literal *one = *(Literal *const *)a, *other = *(Literal *const *)b;

	return strcmp(one->text, other->text);
}

/* Whatever begins with a literal that is asked for needs no asking of its own. */
static GPtrArray *
without_longer_ones(GPtrArray *clause)
{
	GPtrArray *kept = strings_new();
	Literal *last = NULL;

	g_ptr_array_sort(clause, by_text);
	for (guint i = 0; i < clause->len; i++) {
		const Literal *literal = clause->pdata[i];
		if (last != NULL && g_str_has_prefix(literal->text, last->text)) {
			last->from = MIN(last->from, literal->from);
			last->to = MAX(last->to, literal->to);
			continue;
		}
		last = literal_new(literal->text, literal->from, literal->to);
		g_ptr_array_add(kept, last);
	}
	return kept;
}

/* Takes the clause over. The empty string, which is first, stands everywhere. */
static void
add(GPtrArray *clauses, GPtrArray *clause)
{
	GPtrArray *kept = without_longer_ones(clause);

	g_ptr_array_unref(clause);
	if (kept->len > 0 && kept->len <= MOST_CLAUSE &&
		weight(((const Literal *)kept->pdata[0])->text) > 0)
		g_ptr_array_add(clauses, kept);
	else
		g_ptr_array_unref(kept);
}

void
clauses_add(GPtrArray *clauses, const GPtrArray *strings, Extent before)
{
	GPtrArray *clause = strings_new();

	for (guint i = 0; i < strings->len; i++) {
		g_autofree char *text = tidy(strings->pdata[i]);
		g_ptr_array_add(clause, literal_new(text, before.least, before.most));
	}
	add(clauses, clause);
}

void
clauses_add_either(GPtrArray *clauses, const GPtrArray *one, const GPtrArray *other)
{
	GPtrArray *clause = strings_new();

	for (guint i = 0; i < one->len + other->len; i++) {
		const Literal *literal = i < one->len ? one->pdata[i] : other->pdata[i - one->len];
		g_ptr_array_add(clause, literal_new(literal->text, literal->from, literal->to));
	}
	add(clauses, clause);
}

void
clauses_shift(GPtrArray *clauses, Extent by)
{
	for (guint i = 0; i < clauses->len; i++) {
		const GPtrArray *clause = clauses->pdata[i];
		for (guint k = 0; k < clause->len; k++) {
			Literal *literal = clause->pdata[k];
			Extent moved = extent_add((Extent){ literal->from, literal->to }, by);
			literal->from = moved.least;
			literal->to = moved.most;
		}
	}
}

void
clauses_begin_words(GPtrArray *clauses)
{
	for (guint i = 0; i < clauses->len; i++) {
		const GPtrArray *clause = clauses->pdata[i];
		for (guint k = 0; k < clause->len; k++) {
			Literal *literal = clause->pdata[k];
			if (literal->to > 0 || !literal_is_of_word(literal->text[0]))
				continue;
			g_autofree char *text = g_strconcat("\001", literal->text, NULL);
			clause->pdata[k] = literal_new(text, literal->from, literal->to);
			g_free(literal);
		}
	}
}

/* ---- strings ----------------------------------------------------------------------------------
 */

bool
strings_can_join(const GPtrArray *a, const GPtrArray *b)
{
	size_t longest = 0, other = 0;

	if (a->len * b->len > MOST_EXACT)
		return false;
	for (guint i = 0; i < a->len; i++)
		longest = MAX(longest, strlen(a->pdata[i]));
	for (guint i = 0; i < b->len; i++)
		other = MAX(other, strlen(b->pdata[i]));
	return longest + other <= LONGEST;
}

GPtrArray *
strings_join(const GPtrArray *a, const GPtrArray *b)
{
	GPtrArray *both = strings_new();

	for (guint i = 0; i < a->len; i++) {
		for (guint k = 0; k < b->len; k++)
			g_ptr_array_add(both, g_strconcat(a->pdata[i], b->pdata[k], NULL));
	}
	return both;
}

bool
strings_can_grow(const GPtrArray *strings)
{
	for (guint i = 0; i < strings->len; i++)
		if (strlen(strings->pdata[i]) >= LONGEST)
			return false;
	return strings->len <= MOST_EXACT;
}

void
strings_grow(GPtrArray *strings, char c)
{
	for (guint i = 0; i < strings->len; i++) {
		size_t length = strlen(strings->pdata[i]);
		char *text = g_realloc(strings->pdata[i], length + 2);
		text[length] = c;
		text[length + 1] = '\0';
		strings->pdata[i] = text;
	}
}
