/* weights.c - a table of weights of one language, read. SPDX-License-Identifier: MIT */
#include "weights.h"

#include <string.h>

#include "inifile.h"

enum { MOST_ROWS = 5000, MOST_WEIGHT = 99 };

typedef struct Row {
	int weights[MOST_SUMS];
	char *path;
	int line;
	bool is_later; /* not in the first folder, which came with the rules */
} Row;

struct Weights {
	const WeightsTable *table;
	GHashTable *rules; /* name -> Row */
	GPtrArray *idle;   /* of char * */
	bool is_later;     /* while loading: of the rows now read */
	int (*traits)[MOST_SUMS];
};

static void
row_free(gpointer data)
{
	Row *row = data;

	g_free(row->path);
	g_free(row);
}

static bool
trait_from_name(const WeightsTable *table, const char *name, int *trait_out)
{
	for (int i = 0; i < table->n_traits; i++) {
		g_autofree char *one = table->trait_name(i);
		*trait_out = i;
		if (g_str_equal(name, one))
			return true;
	}
	return false;
}

/* "12 4 -3 0 0 0" */
static gboolean
read_numbers(const WeightsTable *table, const IniEntry *entry, const char *path,
	int weights_out[MOST_SUMS], GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(entry->value, " \t", -1);
	int n = 0;

	for (char **word = words; *word != NULL; word++) {
		gint64 weight;
		if (**word == '\0')
			continue;
		if (n == table->n_sums || !g_ascii_string_to_signed(*word, 10, -MOST_WEIGHT,
						  MOST_WEIGHT, &weight, NULL))
			return inifile_error(error, path, entry->line,
				"%s: expected %d whole numbers from -%d to %d: %s", entry->key,
				table->n_sums, MOST_WEIGHT, MOST_WEIGHT, table->sums);
		weights_out[n++] = (int)weight;
	}
	if (n < table->n_sums)
		return inifile_error(error, path, entry->line,
			"%s: %d numbers where %d are needed: %s", entry->key, n, table->n_sums,
			table->sums);
	return TRUE;
}

static gboolean
read_rule(Weights *weights, const IniEntry *entry, const char *path, GError **error)
{
	int numbers[MOST_SUMS] = { 0 };

	if (!read_numbers(weights->table, entry, path, numbers, error))
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
	int trait;

	if (!trait_from_name(weights->table, entry->key, &trait))
		return inifile_error(error, path, entry->line,
			"\"%s\" is no trait of a text; they are %s", entry->key,
			weights->table->traits);
	return read_numbers(weights->table, entry, path, weights->traits[trait], error);
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
weights_load(
	const WeightsTable *table, const char *const *folders, const char *language, GError **error)
{
	g_autoptr(Weights) weights = g_new0(Weights, 1);

	weights->table = table;
	weights->traits = g_malloc0_n((gsize)table->n_traits, sizeof(weights->traits[0]));
	weights->rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
	weights->idle = g_ptr_array_new_with_free_func(g_free);
	table->without(weights->traits);
	for (guint i = 0; folders[i] != NULL; i++) {
		g_autofree char *path = g_build_filename(folders[i], language, table->file, NULL);
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
	g_free(weights->traits);
	g_free(weights);
}

const int *
weights_of_rule(const Weights *weights, const char *rule)
{
	const Row *row = g_hash_table_lookup(weights->rules, rule);

	return row != NULL ? row->weights : NULL;
}

const int *
weights_of_trait(const Weights *weights, int trait)
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
				"[%s] is no %s; remove the row, or mend its name",
				(const char *)name, weights->table->rules);
		g_ptr_array_add(weights->idle,
			g_strdup_printf("%s:%d: [%s] is no %s, or none any more; the row counts "
					"for nothing",
				one->path, one->line, (const char *)name, weights->table->rules));
	}
	return TRUE;
}
