/* anchors.c - what is this customer's own. SPDX-License-Identifier: MIT */
#include "anchors.h"

#include "anchor-scan.h"
#include "stem.h"
#include "word-table.h"

#include <string.h>

enum {
	MAX_ANCHORS = 600,
	MAX_QUOTED = 8,
	MIN_QUOTED = 6, /* bytes between the marks */
	MAX_QUOTED_BYTES = 120,
	MAX_HANDLES = 8,
	MIN_HANDLED = 4, /* bytes of a word that is looked for in a handle */
	HIDDEN_HEX = 16, /* of a hidden key's hash */
};

struct Anchors {
	GPtrArray *all;
	GHashTable *by_key;   /* borrowed: key -> Anchor */
	GHashTable *by_other; /* looser form (owned) -> Anchor */
	WordTable *stems;     /* of the words extracted, as they stand: their keys */
	GPtrArray *quoted;    /* borrowed */
	const AnchorTable *table;
	Stemmer *stemmer;
	GBytes *secret; /* of hidden keys; NULL when there are none */
};

static Anchor *
anchor_new(AnchorKind kind, const char *key, double weight, Span span)
{
	gsize bytes = strlen(key) + 1;
	Anchor *anchor = g_malloc(sizeof(Anchor) + bytes);
	char *own = memcpy(anchor + 1, key, bytes); /* in one piece: there are many */

	*anchor = (Anchor){ .kind = kind, .key = own, .weight = weight, .span = span };
	return anchor;
}

/* A word's key is its stem; everything else has its normal form already. */
static const char *
key_of(const Anchors *anchors, const Mark *mark, char stem[MARK_KEY_SIZE])
{
	if (mark->kind != ANCHOR_WORD)
		return mark->key;
	const char *known = word_table_get(anchors->stems, mark->key);
	if (known != NULL)
		return known;
	stem_word(anchors->stemmer, mark->key, stem, MARK_KEY_SIZE);
	return stem;
}

static bool
is_name(const char *word, const char *const *names)
{
	if (names == NULL)
		return false;
	if (g_strv_contains(names, word))
		return true;
	if (g_str_is_ascii(word))
		return false;
	g_autofree char *plain = g_str_to_ascii(word, "C");
	return g_strv_contains(names, plain);
}

/* "@shopcares": what is in the handle is the company's name, which every answer of theirs has.
 * Small letters, a blank before each. */
static char *
handles_of(const char *text)
{
	g_autoptr(GString) handles = g_string_new(NULL);
	const char *at = strchr(text, '@');

	for (guint n = 0; at != NULL && n < MAX_HANDLES; at = strchr(at + 1, '@')) {
		if (at > text && at[-1] != ' ' && at[-1] != '.' && at[-1] != '\n')
			continue;
		g_string_append_c(handles, ' ');
		g_string_append_len(handles, at + 1, (gssize)strcspn(at + 1, " \n"));
		n++;
	}
	return g_utf8_strdown(handles->str, (gssize)handles->len);
}

static bool
is_in_handle(const char *handles, const char *word)
{
	return *handles != '\0' && strlen(word) >= MIN_HANDLED && strstr(handles, word) != NULL;
}

static void
add_anchor(Anchors *anchors, const Mark *mark)
{
	char stem[MARK_KEY_SIZE];
	const char *key = key_of(anchors, mark, stem);

	if (g_hash_table_contains(anchors->by_key, key))
		return;
	Anchor *anchor = anchor_new(mark->kind, key, mark->weight, mark->span);
	g_ptr_array_add(anchors->all, anchor);
	g_hash_table_insert(anchors->by_key, anchor->key, anchor);
	if (mark->kind == ANCHOR_WORD)
		word_table_put(anchors->stems, mark->key, anchor->key);
	if (mark->other[0] != '\0' && !g_hash_table_contains(anchors->by_other, mark->other))
		g_hash_table_insert(anchors->by_other, g_strdup(mark->other), anchor);
}

