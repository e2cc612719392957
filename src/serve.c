/* serve.c - signals, systemd, and an orderly end. SPDX-License-Identifier: MIT */
#include "config.h"

#include "serve.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>
#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include "errors.h"
#include "listener.h"
#include "log.h"
#include "poison.h"
#include "sender.h"
#include "service.h"
#include "wire.h"

/* How long SIGTERM waits for messages under way; TimeoutStopSec= of the unit is longer, since a
 * locked record takes its time as well. */
#define LEAVE_SECONDS 15
/* What the mail server has already sent, and we have not yet read, is under way as well. */
#define GRACE_MICROSECONDS 200000

/* libmilter waits for SIGTERM, SIGINT and SIGHUP in a thread of its own and then drops what is
 * under way. Linux gives a signal to the main thread when that waits for it as well, so normally
 * we are asked first; when not, we only leave less politely. So it must always be waiting, and
 * leaves the reloading to another. */
typedef struct Engine {
	pthread_t thread, waiter;
	Service *service;
	const char *address; /* borrowed */
	Sender *sender;
	gint has_ended;
	bool is_fine;
	sem_t reload_wanted;
} Engine;

static void
fill_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGUSR1);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGHUP);
}

void
serve_block_signals(void)
{
	sigset_t signals;

	fill_signals(&signals);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

static void
tell_systemd(const char *state)
{
#ifdef HAVE_SYSTEMD
	sd_notify(0, state);
#else
	(void)state;
#endif
}

static void
tell_systemd_ready(Service *service)
{
	g_autoptr(Snapshot) snapshot = service_snapshot(service);
	g_autofree char *state = g_strdup_printf(
		"READY=1\nSTATUS=Judging by rules %s", rulebook_version(snapshot->rulebook));

	tell_systemd(state);
}

/* For the metrics. */
static void
tell_record(Service *service)
{
	g_autoptr(GError) error = NULL;

	if (!service_tell_load(service, &error))
		log_say(LOG_LEVEL_WARNING, NULL,
			"%s: the metrics do not know since when the rules are in force",
			error->message);
}

static void
reload(Service *service)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *needs_restart = NULL;

	tell_systemd("RELOADING=1");
	if (!service_reload(service, &needs_restart, &error)) {
		log_say(LOG_LEVEL_ERROR, NULL, "%s", error->message);
		log_say(LOG_LEVEL_ERROR, NULL, "not reloaded: the old settings and rules stay");
	} else {
		g_autoptr(Snapshot) snapshot = service_snapshot(service);
		g_autoptr(GPtrArray) idle = rulebook_idle(snapshot->rulebook);
		log_say(LOG_LEVEL_INFO, NULL, "reloaded: rules %s",
			rulebook_version(snapshot->rulebook));
		for (guint i = 0; i < idle->len; i++)
			log_say(LOG_LEVEL_WARNING, NULL, "%s", (const char *)idle->pdata[i]);
	}
	if (needs_restart != NULL)
		log_say(LOG_LEVEL_WARNING, NULL, "only a restart brings into force:%s",
			needs_restart);
	tell_systemd_ready(service);
	tell_record(service);
}

static void *
run_engine(void *data)
{
	Engine *engine = data;

	/* Said here and not by the main thread, which is waiting for signals by now. */
	log_say(LOG_LEVEL_INFO, NULL, "listening at %s", engine->address);
	tell_systemd_ready(engine->service);
	engine->is_fine = wire_run(engine->service);
	g_atomic_int_set(&engine->has_ended, 1);
	pthread_kill(engine->waiter, SIGTERM);
	return NULL;
}

static void *
reload_when_wanted(void *data)
{
	Engine *engine = data;

	tell_record(engine->service);
	for (;;) {
		if (sem_wait(&engine->reload_wanted) != 0)
			continue;
		/* What was asked for meanwhile is answered by the same reading. */
		while (sem_trywait(&engine->reload_wanted) == 0)
			;
		reload(engine->service);
	}
	return NULL;
}

