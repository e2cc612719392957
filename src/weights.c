/* weights.c - feelings.weights of one language, read. SPDX-License-Identifier: MIT */
#include "weights.h"

#include <string.h>

#include "inifile.h"

enum { MOST_ROWS = 5000, MOST_WEIGHT = 99 };

typedef struct Row {
	int weights[N_SCORES];
	char *path;
	int line;
	bool is_later; /* not in the first folder, which came with the rules */
} Row;

struct Weights {
	GHashTable *rules; /* name -> Row */
	GPtrArray *idle;   /* of char * */
	bool is_later;     /* while loading: of the rows now read */
	int traits[N_TRAITS][N_SCORES];
};

/* In the order of Trait, where they are none of a family's. */
static const char *const text_traits[FAMILY_TRAITS] = {
	[TRAIT_START] = "start",
	[TRAIT_CALM] = "calm",
	[TRAIT_SHORT] = "short",
	[TRAIT_BRIEF] = "brief",
	[TRAIT_LONG] = "long",
	[TRAIT_LONGER] = "longer",
};

static const char *const family_traits[N_FAMILY_TRAITS] = {
	[TRAIT_FOUND] = "",
	[TRAIT_MORE] = "-more",
	[TRAIT_OUTRIGHT] = "-outright",
	[TRAIT_STRONG] = "-strong",
	[TRAIT_TOUCHED] = "-touched",
};

/* Without a table: what a rule found is felt. */
enum { NOT_FELT = -1, FELT = 1 };

static void
row_free(gpointer data)
{
	Row *row = data;

	g_free(row->path);
	g_free(row);
}

static void
weigh_found_alone(Weights *weights)
{
	for (int score = 0; score < N_SCORES; score++)
		weights->traits[TRAIT_START][score] = NOT_FELT;
	for (int i = 0; i < N_FAMILIES; i++) {
		int *found = weights->traits[family_trait((FeelingFamily)i, TRAIT_FOUND)];
		found[family_score((FeelingFamily)i)] = FELT;
		if (i != FAMILY_JOY)
			found[SCORE_TROUBLE] = FELT;
	}
}

const char *
score_name(Score score)
{
	return score == SCORE_TROUBLE ? "trouble"
				      : family_name((FeelingFamily)((int)score - (int)SCORE_UPSET));
}

char *
trait_name(Trait trait)
{
	if (trait < FAMILY_TRAITS)
		return g_strdup(text_traits[trait]);
	int of_family = (int)trait - (int)FAMILY_TRAITS;
	return g_strconcat(family_name((FeelingFamily)(of_family / N_FAMILY_TRAITS)),
		family_traits[of_family % N_FAMILY_TRAITS], NULL);
}

static bool
trait_from_name(const char *name, Trait *trait_out)
{
	for (int i = 0; i < N_TRAITS; i++) {
		g_autofree char *one = trait_name((Trait)i);
		*trait_out = (Trait)i;
		if (g_str_equal(name, one))
			return true;
	}
	return false;
}

/* "12 4 -3 0 0 0" */
static gboolean
read_numbers(const IniEntry *entry, const char *path, int weights_out[N_SCORES], GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(entry->value, " \t", -1);
	int n = 0;

	for (char **word = words; *word != NULL; word++) {
		gint64 weight;
		if (**word == '\0')
			continue;
		if (n == N_SCORES || !g_ascii_string_to_signed(
					     *word, 10, -MOST_WEIGHT, MOST_WEIGHT, &weight, NULL))
			return inifile_error(error, path, entry->line,
				"%s: expected %d whole numbers from -%d to %d: trouble upset "
				"anxious shame grief joy",
				entry->key, N_SCORES, MOST_WEIGHT, MOST_WEIGHT);
		weights_out[n++] = (int)weight;
	}
	if (n < N_SCORES)
		return inifile_error(error, path, entry->line,
			"%s: %d numbers where %d are needed: trouble upset anxious shame grief joy",
			entry->key, n, N_SCORES);
	return TRUE;
}

