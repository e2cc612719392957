/* rulebook.h - the rules of all languages, compiled: immutable, reference-counted, any thread.
 *
 * The language is documented in empathy.rules(5). A rule looks at one side, usually sentence by
 * sentence, and means something; its hit and miss examples are its tests. Patterns are PCRE2 with
 * UTF, UCP, JIT and limits; which of them are worth trying is told by the words they cannot do
 * without. A pattern that reaches a limit gives no answer, and that is reported, never taken for a
 * miss. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RULEBOOK_H
#define EMPATHY_RULEBOOK_H

#include <glib.h>
#include <stdbool.h>

#include "anchor-words.h"
#include "attribution.h"
#include "feeling.h"
#include "lexicon.h"
#include "mask-words.h"
#include "prose.h"
#include "script.h"
#include "tickets.h"
#include "weights.h"

typedef struct Rulebook Rulebook; /* opaque */

typedef enum Side { SIDE_CUSTOMER, SIDE_REPLY, N_SIDES } Side;

/* What a rule's match says about the sentence it stands in. rulebook.c has the one table with
 * name, side and a line of help for each. */
typedef enum Means {
	MEANS_SIGNAL, /* nothing by itself: other rules' conditions use it */
	/* the customer's side */
	MEANS_FEELING, /* with feeling and intensity */
	MEANS_EVENT,   /* with event */
	MEANS_SIGN,    /* nothing by itself: its weights add up with others' */
	MEANS_CALM,    /* says that nothing is the matter */
	/* the reply's side: roles of a sentence */
	MEANS_GREETING,
	MEANS_REGRET,  /* an apology or being sorry */
	MEANS_FORMULA, /* would fit any mail */
	MEANS_THANKS,
	MEANS_NAMES_FEELING,  /* "I can see why you are worried" */
	MEANS_LEGITIMISES,    /* takes the customer's side */
	MEANS_RESPONSIBILITY, /* "that was our mistake" */
	MEANS_EFFORT,         /* names what it cost the customer */
	MEANS_EVALUATION,     /* "four left boots is ridiculous" */
	MEANS_CONDOLENCE,
	MEANS_SHARES_JOY,
	MEANS_REASSURANCE,
	MEANS_DISMISSAL, /* blames, belittles, denies */
	MEANS_COLD,      /* a small sign of it: many add up */
	MEANS_WARM,      /* a small sign against it */
	MEANS_WRONG_FEELING,
	MEANS_TAKEN_BACK, /* "sorry ..., but our policy" */
	MEANS_EXPLANATION,
	MEANS_QUESTION,
	MEANS_REQUEST,  /* asks the customer to do or send something */
	MEANS_SOLUTION, /* an instruction, a thing done or offered */
	MEANS_POLICY,
	MEANS_COMMITMENT, /* who does what by when */
	MEANS_NEXT_STEP,
	MEANS_CLOSING,
	MEANS_PLACEHOLDER, /* a template's hole left unfilled */
	MEANS_THEIRS,      /* a number, date or amount, as the customer's own */
	N_MEANS,
} Means;

typedef enum RuleMode { RULE_OFF, RULE_OBSERVE, RULE_ON } RuleMode;

/* The parts of a rule that readers of hits need; the patterns stay inside rulebook.c. */
typedef struct Rule {
	char *name;
	char *file; /* with line: where it was read */
	int line;
	char *language; /* "en" */
	Side side;
	Means means;
	RuleMode mode;
	FeelingKind feeling;    /* when it means a feeling */
	EventKind event;        /* when it means an event */
	int intensity;          /* 1 to 3 when it means a feeling */
	bool is_explicit;       /* explicit = yes: the feeling is said in so many words */
	int weights[MOST_SUMS]; /* what it adds to each sum of its side, once a text */
	bool of_whole_text;     /* scope = text: a hit stands for no one sentence */
	bool needs_anchor;      /* counts only together with something of this customer's case */
	guint fits;   /* bits of FeelingKind this acknowledgement meets; 0 is its kind's default */
	guint only;   /* bits of FeelingKind: tried only if the customer raised one of them */
	char *says;   /* what the notice explains; "" when absent */
	char *advice; /* "try": guidance, never a sentence to paste; "" when absent */
} Rule;

typedef struct Hit {
	const Rule *rule; /* borrowed from the rulebook */
	size_t sentence;
	Span span;     /* in the prose's folded text */
	int intensity; /* the rule's, boosted; 0 when it has none */
} Hit;

typedef struct Hits {
	GArray *hits;         /* of Hit, by position; rules with mode observe are in observed */
	GArray *observed;     /* of Hit */
	GPtrArray *no_answer; /* of const Rule *: a limit was reached while trying it */
} Hits;

