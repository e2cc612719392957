/* rule-condition.c - "if = A | B & !C within 2", before, after: names to rules, rules to order.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "rule-pack.h"

/* One side while its names are looked up. */
typedef struct Resolving {
	Pack *pack;
	GHashTable *members; /* rule name or tag -> GArray of guint, positions in side->rules */
	PackRule *rule;
	const IniEntry *entry;
} Resolving;

static void
term_free(Term *term)
{
	g_array_unref(term->rules);
	g_free(term);
}

static void
add_member(GHashTable *members, const char *name, guint position)
{
	GArray *positions = g_hash_table_lookup(members, name);

	if (positions == NULL) {
		positions = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(members, g_strdup(name), positions);
	}
	g_array_append_val(positions, position);
}

static GHashTable *
members_of(const PackSide *side)
{
	GHashTable *members = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

	for (guint i = 0; i < side->rules->len; i++) {
		const PackRule *rule = side->rules->pdata[i];
		add_member(members, rule->rule.name, i);
		for (char **tag = rule->tags; tag != NULL && *tag != NULL; tag++)
			add_member(members, *tag, i);
	}
	return members;
}

/* In the first folder, whose rules came together, a slip. */
static gboolean
miss_name(const Resolving *resolving, const char *name, GError **error)
{
	PackRule *rule = resolving->rule;
	bool is_elsewhere = g_hash_table_contains(resolving->pack->source->by_name, name);
	g_autofree char *what =
		is_elsewhere
			? g_strdup_printf("[%s] is about the other side of the conversation", name)
			: g_strdup_printf("there is no rule or tag \"%s\" on this side", name);

	if (rule->source->folder == 0 || *name == '\0')
		return inifile_error(error, rule->rule.file, resolving->entry->line, "%s: %s",
			resolving->entry->key, what);
	pack_rule_switch_off(rule, resolving->entry, what);
	return TRUE;
}

static gboolean
add_name(const Resolving *resolving, Term *term, const char *name, GError **error)
{
	const GArray *positions = g_hash_table_lookup(resolving->members, name);

	if (positions == NULL)
		return miss_name(resolving, name, error);
	g_array_append_vals(term->rules, positions->data, positions->len);
	return TRUE;
}

/* "A | B" or "!A | !B". */
static Term *
term_parse(const Resolving *resolving, const char *text, GError **error)
{
	g_auto(GStrv) names = g_strsplit(text, "|", -1);
	Term *term = g_new0(Term, 1);
	gboolean is_fine = TRUE;

	term->rules = g_array_new(FALSE, FALSE, sizeof(guint));
	if (names[0] == NULL)
		is_fine = add_name(resolving, term, "", error);
	for (guint i = 0; names[i] != NULL && is_fine; i++) {
		char *name = g_strstrip(names[i]);
		bool is_negative = *name == '!';
		if (is_negative)
			name = g_strchug(name + 1);
		if (i == 0)
			term->is_negative = is_negative;
		if (term->is_negative != is_negative)
			is_fine = inifile_error(error, resolving->rule->rule.file,
				resolving->entry->line,
				"%s: of alternatives all or none have a '!'",
				resolving->entry->key);
		else
			is_fine = add_name(resolving, term, name, error);
	}
	if (!is_fine)
		g_clear_pointer(&term, term_free);
	return term;
}

static gboolean
terms_parse(const Resolving *resolving, const char *text, GPtrArray *into, GError **error)
{
	g_auto(GStrv) pieces = g_strsplit(text, "&", -1);

	for (char **piece = pieces; *piece != NULL; piece++) {
		Term *term = term_parse(resolving, *piece, error);
		if (term == NULL)
			return FALSE;
		g_ptr_array_add(into, term);
	}
	return TRUE;
}

/* Cuts " within N" off the text. */
static gboolean
within_parse(const Resolving *resolving, char *text, int *within_out, GError **error)
{
	char *within = g_strrstr(text, " within ");
	guint64 number;

	*within_out = 1;
	if (within == NULL)
		return TRUE;
	*within = '\0';
	within = g_strstrip(within + strlen(" within "));
	if (g_str_equal(within, "text")) {
		*within_out = WITHIN_TEXT;
		return TRUE;
	}
	if (!g_ascii_string_to_unsigned(within, 10, 0, 100, &number, NULL))
		return inifile_error(error, resolving->rule->rule.file, resolving->entry->line,
			"if: within takes a number of sentences up to 100, or text");
	*within_out = (int)number;
	return TRUE;
}

static gboolean
condition_parse(const Resolving *resolving, PackRule *rule, GError **error)
{
	g_autofree char *text = g_strdup(resolving->entry->value);

	rule->condition = g_ptr_array_new();
	if (!within_parse(resolving, text, &rule->within, error) ||
		!terms_parse(resolving, text, rule->condition, error))
		return FALSE;
	const Term *first = rule->condition->pdata[0];
	if (rule->match->len == 0 && first->is_negative && rule->idle == NULL)
		return inifile_error(error, rule->rule.file, resolving->entry->line,
			"if: without match the first thing asked for must be there, not absent");
	return TRUE;
}

