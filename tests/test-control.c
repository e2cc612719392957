/* test-control.c - an answer to a notice is read however mail programs write it, and heeded only
 * when the right person sends it with the right token. SPDX-License-Identifier: MIT */
#include "control.h"

#include <string.h>

#include "message.h"
#include "own-rules.h"

#define ID "em6b027dc5x1"
#define TOKEN "0123456789abcdef0123456789abcdef"
#define TAGGED "kind+" ID "." TOKEN "@shop.example"

static Settings *settings;
static Wording *wording;
static Rulebook *rulebook;

static Envelope *
from_to(const char *auth_user, const char *sender, const char *client, const char *recipient)
{
	Envelope *envelope = envelope_new();
	char **const fields[] = { &envelope->auth_user, &envelope->sender,
		&envelope->client_address };
	const char *const values[] = { auth_user, sender, client };

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_free(*fields[i]);
		*fields[i] = g_strdup(values[i]);
	}
	g_ptr_array_add(envelope->recipients, g_strdup(recipient));
	return envelope;
}

static const struct {
	const char *auth_user, *sender, *client, *recipient;
	bool is_meant;
} meant[] = {
	{ "sam", "sam@shop.example", "192.0.2.1", TAGGED, true },
	{ "sam", "sam@shop.example", "192.0.2.1", "KIND+x@Shop.Example", true },
	{ "sam", "sam@shop.example", "192.0.2.1", "kind@shop.example", true },
	{ "", "sam@shop.example", "127.0.0.1", TAGGED, true },
	{ "", "sam@shop.example", "192.0.2.1", TAGGED, false },
	{ "sam", "", "192.0.2.1", TAGGED, false },
	{ "sam", "sam@shop.example", "192.0.2.1", "kinder@shop.example", false },
	{ "sam", "sam@shop.example", "192.0.2.1", "kind@shop.example.org", false },
	{ "sam", "sam@shop.example", "192.0.2.1", "kind", false },
	{ "sam", "sam@shop.example", "192.0.2.1", "", false },
};

static void
whom_it_is_for(void)
{
	g_autoptr(Settings) without = settings_load(NULL, NULL);

	for (guint i = 0; i < G_N_ELEMENTS(meant); i++) {
		g_autoptr(Envelope) envelope = from_to(
			meant[i].auth_user, meant[i].sender, meant[i].client, meant[i].recipient);
		if (control_is_meant(settings, envelope) != meant[i].is_meant)
			g_error("mail to %s", meant[i].recipient);
		g_assert_false(control_is_meant(without, envelope));
	}
	g_autoptr(Envelope) both = from_to("sam", "sam@shop.example", "192.0.2.1", TAGGED);
	g_ptr_array_add(both->recipients, g_strdup("ann@home.example"));
	g_assert_false(control_is_meant(settings, both));
}

