/* rule-keys.c - one rule from its section: the table of keys, and what they ask of each other.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "rule-pack.h"

typedef struct Key Key;

/* One rule being read. */
typedef struct Loading {
	Pack *pack;
	GHashTable *pattern_ids; /* flags and regex -> index + 1 */
	PackRule *rule;
	const SourceRule *source;
	const Key *key; /* of the entry being read */
	gboolean has_side;
	Side side;
} Loading;

struct Key {
	const char *name;
	gboolean repeats;
	gboolean (*read)(Loading *loading, const IniEntry *entry, GError **error);
	gsize into; /* where in a PackRule, for those that are read alike */
	guint flags;
};

static gboolean
wrong(const Loading *loading, const IniEntry *entry, GError **error, const char *expected)
{
	return inifile_error(error, loading->source->path, entry->line,
		"%s: \"%s\" is not known; expected %s", entry->key, entry->value, expected);
}

/* The index of a value in a NULL-terminated list, or -1. */
static int
choice(const char *value, const char *const *names)
{
	for (int i = 0; names[i] != NULL; i++) {
		if (g_str_equal(value, names[i]))
			return i;
	}
	return -1;
}

static gboolean
read_side(Loading *loading, const IniEntry *entry, GError **error)
{
	static const char *const names[] = { "customer", "reply", NULL };
	int side = choice(entry->value, names);

	if (side < 0)
		return wrong(loading, entry, error, "customer or reply");
	loading->has_side = TRUE;
	loading->side = (Side)side;
	return TRUE;
}

static gboolean
read_means(Loading *loading, const IniEntry *entry, GError **error)
{
	g_autofree char *message = NULL;

	if (!means_parse(entry->value, &loading->rule->rule, &message))
		return inifile_error(
			error, loading->source->path, entry->line, "means: %s", message);
	return TRUE;
}

static gboolean
read_mode(Loading *loading, const IniEntry *entry, GError **error)
{
	static const char *const names[] = { "off", "observe", "on", NULL };
	int mode = choice(entry->value, names);

	if (mode < 0)
		return wrong(loading, entry, error, "on, observe or off");
	loading->rule->rule.mode = (RuleMode)mode;
	return TRUE;
}

static gboolean
read_yes(const Loading *loading, const IniEntry *entry, bool *value_out, GError **error)
{
	static const char *const names[] = { "no", "yes", NULL };
	int value = choice(entry->value, names);

	if (value < 0)
		return wrong(loading, entry, error, "yes or no");
	*value_out = value == 1;
	return TRUE;
}

static gboolean
read_explicit(Loading *loading, const IniEntry *entry, GError **error)
{
	return read_yes(loading, entry, &loading->rule->rule.is_explicit, error);
}

static gboolean
read_needs_anchor(Loading *loading, const IniEntry *entry, GError **error)
{
	return read_yes(loading, entry, &loading->rule->rule.needs_anchor, error);
}

