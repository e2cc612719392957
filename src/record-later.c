/* record-later.c - rows of mail that was passed on while the record could not be written: kept in
 * memory, within limits, until it can be. SPDX-License-Identifier: MIT */
#include "record-sql.h"

/* What a record out of reach may cost: some hours of a busy desk, or some large mails. */
#define MOST_LATER 10000
#define MOST_LATER_BYTES (64 * 1024 * 1024)

struct RecordBacklog {
	GQueue rows; /* of RecordLater, oldest first */
	gsize bytes;
};

RecordBacklog *
record_backlog_new(void)
{
	return g_new0(RecordBacklog, 1);
}

static void
later_free(gpointer data)
{
	RecordLater *later = data;

	judgement_free((Judgement *)later->row.judgement);
	action_free((Action *)later->row.action);
	envelope_free((Envelope *)later->row.envelope);
	g_free((char *)later->row.at);
	rulebook_unref(later->rulebook);
	g_free(later);
}

void
record_backlog_free(RecordBacklog *backlog)
{
	if (backlog == NULL)
		return;
	g_queue_clear_full(&backlog->rows, later_free);
	g_free(backlog);
}

bool
record_backlog_add(RecordBacklog *backlog, RecordLater *later)
{
	if (backlog->rows.length >= MOST_LATER ||
		backlog->bytes + later->bytes > MOST_LATER_BYTES) {
		later_free(later);
		return false;
	}
	backlog->bytes += later->bytes;
	g_queue_push_tail(&backlog->rows, later);
	return true;
}

const RecordLater *
record_backlog_peek(const RecordBacklog *backlog, guint n)
{
	return g_queue_peek_nth((GQueue *)&backlog->rows, n);
}

guint
record_backlog_length(const RecordBacklog *backlog)
{
	return backlog->rows.length;
}

void
record_backlog_drop(RecordBacklog *backlog)
{
	RecordLater *later = g_queue_pop_head(&backlog->rows);

	if (later == NULL)
		return;
	backlog->bytes -= later->bytes;
	later_free(later);
}
