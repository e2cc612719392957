/* held.c - replies that are held, read from the record. SPDX-License-Identifier: MIT */
#include "held.h"

#include "errors.h"
#include "record-sql.h"

static const char columns_sql[] =
	"SELECT o.number, o.id, o.host, o.queue_id, o.message_id, o.thread, o.agent, o.customer,"
	" o.policy, o.language, o.failed, o.state, h.recipient, h.held, h.remind, h.tell_lead,"
	" h.expires, h.on_expiry, h.override, h.reminded, h.lead_told, h.expired, h.absent,"
	" coalesce(r.number, 0), r.kind, r.actor, r.reason, r.trouble, r.created, r.begun, r.tries"
	" FROM hold AS h JOIN outcome AS o ON o.number = h.outcome LEFT JOIN request AS r"
	" ON r.number = (SELECT min(number) FROM request"
	"  WHERE outcome = h.outcome AND state = 'waiting')";

void
held_reply_free(HeldReply *reply)
{
	if (reply == NULL)
		return;
	char *const texts[] = { reply->id, reply->host, reply->queue_id, reply->message_id,
		reply->thread, reply->agent, reply->customer, reply->policy, reply->language,
		reply->failed, reply->state, reply->recipient, reply->on_expiry, reply->override,
		reply->request.kind, reply->request.actor, reply->request.reason,
		reply->request.trouble };
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(reply);
}

static void
drop_reply(gpointer reply)
{
	held_reply_free(reply);
}

static gpointer
read_reply(sqlite3_stmt *row)
{
	HeldReply *reply = g_new0(HeldReply, 1);
	HeldRequest *request = &reply->request;
	int n = 0;
	const struct {
		char **text;
		gint64 *number;
	} fields[] = {
		{ NULL, &reply->number },
		{ &reply->id, NULL },
		{ &reply->host, NULL },
		{ &reply->queue_id, NULL },
		{ &reply->message_id, NULL },
		{ &reply->thread, NULL },
		{ &reply->agent, NULL },
		{ &reply->customer, NULL },
		{ &reply->policy, NULL },
		{ &reply->language, NULL },
		{ &reply->failed, NULL },
		{ &reply->state, NULL },
		{ &reply->recipient, NULL },
		{ NULL, &reply->held },
		{ NULL, &reply->remind },
		{ NULL, &reply->tell_lead },
		{ NULL, &reply->expires },
		{ &reply->on_expiry, NULL },
		{ &reply->override, NULL },
		{ NULL, &reply->reminded },
		{ NULL, &reply->lead_told },
		{ NULL, &reply->expired },
		{ NULL, &reply->absent },
		{ NULL, &request->number },
		{ &request->kind, NULL },
		{ &request->actor, NULL },
		{ &request->reason, NULL },
		{ &request->trouble, NULL },
		{ NULL, &request->created },
		{ NULL, &request->begun },
	};

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++, n++) {
		if (fields[i].text != NULL)
			*fields[i].text = record_sql_column(row, n);
		else
			*fields[i].number = sqlite3_column_int64(row, n);
	}
	request->tries = sqlite3_column_int(row, n);
	return reply;
}

static GPtrArray *
read_replies(Record *record, const char *condition, const RecordValue *values, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autofree char *sql = g_strconcat(columns_sql, condition, NULL);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database, sql, values, error);
	return query != NULL ? record_sql_rows(query, read_reply, drop_reply, error) : NULL;
}

GPtrArray *
held_list(Record *record, GError **error)
{
	return read_replies(record, " WHERE o.state = 'held' ORDER BY o.number", &NO_VALUE, error);
}

HeldReply *
held_find(Record *record, const char *id, GError **error)
{
	g_autoptr(GPtrArray) replies =
		read_replies(record, " WHERE o.id = ?", VALUES(TEXT(id)), error);

	if (replies == NULL || replies->len == 0)
		return NULL;
	return g_ptr_array_steal_index(replies, 0);
}
