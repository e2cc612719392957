/* literals.c - reads off a regular expression which words it cannot do without.
 *
 * A node is either exact - it matches just these few strings - or it asks for clauses. Strings grow
 * over neighbours while they are few; where they end, they become a clause.
 * SPDX-License-Identifier: MIT */
#include "literals.h"

#include <stdbool.h>
#include <string.h>

#include "literal-clauses.h"

enum {
	MOST_CLAUSES = 4, /* of a pattern; the best are kept */
	MOST_DEPTH = 60,
	UNBOUNDED = 1000000,
};

typedef struct Node {
	GPtrArray *exact;   /* of char *; NULL when it is not exact */
	GPtrArray *clauses; /* of GPtrArray of char * */
	bool is_broken;     /* of a sequence being read: exact is only how it goes on */
} Node;

typedef struct Reader {
	const char *at;
	int depth;
	bool is_lost; /* something that only PCRE2 understands */
} Reader;

static Node read_alternatives(Reader *reader);

/* ---- nodes ------------------------------------------------------------------------------------
 */

static void
node_clear(Node *node)
{
	g_clear_pointer(&node->exact, g_ptr_array_unref);
	g_clear_pointer(&node->clauses, g_ptr_array_unref);
}

static Node
exact_node(const char *text)
{
	return (Node){ strings_of_one(text), clauses_new(), false };
}

/* Matches something, who knows what. */
static Node
unknown_node(void)
{
	return (Node){ NULL, clauses_new(), false };
}

/* The exact strings so far end here: they become a clause. */
static void
end_exact(Node *node)
{
	node->is_broken = true;
	if (node->exact != NULL)
		clauses_add(node->clauses, node->exact);
	g_clear_pointer(&node->exact, g_ptr_array_unref);
}

/* One character of a kind. */
static Node
mark_node(char mark)
{
	Node node = exact_node((char[]){ mark, '\0' });

	end_exact(&node);
	return node;
}

