/* deadline.c - until when a thread waits. SPDX-License-Identifier: MIT */
#include "config.h"

#include "deadline.h"

enum { NANOSECONDS = 1000 * 1000 * 1000 };

struct timespec
deadline_in(gint64 milliseconds)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_sec += (time_t)(milliseconds / 1000);
	time.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	time.tv_sec += time.tv_nsec / NANOSECONDS;
	time.tv_nsec %= NANOSECONDS;
	return time;
}

static bool
is_before(const struct timespec *one, const struct timespec *other)
{
	return one->tv_sec < other->tv_sec ||
	       (one->tv_sec == other->tv_sec && one->tv_nsec < other->tv_nsec);
}

bool
deadline_is_past(const struct timespec *deadline)
{
	struct timespec now = deadline_in(0);

	return !is_before(&now, deadline);
}

struct timespec
deadline_earlier(struct timespec one, struct timespec other)
{
	return is_before(&one, &other) ? one : other;
}

void
deadline_condition(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}
