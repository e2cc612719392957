/* record-agent.c - what agents say about replies, as events. SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include "mask.h"

bool
record_write_override(RecordWriter *writer, gint64 outcome, const JudgementRow *row,
	RecordKept kept, gint64 now, GError **error)
{
	const Envelope *envelope = row->envelope;
	const char *actor =
		*envelope->auth_user != '\0' ? envelope->auth_user : row->judgement->agent;

	if (row->action->overridden == NULL)
		return true;
	g_autofree char *reason = mask_text(kept.mask, row->action->overridden);
	return record_write_event(writer, outcome, now, "overridden", actor, reason, error);
}
