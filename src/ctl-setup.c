/* ctl-setup.c - empathyctl setup: the mail server's configuration, to paste.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "ctl.h"
#include "setup.h"

static int
setup(const CtlGiven *given)
{
	const Settings *settings = given->settings;
	g_autoptr(GError) error = NULL;
	Mta mta = MTA_POSTFIX;

	if (given->arguments[0] == NULL || given->arguments[1] != NULL ||
		!mta_of_name(given->arguments[0], &mta))
		return ctl_complain(CTL_USAGE, "say 'setup postfix' or 'setup sendmail'");
	g_autoptr(MailServer) server =
		mail_server_read(mta, settings->queue_config_directory, &error);
	if (server == NULL)
		return ctl_complain(CTL_FAILED,
			"%s\nThe lines depend on what is configured already.", error->message);
	g_autofree char *text = setup_text(server, settings);
	fputs(text, stdout);
	return CTL_FINE;
}

const Command command_setup = {
	.name = "setup",
	.arguments = "postfix|sendmail",
	.summary = "print the mail server's configuration, to paste",
	.description =
		"Made from our own settings and from what the server's configuration says already:\n"
		"its other filters stay. Nothing is changed by this command; for Postfix it prints\n"
		"a script for root, for Sendmail lines of sendmail.mc.\n",
	.options = NULL,
	.needs = NEEDS_SETTINGS,
	.run = setup,
};
