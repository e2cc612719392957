/* contradiction.c - what is said to be the customer's, and is not. SPDX-License-Identifier: MIT */
#include "contradiction.h"

#include <string.h>

#include "anchor-scan.h"
#include "anchor-tokens.h"
#include "codes.h"

enum {
	MOST_COMPARED = 20, /* numbers of the customer's */
	MOST_PARTS = 12,    /* "twelve at 5 euros" */
	MOST_WORDS = 3,     /* between "order" and its number */
	WHOLE_DATE = 5,     /* bytes of "03-05" */
	MANY_FIGURES = 4,   /* of an amount that nobody comes near by chance */
};

/* One digit changed or two swapped. */
static bool
is_slip(const char *one, const char *other)
{
	size_t length = strlen(one), n_different = 0, first = 0, last = 0;

	if (length != strlen(other) || length < 5)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (one[i] == other[i])
			continue;
		if (!g_ascii_isalnum(one[i]) || !g_ascii_isalnum(other[i]))
			return false;
		first = n_different++ == 0 ? i : first;
		last = i;
	}
	if (n_different == 1)
		return true;
	return n_different == 2 && one[first] == other[last] && one[last] == other[first];
}

/* ---- slips, wherever they stand ----------------------------------------------------------------
 */

static bool
has_code(const Prose *prose, const char *key)
{
	Code code;

	for (size_t at = 0; code_next(prose, &at, &code);)
		if (g_str_equal(code.text, key))
			return true;
	return false;
}

/* A number of the reply that is almost one of the customer's own, which the reply never gives
 * right. */
static bool
find_slip(const Prose *reply, const Customer *customer, Contradiction *found_out)
{
	const GPtrArray *theirs = anchors_all(customer->anchors);
	Code code;

	for (guint i = 0, n = 0; i < theirs->len && n < MOST_COMPARED; i++) {
		const Anchor *their = theirs->pdata[i];
		if (their->kind != ANCHOR_ID)
			continue;
		n++;
		if (has_code(reply, their->key))
			continue;
		for (size_t at = 0; code_next(reply, &at, &code);) {
			if (is_slip(code.text, their->key) &&
				!traces_has_code(customer->traces, code.text)) {
				*found_out = (Contradiction){ ANCHOR_ID, code.span, true };
				return true;
			}
		}
	}
	return false;
}

/* ---- what is said to be theirs -----------------------------------------------------------------
 */

/* Does the reply have it right somewhere? Then the other one is another. */
static bool
is_named(const Reply *reply, const Anchor *their)
{
	for (size_t i = 0; i < reply->prose->n_sentences; i++) {
		const GPtrArray *anchors = reply->sentences[i].anchors;
		for (guint n = 0; anchors != NULL && n < anchors->len; n++) {
			const Anchor *anchor = anchors->pdata[n];
			if (anchor->kind == their->kind && g_str_equal(anchor->key, their->key))
				return true;
		}
	}
	return false;
}

/* Letters and digits at the same places: an order's number is not a customer's. */
static bool
is_alike(const char *one, const char *other)
{
	size_t length = strlen(one);

	if (length != strlen(other))
		return false;
	for (size_t i = 0; i < length; i++) {
		bool is_digit = g_ascii_isdigit(one[i]);
		if (is_digit != (bool)g_ascii_isdigit(other[i]) ||
			(!is_digit && one[i] != other[i]))
			return false;
	}
	return true;
}

/* "order number 4711": order. "" where nothing says what the number is of. */
static void
noun_before(const AnchorTable *table, const Prose *prose, Span span, char noun_out[TOKEN_SIZE])
{
	size_t sentence = prose_sentence_at(prose, span.start);
	Span before = { prose->sentences[sentence].span.start, span.start };
	g_autoptr(GArray) tokens = anchor_tokens(table, prose->text, before);

	noun_out[0] = '\0';
	for (guint back = 1; back <= MOST_WORDS && back <= tokens->len; back++) {
		const Token *token = &g_array_index(tokens, Token, tokens->len - back);
		if ((token->word->flags & ANCHOR_WORD_IDENTIFIER) == 0)
			return;
		g_strlcpy(noun_out, token->lower, TOKEN_SIZE);
	}
}

