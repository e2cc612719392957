/* ctl-replies.c - the replies a command is given to judge. SPDX-License-Identifier: MIT */
#include "ctl-replies.h"

#include "ctl.h"
#include "mailbox.h"

enum { MOST_TOLD = 5 };

typedef struct Reading {
	const ReplyVisitor *visitor;
	BadLines bad; /* of the pairs being read */
	bool has_trouble;
} Reading;

void
bad_lines_tell(BadLines *bad, int line, const char *message)
{
	if (++bad->n <= MOST_TOLD)
		ctl_complain(CTL_FAILED, "%s:%d: %s", bad->path, line, message);
}

bool
bad_lines_end(const BadLines *bad)
{
	if (bad->n > MOST_TOLD)
		ctl_complain(CTL_FAILED, "%s: %u more %s wrong; see empathyctl(1), 'check --pairs'",
			bad->path, bad->n - MOST_TOLD,
			bad->n - MOST_TOLD == 1 ? "line is" : "lines are");
	return bad->n == 0;
}

static void
on_mail(const char *name, GBytes *raw, void *data)
{
	const Reading *reading = data;

	reading->visitor->mail(name, raw, reading->visitor->data);
}

static void
on_pair(const Pair *pair, void *data)
{
	const Reading *reading = data;

	reading->visitor->pair(reading->bad.path, pair, reading->visitor->data);
}

static void
on_unreadable(const char *name, const char *message, void *data)
{
	Reading *reading = data;

	(void)name;
	reading->has_trouble = true;
	ctl_complain(CTL_FAILED, "%s", message);
}

static void
on_bad_line(int line, const char *message, void *data)
{
	Reading *reading = data;

	bad_lines_tell(&reading->bad, line, message);
}

static void
read_pairs(Reading *reading, const char *path)
{
	g_autoptr(GError) error = NULL;
	gsize length = 0;
	g_autofree char *text = mailbox_contents(path, &length, &error);
	const PairsVisitor visitor = { on_pair, on_bad_line, reading };

	if (text == NULL) {
		on_unreadable(path, error->message, reading);
		return;
	}
	reading->bad = (BadLines){ path, 0 };
	pairs_read(text, length, &visitor);
	reading->has_trouble |= !bad_lines_end(&reading->bad);
}

bool
ctl_read_replies(char *const *paths, bool are_pairs, const ReplyVisitor *visitor)
{
	Reading reading = { .visitor = visitor };
	const MailboxVisitor mails = { on_mail, on_unreadable, &reading };

	for (char *const *path = paths; *path != NULL; path++) {
		if (are_pairs)
			read_pairs(&reading, *path);
		else
			mailbox_read(*path, &mails);
	}
	return !reading.has_trouble;
}