static gboolean
read_rule(Weights *weights, const IniEntry *entry, const char *path, GError **error)
{
	int numbers[N_SCORES];

	if (!read_numbers(entry, path, numbers, error))
		return FALSE;
	if (g_hash_table_size(weights->rules) >= MOST_ROWS)
		return inifile_error(error, path, entry->line, "more than %d rows", MOST_ROWS);
	Row *row = g_new0(Row, 1);
	memcpy(row->weights, numbers, sizeof(numbers));
	row->path = g_strdup(path);
	row->line = entry->line;
	row->is_later = weights->is_later;
	g_hash_table_replace(weights->rules, g_strdup(entry->key), row);
	return TRUE;
}

static gboolean
read_trait(Weights *weights, const IniEntry *entry, const char *path, GError **error)
{
	Trait trait;

	if (!trait_from_name(entry->key, &trait))
		return inifile_error(error, path, entry->line,
			"\"%s\" is no trait of a text; they are start, calm, short, brief, long, longer, and upset, "
			"anxious, shame, grief and joy, alone or with -more, -outright, -strong or "
			"-touched",
			entry->key);
	return read_numbers(entry, path, weights->traits[trait], error);
}

static gboolean
read_file(Weights *weights, const char *path, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return FALSE;

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		bool is_of_rules = g_str_equal(section->name, "rules");
		if (!is_of_rules && !g_str_equal(section->name, "text"))
			return inifile_error(error, path, section->line,
				"[%s] is not known; expected [text] or [rules]", section->name);
		for (guint k = 0; k < section->entries->len; k++) {
			const IniEntry *entry = section->entries->pdata[k];
			if (!g_hash_table_add(
				    seen, g_strdup_printf("%s %s", section->name, entry->key)))
				return inifile_error(error, path, entry->line,
					"%s has a row in [%s] already; remove one of them",
					entry->key, section->name);
			if (!(is_of_rules ? read_rule : read_trait)(weights, entry, path, error))
				return FALSE;
		}
	}
	return TRUE;
}

/* A link to nothing as well: whoever put it there meant something by it. */
static bool
is_there(const char *path)
{
	return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

Weights *
weights_load(const char *const *folders, const char *language, GError **error)
{
	g_autoptr(Weights) weights = g_new0(Weights, 1);

	weights->rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
	weights->idle = g_ptr_array_new_with_free_func(g_free);
	weigh_found_alone(weights);
	for (guint i = 0; folders[i] != NULL; i++) {
		g_autofree char *path =
			g_build_filename(folders[i], language, "feelings.weights", NULL);
		if (is_there(path) && !read_file(weights, path, error))
			return NULL;
		weights->is_later = true;
	}
	return g_steal_pointer(&weights);
}

void
weights_free(Weights *weights)
{
	if (weights == NULL)
		return;
	g_hash_table_unref(weights->rules);
	g_ptr_array_unref(weights->idle);
	g_free(weights);
}

const int *
weights_of_rule(const Weights *weights, const char *rule)
{
	const Row *row = g_hash_table_lookup(weights->rules, rule);

	return row != NULL ? row->weights : NULL;
}

const int *
weights_of_trait(const Weights *weights, Trait trait)
{
	return weights->traits[trait];
}

const GPtrArray *
weights_idle(const Weights *weights)
{
	return weights->idle;
}

gboolean
weights_check(
	Weights *weights, bool (*is_rule)(const char *name, void *data), void *data, GError **error)
{
	GHashTableIter rows;
	gpointer name, row;

	g_hash_table_iter_init(&rows, weights->rules);
	while (g_hash_table_iter_next(&rows, &name, &row)) {
		const Row *one = row;
		if (is_rule(name, data))
			continue;
		if (!one->is_later)
			return inifile_error(error, one->path, one->line,
				"[%s] is no rule about the customer; remove the row, or mend its name",
				(const char *)name);
		g_ptr_array_add(weights->idle,
			g_strdup_printf("%s:%d: [%s] is no rule about the customer, or none any "
					"more; the row counts for nothing",
				one->path, one->line, (const char *)name));
	}
	return TRUE;
}