static bool
is_same_noun(const Case *given, const AnchorTable *table, Span theirs, Span ours)
{
	char one[TOKEN_SIZE], other[TOKEN_SIZE];

	noun_before(table, given->customer->prose, theirs, one);
	noun_before(table, given->reply->prose, ours, other);
	return *one != '\0' && g_str_equal(one, other);
}

/* Both speak of the same thing: "you paid 5 for the lamp" and "I paid 3 for the lamp". For a slip
 * "paid" is enough, for anything else it has to be the lamp. */
static bool
is_same_matter(const Case *given, Span said, Span theirs, double least)
{
	const Customer *customer = given->customer;
	size_t at = prose_sentence_at(customer->prose, theirs.start);
	g_autoptr(GPtrArray) ours = anchors_found_in(customer->anchors, given->reply->prose, said);
	g_autoptr(GPtrArray) own = anchors_found_in(
		customer->anchors, customer->prose, customer->prose->sentences[at].span);

	for (guint i = 0; i < ours->len; i++) {
		const Anchor *word = ours->pdata[i];
		bool tells = word->kind == ANCHOR_WORD && word->weight >= least;
		for (guint n = 0; tells && n < own->len; n++) {
			const Anchor *other = own->pdata[n];
			if (other->kind == ANCHOR_WORD && g_str_equal(word->key, other->key))
				return true;
		}
	}
	return false;
}

static gint64
cents(const char *key)
{
	char *end = NULL;
	gint64 whole = g_ascii_strtoll(key, &end, 10);

	return whole * 100 + (*end == '.' ? g_ascii_strtoll(end + 1, NULL, 10) : 0);
}

/* Half of it, three times as much, what is left of it with another amount of theirs. */
static bool
is_part(const GPtrArray *theirs, const char *key, const char *their)
{
	gint64 ours = cents(key), whole = cents(their);
	gint64 larger = MAX(ours, whole), smaller = MIN(ours, whole);

	if (smaller <= 0 || (larger % smaller == 0 && larger / smaller <= MOST_PARTS))
		return true;
	for (guint i = 0; i < theirs->len; i++) {
		const Anchor *other = theirs->pdata[i];
		if (other->kind == ANCHOR_AMOUNT && cents(other->key) == larger - smaller)
			return true;
	}
	return false;
}

/* An earlier message, or the line above it, has it. */
static bool
was_said_before(const Case *given, const AnchorTable *table, const Mark *mark, const char *words)
{
	const Conversation *conversation = given->conversation;

	if (conversation == NULL)
		return false;
	if (conversation->older != NULL && strstr(conversation->older, words) != NULL)
		return true;
	for (guint i = 0; conversation->turns != NULL && i < conversation->turns->len; i++) {
		const Turn *turn = conversation->turns->pdata[i];
		if (turn->text != NULL && strstr(turn->text, words) != NULL)
			return true;
		if (turn->date == NULL || mark->kind != ANCHOR_DATE)
			continue;
		g_autoptr(GArray) dates =
			anchor_scan(table, turn->date, (Span){ 0, strlen(turn->date) });
		for (guint n = 0; n < dates->len; n++)
			if (g_str_equal(g_array_index(dates, Mark, n).key, mark->key))
				return true;
	}
	return false;
}

static bool
is_comparable(AnchorKind kind, const char *key)
{
	return kind == ANCHOR_ID || kind == ANCHOR_AMOUNT ||
	       (kind == ANCHOR_DATE && strlen(key) == WHOLE_DATE && key[2] == '-');
}

static bool
fits(const Case *given, const AnchorTable *table, const Anchor *their, const Mark *mark, Span said)
{
	const GPtrArray *theirs = anchors_all(given->customer->anchors);

	if (their->kind != mark->kind || !is_comparable(their->kind, their->key))
		return false;
	if (mark->kind == ANCHOR_ID)
		return is_alike(their->key, mark->key) &&
		       is_same_noun(given, table, their->span, mark->span);
	if (mark->kind == ANCHOR_AMOUNT && is_part(theirs, mark->key, their->key))
		return false;
	if (is_slip(mark->key, their->key))
		return is_same_matter(given, said, their->span, 0);
	const Prose *prose = given->reply->prose;
	size_t at = prose_sentence_at(prose, said.start);
	return is_same_matter(given, prose->sentences[at].span, their->span, 1);
}

