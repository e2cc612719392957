/* tickets.h - the mark that a helpdesk leaves on all mails of one ticket: in the subject, in
 * identifiers, in reply addresses, in the text. Patterns are data: rules/helpdesks.tags.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TICKETS_H
#define EMPATHY_TICKETS_H

#include <glib.h>

#include "message.h"

typedef struct Tickets Tickets; /* opaque, immutable, safe from any thread */

/* Reads <folder>/helpdesks.tags of each folder that has one. EMPATHY_ERROR_SYNTAX names file and
 * line. */
Tickets *tickets_load(const char *const *folders, GError **error);
void tickets_free(Tickets *tickets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tickets, tickets_free)

/* The marks on a mail, "request-tracker:4711", each once, at most 8: of char *, which the array
 * owns. recipients (of char *, may be NULL): the envelope's, beside those of the header. */
GPtrArray *tickets_of(const Tickets *tickets, const Message *message, const GPtrArray *recipients);

#endif
