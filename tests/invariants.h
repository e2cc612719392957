/* invariants.h - what the headers promise of a text, a case and a judgement, asked of any of them:
 * aborts where one does not hold. For fuzz targets. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_INVARIANTS_H
#define EMPATHY_TESTS_INVARIANTS_H

#include "action.h"
#include "judge.h"
#include "notice.h"

/* A folder's files, and the folder. */
void remove_folder(const char *folder);

void holds_for_prose(const Prose *prose);
void holds_for_customer(const Customer *customer);
void holds_for_reply(const Reply *reply);
void holds_for_judgement(const Judgement *judgement);
void holds_for_action(const Action *action);
void holds_for_notice(const Notice *notice); /* may be NULL */

#endif
