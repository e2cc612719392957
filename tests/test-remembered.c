/* test-remembered.c - a reply without its quotation, judged by the customer's mail that came in, is
 * judged like the reply that quotes it.
 *
 * Over the mails of tests/mails, or of the folder named by the environment's MAILS.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "given.h"
#include "memory.h"

static Rulebook *rulebook;
static Settings *settings;

typedef struct Sum {
	guint n, same_verdict, same_findings, other;
	GString *differing;
} Sum;

/* ---- taking a mail apart ---- */

static bool
is_about_body(const char *line)
{
	return g_ascii_strncasecmp(line, "content-", 8) == 0 ||
	       g_ascii_strncasecmp(line, "mime-version", 12) == 0;
}

/* The header without what it says of a body that is no longer there. */
static char *
header_of(GBytes *raw)
{
	gsize length = 0;
	const char *bytes = g_bytes_get_data(raw, &length);
	g_autofree char *text = g_strndup(bytes, length);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *header = g_string_new(NULL);
	bool is_kept = true;

	for (guint i = 0; lines[i] != NULL; i++) {
		g_strchomp(lines[i]);
		if (*lines[i] == '\0')
			break;
		is_kept = g_ascii_isspace(*lines[i]) ? is_kept : !is_about_body(lines[i]);
		if (is_kept)
			g_string_append_printf(header, "%s\n", lines[i]);
	}
	return g_string_free(header, FALSE);
}

static GBytes *
mail_of(const char *header, const char *text, const char *more)
{
	char *mail =
		g_strdup_printf("%sMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
				"Content-Transfer-Encoding: 8bit\n\n%s\n\n%s\n",
			header, text, more);

	return g_bytes_new_take(mail, strlen(mail));
}

static const Address *
customer_of(const Judgement *quoted)
{
	const Address *from = quoted->conversation->customer_from;
	bool is_known = *from->address != '\0' || quoted->message->to->len == 0;

	return is_known ? from : quoted->message->to->pdata[0];
}

/* As it would have come in. A name in another form than in From is one of the quotation's. */
static GBytes *
customers_mail_of(const Judgement *quoted)
{
	const Address *customer = customer_of(quoted);
	const char *quoted_name = quoted->conversation->customer_from->name;
	const char *name = *quoted_name != '\0' ? quoted_name : customer->name;
	g_autofree char *base = g_base64_encode((const guchar *)name, strlen(name));
	g_autofree char *header =
		g_strdup_printf("From: =?utf-8?B?%s?= <%s>\nTo: help@us.example\n", base,
			*customer->address != '\0' ? customer->address : "someone@home.example");

	return mail_of(header, quoted->conversation->customer, "");
}

static GBytes *
reply_without_quotation(const Judgement *quoted, GBytes *raw)
{
	g_autofree char *header = header_of(raw);
	const char *signature = quoted->conversation->signature;
	g_autofree char *below = *signature != '\0' ? g_strconcat("-- \n", signature, NULL) : NULL;

	return mail_of(header, quoted->conversation->reply, below != NULL ? below : "");
}

/* ---- judging both ---- */

static Remembered *
given_mail(const Rulebook *rules, const Envelope *envelope, const Message *message, void *data)
{
	(void)envelope, (void)message;
	return memory_given(rules, settings, data);
}

static char *
findings_of(const Judgement *judgement)
{
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		g_string_append_printf(all, "%s %s %d %s\n", checks[finding->check]->name,
			result_name(finding->result), (int)finding->certainty, finding->rule);
	}
	return g_string_free(all, FALSE);
}

static void
compare(const char *name, GBytes *raw, Sum *sum)
{
	g_autoptr(Judgement) quoted = judge(rulebook, settings, NULL, raw, NULL);
	if (quoted->verdict == VERDICT_SKIP) {
		sum->other++;
		return;
	}
	g_autoptr(GBytes) incoming = customers_mail_of(quoted);
	g_autoptr(GBytes) outgoing = reply_without_quotation(quoted, raw);
	const Past past = { .customers_mail = given_mail, .data = incoming };
	g_autoptr(Judgement) remembered = judge(rulebook, settings, NULL, outgoing, &past);
	g_autofree char *before = findings_of(quoted);
	g_autofree char *after = findings_of(remembered);

	sum->n++;
	sum->same_findings += g_str_equal(before, after);
	if (quoted->verdict == remembered->verdict) {
		sum->same_verdict++;
		return;
	}
	g_string_append_printf(sum->differing, "%s: %s (%s), quoted %s (%s); ", name,
		verdict_name(remembered->verdict), remembered->reason,
		verdict_name(quoted->verdict), quoted->reason);
}

static void
read_folder(const char *path, Sum *sum)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		g_autofree char *text = NULL;
		gsize length = 0;
		if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
			read_folder(file, sum);
			continue;
		}
		if (!g_str_has_suffix(name, ".eml") ||
			!g_file_get_contents(file, &text, &length, NULL))
			continue;
		g_autoptr(GBytes) raw = g_bytes_new(text, length);
		compare(file, raw, sum);
	}
}

static void
judged_alike(void)
{
	Sum sum = { .differing = g_string_new(NULL) };
	const char *given = g_getenv("MAILS");
	g_autofree char *ours = g_build_filename(g_getenv("top_srcdir"), "tests/mails", NULL);

	read_folder(given != NULL ? given : ours, &sum);
	g_test_message(
		"%u mails with a quotation (and %u others): %u with the same verdict without "
		"it, %u with the same findings; %s",
		sum.n, sum.other, sum.same_verdict, sum.same_findings, sum.differing->str);
	g_assert_cmpuint(sum.n, >, given != NULL ? 0 : 50);
	if (given == NULL) {
		g_assert_cmpuint(sum.same_verdict, ==, sum.n);
		g_assert_cmpuint(sum.same_findings, ==, sum.n);
	}
	g_string_free(sum.differing, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	rulebook = given_rulebook();
	settings = settings_load(NULL, NULL);
	settings->log_events = 1; /* else rules of grief have no names in the memory */
	g_test_add_func("/remembered/judged-alike", judged_alike);
	int status = g_test_run();
	settings_unref(settings);
	rulebook_unref(rulebook);
	return status;
}
