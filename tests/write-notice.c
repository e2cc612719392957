/* write-notice.c - prints the notice for a made-up judgement about the mail on stdin, for
 * tests/notice.sh: write-notice RULES KIND [LANGUAGE [SETTINGS]]. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control.h"
#include "made-up.h"
#include "message.h"
#include "notice-digest.h"
#include "notice-later.h"
#include "outbox.h"

#define NOW 1790000000

static const char *language;

static GBytes *
read_stdin(void)
{
	GByteArray *all = g_byte_array_new();
	guint8 some[4096];
	size_t n;

	while ((n = fread(some, 1, sizeof some, stdin)) > 0)
		g_byte_array_append(all, some, (guint)n);
	return g_byte_array_free_to_bytes(all);
}

static void
set(char **place, const char *value)
{
	g_free(*place);
	*place = g_strdup(value);
}

/* What the record would know of it. */
static Notice *
later(const Wording *wording, const Settings *settings, NoticeKind kind, GBytes *raw)
{
	bool is_asked = kind == NOTICE_RETURNED || kind == NOTICE_DISCARDED;
	const HeldReply reply = {
		.id = (char *)"em00001x00002",
		.host = (char *)"mx.shop.example",
		.queue_id = (char *)"4ABC",
		.message_id = (char *)"reply-1@shop.example",
		.agent = (char *)"sam@shop.example",
		.customer = (char *)"ann@home.example",
		.policy = (char *)"default",
		.language = (char *)language,
		.recipient = (char *)"sam@shop.example",
		.held = NOW,
		.remind = NOW + 3600,
		.tell_lead = NOW + 7200,
		.expires = NOW + 14400,
		.on_expiry = (char *)"release",
		.override = (char *)"justify",
		.request = { .number = 1,
			.kind = (char *)(is_asked ? "return" : "release"),
			.actor = (char *)(is_asked ? "lee" : "empathy-milter"),
			.reason = (char *)(is_asked ? "the price is wrong" : "") },
	};

	return notice_later(wording, settings, kind, &reply, raw, NOW);
}

static Notice *
at_once(const Wording *wording, const Settings *settings, bool is_held, GBytes *raw)
{
	const Action action = { .perform = is_held ? VERDICT_HOLD : VERDICT_ANNOTATE };
	g_autoptr(Envelope) envelope = made_up_envelope();
	g_autoptr(Judgement) judgement = made_up_judgement();
	g_autoptr(Hold) hold =
		is_held ? hold_new(settings->policies->pdata[0], "sam@shop.example", NOW) : NULL;

	set(&judgement->language, language);
	return notice_compose(
		wording, NULL, settings, envelope, judgement, &action, hold, raw, NOW);
}

/* The answer to an answer. */
static Notice *answered(const Wording *wording, const Settings *settings, bool is_refused);

/* Several of them in one mail. */
static Notice *
digest(const Wording *wording, const Settings *settings, const char *kind, GBytes *raw)
{
	g_autoptr(Notice) held = at_once(wording, settings, true, raw);
	g_autoptr(Notice) note = at_once(wording, settings, false, raw);
	g_autoptr(Notice) confirmed = answered(wording, settings, false);
	OutboxItem one = { .id = (char *)"em00001x00002",
		.kind = (char *)kind,
		.to = (char *)"sam@shop.example",
		.mail = held->mail,
		.customer = (char *)"ann@home.example",
		.language = (char *)language };
	OutboxItem other = { .id = (char *)"em00001x00003",
		.kind = (char *)"note",
		.to = (char *)"sam@shop.example",
		.mail = note->mail,
		.customer = (char *)"bo@home.example",
		.language = (char *)language };
	/* The row of an answer is that of a mail to us. */
	OutboxItem answer = { .id = (char *)"em00001x00004",
		.kind = (char *)"confirmed",
		.to = (char *)"sam@shop.example",
		.mail = confirmed->mail,
		.customer = (char *)"kind@shop.example",
		.language = (char *)language };
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	g_ptr_array_add(items, &one);
	g_ptr_array_add(items, &other);
	g_ptr_array_add(items, &answer);
	return notice_digest(wording, settings, items, NOW);
}

