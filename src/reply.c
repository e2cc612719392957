/* reply.c - the reply's half of the judgement. SPDX-License-Identifier: MIT */
#include "reply.h"

#include "traces.h"
#include "uptake.h"
#include "vocative.h"

#include <string.h>

enum {
	CALLED = 6,      /* bytes between "order" and its number: " no. " */
	MAX_QUOTED = 80, /* bytes between quotes that are somebody else's words */
};

/* ---- the greeting becomes a sentence of its own ---- */

static void
split_off_greeting(Prose *prose, Span greeting)
{
	if (greeting.end == 0 || prose->n_sentences == 0)
		return;
	size_t at = 0;
	while (at < prose->n_sentences && prose->sentences[at].span.end <= greeting.end)
		at++;
	if (at == prose->n_sentences || prose->sentences[at].span.start >= greeting.end)
		return;
	prose->sentences = g_renew(Sentence, prose->sentences, prose->n_sentences + 1);
	memmove(&prose->sentences[at + 1], &prose->sentences[at],
		(prose->n_sentences - at) * sizeof(Sentence));
	prose->n_sentences++;
	prose->sentences[at].span.end = greeting.end;
	while (prose->text[prose->sentences[at].span.end - 1] == ' ')
		prose->sentences[at].span.end--;
	prose->sentences[at + 1].span.start = greeting.end;
	while (prose->text[prose->sentences[at + 1].span.start] == ' ')
		prose->sentences[at + 1].span.start++;
}

/* ---- sentences ---- */

/* Words between quotes are somebody else's: "calm down" reported is not said. */
static bool
is_quoted(const Prose *prose, Span sentence, Span span)
{
	const char *text = prose->text;
	size_t open = span.start;

	if (memchr(text + span.end, '"', sentence.end - span.end) == NULL)
		return false;
	while (open > sentence.start && text[open - 1] != '"' &&
		span.start - open < (size_t)MAX_QUOTED)
		open--;
	if (open == sentence.start || text[open - 1] != '"')
		return false;
	guint before = 0;
	for (size_t i = sentence.start; i < open; i++)
		before += text[i] == '"';
	return before % 2 == 1;
}

static gint
by_position(gconstpointer one, gconstpointer other)
{
	const Hit *left = one, *right = other;

	if (left->sentence != right->sentence)
		return left->sentence < right->sentence ? -1 : 1;
	return (left->span.start > right->span.start) - (left->span.start < right->span.start);
}

/* "No harm done" belittles a complaint, and is kind to whoever is ashamed: such a rule says whom it
 * fits. */
static bool
is_kind(const Customer *customer, const Hit *hit)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if ((hit->rule->fits & 1u << feeling->kind) != 0)
			return true;
	}
	return false;
}

/* What counts only where the agent says it: in quotation marks it is somebody else's. */
static const guint own_words = ROLE(MEANS_REGRET) | ROLE(MEANS_NAMES_FEELING) |
			       ROLE(MEANS_LEGITIMISES) | ROLE(MEANS_RESPONSIBILITY) |
			       ROLE(MEANS_CONDOLENCE) | ROLE(MEANS_COLD) | ROLE(MEANS_WARM);

static bool
is_kept(const Reply *reply, const Customer *customer, const Hit *hit)
{
	if (hit->sentence >= reply->prose->n_sentences)
		return false;
	Span sentence = reply->prose->sentences[hit->sentence].span;

	guint means = ROLE(hit->rule->means);

	if ((means & (own_words | ROLE(MEANS_DISMISSAL))) == 0)
		return true;
	return !is_quoted(reply->prose, sentence, hit->span) &&
	       !(hit->rule->means == MEANS_DISMISSAL && is_kind(customer, hit));
}

