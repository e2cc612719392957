/* sentences.c - sentence ends: the usual marks here, other scripts' by ICU.
 *
 * ASCII text never meets ICU: its iterator costs more than all rules together.
 * SPDX-License-Identifier: MIT */
#include "sentences.h"

#include <pthread.h> /* a thread sanitizer sees its locks, GLib's not */
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

/* What a word before a full stop says about it. */
typedef enum Abbreviation {
	NO_ABBREVIATION,
	BEFORE_ANYTHING, /* "Dr. Jones": the stop never ends a sentence */
	BEFORE_NUMBER,   /* "no. 5", but "I said no." */
	BEFORE_SMALL,    /* "etc. and", but "etc. We" */
} Abbreviation;

/* Without the last stop, small letters, of the languages we meet. */
static const struct {
	const char *word;
	Abbreviation kind;
} abbreviations[] = {
	{ "a.m", BEFORE_SMALL },
	{ "acc", BEFORE_NUMBER },
	{ "apr", BEFORE_NUMBER },
	{ "approx", BEFORE_ANYTHING },
	{ "art", BEFORE_NUMBER },
	{ "aug", BEFORE_NUMBER },
	{ "bzw", BEFORE_ANYTHING },
	{ "ca", BEFORE_ANYTHING },
	{ "cf", BEFORE_ANYTHING },
	{ "co", BEFORE_SMALL },
	{ "dec", BEFORE_NUMBER },
	{ "dept", BEFORE_SMALL },
	{ "dr", BEFORE_ANYTHING },
	{ "e.g", BEFORE_ANYTHING },
	{ "est", BEFORE_NUMBER },
	{ "etc", BEFORE_SMALL },
	{ "excl", BEFORE_ANYTHING },
	{ "ext", BEFORE_NUMBER },
	{ "feb", BEFORE_NUMBER },
	{ "fig", BEFORE_NUMBER },
	{ "fr", BEFORE_ANYTHING },
	{ "hr", BEFORE_SMALL },
	{ "hrs", BEFORE_SMALL },
	{ "i.e", BEFORE_ANYTHING },
	{ "inc", BEFORE_SMALL },
	{ "incl", BEFORE_ANYTHING },
	{ "jan", BEFORE_NUMBER },
	{ "jr", BEFORE_SMALL },
	{ "jul", BEFORE_NUMBER },
	{ "jun", BEFORE_NUMBER },
	{ "ltd", BEFORE_SMALL },
	{ "mar", BEFORE_NUMBER },
	{ "max", BEFORE_NUMBER },
	{ "messrs", BEFORE_ANYTHING },
	{ "min", BEFORE_SMALL },
	{ "mins", BEFORE_SMALL },
	{ "mr", BEFORE_ANYTHING },
	{ "mrs", BEFORE_ANYTHING },
	{ "ms", BEFORE_ANYTHING },
	{ "mx", BEFORE_ANYTHING },
	{ "no", BEFORE_NUMBER },
	{ "nos", BEFORE_NUMBER },
	{ "nov", BEFORE_NUMBER },
	{ "nr", BEFORE_ANYTHING },
	{ "oct", BEFORE_NUMBER },
	{ "p.m", BEFORE_SMALL },
	{ "p.s", BEFORE_ANYTHING },
	{ "pp", BEFORE_NUMBER },
	{ "prof", BEFORE_ANYTHING },
	{ "ref", BEFORE_NUMBER },
	{ "rev", BEFORE_ANYTHING },
	{ "sep", BEFORE_NUMBER },
	{ "sept", BEFORE_NUMBER },
	{ "sr", BEFORE_SMALL },
	{ "sra", BEFORE_ANYTHING },
	{ "st", BEFORE_ANYTHING },
	{ "tel", BEFORE_ANYTHING },
	{ "usw", BEFORE_SMALL },
	{ "vol", BEFORE_NUMBER },
	{ "vs", BEFORE_ANYTHING },
	{ "z.b", BEFORE_ANYTHING },
};

/* After a stop without a blank these are an address, no sentence. */
static const char *const domains[] = { "com", "net", "org", "co", "io", "js", "ai", "uk", "de",
	"eu", "fr", "us" };

enum { LONGEST_ABBREVIATION = 7, MOST_ITERATORS = 16, MOST_ADDRESS = 80 };
/* What goes on and on is cut: from each place a pattern may look at all that follows. */
enum { MOST_OF_A_SENTENCE = 2000 };

static bool
is_mark(char c)
{
	return c == '.' || c == '!' || c == '?';
}

static bool
is_closer(char c)
{
	return c != '\0' && strchr("\"')]}*_", c) != NULL;
}

static bool
is_letter(char c)
{
	return g_ascii_isalpha(c) || (c & 0x80) != 0;
}

/* The word that ends right before a position: "a.m" of "at 5 a.m." */
static Span
word_before(const char *text, size_t start, size_t end)
{
	size_t from = end;

	while (from > start && (is_letter(text[from - 1]) || g_ascii_isdigit(text[from - 1]) ||
				       (text[from - 1] == '.' && from < end)))
		from--;
	return (Span){ from, end };
}