static const struct {
	const char *name, *recipient, *header, *body;
	const char *id, *token;
	Wish wish;
	const char *reason;
} reads[] = {
	{ "as-the-notice-asks", TAGGED, "", "release: she asked for facts\r\n", ID, TOKEN,
		WISH_RELEASE, "she asked for facts" },
	{ "capitals-and-no-colon", TAGGED, "", "RELEASE she asked\r\nfor facts\r\n", ID, TOKEN,
		WISH_RELEASE, "she asked for facts" },
	{ "the-first-paragraph-is-the-reason", TAGGED, "", "Release - urgent.\r\n\r\nThanks!\r\n",
		ID, TOKEN, WISH_RELEASE, "urgent." },
	{ "one-word", TAGGED, "", "\r\n\r\n *discard*\r\n", ID, TOKEN, WISH_DISCARD, "" },
	{ "another-word-for-it", TAGGED, "", "withdraw\r\n", ID, TOKEN, WISH_DISCARD, "" },
	{ "a-mistake", TAGGED, "", "wrong: he was joking\r\n", ID, TOKEN, WISH_WRONG,
		"he was joking" },
	{ "a-quote-that-opens-the-reason", TAGGED, "", "wrong: \"joke\" was theirs\r\n", ID, TOKEN,
		WISH_WRONG, "\"joke\" was theirs" },
	{ "a-word-in-quotes", TAGGED, "", "\"release:\" (see #4711)\r\n", ID, TOKEN, WISH_RELEASE,
		"(see #4711)" },
	{ "above-what-it-answers", TAGGED, "",
		"release: urgent\r\n\r\nOn Mon, 2 Nov 2026 at 10:00, kind@shop.example wrote:\r\n"
		"> Your reply was NOT sent.\r\n> discard\r\n",
		ID, TOKEN, WISH_RELEASE, "urgent" },
	{ "a-quoted-word-is-nobody's", TAGGED, "",
		"On Mon, 2 Nov 2026 at 10:00, kind@shop.example wrote:\r\n> release: x\r\n", ID,
		TOKEN, WISH_NONE, "" },
	{ "another-first-word", TAGGED, "", "Please release it: urgent\r\n", ID, TOKEN, WISH_NONE,
		"release it: urgent" },
	{ "a-longer-word", TAGGED, "", "released: yesterday\r\n", ID, TOKEN, WISH_NONE,
		"yesterday" },
	{ "nothing-written", TAGGED, "", "", ID, TOKEN, WISH_NONE, "" },
	{ "capitals-in-the-address",
		"Kind+EM6B027DC5X1.0123456789ABCDEF0123456789ABCDEF@SHOP.EXAMPLE", "",
		"discard\r\n", ID, TOKEN, WISH_DISCARD, "" },
	{ "by-what-it-answers", "kind@shop.example",
		"In-Reply-To: <" ID ".held." TOKEN "@shop.example>\r\n", "discard\r\n", ID, TOKEN,
		WISH_DISCARD, "" },
	{ "by-the-thread", "kind@shop.example",
		"References: <a@b> <" ID ".reminded." TOKEN "@shop.example> <c@d>\r\n",
		"discard\r\n", ID, TOKEN, WISH_DISCARD, "" },
	{ "the-address-counts-first", TAGGED,
		"In-Reply-To: <emx.held.ffffffffffffffffffffffffffffffff@shop.example>\r\n",
		"discard\r\n", ID, TOKEN, WISH_DISCARD, "" },
	{ "no-reference", "kind@shop.example", "In-Reply-To: <a@b>\r\n", "discard\r\n", "", "",
		WISH_DISCARD, "" },
	{ "a-short-token", "kind+" ID ".0123@shop.example", "", "discard\r\n", "", "", WISH_DISCARD,
		"" },
	{ "a-hostile-reference", "kind+em'; --." TOKEN "@shop.example", "", "discard\r\n", "", "",
		WISH_DISCARD, "" },
};

static const struct {
	const char *body;
	Wish wish;
	const char *story;
} stories[] = {
	{ "stories yes\r\n", WISH_STORIES_YES, "" },
	{ "Stories: Yes, please\r\n", WISH_STORIES_YES, "" },
	{ "Geschichten ja\r\n", WISH_STORIES_YES, "" },
	{ "stories no\r\n", WISH_STORIES_NO, "" },
	{ "stories no, thanks\r\n", WISH_STORIES_NO, "" },
	{ "stories no, emails should stay ours\r\n", WISH_STORIES_NO, "" },
	{ "stories no em6b027dc5x1\r\n", WISH_STORIES_NO, "em6b027dc5x1" },
	{ "stories no: em6b027dc5x1'; DROP TABLE consent\r\n", WISH_STORIES_NO, "em6b027dc5x1" },
	{ "stories yes em6b027dc5x1\r\n", WISH_STORIES_YES, "" },
	{ "stories\r\n", WISH_STORIES, "" },
	{ "stories? no idea what that is\r\n", WISH_STORIES_NO, "" },
	{ "stories about yes\r\n", WISH_STORIES, "" },
	{ "yes\r\n", WISH_NONE, "" },
	{ "no em6b027dc5x1\r\n", WISH_NONE, "" },
	{ "> stories yes\r\n", WISH_NONE, "" },
};