/* Words in double quotes: an error text, a button, what was promised. */
static void
add_quoted(Anchors *anchors, const Prose *prose)
{
	const char *open = strchr(prose->text, '"');

	while (open != NULL && anchors->quoted->len < MAX_QUOTED) {
		const char *close = strchr(open + 1, '"');
		if (close == NULL)
			break;
		gsize length = (gsize)(close - open - 1);
		if (length > MAX_QUOTED_BYTES) { /* a stray mark: pair the next two */
			open = close;
			continue;
		}
		if (length >= MIN_QUOTED) {
			g_autofree char *key = g_utf8_strdown(open + 1, (gssize)length);
			Span span = { (size_t)(open + 1 - prose->text),
				(size_t)(close - prose->text) };
			Anchor *anchor = anchor_new(ANCHOR_QUOTED, key, 1.0, span);
			g_ptr_array_add(anchors->all, anchor);
			g_ptr_array_add(anchors->quoted, anchor);
		}
		open = strchr(close + 1, '"');
	}
}

static Anchors *
anchors_new(const AnchorWords *words, const char *language)
{
	Anchors *anchors = g_new0(Anchors, 1);

	anchors->all = g_ptr_array_new_with_free_func(g_free);
	anchors->by_key = g_hash_table_new(g_str_hash, g_str_equal);
	anchors->by_other = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	anchors->stems = word_table_new(NULL);
	anchors->quoted = g_ptr_array_new();
	anchors->table = anchor_words_of(words, language);
	anchors->stemmer = stemmer_new(language);
	return anchors;
}

Anchors *
anchors_extract(const AnchorWords *words, const Prose *prose, const char *language,
	const char *const *names)
{
	Anchors *anchors = anchors_new(words, language);
	g_autofree char *handles = handles_of(prose->text);

	g_autoptr(GArray) marks =
		anchor_scan(anchors->table, prose->text, (Span){ 0, prose->length });
	for (guint i = 0; i < marks->len && anchors->all->len < MAX_ANCHORS; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);
		if (mark->kind != ANCHOR_WORD ||
			(!is_name(mark->key, names) && !is_in_handle(handles, mark->key)))
			add_anchor(anchors, mark);
	}
	add_quoted(anchors, prose);
	return anchors;
}

void
anchors_free(Anchors *anchors)
{
	if (anchors == NULL)
		return;
	g_hash_table_unref(anchors->by_key);
	g_hash_table_unref(anchors->by_other);
	word_table_free(anchors->stems);
	g_ptr_array_unref(anchors->quoted);
	g_ptr_array_unref(anchors->all);
	stemmer_free(anchors->stemmer);
	g_clear_pointer(&anchors->secret, g_bytes_unref);
	g_free(anchors);
}

const GPtrArray *
anchors_all(const Anchors *anchors)
{
	return anchors->all;
}

/* What is kept of a key that nobody may read: the same key gives the same, under this secret. */
static char *
hidden(GBytes *secret, const char *key)
{
	gsize length = 0;
	const guchar *bytes = g_bytes_get_data(secret, &length);
	g_autofree char *hash =
		g_compute_hmac_for_string(G_CHECKSUM_SHA256, bytes, length, key, -1);

	hash[HIDDEN_HEX] = '\0';
	return g_strconcat("#", hash, NULL);
}

static const Anchor *
look_up(const Anchors *anchors, GHashTable *table, const char *key)
{
	const Anchor *anchor = g_hash_table_lookup(table, key);

	if (anchor != NULL || anchors->secret == NULL)
		return anchor;
	g_autofree char *hash = hidden(anchors->secret, key);
	return g_hash_table_lookup(table, hash);
}

/* Two loose forms never meet ("24 March" is not "24 May"), but the same thing by two names does. */
static const Anchor *
known(const Anchors *anchors, const Mark *mark, const char *key)
{
	const Anchor *anchor = look_up(anchors, anchors->by_key, key);

	if (anchor == NULL)
		anchor = look_up(anchors, anchors->by_other, key);
	if (anchor == NULL && mark->other[0] == '=')
		anchor = look_up(anchors, anchors->by_other, mark->other);
	if (anchor == NULL && mark->other[0] != '\0')
		anchor = look_up(anchors, anchors->by_key, mark->other);
	return anchor;
}

static void
find_quoted(const Anchors *anchors, const Prose *prose, Span span, GPtrArray *found)
{
	if (anchors->quoted->len == 0)
		return;
	g_autofree char *lower =
		g_utf8_strdown(prose->text + span.start, (gssize)(span.end - span.start));
	for (guint i = 0; i < anchors->quoted->len; i++) {
		const Anchor *anchor = anchors->quoted->pdata[i];
		if (strstr(lower, anchor->key) != NULL)
			g_ptr_array_add(found,
				anchor_new(ANCHOR_QUOTED, anchor->key, anchor->weight, span));
	}
}

