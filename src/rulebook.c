/* rulebook.c - the rules of all languages: finding the packs, and what the outside may ask.
 * SPDX-License-Identifier: MIT */
#include "rulebook.h"

#include <string.h>

#include "errors.h"
#include "folder.h"
#include "manner.h"
#include "rule-examples.h"
#include "rule-pack.h"
#include "scores.h"
#include "rule-reader.h"

struct Rulebook {
	gint ref_count;
	Attribution *attribution;
	Lexicon *lexicon;
	Scripts *scripts;
	AnchorWords *anchor_words;
	Tickets *tickets;
	MaskWords *mask_words;
	GPtrArray *packs; /* of Pack, by language */
	GPtrArray *rules; /* of const Rule *: all, by language, side, name */
	char *version;
};

enum { VERSION_DIGITS = 10 };

/* ---- loading ----------------------------------------------------------------------------------
 */

typedef struct Folders {
	const char *const *paths;
	GPtrArray *languages; /* of char *, sorted */
	GChecksum *digest;
} Folders;

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
find_languages(Folders *folders)
{
	for (guint i = 0; folders->paths[i] != NULL; i++) {
		g_autoptr(GPtrArray) names = folder_names(folders->paths[i], folder_is_language);
		for (guint k = 0; names != NULL && k < names->len; k++) {
			if (!g_ptr_array_find_with_equal_func(
				    folders->languages, names->pdata[k], g_str_equal, NULL))
				g_ptr_array_add(folders->languages, g_strdup(names->pdata[k]));
		}
	}
	g_ptr_array_sort(folders->languages, by_text);
}

static const WeightsTable *const tables[N_SIDES] = {
	[SIDE_CUSTOMER] = &feelings_table,
	[SIDE_REPLY] = &answers_table,
};

static bool
is_word_table(const char *name)
{
	return *name != '.' &&
	       (g_str_has_suffix(name, ".words") || g_str_has_suffix(name, ".weights"));
}

/* Their own modules read these files, but they belong to the version. */
static void
digest_files(GChecksum *digest, const char *path, bool (*is_good)(const char *name))
{
	g_autoptr(GPtrArray) names = folder_names(path, is_good);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		g_autofree char *file = g_build_filename(path, names->pdata[i], NULL);
		g_autofree char *text = NULL;
		gsize length;
		if (g_file_get_contents(file, &text, &length, NULL))
			g_checksum_update(digest, (const guchar *)text, (gssize)length);
	}
}

static void
digest_source(GChecksum *digest, const RuleSource *source)
{
	for (guint i = 0; i < source->files->len; i++) {
		const IniFile *file = source->files->pdata[i];
		for (guint k = 0; k < file->sections->len; k++) {
			const IniSection *section = file->sections->pdata[k];
			g_checksum_update(digest, (const guchar *)section->name, -1);
			for (guint n = 0; n < section->entries->len; n++) {
				const IniEntry *entry = section->entries->pdata[n];
				/* With their final zeros, so that no two files look alike. */
				g_checksum_update(digest, (const guchar *)entry->key,
					(gssize)strlen(entry->key) + 1);
				g_checksum_update(digest, (const guchar *)entry->value,
					(gssize)strlen(entry->value) + 1);
			}
		}
	}
}

