/* test-rulebook.c - the rule language: what each key does, on little texts.
 * SPDX-License-Identifier: MIT */
#include "rulebook.h"

#include <string.h>

#include "errors.h"
#include "own-rules.h"

static OwnRules
rules_of(const char *text)
{
	return own_rules_new("en/a.rules", text);
}

static Rulebook *
load(const char *text)
{
	g_auto(OwnRules) folder = rules_of(text);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;
	Rulebook *rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	return rulebook;
}

/* The hits as "name:words@sentence/intensity", joined by ", ". */
static char *
told(const Rulebook *rulebook, Side side, const char *text, guint64 raised)
{
	g_autoptr(Prose) prose = prose_new(text);
	g_autoptr(Hits) hits = rulebook_read(rulebook, "en", side, prose, raised);
	GString *got = g_string_new(NULL);

	for (guint i = 0; i < hits->hits->len; i++) {
		const Hit *hit = &g_array_index(hits->hits, Hit, i);
		g_autofree char *words = prose_quote(prose, hit->span);
		g_string_append_printf(got, "%s%s:%s@%zu", i > 0 ? ", " : "", hit->rule->name,
			words, hit->sentence);
		if (hit->intensity > 0)
			g_string_append_printf(got, "/%d", hit->intensity);
	}
	for (guint i = 0; i < hits->observed->len; i++) {
		const Hit *hit = &g_array_index(hits->observed, Hit, i);
		g_string_append_printf(got, " (observed %s)", hit->rule->name);
	}
	for (guint i = 0; i < hits->no_answer->len; i++)
		g_string_append_printf(
			got, " (no answer %s)", ((const Rule *)hits->no_answer->pdata[i])->name);
	return g_string_free(got, FALSE);
}

#define EXAMPLES "hit = h\nmiss = m\n"
#define SIGNAL(name, word) "[" name "]\nmeans = signal\nmatch = /" word "/\n" EXAMPLES
#define WORDS                                                                             \
	"[define]\nNEGATION = not|never|\\w+n't\nNOT_NEGATION = not only\n"               \
	"PRONOUN_THIRD = he|she|they|you\nPRONOUN = i|we|my\nHYPOTHETICAL = if|imagine\n" \
	"BOOSTER = very|so\nDAMPENER = a bit|slightly\nSWEARWORD = damn\n"

