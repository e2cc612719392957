/* mailbox.c - files, folders, mbox, Maildir. SPDX-License-Identifier: MIT */
#include "config.h" /* first: it makes <sys/stat.h> know lstat */

#include "mailbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "errors.h"

enum { MOST_DEPTH = 32, CHUNK = 1 << 16 };
static const gsize most_bytes = (gsize)1 << 30;

static bool
read_all(FILE *file, const char *path, GString *into, GError **error)
{
	g_autofree char *chunk = g_malloc(CHUNK);

	for (;;) {
		gsize got = fread(chunk, 1, CHUNK, file);
		g_string_append_len(into, chunk, (gssize)got);
		if (into->len > most_bytes) {
			errno = EFBIG;
			return error_set_system(error, "cannot read", path, errno);
		}
		if (got < CHUNK)
			return ferror(file) == 0 ||
			       error_set_system(error, "cannot read", path, errno);
	}
}

char *
mailbox_contents(const char *path, gsize *length_out, GError **error)
{
	bool is_stdin = g_str_equal(path, "-");
	FILE *file = is_stdin ? stdin : fopen(path, "rbe");

	if (file == NULL) {
		error_set_system(error, "cannot read", path, errno);
		return NULL;
	}
	g_autoptr(GString) text = g_string_new("");
	bool fine = read_all(file, path, text, error);
	if (!is_stdin)
		fclose(file);
	if (!fine)
		return NULL;
	*length_out = text->len;
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool
is_mbox(const char *text, gsize length)
{
	return length >= 5 && memcmp(text, "From ", 5) == 0;
}

/* "Subject: ..." at the start: a header field's name and a colon. */
static bool
begins_with_header(const char *text, gsize length)
{
	gsize at = 0;

	while (at < length && at < 80 && (g_ascii_isalnum(text[at]) || text[at] == '-'))
		at++;
	return at > 0 && at < length && text[at] == ':';
}

bool
mailbox_is_mail(const char *text, gsize length)
{
	return is_mbox(text, length) || begins_with_header(text, length);
}

/* No mail begins so, whatever else it lacks. */
static bool
begins_with_json(const char *text, gsize length)
{
	gsize at = 0;

	while (at < length && g_ascii_isspace(text[at]))
		at++;
	return at < length && (text[at] == '{' || text[at] == '[');
}

/* Start of the next "From " line that follows an empty one, or the end. */
static gsize
next_of_mbox(const char *text, gsize length, gsize at)
{
	while (at < length) {
		const char *newline = memchr(text + at, '\n', length - at);
		if (newline == NULL)
			return length;
		gsize line = at;
		at = (gsize)(newline - text) + 1;
		bool is_empty = line == at - 1 || (text[line] == '\r' && line == at - 2);
		if (is_empty && is_mbox(text + at, length - at))
			return at;
	}
	return length;
}

/* Takes the ">" off ">From " and ">>From " (mboxrd; mboxo only ever wrote the first). */
static GBytes *
unescaped(const char *text, gsize length)
{
	GString *out = g_string_sized_new(length);

	for (gsize at = 0; at < length;) {
		const char *newline = memchr(text + at, '\n', length - at);
		gsize end = newline != NULL ? (gsize)(newline - text) + 1 : length;
		gsize marks = at;
		while (marks < end && text[marks] == '>')
			marks++;
		if (marks > at && is_mbox(text + marks, end - marks))
			at++;
		g_string_append_len(out, text + at, (gssize)(end - at));
		at = end;
	}
	return g_string_free_to_bytes(out);
}

static void
read_mbox(const char *path, const char *text, gsize length, const MailboxVisitor *visitor)
{
	gsize at = 0;

	for (guint number = 1; at < length; number++) {
		const char *newline = memchr(text + at, '\n', length - at);
		gsize begin = newline != NULL ? (gsize)(newline - text) + 1 : length;
		gsize end = next_of_mbox(text, length, begin);
		g_autoptr(GBytes) raw = unescaped(text + begin, end - begin);
		g_autofree char *name = g_strdup_printf("%s#%u", path, number);
		visitor->mail(name, raw, visitor->data);
		at = end;
	}
}

/* in_folder: nobody named this file, so it has to look like mail. */
static void
read_file(const char *path, bool in_folder, const MailboxVisitor *visitor)
{
	g_autoptr(GError) error = NULL;
	gsize length = 0;
	g_autofree char *text = mailbox_contents(path, &length, &error);

	if (text == NULL) {
		visitor->trouble(path, error->message, visitor->data);
		return;
	}
	if (is_mbox(text, length)) {
		read_mbox(path, text, length, visitor);
		return;
	}
	if (!in_folder && begins_with_json(text, length)) {
		g_autofree char *said = g_strdup_printf(
			"'%s' looks like JSON lines and is no mail: add --pairs", path);
		visitor->trouble(path, said, visitor->data);
		return;
	}
	if (in_folder && !g_str_has_suffix(path, ".eml") && !begins_with_header(text, length))
		return;
	g_autoptr(GBytes) raw = g_bytes_new_take(g_steal_pointer(&text), length);
	visitor->mail(path, raw, visitor->data);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
names_in(const char *path, GError **error)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, error);
	if (folder == NULL)
		return NULL;
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name = g_dir_read_name(folder); name != NULL;
		name = g_dir_read_name(folder))
		if (*name != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	return names;
}

/* In a Maildir, tmp/ holds what is not delivered yet. */
static bool
is_undelivered(const char *folder, const char *name)
{
	g_autofree char *cur = g_build_filename(folder, "cur", NULL);

	return g_str_equal(name, "tmp") && g_file_test(cur, G_FILE_TEST_IS_DIR);
}

static void
read_folder(const char *path, int depth, const MailboxVisitor *visitor)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) names = names_in(path, &error);

	if (names == NULL || depth > MOST_DEPTH) {
		visitor->trouble(path, error != NULL ? error->message : "folders nested too deep",
			visitor->data);
		return;
	}
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *child = g_build_filename(path, names->pdata[i], NULL);
		struct stat status;
		if (lstat(child, &status) == 0 && S_ISDIR(status.st_mode)) {
			if (!is_undelivered(path, names->pdata[i]))
				read_folder(child, depth + 1, visitor);
		} else if (g_file_test(child, G_FILE_TEST_IS_REGULAR)) {
			read_file(child, true, visitor);
		}
	}
}

void
mailbox_read(const char *path, const MailboxVisitor *visitor)
{
	if (!g_str_equal(path, "-") && g_file_test(path, G_FILE_TEST_IS_DIR))
		read_folder(path, 0, visitor);
	else
		read_file(path, false, visitor);
}