static gboolean
load_language(Rulebook *rulebook, Folders *folders, const char *language, GError **error)
{
	g_autoptr(RuleSource) source = rule_source_new(language);

	for (guint i = 0; folders->paths[i] != NULL; i++) {
		g_autofree char *path = g_build_filename(folders->paths[i], language, NULL);
		g_autofree char *macro_path = g_build_filename(path, "macros", NULL);
		if (!g_file_test(path, G_FILE_TEST_IS_DIR))
			continue;
		digest_files(folders->digest, path, is_word_table);
		digest_files(folders->digest, macro_path, script_is_macro);
		if (!rule_source_add_folder(source, path, i, error))
			return FALSE;
	}
	/* A folder with attribution vocabulary alone is no pack of rules. */
	if (source->rules->len == 0 && source->files->len == 0)
		return TRUE;
	g_checksum_update(folders->digest, (const guchar *)language, -1);
	digest_source(folders->digest, source);
	Pack *pack = pack_new(g_steal_pointer(&source), error);
	if (pack == NULL)
		return FALSE;
	g_ptr_array_add(rulebook->packs, pack);
	pack->respelling = respelling_load(folders->paths, language, error);
	if (pack->respelling == NULL)
		return FALSE;
	for (int side = 0; side < N_SIDES; side++) {
		Weights *weights = weights_load(tables[side], folders->paths, language, error);
		if (weights == NULL || !pack_weigh(pack, (Side)side, weights, error))
			return FALSE;
	}
	return TRUE;
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	const Rule *one = *(const Rule *const *)a, *other = *(const Rule *const *)b;
	int order = strcmp(one->language, other->language);

	if (order != 0)
		return order;
	return one->side != other->side ? (int)one->side - (int)other->side
					: strcmp(one->name, other->name);
}

static void
list_rules(Rulebook *rulebook)
{
	for (guint i = 0; i < rulebook->packs->len; i++) {
		const Pack *pack = rulebook->packs->pdata[i];
		for (int side = 0; side < N_SIDES; side++) {
			for (guint k = 0; k < pack->sides[side].rules->len; k++)
				g_ptr_array_add(rulebook->rules, pack->sides[side].rules->pdata[k]);
		}
	}
	g_ptr_array_sort(rulebook->rules, by_name);
}

static gboolean
load_all(Rulebook *rulebook, Folders *folders, GError **error)
{
	find_languages(folders);
	for (guint i = 0; i < folders->languages->len; i++) {
		if (!load_language(rulebook, folders, folders->languages->pdata[i], error))
			return FALSE;
	}
	if (rulebook->packs->len == 0) {
		g_autofree char *all = g_strjoinv(", ", (char **)(gpointer)folders->paths);
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"no rules under %s; expected folders such as en/ with *.rules files", all);
		return FALSE;
	}
	list_rules(rulebook);
	rulebook->version = g_strndup(g_checksum_get_string(folders->digest), VERSION_DIGITS);
	return TRUE;
}

/* The vocabularies that other modules read and keep here. */
static gboolean
load_words(Rulebook *rulebook, const char *const *folders, GError **error)
{
	rulebook->attribution = attribution_load(folders, error);
	if (rulebook->attribution == NULL)
		return FALSE;
	rulebook->lexicon = lexicon_load(folders, error);
	if (rulebook->lexicon == NULL)
		return FALSE;
	rulebook->scripts = scripts_load(folders, rulebook->lexicon, error);
	if (rulebook->scripts == NULL)
		return FALSE;
	rulebook->anchor_words = anchor_words_load(folders, error);
	if (rulebook->anchor_words == NULL)
		return FALSE;
	rulebook->tickets = tickets_load(folders, error);
	if (rulebook->tickets == NULL)
		return FALSE;
	rulebook->mask_words = mask_words_load(folders, error);
	return rulebook->mask_words != NULL;
}

Rulebook *
rulebook_load(const char *const *folder_paths, GError **error)
{
	g_autoptr(Rulebook) rulebook = g_new0(Rulebook, 1);
	Folders folders = { .paths = folder_paths };

	rulebook->ref_count = 1;
	rulebook->packs = g_ptr_array_new_with_free_func((GDestroyNotify)pack_free);
	rulebook->rules = g_ptr_array_new();
	if (!load_words(rulebook, folder_paths, error))
		return NULL;
	folders.languages = g_ptr_array_new_with_free_func(g_free);
	folders.digest = g_checksum_new(G_CHECKSUM_SHA256);
	gboolean is_fine = load_all(rulebook, &folders, error);
	g_ptr_array_unref(folders.languages);
	g_checksum_free(folders.digest);
	return is_fine ? g_steal_pointer(&rulebook) : NULL;
}

