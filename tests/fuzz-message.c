/* fuzz-message.c - any bytes at all, read as a mail and split. SPDX-License-Identifier: MIT */
#include "conversation.h"

#include "fuzz-main.h"

static const Attribution *
vocabulary(void)
{
	static Attribution *loaded;

	if (loaded == NULL) {
		const char *top = g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : "..";
		g_autofree char *rules = g_build_filename(top, "rules", NULL);
		const char *folders[] = { rules, NULL };
		message_init();
		loaded = attribution_load(folders, NULL);
		g_assert_nonnull(loaded);
	}
	return loaded;
}

/* What the header of conversation.h promises, whatever came in. */
static void
check(const Conversation *split)
{
	const char *const texts[] = { split->reply, split->signature, split->customer, split->older,
		split->customer_date, split->customer_from->name, split->customer_from->address };

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_assert_nonnull(texts[i]);
		g_assert_true(g_utf8_validate(texts[i], -1, NULL));
	}
	for (guint i = 0; i < split->turns->len; i++) {
		const Turn *turn = split->turns->pdata[i];
		g_assert_true(g_utf8_validate(turn->text, -1, NULL));
		g_assert_true(g_utf8_validate(turn->from->name, -1, NULL));
		g_assert_true(g_utf8_validate(turn->date, -1, NULL));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const Attribution *words = vocabulary();
	g_autoptr(GBytes) raw = g_bytes_new(data, size);
	g_autoptr(Message) message = message_parse(raw, NULL);
	if (message == NULL)
		return 0;

	g_autofree char *text = message_text(message);
	g_assert_true(g_utf8_validate(text, -1, NULL));
	g_assert_true(g_utf8_validate(message->subject, -1, NULL));
	g_autoptr(Conversation) split = conversation_split(message, words, NULL, NULL);
	check(split);
	return 0;
}