static Control *
read_from(const char *recipient, const char *header, const char *body)
{
	g_autoptr(Envelope) envelope = from_to("sam", "sam@shop.example", "192.0.2.1", recipient);
	g_autofree char *mail = g_strdup_printf("From: Sam <sam@shop.example>\r\n"
						"Subject: Re: [Held] Re: x\r\n%s\r\n%s",
		header, body);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));

	return control_read(wording, rulebook, settings, envelope, raw);
}

static void
is_read(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Control) control = read_from(reads[i].recipient, reads[i].header, reads[i].body);

	g_assert_cmpstr(control->id, ==, reads[i].id);
	g_assert_cmpstr(control->token, ==, reads[i].token);
	g_assert_cmpint(control->wish, ==, reads[i].wish);
	g_assert_cmpstr(control->reason, ==, reads[i].reason);
	g_assert_false(control->is_machines);
}

static void
stories_are_read(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autoptr(Control) control = read_from("kind@shop.example", "", stories[i].body);
		if (control->wish != stories[i].wish ||
			!g_str_equal(control->story, stories[i].story))
			g_error("%s is %d, '%s'", stories[i].body, control->wish, control->story);
	}
}

static const struct {
	const char *auth_user, *sender, *body;
	const char *author;
	Refusal refusal;
	const char *says;
} told[] = {
	{ "sam", "sam@shop.example", "stories yes", NULL, REFUSAL_NONE, "may be told" },
	{ "sam", "sam@shop.example", "Geschichten ja", NULL, REFUSAL_NONE, "darf ab jetzt" },
	{ "sam", "sam@shop.example", "stories no", NULL, REFUSAL_NONE, "No reply of yours" },
	{ "sam", "sam@shop.example", "stories", NULL, REFUSAL_WORD, "changed nothing" },
	{ "sam", "sam@shop.example", "stories no em6b027dc5x1", "Sam@shop.example", REFUSAL_NONE,
		"em6b027dc5x1 is not told" },
	{ "sam", "sam@shop.example", "stories no em6b027dc5x1", "kim@shop.example", REFUSAL_FOREIGN,
		"changed nothing" },
	{ "sam", "sam@shop.example", "stories no em6b027dc5x1", NULL, REFUSAL_FOREIGN,
		"changed nothing" },
	/* Not by the header, and not for another than who logged in. */
	{ "kim@shop.example", "sam@shop.example", "stories yes", NULL, REFUSAL_NONE,
		"To: kim@shop.example" },
	{ "eve", "eve@elsewhere.example", "stories yes", NULL, REFUSAL_FOREIGN, NULL },
};

/* No reference, no token: it is about nobody but who sends it. */
static void
stories_are_judged(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(told); i++) {
		g_autoptr(Envelope) envelope = from_to(
			told[i].auth_user, told[i].sender, "192.0.2.1", "kind@shop.example");
		g_autofree char *mail =
			g_strdup_printf("From: boss@shop.example\r\n\r\n%s\r\n", told[i].body);
		g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
		g_autoptr(Control) control =
			control_read(wording, rulebook, settings, envelope, raw);
		const ControlTarget target = { .story = told[i].author != NULL ? 1 : 0,
			.author = (char *)told[i].author };
		control_judge(control, settings, &target);
		if (control->refusal != told[i].refusal)
			g_error("%s: %s", told[i].body, refusal_name(control->refusal));
		g_autoptr(Notice) notice =
			control_notice(control, wording, settings, &target, 1790000000);
		g_assert_cmpint(notice != NULL, ==, told[i].says != NULL);
		if (notice == NULL)
			continue;
		gsize length = 0;
		const char *bytes = g_bytes_get_data(notice->mail, &length);
		if (g_strstr_len(bytes, (gssize)length, told[i].says) == NULL)
			g_error("%.*s", (int)length, bytes);
	}
}

