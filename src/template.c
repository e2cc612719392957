/* template.c - a text with holes. SPDX-License-Identifier: MIT */
#include "template.h"

#include <string.h>

#include "errors.h"
#include "inifile.h"

typedef enum PieceKind {
	PIECE_TEXT,
	PIECE_VALUE,
	PIECE_SECTION, /* {{#name}} */
	PIECE_UNLESS,  /* {{^name}} */
} PieceKind;

typedef struct Piece {
	PieceKind kind;
	char *text; /* the words, or the name */
	guint end;  /* of a section: the piece after its last one */
	int line;
} Piece;

struct Template {
	TemplateKind kind;
	GArray *pieces; /* of Piece */
};

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct Open {
	guint piece;
	const TemplateName *names; /* what may be named besides, inside it; NULL: nothing more */
} Open;

typedef struct Reader {
	const char *path;
	const char *start; /* of the whole text */
	int line;
	const TemplateName *names;
	const TemplateParts *parts;
	GArray *pieces;
	Open open[TEMPLATE_MOST_DEPTH];
	guint depth;
	guint inside; /* how many parts deep */
} Reader;

static gboolean read_source(Reader *reader, const TemplateSource *source, GError **error);

static void
piece_clear(gpointer data)
{
	Piece *piece = data;

	g_free(piece->text);
}

static void
add_piece(Reader *reader, PieceKind kind, const char *text, size_t length)
{
	if (length == 0)
		return;
	Piece piece = { kind, g_strndup(text, length), 0, reader->line };
	g_array_append_val(reader->pieces, piece);
}

static const TemplateName *
find_in(const TemplateName *names, const char *name)
{
	for (; names != NULL && names->name != NULL; names++)
		if (g_str_equal(names->name, name))
			return names;
	return NULL;
}

/* The innermost section's names first. */
static const TemplateName *
find_name(const Reader *reader, const char *name)
{
	for (guint i = reader->depth; i > 0; i--) {
		const TemplateName *found = find_in(reader->open[i - 1].names, name);
		if (found != NULL)
			return found;
	}
	return find_in(reader->names, name);
}

static gboolean
close_section(Reader *reader, const char *name, GError **error)
{
	if (reader->depth == 0)
		return inifile_error(error, reader->path, reader->line,
			"{{/%s}} closes nothing: no section is open here", name);
	Open *open = &reader->open[reader->depth - 1];
	Piece *piece = &g_array_index(reader->pieces, Piece, open->piece);
	if (!g_str_equal(piece->text, name))
		return inifile_error(error, reader->path, reader->line,
			"{{/%s}} comes while {{/%s}} is due, for line %d", name, piece->text,
			piece->line);
	piece->end = reader->pieces->len;
	reader->depth--;
	return TRUE;
}

static gboolean
open_section(Reader *reader, PieceKind kind, const TemplateName *name, GError **error)
{
	if (reader->depth == TEMPLATE_MOST_DEPTH)
		return inifile_error(error, reader->path, reader->line,
			"sections are nested more than %d deep", TEMPLATE_MOST_DEPTH);
	reader->open[reader->depth].piece = reader->pieces->len;
	reader->open[reader->depth].names = kind == PIECE_SECTION ? name->inside : NULL;
	reader->depth++;
	add_piece(reader, kind, name->name, strlen(name->name));
	return TRUE;
}

/* A part is read as if it stood here; errors in it are its own. */
static gboolean
include_part(Reader *reader, const char *name, GError **error)
{
	const Reader outside = *reader;
	TemplateSource source;

	if (reader->parts == NULL || !reader->parts->find(name, reader->parts->data, &source))
		return inifile_error(
			error, reader->path, reader->line, "there is no part called \"%s\"", name);
	if (++reader->inside > TEMPLATE_MOST_DEPTH)
		return inifile_error(error, reader->path, reader->line,
			"parts include each other more than %d deep", TEMPLATE_MOST_DEPTH);
	if (!read_source(reader, &source, error))
		return FALSE;
	reader->path = outside.path;
	reader->start = outside.start;
	reader->line = outside.line;
	reader->inside--;
	return TRUE;
}

