/* fnv.c - FNV-1a with 64 bits. SPDX-License-Identifier: MIT */
#include "fnv.h"

guint64
fnv_add(guint64 hash, const void *bytes, gsize length)
{
	const guchar *byte = bytes;

	for (gsize i = 0; i < length; i++)
		hash = (hash ^ byte[i]) * G_GUINT64_CONSTANT(1099511628211);
	return hash;
}
