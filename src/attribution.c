/* attribution.c - vocabulary of attributions. SPDX-License-Identifier: MIT */
#include "attribution.h"

#include "errors.h"
#include "fold.h"
#include "folder.h"
#include "inifile.h"

#include <string.h>

enum {
	MOST_LABEL = 40, /* bytes of a header label */
	BUCKETS = 256,
	OPENING = 4,     /* bytes that tell most words from all phrases */
	OPENINGS = 4096, /* kept apart, more or less */
};

G_STATIC_ASSERT(WORD_KINDS <= 32);
G_STATIC_ASSERT(OPENING == sizeof(guint32));

/* What is looked for anywhere in a line. */
static const guint32 anywhere = 1U << WORD_WROTE | 1U << WORD_POSTED | 1U << WORD_REPLY_ABOVE |
				1U << WORD_DISCLAIMER | 1U << WORD_BANNER;

typedef struct Phrase {
	char *text; /* folded, up to the '*' */
	gsize length;
	guint32 opening; /* its first bytes; 0 when it is shorter */
	char *rest;      /* behind the '*'; NULL when there is none */
} Phrase;

struct Attribution {
	GPtrArray *phrases[WORD_KINDS][BUCKETS]; /* of Phrase, by what it opens with; NULL: none */
	guint32 openings[OPENINGS];              /* bits of WordKind: some phrase of it opens so */
	guint32 brief[BUCKETS]; /* likewise, of phrases that are shorter, by their first byte */
	GHashTable *labels;     /* folded label to WordKind + 1 */
};

static const char *const kind_names[WORD_KINDS] = {
	[WORD_WROTE] = "wrote",
	[WORD_ON] = "on",
	[WORD_SELF] = "self",
	[WORD_FILLER] = "filler",
	[WORD_FROM] = "from",
	[WORD_SENT] = "sent",
	[WORD_TO] = "to",
	[WORD_CC] = "cc",
	[WORD_SUBJECT] = "subject",
	[WORD_OTHER] = "other",
	[WORD_ORIGINAL] = "original",
	[WORD_FORWARDED] = "forwarded",
	[WORD_FORWARDED_BY] = "forwarded-by",
	[WORD_PREFIX] = "forward-prefix",
	[WORD_REPLY_ABOVE] = "reply-above",
	[WORD_SENT_FROM] = "sent-from",
	[WORD_SIGN_OFF] = "sign-off",
	[WORD_DISCLAIMER] = "disclaimer",
	[WORD_POSTED] = "posted",
	[WORD_TEMPLATE] = "template",
	[WORD_TICKET] = "ticket",
	[WORD_BANNER] = "banner",
};

static bool
is_label(WordKind kind)
{
	return kind >= WORD_FROM && kind <= WORD_OTHER;
}

static void
phrase_free(Phrase *phrase)
{
	g_free(phrase->text);
	g_free(phrase->rest);
	g_free(phrase);
}

/* ---- reading ------------------------------------------------------------------------------- */

static WordKind
kind_called(const char *name)
{
	for (int kind = 0; kind < WORD_KINDS; kind++) {
		if (strcmp(kind_names[kind], name) == 0)
			return (WordKind)kind;
	}
	return WORD_KINDS;
}

/* A text's first bytes as they stand; 0 or fewer of them when it is shorter. */
static guint32
opening_of(const char *text)
{
	guint32 bytes = 0;

	if (text[0] != '\0' && text[1] != '\0' && text[2] != '\0')
		memcpy(&bytes, text, OPENING);
	return bytes;
}

static guint
slot_of(guint32 opening)
{
	return opening * 2654435761U >> 20;
}

G_STATIC_ASSERT(OPENINGS == 1 << (32 - 20));

/* The kinds of which a phrase may stand here: mostly none. */
static guint32
kinds_at(const Attribution *attribution, const char *text)
{
	return attribution->brief[(guchar)*text] | attribution->openings[slot_of(opening_of(text))];
}

static bool
may_begin(const Attribution *attribution, WordKind kind, const char *text)
{
	return *text != '\0' && (kinds_at(attribution, text) & 1U << kind) != 0;
}