static const struct {
	const char *name, *rules, *text, *hits;
} readings[] = {
	{ "nothing-to-find", SIGNAL("a", "cat"), "A dog.", "" },
	{ "an-empty-text", SIGNAL("a", "cat"), "", "" },
	{ "capitals-do-not-matter", SIGNAL("a", "cat"), "CAT", "a:CAT@0" },
	{ "capitals-matter-with-c", "[a]\nmeans = signal\nmatch = /cat/C\n" EXAMPLES, "Cat. cat.",
		"a:cat@1" },
	{ "letters-of-all-scripts", SIGNAL("a", "\\bÉTÉ\\b"), "un été, été1", "a:été@0" },
	{ "curly-quotes-match-straight-ones", SIGNAL("a", "don't"), "I don\u2019t.",
		"a:don\u2019t@0" },
	{ "ends-are-the-sentences", SIGNAL("a", "^it (\\w+).$"), "Why? It broke. It fell. Oh",
		"a:It broke.@1, a:It fell.@2" },
	{ "a-pattern-does-not-cross-sentences", SIGNAL("a", "one.*two"), "One. Two.", "" },
	{ "any-of-several-patterns", "[a]\nmeans = signal\nmatch = /cat/\nmatch = /dog/\n" EXAMPLES,
		"dog and cat", "a:dog@0, a:cat@0" },
	{ "a-pattern-once-a-sentence", SIGNAL("a", "cat"), "cat cat. cat", "a:cat@0, a:cat@1" },
	{ "the-same-words-once-a-rule",
		"[a]\nmeans = signal\nmatch = /c?at/\nmatch = /cat/\n" EXAMPLES, "cat", "a:cat@0" },
	{ "unless-in-the-sentence", "[a]\nmeans = signal\nmatch = /cat/\nunless = /toy/\n" EXAMPLES,
		"A toy cat. A cat. A toy.", "a:cat@1" },
	{ "unless-near-reaches-the-neighbours",
		"[a]\nmeans = signal\nmatch = /cat/\nunless-near = /toy/\n" EXAMPLES,
		"Cat. Toy. Cat. Dog. Cat.", "a:Cat@4" },
	{ "unless-text-reaches-all",
		"[a]\nmeans = signal\nmatch = /cat/\nunless-text = /toy/\n" EXAMPLES,
		"Cat. Oh. Well. Yes. Toy.", "" },
	{ "a-pair-is-two-sentences",
		"[a]\nmeans = signal\nscope = pair\nmatch = /one.*two/\n" EXAMPLES,
		"One. Two. One. And. Two.", "a:One. Two@0" },
	{ "a-pair-counts-what-begins-in-its-first-once",
		"[a]\nmeans = signal\nscope = pair\nmatch = /cat/\n" EXAMPLES, "Oh. Cat. Well.",
		"a:Cat@1" },
	{ "a-text-is-all-of-it", "[a]\nmeans = signal\nscope = text\nmatch = /one.*two/\n" EXAMPLES,
		"Zero. One. And. Two.", "a:One. And. Two@1" },
	{ "a-define-is-filled-in",
		"[define]\nPET = cat|{BIG}\nBIG = dog|horse\n" SIGNAL("a", "my {PET}s{1,2}\\b"),
		"My horses.", "a:My horses@0" },
	{ "escapes-with-braces-are-no-defines", SIGNAL("a", "\\p{Lu}\\x{41}{2}"), "xaa \u00c9aa",
		"a:\u00c9aa@0" },
	{ "feelings-have-their-intensity", "[a]\nmeans = worry 2\nmatch = /worried/\n" EXAMPLES,
		"I am worried.", "a:worried@0/2" },
	{ "negation-up-to-three-words-before",
		WORDS "[a]\nmeans = worry 2\nguard = negation\nmatch = /worried/\n" EXAMPLES,
		"I am not worried. I'm not at all really worried. I didn't sleep, I was so worried. "
		"Not only worried.",
		"a:worried@2/2, a:worried@3/2" },
	{ "a-refused-match-does-not-hide-the-next",
		WORDS "[a]\nmeans = worry 2\nguard = negation\nmatch = /worried/\n" EXAMPLES,
		"Not worried yesterday but today I am worried.", "a:worried@0/2" },
	{ "somebody-elses-feeling-is-not-theirs",
		WORDS "[a]\nmeans = worry 2\nguard = first\nmatch = /worried/\n" EXAMPLES,
		"She is worried. I told her that I am worried. You said I was worried. I say you are "
		"worried. Worried.",
		"a:worried@1/2, a:worried@2/2, a:Worried@4/2" },
	{ "imagined-feelings-are-none",
		WORDS "[a]\nmeans = worry 2\nguard = hypothetical\nmatch = /worried/\n" EXAMPLES,
		"If I were worried I would say. Imagine. I am worried.", "a:worried@2/2" },
	{ "questions-are-guarded-against",
		WORDS "[a]\nmeans = worry 2\nguard = question\nmatch = /worried/\n" EXAMPLES,
		"Worried? \"Are you worried?\" Worried.", "a:Worried@2/2" },
	{ "boosters-raise-by-one",
		WORDS "[a]\nmeans = worry 2\nboost = yes\nmatch = /worried/\n" EXAMPLES,
		"I am worried. So very worried. Worried!! Worried, damn it. NOT EVEN worried.",
		"a:worried@0/2, a:worried@1/3, a:Worried@2/3, a:Worried@3/3, a:worried@4/3" },
	{ "dampeners-lower-by-one",
		WORDS
		"[a]\nmeans = worry 2\nboost = yes\nmatch = /(?:\\w+ )?(?:\\w+ )?worried/\n" EXAMPLES,
		"Slightly worried. I'm a bit worried. A bit late, and now worried. A bit worried!!",
		"a:Slightly worried@0/1, a:a bit worried@1/1, a:and now worried@2/2, a:A bit worried@3/2" },
	{ "shouted-words-raise-by-one",
		WORDS "[a]\nmeans = worry 1\nboost = yes\nmatch = /worried/\n" EXAMPLES,
		"Nobody helps and everybody is gone. I am VERY MUCH worried.", "a:worried@1/2" },
	{ "in-an-all-capital-text-nobody-shouts",
		WORDS "[a]\nmeans = worry 1\nboost = yes\nmatch = /worried/\n" EXAMPLES,
		"I HAVE BEEN WORRIED SINCE LAST WEEK.", "a:WORRIED@0/1" },
	{ "boosters-of-ones-own",
		"[a]\nmeans = worry 2\nboost = /sick/\nmatch = /worried/\n" EXAMPLES,
		"Worried sick. Worried.", "a:Worried@0/3, a:Worried@1/2" },
	{ "three-is-the-most",
		WORDS "[a]\nmeans = worry 3\nboost = yes\nmatch = /worried/\n" EXAMPLES,
		"Very worried!!", "a:worried@0/3" },
	{ "a-rule-that-is-off-is-silent",
		"[a]\nmeans = signal\nmode = off\nmatch = /cat/\n" EXAMPLES, "cat", "" },
	{ "a-rule-that-is-watched-stands-aside",
		"[a]\nmeans = signal\nmode = observe\nmatch = /cat/\n" EXAMPLES, "cat",
		" (observed a)" },
	{ "a-watched-rule-changes-no-other",
		"[a]\nmeans = signal\nmode = observe\nmatch = /cat/\n" EXAMPLES
		"[b]\nmeans = signal\nmatch = /dog/\nif = a\n" EXAMPLES
		"[c]\nmeans = signal\nmode = observe\nmatch = /dog/\nif = a\n" EXAMPLES,
		"cat dog", " (observed a) (observed c)" },
	{ "a-condition-beside-the-match",
		SIGNAL("a", "cat") "[b]\nmeans = signal\nmatch = /dog/\nif = a\n" EXAMPLES,
		"Dog. Cat. Oh. Well. Dog.", "b:Dog@0, a:Cat@1" },
	{ "a-condition-within-its-distance",
		SIGNAL("a", "cat") "[b]\nmeans = signal\nmatch = /dog/\nif = a within 0\n" EXAMPLES,
		"Dog. Cat. Cat and dog.", "a:Cat@1, a:Cat@2, b:dog@2" },
	{ "a-condition-within-the-text",
		SIGNAL("a",
			"cat") "[b]\nmeans = signal\nmatch = /dog/\nif = a within text\n" EXAMPLES,
		"Dog. Oh. Well. Yes. Cat.", "b:Dog@0, a:Cat@4" },
	{ "the-words-themselves-are-no-company",
		SIGNAL("a", "hot dog") "[b]\nmeans = signal\nmatch = /dog/\nif = a\n" EXAMPLES,
		"A hot dog.", "a:hot dog@0" },
	{ "and-binds-weaker-than-or",
		SIGNAL("a", "cat") SIGNAL("b", "cow") SIGNAL("c",
			"pig") "[d]\nmeans = signal\nmatch = /dog/\nif = a | b & c within 0\n" EXAMPLES,
		"dog cat pig. dog cat cow. dog cow pig.",
		"d:dog@0, a:cat@0, c:pig@0, a:cat@1, b:cow@1, d:dog@2, b:cow@2, c:pig@2" },
	{ "what-must-not-be-there",
		SIGNAL("a",
			"cat") "[b]\nmeans = signal\nmatch = /dog/\nif = !a within 0\n" EXAMPLES,
		"Dog. Cat and dog.", "b:Dog@0, a:Cat@1" },
	{ "a-rule-without-words-of-its-own",
		SIGNAL("a", "cat") SIGNAL("b", "dog") "[c]\nmeans = worry 2\nif = a & b\n" EXAMPLES,
		"Cat. Dog. Oh. Well. Cat.", "a:Cat@0, c:Cat@0/2, b:Dog@1, a:Cat@4" },
	{ "a-tag-names-a-group",
		"[a]\nmeans = signal\ntag = pet\nmatch = /cat/\n" EXAMPLES
		"[b]\nmeans = signal\ntag = pet farm\nmatch = /cow/\n" EXAMPLES
		"[c]\nmeans = signal\nif = pet\n" EXAMPLES,
		"Cow.", "b:Cow@0, c:Cow@0" },
	{ "conditions-may-name-later-rules",
		"[a]\nmeans = signal\nif = b\n" EXAMPLES
		"[b]\nmeans = signal\nif = c\n" EXAMPLES SIGNAL("c", "cat"),
		"cat", "a:cat@0, b:cat@0, c:cat@0" },
	{ "before-another",
		SIGNAL("a", "cat") "[b]\nmeans = signal\nmatch = /dog/\nbefore = a\n" EXAMPLES,
		"Dog. Oh. Well. Cat. Dog.", "b:Dog@0, a:Cat@3" },
	{ "after-another",
		SIGNAL("a", "cat") "[b]\nmeans = signal\nmatch = /dog/\nafter = a\n" EXAMPLES,
		"Dog. Oh. Well. Cat. Dog.", "a:Cat@3, b:Dog@4" },
	{ "a-limit-reached-is-no-answer", SIGNAL("a", "^(?:(?:a|a)+)+$") SIGNAL("b", "b$"),
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "b:b@0 (no answer a)" },
};

