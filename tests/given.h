/* given.h - a customer whose feelings are given, so that the reply's half is tested by itself.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_GIVEN_H
#define EMPATHY_TESTS_GIVEN_H

#include "acknowledgement.h"
#include "checks.h"

/* "anger 3, joy 2"; %NULL or "" is calm. */
typedef const char *GivenFeelings;

Rulebook *given_rulebook(void); /* the shipped rules; aborts with the loader's error */
Customer *given_customer(const Rulebook *rulebook, const char *text, GivenFeelings feelings,
	const char *display_name);
/* The best grade among the negative feelings that ask for one, or among joy's when there is none.
 */
Grade given_best_grade(const Customer *customer);

#endif