/* Takes it over. */
static void
put_phrase(Attribution *attribution, WordKind kind, Phrase *phrase)
{
	guint slot = (guchar)*phrase->text;
	guint32 *kinds = &attribution->brief[slot];

	if (phrase->length >= OPENING) {
		phrase->opening = opening_of(phrase->text);
		slot = slot_of(phrase->opening);
		kinds = &attribution->openings[slot];
	}
	*kinds |= 1U << kind;
	GPtrArray **bucket = &attribution->phrases[kind][slot % BUCKETS];
	if (*bucket == NULL)
		*bucket = g_ptr_array_new_with_free_func((GDestroyNotify)phrase_free);
	g_ptr_array_add(*bucket, phrase);
}

static gboolean
add_phrase(Attribution *attribution, WordKind kind, const char *path, const IniEntry *entry,
	GError **error)
{
	g_auto(GStrv) halves = g_strsplit(entry->value, "*", 2);
	g_autofree char *text = fold(halves[0] != NULL ? halves[0] : "");

	if (*text == '\0' || (is_label(kind) && halves[1] != NULL))
		return inifile_error(error, path, entry->line, "'%s' needs words%s", entry->key,
			*text == '\0' ? " before any '*'" : " without '*'");
	if (is_label(kind)) {
		g_hash_table_insert(attribution->labels, g_steal_pointer(&text),
			GINT_TO_POINTER((int)kind + 1));
		return TRUE;
	}
	Phrase *phrase = g_new0(Phrase, 1);
	phrase->length = strlen(text);
	phrase->text = g_steal_pointer(&text);
	phrase->rest = halves[1] != NULL ? fold(halves[1]) : NULL;
	put_phrase(attribution, kind, phrase);
	return TRUE;
}

static gboolean
read_file(Attribution *attribution, const char *path, GError **error)
{
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return FALSE;

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = section->entries->pdata[j];
			WordKind kind = kind_called(entry->key);
			if (kind == WORD_KINDS)
				return inifile_error(error, path, entry->line,
					"'%s' is no kind of word", entry->key);
			if (!add_phrase(attribution, kind, path, entry, error))
				return FALSE;
		}
	}
	return TRUE;
}

/* A later folder's file takes the place of an earlier one's. */
static gboolean
note_path(gpointer paths, const char *language, const char *path, GError **error)
{
	(void)error;
	g_hash_table_insert(paths, g_strdup(language), g_strdup(path));
	return TRUE;
}

Attribution *
attribution_load(const char *const *folders, GError **error)
{
	g_autoptr(Attribution) attribution = g_new0(Attribution, 1);
	g_autoptr(GHashTable) paths = /* by language */
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	attribution->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	folder_read_languages(folders, "attribution.words", note_path, paths, NULL);
	g_autoptr(GList) languages =
		g_list_sort(g_hash_table_get_keys(paths), (GCompareFunc)strcmp);
	for (const GList *at = languages; at != NULL; at = at->next) {
		if (!read_file(attribution, g_hash_table_lookup(paths, at->data), error))
			return NULL;
	}
	return g_steal_pointer(&attribution);
}

void
attribution_free(Attribution *attribution)
{
	if (attribution == NULL)
		return;
	for (int kind = 0; kind < WORD_KINDS; kind++) {
		for (int i = 0; i < BUCKETS; i++)
			g_clear_pointer(&attribution->phrases[kind][i], g_ptr_array_unref);
	}
	g_hash_table_unref(attribution->labels);
	g_free(attribution);
}

/* ---- asking -------------------------------------------------------------------------------- */

/* Chinese and Japanese write without blanks: there every character begins and ends a word. */
static bool
is_wordless(guchar c)
{
	return c >= 0xE3 && c <= 0xEC;
}

static bool
in_word(char c)
{
	return g_ascii_isalnum(c) || ((guchar)c >= 0x80 && !is_wordless((guchar)c));
}

