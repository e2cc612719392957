/* inbound.c - a customer's mail on its way in. SPDX-License-Identifier: MIT */
#include "inbound.h"

#include <string.h>

#include "language.h"
#include "scope.h"

/* A customer's own words, without what they quote: more is a log or a novel, and reading it would
 * keep the mail. */
#define MOST_TEXT (32 * 1024)

/* Where an answer goes, if that is one person outside. */
static const Address *
writer_of(const Settings *settings, const Message *message)
{
	const GPtrArray *from = message->reply_to->len == 1 ? message->reply_to : message->from;
	const Address *author = message->from->len > 0 ? message->from->pdata[0] : NULL;
	const Address *writer = from->len > 0 ? from->pdata[0] : NULL;

	if (author == NULL || settings_is_ours(settings, author->address) ||
		settings_is_ours(settings, writer->address) || *writer->address == '\0')
		return NULL;
	return writer;
}

/* Signed, as a quotation would show it too. */
static char *
words_of(const Conversation *conversation)
{
	if (*conversation->signature == '\0')
		return g_strdup(conversation->reply);
	return g_strjoin("\n\n", conversation->reply, conversation->signature, NULL);
}

static const char *
why_not_read(const Message *message, const char *text)
{
	if ((message->marks & MESSAGE_ENCRYPTED) != 0)
		return "encrypted";
	if (strlen(text) > MOST_TEXT)
		return "too-big";
	return text[strspn(text, " \t\r\n")] == '\0' ? "no-text" : "";
}

/* Too short to tell is read as the first language there is. */
static const char *
language_to_read(const Settings *settings, const char *language)
{
	if (*language != '\0')
		return language;
	return settings->rules_languages[0] != NULL ? settings->rules_languages[0] : "en";
}

static void
read_words(Inbound *inbound, const Rulebook *rulebook, const Settings *settings, const char *name)
{
	inbound->language = g_strdup(language_guess(inbound->text));
	const char *language = language_to_read(settings, inbound->language);

	if (!settings_judges_language(settings, language) || !rulebook_speaks(rulebook, language)) {
		inbound->seen = "language";
		return;
	}
	g_free(inbound->read_in);
	inbound->read_in = g_strdup(language);
	inbound->customer = customer_read(rulebook, language, inbound->text, name);
}

Inbound *
inbound_read(const Rulebook *rulebook, const Settings *settings, const Message *message,
	const Conversation *conversation)
{
	const Address *writer = writer_of(settings, message);
	Skip kind = scope_of_kind(message);
	if (writer == NULL || (kind != SKIP_NONE && kind != SKIP_ENCRYPTED) ||
		scope_of_stamp(message, false) != SKIP_NONE)
		return NULL;
	Inbound *inbound = g_new0(Inbound, 1);
	const Address *author = message->from->pdata[0];

	inbound->address = g_strdup(writer->address);
	inbound->read_in = g_strdup("");
	inbound->text = words_of(conversation);
	inbound->seen = why_not_read(message, inbound->text);
	if (*inbound->seen == '\0')
		read_words(inbound, rulebook, settings,
			*writer->name != '\0' ? writer->name : author->name);
	else
		inbound->language = g_strdup("");
	return inbound;
}

void
inbound_free(Inbound *inbound)
{
	if (inbound == NULL)
		return;
	g_free(inbound->address);
	g_free(inbound->language);
	g_free(inbound->read_in);
	customer_free(inbound->customer);
	g_free(inbound->text);
	g_free(inbound);
}
