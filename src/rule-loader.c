/* rule-loader.c - a language's rules made ready: guards, rules, their order.
 * SPDX-License-Identifier: MIT */
#include "rule-pack.h"
#include "rule-reading.h"

PackRule *
pack_rule_new(void)
{
	PackRule *rule = g_new0(PackRule, 1);

	rule->rule.mode = RULE_ON;
	rule->rule.says = g_strdup("");
	rule->rule.advice = g_strdup("");
	rule->within = 1;
	rule->match = g_array_new(FALSE, FALSE, sizeof(guint));
	rule->unless = g_array_new(FALSE, FALSE, sizeof(guint));
	rule->unless_near = g_array_new(FALSE, FALSE, sizeof(guint));
	rule->unless_text = g_array_new(FALSE, FALSE, sizeof(guint));
	rule->boosts = g_array_new(FALSE, FALSE, sizeof(guint));
	rule->before = g_ptr_array_new();
	rule->after = g_ptr_array_new();
	rule->hits = g_array_new(FALSE, FALSE, sizeof(Example));
	rule->misses = g_array_new(FALSE, FALSE, sizeof(Example));
	return rule;
}

void
pack_rule_switch_off(PackRule *rule, const IniEntry *entry, const char *what)
{
	rule->rule.mode = RULE_OFF;
	if (rule->idle == NULL)
		rule->idle =
			g_strdup_printf("%s:%d: %s: %s, or none any more; [%s] has no say until "
					"that is mended",
				rule->source->path, entry->line, entry->key, what,
				rule->source->section->name);
}

static void
terms_free(GPtrArray *terms)
{
	if (terms == NULL)
		return;
	for (guint i = 0; i < terms->len; i++) {
		Term *term = terms->pdata[i];
		g_array_unref(term->rules);
		g_free(term);
	}
	g_ptr_array_unref(terms);
}

void
pack_rule_free(PackRule *rule)
{
	if (rule == NULL)
		return;
	g_free(rule->rule.name);
	g_free(rule->rule.file);
	g_free(rule->rule.language);
	g_free(rule->rule.says);
	g_free(rule->rule.advice);
	GArray *arrays[] = { rule->match, rule->unless, rule->unless_near, rule->unless_text,
		rule->boosts, rule->hits, rule->misses };
	for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
		g_array_unref(arrays[i]);
	terms_free(rule->condition);
	terms_free(rule->before);
	terms_free(rule->after);
	g_strfreev(rule->tags);
	g_free(rule->idle);
	g_free(rule);
}

/* A word list of the pack in its frame, or NULL when the pack has none. */
static gboolean
load_words(Pack *pack, const char *name, const char *before, const char *after, Pattern **out,
	GError **error)
{
	g_autofree char *words = rule_source_define(pack->source, name);
	g_autofree char *message = NULL;

	if (words == NULL)
		return TRUE;
	g_autofree char *regex = g_strconcat(before, words, after, NULL);
	*out = pattern_new(regex, 0, &message);
	if (*out == NULL)
		return rule_source_define_error(pack->source, name, message, error);
	return TRUE;
}

static gboolean
load_guards(Pack *pack, GError **error)
{
	GuardWords *words = &pack->words;
	g_autofree char *third = rule_source_define(pack->source, "PRONOUN_THIRD");
	g_autofree char *third_first =
		g_strconcat("^.*\\b(?:(", third != NULL ? third : "(?!)", ")|(?:", NULL);

	words->capitals = pattern_new(
		"\\b\\p{Lu}{3,}(?:\\W+\\p{Lu}{2,})+\\b", PATTERN_CASE_SENSITIVE, &(char *){ NULL });
	return load_words(pack, "NEGATION", "\\b(?:", ")(?:\\W+[\\w']+){0,3}\\W*$",
		       &words->negation, error) &&
	       load_words(pack, "NOT_NEGATION", "\\b(?:", ")\\b", &words->not_negation, error) &&
	       load_words(pack, "PRONOUN", third_first, "))(?![\\w'])", &words->pronoun, error) &&
	       load_words(pack, "HYPOTHETICAL", "\\b(?:", ")\\b[^.;:]{0,40}$", &words->hypothetical,
		       error) &&
	       load_words(pack, "BOOSTER", "\\b(?:", ")(?:\\W+\\w+){0,2}\\W*$", &words->booster,
		       error) &&
	       load_words(pack, "DAMPENER", "\\b(?:", ") ", &words->dampener, error) &&
	       load_words(pack, "SWEARWORD", "\\b(?:", ")\\b", &words->swearword, error);
}