/* What stands between the braces, blanks at its ends removed. */
static gboolean
take_tag(Reader *reader, const char *tag, GError **error)
{
	bool has_mark = *tag != '\0' && strchr("#^/>", *tag) != NULL;
	g_autofree char *word = g_strstrip(g_strdup(has_mark ? tag + 1 : tag));

	if (*tag == '!')
		return TRUE;
	if (*tag == '/')
		return close_section(reader, word, error);
	if (*tag == '>')
		return include_part(reader, word, error);
	const TemplateName *name = find_name(reader, word);
	if (name == NULL)
		return inifile_error(error, reader->path, reader->line,
			"there is nothing called \"%s\" to put here", word);
	if (has_mark)
		return open_section(
			reader, *tag == '#' ? PIECE_SECTION : PIECE_UNLESS, name, error);
	if (name->inside != NULL)
		return inifile_error(error, reader->path, reader->line,
			"\"%s\" is a list: write {{#%s}} ... {{/%s}}", word, word, word);
	add_piece(reader, PIECE_VALUE, name->name, strlen(name->name));
	return TRUE;
}

static const char *
skip_blanks(const char *text)
{
	while (*text == ' ' || *text == '\t' || *text == '\r')
		text++;
	return text;
}

/* A tag alone on its line takes the line with it: gives where text before it ends and text after it
 * goes on. */
static void
trim_line(const Reader *reader, const char *tag, const char **before, const char **after)
{
	const char *start = tag;
	const char *rest = skip_blanks(*after);

	while (start > reader->start && (start[-1] == ' ' || start[-1] == '\t'))
		start--;
	if ((start > reader->start && start[-1] != '\n') || (*rest != '\n' && *rest != '\0'))
		return;
	*before = start;
	*after = *rest == '\n' ? rest + 1 : rest;
}

static int
count_lines(const char *from, const char *to)
{
	int lines = 0;

	for (; from < to; from++)
		lines += *from == '\n';
	return lines;
}

/* Text up to the next tag, and the tag; gives where to go on, NULL with error. */
static const char *
read_piece(Reader *reader, const char *at, GError **error)
{
	const char *tag = strstr(at, "{{");
	if (tag == NULL) {
		add_piece(reader, PIECE_TEXT, at, strlen(at));
		return at + strlen(at);
	}
	const char *close = strstr(tag, "}}");
	reader->line += count_lines(at, tag);
	if (close == NULL) {
		inifile_error(error, reader->path, reader->line, "{{ without }}");
		return NULL;
	}
	g_autofree char *inside = g_strndup(tag + 2, (size_t)(close - tag - 2));
	const char *word = g_strstrip(inside);
	const char *before = tag;
	const char *after = close + 2;
	if (*word != '\0' && strchr("#^/!>", *word) != NULL)
		trim_line(reader, tag, &before, &after);
	if (before > at)
		add_piece(reader, PIECE_TEXT, at, (size_t)(before - at));
	if (!take_tag(reader, word, error))
		return NULL;
	reader->line += count_lines(tag, after);
	return after;
}

/* The whole of one text; the sections it opens it closes. */
static gboolean
read_source(Reader *reader, const TemplateSource *source, GError **error)
{
	const char *text = source->text;
	guint depth = reader->depth;

	reader->path = source->path;
	reader->start = text;
	reader->line = source->first_line;
	if (strlen(text) > TEMPLATE_MOST_BYTES)
		return inifile_error(error, reader->path, reader->line, "longer than %d bytes",
			TEMPLATE_MOST_BYTES);
	while (*text != '\0') {
		text = read_piece(reader, text, error);
		if (text == NULL)
			return FALSE;
		if (reader->pieces->len > TEMPLATE_MOST_PIECES)
			return inifile_error(error, reader->path, reader->line,
				"more than %d pieces, with all its parts", TEMPLATE_MOST_PIECES);
		if (reader->depth < depth)
			return inifile_error(error, reader->path, reader->line,
				"closes a section that began outside this part");
	}
	if (reader->depth == depth)
		return TRUE;
	const Piece *open =
		&g_array_index(reader->pieces, Piece, reader->open[reader->depth - 1].piece);
	return inifile_error(
		error, reader->path, open->line, "the section \"%s\" is never closed", open->text);
}

