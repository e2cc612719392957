/* poison.c - mail whose judging ends the daemon. SPDX-License-Identifier: MIT */
#include "config.h"

#include "poison.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "fnv.h"

enum {
	PLACES = 256,
	FORGET_SECONDS = 24 * 60 * 60,
	QUEUE_ID_BYTES = 32,
	PRINT_BYTES = 256 * 1024, /* of a body */
};

/* As in the file, in the machine's own byte order: it never leaves the machine. */
typedef struct Place {
	guint64 print; /* 0: free */
	gint64 at;     /* when it was entered, or the daemon died of it */
	guint32 deaths;
	guint32 n_inside; /* by how many threads it is being judged */
	char queue_id[QUEUE_ID_BYTES];
} Place;

typedef struct Image {
	char mark[8];
	Place places[PLACES];
} Image;

static const char mark[] = { 'E', 'M', 'J', 'U', 'D', 'G', 'E', '1' };

struct Poison {
	int file;
	guint n_found;
	pthread_mutex_t lock;
	Image image;
	/* Held while a mail is judged that was there when the daemon died: one of those at a time,
	 * so that the next death tells which of them it was. Taken before lock. */
	pthread_mutex_t suspects;
};

static char *
path_beside(const char *database)
{
	g_autofree char *folder = g_path_get_dirname(database);

	return g_build_filename(folder, "being-judged", NULL);
}

static bool
is_stale(const Place *place, gint64 now)
{
	return place->at > now || place->at <= now - FORGET_SECONDS;
}

static void
set_queue_id(Place *place, const char *queue_id)
{
	g_strlcpy(place->queue_id, queue_id, QUEUE_ID_BYTES);
	for (char *at = place->queue_id; *at != '\0'; at++)
		if (!g_ascii_isgraph(*at))
			*at = '?';
}

/* Whatever stands there, and may be anybody's: what makes no sense is free. */
static void
read_image(int file, gint64 now, Image *image)
{
	bool is_ours = pread(file, image, sizeof *image, 0) == (ssize_t)sizeof *image &&
		       memcmp(image->mark, mark, sizeof mark) == 0;

	for (int i = 0; i < PLACES; i++) {
		Place *place = &image->places[i];
		g_autofree char *queue_id = g_strndup(place->queue_id, QUEUE_ID_BYTES - 1);
		if (!is_ours || place->print == 0 || is_stale(place, now))
			memset(place, 0, sizeof *place);
		else
			set_queue_id(place, queue_id);
	}
	memcpy(image->mark, mark, sizeof mark);
}

static void
write_place(const Poison *poison, int number)
{
	const Place *place = &poison->image.places[number];
	off_t offset = (off_t)((const char *)place - (const char *)&poison->image);

	/* Nothing can be done about trouble here: the mail is judged unguarded. */
	if (pwrite(poison->file, place, sizeof *place, offset) < 0)
		return;
}

/* Who was inside has seen one more death. */
static guint
count_deaths(Image *image, gint64 now)
{
	guint n = 0;

	for (int i = 0; i < PLACES; i++) {
		Place *place = &image->places[i];
		if (place->n_inside == 0)
			continue;
		place->n_inside = 0;
		place->deaths = MIN(place->deaths, POISON_DEATHS) + 1;
		place->at = now;
		n++;
	}
	return n;
}

Poison *
poison_open(const char *database, gint64 now, GError **error)
{
	g_autofree char *path = path_beside(database);
	g_autoptr(Poison) poison = g_new0(Poison, 1);

	pthread_mutex_init(&poison->lock, NULL);
	pthread_mutex_init(&poison->suspects, NULL);
	poison->file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0640);
	if (poison->file >= 0 && flock(poison->file, LOCK_EX | LOCK_NB) == 0) {
		read_image(poison->file, now, &poison->image);
		poison->n_found = count_deaths(&poison->image, now);
		const Image *image = &poison->image;
		if (pwrite(poison->file, image, sizeof *image, 0) == (ssize_t)sizeof *image)
			return g_steal_pointer(&poison);
	}
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot use '%s': %s", path,
		errno == EWOULDBLOCK ? "another daemon does" : g_strerror(errno));
	return NULL;
}

