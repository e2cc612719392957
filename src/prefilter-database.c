/* prefilter-database.c - the words compiled by Hyperscan, kept on disk from one start to the next.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* HAVE_HYPERSCAN */

#ifdef HAVE_HYPERSCAN
#include "prefilter-database.h"

#include <hs/hs.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "empathy prefilter 2\n";

enum { DIGEST = 32, HEADER = sizeof(magic) - 1 + 2 * DIGEST };

static void
digest_of(const void *bytes, gsize length, guint8 out[DIGEST])
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize size = DIGEST;

	g_checksum_update(checksum, bytes, (gssize)length);
	g_checksum_get_digest(checksum, out, &size);
}

/* Of the words in their order, and of the library that compiles them. */
static void
key_of(const GPtrArray *cores, guint8 out[DIGEST])
{
	g_autoptr(GString) all = g_string_new(hs_version());
	hs_platform_info_t platform;

	if (hs_populate_platform(&platform) == HS_SUCCESS)
		g_string_append_printf(all, " %u %llx", platform.tune, platform.cpu_features);
	for (guint i = 0; i < cores->len; i++)
		g_string_append_printf(all, "\n%s", (const char *)cores->pdata[i]);
	digest_of(all->str, all->len, out);
}

static hs_database_t *
read_cache(const char *path, const guint8 key[DIGEST])
{
	g_autofree char *bytes = NULL;
	gsize length;
	guint8 digest[DIGEST];
	hs_database_t *database = NULL;

	if (!g_file_get_contents(path, &bytes, &length, NULL) || length < HEADER ||
		memcmp(bytes, magic, sizeof(magic) - 1) != 0 ||
		memcmp(bytes + sizeof(magic) - 1, key, DIGEST) != 0)
		return NULL;
	digest_of(bytes + HEADER, length - HEADER, digest);
	if (memcmp(bytes + HEADER - DIGEST, digest, DIGEST) != 0 ||
		hs_deserialize_database(bytes + HEADER, length - HEADER, &database) != HS_SUCCESS)
		return NULL;
	return database;
}

/* A cache that cannot be written only costs time at the next start. */
static void
write_cache(const char *path, const guint8 key[DIGEST], const hs_database_t *database)
{
	g_autoptr(GByteArray) file = g_byte_array_new();
	guint8 digest[DIGEST];
	char *bytes;
	size_t length;

	if (hs_serialize_database(database, &bytes, &length) != HS_SUCCESS)
		return;
	digest_of(bytes, length, digest);
	g_byte_array_append(file, (const guint8 *)magic, sizeof(magic) - 1);
	g_byte_array_append(file, key, DIGEST);
	g_byte_array_append(file, digest, DIGEST);
	g_byte_array_append(file, (const guint8 *)bytes, (guint)length);
	(void)g_file_set_contents(path, (const char *)file->data, (gssize)file->len, NULL);
	free(bytes); /* the library's allocator is malloc, and we leave it so */
}

static hs_database_t *
compile(const GPtrArray *cores)
{
	g_autofree guint *flags = g_new0(guint, cores->len);
	g_autofree guint *ids = g_new(guint, cores->len);
	g_autofree size_t *lengths = g_new(size_t, cores->len);
	hs_database_t *database = NULL;
	hs_compile_error_t *error = NULL;

	for (guint i = 0; i < cores->len; i++) {
		ids[i] = i;
		lengths[i] = strlen(cores->pdata[i]);
	}
	if (hs_compile_lit_multi((const char *const *)cores->pdata, flags, ids, lengths, cores->len,
		    HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
		hs_free_compile_error(error);
		return NULL;
	}
	return database;
}

hs_database_t *
prefilter_database_open(const GPtrArray *cores, const char *cache)
{
	guint8 key[DIGEST];

	if (cache == NULL)
		return compile(cores);
	key_of(cores, key);
	hs_database_t *database = read_cache(cache, key);
	if (database == NULL) {
		database = compile(cores);
		if (database != NULL)
			write_cache(cache, key, database);
	}
	return database;
}
#endif
