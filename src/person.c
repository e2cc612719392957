/* person.c - what people are called. SPDX-License-Identifier: MIT */
#include "person.h"

#include <string.h>

#include "person-own.h"

enum {
	MAX_SIGNATURE = 5, /* words of a line that is nothing but a name */
	MOST_OF_ONE = 4,   /* words of who signs a line */
	MOST_OF_TWO = 6,   /* "Anna Bauer and Tom Bauer" */
};

static gboolean
knows(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (g_str_equal(names->pdata[i], name))
			return TRUE;
	return FALSE;
}

static void
add_name(GPtrArray *names, const char *name)
{
	if (*name != '\0' && names->len < MOST_NAMES && !knows(names, name))
		g_ptr_array_add(names, g_strdup(name));
}

/* "Beatriz & Bernardo": the one who signed is not the other. */
static gboolean
is_other_of_two(const NameWords *words, guint i, const GPtrArray *signed_names)
{
	for (guint at = 1; at + 1 < words->len; at++) {
		if (!name_word_is_in(&words->word[at], WORDS_TOGETHER))
			continue;
		guint other = i == at - 1 ? at + 1 : at - 1;
		if ((i == at - 1 || i == at + 1) && knows(signed_names, words->word[other].folded))
			return !knows(signed_names, words->word[i].folded);
	}
	return FALSE;
}

/* "Ann," ends here; "H. Lee" and "Fam. Lee" do not at their point. */
static gboolean
ends_name(const NameWord *word)
{
	bool is_short = (word->length == 1 || word->is_title) && word->after == '.';

	return word->ends_line || (!is_short && name_word_is_before(word, ",.!?;:()"));
}

/* A firm, an office; "Laura Church" is somebody. */
static bool
is_trade(const Lexicon *lexicon, const NameWords *words, guint at)
{
	bool is_surname = at > 0 && !ends_name(&words->word[at - 1]) &&
			  lexicon_is_given_name(lexicon, words->word[at - 1].folded);

	return name_word_is_in(&words->word[at], WORDS_ORGANISATION) && !is_surname;
}

/* The "van" of "Anna van Dijk". What begins or ends a name with a capital may be one: "Ben Fox",
 * "Mr Al Hart", "Hart, Al"; that "Van Dijk, Anna" is known as Van as well does no harm. */
static gboolean
is_particle(const NameWords *words, guint at, guint from, guint to)
{
	const NameWord *word = &words->word[at];
	gboolean is_edge = at == from || at + 1 == to || words->word[at - 1].is_title;

	return name_word_is_in(word, WORDS_PARTICLE) &&
	       !(is_edge && word->is_capital && word->length > 1);
}

/* "Dr Ann O'Neill (via Shop)", "O'Neill, Ann"; not "Blue Door Café", "user_815", "a@b". */
static void
names_of_display(const Lexicon *lexicon, const char *display_name, GPtrArray *names)
{
	const char *via = strstr(display_name, " via ");
	size_t length = via != NULL ? (size_t)(via - display_name) : strlen(display_name);
	if (strcspn(display_name, "@_0123456789") < length)
		return;

	g_autoptr(NameWords) words = name_words(lexicon, display_name, length, MOST_NAMES);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	for (guint i = 0; i < words->len; i++)
		if (is_trade(lexicon, words, i))
			return;
	for (guint i = 0; i < words->len; i++) {
		const NameWord *word = &words->word[i];
		if (!word->is_title && !is_particle(words, i, 0, words->len) &&
			name_word_is_somebody(word) && !is_other_of_two(words, i, names))
			g_ptr_array_add(found, (gpointer)word->folded);
	}
	for (guint i = 0; i < found->len; i++)
		add_name(names, found->pdata[i]);
}

/* "Prof. em. H. Lee" */
static gboolean
is_of_title(const NameWords *words, guint at)
{
	const NameWord *word = &words->word[at];

	return at > 0 && words->word[at - 1].is_title && !word->is_capital && word->after == '.' &&
	       !word->ends_line;
}

/* How many words from here look like a name, at most four. */
static guint
count_names(const NameWords *words, guint at, gboolean needs_capital)
{
	guint n = 0;

	while (n < 4 && at + n < words->len) {
		const NameWord *word = &words->word[at + n];
		if (!word->is_title &&
			(!name_word_may_be_name(word) || (needs_capital && !word->is_capital)))
			break;
		n++;
		if (ends_name(word) && !is_of_title(words, at + n - 1))
			break;
	}
	return n;
}

