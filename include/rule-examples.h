/* rule-examples.h - a rule's hit and miss examples run through the real machine.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RULE_EXAMPLES_H
#define EMPATHY_RULE_EXAMPLES_H

#include "rule-pack.h"

/* "\n" in an example is a line end. Gives the number run, adds to *failed. */
guint rule_examples_run(const Pack *pack, const PackRule *rule, RuleExampleReport report,
	void *data, guint *failed);
/* Reads what all rules should hit, so that the machine has made what such texts ask of it. */
void rule_examples_read(const Pack *pack);

#endif
