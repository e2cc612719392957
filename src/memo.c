/* memo.c - the customer's half as bytes, and back. SPDX-License-Identifier: MIT */
#include "memo.h"

#include <string.h>

#include "errors.h"
#include "feelings.h"
#include "mask.h"

enum {
	VERSION = 1,
	MOST_NAMES = 16,
	MOST_RULES = 64,
	MOST_HOLES = 20,
	MOST_WORD = 400, /* bytes of one thing read back */
};

/* Where a certain feeling is marked so stood once how many rules agreed, 1 or more, and such memos
 * are still kept: no count is as high, so that theirs do not all become certain. */
#define CERTAIN G_MAXUINT32

/* version, language, display name, names, events,
 * feelings: name, intensity, explicit, CERTAIN or 0, rule, evidence;
 * anchors, traces, holes, rules observed, rules without an answer */
#define FEELINGS_FORMAT "a(sybuss)"
#define MEMO_FORMAT "(yssasu" FEELINGS_FORMAT ANCHORS_FORMAT TRACES_FORMAT "asasas)"

/* ---- writing -------------------------------------------------------------------------------- */

static char *
kept_words(const Rulebook *rulebook, const char *words, LogText text)
{
	return text != LOG_TEXT_NONE ? mask_text(rulebook_mask_words(rulebook), words)
				     : g_strdup("");
}

/* A rule that finds grief says in its name what happened to whom. */
static const char *
kept_rule(const Feeling *feeling, const MemoKeep *keep)
{
	bool is_told = feeling->kind == FEELING_GRIEF && !keep->life_events;

	return feeling->rule != NULL && !is_told ? feeling->rule : "";
}

static GVariant *
save_feelings(const Rulebook *rulebook, const GPtrArray *feelings, const MemoKeep *keep)
{
	g_auto(GVariantBuilder) saved = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE(FEELINGS_FORMAT));

	for (guint i = 0; i < feelings->len; i++) {
		const Feeling *feeling = feelings->pdata[i];
		g_autofree char *evidence = kept_words(rulebook, feeling->evidence, keep->text);
		g_variant_builder_add(&saved, "(sybuss)", feeling_name(feeling->kind),
			(guchar)feeling->intensity, feeling->is_explicit,
			feeling->is_certain ? CERTAIN : 0, kept_rule(feeling, keep), evidence);
	}
	return g_variant_builder_end(&saved);
}

static GVariant *
save_list(const GPtrArray *words)
{
	return g_variant_new_strv(
		(const char *const *)words->pdata, words->len > 0 ? (gssize)words->len : 0);
}

/* That there were holes matters even where their words may not be kept. */
static GVariant *
save_holes(const Rulebook *rulebook, const char *language, const Customer *customer, LogText text)
{
	g_autoptr(GPtrArray) holes = customer_find_holes(rulebook, language, customer);
	g_auto(GVariantBuilder) saved = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE_STRING_ARRAY);

	for (guint i = 0; i < holes->len; i++) {
		g_autofree char *hole = kept_words(rulebook, holes->pdata[i], text);
		g_variant_builder_add(&saved, "s", hole);
	}
	return g_variant_builder_end(&saved);
}

static guint
kept_events(guint events, bool by_name)
{
	if (by_name || events == 0)
		return events;
	return EVENT_UNTOLD;
}

/* In the same order of bytes everywhere. */
static GBytes *
bytes_of(GVariant *memo)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
	g_autoptr(GVariant) swapped = g_variant_byteswap(memo);
	return g_variant_get_data_as_bytes(swapped);
#else
	return g_variant_get_data_as_bytes(memo);
#endif
}

GBytes *
memo_write(const Rulebook *rulebook, const char *language, const Customer *customer,
	const MemoKeep *keep)
{
	g_autofree char *prose = kept_words(rulebook, customer->prose->text, keep->text);
	GVariant *parts[] = {
		g_variant_new_byte(VERSION),
		g_variant_new_string(language),
		g_variant_new_string(customer->name),
		g_variant_new_strv((const char *const *)customer->names, -1),
		g_variant_new_uint32(kept_events(customer->events, keep->life_events)),
		save_feelings(rulebook, customer->feelings, keep),
		anchors_save(customer->anchors, customer->prose, prose, keep->secret),
		traces_save(customer->traces),
		save_holes(rulebook, language, customer, keep->text),
		save_list(customer->observed),
		save_list(customer->no_answer),
	};
	g_autoptr(GVariant) memo =
		g_variant_ref_sink(g_variant_new_tuple(parts, G_N_ELEMENTS(parts)));

	return g_variant_get_size(memo) <= MEMO_MOST_BYTES ? bytes_of(memo) : NULL;
}

/* ---- reading -------------------------------------------------------------------------------- */

static GPtrArray *
restore_list(GVariant *saved, guint most)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	GVariantIter each;
	const char *word;

	g_variant_iter_init(&each, saved);
	while (words->len < most && g_variant_iter_next(&each, "&s", &word))
		if (strlen(word) <= MOST_WORD)
			g_ptr_array_add(words, g_strdup(word));
	return words;
}

