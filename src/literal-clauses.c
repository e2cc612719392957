/* literal-clauses.c - sets of strings, and which of them are worth asking for.
 * SPDX-License-Identifier: MIT */
#include "literal-clauses.h"

#include <string.h>

#include "literals.h"

enum {
	MOST_CLAUSE = 4000, /* literals; more are not worth asking for */
	LONGEST = 40,       /* bytes of a literal */
};

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

/* Letters and marks that a literal really compares, edges apart. */
static size_t
weight(const char *literal)
{
	size_t length = 0;

	for (; *literal != '\0'; literal++)
		length += *literal != LITERAL_EDGE;
	return length;
}

/* How much a clause tells: its shortest literal decides, many literals count against it. */
double
clause_worth(const GPtrArray *clause)
{
	size_t shortest = LONGEST;

	for (guint i = 0; i < clause->len; i++) {
		const char *literal = clause->pdata[i];
		size_t own = weight(literal) * 2;
		own += *literal == LITERAL_EDGE;
		own += *literal != '\0' && literal[strlen(literal) - 1] == LITERAL_EDGE;
		shortest = MIN(shortest, own);
	}
	return (double)shortest - 0.01 * clause->len;
}

/* Two letters at least, a digit, or a mark that few sentences have. */
static bool
is_telling(const char *literal)
{
	return weight(literal) >= 2 ||
	       (*literal != '\0' && literal[1] == '\0' &&
		       (*literal == LITERAL_DIGIT || *literal == LITERAL_BEYOND ||
			       strchr("!?$%&@#{}[]<>/\\|~^=+*:;()\"", *literal)));
}

static bool
is_worth_asking(const GPtrArray *clause)
{
	if (clause->len == 0 || clause->len > MOST_CLAUSE)
		return false;
	for (guint i = 0; i < clause->len; i++) {
		if (!is_telling(clause->pdata[i]))
			return false;
	}
	return true;
}

/* An edge inside a literal says nothing more, and one beside no letter might mislead. */
static char *
tidy(const char *literal)
{
	GString *text = g_string_new(NULL);

	for (const char *c = literal; *c != '\0'; c++) {
		if (*c != LITERAL_EDGE)
			g_string_append_c(text, *c);
	}
	if (text->len > 0 && g_str_has_prefix(literal, "\001") &&
		(g_ascii_isalnum(text->str[0]) || text->str[0] == '_'))
		g_string_prepend_c(text, LITERAL_EDGE);
	char last = text->len > 0 ? text->str[text->len - 1] : '\0';
	if (g_str_has_suffix(literal, "\001") && (g_ascii_isalnum(last) || last == '_'))
		g_string_append_c(text, LITERAL_EDGE);
	return g_string_free(text, FALSE);
}

void
clauses_add(GPtrArray *clauses, const GPtrArray *strings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *clause = strings_new();

	for (guint i = 0; i < strings->len; i++) {
		char *literal = tidy(strings->pdata[i]);
		/* Adding one that is there would put the new key, soon freed, in its place. */
		if (g_hash_table_contains(seen, literal)) {
			g_free(literal);
			continue;
		}
		g_hash_table_add(seen, literal);
		g_ptr_array_add(clause, literal);
	}
	if (is_worth_asking(clause))
		g_ptr_array_add(clauses, clause);
	else
		g_ptr_array_unref(clause);
}

const GPtrArray *
clauses_best(const GPtrArray *clauses)
{
	const GPtrArray *best = NULL;

	for (guint i = 0; i < clauses->len; i++) {
		if (best == NULL || clause_worth(clauses->pdata[i]) > clause_worth(best))
			best = clauses->pdata[i];
	}
	return best;
}

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
