/* recogniser-program.c - reads a regular expression. SPDX-License-Identifier: MIT */
#include "recogniser-program.h"

#include <string.h>

enum {
	MOST_DEPTH = 60,
	MOST_CODE = 20000,
	MOST_COPIES = 6, /* of something repeated; from there on any number will do */
	UNBOUNDED = G_MAXINT,
};

typedef struct Reader {
	const char *at;
	Program *program;
	int depth;
	bool is_exact; /* about small letters and capitals */
	bool is_lost;
} Reader;

static void read_alternatives(Reader *reader);

/* ---- code -------------------------------------------------------------------------------------
 */

static void
lose(Reader *reader)
{
	reader->is_lost = true;
}

static guint
here(const Reader *reader)
{
	return reader->program->code->len;
}

static void
insert(Reader *reader, guint at, Operation operation, gint argument)
{
	Instruction instruction = { operation, argument };

	if (here(reader) >= MOST_CODE)
		lose(reader);
	else
		g_array_insert_val(reader->program->code, at, instruction);
}

static void
append(Reader *reader, Operation operation, gint argument)
{
	insert(reader, here(reader), operation, argument);
}

static void
take(Reader *reader, SymbolSet set)
{
	GArray *sets = reader->program->sets;
	guint i = 0;

	while (i < sets->len && g_array_index(sets, guint64, i) != set.symbols)
		i++;
	if (i == sets->len)
		g_array_append_val(sets, set.symbols);
	if (!set.is_exact)
		append(reader, OPERATION_GUESS, 0);
	append(reader, OPERATION_TAKE, (gint)i);
}

/* The code from a place on, once more. */
static void
copy(Reader *reader, const GArray *part)
{
	if (here(reader) + part->len > MOST_CODE)
		lose(reader);
	else
		g_array_append_vals(reader->program->code, part->data, part->len);
}

/* What stands from a place on may be left out, and may be there again. */
static void
make_optional(Reader *reader, guint from, bool is_repeated, bool is_lazy)
{
	gint length = (gint)(here(reader) - from);

	insert(reader, from, is_lazy ? OPERATION_SKIP : OPERATION_SPLIT, length + is_repeated);
	if (is_repeated)
		append(reader, OPERATION_JUMP, -length - 2);
}

/* Can it be gone through without a symbol? Only jumps back lead to what was looked at before. */
static bool
may_be_empty(const GArray *part)
{
	g_autofree bool *is_reached = g_new0(bool, part->len + 1);

	is_reached[0] = true;
	for (guint i = 0; i < part->len; i++) {
		const Instruction *at = &g_array_index(part, Instruction, i);
		bool jumps = at->operation == OPERATION_JUMP || at->operation == OPERATION_SPLIT ||
			     at->operation == OPERATION_SKIP;
		if (!is_reached[i] || at->operation == OPERATION_TAKE)
			continue;
		if (jumps && at->argument > 0)
			is_reached[i + 1 + (guint)at->argument] = true;
		if (at->operation != OPERATION_JUMP)
			is_reached[i + 1] = true;
	}
	return is_reached[part->len];
}

static void
repeat(Reader *reader, guint from, int least, int most, bool is_lazy)
{
	g_autoptr(GArray) part = g_array_new(FALSE, FALSE, sizeof(Instruction));
	GArray *code = reader->program->code;
	int copies = MIN(least, MOST_COPIES);
	bool is_cut = least > MOST_COPIES || (most != UNBOUNDED && most - least > MOST_COPIES);
	int more = is_cut || most == UNBOUNDED ? -1 : most - least;

	g_array_append_vals(part, &g_array_index(code, Instruction, from), here(reader) - from);
	g_array_set_size(code, from);
	/* How often nothing is repeated is PCRE2's own. */
	if (is_cut || (most > 1 && may_be_empty(part)))
		append(reader, OPERATION_GUESS, 0);
	for (int i = 0; i < copies; i++)
		copy(reader, part);
	for (int i = 0; i < ABS(more) && !reader->is_lost; i++) {
		guint start = here(reader);
		copy(reader, part);
		make_optional(reader, start, more < 0, is_lazy);
	}
}

/* ---- structure --------------------------------------------------------------------------------
 */

/* Past the beginning of a group. is_own: what is found in it may not be given back. */
static bool
open_group(Reader *reader, bool *is_look, bool *is_own)
{
	const char *at = reader->at + 1;
	bool is_exact = reader->is_exact;

	*is_look = false;
	*is_own = false;
	if (*at != '?') {
		reader->at = at;
		return *at != '*';
	}
	at++;
	*is_look = *at == '=' || *at == '!' || (*at == '<' && (at[1] == '=' || at[1] == '!'));
	*is_own = *at == '>';
	if (*is_look || *is_own) {
		reader->at = at + 1 + (*at == '<');
		return true;
	}
	if (*at == '-' && at[1] == 'i')
		is_exact = true;
	else if (*at == 'i')
		is_exact = false;
	at += strspn(at, "-i");
	reader->is_exact = is_exact;
	reader->at = at + 1;
	return *at == ':';
}

