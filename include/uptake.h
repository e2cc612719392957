/* uptake.h - which sentences of a reply take up a feeling, and how well.
 *
 * A sentence is a candidate by its roles; what stands of this customer's case in it or beside it
 * makes it specific. A stock phrase is never more than a formula, words handed back never specific,
 * and "sorry ..., but" takes back what it gave.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_UPTAKE_H
#define EMPATHY_UPTAKE_H

#include "reply.h"

typedef enum UptakeKind {
	UPTAKE_SYMPATHY, /* the feeling named, their side taken, a fault owned */
	UPTAKE_REGRET,   /* an apology */
	UPTAKE_ACCOUNT,  /* what it cost them, what it was like */
	UPTAKE_RETOLD,   /* the case by itself: read, and no more */
	UPTAKE_CONDOLENCE,
	UPTAKE_REASSURANCE,
	UPTAKE_FORMULA,
	UPTAKE_JOY,
} UptakeKind;

typedef struct Uptake {
	size_t sentence;
	Grade grade;
	UptakeKind kind;
	guint fits; /* bits of FeelingKind; 0: every negative feeling but grief */
} Uptake;

/* By position; a sentence has at most one. Caller unrefs the array of Uptake. For reply_read(): a
 * reply keeps what it gave. */
GArray *uptake_find(const Customer *customer, const Reply *reply);
/* The same for joy. */
GArray *uptake_find_joy(const Reply *reply);
/* The first sentence that is glad of something of this very case, where the reply regrets nothing;
 * much of it where trouble was more than guessed. n_sentences when none is. */
size_t uptake_gladness(const Reply *reply, bool is_guessed);
/* Does an uptake meet this feeling at all? */
bool uptake_meets(const Uptake *uptake, FeelingKind feeling);
/* The first sentence that answers another feeling than the one raised: delight at trouble, or
 * annoyance to the bereaved. n_sentences when none does. */
size_t uptake_mismatch(const Customer *customer, const Reply *reply);

#endif