/* The one thing of the customer's that the mark contradicts; NULL: nothing, or who knows which. */
static const Anchor *
contradicted(const Case *given, const AnchorTable *table, const Mark *mark, Span said)
{
	const GPtrArray *theirs = anchors_all(given->customer->anchors);
	const Anchor *only = NULL;
	guint n = 0;

	for (guint i = 0; i < theirs->len; i++) {
		const Anchor *their = theirs->pdata[i];
		if (their->kind != mark->kind)
			continue;
		if (++n > MOST_COMPARED || is_named(given->reply, their))
			return NULL;
		if (!fits(given, table, their, mark, said))
			continue;
		if (only != NULL)
			return NULL;
		only = their;
	}
	return only;
}

static bool
find_in(const Case *given, const AnchorTable *table, Span said, Contradiction *found_out)
{
	const Prose *prose = given->reply->prose;
	g_autoptr(GArray) marks = anchor_scan(table, prose->text, said);

	for (guint i = 0; i < marks->len; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);
		if (!is_comparable(mark->kind, mark->key))
			continue;
		g_autofree char *words = prose_quote(prose, mark->span);
		g_autoptr(GPtrArray) right =
			anchors_found_in(given->customer->anchors, prose, mark->span);
		if (right->len > 0 || traces_has_code(given->customer->traces, mark->key) ||
			was_said_before(given, table, mark, words))
			continue;
		const Anchor *their = contradicted(given, table, mark, said);
		if (their == NULL)
			continue;
		*found_out =
			(Contradiction){ mark->kind, mark->span, is_slip(mark->key, their->key) };
		return true;
	}
	return false;
}

/* "413.20" for "431.20": figures side by side that changed places. Another figure may be a fee. */
static bool
is_swap(const char *one, const char *other)
{
	size_t at = 0, n_figures = 0;
	size_t told = strlen(one) - (g_str_has_suffix(one, ".00") ? strlen(".00") : 0);

	for (size_t i = 0; i < told; i++)
		n_figures += g_ascii_isdigit(one[i]);
	while (one[at] != '\0' && one[at] == other[at])
		at++;
	size_t next = one[at] != '\0' && one[at + 1] == '.' ? at + 2 : at + 1;
	return n_figures >= MANY_FIGURES && strlen(one) == strlen(other) && one[at] != '\0' &&
	       next < strlen(one) && one[at] == other[next] && one[next] == other[at] &&
	       g_str_equal(one + next + 1, other + next + 1);
}

/* An amount of theirs with two figures swapped, which the reply never gives right. Not where it is
 * one of theirs itself. */
static bool
is_swapped(const Case *given, const char *key)
{
	const GPtrArray *theirs = anchors_all(given->customer->anchors);
	bool is_so = false;

	for (guint i = 0; i < theirs->len; i++) {
		const Anchor *their = theirs->pdata[i];
		if (their->kind != ANCHOR_AMOUNT)
			continue;
		if (g_str_equal(their->key, key))
			return false;
		is_so |= is_swap(key, their->key) && !is_named(given->reply, their) &&
			 !is_part(theirs, key, their->key);
	}
	return is_so;
}

static bool
find_swap(const Case *given, const AnchorTable *table, Contradiction *found_out)
{
	const Prose *prose = given->reply->prose;
	g_autoptr(GArray) marks = anchor_scan(table, prose->text, (Span){ 0, prose->length });

	for (guint i = 0; i < marks->len; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);
		if (mark->kind != ANCHOR_AMOUNT || !is_swapped(given, mark->key))
			continue;
		g_autofree char *words = prose_quote(prose, mark->span);
		if (was_said_before(given, table, mark, words))
			continue;
		*found_out = (Contradiction){ ANCHOR_AMOUNT, mark->span, true };
		return true;
	}
	return false;
}

bool
contradiction_find(const Case *given, Contradiction *found_out)
{
	const Reply *reply = given->reply;
	const AnchorTable *table =
		anchor_words_of(rulebook_anchor_words(given->rulebook), given->language);

	if (find_slip(reply->prose, given->customer, found_out) ||
		find_swap(given, table, found_out))
		return true;
	/* What is remembered has no text to compare with. */
	if (given->customer->prose == NULL || given->customer->prose->n_sentences == 0)
		return false;
	for (guint i = 0; i < reply->hits->hits->len; i++) {
		const Hit *hit = &g_array_index(reply->hits->hits, Hit, i);
		if (hit->rule->means == MEANS_THEIRS && find_in(given, table, hit->span, found_out))
			return true;
	}
	return false;
}