/* What is looked at from here is taken as seen. */
static void
read_group(Reader *reader)
{
	guint from = here(reader);
	bool is_exact = reader->is_exact, is_look, is_own;

	if (reader->depth >= MOST_DEPTH || !open_group(reader, &is_look, &is_own)) {
		lose(reader);
		return;
	}
	if (is_own)
		append(reader, OPERATION_GUESS, 0);
	reader->depth++;
	read_alternatives(reader);
	reader->depth--;
	reader->is_exact = is_exact;
	if (*reader->at != ')')
		lose(reader);
	else
		reader->at++;
	if (!is_look)
		return;
	g_array_set_size(reader->program->code, from);
	append(reader, OPERATION_GUESS, 0);
}

/* Past "\b" and its like, which take nothing. */
static bool
read_place(Reader *reader)
{
	char c = *reader->at == '\\' ? reader->at[1] : *reader->at;
	bool is_escape = *reader->at == '\\';

	if (is_escape ? c == '\0' || strchr("bBAZzK", c) == NULL : c != '^' && c != '$')
		return false;
	reader->at += 1 + is_escape;
	if (c == 'b')
		append(reader, OPERATION_EDGE, 0);
	else if (c == '^' || c == 'A')
		append(reader, OPERATION_BEGIN, 0);
	else if (strchr("BK", c) == NULL)
		append(reader, OPERATION_END, 0);
	/* A last line's end is an end too, and what stands before \K is no part of the match. */
	if (strchr("BZz$K", c) != NULL)
		append(reader, OPERATION_GUESS, 0);
	return true;
}

/* "\\1": what was met before, which may be anything. */
static void
read_reference(Reader *reader)
{
	reader->at += 2;
	append(reader, OPERATION_GUESS, 0);
	guint from = here(reader);
	take(reader, symbols_any);
	make_optional(reader, from, true, false);
}

static bool
is_reference(const char *at)
{
	return *at == '\\' && at[1] >= '1' && at[1] <= '9' && !g_ascii_isdigit(at[2]);
}

static void
read_character(Reader *reader)
{
	SymbolSet set;
	const char *end = symbols_read(reader->at, reader->is_exact, &set);

	if (end == NULL) {
		lose(reader);
		return;
	}
	reader->at = end;
	take(reader, set);
}

static void
read_atom(Reader *reader)
{
	char c = *reader->at;

	if (read_place(reader))
		return;
	if (c == '(')
		read_group(reader);
	else if (strchr("*+?{", c) != NULL)
		lose(reader);
	else if (is_reference(reader->at))
		read_reference(reader);
	else
		read_character(reader);
}

/* "{2,3}", "*" ...; false where none stands. */
static bool
read_quantifier(Reader *reader, int *least, int *most)
{
	const char *at = reader->at;

	if (*at == '*' || *at == '+' || *at == '?') {
		*least = *at == '+' ? 1 : 0;
		*most = *at == '?' ? 1 : UNBOUNDED;
		at++;
	} else if (*at == '{') {
		char *end = NULL;
		*least = (int)MIN(g_ascii_strtoull(at + 1, &end, 10), 100000);
		*most = *least;
		if (end > at + 1 && *end == ',') {
			const char *number = end + 1;
			*most = (int)MIN(g_ascii_strtoull(number, &end, 10), 100000);
			*most = end == number ? UNBOUNDED : *most;
		}
		if (end == at + 1 || *end != '}' || *most < *least)
			lose(reader);
		at = end + 1;
	} else {
		return false;
	}
	reader->at = reader->is_lost ? reader->at : at;
	return !reader->is_lost;
}

static void
read_sequence(Reader *reader)
{
	while (*reader->at != '\0' && *reader->at != '|' && *reader->at != ')' &&
		!reader->is_lost) {
		guint from = here(reader);
		int least, most;
		read_atom(reader);
		if (reader->is_lost || !read_quantifier(reader, &least, &most))
			continue;
		bool is_lazy = *reader->at == '?', is_possessive = *reader->at == '+';
		reader->at += is_lazy || is_possessive;
		repeat(reader, from, least, most, is_lazy);
		if (is_possessive)
			insert(reader, from, OPERATION_GUESS, 0);
	}
}

/* Each but the last begins with a split to the next one and ends with a jump behind all. */
static void
read_alternatives(Reader *reader)
{
	g_autoptr(GArray) jumps = g_array_new(FALSE, FALSE, sizeof(guint));

	for (;;) {
		guint from = here(reader);
		read_sequence(reader);
		if (*reader->at != '|' || reader->is_lost)
			break;
		reader->at++;
		insert(reader, from, OPERATION_SPLIT, (gint)(here(reader) - from) + 1);
		guint jump = here(reader);
		append(reader, OPERATION_JUMP, 0);
		g_array_append_val(jumps, jump);
	}
	for (guint i = 0; i < jumps->len && !reader->is_lost; i++) {
		guint jump = g_array_index(jumps, guint, i);
		g_array_index(reader->program->code, Instruction, jump).argument =
			(gint)(here(reader) - jump - 1);
	}
}

Program *
program_new(const char *regex, bool is_case_sensitive)
{
	Program *program = g_new0(Program, 1);
	Reader reader = { .at = regex, .program = program, .is_exact = is_case_sensitive };

	program->code = g_array_new(FALSE, FALSE, sizeof(Instruction));
	program->sets = g_array_new(FALSE, FALSE, sizeof(guint64));
	read_alternatives(&reader);
	append(&reader, OPERATION_MATCH, 0);
	if (!reader.is_lost && *reader.at == '\0')
		return program;
	program_free(program);
	return NULL;
}

void
program_free(Program *program)
{
	if (program == NULL)
		return;
	g_array_unref(program->code);
	g_array_unref(program->sets);
	g_free(program);
}
