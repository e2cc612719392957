/* prose.c - folding, with the way back, and the breaks a writer made with the Enter key.
 * SPDX-License-Identifier: MIT */
#include "prose.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"

/* A line end of the original: one blank of the folded text, or nothing at its very start. */
typedef struct LineEnd {
	size_t offset;      /* in folded text, of the blank */
	guint32 width;      /* characters of the line it ends */
	bool is_blank_line; /* more than one line end in a row */
	guint32 marker;     /* bytes of a list mark after the blank: "- ", "2. " */
	bool is_deliberate; /* the next word would have fitted, and it is no continuation */
} LineEnd;

typedef struct Fold {
	Prose *prose;
	gsize most;         /* bytes of its text */
	const char *at;     /* in the original */
	guint32 line_width; /* characters since the last line end */
	guint pending;      /* line ends seen since the last visible character */
	bool has_blank;     /* a blank is owed before the next visible character */
	guint32 blank_origin;
	guint32 pending_width;
	GArray *line_ends;
	gsize word_width;             /* letters and digits since anything else */
	const Respelling *respelling; /* NULL: words stay as they are */
	GString *word;                /* as it is respelled */
} Fold;

enum { DROP = 0xffffffff, LINE_END = '\n', BLANK = ' ' };
/* What a word has beyond is left out: at each letter of it a pattern may begin, and go to its end.
 */
enum { MOST_OF_A_WORD = 200 };

/* What characters become, in order; those between the ranges stay. */
static const struct {
	gunichar first, last, to;
} foldings[] = {
	{ 0x00, 0x09, BLANK },
	{ 0x0b, 0x0c, BLANK },
	{ 0x0d, 0x0d, LINE_END },
	{ 0x0e, 0x1f, BLANK },
	{ '`', '`', '\'' },
	{ 0x7f, 0x7f, BLANK },
	{ 0x85, 0x85, LINE_END },
	{ 0xa0, 0xa0, BLANK },
	{ 0xab, 0xab, '"' },
	{ 0xad, 0xad, DROP },
	{ 0xb4, 0xb4, '\'' },
	{ 0xbb, 0xbb, '"' },
	{ 0x2bc, 0x2bc, '\'' },
	{ 0x34f, 0x34f, DROP },
	{ 0x61c, 0x61c, DROP },
	{ 0x1680, 0x1680, BLANK },
	{ 0x180e, 0x180e, DROP },
	{ 0x2000, 0x200a, BLANK },
	{ 0x200b, 0x200f, DROP },
	{ 0x2010, 0x2015, '-' },
	{ 0x2018, 0x201b, '\'' },
	{ 0x201c, 0x201f, '"' },
	{ 0x2028, 0x2029, LINE_END },
	{ 0x202a, 0x202e, DROP },
	{ 0x202f, 0x202f, BLANK },
	{ 0x2032, 0x2032, '\'' },
	{ 0x2033, 0x2033, '"' },
	{ 0x205f, 0x205f, BLANK },
	{ 0x2060, 0x2069, DROP },
	{ 0x2212, 0x2212, '-' },
	{ 0x3000, 0x3000, BLANK },
	{ 0xfe00, 0xfe0f, DROP },
	{ 0xfeff, 0xfeff, DROP },
	{ 0xff02, 0xff02, '"' },
	{ 0xff07, 0xff07, '\'' },
};

static gunichar
folded(gunichar c)
{
	size_t low = 0, high = G_N_ELEMENTS(foldings);

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c < foldings[middle].first)
			high = middle;
		else if (c > foldings[middle].last)
			low = middle + 1;
		else
			return foldings[middle].to;
	}
	return c;
}

/* "- ", "* ", "2. ", "3) ": its length with the blank, or 0. */
static guint32
list_mark(const char *text)
{
	guint32 length = 0;

	if (*text == '-' || *text == '*' || *text == '+') {
		length = 1;
	} else if (g_str_has_prefix(text, "\xe2\x80\xa2")) { /* a bullet */
		length = 3;
	} else {
		while (length < 2 && g_ascii_isdigit(text[length]))
			length++;
		if (length == 0 || (text[length] != '.' && text[length] != ')'))
			return 0;
		length++;
	}
	return text[length] == ' ' || text[length] == '\t' ? length + 1 : 0;
}

static void
put(Fold *fold, const char *bytes, gsize length, guint32 origin)
{
	Prose *prose = fold->prose;

	memcpy(prose->text + prose->length, bytes, length);
	for (gsize i = 0; i < length; i++)
		prose->origin[prose->length + i] = origin;
	prose->length += length;
}

/* The blank owed before a visible character, and the line end it may stand for. */
static void
put_blank(Fold *fold)
{
	if (fold->pending > 0) {
		LineEnd line_end = { .offset = fold->prose->length,
			.width = fold->pending_width,
			.is_blank_line = fold->pending > 1,
			.marker = list_mark(fold->at) };
		g_array_append_val(fold->line_ends, line_end);
	}
	Prose *prose = fold->prose;
	if (prose->length > 0) {
		prose->origin[prose->length] = fold->blank_origin;
		prose->text[prose->length++] = ' ';
	}
	fold->has_blank = false;
	fold->word_width = 0;
	fold->pending = 0;
}

