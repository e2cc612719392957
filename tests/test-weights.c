/* test-weights.c - feelings.weights: what is refused, and what a text adds up to.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* symlink() */

#include "weights.h"

#include <string.h>
#include <unistd.h>

#include "customer.h"
#include "errors.h"
#include "own-rules.h"

#define EXAMPLES "hit = h\nmiss = m\n"

static const char rules[] =
	"[cold]\nmeans = sign\nmatch = /\\bcold\\b/\n" EXAMPLES
	"[tea]\nmeans = sign\nmatch = /\\btea\\b/\n" EXAMPLES
	"[cross]\nmeans = anger 2\nmatch = /\\bcross\\b/\n" EXAMPLES
	"[raging]\nmeans = anger 3\nexplicit = yes\nmatch = /\\braging\\b/\n" EXAMPLES
	"[perhaps]\nmeans = worry 1\nmatch = /\\bperhaps\\b/\n" EXAMPLES
	"[easy]\nmeans = calm\nmatch = /\\bno hurry\\b/\n" EXAMPLES;

/* A sentence of cold and tea is trouble; either alone is not. */
static const char table[] = "# by hand\n[text]\n"
			    "start = -10 -10 -10 -10 -10 -10\n"
			    "upset = 6 10 0 0 0 0\n"
			    "calm = -9 0 0 0 0 0\n"
			    "anxious-touched = 5 0 10 0 0 0\n"
			    "[rules]\n"
			    "cold = 5 3 0 0 0 0\n"
			    "tea = 5 3 0 0 0 0\n";

/* ---- a folder of rules ------------------------------------------------------------------------
 */

/* weights: NULL for no such file. */
static OwnRules
folder_new(const char *rule_text, const char *weights)
{
	OwnRules folder = own_rules_new("en/a.rules", rule_text);

	if (weights != NULL)
		own_rules_put(folder, "en/feelings.weights", weights);
	return folder;
}

static bool
is_about_weights(const char *message, OwnRules folder)
{
	g_autofree char *path = g_build_filename(folder, "en", "feelings.weights", NULL);

	return g_str_has_prefix(message, path);
}

/* "anger 2 worry 1", strongest first. */
static char *
felt_by(const Rulebook *rulebook, const char *text)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", text, "");
	GString *felt = g_string_new(NULL);

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		g_string_append_printf(felt, "%s%s %d", i > 0 ? " " : "",
			feeling_name(feeling->kind), feeling->intensity);
	}
	return g_string_free(felt, FALSE);
}

/* ---- what is refused --------------------------------------------------------------------------
 */

static const struct {
	const char *name, *weights, *message;
} bad[] = {
	{ "another-section", "[words]\ncold = 1 1 1 1 1 1\n",
		":1: [words] is not known; expected [text] or [rules]" },
	{ "too-few", "[rules]\ncold = 1 2 3\n", ":2: cold: 3 numbers where 6 are needed" },
	{ "too-many", "[rules]\ncold = 1 2 3 4 5 6 7\n", ":2: cold: expected 6 whole numbers" },
	{ "no-number", "[rules]\ncold = 1 2 much 4 5 6\n", ":2: cold: expected 6 whole numbers" },
	{ "too-great", "[rules]\ncold = 1 2 3 4 5 100\n", ":2: cold: expected 6 whole numbers" },
	{ "no-such-trait", "[text]\nupset-slightly = 1 2 3 4 5 6\n",
		":2: \"upset-slightly\" is no trait of a text" },
	{ "no-such-rule", "[rules]\n\nwarm = 1 2 3 4 5 6\n",
		":3: [warm] is no rule about the customer" },
	{ "a-row-twice", "[rules]\ncold = 1 2 3 4 5 6\ntea = 1 2 3 4 5 6\ncold = 6 5 4 3 2 1\n",
		":4: cold has a row in [rules] already" },
};

static void
is_refused(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_auto(OwnRules) folder = folder_new(rules, bad[n].weights);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(is_about_weights(error->message, folder));
	if (strstr(error->message, bad[n].message) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, bad[n].message));
}

/* A typo in a link must not make all judgements others. */
static void
a_link_to_nothing_is_refused(void)
{
	g_auto(OwnRules) folder = folder_new(rules, NULL);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	g_autofree char *path = g_build_filename(folder, "en", "feelings.weights", NULL);
	g_assert_cmpint(symlink("nowhere", path), ==, 0);
	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_true(is_about_weights(error->message, folder));
}

/* ---- what it adds up to -----------------------------------------------------------------------
 */