static void
machines_are_known(void)
{
	static const char *const headers[] = { "Auto-Submitted: auto-replied\r\n",
		"Auto-Submitted: auto-generated\r\n", "Precedence: bulk\r\n",
		"X-Empathy-Notice: held\r\n", "List-Id: <x>\r\n" };

	for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
		g_autoptr(Control) control = read_from(TAGGED, headers[i], "release: x\r\n");
		if (!control->is_machines)
			g_error("%s is a machine's", headers[i]);
		g_assert_false(control_is_heeded(control));
	}
	g_autoptr(Control) person = read_from(TAGGED, "Auto-Submitted: no\r\n", "discard\r\n");
	g_assert_false(person->is_machines);
}

static const struct {
	const char *name, *auth_user, *sender, *body;
	const char *state, *override;
	bool is_right, is_used;
	Refusal refusal;
	const char *asked; /* for before; NULL: nothing */
} judged[] = {
	{ "the-agent-may", "sam", "sam@shop.example", "release: x", "held", "justify", true, false,
		REFUSAL_NONE, NULL },
	{ "by-the-account-too", "sam@shop.example", "tickets@shop.example", "release: x", "held",
		"justify", true, false, REFUSAL_NONE, NULL },
	{ "an-account-speaks-for-itself", "kim@shop.example", "sam@shop.example", "release: x",
		"held", "justify", true, false, REFUSAL_FOREIGN, NULL },
	{ "the-lead-may", "lee", "Lead@Shop.example", "discard", "held", "none", true, false,
		REFUSAL_NONE, NULL },
	{ "the-lead-may-what-agents-may-not", "lee", "lead@shop.example", "release: x", "held",
		"none", true, false, REFUSAL_NONE, NULL },
	{ "agents-may-not", "sam", "sam@shop.example", "release: x", "held", "none", true, false,
		REFUSAL_POLICY, NULL },
	{ "but-withdraw-it", "sam", "sam@shop.example", "discard", "held", "none", true, false,
		REFUSAL_NONE, NULL },
	{ "nobody-else-may", "kim", "kim@shop.example", "discard", "held", "justify", true, false,
		REFUSAL_FOREIGN, NULL },
	{ "a-wrong-token", "sam", "sam@shop.example", "discard", "held", "justify", false, false,
		REFUSAL_TOKEN, NULL },
	{ "a-used-one", "sam", "sam@shop.example", "discard", "held", "justify", true, true,
		REFUSAL_USED, NULL },
	{ "a-used-one-can-still-dispute", "sam", "sam@shop.example", "wrong: x", "released",
		"justify", true, true, REFUSAL_NONE, NULL },
	{ "it-is-over", "sam", "sam@shop.example", "discard", "released", "justify", true, false,
		REFUSAL_OVER, NULL },
	{ "without-a-reason", "sam", "sam@shop.example", "release", "held", "justify", true, false,
		REFUSAL_REASON, NULL },
	{ "wrong-without-a-reason", "sam", "sam@shop.example", "wrong", "held", "justify", true,
		false, REFUSAL_REASON, NULL },
	{ "the-same-was-asked-for", "sam", "sam@shop.example", "discard", "held", "justify", true,
		false, REFUSAL_NONE, "discard" },
	{ "the-opposite-was", "sam", "sam@shop.example", "discard", "held", "justify", true, false,
		REFUSAL_ASKED, "release" },
	{ "a-later-reply-took-its-place", "sam", "sam@shop.example", "release: x", "held",
		"justify", true, false, REFUSAL_ASKED, "withdraw" },
	{ "a-mistake-it-was-all-the-same", "sam", "sam@shop.example", "wrong: x", "held", "justify",
		true, false, REFUSAL_NONE, "release" },
	{ "no-word", "sam", "sam@shop.example", "what is this?", "held", "justify", true, false,
		REFUSAL_WORD, NULL },
};

