/* mask-number.h - which numbers in a text are a person's: phones, cards, accounts. mask.c's own.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MASK_NUMBER_H
#define EMPATHY_MASK_NUMBER_H

#include <glib.h>
#include <stdbool.h>

/* The number that begins at text, with its blanks and signs: its bytes, 0 for none. is_told: by the
 * word before. */
gsize mask_number(const char *text, bool is_told, bool *is_private_out);
/* The bank account (IBAN) that begins at text: its bytes, 0 for none. */
gsize mask_account(const char *text);

#endif
