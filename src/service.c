/* service.c - what is in force, and what is under way. SPDX-License-Identifier: MIT */
#include "config.h"

#include "service.h"

#include <pthread.h>

#include "deadline.h"
#include "errors.h"
#include "post.h"
#include "record-rules.h"

struct Service {
	char *settings_path;
	Record *record; /* borrowed */
	Poison *poison;

	/* pthread and not GLib's, so that ThreadSanitizer understands them. */
	pthread_mutex_t lock;
	pthread_cond_t is_quiet;
	Snapshot *snapshot;
	RulesLoad load; /* but for its version, which is the snapshot's */
	guint n_messages;
	bool is_leaving, is_closed;
};

static Snapshot *
snapshot_new(Settings *settings, Rulebook *rulebook, Wording *wording)
{
	Snapshot *snapshot = g_new0(Snapshot, 1);

	snapshot->ref_count = 1;
	snapshot->settings = settings_ref(settings);
	snapshot->rulebook = rulebook_ref(rulebook);
	snapshot->wording = wording != NULL ? wording_ref(wording) : NULL;
	return snapshot;
}

void
snapshot_unref(Snapshot *snapshot)
{
	if (snapshot == NULL || !g_atomic_int_dec_and_test(&snapshot->ref_count))
		return;
	settings_unref(snapshot->settings);
	rulebook_unref(snapshot->rulebook);
	wording_unref(snapshot->wording);
	g_free(snapshot);
}

/* A mistake in a template is one whether notices are sent or not; that there are none matters only
 * when they are. */
static bool
read_wording(const Settings *settings, Wording **wording_out, GError **error)
{
	g_autoptr(GError) failure = NULL;

	*wording_out = wording_load((const char *const *)settings->rules_path, &failure);
	if (*wording_out != NULL ||
		(*settings->notice_smtp == '\0' &&
			g_error_matches(failure, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM)))
		return true;
	g_propagate_error(error, g_steal_pointer(&failure));
	return false;
}

/* Where there are rules for none, nothing would be judged, and nobody would know. */
static bool
check_languages(const Settings *settings, const Rulebook *rulebook, GError **error)
{
	g_autoptr(GPtrArray) languages = rulebook_languages(rulebook);

	return settings_check_languages(settings, languages, error);
}

bool
service_read(const char *settings_path, Settings **settings_out, Rulebook **rulebook_out,
	Wording **wording_out, GError **error)
{
	g_autoptr(Settings) settings = settings_load(settings_path, error);
	if (settings == NULL)
		return false;
	if (!post_check(settings, error))
		return false;
	*rulebook_out = rulebook_load((const char *const *)settings->rules_path, error);
	if (*rulebook_out == NULL || !check_languages(settings, *rulebook_out, error))
		return false;
	rulebook_make_hints(*rulebook_out);
	if (!read_wording(settings, wording_out, error))
		return false;
	*settings_out = g_steal_pointer(&settings);
	return true;
}

Service *
service_new(const char *settings_path, Settings *settings, Rulebook *rulebook, Wording *wording,
	Record *record, Poison *poison)
{
	Service *service = g_new0(Service, 1);

	service->settings_path = g_strdup(settings_path);
	service->record = record;
	service->poison = poison;
	service->snapshot = snapshot_new(settings, rulebook, wording);
	service->load = (RulesLoad){ NULL, 1, g_get_real_time() / G_USEC_PER_SEC, true };
	pthread_mutex_init(&service->lock, NULL);
	deadline_condition(&service->is_quiet);
	return service;
}

Record *
service_record(const Service *service)
{
	return service->record;
}

Poison *
service_poison(const Service *service)
{
	return service->poison;
}

Snapshot *
service_snapshot(Service *service)
{
	pthread_mutex_lock(&service->lock);
	Snapshot *snapshot = service->snapshot;
	g_atomic_int_inc(&snapshot->ref_count);
	pthread_mutex_unlock(&service->lock);
	return snapshot;
}

