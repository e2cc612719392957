/* pattern.c - PCRE2 lives here. SPDX-License-Identifier: MIT */
#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "ascii.h"

struct Pattern {
	char *regex;
	guint flags;
	bool is_anchored;
	pcre2_code *code;
	/* For ASCII text, without UTF and UCP: the same matches, sooner. NULL when the pattern
	 * needs more. */
	pcre2_code *ascii_code;
};

struct PatternSpace {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	size_t limit_for; /* length of text the match limit was last set for */
	bool expects_ascii;
};

/* Tries per byte of text are few in honest patterns; these let them through many times over. */
enum {
	LEAST_TRIES = 100000,
	TRIES_PER_BYTE = 100,
	MOST_HEAP_KIB = 2048,
	MOST_DEPTH = 2000,
	STACK_FIRST = 32 * 1024,
	STACK_MOST = 512 * 1024,
	NEAR = 24,
};

/* The words around an offset, so that a long expanded pattern can be found again. */
static char *
told(const char *regex, int code, size_t offset)
{
	PCRE2_UCHAR message[256];
	size_t length = strlen(regex);
	size_t from = offset > NEAR ? offset - NEAR : 0;
	size_t to = MIN(length, offset + NEAR);

	pcre2_get_error_message(code, message, sizeof(message));
	g_autofree char *piece = g_strndup(regex + from, to - from);
	g_autofree char *near = g_utf8_make_valid(piece, -1);
	return g_strdup_printf("%s at offset %zu of the pattern with its defines filled in, near "
			       "\"%s\"",
		(const char *)message, offset, near);
}

static pcre2_code *
compile(const char *regex, uint32_t options, int *code, PCRE2_SIZE *offset)
{
	pcre2_code *compiled = pcre2_compile(
		(PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, options, code, offset, NULL);

	/* Where memory may not be both written and run, the interpreter does the work. */
	if (compiled != NULL)
		(void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
	return compiled;
}

/* Of a character beyond ASCII: without UTF only its last byte would be left out. */
static bool
repeats_beyond_ascii(const char *regex)
{
	for (; *regex != '\0'; regex++)
		if ((*regex & 0x80) != 0 && regex[1] != 0 && strchr("?*+{", regex[1]) != NULL)
			return true;
	return false;
}

Pattern *
pattern_new(const char *regex, guint flags, char **message_out)
{
	uint32_t options = PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	int code;
	PCRE2_SIZE offset;

	if ((flags & PATTERN_CASE_SENSITIVE) == 0)
		options |= PCRE2_CASELESS;
	pcre2_code *compiled = compile(regex, options | PCRE2_UTF | PCRE2_UCP, &code, &offset);
	if (compiled == NULL) {
		*message_out = told(regex, code, offset);
		return NULL;
	}
	Pattern *pattern = g_new0(Pattern, 1);
	pattern->regex = g_strdup(regex);
	pattern->flags = flags;
	pattern->code = compiled;
	uint32_t all_options = 0;
	pcre2_pattern_info(compiled, PCRE2_INFO_ALLOPTIONS, &all_options);
	/* \G is where the search begins. */
	pattern->is_anchored = (all_options & PCRE2_ANCHORED) != 0 && strstr(regex, "\\G") == NULL;
	if (!repeats_beyond_ascii(regex))
		pattern->ascii_code = compile(regex, options, &code, &offset);
	return pattern;
}

void
pattern_free(Pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_code_free(pattern->code);
	pcre2_code_free(pattern->ascii_code);
	g_free(pattern->regex);
	g_free(pattern);
}

const char *
pattern_regex(const Pattern *pattern)
{
	return pattern->regex;
}

guint
pattern_flags(const Pattern *pattern)
{
	return pattern->flags;
}

bool
pattern_is_anchored(const Pattern *pattern)
{
	return pattern->is_anchored;
}

PatternSpace *
pattern_space_new(void)
{
	PatternSpace *space = g_new0(PatternSpace, 1);

	space->data = pcre2_match_data_create(2, NULL);
	space->context = pcre2_match_context_create(NULL);
	space->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL);
	if (space->data == NULL || space->context == NULL)
		g_error("out of memory"); /* as GLib does everywhere else */
	pcre2_set_heap_limit(space->context, MOST_HEAP_KIB);
	pcre2_set_depth_limit(space->context, MOST_DEPTH);
	pcre2_set_match_limit(space->context, LEAST_TRIES);
	if (space->stack != NULL)
		pcre2_jit_stack_assign(space->context, NULL, space->stack);
	return space;
}

void
pattern_space_free(PatternSpace *space)
{
	if (space == NULL)
		return;
	pcre2_match_data_free(space->data);
	pcre2_match_context_free(space->context);
	pcre2_jit_stack_free(space->stack);
	g_free(space);
}

void
pattern_space_expect(PatternSpace *space, bool is_ascii)
{
	space->expects_ascii = is_ascii;
}

/* The compiled code itself where there is some, for the checks before it cost as much as it does.
 */
static int
match(const pcre2_code *code, const PatternSpace *space, const char *text, size_t length,
	size_t start, uint32_t options)
{
	int n = pcre2_jit_match(
		code, (PCRE2_SPTR)text, length, start, options, space->data, space->context);

	if (n != PCRE2_ERROR_JIT_BADOPTION)
		return n;
	return pcre2_match(code, (PCRE2_SPTR)text, length, start, options | PCRE2_NO_UTF_CHECK,
		space->data, space->context);
}

PatternAnswer
pattern_find(const Pattern *pattern, PatternSpace *space, const char *text, size_t length,
	Span starts, Span *found_out, bool *group_out)
{
	uint32_t options = (pattern->flags & PATTERN_NOT_EMPTY) != 0 ? PCRE2_NOTEMPTY : 0;

	if (length != space->limit_for) {
		size_t tries = LEAST_TRIES + MIN(length, G_MAXUINT32 / 1000) * TRIES_PER_BYTE;
		pcre2_set_match_limit(space->context, (uint32_t)tries);
		space->limit_for = length;
	}
	pcre2_set_offset_limit(space->context, starts.end < length ? starts.end : PCRE2_UNSET);
	const pcre2_code *code =
		pattern->ascii_code != NULL && (space->expects_ascii || ascii_is(text, length))
			? pattern->ascii_code
			: pattern->code;
	int n = match(code, space, text, length, starts.start, options);
	if (n == PCRE2_ERROR_NOMATCH)
		return PATTERN_MISS;
	if (n < 0)
		return PATTERN_NO_ANSWER;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(space->data);
	/* \K may put the start behind the end; then there is no span to speak of. */
	if (ends[0] > ends[1])
		return PATTERN_NO_ANSWER;
	*found_out = (Span){ ends[0], ends[1] };
	if (group_out != NULL)
		*group_out = (n == 0 || n > 1) && ends[2] != PCRE2_UNSET;
	return PATTERN_HIT;
}
