/* literals.c - reads off a regular expression which words it cannot do without, and where.
 * SPDX-License-Identifier: MIT */
#include "literals.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "literal-node.h"

enum {
	MOST_CLAUSES = 4, /* of a pattern; the best are kept */
	MOST_DEPTH = 60,
	MOST_MEMBERS = 10, /* of a class */
};

typedef struct Reader {
	const char *at;
	int depth;
	bool is_lost; /* something that only PCRE2 understands */
} Reader;

static Node read_alternatives(Reader *reader);

/* ---- reading ----------------------------------------------------------------------------------
 */

static Node
lost(Reader *reader)
{
	reader->is_lost = true;
	return node_unknown(0, LITERAL_ANYWHERE);
}

/* A character of a class, or "4-9" if such are few; gives the last one. NULL: too many to tell. */
static const char *
add_members(GPtrArray *strings, const char *at)
{
	bool is_range = at[1] == '-' && at[2] != ']' && at[2] != '\0';
	const char *last = is_range ? at + 2 : at;

	if ((*at & 0x80) != 0 || (*last & 0x80) != 0 || *last - *at > MOST_MEMBERS ||
		(is_range && (!g_ascii_isalnum(*at) || !g_ascii_isalnum(*last))))
		return NULL;
	for (char c = *at; c <= *last; c++)
		g_ptr_array_add(strings, g_strdup((char[]){ g_ascii_tolower(c), '\0' }));
	return last;
}

/* Behind a set that a class may name, "[:alpha:]" or "\p{Lu}"; at itself where none is named. NULL:
 * it has no end. */
static const char *
past_set(const char *at)
{
	if (*at == '[' && (at[1] == ':' || at[1] == '.' || at[1] == '=')) {
		const char *end = strchr(at, ']');
		return end != NULL ? end + 1 : NULL;
	}
	bool is_braced =
		*at == '\\' && at[1] != '\0' && strchr("pPxoN", at[1]) != NULL && at[2] == '{';
	const char *brace = is_braced ? strchr(at, '}') : NULL;
	return brace != NULL ? brace + 1 : at;
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
		const char *behind = past_set(at);
		if (*at == '\0' || behind == NULL)
			return lost(reader);
		if (behind != at) {
			at = behind;
			is_plain = false;
			continue;
		}
		if (*at == '\\') {
			if (at[1] == '\0' || strchr("QE", at[1]) != NULL)
				return lost(reader);
			is_plain = is_plain && !g_ascii_isalnum(at[1]);
			at++;
		}
		const char *last = add_members(strings, at);
		is_plain = is_plain && last != NULL;
		at = last != NULL ? last + 1 : at + 1;
	}
	reader->at = at + 1;
	if (!is_plain || strings->len > MOST_MEMBERS)
		return node_of_any_character();
	return node_of_strings(g_steal_pointer(&strings), (Extent){ 1, 1 });
}

/* Past an escape. */
static Node
read_escape(Reader *reader)
{
	char c = reader->at[1];

	if (c == '\0' || strchr("QEGRXCcgk", c) != NULL)
		return lost(reader);
	reader->at += 2;
	if (c == 'b')
		return node_of_place("\001");
	if (strchr("BAZzK", c) != NULL)
		return node_of_place("");
	if (*reader->at == '{' && strchr("pPxoN", c) != NULL) {
		const char *end = strchr(reader->at, '}');
		if (end == NULL)
			return lost(reader);
		reader->at = end + 1;
		return node_of_any_character();
	}
	if (c == 's') /* folded text has no other blank, and no two of them */
		return node_of_character(' ');
	if (c == 'd') /* other scripts have digits too */
		return node_of_mark(LITERAL_DIGIT, LITERAL_BEYOND);
	if (c == 'x' || g_ascii_isdigit(c)) {
		while (g_ascii_isxdigit(*reader->at))
			reader->at++; /* too many at worst: then less is asked for */
		return node_unknown(0, LITERAL_ANYWHERE);
	}
	if (c == 'p' || c == 'P')
		reader->at += *reader->at != '\0';
	if (g_ascii_isalpha(c) || (c & 0x80) != 0)
		return node_of_any_character();
	return node_of_character(c);
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
	return node_of_place("");
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
		return node_of_any_character();
	case '^':
		reader->at++;
		return node_of_place("");
	case '$':
		reader->at++;
		return node_of_end();
	case '*':
	case '+':
	case '?':
		return lost(reader);
	default:
		break;
	}
	if ((*reader->at & 0x80) != 0) {
		reader->at = g_utf8_next_char(reader->at);
		return node_of_mark(LITERAL_BEYOND, LITERAL_BEYOND);
	}
	return node_of_character(g_ascii_tolower(*reader->at++));
}

