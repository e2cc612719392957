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
	void *data;
} Past;

#endif
