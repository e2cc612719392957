/* authors.c - whose words a quoted message is. SPDX-License-Identifier: MIT */
#include "authors.h"

#include "fold.h"

#include <string.h>

static bool
has_address(const GPtrArray *addresses, const char *address)
{
	for (guint i = 0; i < addresses->len; i++) {
		const Address *one = addresses->pdata[i];
		if (g_ascii_strcasecmp(one->address, address) == 0)
			return true;
	}
	return false;
}

static const char *
domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at != NULL ? at + 1 : "";
}

static bool
has_domain(const GPtrArray *addresses, const char *domain)
{
	for (guint i = 0; i < addresses->len; i++) {
		const Address *one = addresses->pdata[i];
		if (g_ascii_strcasecmp(domain_of(one->address), domain) == 0)
			return true;
	}
	return false;
}

/* Our own colleagues write from our own domain; unless the customer has an address there, too, as
 * with the great providers. */
static bool
is_colleague(const Message *message, const char *address)
{
	const char *domain = domain_of(address);

	return *domain != '\0' && has_domain(message->from, domain) &&
	       !has_domain(message->to, domain);
}

static gint
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "Reid, Ann (Shop Ltd)" and "Ann Reid via Helpdesk" are Ann Reid: the words of the name itself,
 * sorted. */
static char *
essence(const char *name)
{
	g_autofree char *folded = fold(name);
	char *end = strpbrk(folded, "(|[<");
	char *via = strstr(folded, " via ");

	if (end != NULL && end > folded)
		*end = '\0';
	if (via != NULL)
		*via = '\0';
	g_strdelimit(folded, ",.\"'", ' ');
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	for (gsize i = 0; words[i] != NULL; i++) {
		if (*words[i] != '\0')
			g_ptr_array_add(sorted, words[i]);
	}
	g_ptr_array_sort(sorted, by_text);
	g_ptr_array_add(sorted, NULL);
	return g_strjoinv(" ", (char **)sorted->pdata);
}

static bool
has_name(const GPtrArray *addresses, const char *name)
{
	g_autofree char *wanted = essence(name);

	for (guint i = 0; i < addresses->len && *wanted != '\0'; i++) {
		const Address *one = addresses->pdata[i];
		g_autofree char *known = essence(one->name);
		if (strcmp(known, wanted) == 0)
			return true;
	}
	return false;
}

Author
author_of(const Message *message, const Address *from, ConversationIsOurs is_ours, const void *data)
{
	if (from == NULL)
		return AUTHOR_UNKNOWN;
	if (*from->address != '\0') {
		if (has_address(message->from, from->address))
			return AUTHOR_OURS;
		if (is_ours != NULL && is_ours(from->address, data))
			return AUTHOR_OURS;
		if (has_address(message->to, from->address))
			return AUTHOR_CUSTOMER;
		if (is_colleague(message, from->address))
			return AUTHOR_OURS;
	}
	if (*from->name == '\0')
		return AUTHOR_UNKNOWN;
	if (has_name(message->to, from->name))
		return AUTHOR_CUSTOMER;
	return has_name(message->from, from->name) ? AUTHOR_OURS : AUTHOR_UNKNOWN;
}
