/* prefilter.c - the words that patterns cannot do without, made into tables.
 * SPDX-License-Identifier: MIT */
#include "prefilter.h"

#include <string.h>

#include "literals.h"
#include "pattern.h"
#include "prefilter-tables.h"

typedef struct Building {
	Prefilter *prefilter;
	GHashTable *clause_ids; /* its literals joined -> number + 1 */
	GHashTable *word_ids;   /* word -> number + 1 */
	GPtrArray *words;       /* of char *, by number */
	GPtrArray *uses;        /* of GArray of Use, by number */
	GArray *is_aim;         /* of bool, by clause */
} Building;

/* ---- words ------------------------------------------------------------------------------------
 */

static guint
word_id(Building *building, const char *word)
{
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(building->word_ids, word));

	if (id != 0)
		return id - 1;
	char *kept = g_strdup(word);
	g_ptr_array_add(building->words, kept);
	g_ptr_array_add(building->uses, g_array_new(FALSE, FALSE, sizeof(Use)));
	g_hash_table_insert(building->word_ids, kept, GUINT_TO_POINTER(building->words->len));
	return building->words->len - 1;
}

static void
add_use(Building *building, const char *word, Use use)
{
	guint id = word_id(building, word);

	g_array_append_val((GArray *)building->uses->pdata[id], use);
}

/* Any digit is ten words, and any character beyond ASCII one that stands for all. */
static void
add_literal(Building *building, const Literal *literal, guint clause)
{
	Use use = { .clause = clause & G_MAXINT32,
		.from = (guint16)MIN(literal->from, FARTHEST),
		.to = (guint16)MIN(literal->to, FARTHEST) };
	char mark = literal->text[1] == '\0' ? literal->text[0] : '\0';

	if (mark == LITERAL_DIGIT)
		for (char digit = '0'; digit <= '9'; digit++)
			add_use(building, (char[]){ digit, '\0' }, use);
	else
		add_use(building, mark == LITERAL_BEYOND ? "\x80" : literal->text, use);
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
		add_literal(building, clause->pdata[i], id);
	return id;
}

/* ---- patterns ---------------------------------------------------------------------------------
 */

static void
add_pattern(Building *building, const Pattern *pattern, guint number)
{
	guint reach;
	g_autoptr(GPtrArray) clauses = literals_required(pattern_regex(pattern), &reach);
	const GPtrArray *aim = literals_aim(clauses);

	if (reach < LITERAL_ANYWHERE)
		building->prefilter->reach[number] = reach;
	for (guint i = 0; i < clauses->len; i++) {
		guint id = clause_id(building, clauses->pdata[i]);
		g_array_append_val(building->prefilter->clauses, id);
		if (building->is_aim->len <= id)
			g_array_set_size(building->is_aim, id + 1);
		if (clauses->pdata[i] == aim) {
			building->prefilter->aim[number] = id;
			g_array_index(building->is_aim, bool, id) = true;
		}
	}
}

static void
add_patterns(Building *building, const GPtrArray *patterns)
{
	Prefilter *prefilter = building->prefilter;

	prefilter->first = g_new(guint, patterns->len + 1);
	prefilter->aim = g_new(guint, patterns->len);
	prefilter->reach = g_new(size_t, patterns->len);
	prefilter->is_anchored = g_new0(bool, patterns->len);
	for (guint i = 0; i < patterns->len; i++) {
		prefilter->first[i] = prefilter->clauses->len;
		prefilter->aim[i] = NO_AIM;
		prefilter->reach[i] = NO_LIMIT;
		if (patterns->pdata[i] == NULL)
			continue;
		prefilter->is_anchored[i] = pattern_is_anchored(patterns->pdata[i]);
		add_pattern(building, patterns->pdata[i], i);
	}
	prefilter->first[patterns->len] = prefilter->clauses->len;
}

/* Those for an aim, or the others. */
static void
add_uses(const Building *building, const GArray *uses, bool is_aim, GArray *all)
{
	for (guint i = 0; i < uses->len; i++) {
		Use use = g_array_index(uses, Use, i);
		if (g_array_index(building->is_aim, bool, use.clause) != is_aim)
			continue;
		use.is_aim = is_aim;
		g_array_append_val(all, use);
	}
}

/* From many small arrays into few large ones. */
static void
lay_out(Building *building)
{
	Prefilter *prefilter = building->prefilter;
	GArray *all = g_array_new(FALSE, FALSE, sizeof(Use));

	prefilter->uses_of = g_new(guint, building->words->len + 1);
	for (guint i = 0; i < building->words->len; i++) {
		prefilter->uses_of[i] = all->len;
		add_uses(building, building->uses->pdata[i], true, all);
		add_uses(building, building->uses->pdata[i], false, all);
	}
	prefilter->uses_of[building->words->len] = all->len;
	prefilter->uses = (Use *)(void *)g_array_free(all, FALSE);
	prefilter->words = word_trie_new(building->words);
}

Prefilter *
prefilter_new(const GPtrArray *patterns)
{
	Prefilter *prefilter = g_new0(Prefilter, 1);
	g_autoptr(GHashTable) clause_ids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) word_ids = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) uses = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_autoptr(GArray) is_aim = g_array_new(FALSE, TRUE, sizeof(bool));
	Building building = { prefilter, clause_ids, word_ids, words, uses, is_aim };

	prefilter->clauses = g_array_new(FALSE, FALSE, sizeof(guint));
	add_patterns(&building, patterns);
	lay_out(&building);
	prefilter->recognisers = recognisers_new(patterns);
	if (prefilter->words != NULL)
		return prefilter;
	prefilter_free(prefilter);
	return NULL;
}

void
prefilter_free(Prefilter *prefilter)
{
	if (prefilter == NULL)
		return;
	recognisers_free(prefilter->recognisers);
	word_trie_free(prefilter->words);
	g_free(prefilter->uses_of);
	g_free(prefilter->uses);
	g_array_unref(prefilter->clauses);
	g_free(prefilter->first);
	g_free(prefilter->aim);
	g_free(prefilter->reach);
	g_free(prefilter->is_anchored);
	g_free(prefilter);
}
