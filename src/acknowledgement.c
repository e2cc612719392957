/* acknowledgement.c - how the reply met each feeling. SPDX-License-Identifier: MIT */
#include "acknowledgement.h"

void
acknowledgement_grade(Customer *customer, const Reply *reply)
{
	(void)customer, (void)reply;
}

Grade
acknowledgement_best(const Customer *customer)
{
	(void)customer;
	return GRADE_NONE;
}

size_t
acknowledgement_first(const Customer *customer, const Reply *reply)
{
	(void)customer;
	return reply->prose->n_sentences;
}
