/* inifile.c - the shared file syntax. SPDX-License-Identifier: MIT */
#include "config.h" /* O_CLOEXEC */

#include "inifile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"

enum { MOST_BYTES = 4 * 1024 * 1024 };

/* Where the reader is, and what an indented line would continue. */
typedef struct Reader {
	IniFile *file;
	int line;
	IniSection *section;
	GString *value; /* of the entry that is still open; NULL when there is none */
	IniEntry *entry;
} Reader;

static void
entry_free(gpointer data)
{
	IniEntry *entry = data;

	g_free(entry->key);
	g_free(entry->value);
	g_free(entry);
}

static void
section_free(gpointer data)
{
	IniSection *section = data;

	g_free(section->name);
	g_ptr_array_unref(section->entries);
	g_free(section);
}

static IniSection *
section_add(IniFile *file, const char *name, int line)
{
	IniSection *section = g_new0(IniSection, 1);

	section->name = g_strdup(name);
	section->line = line;
	section->entries = g_ptr_array_new_with_free_func(entry_free);
	g_ptr_array_add(file->sections, section);
	return section;
}

static void
close_entry(Reader *reader)
{
	if (reader->value == NULL)
		return;
	reader->entry->value = g_string_free(g_steal_pointer(&reader->value), FALSE);
	reader->entry = NULL;
}

/* "a  b" and " a b " are the same name. */
static char *
squeeze(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
	GString *name = g_string_new(NULL);

	for (char **word = words; *word != NULL; word++) {
		if (**word == '\0')
			continue;
		if (name->len > 0)
			g_string_append_c(name, ' ');
		g_string_append(name, *word);
	}
	return g_string_free(name, FALSE);
}

static gboolean
read_section(Reader *reader, char *line, GError **error)
{
	gsize length = strlen(line);

	if (line[length - 1] != ']')
		return inifile_error(error, reader->file->path, reader->line,
			"the section's name does not end with ']'; write [name] on a line of its "
			"own");
	line[length - 1] = '\0';
	g_autofree char *name = squeeze(line + 1);
	if (*name == '\0' || strpbrk(name, "[]") != NULL)
		return inifile_error(error, reader->file->path, reader->line,
			"a section needs a name without brackets: [name]");
	close_entry(reader);
	reader->section = section_add(reader->file, name, reader->line);
	return TRUE;
}

