/* labels.h - what a careful reader said of a pair, to measure the rules against.
 *
 * Members of the JSON object, each of which may be absent (then it counts neither way): feelings
 * [{feeling, intensity, evidence}], events [event], unsure [feeling], ack {grade} or a grade alone,
 * ack_first, restates, addressed, next_step, needs_work, harm (the words, or ""), name (right |
 * wrong | absent | placeholder); sure and note are the reader's own. empathyctl(1) says what each
 * means. SPDX-License-Identifier: MIT
 */
#ifndef EMPATHY_LABELS_H
#define EMPATHY_LABELS_H

#include <glib.h>
#include <stdbool.h>

#include "feeling.h"

typedef enum Answer { ANSWER_UNKNOWN = -1, ANSWER_NO, ANSWER_YES } Answer;

/* A grade, or that there was nothing to acknowledge. */
enum { GRADE_NOTHING = GRADE_SPECIFIC + 1, N_LABEL_GRADES };

typedef struct Labels {
	bool has_feelings;
	int intensity[N_FEELINGS]; /* 0: not raised */
	bool has_events;
	guint events; /* bits of EventKind */
	guint unsure; /* bits of FeelingKind on which readers differed */
	int grade;    /* Grade or GRADE_NOTHING; -1 unknown */
	Answer ack_first, restates, addressed, next_step, needs_work, harm;
	Answer name_wrong, placeholder;
} Labels;

/* EMPATHY_ERROR_SYNTAX when a member is not what it should be: a typo must not pass for "no". */
bool labels_read(const char *json, Labels *labels_out, GError **error);
const char *label_grade_name(int grade);

#endif
