/* held-next.c - what comes next for a held reply, in words. SPDX-License-Identifier: MIT */
#include "held-next.h"

#include "moment.h"

const char *
held_fate(const char *name)
{
	static const struct {
		const char *name, *words;
	} fates[] = {
		{ "release", "it is let go" },
		{ "discard", "it is deleted" },
		{ "return", "it goes back to the agent" },
		{ "withdraw", "it is deleted, as a later reply took its place" },
		{ "keep", "it stays held until somebody decides" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(fates); i++)
		if (g_str_equal(fates[i].name, name))
			return fates[i].words;
	return name;
}

static char *
show(gint64 at, GDateTime *now)
{
	g_autofree char *text = moment_write(at);

	return moment_show(text, now);
}

static char *
next_of_request(const HeldRequest *request)
{
	if (*request->trouble != '\0')
		return g_strdup_printf("asked for by %s: %s when that works; tried %d times: %s",
			request->actor, held_fate(request->kind), request->tries, request->trouble);
	return g_strdup_printf(
		"asked for by %s: %s in the next minute", request->actor, held_fate(request->kind));
}

char *
held_next(const HeldReply *reply, GDateTime *now)
{
	if (!g_str_equal(reply->state, "held"))
		return g_strdup("");
	if (reply->request.number != 0)
		return next_of_request(&reply->request);
	if (reply->absent != 0)
		return g_strdup("the mail server's queue is without it: looked for a while yet");
	if (reply->expired != 0)
		return g_strdup("its time was up: it stays held until somebody decides");
	g_autofree char *when = show(reply->expires, now);
	return g_strdup_printf("%s: %s", when, held_fate(reply->on_expiry));
}

char *
held_until(const HeldReply *reply, GDateTime *now)
{
	if (!g_str_equal(reply->state, "held"))
		return g_strdup("");
	if (reply->request.number != 0)
		return g_strdup("now");
	return reply->expired != 0 ? g_strdup("") : show(reply->expires, now);
}

gint64
held_told_at(const HeldReply *reply, gint64 at)
{
	return at > reply->held ? at : 0;
}

char *
held_said(const HeldReply *reply)
{
	const bool is_told = held_told_at(reply, reply->lead_told) != 0;
	const bool is_reminded = held_told_at(reply, reply->reminded) != 0;

	return g_strdup_printf("%s%s%s", is_reminded ? "reminded" : "",
		is_reminded && is_told ? ", " : "", is_told ? "lead told" : "");
}