static gboolean
is_key(const char *key)
{
	if (*key == '\0')
		return FALSE;
	for (; *key != '\0'; key++) {
		if (!g_ascii_isalnum(*key) && *key != '-' && *key != '_')
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_entry(Reader *reader, char *line, GError **error)
{
	char *equals = strchr(line, '=');

	if (equals == NULL)
		return inifile_error(error, reader->file->path, reader->line,
			"expected \"key = value\", [section] or a comment that begins with '#'");
	*equals = '\0';
	char *key = g_strchomp(line);
	if (!is_key(key))
		return inifile_error(error, reader->file->path, reader->line,
			"\"%s\" is not a key; keys have letters, digits, '-' and '_'", key);
	close_entry(reader);
	reader->entry = g_new0(IniEntry, 1);
	reader->entry->key = g_strdup(key);
	reader->entry->line = reader->line;
	reader->value = g_string_new(g_strstrip(equals + 1));
	g_ptr_array_add(reader->section->entries, reader->entry);
	return TRUE;
}

/* "| this" on a line of its own is one more alternative, ")" the end of a group; the first one
 * stands behind nothing that it could be an alternative to. */
static void
append_alternative(GString *value, const char *text)
{
	bool is_first = value->len == 0 || strchr("(:/", value->str[value->len - 1]) != NULL;

	if (*text == '|') {
		text++;
		while (*text == ' ' || *text == '\t')
			text++;
		if (!is_first)
			g_string_append_c(value, '|');
	}
	g_string_append(value, text);
}

static gboolean
continue_entry(Reader *reader, const char *text, GError **error)
{
	if (reader->value == NULL)
		return inifile_error(error, reader->file->path, reader->line,
			"an indented line continues the value above it, and there is none; "
			"remove the blanks at its start");
	if (*text == '|' || *text == ')') {
		append_alternative(reader->value, text);
		return TRUE;
	}
	if (reader->value->len > 0)
		g_string_append_c(reader->value, ' ');
	g_string_append(reader->value, text);
	return TRUE;
}

static gboolean
has_control_character(const char *line)
{
	for (; *line != '\0'; line++) {
		if (g_ascii_iscntrl(*line) && *line != '\t')
			return TRUE;
	}
	return FALSE;
}

static gboolean
read_line(Reader *reader, char *line, GError **error)
{
	gboolean is_indented = *line == ' ' || *line == '\t';
	char *text = g_strstrip(line);

	if (*text == '#')
		return TRUE;
	if (*text == '\0') {
		close_entry(reader);
		return TRUE;
	}
	if (has_control_character(text))
		return inifile_error(
			error, reader->file->path, reader->line, "a control character; remove it");
	if (is_indented)
		return continue_entry(reader, text, error);
	return *text == '[' ? read_section(reader, text, error) : read_entry(reader, text, error);
}

static int
line_at(const char *text, const char *position)
{
	int line = 1;

	for (; text < position; text++)
		line += *text == '\n';
	return line;
}

static gboolean
is_text(const char *path, const char *text, gsize length, GError **error)
{
	const char *bad;

	if (length > MOST_BYTES)
		return inifile_error(error, path, 1, "longer than 4 MiB; split the file");
	if (!g_utf8_validate_len(text, length, &bad))
		return inifile_error(error, path, line_at(text, bad),
			"not UTF-8; save the file in that encoding");
	return TRUE;
}

static gboolean
read_lines(Reader *reader, const char *text, gsize length, GError **error)
{
	const char *end = length > 0 ? text + length : text;

	while (text < end) {
		const char *line_end = memchr(text, '\n', (gsize)(end - text));
		const char *next = line_end != NULL ? line_end + 1 : end;

		if (line_end == NULL)
			line_end = end;
		if (line_end > text && line_end[-1] == '\r')
			line_end--;
		g_autofree char *line = g_strndup(text, (gsize)(line_end - text));
		reader->line++;
		if (!read_line(reader, line, error))
			return FALSE;
		text = next;
	}
	return TRUE;
}

IniFile *
inifile_parse(const char *path, const char *text, gsize length, GError **error)
{
	static const char byte_order_mark[] = "\xef\xbb\xbf";

	if (!is_text(path, text, length, error))
		return NULL;
	if (length >= 3 && memcmp(text, byte_order_mark, 3) == 0) {
		text += 3;
		length -= 3;
	}
	g_autoptr(IniFile) file = g_new0(IniFile, 1);
	file->path = g_strdup(path);
	file->sections = g_ptr_array_new_with_free_func(section_free);

	Reader reader = { .file = file };
	reader.section = section_add(file, "", 1);
	gboolean is_fine = read_lines(&reader, text, length, error);
	close_entry(&reader);
	if (!is_fine)
		return NULL;
	if (reader.file->sections->len > 0 &&
		((IniSection *)file->sections->pdata[0])->entries->len == 0)
		g_ptr_array_remove_index(file->sections, 0);
	return g_steal_pointer(&file);
}

static gboolean
system_error(GError **error, const char *path)
{
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s: %s", path, g_strerror(errno));
	return FALSE;
}

/* One byte more than allowed is read, so that too long shows. */
static gboolean
read_all(int descriptor, const char *path, GByteArray *bytes, GError **error)
{
	guint8 chunk[16384];
	ssize_t got;

	while (bytes->len <= MOST_BYTES) {
		got = read(descriptor, chunk, sizeof(chunk));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return system_error(error, path);
		if (got == 0)
			break;
		g_byte_array_append(bytes, chunk, (guint)got);
	}
	return TRUE;
}

IniFile *
inifile_load(const char *path, GError **error)
{
	struct stat status;
	/* Not to wait for ever at a FIFO somebody put in the folder. */
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (descriptor < 0) {
		system_error(error, path);
		return NULL;
	}
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	gboolean is_read = FALSE;
	if (fstat(descriptor, &status) != 0)
		system_error(error, path);
	else if (!S_ISREG(status.st_mode))
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s: not a file", path);
	else
		is_read = read_all(descriptor, path, bytes, error);
	close(descriptor);
	if (!is_read)
		return NULL;
	return inifile_parse(path, (const char *)bytes->data, bytes->len, error);
}

void
inifile_free(IniFile *file)
{
	if (file == NULL)
		return;
	g_free(file->path);
	if (file->sections != NULL)
		g_ptr_array_unref(file->sections);
	g_free(file);
}

gboolean
inifile_error(GError **error, const char *path, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX, "%s:%d: %s", path, line, message);
	return FALSE;
}
