/* traces.c - what a text leaves behind. SPDX-License-Identifier: MIT */
#include "traces.h"

#include <string.h>

#include "codes.h"
#include "fold.h"

enum {
	ECHO_BITS = 1 << 16, /* a set of word groups, by hash */
	ECHO_GROUP = 5,      /* words in a group */
	ECHO_FACTOR = 31,    /* of a word before another, in the hash of a group */
	ECHO_LONG = 12,      /* more words in a row than these are an echo */
	ECHO_SENTENCE = 8,   /* shorter sentences say what everybody says */
	ECHO_OWN = 20,       /* of so many words one may be the agent's own in mere repetition */
	ECHO_LED_IN = 1,     /* the "understand" of "I understand that you ..." */
	LONG_WORD = 5,       /* bytes; "you" for "I" is shorter, and says nothing new */
	MOST_CODES = 200,
};

struct Traces {
	guchar *groups; /* of ECHO_GROUP words */
	guchar *words;
	GArray *codes; /* of guint32 */
};

static guint32
hash_more(guint32 hash, char byte)
{
	return (hash ^ (guchar)byte) * 16777619u;
}

#define HASH_BEGIN 2166136261u

/* The hashes of the words in a span, in order; those of long words are odd. */
static GArray *
word_hashes(const char *text, Span span)
{
	/* Every second byte at most begins a word. */
	GArray *hashes = g_array_sized_new(
		FALSE, FALSE, sizeof(guint32), (guint)((span.end - span.start) / 2 + 1));
	guint32 *next = (guint32 *)(void *)hashes->data;

	for (size_t at = span.start; at < span.end;) {
		if (!traces_is_word_byte(text[at])) {
			at++;
			continue;
		}
		guint32 hash = HASH_BEGIN;
		size_t start = at, mark = 0;
		for (; at < span.end && (traces_is_word_byte(text[at]) || text[at] == '\''); at++) {
			if (text[at] == '\'' && mark == 0)
				mark = at;
			hash = hash_more(hash, fold_ascii(text[at]));
		}
		*next++ = (hash & ~1u) | ((mark > 0 ? mark : at) - start >= LONG_WORD);
	}
	g_array_set_size(hashes, (guint)(next - (guint32 *)(void *)hashes->data));
	return hashes;
}

/* What the hash of a group becomes when it moves on to end with the word at a place. */
static guint32
move_group(guint32 hash, const GArray *hashes, guint at)
{
	static const guint32 gone = ECHO_FACTOR * ECHO_FACTOR * ECHO_FACTOR * ECHO_FACTOR *
				    ECHO_FACTOR; /* one ECHO_FACTOR for each word */

	hash = hash * ECHO_FACTOR + g_array_index(hashes, guint32, at);
	return at < ECHO_GROUP ? hash
			       : hash - gone * g_array_index(hashes, guint32, at - ECHO_GROUP);
}

static guint
bit_of(guint32 hash)
{
	return (hash ^ (hash >> 16)) % ECHO_BITS;
}

static void
set_bit(guchar *set, guint bit)
{
	set[bit / 8] |= (guchar)(1u << bit % 8);
}

static bool
has_bit(const guchar *set, guint bit)
{
	return (set[bit / 8] & (1u << bit % 8)) != 0;
}

static guint32
hash_of_code(const char *code)
{
	guint32 hash = HASH_BEGIN;

	while (*code != '\0')
		hash = hash_more(hash, *code++);
	return hash;
}

static GArray *
codes_of(const Prose *prose)
{
	GArray *codes = g_array_new(FALSE, FALSE, sizeof(guint32));
	Code code;

	for (size_t at = 0; codes->len < MOST_CODES && code_next(prose, &at, &code);) {
		guint32 hash = hash_of_code(code.text);
		g_array_append_val(codes, hash);
	}
	return codes;
}

Traces *
traces_new(const Prose *prose)
{
	Traces *traces = g_new0(Traces, 1);
	g_autoptr(GArray) hashes = word_hashes(prose->text, (Span){ 0, prose->length });

	traces->groups = g_malloc0(ECHO_BITS / 8);
	traces->words = g_malloc0(ECHO_BITS / 8);
	guint32 group = 0;
	for (guint i = 0; i < hashes->len; i++) {
		group = move_group(group, hashes, i);
		set_bit(traces->words, bit_of(g_array_index(hashes, guint32, i)));
		if (i + 1 >= ECHO_GROUP)
			set_bit(traces->groups, bit_of(group));
	}
	traces->codes = codes_of(prose);
	return traces;
}

void
traces_free(Traces *traces)
{
	if (traces == NULL)
		return;
	g_free(traces->groups);
	g_free(traces->words);
	g_array_unref(traces->codes);
	g_free(traces);
}