/* One node after another; takes next over. A run of exact strings stays open in whole->exact. */
static void
append_node(Node *whole, Node *next)
{
	g_ptr_array_extend_and_steal(whole->clauses, g_steal_pointer(&next->clauses));
	if (next->exact == NULL) {
		end_exact(whole);
		return;
	}
	if (whole->exact != NULL && strings_can_join(whole->exact, next->exact)) {
		GPtrArray *both = strings_join(whole->exact, next->exact);
		g_ptr_array_unref(whole->exact);
		whole->exact = both;
		node_clear(next);
		return;
	}
	end_exact(whole);
	whole->exact = g_steal_pointer(&next->exact);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static Node
lost(Reader *reader)
{
	reader->is_lost = true;
	return unknown_node();
}

/* Past "[...]"; the characters in it when they are few and plain. */
static Node
read_class(Reader *reader)
{
	g_autoptr(GPtrArray) strings = strings_new();
	const char *at = reader->at + 1;
	bool is_plain = *at != '^';

	at += *at == '^';
	for (bool is_first = true; *at != ']' || is_first; is_first = false) {
		if (*at == '\0')
			return lost(reader);
		if (*at == '[' && (at[1] == ':' || at[1] == '.' || at[1] == '=')) {
			const char *end = strchr(at, ']');
			if (end == NULL)
				return lost(reader);
			at = end + 1;
			is_plain = false;
			continue;
		}
		if (*at == '\\') {
			if (at[1] == '\0' || strchr("QE", at[1]) != NULL)
				return lost(reader);
			is_plain = is_plain && !g_ascii_isalnum(at[1]);
			const char *brace = at[2] == '{' ? strchr(at, '}') : NULL;
			if (brace != NULL && strchr("pPxoN", at[1]) != NULL) {
				at = brace + 1;
				continue;
			}
			at++;
		}
		is_plain = is_plain && (*at & 0x80) == 0 && !(at[1] == '-' && at[2] != ']');
		char small[2] = { g_ascii_tolower(*at), '\0' };
		g_ptr_array_add(strings, g_strdup(small));
		at++;
	}
	reader->at = at + 1;
	if (!is_plain || strings->len > 4)
		return unknown_node();
	return (Node){ g_steal_pointer(&strings), clauses_new(), false };
}

/* Past an escape. */
static Node
read_escape(Reader *reader)
{
	char c = reader->at[1];

	if (c == '\0' || strchr("QEKGRXCcgk", c) != NULL)
		return lost(reader);
	reader->at += 2;
	if (c == 'b')
		return exact_node("\001");
	if (strchr("BAZz", c) != NULL)
		return exact_node("");
	if (*reader->at == '{' && strchr("pPxoN", c) != NULL) {
		const char *end = strchr(reader->at, '}');
		if (end == NULL)
			return lost(reader);
		reader->at = end + 1;
		return unknown_node();
	}
	if (c == 'd')
		return mark_node(LITERAL_DIGIT);
	if (c == 'x' || g_ascii_isdigit(c)) {
		while (g_ascii_isxdigit(*reader->at))
			reader->at++; /* too many at worst: then less is asked for */
		return unknown_node();
	}
	if (c == 'p' || c == 'P')
		reader->at += *reader->at != '\0';
	if (g_ascii_isalpha(c) || (c & 0x80) != 0)
		return unknown_node();
	return exact_node((char[]){ c, '\0' });
}

/* At "(": what kind of group, and where its inside begins. */
static bool
open_group(Reader *reader, bool *is_look_out)
{
	const char *at = reader->at + 1;

	*is_look_out = false;
	if (*at == '*')
		return false;
	if (*at != '?') {
		reader->at = at;
		return true;
	}
	at++;
	*is_look_out = *at == '=' || *at == '!' || (*at == '<' && (at[1] == '=' || at[1] == '!'));
	if (*is_look_out) {
		reader->at = at + 1 + (*at == '<');
		return true;
	}
	if (*at == '>' || *at == ':') {
		reader->at = at + 1;
		return true;
	}
	/* "(?-i:": letters are compared without regard to case anyway. */
	while (*at == 'i' || *at == '-')
		at++;
	reader->at = at + 1;
	return *at == ':';
}

static Node
read_group(Reader *reader)
{
	bool is_look;

	if (reader->depth >= MOST_DEPTH || !open_group(reader, &is_look))
		return lost(reader);
	reader->depth++;
	Node inside = read_alternatives(reader);
	reader->depth--;
	if (*reader->at != ')') {
		node_clear(&inside);
		return lost(reader);
	}
	reader->at++;
	if (!is_look)
		return inside;
	node_clear(&inside);
	return exact_node("");
}

static Node
read_atom(Reader *reader)
{
	switch (*reader->at) {
	case '(':
		return read_group(reader);
	case '[':
		return read_class(reader);
	case '\\':
		return read_escape(reader);
	case '.':
		reader->at++;
		return unknown_node();
	case '^':
	case '$':
		reader->at++;
		return exact_node("");
	case '*':
	case '+':
	case '?':
		return lost(reader);
	default:
		break;
	}
	if ((*reader->at & 0x80) != 0) {
		reader->at = g_utf8_next_char(reader->at);
		return mark_node(LITERAL_BEYOND);
	}
	char c = g_ascii_tolower(*reader->at++);
	return exact_node((char[]){ c, '\0' });
}

/* "{2,3}", "*" ... FALSE: none stands here. */
static bool
read_quantifier(Reader *reader, int *least, int *most)
{
	const char *at = reader->at;

	*least = *at == '+' ? 1 : 0;
	*most = *at == '?' ? 1 : UNBOUNDED;
	if (*at == '*' || *at == '+' || *at == '?') {
		at++;
	} else if (*at == '{' && g_ascii_isdigit(at[1])) {
		char *end;
		*least = (int)MIN(g_ascii_strtoull(at + 1, &end, 10), UNBOUNDED);
		*most = *least;
		if (*end == ',') {
			char *last;
			*most = (int)MIN(g_ascii_strtoull(end + 1, &last, 10), UNBOUNDED);
			*most = last == end + 1 ? UNBOUNDED : *most;
			end = last;
		}
		if (*end != '}')
			return false;
		at = end + 1;
	} else {
		return false;
	}
	at += *at == '+' || *at == '?'; /* possessive or lazy: the same words */
	reader->at = at;
	return true;
}

static Node
repeat(Node node, int least, int most)
{
	if (least == 1 && most == 1)
		return node;
	if (least == 0) {
		g_ptr_array_set_size(node.clauses, 0);
		if (most == 1 && node.exact != NULL)
			g_ptr_array_add(node.exact, g_strdup(""));
		else
			g_clear_pointer(&node.exact, g_ptr_array_unref);
		return node;
	}
	end_exact(&node);
	return node;
}

static Node
read_sequence(Reader *reader)
{
	Node whole = exact_node("");

	while (*reader->at != '\0' && *reader->at != '|' && *reader->at != ')' &&
		!reader->is_lost) {
		Node next = read_atom(reader);
		int least, most;
		if (!reader->is_lost && read_quantifier(reader, &least, &most))
			next = repeat(next, least, most);
		append_node(&whole, &next);
	}
	if (whole.is_broken)
		end_exact(&whole);
	return whole;
}

/* Either this or that: exact strings together, or the best clause of each. */
static void
join_alternative(Node *either, Node *other)
{
	if (either->exact != NULL && other->exact != NULL && either->clauses->len == 0 &&
		other->clauses->len == 0 && either->exact->len + other->exact->len <= MOST_EXACT) {
		g_ptr_array_extend_and_steal(either->exact, g_steal_pointer(&other->exact));
		node_clear(other);
		return;
	}
	end_exact(either);
	end_exact(other);
	const GPtrArray *one = clauses_best(either->clauses), *two = clauses_best(other->clauses);
	GPtrArray *clauses = clauses_new();
	if (one != NULL && two != NULL) {
		g_autoptr(GPtrArray) both = g_ptr_array_new();
		for (guint i = 0; i < one->len; i++)
			g_ptr_array_add(both, one->pdata[i]);
		for (guint i = 0; i < two->len; i++)
			g_ptr_array_add(both, two->pdata[i]);
		clauses_add(clauses, both);
	}
	node_clear(other);
	node_clear(either);
	either->clauses = clauses;
}

static Node
read_alternatives(Reader *reader)
{
	Node either = read_sequence(reader);

	while (*reader->at == '|' && !reader->is_lost) {
		reader->at++;
		Node other = read_sequence(reader);
		join_alternative(&either, &other);
	}
	return either;
}

static int
by_worth(gconstpointer a, gconstpointer b)
{
	double one = clause_worth(*(GPtrArray *const *)a),
	       other = clause_worth(*(GPtrArray *const *)b);

	return one > other ? -1 : one < other;
}

GPtrArray *
literals_required(const char *regex)
{
	Reader reader = { .at = regex };
	Node node = read_alternatives(&reader);

	if (reader.is_lost || *reader.at != '\0') {
		node_clear(&node);
		return clauses_new();
	}
	end_exact(&node);
	g_ptr_array_sort(node.clauses, by_worth);
	if (node.clauses->len > MOST_CLAUSES)
		g_ptr_array_set_size(node.clauses, MOST_CLAUSES);
	return g_steal_pointer(&node.clauses);
}
