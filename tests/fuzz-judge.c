/* fuzz-judge.c - any bytes at all, all the way of a mail: judged, told, acted on, told to the agent
 * and written down; once as a reply that goes out, once as a customer's mail that is remembered and
 * answered, once as an answer to a notice. SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "control.h"
#include "decide.h"
#include "invariants.h"
#include "memo.h"
#include "own-rules.h"

#define FUZZ_SEEDS "tests/mails"
#include "fuzz-main.h"

#define AGENT "helen@larkfield.example"
#define CUSTOMER "ann@mail.example"
#define CONTROL "kind@larkfield.example"

static const char configuration[] = "[support]\n"
				    "senders = *@larkfield.example\n"
				    "[policy]\n"
				    "mode = hold\n"
				    "tone = reject\n"
				    "[notice]\n"
				    "smtp = 127.0.0.1:25\n"
				    "from = kind@larkfield.example\n"
				    "lead = lead@larkfield.example\n"
				    "control = kind@larkfield.example\n"
				    "[log]\n"
				    "text = full\n"
				    "sync = no\n"
				    "[memory]\n"
				    "most = 1000\n"
				    "record-inbound = yes\n";

static char *folder;
static Snapshot shared;
static Record *record;

static void
clean_up(void)
{
	record_close(record);
	remove_folder(folder);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	g_autoptr(GError) error = NULL;

	(void)argc, (void)argv;
	g_setenv("top_srcdir", "..", FALSE);
	message_init();
	g_autofree char *rules = shipped_rules();
	const char *const folders[] = { rules, NULL };
	folder = g_dir_make_tmp(NULL, &error);
	g_assert_no_error(error);
	g_autofree char *path = g_build_filename(folder, "record.db", NULL);
	shared.ref_count = 1;
	shared.rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	rulebook_make_hints(shared.rulebook);
	shared.wording = wording_load(folders, &error);
	g_assert_no_error(error);
	shared.settings = settings_parse("fuzz.conf", configuration, strlen(configuration), &error);
	g_assert_no_error(error);
	settings_use_database(shared.settings, path);
	record = record_open(path, shared.settings, &error);
	g_assert_no_error(error);
	atexit(clean_up);
	return 0;
}

/* In two pieces, as mail servers cut anywhere. */
static Mail
mail_of(const uint8_t *data, size_t size, const char *sender, const char *to, bool is_known)
{
	Mail mail = { &shared, envelope_new(), incoming_new(1024 * 1024) };
	Envelope *envelope = mail.envelope;

	g_free(envelope->sender);
	envelope->sender = g_strdup(sender);
	g_free(envelope->client_address);
	envelope->client_address = g_strdup(is_known ? "127.0.0.1" : "192.0.2.1");
	g_ptr_array_add(envelope->recipients, g_strdup(to));
	decide_prepare(&mail);
	mail.incoming->has_body = true; /* its header is in these bytes too */
	incoming_body(mail.incoming, (const char *)data, size / 2);
	incoming_body(mail.incoming, (const char *)data + size / 2, size - size / 2);
	return mail;
}

static void
clear(Mail *mail)
{
	envelope_free(mail->envelope);
	incoming_free(mail->incoming);
}

static void
go_out(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	Mail mail = mail_of(data, size, AGENT, CUSTOMER, true);
	g_autoptr(Decision) decision = decide(&mail, record, NULL, true, true);

	holds_for_judgement(decision->judgement);
	holds_for_action(decision->action);
	holds_for_notice(decision->notice);
	decision_record(decision, &mail, record, &error);
	g_assert_no_error(error);
	clear(&mail);
}

/* What is kept of it has to do for judging an answer. */
static void
keep(const Inbound *inbound)
{
	g_autoptr(GBytes) secret = g_bytes_new_static("0123456789abcdef", 16);

	if (inbound == NULL || inbound->customer == NULL)
		return;
	for (int text = LOG_TEXT_NONE; text <= LOG_TEXT_FULL; text++) {
		const MemoKeep how = { (LogText)text, text > 0, secret };
		g_autoptr(GError) error = NULL;
		g_autofree char *language = NULL;
		g_autoptr(GBytes) memo =
			memo_write(shared.rulebook, inbound->read_in, inbound->customer, &how);
		if (memo == NULL)
			continue;
		g_autoptr(Customer) customer =
			memo_read(shared.rulebook, memo, secret, &language, &error);
		g_assert_no_error(error);
		holds_for_customer(customer);
	}
}

static void
come_in(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	Mail mail = mail_of(data, size, CUSTOMER, AGENT, false);
	g_autoptr(Decision) decision = decide(&mail, record, NULL, true, true);

	holds_for_judgement(decision->judgement);
	if (decision->judgement->skip == SKIP_INBOUND) {
		keep(decision->judgement->inbound);
		decision_remember(decision, &mail, record, &error);
		g_assert_no_error(error);
	}
	clear(&mail);
}

static void
answer_notice(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	Mail mail = mail_of(data, size, AGENT, CONTROL, true);
	g_autoptr(Decision) decision = decide(&mail, record, NULL, true, true);

	g_assert_nonnull(decision->control);
	holds_for_judgement(decision->judgement);
	g_assert_true(g_utf8_validate(decision->control->reason, -1, NULL));
	g_assert_null(strpbrk(decision->control->reason, "\r\n"));
	decision_record(decision, &mail, record, &error);
	g_assert_no_error(error);
	holds_for_notice(decision->notice);
	clear(&mail);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	go_out(data, size);
	come_in(data, size);
	answer_notice(data, size);
	return 0;
}