static void
is_read(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Rulebook) rulebook = load(readings[i].rules);
	g_autofree char *got = told(rulebook, SIDE_CUSTOMER, readings[i].text, 0);

	g_assert_cmpstr(got, ==, readings[i].hits);
}

static void
a_reply_is_read_by_its_own_rules(void)
{
	g_autoptr(Rulebook) rulebook = load(
		SIGNAL("a", "sorry") "[b]\nmeans = regret\nmatch = /sorry/\n" EXAMPLES
				     "[c]\nmeans = signal\nside = reply\nmatch = /so/\n" EXAMPLES);
	g_autofree char *customer = told(rulebook, SIDE_CUSTOMER, "sorry", 0);
	g_autofree char *reply = told(rulebook, SIDE_REPLY, "sorry", 0);

	g_assert_cmpstr(customer, ==, "a:sorry@0");
	g_assert_cmpstr(reply, ==, "c:so@0, b:sorry@0");
	g_autoptr(Prose) prose = prose_new("sorry");
	g_autoptr(Hits) hits = rulebook_read(rulebook, "de", SIDE_REPLY, prose, 0);
	g_assert_cmpuint(hits->hits->len, ==, 0);
	g_assert_true(rulebook_speaks(rulebook, "en"));
	g_assert_false(rulebook_speaks(rulebook, "de"));
}

