/* record-control.h - answers to notices, as the record has them.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_CONTROL_H
#define EMPATHY_RECORD_CONTROL_H

#include <glib.h>
#include <stdbool.h>

#include "control.h"
#include "record.h"

/* The reply it speaks of, whole or nothing, and whether its token is right. The caller clears it.
 */
bool record_control_target(
	Record *record, const Control *control, ControlTarget *target_out, GError **error);
/* Row, request and notice in one commit; the token has then done its work. A refusal is told an
 * address once an hour. An error changes nothing. */
bool record_control(Record *record, const Control *control, const ControlTarget *target,
	const Envelope *envelope, const Judgement *judgement, const Action *action,
	const Notice *notice, gint64 now, GError **error);

#endif
