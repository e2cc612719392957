/* record-pages.c - what SQLite leaves behind in a page is not written to the file.
 *
 * When rows move from one page to another, copies of them stay in the room between the others of
 * the page they left, and secure_delete does not know of these. Pages come into the file when the
 * write-ahead log is copied into it; there that room is emptied on the way. SQLite never looks into
 * it. (The log itself is emptied by the purge.)
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-sql.h"

#include <string.h>

/* https://www.sqlite.org/fileformat2.html, 1.6: B-tree pages */
enum {
	FILE_HEADER = 100, /* before the header of the first page */
	AT_FREE_BLOCK = 1,
	AT_CELLS = 3,
	AT_CONTENT = 5,
	LEAF_HEADER = 8,
	INTERIOR_HEADER = 12,
	SMALLEST_CELL = 4,
	MOST_BYTES = 8192, /* of a page; ours have 4096 */
	LEAST_BYTES = 512,
	POINTER_BYTES = 5, /* of an entry in a pointer map */
	LOCKED_AT = 0x40000000,
};

static gsize
number_at(const guchar *bytes)
{
	return (gsize)bytes[0] << 8 | bytes[1];
}

/* With auto_vacuum some pages, in equal distances, say where others are pointed to from; they may
 * begin like those of a tree. */
static bool
is_pointer_map(gsize number, gsize size)
{
	gsize distance = size / POINTER_BYTES + 1;

	if (number < 2)
		return false;
	gsize map = (number - 2) / distance * distance + 2;
	return number == (map == LOCKED_AT / size + 1 ? map + 1 : map);
}

/* 0: not the page of a tree. */
static gsize
header_size(guchar kind)
{
	switch (kind) {
	case 2:
	case 5:
		return INTERIOR_HEADER;
	case 10:
	case 13:
		return LEAF_HEADER;
	default:
		return 0;
	}
}

/* Whatever does not look as it has to is left alone. */
static bool
are_sound(const guchar *page, gsize size, const guchar *header, gsize begin, gsize content)
{
	gsize n = number_at(header + AT_CELLS);
	gsize block = number_at(header + AT_FREE_BLOCK);
	const guchar *cells = page + begin - 2 * n;

	if (begin > content || content > size || (block != 0 && block < content))
		return false;
	for (gsize i = 0; i < n; i++) {
		gsize cell = number_at(cells + 2 * i);
		if (cell < content || cell + SMALLEST_CELL > size)
			return false;
	}
	return true;
}

void
record_page_clean(guchar *page, gsize size, gsize number)
{
	gsize at = number == 1 ? FILE_HEADER : 0;
	const guchar *header = page + at;
	gsize length = header_size(*header);

	if (length == 0 || is_pointer_map(number, size))
		return;
	gsize begin = at + length + 2 * number_at(header + AT_CELLS);
	gsize content = number_at(header + AT_CONTENT);
	if (are_sound(page, size, header, begin, content))
		memset(page + begin, 0, content - begin);
}

/* ---- between SQLite and the file ---- */

static sqlite3_vfs *system_s;
static const sqlite3_io_methods *system_methods;
static sqlite3_io_methods methods;
static sqlite3_vfs vfs;

static int
write_clean(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
{
	guchar page[MOST_BYTES];
	bool is_page = amount >= LEAST_BYTES && amount <= MOST_BYTES &&
		       (amount & (amount - 1)) == 0 && offset % amount == 0;

	if (!is_page)
		return system_methods->xWrite(file, bytes, amount, offset);
	memcpy(page, bytes, (gsize)amount);
	record_page_clean(page, (gsize)amount, (gsize)(offset / amount) + 1);
	return system_methods->xWrite(file, page, amount, offset);
}

/* The system's file, but for how it is written. */
static int
open_file(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *flags_out)
{
	(void)self;
	int result = system_s->xOpen(system_s, name, file, flags, flags_out);

	if (result == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0 &&
		file->pMethods == system_methods)
		file->pMethods = &methods;
	return result;
}

/* Its methods are known when it has opened one. */
static bool
look_at_system(void)
{
	sqlite3_file *file = g_malloc0((gsize)system_s->szOsFile);
	int result = system_s->xOpen(
		system_s, "/dev/null", file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);

	if (result == SQLITE_OK && file->pMethods != NULL) {
		system_methods = file->pMethods;
		file->pMethods->xClose(file);
	}
	g_free(file);
	return system_methods != NULL;
}

static gpointer
register_once(gpointer data)
{
	(void)data;
	sqlite3_initialize();
	system_s = sqlite3_vfs_find(NULL);
	if (system_s == NULL || !look_at_system())
		return NULL;
	methods = *system_methods;
	methods.xWrite = write_clean;
	vfs = *system_s;
	vfs.zName = "empathy-clean";
	vfs.xOpen = open_file;
	return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK ? &vfs : NULL;
}

const char *
record_pages_vfs(void)
{
	static GOnce once = G_ONCE_INIT;
	const sqlite3_vfs *ours = g_once(&once, register_once, NULL);

	return ours != NULL ? ours->zName : NULL;
}