/* Long words that the other text did not have. */
static guint
own_words(const Traces *traces, const GArray *hashes)
{
	guint own = 0;

	for (guint i = 0; i < hashes->len; i++)
		own += (g_array_index(hashes, guint32, i) & 1) != 0 &&
		       !has_bit(traces->words, bit_of(g_array_index(hashes, guint32, i)));
	return own;
}

/* So many words are copied, and the longest run of them. */
static guint
copied_words(const Traces *traces, const GArray *hashes, guint *longest_out)
{
	guint run = 0, longest = 0, copied = 0;
	guint32 group = 0;

	for (guint i = 0; i < hashes->len; i++) {
		group = move_group(group, hashes, i);
		if (i + 1 < ECHO_GROUP)
			continue;
		bool is_theirs = has_bit(traces->groups, bit_of(group));
		/* The first group of a run copies all its words, each further one a word more. */
		copied += !is_theirs ? 0 : run == 0 ? ECHO_GROUP : 1;
		run = is_theirs ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	*longest_out = longest > 0 ? longest + ECHO_GROUP - 1 : 0;
	return copied;
}

Echo
traces_echo(const Traces *traces, const Prose *other, Span span)
{
	g_autoptr(GArray) hashes = word_hashes(other->text, span);
	guint longest, copied = copied_words(traces, hashes, &longest), n = hashes->len;
	guint own = own_words(traces, hashes);
	bool is_mere = own * ECHO_OWN <= n; /* "I" has become "you", and that is all */
	bool is_sentence = n >= ECHO_SENTENCE;

	/* More than three words in five, or every second one where nothing is added. */
	if (longest > ECHO_LONG ||
		(is_sentence && (copied * 5 > n * 3 || (is_mere && copied * 2 >= n))))
		return is_mere ? ECHO_MERE : ECHO_MOST;
	return is_sentence && own <= ECHO_LED_IN && copied * 3 >= n ? ECHO_CLAUSE : ECHO_NONE;
}

bool
traces_has_code(const Traces *traces, const char *code)
{
	guint32 hash = hash_of_code(code);

	for (guint i = 0; i < traces->codes->len; i++)
		if (g_array_index(traces->codes, guint32, i) == hash)
			return true;
	return false;
}

double
traces_shared(const Traces *traces, const Traces *other)
{
	guint n = 0, n_shared = 0;

	for (guint byte = 0; byte < ECHO_BITS / 8; byte++) {
		guint own = traces->groups[byte];
		n += (guint)__builtin_popcount(own);
		n_shared += (guint)__builtin_popcount(own & other->groups[byte]);
	}
	return n > 0 ? (double)n_shared / n : 1;
}

/* ---- keeping -------------------------------------------------------------------------------- */

static GVariant *
save_set(const guchar *set)
{
	g_autoptr(GArray) bits = g_array_new(FALSE, FALSE, sizeof(guint16));

	for (guint bit = 0; bit < ECHO_BITS; bit++) {
		if (set[bit / 8] == 0)
			bit |= 7;
		else if (has_bit(set, bit)) {
			guint16 number = (guint16)bit;
			g_array_append_val(bits, number);
		}
	}
	return g_variant_new_fixed_array(
		G_VARIANT_TYPE_UINT16, bits->data, bits->len, sizeof(guint16));
}

static guchar *
restore_set(GVariant *saved)
{
	guchar *set = g_malloc0(ECHO_BITS / 8);
	gsize n = 0;
	const guint16 *bits = g_variant_get_fixed_array(saved, &n, sizeof(guint16));

	for (gsize i = 0; i < n; i++)
		set_bit(set, bits[i]);
	return set;
}

GVariant *
traces_save(const Traces *traces)
{
	GVariant *parts[] = {
		save_set(traces->groups),
		save_set(traces->words),
		g_variant_new_fixed_array(G_VARIANT_TYPE_UINT32, traces->codes->data,
			traces->codes->len, sizeof(guint32)),
	};

	return g_variant_new_tuple(parts, G_N_ELEMENTS(parts));
}

Traces *
traces_restore(GVariant *saved)
{
	Traces *traces = g_new0(Traces, 1);
	g_autoptr(GVariant) groups = g_variant_get_child_value(saved, 0);
	g_autoptr(GVariant) words = g_variant_get_child_value(saved, 1);
	g_autoptr(GVariant) codes = g_variant_get_child_value(saved, 2);
	gsize n = 0;
	gconstpointer hashes = g_variant_get_fixed_array(codes, &n, sizeof(guint32));

	traces->groups = restore_set(groups);
	traces->words = restore_set(words);
	traces->codes = g_array_new(FALSE, FALSE, sizeof(guint32));
	if (n > 0)
		g_array_append_vals(traces->codes, hashes, (guint)MIN(n, MOST_CODES));
	return traces;
}