static bool
ends_word(const char *phrase, gsize length, const char *text)
{
	char last = phrase[length - 1], next = text[length];
	bool is_ascii = (guchar)last < 0x80;

	if (is_ascii && !g_ascii_isalnum(last))
		return true;
	if (!is_ascii && length >= 3 && is_wordless((guchar)phrase[length - 3]))
		return true;
	return !in_word(next);
}

/* opening: the text's. */
static gsize
phrase_length(const Phrase *phrase, const char *text, guint32 opening)
{
	if (phrase->opening != 0 && phrase->opening != opening)
		return 0;
	if (strncmp(text, phrase->text, phrase->length) != 0)
		return 0;
	if (phrase->rest == NULL)
		return ends_word(phrase->text, phrase->length, text) ? phrase->length : 0;
	if (*phrase->rest == '\0')
		return strlen(text);
	const char *rest = strstr(text + phrase->length, phrase->rest);
	return rest != NULL ? (gsize)(rest - text) + strlen(phrase->rest) : 0;
}

static gsize
longest_of(const GPtrArray *bucket, const char *text, guint32 opening)
{
	gsize longest = 0;

	for (guint i = 0; bucket != NULL && i < bucket->len; i++) {
		gsize length = phrase_length(bucket->pdata[i], text, opening);
		longest = MAX(longest, length);
	}
	return longest;
}

gsize
attribution_begins(const Attribution *attribution, WordKind kind, const char *text)
{
	GPtrArray *const *buckets = attribution->phrases[kind];

	if (!may_begin(attribution, kind, text))
		return 0;
	guint32 opening = opening_of(text);
	gsize brief = longest_of(buckets[(guchar)*text % BUCKETS], text, opening);
	gsize other = longest_of(buckets[slot_of(opening) % BUCKETS], text, opening);
	return MAX(brief, other);
}

bool
attribution_is(const Attribution *attribution, WordKind kind, const char *text)
{
	return *text != '\0' && attribution_begins(attribution, kind, text) == strlen(text);
}

const char *
attribution_finds(
	const Attribution *attribution, WordKind kind, const char *text, gsize *length_out)
{
	for (const char *p = text; *p != '\0'; p++) {
		/* inside a word, unless it is written without blanks */
		bool is_inside = p > text && in_word(p[-1]) && !is_wordless((guchar)*p);
		if (is_inside || ((guchar)*p & 0xC0) == 0x80 || !may_begin(attribution, kind, p))
			continue;
		gsize length = attribution_begins(attribution, kind, p);
		if (length > 0) {
			if (length_out != NULL)
				*length_out = length;
			return p;
		}
	}
	return NULL;
}

/* Without those kinds that only the opening spoke for. */
static guint32
really_at(const Attribution *attribution, const char *text, guint32 kinds)
{
	guint32 really = kinds;

	for (guint32 left = kinds & anywhere; left != 0; left &= left - 1) {
		WordKind kind = (WordKind)__builtin_ctz(left);
		if (attribution_begins(attribution, kind, text) == 0)
			really &= ~(1U << kind);
	}
	return really;
}

guint32
attribution_kinds(const Attribution *attribution, const char *text)
{
	guint32 kinds = 0;

	for (const char *p = text; *p != '\0';) {
		if (*p != ' ')
			kinds |= really_at(attribution, p, kinds_at(attribution, p) & ~kinds);
		bool is_word = in_word(*p++);
		while (is_word && in_word(*p))
			p++;
	}
	return kinds;
}

WordKind
attribution_label(const Attribution *attribution, const char *text, const char **value_out)
{
	char label[MOST_LABEL + 1];
	gsize length = strcspn(text, ":");

	if (text[length] != ':' || length == 0 || length > MOST_LABEL)
		return WORD_KINDS;
	const char *value = text + length + 1;
	while (length > 0 && text[length - 1] == ' ') /* French writes "De :" */
		length--;
	memcpy(label, text, length);
	label[length] = '\0';
	int found = GPOINTER_TO_INT(g_hash_table_lookup(attribution->labels, label));
	if (found == 0)
		return WORD_KINDS;
	if (value_out != NULL)
		*value_out = value + strspn(value, " ");
	return (WordKind)(found - 1);
}