Rulebook *
rulebook_ref(Rulebook *rulebook)
{
	g_atomic_int_inc(&rulebook->ref_count);
	return rulebook;
}

void
rulebook_unref(Rulebook *rulebook)
{
	if (rulebook == NULL || !g_atomic_int_dec_and_test(&rulebook->ref_count))
		return;
	attribution_free(rulebook->attribution);
	lexicon_free(rulebook->lexicon);
	scripts_free(rulebook->scripts);
	anchor_words_free(rulebook->anchor_words);
	tickets_free(rulebook->tickets);
	mask_words_unref(rulebook->mask_words);
	g_ptr_array_unref(rulebook->rules);
	g_ptr_array_unref(rulebook->packs);
	g_free(rulebook->version);
	g_free(rulebook);
}

/* ---- asking -----------------------------------------------------------------------------------
 */

void
rulebook_make_hints(Rulebook *rulebook)
{
	for (guint i = 0; i < rulebook->packs->len; i++) {
		for (int side = 0; side < N_SIDES; side++)
			pack_make_hints(rulebook->packs->pdata[i], (Side)side);
		rule_examples_read(rulebook->packs->pdata[i]);
	}
}

void
rulebook_try_everything(Rulebook *rulebook)
{
	for (guint i = 0; i < rulebook->packs->len; i++)
		pack_try_everything(rulebook->packs->pdata[i]);
}

const char *
rulebook_version(const Rulebook *rulebook)
{
	return rulebook->version;
}

static const Pack *
pack_of(const Rulebook *rulebook, const char *language)
{
	for (guint i = 0; i < rulebook->packs->len; i++) {
		const Pack *pack = rulebook->packs->pdata[i];
		if (g_str_equal(pack->language, language))
			return pack;
	}
	return NULL;
}

bool
rulebook_speaks(const Rulebook *rulebook, const char *language)
{
	return pack_of(rulebook, language) != NULL;
}

GPtrArray *
rulebook_languages(const Rulebook *rulebook)
{
	const GPtrArray *rules = rulebook_rules(rulebook);
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = rules->pdata[i];
		if (!g_ptr_array_find_with_equal_func(names, rule->language, g_str_equal, NULL))
			g_ptr_array_add(names, (gpointer)rule->language);
	}
	return names;
}

const Attribution *
rulebook_attribution(const Rulebook *rulebook)
{
	return rulebook->attribution;
}

const Lexicon *
rulebook_lexicon(const Rulebook *rulebook)
{
	return rulebook->lexicon;
}

const Scripts *
rulebook_scripts(const Rulebook *rulebook)
{
	return rulebook->scripts;
}

const Tickets *
rulebook_tickets(const Rulebook *rulebook)
{
	return rulebook->tickets;
}

MaskWords *
rulebook_mask_words(const Rulebook *rulebook)
{
	return rulebook->mask_words;
}

const AnchorWords *
rulebook_anchor_words(const Rulebook *rulebook)
{
	return rulebook->anchor_words;
}

const Weights *
rulebook_weights(const Rulebook *rulebook, const char *language, Side side)
{
	const Pack *pack = pack_of(rulebook, language);

	return pack != NULL ? pack->weights[side] : NULL;
}

static void
add_idle(const Pack *pack, Side side, GPtrArray *all)
{
	const GPtrArray *rules = pack->sides[side].rules;
	const GPtrArray *idle = weights_idle(pack->weights[side]);

	for (guint i = 0; i < rules->len; i++) {
		const PackRule *rule = rules->pdata[i];
		if (rule->idle != NULL)
			g_ptr_array_add(all, g_strdup(rule->idle));
	}
	for (guint i = 0; i < idle->len; i++)
		g_ptr_array_add(all, g_strdup(idle->pdata[i]));
}