static char **
words_of(const char *value)
{
	g_auto(GStrv) pieces = g_strsplit_set(value, " \t,", -1);
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	for (char **piece = pieces; *piece != NULL; piece++) {
		if (**piece != '\0')
			g_ptr_array_add(words, g_strdup(*piece));
	}
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

static gboolean
read_tag(Loading *loading, const IniEntry *entry, GError **error)
{
	loading->rule->tags = words_of(entry->value);
	for (char **tag = loading->rule->tags; *tag != NULL; tag++) {
		for (const char *c = *tag; *c != '\0'; c++) {
			if (!g_ascii_islower(*c) && !g_ascii_isdigit(*c) && *c != '-')
				return wrong(loading, entry, error,
					"words of small letters, digits and hyphens");
		}
	}
	return TRUE;
}

/* A pattern of a site's rule may name a define that went with an upgrade. */
static gboolean
lacks_define(const Loading *loading, const IniEntry *entry)
{
	if (loading->source->folder == 0)
		return FALSE;
	g_autofree char *missing = rule_source_missing(loading->pack->source, entry->value);
	if (missing == NULL)
		return FALSE;
	g_autofree char *what = g_strdup_printf("there is no define {%s}", missing);
	pack_rule_switch_off(loading->rule, entry, what);
	return TRUE;
}

static gboolean
read_pattern(Loading *loading, const IniEntry *entry, GArray *into, guint flags, GError **error)
{
	gboolean is_case_sensitive;

	if (lacks_define(loading, entry))
		return TRUE;
	g_autofree char *regex = rule_source_regex(
		loading->pack->source, loading->source->path, entry, &is_case_sensitive, error);

	if (regex == NULL)
		return FALSE;
	if (is_case_sensitive)
		flags |= PATTERN_CASE_SENSITIVE;
	g_autofree char *key = g_strdup_printf("%u %s", flags, regex);
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(loading->pattern_ids, key));
	if (id == 0) {
		g_autofree char *message = NULL;
		Pattern *pattern = pattern_new(regex, flags, &message);
		if (pattern == NULL)
			return inifile_error(error, loading->source->path, entry->line, "%s: %s",
				entry->key, message);
		g_ptr_array_add(loading->pack->patterns, pattern);
		id = loading->pack->patterns->len;
		g_hash_table_insert(
			loading->pattern_ids, g_steal_pointer(&key), GUINT_TO_POINTER(id));
	}
	id--;
	g_array_append_val(into, id);
	return TRUE;
}

/* The part of the rule that the key is about. */
static gpointer
target(const Loading *loading)
{
	return (char *)loading->rule + loading->key->into;
}

static gboolean
read_patterns(Loading *loading, const IniEntry *entry, GError **error)
{
	return read_pattern(
		loading, entry, *(GArray **)target(loading), loading->key->flags, error);
}

static gboolean
read_boost(Loading *loading, const IniEntry *entry, GError **error)
{
	if (*entry->value == '/')
		return read_pattern(loading, entry, loading->rule->boosts, 0, error);
	return read_yes(loading, entry, &loading->rule->boost, error);
}

static gboolean
read_scope(Loading *loading, const IniEntry *entry, GError **error)
{
	static const char *const names[] = { "sentence", "pair", "text", NULL };
	int scope = choice(entry->value, names);

	if (scope < 0)
		return wrong(loading, entry, error, "sentence, pair or text");
	loading->rule->scope = (RuleScope)scope;
	loading->rule->rule.of_whole_text = scope == RULE_TEXT;
	return TRUE;
}

static gboolean
read_guard(Loading *loading, const IniEntry *entry, GError **error)
{
	static const char *const names[] = { "negation", "first", "hypothetical", "question",
		NULL };
	g_auto(GStrv) words = words_of(entry->value);

	for (char **word = words; *word != NULL; word++) {
		int guard = choice(*word, names);
		if (guard < 0)
			return wrong(loading, entry, error,
				"one or more of negation, first, hypothetical, question");
		loading->rule->guards |= 1U << guard;
	}
	return TRUE;
}

static gboolean
read_feelings(Loading *loading, const IniEntry *entry, guint *bits_out, GError **error)
{
	g_auto(GStrv) words = words_of(entry->value);

	for (char **word = words; *word != NULL; word++) {
		FeelingKind kind;
		if (!feeling_from_name(*word, &kind))
			return inifile_error(error, loading->source->path, entry->line,
				"%s: \"%s\" is no feeling; they are frustration anger "
				"disappointment worry confusion urgency ignored leaving "
				"embarrassment grief joy",
				entry->key, *word);
		*bits_out |= 1U << kind;
	}
	if (*bits_out == 0)
		return wrong(loading, entry, error, "one or more feelings");
	return TRUE;
}

static gboolean
read_only(Loading *loading, const IniEntry *entry, GError **error)
{
	return read_feelings(loading, entry, &loading->rule->rule.only, error);
}

static gboolean
read_fits(Loading *loading, const IniEntry *entry, GError **error)
{
	return read_feelings(loading, entry, &loading->rule->rule.fits, error);
}