void
poison_free(Poison *poison)
{
	if (poison == NULL)
		return;
	if (poison->file >= 0)
		close(poison->file);
	pthread_mutex_destroy(&poison->lock);
	pthread_mutex_destroy(&poison->suspects);
	g_free(poison);
}

guint
poison_found(const Poison *poison)
{
	return poison->n_found;
}

guint64
poison_print(const Envelope *envelope, const GString *raw)
{
	const char *body = g_strstr_len(raw->str, (gssize)raw->len, "\r\n\r\n");
	gsize start = body != NULL ? (gsize)(body - raw->str) : 0;
	gsize length = raw->len - start;
	guint64 print = fnv_add(FNV_START, envelope->sender, strlen(envelope->sender));

	print = fnv_add(print, &length, sizeof length);
	return MAX(fnv_add(print, raw->str + start, MIN(length, PRINT_BYTES)), 1);
}

static bool
is_older(const Image *image, int one, int other)
{
	return other < 0 || image->places[one].at < image->places[other].at;
}

/* Its own; else a free one, or that of the mail which was suspect the longest time ago. */
static int
place_for(const Image *image, guint64 print, gint64 now)
{
	int best = POISON_NO_PLACE;

	for (int i = 0; i < PLACES; i++) {
		const Place *place = &image->places[i];
		if (place->print == print)
			return i;
		bool is_needed = place->n_inside > 0 ||
				 (place->deaths >= POISON_DEATHS && !is_stale(place, now));
		if (!is_needed && is_older(image, i, best))
			best = i;
	}
	return best;
}

/* The place with what is known of this mail; a fresh one when that is nothing. */
static Place *
look_up(Poison *poison, guint64 print, gint64 now)
{
	int number = place_for(&poison->image, print, now);
	if (number == POISON_NO_PLACE)
		return NULL;

	Place *place = &poison->image.places[number];
	if (place->print != print || (place->n_inside == 0 && is_stale(place, now)))
		*place = (Place){ .print = print, .at = now };
	return place;
}

int
poison_enter(Poison *poison, guint64 print, const char *queue_id, gint64 now)
{
	if (poison == NULL)
		return POISON_NO_PLACE;

	pthread_mutex_lock(&poison->lock);
	Place *place = look_up(poison, print, now);
	bool is_alone = place != NULL && place->deaths > 0 && place->deaths < POISON_DEATHS;
	if (is_alone) {
		pthread_mutex_unlock(&poison->lock);
		pthread_mutex_lock(&poison->suspects);
		pthread_mutex_lock(&poison->lock);
		place = look_up(poison, print, now); /* the same mail may have been judged */
	}
	int number = POISON_NO_PLACE;
	if (place != NULL && place->deaths >= POISON_DEATHS) {
		number = POISON_REFUSED;
	} else if (place != NULL) {
		number = (int)(place - poison->image.places);
		place->at = now;
		place->n_inside++;
		set_queue_id(place, queue_id);
		write_place(poison, number);
	}
	if (is_alone && (number < 0 || place->deaths == 0))
		pthread_mutex_unlock(&poison->suspects);
	pthread_mutex_unlock(&poison->lock);
	return number;
}

/* Judged and alive: whatever it was, this mail was not it. */
void
poison_leave(Poison *poison, int number)
{
	if (poison == NULL || number < 0)
		return;

	pthread_mutex_lock(&poison->lock);
	Place *place = &poison->image.places[number];
	bool is_alone = place->deaths > 0;
	if (--place->n_inside == 0)
		memset(place, 0, sizeof *place);
	write_place(poison, number);
	pthread_mutex_unlock(&poison->lock);
	if (is_alone)
		pthread_mutex_unlock(&poison->suspects);
}

guint
poison_count(const char *database, gint64 now, char **queue_id_out)
{
	g_autofree char *path = path_beside(database);
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	const Place *last = NULL;
	guint n = 0;

	*queue_id_out = NULL;
	if (file < 0)
		return 0;
	Image image = { 0 };
	read_image(file, now, &image);
	close(file);
	for (int i = 0; i < PLACES; i++) {
		const Place *place = &image.places[i];
		if (place->print == 0 || place->deaths < POISON_DEATHS)
			continue;
		n++;
		last = last == NULL || place->at > last->at ? place : last;
	}
	*queue_id_out = g_strdup(last != NULL ? last->queue_id : "");
	return n;
}
