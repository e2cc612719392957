/* rule-source.c - rule files as written, and the filling in of {NAME}.
 * SPDX-License-Identifier: MIT */
#include "rule-source.h"

#include <string.h>

#include "errors.h"
#include "folder.h"

typedef struct Define {
	const char *path; /* borrowed from its file, likewise the text */
	int line;
	guint folder;
	const char *text;
	struct Define *before; /* of an earlier folder, which it replaces; or NULL */
} Define;

/* Deep or wide nesting would let a short file grow without end. */
enum {
	MOST_NESTING = 8,
	LONGEST_REGEX = 48 * 1024,
	MOST_RULES = 5000,
	MOST_DEFINES = 5000,
	MOST_FILES = 500,
	/* Over the defines of several folders, each of which nests no deeper than it may. */
	MOST_PASSES = 4 * MOST_NESTING,
};

static void
define_free(gpointer data)
{
	Define *define = data;

	if (define->before != NULL)
		define_free(define->before);
	g_free(define);
}

RuleSource *
rule_source_new(const char *language)
{
	RuleSource *source = g_new0(RuleSource, 1);

	source->language = g_strdup(language);
	source->files = g_ptr_array_new_with_free_func((GDestroyNotify)inifile_free);
	source->rules = g_ptr_array_new_with_free_func(g_free);
	source->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	source->defines = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, define_free);
	source->idle = g_ptr_array_new_with_free_func(g_free);
	source->covered = g_ptr_array_new_with_free_func(g_free);
	return source;
}

void
rule_source_free(RuleSource *source)
{
	if (source == NULL)
		return;
	g_free(source->language);
	g_hash_table_unref(source->by_name);
	g_hash_table_unref(source->defines);
	g_ptr_array_unref(source->idle);
	g_ptr_array_unref(source->covered);
	g_ptr_array_unref(source->rules);
	g_ptr_array_unref(source->files);
	g_free(source);
}

/* ---- reading the folders ----------------------------------------------------------------------
 */