/* "{2,3}", "*" ...; leaves the numbers alone where none stands. */
static void
read_quantifier(Reader *reader, int *least, int *most)
{
	const char *at = reader->at;

	if (*at == '*' || *at == '+' || *at == '?') {
		*least = *at == '+' ? 1 : 0;
		*most = *at == '?' ? 1 : LITERAL_ANYWHERE;
		at++;
	} else if (*at == '{' && g_ascii_isdigit(at[1])) {
		char *end;
		int first = (int)MIN(g_ascii_strtoull(at + 1, &end, 10), LITERAL_ANYWHERE);
		int last = first;
		if (*end == ',') {
			char *comma = end;
			last = (int)MIN(g_ascii_strtoull(comma + 1, &end, 10), LITERAL_ANYWHERE);
			last = end == comma + 1 ? LITERAL_ANYWHERE : last;
		}
		if (*end != '}')
			return;
		*least = first;
		*most = last;
		at = end + 1;
	} else {
		return;
	}
	at += *at == '+' || *at == '?'; /* possessive or lazy: the same words */
	reader->at = at;
}

/* A character that means itself, once. */
static bool
is_plain(const char *at)
{
	return (*at & 0x80) == 0 && strchr("([\\.^$*+?{|)", *at) == NULL &&
	       (at[1] == '\0' || strchr("*+?{", at[1]) == NULL);
}

static Node
read_sequence(Reader *reader)
{
	Node whole = node_of_place("");

	while (*reader->at != '\0' && *reader->at != '|' && *reader->at != ')' &&
		!reader->is_lost) {
		if (is_plain(reader->at) &&
			node_append_character(&whole, g_ascii_tolower(*reader->at))) {
			reader->at++;
			continue;
		}
		bool is_blank = *reader->at == ' ' || g_str_has_prefix(reader->at, "\\s");
		Node next = read_atom(reader);
		int least = 1, most = 1;
		if (!reader->is_lost)
			read_quantifier(reader, &least, &most);
		if (is_blank && least <= 1)
			most = MIN(most, 1);
		node_append_repeated(&whole, &next, least, most);
	}
	if (whole.is_broken)
		node_end_exact(&whole);
	return whole;
}

static Node
read_alternatives(Reader *reader)
{
	Node either = read_sequence(reader);

	while (*reader->at == '|' && !reader->is_lost) {
		reader->at++;
		Node other = read_sequence(reader);
		node_join(&either, &other);
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

/* The most telling few, and one that tells where a match begins. */
static void
keep_best(GPtrArray *clauses)
{
	const GPtrArray *aim = literals_aim(clauses);
	guint at = 0;

	if (aim != NULL && g_ptr_array_find(clauses, aim, &at)) {
		gpointer first = clauses->pdata[0];
		clauses->pdata[0] = clauses->pdata[at];
		clauses->pdata[at] = first;
	}
	if (clauses->len > 1)
		qsort(clauses->pdata + 1, clauses->len - 1, sizeof(gpointer), by_worth);
	if (clauses->len > MOST_CLAUSES)
		g_ptr_array_set_size(clauses, MOST_CLAUSES);
}

GPtrArray *
literals_required(const char *regex, guint *reach_out)
{
	Reader reader = { .at = regex };
	Node node = read_alternatives(&reader);

	*reach_out = LITERAL_ANYWHERE;
	if (reader.is_lost || *reader.at != '\0') {
		node_clear(&node);
		return clauses_new();
	}
	if (node.is_last)
		*reach_out = node.extent.most;
	node_end_exact(&node);
	clauses_drop_idle(node.clauses);
	keep_best(node.clauses);
	return g_steal_pointer(&node.clauses);
}

const GPtrArray *
literals_aim(const GPtrArray *clauses)
{
	return clauses_best(clauses, clause_aim);
}