static gboolean
place_parse(const Resolving *resolving, GPtrArray *into, GError **error)
{
	if (strpbrk(resolving->entry->value, "&!") != NULL)
		return inifile_error(error, resolving->rule->rule.file, resolving->entry->line,
			"%s: takes a rule or tag, or several with '|'", resolving->entry->key);
	return terms_parse(resolving, resolving->entry->value, into, error);
}

static gboolean
rule_resolve(Resolving *resolving, PackRule *rule, GError **error)
{
	const GPtrArray *entries = rule->source->section->entries;

	resolving->rule = rule;
	for (guint i = 0; i < entries->len; i++) {
		const IniEntry *entry = entries->pdata[i];
		gboolean is_fine = TRUE;

		resolving->entry = entry;
		if (g_str_equal(entry->key, "if"))
			is_fine = condition_parse(resolving, rule, error);
		else if (g_str_equal(entry->key, "before"))
			is_fine = place_parse(resolving, rule->before, error);
		else if (g_str_equal(entry->key, "after"))
			is_fine = place_parse(resolving, rule->after, error);
		if (!is_fine)
			return FALSE;
	}
	return TRUE;
}

/* ---- order ------------------------------------------------------------------------------------
 */

typedef enum Visit { NOT_VISITED, VISITING, VISITED } Visit;

typedef struct Ordering {
	GPtrArray *rules; /* as loaded */
	Visit *visits;
	GPtrArray *ordered;
} Ordering;

static gboolean order_rule(Ordering *ordering, guint position, GError **error);

static gboolean
order_terms(Ordering *ordering, const GPtrArray *terms, GError **error)
{
	for (guint i = 0; terms != NULL && i < terms->len; i++) {
		const Term *term = terms->pdata[i];
		for (guint k = 0; k < term->rules->len; k++) {
			if (!order_rule(ordering, g_array_index(term->rules, guint, k), error))
				return FALSE;
		}
	}
	return TRUE;
}

/* A rule after everything it asks for. */
static gboolean
order_rule(Ordering *ordering, guint position, GError **error)
{
	PackRule *rule = ordering->rules->pdata[position];

	if (ordering->visits[position] == VISITED)
		return TRUE;
	if (ordering->visits[position] == VISITING)
		return inifile_error(error, rule->rule.file, rule->rule.line,
			"[%s] asks for itself, through its if, before or after", rule->rule.name);
	ordering->visits[position] = VISITING;
	if (!order_terms(ordering, rule->condition, error) ||
		!order_terms(ordering, rule->before, error) ||
		!order_terms(ordering, rule->after, error))
		return FALSE;
	ordering->visits[position] = VISITED;
	rule->index = ordering->ordered->len;
	g_ptr_array_add(ordering->ordered, rule);
	return TRUE;
}

/* Positions as loaded become places in the order. */
static void
renumber(const GPtrArray *loaded, GPtrArray *terms)
{
	for (guint i = 0; terms != NULL && i < terms->len; i++) {
		GArray *rules = ((Term *)terms->pdata[i])->rules;
		for (guint k = 0; k < rules->len; k++) {
			guint *index = &g_array_index(rules, guint, k);
			*index = ((const PackRule *)loaded->pdata[*index])->index;
		}
	}
}

static gboolean
side_order(PackSide *side, GError **error)
{
	GPtrArray *loaded = side->rules;
	g_autofree Visit *visits = g_new0(Visit, loaded->len);
	g_autoptr(GPtrArray) ordered = g_ptr_array_new();
	Ordering ordering = { loaded, visits, ordered };

	for (guint i = 0; i < loaded->len; i++) {
		if (!order_rule(&ordering, i, error))
			return FALSE;
	}
	for (guint i = 0; i < loaded->len; i++) {
		PackRule *rule = loaded->pdata[i];
		renumber(loaded, rule->condition);
		renumber(loaded, rule->before);
		renumber(loaded, rule->after);
	}
	for (guint i = 0; i < ordered->len; i++)
		loaded->pdata[i] = ordered->pdata[i];
	return TRUE;
}

gboolean
conditions_resolve(Pack *pack, GError **error)
{
	for (int which = 0; which < N_SIDES; which++) {
		PackSide *side = &pack->sides[which];
		g_autoptr(GHashTable) members = members_of(side);
		Resolving resolving = { .pack = pack, .members = members };

		for (guint i = 0; i < side->rules->len; i++) {
			if (!rule_resolve(&resolving, side->rules->pdata[i], error))
				return FALSE;
		}
		if (!side_order(side, error))
			return FALSE;
	}
	return TRUE;
}
