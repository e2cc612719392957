/* prefilter.c - the words that patterns cannot do without, made into tables.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* HAVE_HYPERSCAN */

#include "prefilter.h"

#ifdef HAVE_HYPERSCAN
#include <string.h>

#include <hs/hs.h>

#include "literals.h"
#include "pattern.h"
#include "prefilter-database.h"
#include "prefilter-tables.h"

enum { SHORTEST = 3 }; /* bytes that Hyperscan looks for with ease */

typedef struct Building {
	Prefilter *prefilter;
	GHashTable *clause_ids; /* its literals joined -> number + 1 */
	GHashTable *word_ids;   /* literal -> number + 1 */
	GPtrArray *literals;    /* of char *, by number */
	GPtrArray *uses;        /* of GArray of Use, by number */
	GArray *marks[N_MARKS]; /* of Use, or NULL */
} Building;

/* ---- words ------------------------------------------------------------------------------------
 */

static guint
word_id(Building *building, const char *literal)
{
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(building->word_ids, literal));

	if (id != 0)
		return id - 1;
	char *kept = g_strdup(literal);
	g_ptr_array_add(building->literals, kept);
	g_ptr_array_add(building->uses, g_array_new(FALSE, FALSE, sizeof(Use)));
	g_hash_table_insert(building->word_ids, kept, GUINT_TO_POINTER(building->literals->len));
	return building->literals->len - 1;
}

/* As Hyperscan looks for it. */
static char *
small_text(const char *literal)
{
	char *text = g_strdup(literal);

	for (char *c = text; *c != '\0'; c++)
		*c = prefilter_is_word_byte(*c) ? *c : ' ';
	return text;
}

static bool
is_mark(char c)
{
	return !prefilter_is_word_byte(c) && c != ' ' && c != LITERAL_EDGE;
}

/* The first mark in a literal that Hyperscan had better not look for; '\0': it may. */
static char
key_mark(const char *literal)
{
	const char *mark = literal;
	bool has_letter = false;

	while (*mark != '\0' && !is_mark(*mark))
		mark++;
	for (const char *c = literal; *c != '\0'; c++)
		has_letter |= prefilter_is_word_byte(*c);
	return has_letter && strlen(literal) >= SHORTEST ? '\0' : *mark;
}

static Word
word_of(const char *literal)
{
	size_t length = strlen(literal);
	Word word = { .has_left_edge = *literal == LITERAL_EDGE,
		.has_right_edge = literal[length - 1] == LITERAL_EDGE };
	const char *core = literal + word.has_left_edge;

	word.length = (guint)length - word.has_left_edge - word.has_right_edge;
	while (word.at < word.length && !is_mark(core[word.at]))
		word.at++;
	word.exactly = word.at < word.length ? g_strndup(core, word.length) : NULL;
	return word;
}

guint
prefilter_mark_of(char c)
{
	if (g_ascii_isdigit(c) || c == LITERAL_DIGIT)
		return '0';
	return (c & 0x80) != 0 ? (guint)LITERAL_BEYOND : (guint)c;
}

static void
add_use(Building *building, const Literal *literal, guint clause)
{
	Use use = { clause, literal->from, literal->to };

	if (literal->text[1] != '\0') {
		guint id = word_id(building, literal->text);
		g_array_append_val((GArray *)building->uses->pdata[id], use);
		return;
	}
	GArray **mark = &building->marks[prefilter_mark_of(literal->text[0])];
	if (*mark == NULL)
		*mark = g_array_new(FALSE, FALSE, sizeof(Use));
	g_array_append_val(*mark, use);
}

/* Shared vocabulary makes many patterns ask for the same clause. */
static guint
clause_id(Building *building, const GPtrArray *clause)
{
	g_autoptr(GString) key = g_string_new(NULL);

	for (guint i = 0; i < clause->len; i++) {
		const Literal *literal = clause->pdata[i];
		g_string_append_printf(
			key, "%u-%u %s\n", literal->from, literal->to, literal->text);
	}
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(building->clause_ids, key->str));
	if (id != 0)
		return id - 1;
	id = building->prefilter->n_clauses++;
	g_hash_table_insert(building->clause_ids, g_strdup(key->str), GUINT_TO_POINTER(id + 1));
	for (guint i = 0; i < clause->len; i++)
		add_use(building, clause->pdata[i], id);
	return id;
}

/* ---- patterns ---------------------------------------------------------------------------------
 */

