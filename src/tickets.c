/* tickets.c - the mark that a helpdesk leaves on the mails of a ticket. SPDX-License-Identifier:
 * MIT
 */
#include "tickets.h"

#include <string.h>

#include "inifile.h"
#include "pattern.h"

enum {
	MOST_TICKETS = 8,
	MOST_MARK = 40,      /* bytes of one */
	MOST_FIELD = 1000,   /* bytes of a subject, an identifier, an address that are looked at */
	MOST_ADDRESSES = 20, /* of one mail */
	MOST_IDENTIFIERS = 20,
	TEXT_END = 4000, /* bytes of the text, from its end: helpdesks sign at the bottom */
};

typedef enum Place { PLACE_SUBJECT, PLACE_ID, PLACE_ADDRESS, PLACE_TEXT, N_PLACES } Place;

static const char *const place_names[N_PLACES] = { "subject", "id", "address", "text" };

typedef struct Tag {
	char *helpdesk;
	Place place;
	Pattern *pattern;
} Tag;

struct Tickets {
	GPtrArray *tags; /* of Tag */
};

static void
tag_free(gpointer data)
{
	Tag *tag = data;

	g_free(tag->helpdesk);
	pattern_free(tag->pattern);
	g_free(tag);
}

/* ---- loading -------------------------------------------------------------------------------- */

static bool
find_place(const char *key, Place *place_out)
{
	for (int i = 0; i < N_PLACES; i++) {
		*place_out = (Place)i;
		if (g_str_equal(key, place_names[i]))
			return true;
	}
	return false;
}

static gboolean
add_tag(Tickets *tickets, const char *path, const char *helpdesk, const IniEntry *entry,
	GError **error)
{
	g_autofree char *message = NULL;
	Place place;

	if (!find_place(entry->key, &place))
		return inifile_error(error, path, entry->line,
			"unknown key '%s'; there are: subject, id, address, text", entry->key);
	Pattern *pattern = pattern_new(entry->value, PATTERN_NOT_EMPTY, &message);
	if (pattern == NULL)
		return inifile_error(error, path, entry->line, "%s", message);
	Tag *tag = g_new0(Tag, 1);
	*tag = (Tag){ g_strdup(helpdesk), place, pattern };
	g_ptr_array_add(tickets->tags, tag);
	return TRUE;
}

static void
drop_helpdesk(Tickets *tickets, const char *helpdesk)
{
	for (guint i = tickets->tags->len; i > 0; i--) {
		const Tag *tag = tickets->tags->pdata[i - 1];
		if (g_str_equal(tag->helpdesk, helpdesk))
			g_ptr_array_remove_index(tickets->tags, i - 1);
	}
}

static gboolean
load_file(Tickets *tickets, const char *path, GError **error)
{
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return FALSE;

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		if (*section->name == '\0')
			return inifile_error(
				error, path, section->line, "a helpdesk's [name] must come first");
		drop_helpdesk(tickets, section->name);
		for (guint n = 0; n < section->entries->len; n++)
			if (!add_tag(tickets, path, section->name, section->entries->pdata[n],
				    error))
				return FALSE;
	}
	return TRUE;
}

Tickets *
tickets_load(const char *const *folders, GError **error)
{
	g_autoptr(Tickets) tickets = g_new0(Tickets, 1);

	tickets->tags = g_ptr_array_new_with_free_func(tag_free);
	for (; *folders != NULL; folders++) {
		g_autofree char *path = g_build_filename(*folders, "helpdesks.tags", NULL);
		if (g_file_test(path, G_FILE_TEST_EXISTS) && !load_file(tickets, path, error))
			return NULL;
	}
	return g_steal_pointer(&tickets);
}

void
tickets_free(Tickets *tickets)
{
	if (tickets == NULL)
		return;
	g_ptr_array_unref(tickets->tags);
	g_free(tickets);
}

/* ---- finding -------------------------------------------------------------------------------- */

typedef struct Search {
	const Tickets *tickets;
	PatternSpace *space;
	GPtrArray *found;
} Search;

/* "1AB2CD-3EF4" and "1ab2cd3ef4" are one. */
static char *
mark_of(const char *helpdesk, const char *text, Span span)
{
	GString *mark = g_string_new(helpdesk);

	g_string_append_c(mark, ':');
	for (size_t i = span.start; i < span.end; i++)
		if (text[i] != '-')
			g_string_append_c(mark, g_ascii_toupper(text[i]));
	return g_string_free(mark, FALSE);
}

/* Whole characters only: patterns rely on it. */
static size_t
length_of(const char *text, size_t most)
{
	size_t length = MIN(strlen(text), most);

	while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

static void
look_in(Search *search, Place place, const char *text)
{
	size_t length = length_of(text, place == PLACE_TEXT ? TEXT_END : MOST_FIELD);

	for (guint i = 0; i < search->tickets->tags->len; i++) {
		const Tag *tag = search->tickets->tags->pdata[i];
		Span span;
		if (tag->place != place || search->found->len >= MOST_TICKETS ||
			pattern_find(tag->pattern, search->space, text, length, (Span){ 0, length },
				&span, NULL) != PATTERN_HIT ||
			span.end - span.start > MOST_MARK)
			continue;
		g_autofree char *mark = mark_of(tag->helpdesk, text, span);
		if (!g_ptr_array_find_with_equal_func(search->found, mark, g_str_equal, NULL))
			g_ptr_array_add(search->found, g_steal_pointer(&mark));
	}
}

static void
look_in_addresses(Search *search, const GPtrArray *addresses)
{
	for (guint i = 0; i < addresses->len && i < MOST_ADDRESSES; i++) {
		const Address *address = addresses->pdata[i];
		look_in(search, PLACE_ADDRESS, address->address);
	}
}

/* Where a character begins, about so far from the end. */
static const char *
end_of(const char *text)
{
	size_t length = strlen(text);
	if (length <= TEXT_END)
		return text;
	const char *at = text + length - TEXT_END;

	return g_utf8_find_next_char(at, NULL);
}

GPtrArray *
tickets_of(const Tickets *tickets, const Message *message, const GPtrArray *recipients)
{
	Search search = { tickets, pattern_space_new(), g_ptr_array_new_with_free_func(g_free) };

	look_in_addresses(&search, message->to);
	look_in_addresses(&search, message->from);
	look_in_addresses(&search, message->reply_to);
	for (guint i = 0; recipients != NULL && i < recipients->len && i < MOST_ADDRESSES; i++)
		if (g_utf8_validate(recipients->pdata[i], -1, NULL))
			look_in(&search, PLACE_ADDRESS, recipients->pdata[i]);
	look_in(&search, PLACE_ID, message->message_id);
	look_in(&search, PLACE_ID, message->in_reply_to);
	for (guint i = 0; i < MOST_IDENTIFIERS && message->references[i] != NULL; i++)
		look_in(&search, PLACE_ID, message->references[i]);
	look_in(&search, PLACE_SUBJECT, message->subject);
	g_autofree char *text = message_text(message);
	look_in(&search, PLACE_TEXT, end_of(text));
	pattern_space_free(search.space);
	return search.found;
}
