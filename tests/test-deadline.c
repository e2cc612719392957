/* test-deadline.c - points in time, and waiting for one. SPDX-License-Identifier: MIT */
#include "config.h"

#include "deadline.h"

#include <errno.h>

static gint64
nanoseconds(struct timespec time)
{
	return (gint64)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void
so_long_from_now(void)
{
	static const gint64 lengths[] = { 0, 1, 999, 1000, 1001, 86400 * 1000 + 1 };

	for (guint i = 0; i < G_N_ELEMENTS(lengths); i++) {
		struct timespec before = deadline_in(0), then = deadline_in(lengths[i]),
				after = deadline_in(0);
		g_assert_cmpint(nanoseconds(then), >=, nanoseconds(before) + lengths[i] * 1000000);
		g_assert_cmpint(nanoseconds(then), <=, nanoseconds(after) + lengths[i] * 1000000);
		g_assert_cmpint(then.tv_nsec, <, 1000000000);
	}
}

static void
past_and_to_come(void)
{
	struct timespec now = deadline_in(0), later = deadline_in(60000);

	g_assert_true(deadline_is_past(&now));
	g_assert_false(deadline_is_past(&later));
	g_assert_cmpint(nanoseconds(deadline_earlier(now, later)), ==,
		nanoseconds(deadline_earlier(later, now)));
	g_assert_cmpint(nanoseconds(deadline_earlier(later, now)), ==, nanoseconds(now));
}

static void
a_condition_goes_by_it(void)
{
	pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t condition;
	struct timespec until = deadline_in(20);
	int result = 0;

	deadline_condition(&condition);
	pthread_mutex_lock(&lock);
	while (result == 0)
		result = pthread_cond_timedwait(&condition, &lock, &until);
	pthread_mutex_unlock(&lock);
	pthread_cond_destroy(&condition);
	g_assert_cmpint(result, ==, ETIMEDOUT);
	g_assert_true(deadline_is_past(&until));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/deadline/so-long-from-now", so_long_from_now);
	g_test_add_func("/deadline/past-and-to-come", past_and_to_come);
	g_test_add_func("/deadline/a-condition-goes-by-it", a_condition_goes_by_it);
	return g_test_run();
}
