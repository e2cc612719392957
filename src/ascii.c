/* ascii.c - is a text nothing but ASCII? SPDX-License-Identifier: MIT */
#include "ascii.h"

#include <glib.h>
#include <string.h>

bool
ascii_is(const char *text, size_t length)
{
	guint64 bits = 0, word;

	for (; length >= sizeof(word); length -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		bits |= word;
	}
	for (; length > 0; length--, text++)
		bits |= (guint8)*text;
	return (bits & 0x8080808080808080U) == 0;
}