static gboolean
read_only_intensity(Loading *loading, const IniEntry *entry, GError **error)
{
	static const char *const names[] = { "1", "2", "3", NULL };
	int intensity = choice(entry->value, names);

	if (intensity < 0)
		return wrong(loading, entry, error, "1, 2 or 3");
	loading->rule->only_intensity = intensity + 1;
	return TRUE;
}

static gboolean
read_text(Loading *loading, const IniEntry *entry, GError **error)
{
	char **text = target(loading);

	(void)error;
	g_free(*text);
	*text = g_strdup(entry->value);
	return TRUE;
}

static gboolean
read_example(Loading *loading, const IniEntry *entry, GError **error)
{
	Example example = { entry->value, entry->line };

	if (*entry->value == '\0')
		return inifile_error(error, loading->source->path, entry->line,
			"%s: an example needs words", entry->key);
	g_array_append_val(*(GArray **)target(loading), example);
	return TRUE;
}

/* rule-condition.c reads them once all rules are known. */
static gboolean
read_later(Loading *loading, const IniEntry *entry, GError **error)
{
	if (*entry->value == '\0')
		return wrong(loading, entry, error, "names of rules or tags");
	return TRUE;
}

static const Key keys[] = {
	{ "side", FALSE, read_side, 0, 0 },
	{ "means", FALSE, read_means, 0, 0 },
	{ "mode", FALSE, read_mode, 0, 0 },
	{ "explicit", FALSE, read_explicit, 0, 0 },
	{ "tag", FALSE, read_tag, 0, 0 },
	{ "match", TRUE, read_patterns, G_STRUCT_OFFSET(PackRule, match), PATTERN_NOT_EMPTY },
	{ "unless", TRUE, read_patterns, G_STRUCT_OFFSET(PackRule, unless), 0 },
	{ "unless-near", TRUE, read_patterns, G_STRUCT_OFFSET(PackRule, unless_near), 0 },
	{ "unless-text", TRUE, read_patterns, G_STRUCT_OFFSET(PackRule, unless_text), 0 },
	{ "scope", FALSE, read_scope, 0, 0 },
	{ "guard", FALSE, read_guard, 0, 0 },
	{ "boost", TRUE, read_boost, 0, 0 },
	{ "if", FALSE, read_later, 0, 0 },
	{ "before", TRUE, read_later, 0, 0 },
	{ "after", TRUE, read_later, 0, 0 },
	{ "only", FALSE, read_only, 0, 0 },
	{ "only-intensity", FALSE, read_only_intensity, 0, 0 },
	{ "fits", FALSE, read_fits, 0, 0 },
	{ "needs-anchor", FALSE, read_needs_anchor, 0, 0 },
	{ "says", FALSE, read_text, G_STRUCT_OFFSET(PackRule, rule.says), 0 },
	{ "try", FALSE, read_text, G_STRUCT_OFFSET(PackRule, rule.advice), 0 },
	{ "hit", TRUE, read_example, G_STRUCT_OFFSET(PackRule, hits), 0 },
	{ "miss", TRUE, read_example, G_STRUCT_OFFSET(PackRule, misses), 0 },
};

G_STATIC_ASSERT(G_N_ELEMENTS(keys) <= 32);

/* ---- a whole rule -----------------------------------------------------------------------------
 */

static int
key_of(const char *name)
{
	for (int i = 0; i < (int)G_N_ELEMENTS(keys); i++) {
		if (g_str_equal(name, keys[i].name))
			return i;
	}
	return -1;
}

static gboolean
read_entries(Loading *loading, guint32 *seen_out, GError **error)
{
	const GPtrArray *entries = loading->source->section->entries;

	for (guint i = 0; i < entries->len; i++) {
		const IniEntry *entry = entries->pdata[i];
		int key = key_of(entry->key);

		if (key < 0)
			return inifile_error(error, loading->source->path, entry->line,
				"\"%s\" is no key of a rule; they are listed in empathy.rules(5)",
				entry->key);
		if ((*seen_out & (1U << key)) != 0 && !keys[key].repeats)
			return inifile_error(error, loading->source->path, entry->line,
				"\"%s\" stands twice in [%s]; keep one", entry->key,
				loading->source->section->name);
		*seen_out |= 1U << key;
		loading->key = &keys[key];
		if (!loading->key->read(loading, entry, error))
			return FALSE;
	}
	return TRUE;
}

