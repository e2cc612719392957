/* judge.h - a message's whole way, in one call: the daemon, `check`, `evaluate` and the tests all
 * come through here; the dry run is the production path.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_JUDGE_H
#define EMPATHY_JUDGE_H

#include <glib.h>

#include "checks.h"
#include "conversation.h"
#include "customer.h"
#include "envelope.h"
#include "inbound.h"
#include "message.h"
#include "past.h"
#include "reply.h"
#include "rulebook.h"
#include "scope.h"
#include "settings.h"
#include "verdict.h"

typedef struct Judgement {
	char *id;                   /* ours: unique, short, safe in a header and a queue reason */
	Message *message;           /* NULL for a pair, or when unreadable */
	Conversation *conversation; /* NULL likewise, and when the envelope settled it */
	Customer *customer;         /* NULL when skipped before the reading */
	Reply *reply;               /* likewise */
	Findings *findings;         /* never NULL; empty when skipped */
	Verdict verdict;            /* by the policy, mode not yet considered */
	Skip skip;                  /* when the verdict is skip */
	char *reason;               /* one line */
	const char *source;         /* "quoted", "remembered", "pair" or "none" */
	Remembered *remembered;     /* the customer's mail, as it was when it came in; or NULL. Its
				       customer is NULL when it is the one judged by */
	const char *agrees;  /* does a quote agree with it? "yes", "no", "": there is no quote, or
				nothing to compare */
	bool has_their_tail; /* what the subject ends with in brackets is the customer's */
	guint closes;        /* bits of FeelingFamily that this reply takes up */
	Inbound *inbound;    /* a customer's mail coming in, to be remembered; or NULL */
	char *language;      /* "" when unknown */
	char *agent;         /* address; "" when unknown */
	char *to;            /* the customer's address; "" when unknown */
	char *policy;        /* name */
	char *rules_version;
	const char *pair_customer, *pair_reply; /* as given, of a pair: the caller's */
	gint64 microseconds; /* from the mail's end to here; 0 where nobody measured */
} Judgement;

/* envelope NULL: a file, which has no client. past NULL: nothing is known from before. Never fails:
 * what cannot be read is a skip. */
Judgement *judge(const Rulebook *rulebook, const Settings *settings, const Envelope *envelope,
	GBytes *raw, const Past *past);

/* A bare pair of texts, as from a helpdesk's export, which must live as long. name and agent may be
 * NULL. */
Judgement *judge_pair(const Rulebook *rulebook, const Settings *settings, const char *customer,
	const char *reply, const char *customer_name, const char *agent);
/* A judgement for what was not even read: too big, unreadable. */
Judgement *judgement_skipped(
	const Rulebook *rulebook, const Settings *settings, const Envelope *envelope, Skip skip);

void judgement_free(Judgement *judgement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judgement, judgement_free)

#endif