/* Loads every language under the folders, later ones replacing rules of the same name, with
 * attribution vocabulary and macros. EMPATHY_ERROR_SYNTAX with file:line: and what to do. */
Rulebook *rulebook_load(const char *const *folders, GError **error);
Rulebook *rulebook_ref(Rulebook *rulebook);
void rulebook_unref(Rulebook *rulebook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rulebook, rulebook_unref)

/* For whoever will read many texts, before the first: makes the hints that otherwise are made once
 * many have been read, and reads the rules' examples, so that the first mail costs little more than
 * the others. */
void rulebook_make_hints(Rulebook *rulebook);
/* For tests and measurements, before anything is read: without hints every pattern is
 * tried. The same answers, slower. */
void rulebook_try_everything(Rulebook *rulebook);

/* A short digest of everything loaded, as in the X-Empathy-Check header. */
const char *rulebook_version(const Rulebook *rulebook);
bool rulebook_speaks(const Rulebook *rulebook, const char *language);
/* Those there are rules for, of char *, each once; the strings are the rules' own. */
GPtrArray *rulebook_languages(const Rulebook *rulebook);
const Attribution *rulebook_attribution(const Rulebook *rulebook);
/* Names, greetings, common words of all languages; never NULL. */
const Lexicon *rulebook_lexicon(const Rulebook *rulebook);
/* The macro files of all languages; never NULL. */
const Scripts *rulebook_scripts(const Rulebook *rulebook);
/* Never NULL. */
const Tickets *rulebook_tickets(const Rulebook *rulebook);
const AnchorWords *rulebook_anchor_words(const Rulebook *rulebook);
/* Borrowed; to keep them, take a reference. */
MaskWords *rulebook_mask_words(const Rulebook *rulebook);

/* How a language's texts are weighed, beside its rules' own weights; NULL: it is not spoken. */
const Weights *rulebook_weights(const Rulebook *rulebook, const char *language, Side side);

/* What has no say in the rules and tables of a site, because what it names is not there (any more):
 * of char *, "file:line: ..."; see weights.h. The caller unrefs. */
GPtrArray *rulebook_idle(const Rulebook *rulebook);

/* Names of rules, and {NAMES} of defines, that the first folder has and a later one says otherwise:
 * of char *. The caller unrefs. */
GPtrArray *rulebook_covered(const Rulebook *rulebook);

/* A text made ready for the rules of a language; see prose.h. Owned by the caller. */
Prose *rulebook_prose(const Rulebook *rulebook, const char *language, const char *text);

/* All rules, of const Rule *, sorted by language, side, name. Borrowed. */
const GPtrArray *rulebook_rules(const Rulebook *rulebook);
/* language: NULL is any, the first. Two languages may have a rule of the same name. */
const Rule *rulebook_find(const Rulebook *rulebook, const char *language, const char *name);

/* How strongly a feeling was raised, for `only` and `only-intensity`: bits to be or-ed. The lowest
 * N_FEELINGS bits alone, one a FeelingKind, say "raised", of whatever intensity. */
static inline guint64
raised_bits(FeelingKind kind, int intensity)
{
	guint64 bit = (guint64)1 << kind;

	return bit | (intensity >= 2 ? bit << N_FEELINGS : 0) |
	       (intensity >= 3 ? bit << (2 * N_FEELINGS) : 0);
}

/* Reads one side of a language's rules over a text. At most 200 hits a rule. raised: raised_bits()
 * of all the customer's feelings. A language without a pack has no hits. */
Hits *rulebook_read(const Rulebook *rulebook, const char *language, Side side, const Prose *prose,
	guint64 raised);
/* The same of rules that mean one thing: of no others, but for those that they ask for. */
Hits *rulebook_read_only(
	const Rulebook *rulebook, const char *language, Side side, const Prose *prose, Means means);
void hits_free(Hits *hits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hits, hits_free)

/* Runs the hit and miss examples of one rule (or all with NULL); each failure, and an idle rule as
 * one, calls report with a file:line: message; with NULL so does whatever else is idle. Gives the
 * number of examples run, and of failures. */
typedef void (*RuleExampleReport)(const char *message, void *data);
guint rulebook_test(const Rulebook *rulebook, const Rule *rule, RuleExampleReport report,
	void *data, guint *failed_out);
/* The text of a rule as loaded, defines not expanded; caller frees. For "rules show". */
char *rulebook_source(const Rulebook *rulebook, const Rule *rule);

const char *means_name(Means means);
const char *means_help(Means means); /* one line */
Side means_side(Means means);
const char *rule_mode_name(RuleMode mode);

#endif