static void
is_judged(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Envelope) envelope =
		from_to(judged[i].auth_user, judged[i].sender, "192.0.2.1", TAGGED);
	g_autofree char *mail =
		g_strdup_printf("From: %s\r\n\r\n%s\r\n", judged[i].sender, judged[i].body);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(Control) control = control_read(wording, rulebook, settings, envelope, raw);
	HeldReply reply = { .id = (char *)ID,
		.agent = (char *)"sam@shop.example",
		.recipient = (char *)"sam@shop.example",
		.customer = (char *)"ann@home.example",
		.language = (char *)"en",
		.state = (char *)judged[i].state,
		.override = (char *)judged[i].override,
		.request = { .number = judged[i].asked != NULL,
			.kind = (char *)(judged[i].asked != NULL ? judged[i].asked : "") } };
	const ControlTarget target = {
		.reply = &reply, .is_right = judged[i].is_right, .is_used = judged[i].is_used
	};

	control_judge(control, settings, &target);
	g_assert_cmpstr(refusal_name(control->refusal), ==, refusal_name(judged[i].refusal));
	g_assert_cmpint(control_is_heeded(control), ==, judged[i].refusal == REFUSAL_NONE);
	g_autoptr(Notice) notice = control_notice(control, wording, settings, &target, 1790000000);
	g_assert_nonnull(notice);
	g_assert_cmpint(notice->kind, ==,
		judged[i].refusal == REFUSAL_NONE ? NOTICE_CONFIRMED : NOTICE_REFUSED);
	gsize length = 0;
	const char *bytes = g_bytes_get_data(notice->mail, &length);
	/* Strangers learn nothing of the reply, and nobody the token. */
	g_assert_null(g_strstr_len(bytes, (gssize)length, TOKEN));
	if (control->by == NULL)
		g_assert_null(g_strstr_len(bytes, (gssize)length, "ann@home.example"));
}

static void
what_there_is_not_is_refused(void)
{
	g_autoptr(Control) control = read_from(TAGGED, "", "discard\r\n");
	const ControlTarget nothing = { 0 };

	control_judge(control, settings, &nothing);
	g_assert_cmpint(control->refusal, ==, REFUSAL_TOKEN);
	g_autoptr(Envelope) envelope = from_to("x", "eve@elsewhere.example", "192.0.2.1", TAGGED);
	g_autoptr(Control) stranger = control_read(wording, rulebook, settings, envelope, NULL);
	control_judge(stranger, settings, &nothing);
	g_assert_null(control_notice(stranger, wording, settings, &nothing, 1790000000));
}

static const char settings_text[] = "[support]\nsenders = *@shop.example\n"
				    "[notice]\nsmtp = 127.0.0.1:25\nfrom = kind@shop.example\n"
				    "control = kind@shop.example\nlead = lead@shop.example\n";

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_autofree char *rules = shipped_rules();
	const char *const folders[] = { rules, NULL };
	g_autoptr(GError) error = NULL;

	message_init();
	settings = settings_parse("t", settings_text, strlen(settings_text), &error);
	g_assert_no_error(error);
	wording = wording_load(folders, &error);
	g_assert_no_error(error);
	rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < G_N_ELEMENTS(reads); i++) {
		g_autofree char *path = g_strdup_printf("/control/reads/%s", reads[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_read);
	}
	for (guint i = 0; i < G_N_ELEMENTS(judged); i++) {
		g_autofree char *path = g_strdup_printf("/control/judges/%s", judged[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_judged);
	}
	g_test_add_func("/control/whom-it-is-for", whom_it_is_for);
	g_test_add_func("/control/machines-are-known", machines_are_known);
	g_test_add_func("/control/stories-are-read", stories_are_read);
	g_test_add_func("/control/stories-are-judged", stories_are_judged);
	g_test_add_func("/control/what-there-is-not-is-refused", what_there_is_not_is_refused);
	int result = g_test_run();
	settings_unref(settings);
	wording_unref(wording);
	rulebook_unref(rulebook);
	return result;
}