static void
choose(GPtrArray *chosen, const Pack *pack, const GArray *ids)
{
	for (guint i = 0; i < ids->len; i++) {
		guint id = g_array_index(ids, guint, i);
		chosen->pdata[id] = pack->patterns->pdata[id];
	}
}

guint
pack_swearing(const Pack *pack)
{
	return pack->patterns->len;
}

/* Each side looks for its own words only. */
void
pack_make_hints(const Pack *pack, Side which)
{
	const PackSide *side = &pack->sides[which];
	g_autoptr(GPtrArray) chosen = g_ptr_array_new();

	g_ptr_array_set_size(chosen, (gint)pack->patterns->len + 1);
	chosen->pdata[pack_swearing(pack)] = pack->words.swearword;
	for (guint i = 0; i < side->rules->len; i++) {
		const PackRule *rule = side->rules->pdata[i];
		choose(chosen, pack, rule->match);
		choose(chosen, pack, rule->unless);
		choose(chosen, pack, rule->unless_near);
		choose(chosen, pack, rule->unless_text);
	}
	g_atomic_pointer_set(&side->hints->prefilter, prefilter_new(chosen));
}

void
pack_try_everything(Pack *pack)
{
	for (int which = 0; which < N_SIDES; which++) {
		Hints *hints = pack->sides[which].hints;
		g_clear_pointer(&hints->prefilter, prefilter_free);
		hints->n_read = HINTS_NEVER;
	}
}

Pack *
pack_new(RuleSource *source, GError **error)
{
	g_autoptr(Pack) pack = g_new0(Pack, 1);
	g_autoptr(GHashTable) pattern_ids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	pack->language = g_strdup(source->language);
	pack->source = source;
	pack->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	for (int side = 0; side < N_SIDES; side++) {
		pack->sides[side].rules =
			g_ptr_array_new_with_free_func((GDestroyNotify)pack_rule_free);
		pack->sides[side].hints = g_new0(Hints, 1);
	}
	if (!rule_source_settle(source, error) || !load_guards(pack, error))
		return NULL;

	for (guint i = 0; i < source->rules->len; i++) {
		PackRule *rule = pack_rule_load(pack, pattern_ids, source->rules->pdata[i], error);
		if (rule == NULL)
			return NULL;
		g_ptr_array_add(pack->sides[rule->rule.side].rules, rule);
	}
	if (!conditions_resolve(pack, error))
		return NULL;
	pack->spaces = space_pool_new();
	return g_steal_pointer(&pack);
}

void
pack_free(Pack *pack)
{
	if (pack == NULL)
		return;
	Pattern *words[] = { pack->words.negation, pack->words.not_negation, pack->words.pronoun,
		pack->words.hypothetical, pack->words.booster, pack->words.dampener,
		pack->words.swearword, pack->words.capitals };
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		pattern_free(words[i]);
	space_pool_free(pack->spaces);
	for (int side = 0; side < N_SIDES; side++) {
		g_ptr_array_unref(pack->sides[side].rules);
		prefilter_free(pack->sides[side].hints->prefilter);
		g_free(pack->sides[side].hints);
		weights_free(pack->weights[side]);
	}
	g_ptr_array_unref(pack->patterns);
	rule_source_free(pack->source);
	respelling_free(pack->respelling);
	g_free(pack->language);
	g_free(pack);
}
