/* hits.h - what customer-hits and answer-hits have in common: pairs in, a line of JSON about each out,
 * for tests/judgement/fit*.py. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TEST_HITS_H
#define EMPATHY_TEST_HITS_H

#include <json-glib/json-glib.h>
#include <stdbool.h>

#include "rulebook.h"

/* main(): PROGRAM RULES <PAIRS.jsonl. The first line has the names of the rules in English that may
 * have weights; then read_pair prints one for each pair. */
int hits_main(int argc, char **argv, bool (*may_weigh)(const Rule *rule),
	void (*read_pair)(const Rulebook *rulebook, JsonObject *pair));

/* names: of char *, the rules', each once. */
void hits_add(GPtrArray *names, const Rule *rule);
/* Without the brackets. */
void hits_print(const GPtrArray *names);

#endif
