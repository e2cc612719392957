/* checked.h - what the checks say about a reply, to a customer whose feelings are given: what the
 * tests of the checks share. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_CHECKED_H
#define EMPATHY_TESTS_CHECKED_H

#include "given.h"

/* Customers, who are Ruth Calder. */
#define REFUND                                                                                 \
	"This is my third mail about the refund of 84.90 for the blue jacket, order 7741902. " \
	"Nobody has answered since 2 March.\n\nRuth Calder"
#define CALM "Do you sell the blue jacket in a smaller size?\n\nRuth Calder"
/* Replies to REFUND. */
#define FINE                                                                                  \
	"Dear Ruth,\n\nThree mails about one refund is too many, and I am sorry that nobody " \
	"answered. It was paid an hour ago."
#define BARE "Dear Ruth,\n\nRefunds are processed within 5 to 7 days."
/* More than anybody's patience before the first kind word. */
#define LATE                                                                                      \
	"Dear Ruth,\n\nPlease send the receipt to our returns desk. Refunds are processed "       \
	"within seven days of the arrival of the parcel at our returns desk in the north. "       \
	"Please note that the parcel must be closed with tape and that the label must be "        \
	"readable. You can print the label on our website under returns and bring the parcel to " \
	"any shop. I can see why you are fed up with us."

/* Loaded by checked_start(). */
extern Rulebook *rulebook;

/* A reply about which a check says something: among its findings there is such a one. */
typedef struct CheckCase {
	const char *name, *customer;
	GivenFeelings feelings;
	const char *reply;
	Result result;
	Certainty certainty; /* of a failure */
	const char *rule;    /* NULL: whichever */
} CheckCase;

/* The frame of a test program: first, a test for each case, last. */
void checked_start(int *argc, char ***argv);
void checked_add(CheckId check, const CheckCase *cases, guint n);
int checked_run(void);

/* All that is found; the customer's feelings are graded. memory may be NULL. */
Findings *checked(Customer *customer, const Reply *reply, const ScriptMemory *memory);

#endif