GPtrArray *
rulebook_idle(const Rulebook *rulebook)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < rulebook->packs->len; i++) {
		const Pack *pack = rulebook->packs->pdata[i];
		for (guint k = 0; k < pack->source->idle->len; k++)
			g_ptr_array_add(all, g_strdup(pack->source->idle->pdata[k]));
		for (int side = 0; side < N_SIDES; side++)
			add_idle(pack, (Side)side, all);
	}
	return all;
}

GPtrArray *
rulebook_covered(const Rulebook *rulebook)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < rulebook->packs->len; i++) {
		const Pack *pack = rulebook->packs->pdata[i];
		for (guint k = 0; k < pack->source->covered->len; k++)
			g_ptr_array_add(all, g_strdup(pack->source->covered->pdata[k]));
	}
	return all;
}

Prose *
rulebook_prose(const Rulebook *rulebook, const char *language, const char *text)
{
	const Pack *pack = pack_of(rulebook, language);

	return prose_respelled(text, pack != NULL ? pack->respelling : NULL);
}

const GPtrArray *
rulebook_rules(const Rulebook *rulebook)
{
	return rulebook->rules;
}

const Rule *
rulebook_find(const Rulebook *rulebook, const char *language, const char *name)
{
	for (guint i = 0; i < rulebook->rules->len; i++) {
		const Rule *rule = rulebook->rules->pdata[i];
		if (g_str_equal(rule->name, name) &&
			(language == NULL || g_str_equal(rule->language, language)))
			return rule;
	}
	return NULL;
}

Hits *
rulebook_read(const Rulebook *rulebook, const char *language, Side side, const Prose *prose,
	guint64 raised)
{
	ReadRequest request = {
		.pack = pack_of(rulebook, language), .side = side, .prose = prose, .raised = raised
	};

	return rule_read(&request);
}

Hits *
rulebook_read_only(
	const Rulebook *rulebook, const char *language, Side side, const Prose *prose, Means means)
{
	ReadRequest request = { .pack = pack_of(rulebook, language),
		.side = side,
		.prose = prose,
		.only = 1U << means };

	return rule_read(&request);
}

void
hits_free(Hits *hits)
{
	if (hits == NULL)
		return;
	g_array_unref(hits->hits);
	g_array_unref(hits->observed);
	g_ptr_array_unref(hits->no_answer);
	g_free(hits);
}

/* Defines, and rows of the tables of weights. Rules that are idle tell it themselves. */
static void
test_others(const Pack *pack, RuleExampleReport report, void *data, guint *failed)
{
	const GPtrArray *idle[] = { pack->source->idle, weights_idle(pack->weights[SIDE_CUSTOMER]),
		weights_idle(pack->weights[SIDE_REPLY]) };

	for (guint i = 0; i < G_N_ELEMENTS(idle); i++) {
		for (guint k = 0; k < idle[i]->len; k++)
			report(idle[i]->pdata[k], data);
		*failed += idle[i]->len;
	}
}

guint
rulebook_test(const Rulebook *rulebook, const Rule *rule, RuleExampleReport report, void *data,
	guint *failed_out)
{
	guint n_run = 0;

	*failed_out = 0;
	for (guint i = 0; i < rulebook->rules->len; i++) {
		const Rule *one = rulebook->rules->pdata[i];
		if (rule == NULL || one == rule)
			n_run += rule_examples_run(pack_of(rulebook, one->language),
				(const PackRule *)one, report, data, failed_out);
	}
	for (guint i = 0; rule == NULL && i < rulebook->packs->len; i++)
		test_others(rulebook->packs->pdata[i], report, data, failed_out);
	return n_run;
}

char *
rulebook_source(const Rulebook *rulebook, const Rule *rule)
{
	const IniSection *section = ((const PackRule *)rule)->source->section;
	GString *text = g_string_new(NULL);

	(void)rulebook;
	g_string_append_printf(text, "[%s]\n", section->name);
	for (guint i = 0; i < section->entries->len; i++) {
		const IniEntry *entry = section->entries->pdata[i];
		g_string_append_printf(text, "%s = %s\n", entry->key, entry->value);
	}
	return g_string_free(text, FALSE);
}
