/* story.h - words that may be told to colleagues: without names, addresses and numbers.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_STORY_H
#define EMPATHY_STORY_H

/* customer: their address, whose parts may be their name. "[name]" stands where somebody is named,
 * or some thing: by a part of that address, after a greeting or a title, by a capital inside a
 * sentence; "[number]" for four digits and more. Caller frees. */
char *story_mask(const char *text, const char *customer);

#endif
