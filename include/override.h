/* override.h - an agent's word that a reply goes as it is: "[as is: reason]" at the end of its
 * subject.
 *
 * The tag is for us and not for the customer: subject is the field without it, all its other bytes
 * as they were. Encoded words and folding are seen through. Pure, linear, any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_OVERRIDE_H
#define EMPATHY_OVERRIDE_H

#include <glib.h>
#include <stdbool.h>

#include "settings.h"

/* A longer subject is not looked at; a longer reason is cut. In bytes. */
#define OVERRIDE_MOST_SUBJECT 4000
#define OVERRIDE_MOST_REASON 500

typedef struct Override {
	char *reason;  /* one line of UTF-8; "" when none was given */
	char *subject; /* of the field, folded with LF; NULL: "[as is]" without a colon, which
			* customers write as well, stays where it is */
} Override;

/* What became of it; names what a notice has to say. */
typedef enum OverrideAnswer {
	OVERRIDE_NOT_ASKED,
	OVERRIDE_GRANTED,
	OVERRIDE_NEEDS_REASON,
	OVERRIDE_NOT_ALLOWED, /* by the policy */
} OverrideAnswer;

/* raw: the mail with its header. NULL: there is no tag, or it is the thread's own, as Outlook's
 * Thread-Topic tells. Free with override_free(). */
Override *override_find(const char *tag, GBytes *raw);
/* The same in a bare value of the field. */
Override *override_in_subject(const char *tag, const char *value);
void override_free(Override *override);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Override, override_free)

/* override may be NULL. Whose mail it is, is the caller's matter. */
OverrideAnswer override_answer(const Policy *policy, const Override *override);
/* "[as is: reason]" as an agent would write it, with this word for the reason; caller frees. */
char *override_example(const Policy *policy, const char *reason);

#endif