/* The answer to an answer. */
static Notice *
answered(const Wording *wording, const Settings *settings, bool is_refused)
{
	char *actors[] = { (char *)"sam@shop.example", NULL };
	char *references[] = { (char *)"em00001x00002.held.0@shop.example", NULL };
	HeldReply reply = { .id = (char *)"em00001x00002",
		.agent = (char *)"sam@shop.example",
		.customer = (char *)"ann@home.example",
		.language = (char *)language,
		.state = (char *)"held",
		.expires = NOW + 14400 };
	const Control control = { .actors = actors,
		.wish = is_refused ? WISH_RELEASE : WISH_WRONG,
		.reason = (char *)"",
		.story = (char *)"",
		.subject = (char *)"Re: [Held] Re: Lost photos",
		.message_id = (char *)"answer@shop.example",
		.references = references,
		.refusal = is_refused ? REFUSAL_REASON : REFUSAL_NONE,
		.by = actors[0] };
	const ControlTarget target = { .reply = &reply, .is_right = true };

	return control_notice(&control, wording, settings, &target, NOW);
}

static Notice *
notice_of(const Wording *wording, const Settings *settings, const char *name, GBytes *raw)
{
	static const NoticeKind later_kinds[] = { NOTICE_REMINDED, NOTICE_LEAD, NOTICE_RELEASED,
		NOTICE_RETURNED, NOTICE_DISCARDED };

	if (g_str_equal(name, "held") || g_str_equal(name, "note"))
		return at_once(wording, settings, g_str_equal(name, "held"), raw);
	if (g_str_equal(name, "digest"))
		return digest(wording, settings, "held", raw);
	if (g_str_equal(name, "digest-lead"))
		return digest(wording, settings, "lead", raw);
	if (g_str_equal(name, "confirmed") || g_str_equal(name, "refused"))
		return answered(wording, settings, g_str_equal(name, "refused"));
	for (guint i = 0; i < G_N_ELEMENTS(later_kinds); i++)
		if (g_str_equal(notice_kind_name(later_kinds[i]), name))
			return later(wording, settings, later_kinds[i], raw);
	return NULL;
}

/* A file, or one for whom all is set up. */
static Settings *
settings_for(const char *path)
{
	g_autoptr(GError) error = NULL;
	Settings *settings = settings_load(path, &error);

	if (settings == NULL) {
		fprintf(stderr, "%s\n", error->message);
		exit(1);
	}
	if (path == NULL) {
		set(&settings->notice_smtp, "127.0.0.1:25");
		set(&settings->notice_from, "kind@shop.example");
		set(&settings->notice_lead, "lead@shop.example");
		set(&settings->notice_control, "kind@shop.example");
	}
	return settings;
}

int
main(int argc, char **argv)
{
	const char *const folders[] = { argc > 2 ? argv[1] : "", NULL };
	g_autoptr(GError) error = NULL;

	message_init();
	g_autoptr(Wording) wording = wording_load(folders, &error);
	if (wording == NULL) {
		fprintf(stderr, "%s\n", error != NULL ? error->message : "?");
		return 1;
	}
	language = argc > 3 ? argv[3] : "en";
	g_autoptr(Settings) settings = settings_for(argc > 4 ? argv[4] : NULL);
	g_autoptr(GBytes) raw = read_stdin();
	g_autoptr(Notice) notice = notice_of(wording, settings, argv[2], raw);

	if (notice == NULL)
		return 1;
	gsize length;
	const char *bytes = g_bytes_get_data(notice->mail, &length);
	return fwrite(bytes, 1, length, stdout) == length && fflush(stdout) == 0 ? 0 : 1;
}
