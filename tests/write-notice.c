/* write-notice.c - prints the notice for a made-up judgement about the mail on stdin, for
 * tests/notice.sh: write-notice RULES KIND. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "made-up.h"
#include "message.h"
#include "notice.h"

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
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	set(&settings->notice_smtp, "127.0.0.1:25");
	set(&settings->notice_from, "kind@shop.example");
	set(&settings->notice_lead, "lead@shop.example");
	Action action = { .perform =
				  g_str_equal(argv[2], "held") ? VERDICT_HOLD : VERDICT_ANNOTATE };
	g_autoptr(GBytes) raw = read_stdin();
	g_autoptr(Envelope) envelope = made_up_envelope();
	g_autoptr(Judgement) judgement = made_up_judgement();
	g_autoptr(Notice) notice = notice_compose(
		wording, NULL, settings, envelope, judgement, &action, raw, 1790000000);

	if (notice == NULL)
		return 1;
	gsize length;
	const char *bytes = g_bytes_get_data(notice->mail, &length);
	return fwrite(bytes, 1, length, stdout) == length && fflush(stdout) == 0 ? 0 : 1;
}
