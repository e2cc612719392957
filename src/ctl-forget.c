/* ctl-forget.c - empathyctl forget: a person is taken out of the record. SPDX-License-Identifier:
 * MIT
 */
#include <stdio.h>

#include "about.h"
#include "ctl.h"
#include "upkeep.h"

static struct {
	gboolean dry_run;
} options;

static const GOptionEntry entries[] = {
	{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "Only say how much there is",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* Where a name can be that is in no row of theirs any more. */
static int
tell_what_is_left(const CtlGiven *given, const char *person)
{
	g_autoptr(GError) error = NULL;
	guint n = 0;

	if (!upkeep_notices_with(given->record, person, &n, &error))
		return ctl_complain(CTL_FAILED, "forgotten in the tables, but %s", error->message);
	if (n > 0)
		return ctl_complain(CTL_FAILED,
			"forgotten, but '%s' stands in %u %s to be sent, with another's reply: ask "
			"again when that is done",
			person, n, n == 1 ? "notice that waits" : "notices that wait");
	return ctl_complain(CTL_FAILED,
		"forgotten, but the file's bytes still have '%s': in a row that came since, or as "
		"part of something longer",
		person);
}

/* After the rows, the bytes: looked for where they would be. */
static int
scrub(const CtlGiven *given, const char *person)
{
	g_autoptr(GError) error = NULL;
	bool stands = false, is_rewritten = false;

	if (!upkeep_scrub_of(given->record, person, &is_rewritten, &error) ||
		!upkeep_stands(given->record, person, &stands, &error))
		return ctl_complain(CTL_FAILED, "forgotten in the tables, but %s", error->message);
	if (stands)
		return tell_what_is_left(given, person);
	puts("forgotten; it stands nowhere in the file's bytes any more");
	if (!is_rewritten)
		puts("Where a program before this version wrote to this file, pieces of words may be left\n"
		     "between its rows. 'empathyctl purge --rewrite' writes it anew, best at night.");
	return CTL_FINE;
}

static int
finish(const CtlGiven *given, const char *person, const AboutCount *count)
{
	g_autoptr(GError) error = NULL;
	bool is_rewritten = false;

	if (count->held == 0)
		return scrub(given, person);
	if (!upkeep_scrub_of(given->record, "", &is_rewritten, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	return ctl_complain(CTL_NO,
		"forgotten, but for what is held now: %u. Decide about these, then ask again",
		count->held);
}

static int
forget(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	const char *person = given->arguments[0];
	AboutCount count = { 0 };

	if (person == NULL || !about_is_person(person) || given->arguments[1] != NULL)
		return ctl_complain(CTL_USAGE, "name one address, or one account");
	if (!options.dry_run && !given->can_write)
		return ctl_may_not_write(given);
	bool is_fine = options.dry_run ? about_count(given->record, person, &count, &error)
				       : about_forget(given->record, person, &count, &error);
	if (!is_fine)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (about_is_nobody(&count))
		return ctl_complain(CTL_NO, "the record does not know '%s'", person);
	printf("%s: customer of %u %s, agent of %u, %u %s remembered, named in %u other %s\n",
		person, count.customer, count.customer == 1 ? "reply" : "replies", count.agent,
		count.remembered, count.remembered == 1 ? "mail" : "mails", count.others,
		count.others == 1 ? "row" : "rows");
	return options.dry_run ? CTL_FINE : finish(given, person, &count);
}

const Command command_forget = {
	.name = "forget",
	.arguments = "ADDRESS",
	.summary = "take a person out of the record",
	.description =
		"A customer's or an agent's address, or an account's name. Their name goes from every\n"
		"row, and everybody's words from the replies to or by them; verdicts and counts stay.\n"
		"Then the file is written anew (above 64 MB only when it has to be), and its bytes are\n"
		"searched for the name. Held replies\n"
		"stay as they are: the exit status is 1 then, and when the record knows nobody of that\n"
		"name. Needs the right to write to the record.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = forget,
};