static void
names_between(const NameWords *words, guint from, guint to, GPtrArray *names)
{
	for (guint i = from; i < to; i++) {
		const NameWord *word = &words->word[i];
		if (!word->is_title && !name_word_is_in(word, WORDS_TOGETHER) &&
			!is_particle(words, i, from, to) && !is_of_title(words, i))
			add_name(names, word->folded);
	}
}

static void
names_from(const NameWords *words, guint at, gboolean needs_capital, GPtrArray *names)
{
	names_between(words, at, at + count_names(words, at, needs_capital), names);
}

/* "Mohd. Rafiq Karim": of a line that is nothing but a name. */
static void
names_of_all(const NameWords *words, GPtrArray *names)
{
	names_between(words, 0, words->len, names);
}

/* "Tom and Anna" sign both. */
static void
names_of_signers(const NameWords *words, guint at, GPtrArray *names)
{
	guint end = at + count_names(words, at, FALSE);

	while (end > at && end + 1 < words->len && !ends_name(&words->word[end - 1]) &&
		name_word_is_in(&words->word[end], WORDS_TOGETHER)) {
		guint more = count_names(words, end + 1, TRUE);
		if (more == 0)
			break;
		end += 1 + more;
	}
	names_between(words, at, end, names);
}

/* "I'm Ann, your tenant", "this is Ann from the shop"; not "this is Italian marble". */
static gboolean
stands_alone(const Lexicon *lexicon, const char *language, const NameWords *words, guint at)
{
	guint n = count_names(words, at, TRUE);

	if (at + n >= words->len || ends_name(&words->word[at + n - 1]))
		return TRUE;
	const NameWord *next = &words->word[at + n];
	return next->is_capital || lexicon_is_common(lexicon, language, next->folded);
}

/* "It's Black Friday": a capital that nobody bears as a name goes with the one before it. */
static gboolean
is_proper_thing(const NameWords *words, guint at)
{
	if (at + 1 >= words->len)
		return FALSE;
	const NameWord *word = &words->word[at];
	const NameWord *next = &words->word[at + 1];

	return word->is_capital && !word->is_title && !word->ends_line &&
	       word->start + word->length + 1 == next->start && next->is_capital &&
	       next->length > 2 && name_word_is_in(next, WORDS_NO_NAME);
}

static bool
has_small(const NameWord *word)
{
	const char *end = word->start + word->length;

	for (const char *at = word->start; at < end; at = g_utf8_next_char(at))
		if (g_unichar_islower(g_utf8_get_char(at)))
			return true;
	return false;
}

/* "I'm HOLDING it": who raises their voice introduces nobody, unless it is a name that is known,
 * "my name is", or somebody "from" somewhere. */
static bool
is_shouted(const Lexicon *lexicon, const NameWords *words, guint introduction, guint at)
{
	enum { IN_SO_MANY_WORDS = 3, INITIALS = 2 };

	if (at >= words->len || at - introduction >= IN_SO_MANY_WORDS)
		return false;
	const NameWord *word = &words->word[at];
	bool is_from = at + 1 < words->len && g_str_equal(words->word[at + 1].folded, "from");

	return word->length > INITIALS && !has_small(word) && has_small(&words->word[at - 1]) &&
	       !is_from && !lexicon_is_given_name(lexicon, word->folded);
}

/* "It was sent in my name. Robert ...": nobody is introduced. */
static bool
ends_sentence(const NameWord *word)
{
	return name_word_is_before(word, ".!?;");
}

static bool
begins_clause(const char *text, const char *at)
{
	while (at > text && at[-1] == ' ')
		at--;
	return at == text || strchr(".!?,\n", at[-1]) != NULL;
}

/* "My name is Ann Lee": an introduction anywhere, then capitals. */
static void
names_introduced(const Lexicon *lexicon, const char *language, const char *text, GPtrArray *names)
{
	g_autoptr(NameWords) words = name_words(lexicon, text, strlen(text), 4000);

	for (guint i = 0; i < words->len; i++) {
		size_t n = name_words_match(lexicon, WORDS_INTRODUCTION, words, i);
		if (n > 0 && !ends_sentence(&words->word[i + n - 1]) &&
			!is_proper_thing(words, i + (guint)n) &&
			!is_shouted(lexicon, words, i, i + (guint)n) &&
			stands_alone(lexicon, language, words, i + (guint)n))
			names_from(words, i + (guint)n, TRUE, names);
		const NameWord *word = &words->word[i];
		/* "Ann here." */
		if (i + 1 < words->len && word->is_capital && name_word_may_be_name(word) &&
			g_str_equal(words->word[i + 1].folded, "here") &&
			begins_clause(text, word->start))
			add_name(names, word->folded);
	}
}

