/* mail-server.h - what a mail server's configuration says that matters to us, Postfix's and
 * Sendmail's told alike: through which entrances mail comes, and which filters stand there.
 *
 * Read with the servers' own means and fixed arguments (mail-server.c), or from their texts by pure
 * functions. Plain data.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MAIL_SERVER_H
#define EMPATHY_MAIL_SERVER_H

#include <glib.h>
#include <stdbool.h>

#include "endpoint.h"
#include "settings.h"

/* What becomes of mail when a filter does not answer. */
typedef enum WhenDown {
	WHEN_DOWN_ACCEPT,
	WHEN_DOWN_TEMPFAIL,
	WHEN_DOWN_SHUTDOWN,
	WHEN_DOWN_QUARANTINE,
	WHEN_DOWN_REJECT,
	N_WHEN_DOWN,
} WhenDown;

/* A filter as one entrance has it. */
typedef struct Filter {
	char *text; /* as it stands in the list: an address for Postfix, a name for Sendmail */
	Endpoint *endpoint; /* NULL: not understood */
	WhenDown when_down;
	guint patience; /* seconds the server waits for our word about a whole mail */
} Filter;

typedef enum EntranceKind {
	ENTRANCE_SMTP,       /* a listener of the mail server, port 25 or one of its own */
	ENTRANCE_SUBMISSION, /* one for people's programs: 587, 465 */
	ENTRANCE_PROGRAM,    /* sendmail(1) */
} EntranceKind;

typedef struct Entrance {
	char *name; /* "submission/inet", "MTA", "sendmail(1)" */
	EntranceKind kind;
	Endpoint *endpoint; /* NULL for sendmail(1) */
	bool is_chrooted;
	bool has_own_filters; /* its list is set here and not for all */
	bool has_no_filters;  /* switched off by other means than an empty list */
	GPtrArray *filters;   /* of Filter, in order */
} Entrance;

typedef struct MailServer {
	Mta kind;
	char *folder; /* of its configuration */
	char *version;
	char *user;     /* as whom it connects to filters */
	char *root;     /* the folder it may live in: Postfix's queue directory; "" for Sendmail */
	guint protocol; /* of milters, the highest it speaks */
	bool reuses_queue_ids;
	bool has_filter_maps;  /* which filters there are is a table's word, client by client */
	bool filters_own_mail; /* bounces and notices of its own, too */
	GPtrArray *queues;     /* of char *: folders mail waits in, '*' at the end for several */
	GPtrArray *entrances;  /* of Entrance */
} MailServer;

/* "postfix", "sendmail". */
bool mta_of_name(const char *name, Mta *mta_out);
/* folder: "" for the usual one. EMPATHY_ERROR_SYSTEM when it is not here or cannot be read. */
MailServer *mail_server_read(Mta kind, const char *folder, GError **error);
MailServer *mail_server_new(Mta kind, const char *folder);
void mail_server_free(MailServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailServer, mail_server_free)

/* Are all of its queues there? Where one is not, the mail in it looks as if it were gone. */
bool mail_server_has_queues(const MailServer *server, GError **error);

/* The three answers of postconf: parameters ("name = value", $names expanded), services (-M) and
 * what services set themselves (-P). */
MailServer *mail_server_of_postfix(
	const char *folder, const char *parameters, const char *services, const char *overrides);
/* sendmail.cf and submit.cf ("" when there is none). */
MailServer *mail_server_of_sendmail(const char *folder, const char *cf, const char *submit_cf);

/* For those two. Takes name; given to the server. */
Entrance *mail_server_add(MailServer *server, char *name, EntranceKind kind);
void filter_free(Filter *filter);
/* "accept", "tempfail", ...; N_WHEN_DOWN when it is none. */
WhenDown when_down_of_name(const char *name);
const char *when_down_name(WhenDown when_down);

/* Is it meant to be ours, by its name? Then it is, or it was before something moved. */
bool filter_is_named_ours(const Filter *filter);
/* The position of the filter at a endpoint, -1 when the entrance lacks it. */
int entrance_find(const Entrance *entrance, const Endpoint *endpoint);
/* The first that signs mail (DKIM), by what its address is named for; -1: none known. */
int entrance_find_signer(const Entrance *entrance);
/* Through which one a caller of that place comes in; NULL: none of its. */
const Entrance *mail_server_entrance_at(const MailServer *server, const Endpoint *endpoint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)

#endif
