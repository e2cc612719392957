/* yielding.c - a program that can wait: mail goes first. SPDX-License-Identifier: MIT */
#include "config.h"

#include "yielding.h"

#include <sched.h>
#include <sys/resource.h>

void
yielding_to_others(void)
{
	const struct sched_param none = { 0 };

	/* For CPU and, where the disk's scheduler heeds it, for the disk as well. */
	if (sched_setscheduler(0, SCHED_IDLE, &none) != 0)
		setpriority(PRIO_PROCESS, 0, 19);
}