/* "Thank you, Allotment Society"; "Regards, Ann Lee, Purchasing" is somebody. */
static bool
is_organisation(const Lexicon *lexicon, const NameWords *words, guint from, gboolean needs_capital)
{
	guint n = count_names(words, from, needs_capital);

	for (guint i = from; i < from + n; i++)
		if (is_trade(lexicon, words, i))
			return true;
	return false;
}

/* A whole mail in one line: "... on Friday? Many thanks, Ann". Two who sign, or a word about who
 * signs, tell too little. */
static void
names_of_ending(const Lexicon *lexicon, const char *line, GPtrArray *names)
{
	const char *ending = person_last_words(line);

	if (!person_is_short_line(ending))
		return;
	g_autoptr(NameWords) words = name_words(lexicon, ending, strlen(ending), 8);
	size_t n = name_words_match(lexicon, WORDS_SIGN_OFF, words, 0);
	if (n == 0 || words->len - n > 4)
		return;
	for (guint i = (guint)n; i < words->len; i++) {
		const NameWord *word = &words->word[i];
		if (!word->is_capital || !name_word_may_be_name(word))
			return;
	}
	if (!is_organisation(lexicon, words, (guint)n, TRUE))
		names_from(words, (guint)n, TRUE, names);
}

/* Nothing but "Best wishes,". */
static bool
is_sign_off(const Lexicon *lexicon, const char *line)
{
	if (!person_is_short_line(line))
		return false;
	g_autoptr(NameWords) words = name_words(lexicon, line, strlen(line), 8);

	return words->len > 0 && name_words_match(lexicon, WORDS_SIGN_OFF, words, 0) == words->len;
}

static bool
is_possessive(const NameWord *word)
{
	g_autofree char *written = g_strndup(word->start, word->length);

	return g_str_has_suffix(written, "'s") || g_str_has_suffix(written, "\xe2\x80\x99s");
}

/* "Theo's father, Emmanuel" is signed by Emmanuel, "Theo's father" by nobody who is named. */
static guint
after_relation(const NameWords *words, guint from)
{
	bool is_somebodys = false;

	for (guint i = from; i < words->len; i++) {
		is_somebodys = is_somebodys || is_possessive(&words->word[i]);
		if (name_word_is_before(&words->word[i], ","))
			return is_somebodys ? i + 1 : from;
	}
	return is_somebodys ? words->len : from;
}

/* Does a word begin what says for whom somebody signs? "Tom, for Anna", "Tom, her carer". */
static bool
tells_for_whom(const NameWord *word)
{
	static const char *const beginnings[] = { "for", "on", "obo", "writing", "acting", "carer",
		"her", "his", "their", "fur", "pour", NULL };

	return is_possessive(word) ||
	       (!word->is_capital && (name_word_is_in(word, WORDS_KIN) ||
					     g_strv_contains(beginnings, word->folded)));
}

static bool
may_sign(const Lexicon *lexicon, const NameWords *words, guint at, bool needs_capital)
{
	const NameWord *word = &words->word[at];
	bool is_between = at > 0 && at + 1 < words->len && name_word_is_in(word, WORDS_TOGETHER);

	if (is_trade(lexicon, words, at))
		return false;
	return is_between || ((word->is_title || name_word_may_be_name(word)) &&
				     (word->is_capital || !needs_capital ||
					     name_word_is_in(word, WORDS_PARTICLE)));
}

bool
person_all_may_sign(const Lexicon *lexicon, const NameWords *words, guint from, bool needs_capital)
{
	for (guint i = from; i < words->len; i++)
		if (!may_sign(lexicon, words, i, needs_capital))
			return false;
	return true;
}

/* Only who signs is left of "Tom Wolf (her carer)", "Tom Wolf, Anna's husband", "Tom for Anna", and
 * after a sign-off of "Ann Lee, Head of Sales". */
static void
leave_signer(const Lexicon *lexicon, NameWords *words, guint from, bool after_sign_off)
{
	/* Not "Lt Col (ret'd) A. Strickland". */
	bool ends_in_brackets = words->len > 0 && words->word[words->len - 1].after == ')';

	for (guint i = from + 1; i < words->len; i++) {
		const NameWord *before = &words->word[i - 1];
		const NameWord *word = &words->word[i];
		bool is_apart = name_word_is_before(before, ",-\xe2\x80\x93");
		bool ends = (ends_in_brackets && before->after == '(') ||
			    (is_apart && tells_for_whom(word)) ||
			    (!word->is_capital && !name_word_is_in(word, WORDS_KIN) &&
				    tells_for_whom(word)) ||
			    (is_apart && after_sign_off &&
				    !person_all_may_sign(lexicon, words, i, false));
		if (ends && !is_possessive(before)) {
			words->len = i;
			return;
		}
	}
}

