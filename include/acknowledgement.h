/* acknowledgement.h - how the reply met each feeling the customer raised.
 *
 * Compatible words (feeling and acknowledgement must fit), anchors of this customer's case in the
 * same or the next sentence, responsibility (uptake.h). A formula never counts as more, however
 * often it is repeated; parroting the mail back is not specific. Blame or delight in place of
 * sympathy make it dismissive, and so does coldness that adds up (manner.h) where sympathy is not
 * meant. Of trouble that was only guessed, an answer that is glad of this very case is specific.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ACKNOWLEDGEMENT_H
#define EMPATHY_ACKNOWLEDGEMENT_H

#include "customer.h"
#include "reply.h"

/* Fills acknowledged and by of every feeling. The customer: the one whom the reply was read for. */
void acknowledgement_grade(Customer *customer, const Reply *reply);
/* Which feelings that ask for it were met, better than by a formula: bits of FeelingFamily. One
 * good sentence serves all negative ones but grief. */
guint acknowledgement_families(const Customer *customer);
/* The first sentence that acknowledges, better than by a formula; prose->n_sentences when none
 * does. */
size_t acknowledgement_first(const Reply *reply);

#endif
