/* past.h - what is known from before a mail, for judge(): functions with their data, so that the
 * middle of the story needs neither the record nor a clock. Called from any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PAST_H
#define EMPATHY_PAST_H

#include "envelope.h"
#include "message.h"
#include "remembered.h"
#include "rulebook.h"

typedef struct Past {
	/* The customer's mail that a reply answers, as it was read when it came in; NULL when none
	 * is remembered. envelope NULL: a file. The caller frees. May be NULL: nobody remembers. */
	Remembered *(*customers_mail)(const Rulebook *rulebook, const Envelope *envelope,
		const Message *message, void *data);
	/* To how many other customers than this, by this agent and by all, went replies that began
	 * with a sentence of this fingerprint (script.h)? May be NULL. */
	ScriptTimes (*times_sent)(
		guint64 fingerprint, const char *agent, const char *customer, void *data);
	void *data;
} Past;

#endif
