/* rule-pack.h - the rules of one language, compiled: what the rulebook's own files share.
 *
 * rule-loader.c fills it, rule-condition.c orders it, rule-reader.c reads texts with it. Immutable
 * after loading. Outside these files rulebook.h is all there is.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RULE_PACK_H
#define EMPATHY_RULE_PACK_H

#include "pattern.h"
#include "prefilter.h"
#include "rule-source.h"
#include "rulebook.h"

typedef enum RuleScope { RULE_SENTENCE, RULE_PAIR, RULE_TEXT } RuleScope;

typedef enum RuleGuard {
	GUARD_NEGATION = 1 << 0,     /* a negator stands up to three words before */
	GUARD_FIRST = 1 << 1,        /* somebody else is the last person named before */
	GUARD_HYPOTHETICAL = 1 << 2, /* "if", "imagine" ... before it */
	GUARD_QUESTION = 1 << 3,     /* the sentence is a question */
} RuleGuard;

/* One of A | B | C, or none of them. */
typedef struct Term {
	bool is_negative;
	GArray *rules; /* of guint: index into the side's rules */
} Term;

enum { WITHIN_TEXT = 1000000 };

typedef struct Example {
	const char *text; /* borrowed from the source */
	int line;
} Example;

/* A whole rule; the public part comes first, so that a const Rule * leads here. */
typedef struct PackRule {
	Rule rule;
	guint index; /* in its side, in the order of evaluation */
	const SourceRule *source;
	RuleScope scope;
	guint guards;
	bool boost; /* by the pack's boosters, and lowered by its dampeners */
	int only_intensity;
	GArray *match; /* of guint: index into the pack's patterns; so the next four */
	GArray *unless, *unless_near, *unless_text;
	GArray *boosts;
	GPtrArray *condition; /* of Term; NULL without `if` */
	int within;           /* sentences */
	GPtrArray *before;    /* of Term: must stand before a hit of each */
	GPtrArray *after;
	char **tags;
	char *idle;   /* why it has no say though it should, "file:line: ..."; NULL: it has */
	GArray *hits; /* of Example */
	GArray *misses;
} PackRule;

/* What makes a sentence louder, and costs to look for. */
enum { LOUD_SWEARING = 1 << 0, LOUD_CAPITALS = 1 << 1 };

/* The pack's own words behind guards and boosters; NULL where the pack defines none. */
typedef struct GuardWords {
	Pattern *negation, *not_negation, *pronoun, *hypothetical, *booster, *dampener, *swearword,
		*capitals;
} GuardWords;

/* The prefilter, made when somebody asks for it, or after so many texts that it
 * pays, for the command line mostly reads a few. Both fields are atomic. */
typedef struct Hints {
	Prefilter *prefilter; /* NULL: every pattern is tried */
	gint n_read;          /* texts without it */
} Hints;

enum { HINTS_PAY_AFTER = 50, HINTS_NEVER = G_MININT };

typedef struct PackSide {
	GPtrArray *rules; /* of PackRule, every rule after those its conditions name */
	Hints *hints;
} PackSide;

/* What threads need while reading, kept from one text to the next; see rule-reading.h. */
typedef struct SpacePool SpacePool;

typedef struct Pack {
	char *language;
	RuleSource *source;
	GPtrArray *patterns; /* of Pattern, no two alike */
	PackSide sides[N_SIDES];
	GuardWords words;
	SpacePool *spaces;
	Respelling *respelling;
	Weights *weights[N_SIDES]; /* its rules have theirs by themselves */
} Pack;

/* Compiles a source; takes it over, on failure too. */
Pack *pack_new(RuleSource *source, GError **error);
/* Drops the prefilters, before anything was read: the same answers, slower. */
void pack_try_everything(Pack *pack);
/* Makes a side's hints; at most once for a side. */
void pack_make_hints(const Pack *pack, Side which);
/* The number by which the hints know the pack's swearwords: the one after its patterns. */
guint pack_swearing(const Pack *pack);
void pack_free(Pack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pack, pack_free)

PackRule *pack_rule_new(void);
void pack_rule_free(PackRule *rule);
/* Of a site's rule, one that did not come with ours: what an entry of it names is not there, and
 * may have gone with an upgrade. That rule alone has no say then, and mail is judged all the same.
 */
void pack_rule_switch_off(PackRule *rule, const IniEntry *entry, const char *what);

/* rule-keys.c: one rule; pattern_ids: "flags regex" -> index + 1 of the pack's patterns so far. */
PackRule *pack_rule_load(
	Pack *pack, GHashTable *pattern_ids, const SourceRule *source, GError **error);

/* rule-weights.c: gives each rule of a side its weights; takes them over, on failure too.
 */
gboolean pack_weigh(Pack *pack, Side side, Weights *weights, GError **error);

/* rule-means.c: "frustration 2", "event baby", "next-step". FALSE with a message for people. */
gboolean means_parse(const char *text, Rule *rule, char **message_out);

/* rule-condition.c: resolves `if`, `before`, `after` and puts each side's rules in order. */
gboolean conditions_resolve(Pack *pack, GError **error);

/* rule-guard.c: does a guard of the rule refuse a match that stands in a unit of text? Spans are
 * relative to the unit. PATTERN_HIT: refused. */
PatternAnswer guard_refuses(const Pack *pack, const PackRule *rule, PatternSpace *space,
	const char *unit, size_t length, Span match);
/* Is the match said louder than the rule's intensity? PATTERN_HIT: yes. loud: what may be there. */
PatternAnswer guard_boosts(const Pack *pack, const PackRule *rule, PatternSpace *space,
	const char *unit, size_t length, Span match, guint loud);
/* Is it said softer, "a bit worried"? PATTERN_HIT: yes. */
PatternAnswer guard_softens(
	const Pack *pack, const PackRule *rule, PatternSpace *space, const char *unit, Span match);

#endif