GPtrArray *
anchors_found_in(const Anchors *anchors, const Prose *prose, Span span)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) marks = anchor_scan(anchors->table, prose->text, span);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < marks->len; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);
		char stem[MARK_KEY_SIZE];
		const Anchor *anchor = known(anchors, mark, key_of(anchors, mark, stem));
		if (anchor != NULL && g_hash_table_add(seen, (gpointer)anchor))
			g_ptr_array_add(
				found, anchor_new(anchor->kind, anchor->key,
					       MIN(anchor->weight, mark->weight), mark->span));
	}
	find_quoted(anchors, prose, span, found);
	return found;
}

/* ---- keeping -------------------------------------------------------------------------------- */

/* Does it stand in what is left of the text once addresses and long numbers are taken out of it? */
static bool
may_be_kept(const Anchor *anchor, const Prose *prose, const char *text)
{
	g_autofree char *words =
		g_strndup(prose->text + anchor->span.start, anchor->span.end - anchor->span.start);

	return strstr(text, words) != NULL;
}

static char *
kept(const char *key, bool is_open, GBytes *secret)
{
	return is_open || *key == '\0' ? g_strdup(key) : hidden(secret, key);
}

static GHashTable *
others_of(const Anchors *anchors)
{
	GHashTable *others = g_hash_table_new(NULL, NULL);
	GHashTableIter each;
	gpointer other, anchor;

	g_hash_table_iter_init(&each, anchors->by_other);
	while (g_hash_table_iter_next(&each, &other, &anchor))
		g_hash_table_insert(others, anchor, other);
	return others;
}

GVariant *
anchors_save(const Anchors *anchors, const Prose *prose, const char *text, GBytes *secret)
{
	g_auto(GVariantBuilder) saved = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE(ANCHORS_FORMAT));
	g_autoptr(GHashTable) others = others_of(anchors);

	for (guint i = 0; i < anchors->all->len; i++) {
		const Anchor *anchor = anchors->all->pdata[i];
		const char *other = g_hash_table_lookup(others, anchor);
		bool is_open = may_be_kept(anchor, prose, text);
		/* Quoted words are looked for inside others: of no use once hidden. */
		if (anchor->kind == ANCHOR_QUOTED && !is_open)
			continue;
		g_autofree char *key = kept(anchor->key, is_open, secret);
		g_autofree char *loose = kept(other != NULL ? other : "", is_open, secret);
		g_variant_builder_add(
			&saved, "(ydss)", (guchar)anchor->kind, anchor->weight, key, loose);
	}
	return g_variant_builder_end(&saved);
}

static void
restore_one(Anchors *anchors, guint kind, double weight, const char *key, const char *other)
{
	bool is_quoted = kind == ANCHOR_QUOTED;
	size_t most = is_quoted ? MAX_QUOTED_BYTES * 3 : MARK_KEY_SIZE - 1;

	if (kind > ANCHOR_WORD || !(weight >= 0 && weight <= 1) || *key == '\0' ||
		strlen(key) > most || strlen(other) > most ||
		(is_quoted && (strlen(key) < MIN_QUOTED || anchors->quoted->len == MAX_QUOTED)))
		return;
	if (!is_quoted && g_hash_table_contains(anchors->by_key, key))
		return;
	Anchor *anchor = anchor_new((AnchorKind)kind, key, weight, (Span){ 0, 0 });
	g_ptr_array_add(anchors->all, anchor);
	if (is_quoted)
		g_ptr_array_add(anchors->quoted, anchor);
	else
		g_hash_table_insert(anchors->by_key, anchor->key, anchor);
	if (*other != '\0' && !g_hash_table_contains(anchors->by_other, other))
		g_hash_table_insert(anchors->by_other, g_strdup(other), anchor);
}

Anchors *
anchors_restore(const AnchorWords *words, const char *language, GVariant *saved, GBytes *secret)
{
	Anchors *anchors = anchors_new(words, language);
	GVariantIter each;
	const char *key, *other;
	double weight;
	guchar kind;

	bool has_hidden = false;

	g_variant_iter_init(&each, saved);
	while (anchors->all->len < MAX_ANCHORS &&
		g_variant_iter_next(&each, "(yd&s&s)", &kind, &weight, &key, &other)) {
		restore_one(anchors, kind, weight, key, other);
		has_hidden |= *key == '#' || *other == '#';
	}
	if (has_hidden)
		anchors->secret = g_bytes_ref(secret);
	return anchors;
}
