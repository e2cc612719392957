/* ascii.h - is a text nothing but ASCII, as most are? Then much need not be asked.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ASCII_H
#define EMPATHY_ASCII_H

#include <stdbool.h>
#include <stddef.h>

bool ascii_is(const char *text, size_t length);

#endif
