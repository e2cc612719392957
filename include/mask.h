/* mask.h - what must not be kept of people's words: addresses of mail, and numbers that look like
 * a card's, a phone's or a bank account's. Checks that such numbers carry keep orders and parcels
 * from being taken for them. Never fails; linear in the length of the text.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MASK_H
#define EMPATHY_MASK_H

#include "mask-words.h"

/* The text with "[address]" and "[number]" in their places; caller frees. Dates and amounts stay.
 * words: tell that a shorter number is somebody's as well; without them (NULL) each is. */
char *mask_text(const MaskWords *words, const char *text);

#endif
