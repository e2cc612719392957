/* yielding.h - a program that can wait: mail goes first. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_YIELDING_H
#define EMPATHY_YIELDING_H

/* From now on the process, and what it starts, takes what CPU and disk the others leave. For those
 * alone that never hold what others wait for, such as a lock. Never fails. */
void yielding_to_others(void);

#endif
