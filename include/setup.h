/* setup.h - the lines that put us before a mail server, made from our own settings and from what
 * the server's configuration says already. Pure. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SETUP_H
#define EMPATHY_SETUP_H

#include "mail-server.h"

/* How long Sendmail is to wait for our word; Postfix waits as long by itself. */
#define SETUP_SENDMAIL_TIMES "T=C:1m;S:30s;R:1m;E:5m"
/* Where notices are handed in, unless [notice] smtp says otherwise. */
#define SETUP_NOTICE_PORT 10025

/* All there is to do: for Postfix a shell script, for Sendmail lines of sendmail.mc; what belongs
 * elsewhere stands in its comments. Running it twice does no harm. Caller frees. */
char *setup_text(const MailServer *server, const Settings *settings);

/* The line that has an entrance ask us at our socket before all other filters, which stay. Caller
 * frees. */
char *setup_filters_line(
	const MailServer *server, const Entrance *entrance, const Endpoint *socket);
/* The line that has it ask nobody. Caller frees. */
char *setup_no_filters_line(const MailServer *server, const Entrance *entrance);
/* The lines of a listener without filters, for notices. Caller frees. */
char *setup_notice_line(const MailServer *server, const Endpoint *listener);

#endif
