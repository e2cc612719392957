/* opening.c - how a reply begins. SPDX-License-Identifier: MIT */
#include "opening.h"

#include "reply.h"
#include "script.h"

enum { ZONE = 4 }; /* sentences after the greeting */

/* Of this customer's case in one sentence, or in all of them together. */
static const double SEAM = 1.0;

static bool
is_opening(const Reply *reply, size_t i)
{
	return i < reply->prose->n_sentences && i < reply->first + ZONE &&
	       !reply_plays(
		       reply, i, ROLE(MEANS_SOLUTION) | ROLE(MEANS_POLICY) | ROLE(MEANS_REQUEST));
}

GArray *
opening_of(const Lexicon *lexicon, const Reply *reply)
{
	GArray *opening = g_array_new(FALSE, FALSE, sizeof(OpeningSentence));

	for (size_t i = reply->first; is_opening(reply, i); i++) {
		const ReplySentence *in = &reply->sentences[i];
		OpeningSentence sentence = { .sentence = i,
			.print = script_fingerprint(lexicon, reply->prose, in->span),
			.is_own = in->weight >= SEAM };
		g_array_append_val(opening, sentence);
	}
	return opening;
}

bool
opening_is_personal(const Reply *reply)
{
	double weight = 0;

	for (guint i = 0; i < reply->opening->len; i++) {
		size_t at = g_array_index(reply->opening, OpeningSentence, i).sentence;
		weight += reply->sentences[at].weight;
	}
	return weight >= SEAM;
}

bool
opening_can_be_pasted(const GArray *opening)
{
	for (guint i = 0; i < opening->len; i++) {
		const OpeningSentence *sentence = &g_array_index(opening, OpeningSentence, i);
		if (sentence->print != 0 && !sentence->is_own)
			return true;
	}
	return false;
}