static Abbreviation
abbreviation_of(const char *text, Span word)
{
	char small[LONGEST_ABBREVIATION + 1];
	size_t length = word.end - word.start;

	if (length == 0 || length > LONGEST_ABBREVIATION)
		return NO_ABBREVIATION;
	for (size_t i = 0; i < length; i++)
		small[i] = g_ascii_tolower(text[word.start + i]);
	small[length] = '\0';

	size_t low = 0, high = G_N_ELEMENTS(abbreviations);
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(small, abbreviations[middle].word);
		if (order == 0)
			return abbreviations[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NO_ABBREVIATION;
}

/* Does the single full stop after word end a sentence, with next behind a blank? */
static bool
stop_ends(const char *text, Span run, Span word, const char *next)
{
	bool is_small = g_unichar_islower(g_utf8_get_char(next));
	size_t length = word.end - word.start;

	switch (abbreviation_of(text, word)) {
	case BEFORE_ANYTHING:
		return false;
	case BEFORE_NUMBER:
		if (g_ascii_isdigit(*next) || *next == '#')
			return false;
		break;
	case BEFORE_SMALL:
		if (is_small)
			return false;
		break;
	case NO_ABBREVIATION:
		break;
	}
	/* "J. Smith", but "so do I." */
	if (length == 1 && g_ascii_isupper(text[word.start]) && text[word.start] != 'I')
		return false;
	/* "1. Open the box" */
	if (word.start == run.start && length <= 2 && length > 0 &&
		g_ascii_isdigit(text[word.start]))
		return false;
	/* Many people write without capitals; two letters are more often short for something. */
	return !is_small || (length > 2 && memchr(text + word.start, '.', length) == NULL);
}

/* Marks from first to last, closers up to closed, then a blank and more text. */
static bool
marks_end(const char *text, Span run, Span marks, size_t closed)
{
	const char *next = text + closed + 1;
	bool is_small = g_unichar_islower(g_utf8_get_char(next));
	size_t n_marks = marks.end - marks.start;
	bool is_stop = memchr(text + marks.start, '!', n_marks) == NULL &&
		       memchr(text + marks.start, '?', n_marks) == NULL;

	if (*next == ',' || *next == ';' || is_mark(*next) || g_str_has_prefix(next, ": "))
		return false;
	if (is_small && closed > marks.end)
		return false;
	if (!is_stop)
		return true;
	if (n_marks > 1)
		return !is_small;
	return stop_ends(text, run, word_before(text, run.start, marks.start), next);
}

/* Part of an address, a path or a file's name? */
static bool
is_address(const char *text, Span run, Span marks)
{
	size_t from = marks.start, to = marks.end;

	while (from > run.start && text[from - 1] != ' ' && marks.start - from < MOST_ADDRESS)
		from--;
	while (to < run.end && text[to] != ' ' && to - marks.end < MOST_ADDRESS)
		to++;
	for (size_t i = from; i < to; i++) {
		if (strchr("@/\\=&_", text[i]) != NULL)
			return true;
	}
	if (g_ascii_strncasecmp(text + from, "www.", 4) == 0)
		return true;
	size_t word = marks.end;
	while (word < to && g_ascii_isalpha(text[word]))
		word++;
	for (size_t i = 0; i < G_N_ELEMENTS(domains); i++) {
		if (strlen(domains[i]) == word - marks.end &&
			g_ascii_strncasecmp(text + marks.end, domains[i], word - marks.end) == 0)
			return true;
	}
	return false;
}

/* Pictures behind the marks belong to what they go with. Where they end. */
static size_t
after_pictures(const char *text, size_t at, size_t end)
{
	size_t after = at;

	while (at < end) {
		gunichar letter = g_utf8_get_char(text + at);
		bool is_picture =
			letter >= 0x2600 && g_unichar_type(letter) == G_UNICODE_OTHER_SYMBOL;
		bool is_part =
			letter == 0xFE0F || letter == 0x200D ||
			(letter >= 0x1F3FB && letter <= 0x1F3FF); /* its colour, its gender */
		if (!is_picture && !is_part && letter != ' ')
			break;
		at = (size_t)(g_utf8_next_char(text + at) - text);
		if (letter != ' ')
			after = at;
	}
	return after;
}

/* Pictures up to shown: does the text go on with a new sentence? */
static bool
pictures_end(const char *text, size_t shown)
{
	size_t next = shown + (text[shown] == ' ');

	return !g_unichar_islower(g_utf8_get_char(text + next)) && !is_mark(text[next]);
}

/* "came today.But nobody", "help!!please" */
static bool
glued_marks_end(const char *text, Span run, Span marks)
{
	const char *next = text + marks.end;

	if (marks.start < run.start + 2 || !g_ascii_isalpha(next[0]) || !is_letter(next[1]) ||
		!is_letter(text[marks.start - 1]))
		return false;
	if (text[marks.end - 1] == '.' && (!g_ascii_isupper(next[0]) || g_ascii_isupper(next[1]) ||
						  !g_ascii_islower(text[marks.start - 1]) ||
						  !is_letter(text[marks.start - 2])))
		return false;
	return !is_address(text, run, marks);
}

static bool
is_end(const char *text, Span run, Span marks, size_t closed)
{
	if (text[closed] == ' ')
		return marks_end(text, run, marks, closed);
	return closed == marks.end && glued_marks_end(text, run, marks);
}

/* Between two words, where there are any. */
static size_t
cut_of(const char *text, size_t start, size_t end)
{
	size_t most = start + MOST_OF_A_SENTENCE;
	if (end <= most)
		return end;
	size_t cut = most;

	while (cut > start && text[cut] != ' ')
		cut--;
	return cut > start ? cut : (size_t)(g_utf8_find_prev_char(text, text + most + 1) - text);
}

static void
add(GArray *sentences, const char *text, size_t start, size_t end, int paragraph)
{
	while (end > start && text[end - 1] == ' ')
		end--;
	for (size_t cut = start; start < end; start = cut) {
		while (text[start] == ' ')
			start++;
		cut = cut_of(text, start, end);
		Sentence sentence = { { start, cut }, paragraph };
		g_array_append_val(sentences, sentence);
	}
}

/* Iterators are dear to open and may not be shared: a few wait here for whoever comes next. */
static pthread_mutex_t iterators_lock = PTHREAD_MUTEX_INITIALIZER;
static UBreakIterator *iterators[MOST_ITERATORS];
static guint n_iterators;

static UBreakIterator *
iterator_take(void)
{
	UBreakIterator *iterator = NULL;
	UErrorCode status = U_ZERO_ERROR;

	pthread_mutex_lock(&iterators_lock);
	if (n_iterators > 0)
		iterator = iterators[--n_iterators];
	pthread_mutex_unlock(&iterators_lock);
	if (iterator == NULL)
		iterator = ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &status);
	return U_SUCCESS(status) ? iterator : NULL;
}