static const struct {
	const char *name, *text, *felt;
} sums[] = {
	{ "nothing", "The door is blue.", "" },
	{ "one-sign-is-not-enough", "It was cold. Cold it was.", "" },
	{ "two-are", "The tea was cold.", "frustration 2" },
	{ "across-sentences", "It was cold. There was no tea.", "frustration 2" },
	{ "a-find-alone-is-touched-upon", "I am cross.", "anger 1" },
	{ "a-find-and-a-sign", "I am cross, and cold.", "anger 2" },
	{ "said-outright-it-stands", "I am raging.", "anger 3" },
	{ "calm-takes-away", "The tea was cold, no hurry.", "" },
	{ "a-touch-is-meant", "The tea was cold, perhaps.", "worry 2" },
};

static void
adds_up(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_auto(OwnRules) folder = folder_new(rules, table);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	g_autofree char *felt = felt_by(rulebook, sums[n].text);
	g_assert_cmpstr(felt, ==, sums[n].felt);
}

static void
evidence_is_the_loudest_sentence(void)
{
	g_auto(OwnRules) folder = folder_new(rules, table);
	const char *folders[] = { folder, NULL };
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, NULL);
	g_autoptr(Customer) customer = customer_read(
		rulebook, "en", "It was cold. The tea was as cold as the room. We left.", "");

	const Feeling *feeling = customer->feelings->pdata[0];
	g_assert_cmpstr(feeling->evidence, ==, "The tea was as cold as the room.");
}

/* The shipped rules, and a site's folder with a rule of its own and such rows. */
static Rulebook *
with_site(OwnRules *shipped, OwnRules *own, const char *rows)
{
	g_autoptr(GError) error = NULL;

	*shipped = folder_new(rules, table);
	*own = folder_new("[own]\nmeans = sign\nmatch = /\\bblue\\b/\n" EXAMPLES, rows);
	const char *folders[] = { *shipped, *own, NULL };
	Rulebook *rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	return rulebook;
}

static void
a_later_folder_replaces_rows(void)
{
	g_auto(OwnRules) shipped = NULL;
	g_auto(OwnRules) own = NULL;
	g_autoptr(Rulebook) rulebook =
		with_site(&shipped, &own, "[rules]\ncold = 0 0 0 0 0 0\nown = 12 0 0 0 20 20\n");

	g_autofree char *cold = felt_by(rulebook, "The tea was cold.");
	g_assert_cmpstr(cold, ==, "");
	g_autofree char *blue = felt_by(rulebook, "The door is blue.");
	/* Joy is none where no rule knows it by its words. */
	g_assert_cmpstr(blue, ==, "grief 2");
}

/* A rule may go with an upgrade; mail is judged all the same, and somebody is told. */
static void
a_later_row_without_its_rule_is_idle(void)
{
	g_auto(OwnRules) shipped = NULL;
	g_auto(OwnRules) own = NULL;
	g_autoptr(Rulebook) rulebook = with_site(&shipped, &own, "[rules]\ngone = 9 9 0 0 0 0\n");

	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	g_assert_cmpuint(idle->len, ==, 1);
	g_assert_true(is_about_weights(idle->pdata[0], own));
	g_assert_nonnull(strstr(idle->pdata[0], ":2: [gone] is no rule about the customer"));
}

static void
without_a_table_rules_decide(void)
{
	g_auto(OwnRules) folder = folder_new(rules, NULL);
	const char *folders[] = { folder, NULL };
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, NULL);

	g_autofree char *cross = felt_by(rulebook, "I am cross.");
	g_assert_cmpstr(cross, ==, "anger 2");
	g_autofree char *cold = felt_by(rulebook, "The tea was cold.");
	g_assert_cmpstr(cold, ==, "");
}

/* The version names what judged; another table is another judge. */
static void
the_table_is_part_of_the_version(void)
{
	g_auto(OwnRules) one = folder_new(rules, table);
	g_auto(OwnRules) other = folder_new(rules, NULL);
	const char *with[] = { one, NULL }, *without[] = { other, NULL };
	g_autoptr(Rulebook) first = rulebook_load(with, NULL);
	g_autoptr(Rulebook) second = rulebook_load(without, NULL);

	g_assert_cmpstr(rulebook_version(first), !=, rulebook_version(second));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *path = g_strconcat("/weights/refused/", bad[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_refused);
	}
	g_test_add_func("/weights/refused/a-link-to-nothing", a_link_to_nothing_is_refused);
	for (guint i = 0; i < G_N_ELEMENTS(sums); i++) {
		g_autofree char *path = g_strconcat("/weights/sums/", sums[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), adds_up);
	}
	g_test_add_func("/weights/evidence", evidence_is_the_loudest_sentence);
	g_test_add_func("/weights/later-folder", a_later_folder_replaces_rows);
	g_test_add_func("/weights/idle", a_later_row_without_its_rule_is_idle);
	g_test_add_func("/weights/without", without_a_table_rules_decide);
	g_test_add_func("/weights/version", the_table_is_part_of_the_version);
	return g_test_run();
}