static void
some_rules_wait_for_a_feeling(void)
{
	g_autoptr(Rulebook) rulebook =
		load("[a]\nmeans = wrong-feeling\nonly = grief embarrassment\nonly-intensity = 2\n"
		     "match = /annoying/\n" EXAMPLES
		     "[b]\nmeans = wrong-feeling\nonly = joy\nmatch = /annoying/\n" EXAMPLES);
	static const struct {
		FeelingKind kind;
		int intensity;
		const char *hits;
	} cases[] = {
		{ FEELING_GRIEF, 1, "" },
		{ FEELING_GRIEF, 2, "a:annoying@0" },
		{ FEELING_EMBARRASSMENT, 3, "a:annoying@0" },
		{ FEELING_WORRY, 3, "" },
		{ FEELING_JOY, 1, "b:annoying@0" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = told(rulebook, SIDE_REPLY, "How annoying",
			raised_bits(cases[i].kind, cases[i].intensity));
		g_assert_cmpstr(got, ==, cases[i].hits);
	}
}

static void
a_later_folder_replaces_rules_of_the_same_name(void)
{
	g_auto(OwnRules) shipped = rules_of(
		"[define]\nPET = cat\nFARM = cow\n" SIGNAL("a", "{PET}") SIGNAL("b", "{FARM}"));
	g_auto(OwnRules) own = rules_of("[define]\nFARM = pig\n" SIGNAL("a", "dog"));
	const char *folders[] = { shipped, own, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	g_autofree char *got = told(rulebook, SIDE_CUSTOMER, "cat cow dog pig", 0);
	g_assert_cmpstr(got, ==, "a:dog@0, b:pig@0");
	g_assert_true(g_str_has_prefix(rulebook_find(rulebook, NULL, "a")->file, own));
	g_assert_cmpint(rulebook_find(rulebook, NULL, "a")->line, ==, 3);

	const char *shipped_only[] = { shipped, "/nonexistent/rules", NULL };
	g_autoptr(Rulebook) first = rulebook_load(shipped_only, &error);
	g_autoptr(Rulebook) again = rulebook_load(shipped_only, &error);
	g_assert_cmpstr(rulebook_version(first), ==, rulebook_version(again));
	g_assert_cmpstr(rulebook_version(first), !=, rulebook_version(rulebook));
}

static void
collect(const char *message, void *data)
{
	g_ptr_array_add(data, g_strdup(message));
}

/* What a rule of the site's asks for may go with an upgrade: that rule has no say, whatever it asks
 * for besides, and somebody is told. */
static void
a_later_rule_that_asks_for_nobody_is_idle(void)
{
	g_auto(OwnRules) shipped = rules_of(SIGNAL("a", "cat") SIGNAL("b", "cow"));
	g_auto(OwnRules) own =
		rules_of("[d]\nmeans = signal\nmatch = /dog/\nif = gone & a\n" EXAMPLES
			 "[e]\nmeans = signal\nmatch = /dog/\nif = !gone\n" EXAMPLES
			 "[f]\nmeans = signal\nmatch = /dog/\nafter = a | gone\n" EXAMPLES
			 "[g]\nmeans = signal\nif = gone & d within text\n" EXAMPLES
			 "[b]\nmeans = signal\nmatch = /dog/\nbefore = gone\n" EXAMPLES
			 "[h]\nmeans = signal\nmatch = /dog/\nif = a & !d\n" EXAMPLES);
	const char *folders[] = { shipped, own, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	g_autofree char *got = told(rulebook, SIDE_CUSTOMER, "cat cow dog", 0);
	g_assert_cmpstr(got, ==, "a:cat@0, h:dog@0");
	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	g_assert_cmpuint(idle->len, ==, 5);
	g_assert_true(g_str_has_prefix(idle->pdata[1], own));
	g_assert_nonnull(strstr(idle->pdata[1],
		":4: if: there is no rule or tag \"gone\" on this side, or none any more; [d] has no "
		"say until that is mended"));
	guint failed;
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);
	const Rule *rule = rulebook_find(rulebook, NULL, "e");
	g_assert_cmpuint(rulebook_test(rulebook, rule, collect, messages, &failed), ==, 0);
	g_assert_cmpuint(failed, ==, 1);
	g_assert_nonnull(strstr(messages->pdata[0], ": if: there is no rule or tag"));
}

static void
examples_run_through_the_real_machine(void)
{
	g_autoptr(Rulebook) rulebook = load("[cat]\nmeans = signal\nmatch = /cat/\nhit = a cat\n"
					    "hit = a dog\nmiss = a dog\nmiss = the cat\n"
					    "[late]\nmeans = signal\nmode = off\nif = cat & dog\n"
					    "hit = Cat.\\n\\nDog.\nmiss = Cat.\n"
					    "[dog]\nmeans = signal\nmatch = /dog/\nhit = Dog\n"
					    "miss = Cow\n");
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);
	guint failed;

	g_assert_cmpuint(rulebook_test(rulebook, NULL, collect, messages, &failed), ==, 8);
	g_assert_cmpuint(failed, ==, 2);
	g_assert_cmpuint(messages->len, ==, 2);
	g_assert_true(g_str_has_suffix(
		messages->pdata[0], "a.rules:5: [cat] does not find its hit: a dog"));
	g_assert_true(
		g_str_has_suffix(messages->pdata[1], "a.rules:7: [cat] finds its miss: the cat"));
	g_assert_cmpuint(rulebook_test(rulebook, rulebook_find(rulebook, NULL, "dog"), collect,
				 messages, &failed),
		==, 2);
	g_assert_cmpuint(failed, ==, 0);
}

static void
rules_tell_what_they_are(void)
{
	g_autoptr(Rulebook) rulebook =
		load("[b]\nmeans = grief 3\nexplicit = yes\nmatch = /x/\nhit = x\nmiss = y\n"
		     "[a]\nmeans = condolence\nfits = grief\nneeds-anchor = yes\nsays = What.\n"
		     "try = Guidance\n  on two lines.\nmatch = /x/\n" EXAMPLES);
	const GPtrArray *rules = rulebook_rules(rulebook);
	const Rule *grief = rules->pdata[0], *condolence = rules->pdata[1];

	g_assert_cmpuint(rules->len, ==, 2);
	g_assert_cmpstr(grief->name, ==, "b");
	g_assert_cmpint(grief->means, ==, MEANS_FEELING);
	g_assert_cmpint(grief->feeling, ==, FEELING_GRIEF);
	g_assert_cmpint(grief->intensity, ==, 3);
	g_assert_true(grief->is_explicit);
	g_assert_cmpint(condolence->side, ==, SIDE_REPLY);
	g_assert_cmpuint(condolence->fits, ==, 1U << FEELING_GRIEF);
	g_assert_true(condolence->needs_anchor);
	g_assert_cmpstr(condolence->says, ==, "What.");
	g_assert_cmpstr(condolence->advice, ==, "Guidance on two lines.");
	g_assert_cmpstr(condolence->language, ==, "en");
	g_autofree char *source = rulebook_source(rulebook, grief);
	g_assert_cmpstr(source, ==,
		"[b]\nmeans = grief 3\nexplicit = yes\nmatch = /x/\nhit = x\nmiss = y\n");
	for (int means = 0; means < N_MEANS; means++) {
		g_assert_nonnull(means_name((Means)means));
		g_assert_nonnull(means_help((Means)means));
	}
}

static void
no_rule_has_more_than_two_hundred_hits(void)
{
	g_autoptr(Rulebook) rulebook = load(SIGNAL("a", "cat"));
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 1000; i++)
		g_string_append(text, "A cat. ");
	g_autoptr(Prose) prose = prose_new(text->str);
	g_autoptr(Hits) hits = rulebook_read(rulebook, "en", SIDE_CUSTOMER, prose, 0);
	g_assert_cmpuint(hits->hits->len, ==, 200);
}