/* Gives each sentence its hits and their roles. */
static void
give_roles(Reply *reply, const Customer *customer)
{
	GArray *hits = reply->hits->hits;
	guint kept = 0;

	for (guint i = 0; i < hits->len; i++)
		if (is_kept(reply, customer, &g_array_index(hits, Hit, i)))
			g_array_index(hits, Hit, kept++) = g_array_index(hits, Hit, i);
	g_array_set_size(hits, kept);
	g_array_sort(hits, by_position);
	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = &g_array_index(hits, Hit, i);
		ReplySentence *sentence = &reply->sentences[hit->sentence];
		if (sentence->hits_to == 0)
			sentence->hits_from = i;
		sentence->hits_to = i + 1;
		sentence->roles |= ROLE(hit->rule->means);
	}
}

static bool
is_own_name(const Customer *customer, const char *word)
{
	for (guint i = 0; customer->names[i] != NULL; i++)
		if (g_str_equal(customer->names[i], word))
			return true;
	return false;
}

/* Where words begin that are not what everybody says after "sorry for". */
static GArray *
telling_words(const Lexicon *lexicon, const char *language, const Prose *prose, Span span,
	const Customer *customer)
{
	GArray *telling = g_array_new(FALSE, FALSE, sizeof(size_t));
	g_autoptr(GString) word = g_string_new(NULL);

	for (size_t at = span.start; at < span.end;) {
		if (!traces_is_word_byte(prose->text[at])) {
			at++;
			continue;
		}
		size_t start = at;
		while (at < span.end &&
			(traces_is_word_byte(prose->text[at]) || prose->text[at] == '\''))
			at++;
		/* A capital inside a sentence is a name, the company's or the customer's. */
		if (!g_ascii_islower(prose->text[start]))
			continue;
		g_string_truncate(word, 0);
		lexicon_fold_append(lexicon, word, prose->text + start, at - start);
		if (word->len > 3 && !lexicon_is_common(lexicon, language, word->str) &&
			!is_own_name(customer, word->str))
			g_array_append_val(telling, start);
	}
	return telling;
}

static void
read_sentence(Reply *reply, size_t i, const Rulebook *rulebook, const char *language,
	const Customer *customer)
{
	ReplySentence *sentence = &reply->sentences[i];

	sentence->anchors = anchors_found_in(customer->anchors, reply->prose, sentence->span);
	sentence->weight = reply_weight_within(reply, i, sentence->span);
	Echo echo = traces_echo(customer->traces, reply->prose, sentence->span);
	/* Their clause after "I understand that" is no case; after "I am sorry that" it is one. */
	sentence->is_echo = echo >= ECHO_MOST ||
			    (echo == ECHO_CLAUSE && (sentence->roles & ROLE(MEANS_REGRET)) == 0);
	sentence->is_mere_echo = echo == ECHO_MERE;
	if ((sentence->roles & ROLE(MEANS_REGRET)) != 0)
		sentence->telling = telling_words(rulebook_lexicon(rulebook), language,
			reply->prose, sentence->span, customer);
}

static guint64
raised_feelings(const Customer *customer)
{
	guint64 raised = 0;

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		raised |= raised_bits(feeling->kind, feeling->intensity);
	}
	return raised;
}

Reply *
reply_read(
	const Rulebook *rulebook, const char *language, const char *text, const Customer *customer)
{
	Reply *reply = g_new0(Reply, 1);
	Prose *prose = rulebook_prose(rulebook, language, text);

	reply->prose = prose;
	reply->greeted = person_greeted(rulebook_lexicon(rulebook), prose, &reply->greeting);
	reply->is_addressed =
		reply->greeted != NULL || vocative_in(rulebook_lexicon(rulebook), language, prose);
	split_off_greeting(prose, reply->greeting);
	reply->hits =
		rulebook_read(rulebook, language, SIDE_REPLY, prose, raised_feelings(customer));
	reply->sentences = g_new0(ReplySentence, prose->n_sentences + 1);
	for (size_t i = 0; i < prose->n_sentences; i++) {
		reply->sentences[i].span = prose->sentences[i].span;
		reply->sentences[i].paragraph = prose->sentences[i].paragraph;
		if (prose->sentences[i].span.start < reply->greeting.end)
			reply->first = i + 1;
	}
	give_roles(reply, customer);

	for (size_t i = 0; i < reply->first; i++)
		reply->sentences[i].roles |= ROLE(MEANS_GREETING);
	for (size_t i = reply->first; i < prose->n_sentences; i++)
		read_sentence(reply, i, rulebook, language, customer);
	reply->weights = rulebook_weights(rulebook, language, SIDE_REPLY);
	reply->opening = opening_of(rulebook_lexicon(rulebook), reply);
	reply->uptakes = uptake_find(customer, reply);
	return reply;
}