static void
owe_blank(Fold *fold, gunichar c, guint32 origin)
{
	if (!fold->has_blank)
		fold->blank_origin = origin;
	fold->has_blank = true;
	if (c != LINE_END) {
		fold->line_width++;
		return;
	}
	if (fold->pending++ == 0)
		fold->pending_width = fold->line_width;
	fold->line_width = 0;
}

/* "e" and a combining accent are one letter to rules, as they are to readers. */
static bool
composes(Fold *fold, gunichar mark)
{
	Prose *prose = fold->prose;
	gunichar both;
	char bytes[6];

	if (g_unichar_combining_class(mark) == 0 || prose->length == 0 || fold->has_blank)
		return false;
	char *last = g_utf8_prev_char(prose->text + prose->length);
	if (!g_unichar_compose(g_utf8_get_char(last), mark, &both))
		return false;
	guint32 origin = prose->origin[last - prose->text];
	gsize length = (gsize)g_unichar_to_utf8(both, bytes);
	gsize before = (gsize)(last - prose->text);
	if (before + length >= fold->most)
		return false;
	prose->length = before;
	put(fold, bytes, length, origin);
	return true;
}

/* How many more letters of a word are kept. */
static gsize
kept_of_word(Fold *fold, gsize letters)
{
	gsize room = fold->word_width < MOST_OF_A_WORD ? MOST_OF_A_WORD - fold->word_width : 0;

	fold->word_width += letters;
	return MIN(letters, room);
}

static void
fold_character(Fold *fold, gunichar c, guint32 origin, gsize length)
{
	gunichar to = folded(c);
	char bytes[6];

	if (to == DROP || (c >= 0x300 && composes(fold, c)))
		return;
	if (to == BLANK || to == LINE_END) {
		owe_blank(fold, to, origin);
		return;
	}
	if (fold->has_blank)
		put_blank(fold);
	fold->line_width++;
	if (!g_unichar_isalnum(c))
		fold->word_width = 0;
	else if (kept_of_word(fold, 1) == 0)
		return;
	if (c == 0x2026)
		put(fold, "...", 3, origin);
	else if (to == c)
		put(fold, fold->at, length, origin);
	else
		put(fold, bytes, (gsize)g_unichar_to_utf8(to, bytes), origin);
}

/* Everything that ASCII letters, digits and marks need. */
static bool
is_plain(char c)
{
	return c > ' ' && c < 0x7f && c != '`';
}

static void
put_as_it_is(Fold *fold, const char *bytes, gsize length)
{
	Prose *prose = fold->prose;
	guint32 origin = (guint32)(bytes - prose->original);

	memcpy(prose->text + prose->length, bytes, length);
	for (gsize i = 0; i < length; i++)
		prose->origin[prose->length + i] = origin + (guint32)i;
	prose->length += length;
}

static bool
is_of_word(char c)
{
	return g_ascii_isalnum(c) || c == '\'';
}

/* A mark beside which a word is no part of an address, a path, a handle or an abbreviation. */
static bool
ends_word(char c, char beyond)
{
	return c == '\0' || strchr(" \t\r\n,;:!?()\"", c) != NULL ||
	       (c == '.' && !g_ascii_isalnum(beyond));
}

static bool
stands_alone(const Fold *fold, const char *word, const char *end)
{
	char before = word > fold->prose->original ? word[-1] : '\0';

	return ends_word(before, '\0') && ends_word(*end, *end != '\0' ? end[1] : '\0');
}

static bool
is_respelled(Fold *fold, const char *word, const char *end)
{
	if (fold->word->len > 0)
		g_string_truncate(fold->word, 0);
	return fold->respelling != NULL &&
	       respelling_append(fold->respelling, word, (gsize)(end - word), fold->word) &&
	       stands_alone(fold, word, end);
}

/* What a word becomes has the word's own place. */
static void
put_word(Fold *fold, const char *word, const char *end)
{
	if (is_respelled(fold, word, end))
		put(fold, fold->word->str, fold->word->len,
			(guint32)(word - fold->prose->original));
	else
		put_as_it_is(fold, word, kept_of_word(fold, (gsize)(end - word)));
}

static const char *
word_end(const char *at)
{
	while (is_of_word(*at))
		at++;
	return at;
}

/* A word, or marks between two. */
static void
put_plain(Fold *fold, const char *end, bool is_word)
{
	gsize length = (gsize)(end - fold->at);

	if (fold->has_blank)
		put_blank(fold);
	if (is_word) {
		put_word(fold, fold->at, end);
	} else {
		put_as_it_is(fold, fold->at, length);
		fold->word_width = 0;
	}
	fold->line_width += (guint32)length;
	fold->at = end;
}