static gboolean
is_name(const char *name, gboolean is_define)
{
	if (is_define ? !g_ascii_isupper(*name) : !g_ascii_islower(*name))
		return FALSE;
	for (; *name != '\0'; name++) {
		if (!g_ascii_isdigit(*name) &&
			(is_define ? !g_ascii_isupper(*name) && *name != '_'
				   : !g_ascii_islower(*name) && *name != '-'))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_define(
	RuleSource *source, const char *path, const IniEntry *entry, guint folder, GError **error)
{
	Define *old = g_hash_table_lookup(source->defines, entry->key);

	if (!is_name(entry->key, TRUE))
		return inifile_error(error, path, entry->line,
			"\"%s\" is no name for a define; use capitals, digits and '_'", entry->key);
	if (old != NULL && old->folder == folder)
		return inifile_error(error, path, entry->line,
			"{%s} is defined at %s:%d already; give one of them another name",
			entry->key, old->path, old->line);
	if (*entry->value == '\0')
		return inifile_error(
			error, path, entry->line, "{%s} is empty; write NAME = regex", entry->key);
	if (old == NULL && g_hash_table_size(source->defines) >= MOST_DEFINES)
		return inifile_error(error, path, entry->line, "more than %d defines in a language",
			MOST_DEFINES);
	if (old != NULL && old->folder == 0 && !g_str_equal(old->text, entry->value))
		g_ptr_array_add(source->covered, g_strdup_printf("{%s}", entry->key));
	Define *define = g_new0(Define, 1);
	*define = (Define){ path, entry->line, folder, entry->value, old };
	g_hash_table_steal(source->defines, entry->key);
	g_hash_table_insert(source->defines, entry->key, define);
	return TRUE;
}

static bool
say_the_same(const IniSection *one, const IniSection *other)
{
	if (one->entries->len != other->entries->len)
		return false;
	for (guint i = 0; i < one->entries->len; i++) {
		const IniEntry *a = one->entries->pdata[i], *b = other->entries->pdata[i];
		if (!g_str_equal(a->key, b->key) || !g_str_equal(a->value, b->value))
			return false;
	}
	return true;
}

static gboolean
add_rule(RuleSource *source, const char *path, const IniSection *section, guint folder,
	GError **error)
{
	SourceRule *old = g_hash_table_lookup(source->by_name, section->name);

	if (!is_name(section->name, FALSE))
		return inifile_error(error, path, section->line,
			"[%s] is no name for a rule; use small letters, digits and hyphens, or "
			"[define]",
			section->name);
	if (old != NULL && old->folder == folder)
		return inifile_error(error, path, section->line,
			"[%s] stands at %s:%d already; give one of them another name",
			section->name, old->path, old->section->line);
	if (old != NULL) {
		if (old->folder == 0 && !say_the_same(old->section, section))
			g_ptr_array_add(source->covered, g_strdup(section->name));
		*old = (SourceRule){ path, section, folder };
		return TRUE;
	}
	if (source->rules->len >= MOST_RULES)
		return inifile_error(
			error, path, section->line, "more than %d rules in a language", MOST_RULES);
	SourceRule *rule = g_new0(SourceRule, 1);
	*rule = (SourceRule){ path, section, folder };
	g_ptr_array_add(source->rules, rule);
	g_hash_table_insert(source->by_name, section->name, rule);
	return TRUE;
}

static gboolean
add_section(RuleSource *source, const char *path, const IniSection *section, guint folder,
	GError **error)
{
	if (*section->name == '\0') {
		const IniEntry *entry = section->entries->pdata[0];
		return inifile_error(error, path, entry->line,
			"\"%s\" stands before the first [rule-name] or [define]", entry->key);
	}
	if (!g_str_equal(section->name, "define"))
		return add_rule(source, path, section, folder, error);
	for (guint i = 0; i < section->entries->len; i++) {
		if (!add_define(source, path, section->entries->pdata[i], folder, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_file(RuleSource *source, const char *path, guint folder, GError **error)
{
	IniFile *file = inifile_load(path, error);

	if (file == NULL)
		return FALSE;
	g_ptr_array_add(source->files, file);
	for (guint i = 0; i < file->sections->len; i++) {
		if (!add_section(source, file->path, file->sections->pdata[i], folder, error))
			return FALSE;
	}
	return TRUE;
}

static bool
is_rule_file(const char *name)
{
	return *name != '.' && g_str_has_suffix(name, ".rules");
}

gboolean
rule_source_add_folder(RuleSource *source, const char *path, guint folder, GError **error)
{
	g_autoptr(GPtrArray) names = folder_names(path, is_rule_file);

	if (names == NULL) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"%s: the folder cannot be read", path);
		return FALSE;
	}
	if (names->len > MOST_FILES)
		return inifile_error(error, path, 1, "more than %d rule files", MOST_FILES);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *file = g_build_filename(path, names->pdata[i], NULL);
		if (!add_file(source, file, folder, error))
			return FALSE;
	}
	return TRUE;
}

/* ---- {NAME} -----------------------------------------------------------------------------------
 */

/* The length of "{NAME}" at a place, or 0. */
static gsize
name_at(const char *text)
{
	gsize length = 1;

	if (text[0] != '{' || !g_ascii_isupper(text[1]))
		return 0;
	while (g_ascii_isupper(text[length]) || g_ascii_isdigit(text[length]) ||
		text[length] == '_')
		length++;
	return text[length] == '}' ? length + 1 : 0;
}

/* An escape is copied whole: "\p{L}" and "\x{AB}" are not ours. */
static gsize
escape_at(const char *text)
{
	if (text[0] != '\\' || text[1] == '\0')
		return 0;
	if (strchr("pPxoNgk", text[1]) == NULL || text[2] != '{')
		return 2;
	const char *end = strchr(text, '}');
	return end != NULL ? (gsize)(end - text) + 1 : 2;
}

/* Appends the text with its names filled in; the message says what is wrong. */
static char *
expand(const RuleSource *source, const char *text, guint depth, GString *into)
{
	while (*text != '\0') {
		gsize escape = escape_at(text), name_length = name_at(text);

		if (into->len > LONGEST_REGEX)
			return g_strdup_printf("longer than %d bytes with its defines filled in; "
					       "make it shorter",
				LONGEST_REGEX);
		if (name_length == 0) {
			g_string_append_len(into, text, (gssize)MAX(escape, 1));
			text += MAX(escape, 1);
			continue;
		}
		if (into->len > 0 && into->str[into->len - 1] == '$')
			return g_strdup("a define is used as {NAME}, without the '$'");
		g_autofree char *name = g_strndup(text + 1, name_length - 2);
		const Define *define = g_hash_table_lookup(source->defines, name);
		if (define == NULL)
			return g_strdup_printf("{%s} is not defined; add %s = ... to a [define] "
					       "section",
				name, name);
		if (depth >= MOST_NESTING)
			return g_strdup_printf("{%s} is nested more than %d deep, or contains "
					       "itself",
				name, MOST_NESTING);
		g_string_append(into, "(?:");
		char *message = expand(source, define->text, depth + 1, into);
		if (message != NULL)
			return message;
		g_string_append_c(into, ')');
		text += name_length;
	}
	return NULL;
}

char *
rule_source_missing(const RuleSource *source, const char *text)
{
	while (*text != '\0') {
		gsize name_length = name_at(text);
		g_autofree char *name =
			name_length > 0 ? g_strndup(text + 1, name_length - 2) : NULL;

		if (name != NULL && !g_hash_table_contains(source->defines, name))
			return g_steal_pointer(&name);
		text += MAX(MAX(escape_at(text), name_length), 1);
	}
	return NULL;
}

static GList *
names_of_defines(const RuleSource *source)
{
	return g_list_sort(g_hash_table_get_keys(source->defines), (GCompareFunc)strcmp);
}

/* What stood there before stands again. */
static void
drop_define(RuleSource *source, const char *name, const char *missing)
{
	Define *define = g_hash_table_lookup(source->defines, name);

	g_ptr_array_add(source->idle,
		g_strdup_printf("%s:%d: %s: there is no define {%s}, or none any more; this {%s} "
				"has no say until that is mended",
			define->path, define->line, name, missing, name));
	g_hash_table_steal(source->defines, name);
	if (define->before != NULL)
		g_hash_table_insert(source->defines, (gpointer)name, define->before);
	g_free(define);
}

/* Of a site's defines, as miss_name() in rule-condition.c does with its rules. */
static gboolean
drop_some(RuleSource *source, const GList *names)
{
	gboolean any = FALSE;

	for (const GList *name = names; name != NULL; name = name->next) {
		const Define *define = g_hash_table_lookup(source->defines, name->data);
		g_autofree char *missing = define != NULL && define->folder > 0
						   ? rule_source_missing(source, define->text)
						   : NULL;
		if (missing == NULL)
			continue;
		drop_define(source, name->data, missing);
		any = TRUE;
	}
	return any;
}

gboolean
rule_source_settle(RuleSource *source, GError **error)
{
	g_autoptr(GList) names = names_of_defines(source);

	/* One that goes may be what another names. Where one is left, it is an error below. */
	for (int i = 0; i < MOST_PASSES && drop_some(source, names); i++)
		;
	for (const GList *name = names; name != NULL; name = name->next) {
		const Define *define = g_hash_table_lookup(source->defines, name->data);
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *message =
			define != NULL ? expand(source, define->text, 1, text) : NULL;
		if (message != NULL)
			return inifile_error(error, define->path, define->line, "%s: %s",
				(const char *)name->data, message);
	}
	return TRUE;
}

char *
rule_source_regex(const RuleSource *source, const char *path, const IniEntry *entry,
	gboolean *case_sensitive_out, GError **error)
{
	const char *value = entry->value;
	const char *end = strrchr(value, '/');

	if (*value != '/' || end == value || (end[1] != '\0' && !g_str_equal(end, "/C"))) {
		inifile_error(error, path, entry->line,
			"%s: expected /regex/, or /regex/C to tell capitals from small letters",
			entry->key);
		return NULL;
	}
	*case_sensitive_out = end[1] == 'C';
	g_autofree char *inner = g_strndup(value + 1, (gsize)(end - value) - 1);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *message = expand(source, inner, 0, text);
	if (message == NULL && text->len == 0)
		message = g_strdup("the pattern is empty");
	if (message != NULL) {
		inifile_error(error, path, entry->line, "%s: %s", entry->key, message);
		return NULL;
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
rule_source_define(const RuleSource *source, const char *name)
{
	const Define *define = g_hash_table_lookup(source->defines, name);
	g_autoptr(GString) text = g_string_new(NULL);

	if (define == NULL)
		return NULL;
	g_autofree char *message = expand(source, define->text, 1, text);
	return message == NULL ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

gboolean
rule_source_define_error(
	const RuleSource *source, const char *name, const char *message, GError **error)
{
	const Define *define = g_hash_table_lookup(source->defines, name);

	return inifile_error(error, define->path, define->line, "%s: %s", name, message);
}