/* What keys ask of each other. NULL: nothing is missing. */
static const char *
missing(const Loading *loading, guint32 seen)
{
	const PackRule *rule = loading->rule;
	const GuardWords *words = &loading->pack->words;
	gboolean has_intensity = rule->rule.intensity > 0;

	if ((seen & (1U << key_of("means"))) == 0)
		return "says nothing of what it means; add means = ...";
	if (rule->match->len == 0 && (seen & (1U << key_of("if"))) == 0)
		return "has neither match nor if, so it can never be true";
	if (rule->hits->len == 0)
		return "has no hit; add a sentence that it must find";
	if (rule->misses->len == 0)
		return "has no miss; add a sentence that looks like it and must not be found";
	if (loading->has_side && rule->rule.means != MEANS_SIGNAL &&
		loading->side != means_side(rule->rule.means))
		return "is on the wrong side for what it means; remove side";
	if (rule->rule.side == SIDE_CUSTOMER &&
		(rule->rule.only | rule->rule.fits | (guint)rule->only_intensity |
			(guint)rule->rule.needs_anchor) != 0)
		return "looks at the customer; only, only-intensity, fits and needs-anchor are for "
		       "rules about the reply";
	if (rule->only_intensity > 0 && rule->rule.only == 0)
		return "has only-intensity without only";
	if (!has_intensity && (rule->boost || rule->boosts->len > 0 || rule->rule.is_explicit))
		return "means no feeling; boost and explicit are for feelings";
	if (((rule->guards & GUARD_NEGATION) != 0 && words->negation == NULL) ||
		((rule->guards & GUARD_FIRST) != 0 && words->pronoun == NULL) ||
		((rule->guards & GUARD_HYPOTHETICAL) != 0 && words->hypothetical == NULL))
		return "has a guard without words; [define] NEGATION, PRONOUN and PRONOUN_THIRD, or "
		       "HYPOTHETICAL";
	if (rule->match->len == 0 &&
		(rule->guards != 0 || rule->unless->len + rule->unless_near->len > 0 ||
			rule->boost || rule->boosts->len > 0 || rule->scope != RULE_SENTENCE))
		return "has no match that guard, unless, unless-near, boost or scope could be about";
	return NULL;
}

/* The same words are harmless where nobody is upset. */
static void
ask_for_trouble(PackRule *rule)
{
	if ((rule->rule.means != MEANS_COLD && rule->rule.means != MEANS_WARM) ||
		rule->rule.only != 0)
		return;
	for (int kind = 0; kind < N_FEELINGS; kind++)
		if (feeling_is_negative((FeelingKind)kind))
			rule->rule.only |= 1U << kind;
	rule->only_intensity = MAX(2, rule->only_intensity);
}

PackRule *
pack_rule_load(Pack *pack, GHashTable *pattern_ids, const SourceRule *source, GError **error)
{
	PackRule *rule = pack_rule_new();
	Loading loading = {
		.pack = pack, .pattern_ids = pattern_ids, .rule = rule, .source = source
	};
	guint32 seen = 0;

	rule->source = source;
	rule->rule.name = g_strdup(source->section->name);
	rule->rule.file = g_strdup(source->path);
	rule->rule.line = source->section->line;
	rule->rule.language = g_strdup(pack->language);
	if (!read_entries(&loading, &seen, error)) {
		pack_rule_free(rule);
		return NULL;
	}
	rule->rule.side =
		rule->rule.means == MEANS_SIGNAL ? loading.side : means_side(rule->rule.means);
	ask_for_trouble(rule);
	/* Switched off, it lacks a pattern, and its mode may stand behind that. */
	const char *what = rule->idle == NULL ? missing(&loading, seen) : NULL;
	if (rule->idle != NULL)
		rule->rule.mode = RULE_OFF;
	if (what != NULL) {
		inifile_error(error, source->path, source->section->line, "[%s] %s",
			source->section->name, what);
		pack_rule_free(rule);
		return NULL;
	}
	return rule;
}