static void
add_pattern(Building *building, const Pattern *pattern, guint number)
{
	g_autoptr(GPtrArray) clauses = literals_required(pattern_regex(pattern));
	const GPtrArray *aim = literals_aim(clauses);

	for (guint i = 0; i < clauses->len; i++) {
		guint id = clause_id(building, clauses->pdata[i]);
		g_array_append_val(building->prefilter->clauses, id);
		if (clauses->pdata[i] == aim)
			building->prefilter->aim[number] = id;
	}
}

static void
add_patterns(Building *building, const GPtrArray *patterns)
{
	Prefilter *prefilter = building->prefilter;

	prefilter->first = g_new(guint, patterns->len + 1);
	prefilter->aim = g_new(guint, patterns->len + 1);
	prefilter->is_anchored = g_new0(bool, patterns->len + 1);
	for (guint i = 0; i < patterns->len; i++) {
		prefilter->first[i] = prefilter->clauses->len;
		prefilter->aim[i] = NO_AIM;
		if (patterns->pdata[i] == NULL)
			continue;
		prefilter->is_anchored[i] = pattern_is_anchored(patterns->pdata[i]);
		if (!pattern_may_be_empty(patterns->pdata[i]))
			add_pattern(building, patterns->pdata[i], i);
	}
	prefilter->first[patterns->len] = prefilter->clauses->len;
}

static Uses
lay_out_uses(GArray *all, const GArray *uses)
{
	Uses place = { all->len, uses->len };

	g_array_append_vals(all, uses->data, uses->len);
	return place;
}

/* The words of one key, '\0' for Hyperscan's; their texts too. */
static Uses
lay_out_words(Building *building, GArray *words, GArray *uses, char key, GPtrArray *texts)
{
	Uses place = { words->len, 0 };

	for (guint i = 0; i < building->literals->len; i++) {
		const char *literal = building->literals->pdata[i];
		if (key_mark(literal) != key)
			continue;
		Word word = word_of(literal);
		word.uses = lay_out_uses(uses, building->uses->pdata[i]);
		g_array_append_val(words, word);
		if (texts != NULL)
			g_ptr_array_add(texts, small_text(literal));
	}
	place.n = words->len - place.first;
	return place;
}

/* From many small arrays into few large ones; texts: of what Hyperscan looks for. */
static void
lay_out(Building *building, GPtrArray *texts)
{
	Prefilter *prefilter = building->prefilter;
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
	GArray *uses = g_array_new(FALSE, FALSE, sizeof(Use));

	(void)lay_out_words(building, words, uses, '\0', texts);
	for (guint i = 1; i < N_MARKS; i++) {
		if (!g_ascii_isalnum((char)i))
			prefilter->by_mark[i] = lay_out_words(building, words, uses, (char)i, NULL);
		if (building->marks[i] != NULL)
			prefilter->marks[i] = lay_out_uses(uses, building->marks[i]);
		g_clear_pointer(&building->marks[i], g_array_unref);
	}
	prefilter->n_words = words->len;
	prefilter->words = (Word *)(void *)g_array_free(words, FALSE);
	prefilter->uses = (Use *)(void *)g_array_free(uses, FALSE);
}

Prefilter *
prefilter_new(const GPtrArray *patterns, const char *cache)
{
	Prefilter *prefilter = g_new0(Prefilter, 1);
	g_autoptr(GHashTable) clause_ids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) word_ids = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) literals = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) uses = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	Building building = { prefilter, clause_ids, word_ids, literals, uses, { NULL } };

	prefilter->clauses = g_array_new(FALSE, FALSE, sizeof(guint));
	add_patterns(&building, patterns);
	lay_out(&building, texts);
	if (texts->len > 0 && hs_valid_platform() == HS_SUCCESS)
		prefilter->database = prefilter_database_open(texts, cache);
	if (prefilter->database == NULL ||
		hs_alloc_scratch(prefilter->database, &prefilter->scratch) != HS_SUCCESS) {
		prefilter_free(prefilter);
		return NULL;
	}
	return prefilter;
}

void
prefilter_free(Prefilter *prefilter)
{
	if (prefilter == NULL)
		return;
	hs_free_scratch(prefilter->scratch);
	hs_free_database(prefilter->database);
	for (guint i = 0; i < prefilter->n_words; i++)
		g_free(prefilter->words[i].exactly);
	g_free(prefilter->words);
	g_free(prefilter->uses);
	g_array_unref(prefilter->clauses);
	g_free(prefilter->first);
	g_free(prefilter->aim);
	g_free(prefilter->is_anchored);
	g_free(prefilter);
}

#else

Prefilter *
prefilter_new(const GPtrArray *patterns, const char *cache)
{
	(void)patterns, (void)cache;
	return NULL;
}

void
prefilter_free(Prefilter *prefilter)
{
	g_assert(prefilter == NULL);
}

#endif
