/* anchors.c - what is this customer's own. SPDX-License-Identifier: MIT */
#include "anchors.h"

#include "anchor-scan.h"
#include "stem.h"

#include <string.h>

enum {
	MAX_ANCHORS = 600,
	MAX_QUOTED = 8,
	MIN_QUOTED = 6, /* bytes between the marks */
	MAX_QUOTED_BYTES = 120,
};

struct Anchors {
	GPtrArray *all;
	GHashTable *by_key;   /* borrowed: key -> Anchor */
	GHashTable *by_other; /* looser form (owned) -> Anchor */
	GPtrArray *quoted;    /* borrowed */
	const AnchorTable *table;
	Stemmer *stemmer;
};

static Anchor *
anchor_new(AnchorKind kind, const char *key, double weight, Span span)
{
	Anchor *anchor = g_new0(Anchor, 1);

	anchor->kind = kind;
	anchor->key = g_strdup(key);
	anchor->weight = weight;
	anchor->span = span;
	return anchor;
}

static void
anchor_free(gpointer data)
{
	Anchor *anchor = data;

	g_free(anchor->key);
	g_free(anchor);
}

/* A word's key is its stem; everything else has its normal form already. */
static void
key_of(const Anchors *anchors, const Mark *mark, char key[MARK_KEY_SIZE])
{
	if (mark->kind == ANCHOR_WORD)
		stem_word(anchors->stemmer, mark->key, key, MARK_KEY_SIZE);
	else
		g_strlcpy(key, mark->key, MARK_KEY_SIZE);
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

static void
add_anchor(Anchors *anchors, const Mark *mark)
{
	char key[MARK_KEY_SIZE];

	key_of(anchors, mark, key);
	if (g_hash_table_contains(anchors->by_key, key))
		return;
	Anchor *anchor = anchor_new(mark->kind, key, mark->weight, mark->span);
	g_ptr_array_add(anchors->all, anchor);
	g_hash_table_insert(anchors->by_key, anchor->key, anchor);
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

Anchors *
anchors_extract(const AnchorWords *words, const Prose *prose, const char *language,
	const char *const *names)
{
	Anchors *anchors = g_new0(Anchors, 1);

	anchors->all = g_ptr_array_new_with_free_func(anchor_free);
	anchors->by_key = g_hash_table_new(g_str_hash, g_str_equal);
	anchors->by_other = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	anchors->quoted = g_ptr_array_new();
	anchors->table = anchor_words_of(words, language);
	anchors->stemmer = stemmer_new(language);

	g_autoptr(GArray) marks =
		anchor_scan(anchors->table, prose->text, (Span){ 0, prose->length });
	for (guint i = 0; i < marks->len && anchors->all->len < MAX_ANCHORS; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);
		if (mark->kind != ANCHOR_WORD || !is_name(mark->key, names))
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
	g_ptr_array_unref(anchors->quoted);
	g_ptr_array_unref(anchors->all);
	stemmer_free(anchors->stemmer);
	g_free(anchors);
}

const GPtrArray *
anchors_all(const Anchors *anchors)
{
	return anchors->all;
}

/* Two loose forms never meet ("24 March" is not "24 May"), but the same thing by two names does. */
static const Anchor *
known(const Anchors *anchors, const Mark *mark, const char *key)
{
	const Anchor *anchor = g_hash_table_lookup(anchors->by_key, key);

	if (anchor == NULL)
		anchor = g_hash_table_lookup(anchors->by_other, key);
	if (anchor == NULL && mark->other[0] == '=')
		anchor = g_hash_table_lookup(anchors->by_other, mark->other);
	if (anchor == NULL && mark->other[0] != '\0')
		anchor = g_hash_table_lookup(anchors->by_key, mark->other);
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
	GPtrArray *found = g_ptr_array_new_with_free_func(anchor_free);
	g_autoptr(GArray) marks = anchor_scan(anchors->table, prose->text, span);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < marks->len; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);
		char key[MARK_KEY_SIZE];
		key_of(anchors, mark, key);
		const Anchor *anchor = known(anchors, mark, key);
		if (anchor != NULL && g_hash_table_add(seen, (gpointer)anchor))
			g_ptr_array_add(
				found, anchor_new(anchor->kind, anchor->key,
					       MIN(anchor->weight, mark->weight), mark->span));
	}
	find_quoted(anchors, prose, span, found);
	return found;
}
