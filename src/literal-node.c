/* literal-node.c - parts of a regular expression put together. SPDX-License-Identifier: MIT */
#include "literal-node.h"

#include <string.h>

void
node_clear(Node *node)
{
	g_clear_pointer(&node->exact, g_ptr_array_unref);
	g_clear_pointer(&node->clauses, g_ptr_array_unref);
}

static bool
are_parting(const GPtrArray *strings)
{
	for (guint i = 0; i < strings->len; i++) {
		const char *text = strings->pdata[i];
		char last = *text != '\0' ? text[strlen(text) - 1] : ' ';
		if (literal_is_of_word(last) || last == LITERAL_EDGE || last == LITERAL_DIGIT)
			return false;
	}
	return true;
}

Node
node_of_strings(GPtrArray *strings, Extent extent)
{
	return (Node){ .exact = strings,
		.clauses = clauses_new(),
		.extent = extent,
		.is_parting = are_parting(strings) };
}

/* No word goes on before them. */
static void
begin_words(GPtrArray *strings)
{
	for (guint i = 0; i < strings->len; i++) {
		char *text = strings->pdata[i];
		if (!literal_is_of_word(*text))
			continue;
		strings->pdata[i] = g_strconcat("\001", text, NULL);
		g_free(text);
	}
}

Node
node_of_character(char c)
{
	return node_of_strings(strings_of_one((char[]){ c, '\0' }), (Extent){ 1, 1 });
}

/* Says something about a place, and matches nothing. */
Node
node_of_place(const char *mark)
{
	return node_of_strings(strings_of_one(mark), (Extent){ 0, 0 });
}

Node
node_of_end(void)
{
	Node node = node_of_place("");

	node.is_last = true;
	return node;
}

/* Matches something, who knows what. */
Node
node_unknown(guint least, guint most)
{
	return (Node){ .clauses = clauses_new(), .extent = { least, most } };
}

Node
node_of_any_character(void)
{
	return node_unknown(1, 1);
}

/* The exact strings so far end here: they become a clause. */
void
node_end_exact(Node *node)
{
	node->is_broken = true;
	if (node->exact != NULL)
		clauses_add(node->clauses, node->exact, node->before);
	g_clear_pointer(&node->exact, g_ptr_array_unref);
}

/* One character of a kind, or of another. */
Node
node_of_mark(char mark, char other)
{
	Node node = node_of_character(mark);

	if (other != mark)
		g_ptr_array_add(node.exact, g_strdup((char[]){ other, '\0' }));
	node_end_exact(&node);
	return node;
}

static bool
is_edge(const GPtrArray *exact)
{
	return exact != NULL && exact->len == 1 && g_str_equal(exact->pdata[0], "\001");
}

/* One node after another; takes next over. A run of exact strings stays open in whole->exact. */
static void
append(Node *whole, Node *next)
{
	Extent before = whole->extent;

	bool is_parted = whole->is_parting && before.least > 0;

	if ((is_edge(whole->exact) || is_parted) && next->exact == NULL)
		clauses_begin_words(next->clauses);
	whole->is_parting = next->is_parting && (next->extent.least > 0 || whole->is_parting);
	clauses_shift(next->clauses, before);
	g_ptr_array_extend_and_steal(whole->clauses, g_steal_pointer(&next->clauses));
	whole->extent = extent_add(before, next->extent);
	whole->is_last = next->is_last;
	if (next->exact == NULL) {
		node_end_exact(whole);
		return;
	}
	if (whole->exact != NULL && strings_can_join(whole->exact, next->exact)) {
		GPtrArray *both = strings_join(whole->exact, next->exact);
		g_ptr_array_unref(whole->exact);
		whole->exact = both;
		node_clear(next);
		return;
	}
	node_end_exact(whole);
	whole->exact = g_steal_pointer(&next->exact);
	whole->before = before;
	if (is_parted)
		begin_words(whole->exact);
}

bool
node_append_character(Node *whole, char c)
{
	if (whole->exact == NULL || !strings_can_grow(whole->exact))
		return false;
	strings_grow(whole->exact, c);
	whole->extent = extent_add(whole->extent, (Extent){ 1, 1 });
	whole->is_parting = !literal_is_of_word(c);
	whole->is_last = false;
	return true;
}

static guint
times(guint characters, int n)
{
	return (guint)MIN((gint64)characters * n, LITERAL_ANYWHERE);
}

/* Perhaps never. */
static Node
optional(Node node, int most)
{
	node.extent = (Extent){ 0, times(node.extent.most, most) };
	node.is_last = false;
	g_ptr_array_set_size(node.clauses, 0);
	if (most == 1 && node.exact != NULL)
		g_ptr_array_add(node.exact, g_strdup(""));
	else
		g_clear_pointer(&node.exact, g_ptr_array_unref);
	return node;
}

void
node_append_repeated(Node *whole, Node *next, int least, int most)
{
	if (least == 0) {
		Node perhaps = optional(*next, most);
		append(whole, &perhaps);
		return;
	}
	Node more = node_unknown(
		times(next->extent.least, least - 1), times(next->extent.most, most - 1));
	more.is_parting = next->is_parting;
	append(whole, next);
	if (most > 1)
		append(whole, &more);
	else
		node_clear(&more);
}

/* The best clause of each; by both measures it may be the same one. */
static void
add_either(GPtrArray *clauses, const Node *one, const Node *other,
	double (*measure)(const GPtrArray *clause))
{
	const GPtrArray *first = clauses_best(one->clauses, measure);
	const GPtrArray *second = clauses_best(other->clauses, measure);

	if (first == NULL || second == NULL)
		return;
	if (measure == clause_aim && first == clauses_best(one->clauses, clause_worth) &&
		second == clauses_best(other->clauses, clause_worth))
		return;
	clauses_add_either(clauses, first, second);
}

/* Either this or that: exact strings together, or the best clause of each. */
void
node_join(Node *either, Node *other)
{
	either->extent.least = MIN(either->extent.least, other->extent.least);
	either->extent.most = MAX(either->extent.most, other->extent.most);
	either->is_parting &= other->is_parting;
	either->is_last &= other->is_last;
	if (either->exact != NULL && other->exact != NULL && either->clauses->len == 0 &&
		other->clauses->len == 0 && either->exact->len + other->exact->len <= MOST_EXACT) {
		g_ptr_array_extend_and_steal(either->exact, g_steal_pointer(&other->exact));
		node_clear(other);
		return;
	}
	node_end_exact(either);
	node_end_exact(other);
	GPtrArray *clauses = clauses_new();
	add_either(clauses, either, other, clause_worth);
	add_either(clauses, either, other, clause_aim);
	node_clear(other);
	node_clear(either);
	either->clauses = clauses;
}