/* The same for a list that rules or defines of the site's name. */
static void
a_later_rule_that_names_a_list_that_is_gone_is_idle(void)
{
	g_auto(OwnRules) shipped = rules_of(
		"[define]\nPET = cat\nFARM = cow\n" SIGNAL("a", "{PET}") SIGNAL("b", "{FARM}"));
	g_auto(OwnRules) own = rules_of(
		"[define]\nPET = {GONE}|dog\nFARM = pig\nZOO = {PET}|{OLD}\nPARK = {ZOO}\n"
		"[c]\nmeans = signal\nmatch = /{GONE}/\nmode = observe\n" EXAMPLES
		"[d]\nmeans = signal\nmatch = /x/\nunless = /\\{GONE} {PARK}/\n" EXAMPLES
		"[e]\nmeans = worry 2\nguard = question\nmatch = /{GONE}/\nif = !a\n" EXAMPLES
		"[f]\nmeans = signal\nmatch = /x/\nif = c | b within text\n" EXAMPLES);
	const char *folders[] = { shipped, own, NULL };
	static const char *const said[] = { ":5: PARK: there is no define {ZOO}, or none any more",
		":2: PET: there is no define {GONE}, or none any more; this {PET} has no say",
		":4: ZOO: there is no define {OLD}",
		":8: match: there is no define {GONE}, or none any more; [c] has no say",
		":15: unless: there is no define {PARK}", ":21: match: there is no define {GONE}" };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	g_autofree char *got = told(rulebook, SIDE_CUSTOMER, "cat cow dog pig x", 0);
	g_assert_cmpstr(got, ==, "a:cat@0, b:pig@0, f:x@0");
	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	g_autofree char *all =
		(g_ptr_array_add(idle, NULL), g_strjoinv("\n", (char **)idle->pdata));
	for (guint i = 0; i < G_N_ELEMENTS(said); i++)
		if (strstr(all, said[i]) == NULL)
			g_error("no \"%s\" in %s", said[i], all);
	g_assert_cmpuint(idle->len, ==, G_N_ELEMENTS(said) + 1);
}