static bool
has_two(const NameWords *words, guint from)
{
	for (guint i = from + 1; i + 1 < words->len; i++)
		if (name_word_is_in(&words->word[i], WORDS_TOGETHER))
			return true;
	return false;
}

static bool
has_given_name(const Lexicon *lexicon, const NameWords *words)
{
	for (guint i = 0; i < words->len; i++)
		if (lexicon_is_given_name(lexicon, words->word[i].folded))
			return true;
	return false;
}

/* One line near the end: "Best wishes, Ann", or a name alone. */
static void
names_of_line(const Lexicon *lexicon, const char *line, bool after_sign_off, GPtrArray *names)
{
	if (!person_is_short_line(line)) {
		names_of_ending(lexicon, line, names);
		return;
	}
	g_autoptr(NameWords) words = name_words(lexicon, line, strlen(line), MOST_SIGNED);
	if (words->len == 0)
		return;
	size_t n = name_words_match(lexicon, WORDS_SIGN_OFF, words, 0);
	guint first = after_relation(words, (guint)n);
	guint all = words->len;
	guint from = first < all ? first : (guint)n;
	leave_signer(lexicon, words, from, after_sign_off || n > 0);
	/* "Best update in a while, finally": small letters may sign only by themselves. */
	if (words->len < all && !words->word[from].is_capital)
		return;
	bool are_two = has_two(words, (guint)n);
	if (words->len - n > (are_two ? MOST_OF_TWO : MOST_OF_ONE))
		return;
	if (n > 0) {
		if (!is_organisation(lexicon, words, first, FALSE))
			names_of_signers(words, first, names);
		return;
	}
	if (!after_sign_off && (strpbrk(line, "!:") != NULL || g_str_has_suffix(line, ".") ||
				       (are_two && !has_given_name(lexicon, words))))
		return;
	if (person_all_may_sign(lexicon, words, 0, !after_sign_off))
		names_of_all(words, names);
}

/* "Canon A. J. Peverell": capitals from end to end, and no sentence. */
static bool
looks_signed(const Lexicon *lexicon, const NameWords *words)
{
	if (words->len == 0 || words->len > MAX_SIGNATURE ||
		ends_sentence(&words->word[words->len - 1]))
		return false;
	for (guint i = 0; i < words->len; i++) {
		const NameWord *word = &words->word[i];
		bool is_name = word->is_capital &&
			       (word->is_title || word->length == 1 || name_word_may_be_name(word));
		if ((!is_name && !name_word_is_in(word, WORDS_PARTICLE)) ||
			is_trade(lexicon, words, i))
			return false;
	}
	return true;
}

/* "YIS Rowena (2nd Elmham)": who signs in a way of their own does so with their last words. Those
 * are known as well where a name was read, and by themselves they make nobody known. */
static void
names_of_last_words(const Lexicon *lexicon, const char *line, GPtrArray *names)
{
	const char *last = person_last_words(line);
	size_t length = strcspn(last, "(");

	if (names->len == 0 || length > MOST_LINE_BYTES)
		return;
	g_autoptr(NameWords) words = name_words(lexicon, last, length, 8);
	if (looks_signed(lexicon, words))
		names_of_all(words, names);
}

static void
names_signed(const Lexicon *lexicon, const char *text, GPtrArray *names)
{
	g_autoptr(GPtrArray) lines = person_last_lines(text);
	bool after_sign_off = false;

	for (guint i = lines->len; i-- > 0;) {
		const char *line = person_line_text(lines->pdata[i]);
		/* A name alone counts only there or after a sign-off. */
		if (after_sign_off || person_may_sign_line(lines, i))
			names_of_line(lexicon, line, after_sign_off, names);
		after_sign_off = is_sign_off(lexicon, line);
	}
	if (lines->len > 0)
		names_of_last_words(lexicon, person_line_text(lines->pdata[0]), names);
}

char **
person_names(
	const Lexicon *lexicon, const char *language, const char *display_name, const char *text)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	names_introduced(lexicon, language, text, names);
	names_signed(lexicon, text, names);
	if (display_name != NULL)
		names_of_display(lexicon, display_name, names);
	g_ptr_array_set_free_func(names, NULL);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}