static void
wait_for_the_end(Engine *engine)
{
	sigset_t signals;
	int number = 0;

	fill_signals(&signals);
	while (!g_atomic_int_get(&engine->has_ended)) {
		if (sigwait(&signals, &number) != 0)
			continue;
		if (number != SIGUSR1)
			return;
		sem_post(&engine->reload_wanted);
	}
}

/* What the sender of notices goes by. */
static void
give_current(void *data, Settings **settings_out, Wording **wording_out)
{
	g_autoptr(Snapshot) snapshot = service_snapshot(data);

	*settings_out = settings_ref(snapshot->settings);
	*wording_out = snapshot->wording != NULL ? wording_ref(snapshot->wording) : NULL;
}

/* Of mail that was passed on. */
static void
tell_lost_rows(Record *record, guint n)
{
	g_autofree char *trouble = record_take_trouble(record);

	if (n > 0)
		log_say(LOG_LEVEL_ERROR, NULL, "%u %s of mail that was passed on %s lost: %s", n,
			n == 1 ? "row" : "rows", n == 1 ? "is" : "are",
			trouble != NULL ? trouble : "nothing could be written");
	else if (trouble != NULL)
		log_say(LOG_LEVEL_WARNING, NULL, "%s", trouble);
}

static void
leave(const Engine *engine)
{
	Record *record = service_record(engine->service);

	tell_systemd("STOPPING=1\nSTATUS=Finishing what is under way");
	log_say(LOG_LEVEL_INFO, NULL, "leaving");
	service_turn_away(engine->service);
	g_usleep(GRACE_MICROSECONDS);
	guint n_left = service_leave(engine->service, LEAVE_SECONDS);
	if (n_left > 0) {
		log_say(LOG_LEVEL_WARNING, NULL,
			"%u messages did not end in time; the mail server will try again", n_left);
		/* Their threads still use what an orderly end would free, and may not answer any
		 * more: nothing is waited for. */
		tell_lost_rows(record, record_unwritten(record));
		_exit(0);
	}
	sender_stop(engine->sender);
	tell_lost_rows(record, record_finish(record));
	/* The engine is left as it is: stopping it takes five seconds, and it begins nothing more.
	 */
}

/* Without it mail is judged all the same. */
static Poison *
guard(const Settings *settings)
{
	g_autoptr(GError) error = NULL;
	Poison *poison =
		poison_open(settings->log_database, g_get_real_time() / G_USEC_PER_SEC, &error);

	if (poison == NULL)
		log_say(LOG_LEVEL_WARNING, NULL,
			"%s: a mail that ends the daemon would do so again and again",
			error->message);
	else if (poison_found(poison) > 0)
		log_say(LOG_LEVEL_WARNING, NULL,
			"the daemon ended while it judged mail (%u): what ends it again is no more "
			"judged",
			poison_found(poison));
	return poison;
}

bool
serve(const char *settings_path, Settings *settings, Rulebook *rulebook, Wording *wording,
	Record *record, GError **error)
{
	g_autoptr(Listener) listener = listener_claim(settings->socket, error);

	if (listener == NULL || !wire_open(listener, settings, error))
		return false;
	/* Static, and the service is never freed: they may outlive this call by some seconds. */
	static Engine engine;
	engine.waiter = pthread_self();
	engine.address = listener_address(listener);
	engine.service =
		service_new(settings_path, settings, rulebook, wording, record, guard(settings));
	engine.sender = sender_start(record, give_current, engine.service, error);
	if (engine.sender == NULL)
		return false;
	pthread_t reloader;
	sem_init(&engine.reload_wanted, 0, 0);
	int number = pthread_create(&reloader, NULL, reload_when_wanted, &engine);
	if (number == 0)
		number = pthread_create(&engine.thread, NULL, run_engine, &engine);
	if (number != 0) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot start a thread: %s",
			g_strerror(number));
		return false;
	}
	wait_for_the_end(&engine);
	bool ended_alone = g_atomic_int_get(&engine.has_ended);
	leave(&engine);
	if (ended_alone && !engine.is_fine) {
		g_set_error_literal(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"libmilter gave up; its reason is in the system's log");
		return false;
	}
	return true;
}
