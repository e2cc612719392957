/* consent.h - whose replies may be told to colleagues when they went well (`empathyctl stories`,
 * the report): their authors' own yes, and nobody else's.
 *
 * An author says yes or no about themself, by mail (control.h) or by an account whose name is the
 * local part of their address. The last word counts, and a no goes above [stories] authors, which
 * has consent that was gathered elsewhere. One reply alone can be kept back by its author, by the
 * lead by mail, and by root; that is for good.
 *
 *   stories   value "yes ADDRESS" or "no ADDRESS"; no reply is named
 *   untold    the reply is not told
 *
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CONSENT_H
#define EMPATHY_CONSENT_H

#include <glib.h>
#include <stdbool.h>

struct RecordWriter;
struct Request;

/* On the writer's thread. by: the author, known to be one, or their account. */
bool consent_write(struct RecordWriter *writer, const char *agent, bool is_given, const char *by,
	gint64 now, GError **error);
bool consent_keep_back(
	struct RecordWriter *writer, gint64 outcome, const char *by, gint64 now, GError **error);

/* As RequestKind.write. */
bool consent_write_stories(struct RecordWriter *writer, gint64 outcome,
	const struct Request *request, gint64 now, char **refusal_out, GError **error);
bool consent_write_untold(struct RecordWriter *writer, gint64 outcome,
	const struct Request *request, gint64 now, char **refusal_out, GError **error);

#endif
