/* story.h - words that may be told to colleagues: without names, addresses and numbers.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_STORY_H
#define EMPATHY_STORY_H

/* customer: their address, whose parts may be their name. "[name]" stands where somebody is named:
 * by a part of that address, after a greeting, or after a title. Caller frees. */
char *story_mask(const char *text, const char *customer);

#endif