void
reply_free(Reply *reply)
{
	if (reply == NULL)
		return;
	for (size_t i = 0; i < reply->prose->n_sentences; i++) {
		g_clear_pointer(&reply->sentences[i].anchors, g_ptr_array_unref);
		g_clear_pointer(&reply->sentences[i].telling, g_array_unref);
	}
	g_array_unref(reply->opening);
	g_array_unref(reply->uptakes);
	g_free(reply->sentences);
	prose_free(reply->prose);
	hits_free(reply->hits);
	g_free(reply->greeted);
	g_free(reply);
}

const Hit *
reply_hit_at(const Reply *reply, size_t sentence, guint n)
{
	const ReplySentence *in = &reply->sentences[sentence];

	return in->hits_from + n < in->hits_to
		       ? &g_array_index(reply->hits->hits, Hit, in->hits_from + n)
		       : NULL;
}

const Hit *
reply_hit(const Reply *reply, size_t sentence, Means means)
{
	const Hit *hit;

	if (sentence >= reply->prose->n_sentences || !reply_plays(reply, sentence, ROLE(means)))
		return NULL;
	for (guint n = 0; (hit = reply_hit_at(reply, sentence, n)) != NULL; n++)
		if (hit->rule->means == means)
			return hit;
	return NULL;
}

bool
reply_plays(const Reply *reply, size_t sentence, guint roles)
{
	return (reply->sentences[sentence].roles & roles) != 0;
}

/* "order 77120": the number of an order, or the word before it. It can be tacked on to anything: it
 * tells what a sentence is about, not that somebody was heard. */
static bool
is_reference(const GPtrArray *anchors, const Anchor *anchor)
{
	for (guint i = 0; i < anchors->len; i++) {
		const Anchor *other = anchors->pdata[i];
		if (other->kind == ANCHOR_ID &&
			(other == anchor ||
				(other->span.start >= anchor->span.end &&
					other->span.start <= anchor->span.end + CALLED)))
			return true;
	}
	return false;
}

double
reply_weight_within(const Reply *reply, size_t sentence, Span span)
{
	const GPtrArray *anchors = reply->sentences[sentence].anchors;
	double weight = 0;

	for (guint i = 0; anchors != NULL && i < anchors->len; i++) {
		const Anchor *anchor = anchors->pdata[i];
		if (anchor->span.start >= span.start && anchor->span.start < span.end &&
			!is_reference(anchors, anchor))
			weight += anchor->weight;
	}
	return weight;
}

bool
reply_is_formula(const Reply *reply, size_t sentence, size_t at)
{
	const Hit *hit;

	for (guint n = 0; (hit = reply_hit_at(reply, sentence, n)) != NULL; n++) {
		if (hit->rule->means == MEANS_FORMULA && at >= hit->span.start &&
			at < hit->span.end)
			return true;
	}
	return false;
}

guint
reply_words_before(const Reply *reply, size_t sentence)
{
	guint words = 0;

	for (size_t i = reply->first; i < sentence && i < reply->prose->n_sentences; i++) {
		Span span = reply->sentences[i].span;
		words++;
		for (size_t at = span.start; at < span.end; at++)
			words += reply->prose->text[at] == ' ';
	}
	return words;
}