static void
fold_all(Fold *fold)
{
	const char *start = fold->prose->original;

	while (*fold->at != '\0') {
		guint32 origin = (guint32)(fold->at - start);
		const char *end = word_end(fold->at);
		bool is_word = end > fold->at;
		while (!is_word && is_plain(*end) && !is_of_word(*end))
			end++;
		if (end > fold->at) {
			put_plain(fold, end, is_word);
			continue;
		}
		if (*fold->at == BLANK || *fold->at == LINE_END) {
			owe_blank(fold, (gunichar)*fold->at++, origin);
			continue;
		}
		const char *next = g_utf8_next_char(fold->at);
		if (*fold->at == '\r' && *next == '\n')
			next++;
		fold_character(fold, g_utf8_get_char(fold->at), origin, (gsize)(next - fold->at));
		fold->at = next;
	}
}

/* The width a writer wraps at: one long address must not stand for the whole mail. */
static guint32
wrap_width(const GArray *line_ends, guint32 last_width)
{
	guint32 widest = last_width, widest_usual = 0;
	guint n_usual = 0;

	for (guint i = 0; i < line_ends->len; i++) {
		guint32 width = g_array_index(line_ends, LineEnd, i).width;
		widest = MAX(widest, width);
		if (width >= 60 && width <= 80) {
			widest_usual = MAX(widest_usual, width);
			n_usual++;
		}
	}
	return n_usual >= 2 ? widest_usual : widest;
}

/* A writer who wraps at 72 pressed Enter early for a reason; a writer who does not wrap always did.
 */
static void
find_deliberate(const Prose *prose, GArray *line_ends, guint32 last_width)
{
	guint32 wrap = wrap_width(line_ends, last_width);

	for (guint i = 0; i < line_ends->len; i++) {
		LineEnd *line_end = &g_array_index(line_ends, LineEnd, i);
		const char *next = prose->text + line_end->offset + (line_end->offset > 0);
		gunichar first = g_utf8_get_char(next);

		line_end->is_deliberate =
			line_end->width + 1 + strcspn(next, " ") <= wrap &&
			(g_unichar_isupper(first) || (!g_unichar_isalpha(first) && first > 0x7f));
	}
}

/* Runs between hard breaks go to the sentence finder one by one. */
static void
find_sentences(Prose *prose, const GArray *line_ends)
{
	g_autoptr(GArray) sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
	Span run = { 0, 0 };
	int paragraph = 0;

	for (guint i = 0; i < line_ends->len; i++) {
		const LineEnd *line_end = &g_array_index(line_ends, LineEnd, i);
		bool is_paragraph = line_end->is_blank_line || line_end->marker > 0;

		if (!is_paragraph && !line_end->is_deliberate)
			continue;
		/* The mark of an empty item was passed over together with the blank after it. */
		run.end = MAX(run.start, line_end->offset);
		guint n_before = sentences->len;
		sentences_find(sentences, prose->text, run, paragraph);
		run.start = MIN(prose->length, line_end->offset + (line_end->offset > 0));
		if (sentences->len > n_before && is_paragraph)
			paragraph++;
		run.start = MIN(prose->length, run.start + line_end->marker);
	}
	run.end = prose->length;
	sentences_find(sentences, prose->text, run, paragraph);
	prose->n_sentences = sentences->len;
	prose->sentences = (Sentence *)(void *)g_array_free(g_steal_pointer(&sentences), FALSE);
}

Prose *
prose_new(const char *text)
{
	return prose_respelled(text, NULL);
}

Prose *
prose_respelled(const char *text, const Respelling *respelling)
{
	Prose *prose = g_new0(Prose, 1);

	prose->original =
		ascii_is(text, strlen(text)) ? g_strdup(text) : g_utf8_make_valid(text, -1);
	gsize grows = respelling != NULL ? RESPELLING_GROWS : 1;
	Fold fold = { .prose = prose,
		.most = strlen(prose->original) * grows + 1,
		.at = prose->original,
		.respelling = respelling };
	prose->text = g_malloc(fold.most);
	prose->origin = g_new(guint32, fold.most);
	fold.word = g_string_new(NULL);
	fold.line_ends = g_array_new(FALSE, FALSE, sizeof(LineEnd));
	/* A mark at the very start has no line end before it. */
	fold.pending = 1;
	fold.has_blank = true;
	fold_all(&fold);
	prose->text[prose->length] = '\0';
	prose->is_ascii = ascii_is(prose->text, prose->length);
	prose->origin[prose->length] =
		fold.has_blank ? fold.blank_origin : (guint32)(fold.at - prose->original);
	find_deliberate(prose, fold.line_ends, fold.line_width);
	find_sentences(prose, fold.line_ends);
	g_array_unref(fold.line_ends);
	g_string_free(fold.word, TRUE);
	return prose;
}

void
prose_free(Prose *prose)
{
	if (prose == NULL)
		return;
	g_free(prose->original);
	g_free(prose->text);
	g_free(prose->origin);
	g_free(prose->sentences);
	g_free(prose);
}
