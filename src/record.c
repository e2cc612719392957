/* record.c - the log of judgements in SQLite. SPDX-License-Identifier: MIT */
#include "record.h"

struct Record {
	char *path;
};

Record *
record_open(const char *path, const Settings *settings, GError **error)
{
	(void)settings, (void)error;
	Record *record = g_new0(Record, 1);
	record->path = g_strdup(path);
	return record;
}

Record *
record_open_readonly(const char *path, GError **error)
{
	return record_open(path, NULL, error);
}

void
record_close(Record *record)
{
	if (record == NULL)
		return;
	g_free(record->path);
	g_free(record);
}

bool
record_judgement(Record *record, const Envelope *envelope, const Judgement *judgement,
	const Action *action, GError **error)
{
	(void)record, (void)envelope, (void)judgement, (void)action, (void)error;
	return true;
}

bool
record_outcomes(
	Record *record, const OutcomeQuery *query, OutcomeVisit visit, void *data, GError **error)
{
	(void)record, (void)query, (void)visit, (void)data, (void)error;
	return true;
}

char *
record_story(Record *record, const char *id, GError **error)
{
	(void)record, (void)id, (void)error;
	return NULL;
}
