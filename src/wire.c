/* wire.c - the mail server's side: one session a connection, one mail at a time in it.
 *
 * Callbacks come in any order, from any thread, and close may be the only one. A message's state
 * begins at MAIL and is dropped at the next MAIL, at abort, at close and after end of message.
 * Nothing is answered before end of message, so that the mail server need not wait for us.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "wire.h"

#include <errno.h>
#include <libmilter/mfapi.h>
#include <string.h>
#include <sys/stat.h>

#include "decide.h"
#include "errors.h"
#include "log.h"
#include "session.h"

/* libmilter hands nothing of ours to its callbacks. */
static Service *service;

/* Callbacks may begin anywhere: whoever needs the session makes it. */
static Session *
session_of(SMFICTX *ctx)
{
	Session *session = smfi_getpriv(ctx);

	if (session == NULL) {
		session = session_new(service);
		smfi_setpriv(ctx, session);
	}
	return session;
}

/* "" when the mail server did not say. */
static const char *
macro(SMFICTX *ctx, const char *name)
{
	const char *value = smfi_getsymval(ctx, (char *)name);

	return value != NULL ? value : "";
}

static void
set(char **field, const char *value)
{
	char *copy = g_strdup(value);

	g_free(*field);
	*field = copy;
}

/* Whoever negotiated not to answer a step must not. */
static sfsistat
go_on(const Session *session, unsigned long quiet_step)
{
	return (session->steps & quiet_step) != 0 ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

/* ---- what we ask of the mail server: no more than it offers ---- */

static void
ask_for_macros(SMFICTX *ctx)
{
	static const struct {
		int stage;
		const char *names;
	} wanted[] = {
		{ SMFIM_CONNECT, "j v" },
		{ SMFIM_ENVFROM, "i {auth_authen}" },
		{ SMFIM_ENVRCPT, "i" },
		/* The same at both: some libmilter mixes the two up. */
		{ SMFIM_EOH, "i" },
		{ SMFIM_EOM, "i" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
		smfi_setsymlist(ctx, wanted[i].stage, (char *)wanted[i].names);
}

static sfsistat
on_negotiate(SMFICTX *ctx, unsigned long offered_actions, unsigned long offered_steps,
	unsigned long unused_in_a, unsigned long unused_in_b, unsigned long *actions,
	unsigned long *steps, unsigned long *unused_out_a, unsigned long *unused_out_b)
{
	(void)unused_in_a, (void)unused_in_b;
	if (service_is_leaving(service))
		return SMFIS_REJECT;
	Session *session = session_of(ctx);

	*actions = offered_actions &
		   (SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE | SMFIF_SETSYMLIST);
	*steps = offered_steps &
		 (SMFIP_NOHELO | SMFIP_NODATA | SMFIP_NOUNKNOWN | SMFIP_NOEOH | SMFIP_NR_CONN |
			 SMFIP_NR_MAIL | SMFIP_NR_RCPT | SMFIP_NR_HDR | SMFIP_NR_BODY | SMFIP_SKIP);
	*unused_out_a = *unused_out_b = 0;
	if ((*actions & SMFIF_SETSYMLIST) != 0)
		ask_for_macros(ctx);
	session->actions = *actions;
	session->steps = *steps;
	return SMFIS_CONTINUE;
}

/* ---- the message comes in ---- */

static sfsistat
on_connect(SMFICTX *ctx, char *host, _SOCK_ADDR *address)
{
	(void)host;
	Session *session = session_of(ctx);

	g_free(session->client_address);
	session->client_address = envelope_address_text(address);
	return go_on(session, SMFIP_NR_CONN);
}

/* Postfix makes up a connection for mail given to sendmail(1); such mail has its queue id from the
 * first moment. */
static bool
is_local(const Envelope *envelope, const char *queue_id, const char *software)
{
	return envelope_is_from_here(envelope) && *queue_id != '\0' &&
	       g_str_has_prefix(software, "Postfix");
}

static sfsistat
on_mail(SMFICTX *ctx, char **arguments)
{
	Session *session = session_of(ctx);

	session_drop_mail(session);
	Mail *mail = session_mail(session);
	if (mail != NULL) {
		Envelope *envelope = mail->envelope;
		const char *sender = arguments != NULL && arguments[0] != NULL ? arguments[0] : "";
		g_free(envelope->sender);
		envelope->sender = envelope_bare_address(sender);
		set(&envelope->auth_user, macro(ctx, "{auth_authen}"));
		envelope->is_local = is_local(envelope, macro(ctx, "i"), macro(ctx, "v"));
	}
	return go_on(session, SMFIP_NR_MAIL);
}

static sfsistat
on_recipient(SMFICTX *ctx, char **arguments)
{
	Session *session = session_of(ctx);
	Mail *mail = session_mail(session);

	if (mail != NULL && arguments != NULL && arguments[0] != NULL &&
		mail->envelope->recipients->len < SESSION_MOST_RECIPIENTS)
		g_ptr_array_add(mail->envelope->recipients, envelope_bare_address(arguments[0]));
	return go_on(session, SMFIP_NR_RCPT);
}

static sfsistat
on_header(SMFICTX *ctx, char *name, char *value)
{
	Session *session = session_of(ctx);
	Mail *mail = session_mail(session);

	if (mail != NULL && name != NULL)
		incoming_header(mail->incoming, name, value != NULL ? value : "");
	return go_on(session, SMFIP_NR_HDR);
}

static sfsistat
on_body(SMFICTX *ctx, unsigned char *bytes, size_t length)
{
	Session *session = session_of(ctx);
	Mail *mail = session_mail(session);

	if (mail != NULL && !mail->incoming->has_body)
		decide_prepare(mail);
	if (mail != NULL && bytes != NULL)
		incoming_body(mail->incoming, (const char *)bytes, length);
	/* Not to be had together with silence; then the rest streams by and is dropped. */
	bool is_enough = mail == NULL || mail->incoming->is_too_big || mail->incoming->is_cut;
	bool can_skip = (session->steps & SMFIP_SKIP) != 0 && (session->steps & SMFIP_NR_BODY) == 0;
	return is_enough && can_skip ? SMFIS_SKIP : go_on(session, SMFIP_NR_BODY);
}

static sfsistat
on_abort(SMFICTX *ctx)
{
	session_drop_mail(session_of(ctx));
	return SMFIS_CONTINUE;
}

static sfsistat
on_close(SMFICTX *ctx)
{
	Session *session = smfi_getpriv(ctx);

	session_free(session);
	smfi_setpriv(ctx, NULL);
	return SMFIS_CONTINUE;
}

/* ---- end of message: judge, write down, then do ---- */

/* From the last to the first: Postfix renumbers what is left, Sendmail doesn't. */
static void
remove_spoofed(SMFICTX *ctx, const Session *session, const Mail *mail)
{
	const char *queue_id = mail->envelope->queue_id;
	guint n = mail->incoming->n_spoofed;

	if (n == 0)
		return;
	if ((session->actions & SMFIF_CHGHDRS) == 0) {
		log_say(LOG_LEVEL_WARNING, queue_id,
			"the mail server lets nobody remove a header: " ACTION_HEADER
			" from outside stays");
		return;
	}
	for (guint i = n; i > 0; i--)
		smfi_chgheader(ctx, (char *)ACTION_HEADER, (int)i, NULL);
	log_say(LOG_LEVEL_WARNING, queue_id, "removed %u " ACTION_HEADER " from outside", n);
}

/* The one place that decides what becomes of mail when we cannot do our work. */
static sfsistat
unable(SMFICTX *ctx, const Session *session, const Mail *mail, const GError *error)
{
	bool is_refused = mail->snapshot->settings->when_unable == WHEN_UNABLE_TEMPFAIL;

	log_say(LOG_LEVEL_ERROR, mail->envelope->queue_id, "%s; %s", error->message,
		is_refused ? "the mail server is asked to try again"
			   : "passed on, as when-unable says");
	if (is_refused) {
		smfi_setreply(ctx, (char *)"451", (char *)"4.3.0",
			(char *)"Reply cannot be checked now, please try again later");
		return SMFIS_TEMPFAIL;
	}
	remove_spoofed(ctx, session, mail);
	return SMFIS_CONTINUE;
}

static sfsistat
refuse(SMFICTX *ctx, const Action *action)
{
	/* libmilter takes the text for a format. */
	g_auto(GStrv) parts = g_strsplit(action->reply_text, "%", -1);
	g_autofree char *text = g_strjoinv("%%", parts);

	smfi_setreply(ctx, (char *)"550", (char *)"5.7.1", text);
	return SMFIS_REJECT;
}

static bool
add_header(SMFICTX *ctx, const Action *action)
{
	return action->header == NULL ||
	       smfi_insheader(ctx, 0, (char *)ACTION_HEADER, action->header) == MI_SUCCESS;
}

/* The agent's word to us is not for the customer. */
static void
change_subject(SMFICTX *ctx, const Action *action)
{
	if (action->subject != NULL)
		smfi_chgheader(ctx, (char *)"Subject", 1, action->subject);
}

/* What was planned could not be done: the row, already on disk, has to say so. */
static void
tell_less(const Mail *mail, const Judgement *judgement, Verdict performed, const char *why)
{
	g_autoptr(GError) error = NULL;
	const char *queue_id = mail->envelope->queue_id;

	log_say(LOG_LEVEL_WARNING, queue_id, "%s: %s instead", why, verdict_name(performed));
	if (!record_performed(service_record(service), judgement, performed, why, &error))
		log_say(LOG_LEVEL_ERROR, queue_id, "%s", error->message);
}

static sfsistat
perform(SMFICTX *ctx, const Session *session, const Mail *mail, const Judgement *judgement,
	const Action *planned)
{
	const Settings *settings = mail->snapshot->settings;
	const Action *action = planned;
	g_autoptr(Action) fallback = NULL;

	if (action->perform == VERDICT_REJECT)
		return refuse(ctx, action);
	remove_spoofed(ctx, session, mail);
	change_subject(ctx, action);
	if (action->perform == VERDICT_HOLD &&
		smfi_quarantine(ctx, action->hold_reason) != MI_SUCCESS) {
		fallback = action_plan(settings, judgement, mail->envelope->host, false, true);
		action = fallback;
		tell_less(mail, judgement, action->perform, "the mail server would not hold it");
	}
	if (action->perform == VERDICT_REJECT)
		return refuse(ctx, action);
	if (!add_header(ctx, action) && action->perform == VERDICT_ANNOTATE)
		tell_less(mail, judgement, VERDICT_PASS, "the mail server would take no header");
	return SMFIS_CONTINUE;
}

/* For those who look at the log alone; nothing of anybody's words. */
static void
log_outcome(const Envelope *envelope, const Judgement *judgement, const Action *action)
{
	log_say(LOG_LEVEL_INFO, envelope->queue_id, "id=%s verdict=%s action=%s %s=%s",
		judgement->id, verdict_name(judgement->verdict), verdict_name(action->perform),
		judgement->verdict == VERDICT_SKIP ? "reason" : "failed",
		judgement->verdict == VERDICT_SKIP ? judgement->reason : action->failed);
	g_autofree char *trouble = record_take_trouble(service_record(service));
	if (trouble != NULL)
		log_say(LOG_LEVEL_WARNING, NULL, "%s", trouble);
}

/* Never touched but for a header that pretends to be ours, never refused: whatever goes wrong is
 * ours alone. */
static sfsistat
let_in(SMFICTX *ctx, const Session *session, Mail *mail, Decision *decision)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *queue_id = g_strdup(mail->envelope->queue_id);

	remove_spoofed(ctx, session, mail);
	log_outcome(mail->envelope, decision->judgement, decision->action);
	if (!decision_remember(decision, mail, service_record(service), &error))
		log_say(LOG_LEVEL_WARNING, queue_id, "not remembered: %s", error->message);
	return SMFIS_CONTINUE;
}

/* It goes no further; one that was not written down has changed nothing and may come again. */
static sfsistat
take_control(SMFICTX *ctx, const Mail *mail, Decision *decision)
{
	g_autoptr(GError) error = NULL;
	const char *queue_id = mail->envelope->queue_id;
	const Control *control = decision->control;

	if (!decision_record(decision, mail, service_record(service), &error)) {
		log_say(LOG_LEVEL_ERROR, queue_id, "answer to a notice not taken: %s",
			error->message);
		smfi_setreply(ctx, (char *)"451", (char *)"4.3.0",
			(char *)"Answer cannot be taken now, please try again later");
		return SMFIS_TEMPFAIL;
	}
	log_say(LOG_LEVEL_INFO, queue_id, "id=%s answer to a notice about id=%s: %s%s",
		decision->judgement->id, *control->id != '\0' ? control->id : "none",
		control_is_heeded(control) ? "" : "not heeded, ", control_outcome(control));
	return SMFIS_DISCARD;
}

static sfsistat
answer(SMFICTX *ctx, const Session *session, Mail *mail)
{
	g_autoptr(GError) error = NULL;
	Record *record = service_record(service);
	g_autoptr(Decision) decision = decide(mail, record, service_poison(service),
		(session->actions & SMFIF_QUARANTINE) != 0,
		(session->actions & SMFIF_CHGHDRS) != 0);

	if (decision->judgement->skip == SKIP_POISON)
		log_say(LOG_LEVEL_ERROR, mail->envelope->queue_id,
			"judging this mail has ended the daemon %d times: passed on unjudged; please "
			"keep a copy and report it",
			POISON_DEATHS);
	if (decision->judgement->skip == SKIP_INBOUND)
		return let_in(ctx, session, mail, decision);
	if (decision->control != NULL)
		return take_control(ctx, mail, decision);
	if (decision_record(decision, mail, record, &error)) {
		log_outcome(mail->envelope, decision->judgement, decision->action);
		return perform(ctx, session, mail, decision->judgement, decision->action);
	}
	sfsistat answered = unable(ctx, session, mail, error);
	if (answered != SMFIS_CONTINUE)
		return answered;
	change_subject(ctx, decision->action);
	g_autofree char *queue_id = g_strdup(mail->envelope->queue_id);
	if (!decision_record_later(decision, mail, record))
		log_say(LOG_LEVEL_ERROR, queue_id, "its row is lost: too many wait for the record");
	return answered;
}

static sfsistat
on_end(SMFICTX *ctx)
{
	Session *session = session_of(ctx);
	Mail *mail = session_mail(session);
	const char *host = macro(ctx, "j");

	if (mail == NULL)
		return SMFIS_TEMPFAIL;
	/* Only now is the queue id sure to be known. */
	set(&mail->envelope->queue_id, macro(ctx, "i"));
	set(&mail->envelope->host, *host != '\0' ? host : g_get_host_name());
	if (*mail->envelope->auth_user == '\0')
		set(&mail->envelope->auth_user, macro(ctx, "{auth_authen}"));
	/* Sendmail's sendmail(1) is a client like others; its trace field tells. */
	if (mail->incoming->was_submitted && envelope_is_from_here(mail->envelope))
		mail->envelope->is_local = true;
	sfsistat answered = answer(ctx, session, mail);
	session_drop_mail(session);
	return answered;
}

/* ---- the process ---- */

bool
wire_open(const Listener *listener, const Settings *settings, GError **error)
{
	struct smfiDesc description = {
		.xxfi_name = (char *)"empathy-milter",
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE | SMFIF_SETSYMLIST,
		.xxfi_connect = on_connect,
		.xxfi_envfrom = on_mail,
		.xxfi_envrcpt = on_recipient,
		.xxfi_header = on_header,
		.xxfi_body = on_body,
		.xxfi_eom = on_end,
		.xxfi_abort = on_abort,
		.xxfi_close = on_close,
		.xxfi_negotiate = on_negotiate,
	};

	/* Bound closed to all others; listener_admit() opens it to whom it may. */
	mode_t before = umask(0177);
	errno = 0;
	bool is_open = smfi_register(description) == MI_SUCCESS &&
		       smfi_setconn((char *)listener_address(listener)) == MI_SUCCESS &&
		       smfi_opensocket(false) == MI_SUCCESS;
	int number = errno;
	umask(before);
	if (is_open)
		return listener_admit(
			listener, settings->socket_group, (int)settings->socket_mode, error);
	return listener_is_unbound(listener, number, error);
}

bool
wire_run(Service *shared)
{
	service = shared;
	return smfi_main() == MI_SUCCESS;
}