Template *
template_parse(TemplateKind kind, const TemplateSource *source, const TemplateName *names,
	const TemplateParts *parts, GError **error)
{
	g_autoptr(Template) self = g_new0(Template, 1);
	Reader reader = { .names = names, .parts = parts };

	self->kind = kind;
	self->pieces = reader.pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	g_array_set_clear_func(self->pieces, piece_clear);
	return read_source(&reader, source, error) ? g_steal_pointer(&self) : NULL;
}

void
template_free(Template *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->pieces);
	g_free(self);
}

/* ---- values -----------------------------------------------------------------------------------
 */

struct TemplateValues {
	GHashTable *texts; /* char * to char * */
	GHashTable *lists; /* char * to GPtrArray of TemplateValues */
};

static void
unref_list(gpointer list)
{
	g_ptr_array_unref(list);
}

static void
free_item(gpointer item)
{
	template_values_free(item);
}

TemplateValues *
template_values_new(void)
{
	TemplateValues *values = g_new0(TemplateValues, 1);

	values->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	values->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_list);
	return values;
}

void
template_values_free(TemplateValues *values)
{
	if (values == NULL)
		return;
	g_hash_table_unref(values->texts);
	g_hash_table_unref(values->lists);
	g_free(values);
}

void
template_values_set(TemplateValues *values, const char *name, const char *text)
{
	g_hash_table_replace(values->texts, g_strdup(name), g_strdup(text != NULL ? text : ""));
}

TemplateValues *
template_values_add(TemplateValues *values, const char *list)
{
	GPtrArray *items = g_hash_table_lookup(values->lists, list);

	if (items == NULL) {
		items = g_ptr_array_new_with_free_func(free_item);
		g_hash_table_insert(values->lists, g_strdup(list), items);
	}
	TemplateValues *item = template_values_new();
	g_ptr_array_add(items, item);
	return item;
}

/* ---- filling ----------------------------------------------------------------------------------
 */

/* An item sees its own values, then those around it. */
typedef struct Frame {
	const TemplateValues *values;
	const struct Frame *outer;
} Frame;

static const char *
look_up(const Frame *frame, const char *name)
{
	for (; frame != NULL; frame = frame->outer) {
		const char *text = g_hash_table_lookup(frame->values->texts, name);
		if (text != NULL)
			return text;
	}
	return "";
}

static const GPtrArray *
look_up_list(const Frame *frame, const char *name)
{
	for (; frame != NULL; frame = frame->outer) {
		const GPtrArray *items = g_hash_table_lookup(frame->values->lists, name);
		if (items != NULL)
			return items;
	}
	return NULL;
}

static void
put_value(const Template *self, const char *text, GString *out)
{
	if (self->kind == TEMPLATE_TEXT) {
		g_string_append(out, text);
		return;
	}
	g_autofree char *escaped = g_markup_escape_text(text, -1);
	g_string_append(out, escaped);
}

static void fill_range(
	const Template *self, guint from, guint to, const Frame *frame, GString *out);

static void
fill_section(const Template *self, guint at, const Frame *frame, GString *out)
{
	const Piece *piece = &g_array_index(self->pieces, Piece, at);
	const GPtrArray *items = look_up_list(frame, piece->text);
	bool is_there = items != NULL || *look_up(frame, piece->text) != '\0';

	if (piece->kind == PIECE_UNLESS || items == NULL) {
		if (is_there == (piece->kind == PIECE_SECTION))
			fill_range(self, at + 1, piece->end, frame, out);
		return;
	}
	for (guint i = 0; i < items->len; i++) {
		Frame inner = { items->pdata[i], frame };
		fill_range(self, at + 1, piece->end, &inner, out);
	}
}

static void
fill_range(const Template *self, guint from, guint to, const Frame *frame, GString *out)
{
	for (guint i = from; i < to; i++) {
		const Piece *piece = &g_array_index(self->pieces, Piece, i);
		switch (piece->kind) {
		case PIECE_TEXT:
			g_string_append(out, piece->text);
			break;
		case PIECE_VALUE:
			put_value(self, look_up(frame, piece->text), out);
			break;
		case PIECE_SECTION:
		case PIECE_UNLESS:
			fill_section(self, i, frame, out);
			i = piece->end - 1;
			break;
		}
	}
}

char *
template_fill(const Template *self, const TemplateValues *values)
{
	GString *out = g_string_new(NULL);
	Frame frame = { values, NULL };

	fill_range(self, 0, self->pieces->len, &frame, out);
	return g_string_free(out, FALSE);
}