static char **
restore_names(GVariant *saved)
{
	GPtrArray *names = restore_list(saved, MOST_NAMES);

	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

static GPtrArray *
restore_feelings(GVariant *saved)
{
	GPtrArray *feelings = g_ptr_array_new_with_free_func(feeling_free);
	GVariantIter each;
	const char *name, *rule, *evidence;
	gboolean is_explicit;
	guint32 certain;
	guchar intensity;
	FeelingKind kind;

	g_variant_iter_init(&each, saved);
	while (feelings->len < MAX_FEELINGS &&
		g_variant_iter_next(&each, "(&sybu&s&s)", &name, &intensity, &is_explicit, &certain,
			&rule, &evidence)) {
		if (!feeling_from_name(name, &kind) || intensity < INTENSITY_FAINT ||
			intensity > INTENSITY_STRONG)
			continue;
		Feeling *feeling = g_new0(Feeling, 1);
		*feeling = (Feeling){ kind, intensity, is_explicit, certain == CERTAIN,
			g_strdup(rule), g_strdup(evidence), GRADE_NONE, g_strdup("") };
		g_ptr_array_add(feelings, feeling);
	}
	return feelings;
}

static Customer *
restore(const Rulebook *rulebook, const char *language, GVariant *memo, GBytes *secret)
{
	Customer *customer = g_new0(Customer, 1);
	g_autoptr(GVariant) names = g_variant_get_child_value(memo, 3);
	g_autoptr(GVariant) feelings = g_variant_get_child_value(memo, 5);
	g_autoptr(GVariant) anchors = g_variant_get_child_value(memo, 6);
	g_autoptr(GVariant) traces = g_variant_get_child_value(memo, 7);
	g_autoptr(GVariant) holes = g_variant_get_child_value(memo, 8);
	g_autoptr(GVariant) observed = g_variant_get_child_value(memo, 9);
	g_autoptr(GVariant) no_answer = g_variant_get_child_value(memo, 10);

	g_variant_get_child(memo, 2, "s", &customer->name);
	g_variant_get_child(memo, 4, "u", &customer->events);
	customer->names = restore_names(names);
	customer->feelings = restore_feelings(feelings);
	customer->anchors =
		anchors_restore(rulebook_anchor_words(rulebook), language, anchors, secret);
	customer->traces = traces_restore(traces);
	customer->holes = restore_list(holes, MOST_HOLES);
	customer->observed = restore_list(observed, MOST_RULES);
	customer->no_answer = restore_list(no_answer, MOST_RULES);
	return customer;
}

static Customer *
refuse(GError **error, const char *why)
{
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX,
		"what was kept of a customer's mail cannot be used: %s", why);
	return NULL;
}

static bool
is_language(const char *language)
{
	size_t length = strlen(language);

	return (length == 2 || length == 3) &&
	       strspn(language, "abcdefghijklmnopqrstuvwxyz") == length;
}

/* NULL when the bytes are none in normal form: nothing in one points outside of it or twice into
 * it, so what is read is never longer than they are. */
static GVariant *
variant_of(GBytes *bytes)
{
	g_autoptr(GVariant) memo = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(MEMO_FORMAT), bytes, FALSE));

	if (!g_variant_is_normal_form(memo))
		return NULL;
#if G_BYTE_ORDER == G_BIG_ENDIAN
	return g_variant_byteswap(memo);
#else
	return g_steal_pointer(&memo);
#endif
}

Customer *
memo_read(const Rulebook *rulebook, GBytes *bytes, GBytes *secret, char **language_out,
	GError **error)
{
	gsize length = 0;
	const guchar *data = g_bytes_get_data(bytes, &length);
	const char *language;

	if (length == 0 || length > MEMO_MOST_BYTES)
		return refuse(error, "it is empty or too long");
	if (data[0] != VERSION)
		return refuse(error, "another version wrote it");
	g_autoptr(GVariant) memo = variant_of(bytes);
	if (memo == NULL)
		return refuse(error, "it is damaged");
	g_variant_get_child(memo, 1, "&s", &language);
	if (!is_language(language))
		return refuse(error, "its language is none");
	*language_out = g_strdup(language);
	return restore(rulebook, language, memo, secret);
}

/* ---- telling -------------------------------------------------------------------------------- */

static void
collect_words(GVariant *value, GPtrArray *words)
{
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)) {
		const char *word = g_variant_get_string(value, NULL);
		if (*word != '\0')
			g_ptr_array_add(words, g_strdup(word));
		return;
	}
	for (gsize i = 0; g_variant_is_container(value) && i < g_variant_n_children(value); i++) {
		g_autoptr(GVariant) child = g_variant_get_child_value(value, i);
		collect_words(child, words);
	}
}

GPtrArray *
memo_words(GBytes *bytes)
{
	gsize length = g_bytes_get_size(bytes);
	g_autoptr(GVariant) memo =
		length > 0 && length <= MEMO_MOST_BYTES ? variant_of(bytes) : NULL;
	if (memo == NULL)
		return NULL;
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	collect_words(memo, words);
	return words;
}
