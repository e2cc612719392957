/* rulebook.c - the rules of all languages. SPDX-License-Identifier: MIT */
#include "rulebook.h"

struct Rulebook {
	gint ref_count;
	Attribution *attribution;
	Lexicon *lexicon;
	Scripts *scripts;
	AnchorWords *anchor_words;
	GPtrArray *rules;
};

Rulebook *
rulebook_load(const char *const *folders, const char *cache, GError **error)
{
	(void)cache;
	Rulebook *rulebook = g_new0(Rulebook, 1);
	rulebook->ref_count = 1;
	rulebook->attribution = attribution_load(folders, error);
	rulebook->lexicon = lexicon_load(folders, error);
	rulebook->scripts = scripts_load(folders, rulebook->lexicon, error);
	rulebook->anchor_words = anchor_words_load(folders, error);
	rulebook->rules = g_ptr_array_new();
	return rulebook;
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
	g_ptr_array_unref(rulebook->rules);
	g_free(rulebook);
}

const char *
rulebook_version(const Rulebook *rulebook)
{
	(void)rulebook;
	return "0";
}

bool
rulebook_speaks(const Rulebook *rulebook, const char *language)
{
	(void)rulebook;
	return g_str_equal(language, "en");
}

const Attribution *
rulebook_attribution(const Rulebook *rulebook)
{
	return rulebook->attribution;
}

const AnchorWords *
rulebook_anchor_words(const Rulebook *rulebook)
{
	return rulebook->anchor_words;
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

const GPtrArray *
rulebook_rules(const Rulebook *rulebook)
{
	return rulebook->rules;
}

const Rule *
rulebook_find(const Rulebook *rulebook, const char *name)
{
	(void)rulebook, (void)name;
	return NULL;
}

Hits *
rulebook_read(
	const Rulebook *rulebook, const char *language, Side side, const Prose *prose, guint raised)
{
	(void)rulebook, (void)language, (void)side, (void)prose, (void)raised;
	Hits *hits = g_new0(Hits, 1);
	hits->hits = g_array_new(FALSE, FALSE, sizeof(Hit));
	hits->observed = g_array_new(FALSE, FALSE, sizeof(Hit));
	hits->no_answer = g_ptr_array_new();
	return hits;
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

guint
rulebook_test(const Rulebook *rulebook, const Rule *rule, RuleExampleReport report, void *data,
	guint *failed_out)
{
	(void)rulebook, (void)rule, (void)report, (void)data;
	*failed_out = 0;
	return 0;
}

char *
rulebook_source(const Rulebook *rulebook, const Rule *rule)
{
	(void)rulebook;
	return g_strdup(rule->name);
}

const char *
means_name(Means means)
{
	(void)means;
	return "";
}

const char *
rule_mode_name(RuleMode mode)
{
	static const char *const names[] = { "off", "observe", "on" };

	return names[mode];
}