/* What was used once, at the start, and is not looked at again. */
static char *
needs_restart(const Settings *before, const Settings *now)
{
	GString *names = g_string_new(NULL);

	if (g_strcmp0(before->socket, now->socket) != 0)
		g_string_append(names, " socket");
	if (g_strcmp0(before->socket_group, now->socket_group) != 0)
		g_string_append(names, " socket-group");
	if (before->socket_mode != now->socket_mode)
		g_string_append(names, " socket-mode");
	if (g_strcmp0(before->log_database, now->log_database) != 0)
		g_string_append(names, " database");
	if (before->log_sync != now->log_sync)
		g_string_append(names, " sync");
	return names->len > 0 ? g_string_free(names, FALSE) : (g_string_free(names, TRUE), NULL);
}

static void
note_failure(Service *service)
{
	pthread_mutex_lock(&service->lock);
	service->load.is_fine = false;
	pthread_mutex_unlock(&service->lock);
}

bool
service_reload(Service *service, char **restart_out, GError **error)
{
	g_autoptr(Settings) settings = NULL;
	g_autoptr(Rulebook) rulebook = NULL;
	g_autoptr(Wording) wording = NULL;

	*restart_out = NULL;
	if (!service_read(service->settings_path, &settings, &rulebook, &wording, error)) {
		note_failure(service);
		return false;
	}
	Snapshot *next = snapshot_new(settings, rulebook, wording);
	pthread_mutex_lock(&service->lock);
	g_autoptr(Snapshot) before = service->snapshot;
	service->snapshot = next;
	service->load = (RulesLoad){ NULL, service->load.generation + 1,
		g_get_real_time() / G_USEC_PER_SEC, true };
	/* Once closed, the record may be gone. */
	if (!service->is_closed) {
		record_use_settings(service->record, settings);
		record_use_words(service->record, rulebook_mask_words(rulebook));
	}
	pthread_mutex_unlock(&service->lock);
	*restart_out = needs_restart(before->settings, settings);
	return true;
}

bool
service_tell_load(Service *service, GError **error)
{
	/* As a message does, so that the record stays until it is done. */
	if (!service_begin(service))
		return true;
	pthread_mutex_lock(&service->lock);
	RulesLoad load = service->load;
	Snapshot *snapshot = service->snapshot;
	g_atomic_int_inc(&snapshot->ref_count);
	pthread_mutex_unlock(&service->lock);
	load.version = rulebook_version(snapshot->rulebook);
	bool is_told = record_rules_load(service->record, &load, error);
	snapshot_unref(snapshot);
	service_end(service);
	return is_told;
}

bool
service_begin(Service *service)
{
	pthread_mutex_lock(&service->lock);
	bool is_open = !service->is_closed;
	if (is_open)
		service->n_messages++;
	pthread_mutex_unlock(&service->lock);
	return is_open;
}

void
service_end(Service *service)
{
	pthread_mutex_lock(&service->lock);
	g_assert(service->n_messages > 0);
	if (--service->n_messages == 0)
		pthread_cond_signal(&service->is_quiet);
	pthread_mutex_unlock(&service->lock);
}

void
service_turn_away(Service *service)
{
	pthread_mutex_lock(&service->lock);
	service->is_leaving = true;
	pthread_mutex_unlock(&service->lock);
}

bool
service_is_leaving(Service *service)
{
	pthread_mutex_lock(&service->lock);
	bool is_leaving = service->is_leaving;
	pthread_mutex_unlock(&service->lock);
	return is_leaving;
}

guint
service_leave(Service *service, int seconds)
{
	struct timespec deadline = deadline_in((gint64)seconds * 1000);
	int result = 0;

	pthread_mutex_lock(&service->lock);
	while (service->n_messages > 0 && result == 0)
		result = pthread_cond_timedwait(&service->is_quiet, &service->lock, &deadline);
	service->is_closed = true;
	guint n_left = service->n_messages;
	pthread_mutex_unlock(&service->lock);
	return n_left;
}
