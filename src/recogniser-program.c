/* recogniser-program.c - reads a regular expression. SPDX-License-Identifier: MIT */
#include "recogniser-program.h"

#include <string.h>

enum {
	MOST_DEPTH = 60,
	MOST_CODE = 20000,
	MOST_COPIES = 6, /* of something repeated; from there on any number will do */
	UNBOUNDED = G_MAXINT,
};

#define BIT(symbol) ((guint64)1 << (symbol))
#define ALL_SYMBOLS (BIT(SYMBOL_SKIP) - 1) /* of characters */

static const char often_met[] = "'-.,!?";

typedef struct Reader {
	const char *at;
	Program *program;
	int depth;
	bool is_exact; /* about small letters and capitals */
	bool is_lost;
} Reader;

static void read_alternatives(Reader *reader);

guint8
recogniser_symbol(guint8 c)
{
	const char *mark = c != '\0' && c < 128 ? strchr(often_met, c) : NULL;

	if (c >= 128)
		return (c & 0xc0) == 0x80 ? SYMBOL_SKIP : SYMBOL_BEYOND;
	if (g_ascii_isalpha((char)c))
		return (guint8)(g_ascii_islower((char)c) ? c - 'a' : c - 'A' + 26);
	if (mark != NULL)
		return (guint8)(SYMBOL_BLANK + 1 + mark - often_met);
	if (g_ascii_isdigit((char)c) || c == '_')
		return SYMBOL_DIGIT;
	return c == ' ' ? SYMBOL_BLANK : SYMBOL_OTHER;
}

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
take(Reader *reader, guint64 set)
{
	GArray *sets = reader->program->sets;
	guint i = 0;

	while (i < sets->len && g_array_index(sets, guint64, i) != set)
		i++;
	if (i == sets->len)
		g_array_append_val(sets, set);
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
make_optional(Reader *reader, guint from, bool is_repeated)
{
	gint length = (gint)(here(reader) - from);

	insert(reader, from, OPERATION_SPLIT, length + is_repeated);
	if (is_repeated)
		append(reader, OPERATION_JUMP, -length - 2);
}

static void
repeat(Reader *reader, guint from, int least, int most)
{
	g_autoptr(GArray) part = g_array_new(FALSE, FALSE, sizeof(Instruction));
	GArray *code = reader->program->code;
	int copies = MIN(least, MOST_COPIES);
	int more = most == UNBOUNDED || most - least > MOST_COPIES || least > MOST_COPIES
			   ? -1
			   : most - least;

	g_array_append_vals(part, &g_array_index(code, Instruction, from), here(reader) - from);
	g_array_set_size(code, from);
	for (int i = 0; i < copies; i++)
		copy(reader, part);
	for (int i = 0; i < ABS(more) && !reader->is_lost; i++) {
		guint start = here(reader);
		copy(reader, part);
		make_optional(reader, start, more < 0);
	}
}

/* ---- characters -------------------------------------------------------------------------------
 */

static guint64
set_of_character(const Reader *reader, char c)
{
	if ((c & 0x80) != 0)
		return BIT(SYMBOL_BEYOND);
	guint64 set = BIT(recogniser_symbol((guint8)c));
	if (!reader->is_exact && g_ascii_isalpha(c))
		set |= BIT(recogniser_symbol((guint8)(c ^ 0x20)));
	return set;
}

static guint64
set_of_words(void)
{
	return (BIT(SYMBOL_DIGIT + 1) - 1) | BIT(SYMBOL_BEYOND);
}

/* Of an escape that stands for several characters, or may. */
static guint64
set_of_kind(char c)
{
	switch (c) {
	case 'd':
		return BIT(SYMBOL_DIGIT) | BIT(SYMBOL_BEYOND);
	case 'w':
		return set_of_words();
	case 's':
		return BIT(SYMBOL_BLANK) | BIT(SYMBOL_OTHER) | BIT(SYMBOL_BEYOND);
	case 'D':
		return ALL_SYMBOLS; /* '_' is one */
	case 'W':
		return (ALL_SYMBOLS & ~set_of_words()) | BIT(SYMBOL_BEYOND);
	case 'S':
		return ALL_SYMBOLS & ~BIT(SYMBOL_BLANK);
	default:
		return ALL_SYMBOLS;
	}
}

/* Past an escape for one character; lost where it is something else. */
static guint64
read_escaped(Reader *reader)
{
	char c = reader->at[1];

	if (c == '\0' || g_ascii_isdigit(c) || strchr("QEKGRXCcgkoN", c) != NULL) {
		lose(reader);
		return 0;
	}
	reader->at += 2;
	if (!g_ascii_isalpha(c))
		return set_of_character(reader, c);
	if (strchr("pPx", c) == NULL)
		return set_of_kind(c);
	const char *start = reader->at, *end = *start == '{' ? strchr(start, '}') : NULL;
	if (end == NULL)
		lose(reader);
	else
		reader->at = end + 1;
	bool is_beyond = c == 'x' && end != NULL && g_ascii_strtoull(start + 1, NULL, 16) >= 0x80;
	return is_beyond ? BIT(SYMBOL_BEYOND) : ALL_SYMBOLS;
}

/* "4-9" in a class: past it. */
static guint64
read_range(Reader *reader)
{
	char first = *reader->at, last = reader->at[2];
	guint64 set = 0;

	if ((first & 0x80) != 0 || (last & 0x80) != 0 || last == '\\' || last == '[') {
		lose(reader);
		return 0;
	}
	for (char c = first; c <= last; c++)
		set |= set_of_character(reader, c);
	reader->at += 3;
	return set;
}

/* What is left when all but a set is meant: symbols that stand for one character only. */
static guint64
all_but(guint64 set)
{
	guint64 several = BIT(SYMBOL_DIGIT) | BIT(SYMBOL_OTHER) | BIT(SYMBOL_BEYOND);

	return (ALL_SYMBOLS & ~set) | several;
}

static void
read_class(Reader *reader)
{
	guint64 set = 0;
	bool is_negated = reader->at[1] == '^';

	reader->at += 1 + is_negated;
	for (bool is_first = true; *reader->at != ']' || is_first; is_first = false) {
		if (*reader->at == '\0' || (*reader->at == '[' && strchr(":.=", reader->at[1])))
			lose(reader);
		if (reader->is_lost)
			return;
		if (*reader->at == '\\') {
			guint64 members = read_escaped(reader);
			/* Too much would be too little where it is negated. */
			is_negated &= members != ALL_SYMBOLS;
			set |= members;
			/* A range from there: beyond ASCII all are one, others are not told. */
			if (*reader->at == '-' && reader->at[1] != ']' &&
				members != BIT(SYMBOL_BEYOND))
				lose(reader);
		} else if (reader->at[1] == '-' && reader->at[2] != ']') {
			set |= read_range(reader);
		} else {
			set |= set_of_character(reader, *reader->at);
			reader->at = g_utf8_next_char(reader->at);
		}
	}
	reader->at++;
	take(reader, is_negated ? all_but(set) : set);
}

/* ---- structure --------------------------------------------------------------------------------
 */

/* Past the beginning of a group. */
static bool
open_group(Reader *reader, bool *is_look)
{
	const char *at = reader->at + 1;
	bool is_exact = reader->is_exact;

	*is_look = false;
	if (*at != '?') {
		reader->at = at;
		return *at != '*';
	}
	at++;
	*is_look = *at == '=' || *at == '!' || (*at == '<' && (at[1] == '=' || at[1] == '!'));
	if (*is_look || *at == '>') {
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
	bool is_exact = reader->is_exact, is_look;

	if (reader->depth >= MOST_DEPTH || !open_group(reader, &is_look)) {
		lose(reader);
		return;
	}
	reader->depth++;
	read_alternatives(reader);
	reader->depth--;
	reader->is_exact = is_exact;
	if (*reader->at != ')')
		lose(reader);
	else
		reader->at++;
	if (is_look)
		g_array_set_size(reader->program->code, from);
}

/* Past "\b" and its like, which take nothing. */
static bool
read_place(Reader *reader)
{
	char c = *reader->at == '\\' ? reader->at[1] : *reader->at;
	bool is_escape = *reader->at == '\\';

	if (is_escape ? c == '\0' || strchr("bBAZz", c) == NULL : c != '^' && c != '$')
		return false;
	reader->at += 1 + is_escape;
	if (c == 'b')
		append(reader, OPERATION_EDGE, 0);
	else if (c == '^' || c == 'A')
		append(reader, OPERATION_BEGIN, 0);
	else if (c != 'B')
		append(reader, OPERATION_END, 0);
	return true;
}

static void
read_atom(Reader *reader)
{
	char c = *reader->at;

	if (read_place(reader))
		return;
	if (c == '(') {
		read_group(reader);
	} else if (c == '[') {
		read_class(reader);
	} else if (c == '\\') {
		take(reader, read_escaped(reader));
	} else if (strchr("*+?{", c) != NULL) {
		lose(reader);
	} else {
		take(reader, c == '.' ? ALL_SYMBOLS : set_of_character(reader, c));
		reader->at = g_utf8_next_char(reader->at);
	}
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
	at += *at == '+' || *at == '?'; /* possessive or lazy */
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
		if (!reader->is_lost && read_quantifier(reader, &least, &most))
			repeat(reader, from, least, most);
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