static void
iterator_give(UBreakIterator *iterator)
{
	pthread_mutex_lock(&iterators_lock);
	if (n_iterators < MOST_ITERATORS) {
		iterators[n_iterators++] = iterator;
		iterator = NULL;
	}
	pthread_mutex_unlock(&iterators_lock);
	if (iterator != NULL)
		ubrk_close(iterator);
}

/* A mark that ends sentences in another script: worth asking ICU. */
static bool
has_foreign_mark(const char *text, size_t start, size_t end)
{
	for (const char *c = text + start; c < text + end; c = g_utf8_next_char(c)) {
		if ((*c & 0x80) != 0 &&
			u_hasBinaryProperty((UChar32)g_utf8_get_char(c), UCHAR_S_TERM))
			return true;
	}
	return false;
}

static void
add_foreign(GArray *sentences, const char *text, size_t start, size_t end, int paragraph)
{
	UText utext = UTEXT_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *iterator = iterator_take();

	if (iterator == NULL) {
		add(sentences, text, start, end, paragraph);
		return;
	}
	utext_openUTF8(&utext, text + start, (int64_t)(end - start), &status);
	ubrk_setUText(iterator, &utext, &status);
	size_t from = start;
	for (int32_t at = ubrk_first(iterator); U_SUCCESS(status) && at != UBRK_DONE;
		at = ubrk_next(iterator)) {
		add(sentences, text, from, start + (size_t)at, paragraph);
		from = start + (size_t)at;
	}
	add(sentences, text, from, end, paragraph);
	ubrk_setText(iterator, NULL, 0, &status); /* it must not remember our text */
	utext_close(&utext);
	iterator_give(iterator);
}

static void
add_part(GArray *sentences, const char *text, Span part, char seen, int paragraph)
{
	if ((seen & 0x80) != 0 && has_foreign_mark(text, part.start, part.end))
		add_foreign(sentences, text, part.start, part.end, paragraph);
	else
		add(sentences, text, part.start, part.end, paragraph);
}

/* Or the end. What lies between is seen. */
static size_t
next_mark(const char *text, size_t at, size_t end, char *seen)
{
	char bits = *seen;

	while (at < end && !is_mark(text[at]))
		bits |= text[at++];
	*seen = bits;
	return at;
}

void
sentences_find(GArray *sentences, const char *text, Span run, int paragraph)
{
	size_t start = run.start;
	char seen = '\0'; /* all bits of its bytes */

	for (size_t i = run.start; (i = next_mark(text, i, run.end, &seen)) < run.end;) {
		Span marks = { i, i };
		while (marks.end < run.end && is_mark(text[marks.end]))
			marks.end++;
		size_t closed = marks.end;
		while (closed < run.end && is_closer(text[closed]))
			closed++;
		size_t shown = after_pictures(text, closed, run.end);
		i = shown;
		if (shown + 1 >= run.end)
			continue;
		if (shown > closed ? !pictures_end(text, shown) : !is_end(text, run, marks, closed))
			continue;
		add_part(sentences, text, (Span){ start, shown }, seen, paragraph);
		start = shown;
		seen = '\0';
	}
	add_part(sentences, text, (Span){ start, run.end }, seen, paragraph);
}
