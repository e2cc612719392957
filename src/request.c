/* request.c - what people and deadlines ask of the record. SPDX-License-Identifier: MIT */
#include "request.h"

#include <pwd.h>
#include <unistd.h>

#include "consent.h"
#include "errors.h"
#include "mask.h"
#include "opinion.h"
#include "record-sql.h"

static const RequestKind kinds[] = {
	{ "release", true, false, false, request_write_queued },
	{ "discard", true, false, false, request_write_queued },
	{ "return", false, false, false, request_write_queued },
	{ "label", false, true, false, opinion_write_label },
	{ "dispute", true, false, false, opinion_write_dispute },
	{ "resolve", false, true, false, opinion_write_resolution },
	{ "stories", false, true, true, consent_write_stories },
	{ "untold", false, false, false, consent_write_untold },
};

const RequestKind *
request_kind(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_equal(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

char *
request_actor(uid_t uid)
{
	struct passwd entry, *found = NULL;
	char buffer[4096];

	if (getpwuid_r(uid, &entry, buffer, sizeof buffer, &found) == 0 && found != NULL &&
		g_utf8_validate(found->pw_name, -1, NULL))
		return g_strdup(found->pw_name);
	return g_strdup_printf("uid %lu", (unsigned long)uid);
}

/* One line of valid text, at most so many characters. */
static char *
one_line(const char *text, glong most)
{
	g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
	GString *line = g_string_new(NULL);

	for (const char *c = valid; *c != '\0' && most > 0; c = g_utf8_next_char(c), most--)
		g_string_append_unichar(
			line, g_unichar_isprint(g_utf8_get_char(c)) ? g_utf8_get_char(c) : ' ');
	return g_strstrip(g_string_free(line, FALSE));
}

typedef struct Addition {
	const RequestKind *kind;
	const Request *request;
	gint64 now;
	char **refusal_out;
} Addition;

static bool
write_request(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	const Addition *addition = data;
	gint64 outcome = 0;

	g_clear_pointer(addition->refusal_out, g_free);
	if (!addition->kind->is_about_asker &&
		!record_find_number(writer, addition->request->id, &outcome, error))
		return false;
	if (outcome == 0 && !addition->kind->is_about_asker) {
		*addition->refusal_out =
			g_strdup_printf("there is no '%s' in the record", addition->request->id);
		return true;
	}
	g_autofree char *reason = mask_text(kept.mask, addition->request->reason);
	Request masked = *addition->request;
	masked.reason = reason;
	return addition->kind->write(
		writer, outcome, &masked, addition->now, addition->refusal_out, error);
}

static char *
what_is_missing(const RequestKind *kind, const Request *request)
{
	if (kind == NULL)
		return g_strdup_printf("there is no request '%s'", request->kind);
	if (kind->needs_reason && *request->reason == '\0')
		return g_strdup_printf("%s needs a reason", kind->name);
	if (kind->needs_value && *request->value == '\0')
		return g_strdup_printf("%s needs a value", kind->name);
	return NULL;
}

bool
request_add(Record *record, const Request *request, gint64 now, char **refusal_out, GError **error)
{
	g_autofree char *kind_name = one_line(request->kind, REQUEST_MOST_VALUE);
	g_autofree char *id = one_line(request->id, REQUEST_MOST_VALUE);
	g_autofree char *actor = one_line(request->actor, REQUEST_MOST_VALUE);
	g_autofree char *reason = one_line(request->reason, REQUEST_MOST_REASON);
	g_autofree char *value = one_line(request->value, REQUEST_MOST_VALUE);
	const Request clean = { kind_name, id, actor, reason, value };
	const RequestKind *kind = request_kind(kind_name);
	const Addition addition = { kind, &clean, now, refusal_out };

	*refusal_out = what_is_missing(kind, &clean);
	return *refusal_out == NULL && record_write(record, write_request, &addition, error) &&
	       *refusal_out == NULL;
}