/* Megabytes of fine ones to look through, and thousands that go, each because of one behind it: the
 * time must not be that of the one for each of the other. */
static void
many_lists_that_are_gone_take_little_time(void)
{
	g_autofree char *words = g_strnfill(40000, 'w');
	g_autoptr(GString) text = g_string_new("[define]\n");
	g_auto(OwnRules) shipped = rules_of(SIGNAL("a", "cat"));

	for (int i = 0; i < 100; i++)
		g_string_append_printf(text, "A%03d = %s\n", i, words);
	for (int i = 0; i < 4800; i++)
		g_string_append_printf(text, "B%04d = {%s%04d}\n", i, i % 6 < 5 ? "B" : "GONE",
			i % 6 < 5 ? i + 1 : i);
	g_auto(OwnRules) own = rules_of(text->str);
	const char *folders[] = { shipped, own, NULL };
	g_autoptr(GError) error = NULL;
	g_test_timer_start();
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);
	double seconds = g_test_timer_elapsed();

	g_assert_no_error(error);
	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	g_assert_cmpuint(idle->len, ==, 4800);
	g_test_message("%.2f seconds", seconds);
	g_assert_cmpfloat(seconds, <, 20);
}

static void
languages_may_have_rules_of_the_same_name(void)
{
	g_auto(OwnRules) folder = rules_of(SIGNAL("a", "cat"));
	own_rules_put(folder, "de/a.rules", SIGNAL("a", "katze"));
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(rulebook_find(rulebook, "en", "a")->language, ==, "en");
	g_assert_cmpstr(rulebook_find(rulebook, "de", "a")->language, ==, "de");
	g_assert_null(rulebook_find(rulebook, "fr", "a"));
	g_assert_nonnull(rulebook_find(rulebook, NULL, "a"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(readings); i++) {
		g_autofree char *path = g_strconcat("/rulebook/", readings[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_read);
	}
	g_test_add_func(
		"/rulebook/a-reply-is-read-by-its-own-rules", a_reply_is_read_by_its_own_rules);
	g_test_add_func("/rulebook/some-rules-wait-for-a-feeling", some_rules_wait_for_a_feeling);
	g_test_add_func("/rulebook/a-later-folder-replaces-rules-of-the-same-name",
		a_later_folder_replaces_rules_of_the_same_name);
	g_test_add_func("/rulebook/a-later-rule-that-names-a-list-that-is-gone-is-idle",
		a_later_rule_that_names_a_list_that_is_gone_is_idle);
	g_test_add_func("/rulebook/many-lists-that-are-gone-take-little-time",
		many_lists_that_are_gone_take_little_time);
	g_test_add_func("/rulebook/a-later-rule-that-asks-for-nobody-is-idle",
		a_later_rule_that_asks_for_nobody_is_idle);
	g_test_add_func("/rulebook/examples-run-through-the-real-machine",
		examples_run_through_the_real_machine);
	g_test_add_func("/rulebook/rules-tell-what-they-are", rules_tell_what_they_are);
	g_test_add_func("/rulebook/languages-may-have-rules-of-the-same-name",
		languages_may_have_rules_of_the_same_name);
	g_test_add_func("/rulebook/no-rule-has-more-than-two-hundred-hits",
		no_rule_has_more_than_two_hundred_hits);
	return g_test_run();
}
