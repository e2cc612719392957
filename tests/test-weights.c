/* test-weights.c - feelings.weights: what is refused, and what a text adds up to.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* symlink() */

#include "weights.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "customer.h"
#include "errors.h"

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

typedef struct Folder {
	char *path, *language, *rules, *weights;
} Folder;

/* weights: NULL for no such file. */
static Folder
folder_new(const char *rule_text, const char *weights)
{
	Folder folder = { .path = g_dir_make_tmp(NULL, NULL) };

	folder.language = g_build_filename(folder.path, "en", NULL);
	folder.rules = g_build_filename(folder.language, "a.rules", NULL);
	folder.weights = g_build_filename(folder.language, "feelings.weights", NULL);
	g_assert_cmpint(g_mkdir(folder.language, 0700), ==, 0);
	g_assert_true(g_file_set_contents(folder.rules, rule_text, -1, NULL));
	if (weights != NULL)
		g_assert_true(g_file_set_contents(folder.weights, weights, -1, NULL));
	return folder;
}

static void
folder_clear(Folder *folder)
{
	g_unlink(folder->rules);
	g_unlink(folder->weights);
	g_rmdir(folder->language);
	g_rmdir(folder->path);
	g_free(folder->rules);
	g_free(folder->weights);
	g_free(folder->language);
	g_free(folder->path);
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
	Folder folder = folder_new(rules, bad[n].weights);
	const char *folders[] = { folder.path, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(g_str_has_prefix(error->message, folder.weights));
	if (strstr(error->message, bad[n].message) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, bad[n].message));
	folder_clear(&folder);
}

/* A typo in a link must not make all judgements others. */
static void
a_link_to_nothing_is_refused(void)
{
	Folder folder = folder_new(rules, NULL);
	const char *folders[] = { folder.path, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(symlink("nowhere", folder.weights), ==, 0);
	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_true(g_str_has_prefix(error->message, folder.weights));
	folder_clear(&folder);
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
	Folder folder = folder_new(rules, table);
	const char *folders[] = { folder.path, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	g_autofree char *felt = felt_by(rulebook, sums[n].text);
	g_assert_cmpstr(felt, ==, sums[n].felt);
	folder_clear(&folder);
}

static void
evidence_is_the_loudest_sentence(void)
{
	Folder folder = folder_new(rules, table);
	const char *folders[] = { folder.path, NULL };
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, NULL);
	g_autoptr(Customer) customer = customer_read(
		rulebook, "en", "It was cold. The tea was as cold as the room. We left.", "");

	const Feeling *feeling = customer->feelings->pdata[0];
	g_assert_cmpstr(feeling->evidence, ==, "The tea was as cold as the room.");
	folder_clear(&folder);
}

/* The shipped rules, and a site's folder with a rule of its own and such rows. */
static Rulebook *
with_site(Folder *shipped, Folder *own, const char *rows)
{
	g_autoptr(GError) error = NULL;

	*shipped = folder_new(rules, table);
	*own = folder_new("[own]\nmeans = sign\nmatch = /\\bblue\\b/\n" EXAMPLES, rows);
	const char *folders[] = { shipped->path, own->path, NULL };
	Rulebook *rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	return rulebook;
}

static void
a_later_folder_replaces_rows(void)
{
	Folder shipped, own;
	g_autoptr(Rulebook) rulebook =
		with_site(&shipped, &own, "[rules]\ncold = 0 0 0 0 0 0\nown = 12 0 0 0 20 20\n");

	g_autofree char *cold = felt_by(rulebook, "The tea was cold.");
	g_assert_cmpstr(cold, ==, "");
	g_autofree char *blue = felt_by(rulebook, "The door is blue.");
	/* Joy is none where no rule knows it by its words. */
	g_assert_cmpstr(blue, ==, "grief 2");
	folder_clear(&own);
	folder_clear(&shipped);
}

/* A rule may go with an upgrade; mail is judged all the same, and somebody is told. */
static void
a_later_row_without_its_rule_is_idle(void)
{
	Folder shipped, own;
	g_autoptr(Rulebook) rulebook = with_site(&shipped, &own, "[rules]\ngone = 9 9 0 0 0 0\n");

	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	g_assert_cmpuint(idle->len, ==, 1);
	g_assert_true(g_str_has_prefix(idle->pdata[0], own.weights));
	g_assert_nonnull(strstr(idle->pdata[0], ":2: [gone] is no rule about the customer"));
	folder_clear(&own);
	folder_clear(&shipped);
}

static void
without_a_table_rules_decide(void)
{
	Folder folder = folder_new(rules, NULL);
	const char *folders[] = { folder.path, NULL };
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, NULL);

	g_autofree char *cross = felt_by(rulebook, "I am cross.");
	g_assert_cmpstr(cross, ==, "anger 2");
	g_autofree char *cold = felt_by(rulebook, "The tea was cold.");
	g_assert_cmpstr(cold, ==, "");
	folder_clear(&folder);
}

/* The version names what judged; another table is another judge. */
static void
the_table_is_part_of_the_version(void)
{
	Folder one = folder_new(rules, table);
	Folder other = folder_new(rules, NULL);
	const char *with[] = { one.path, NULL }, *without[] = { other.path, NULL };
	g_autoptr(Rulebook) first = rulebook_load(with, NULL);
	g_autoptr(Rulebook) second = rulebook_load(without, NULL);

	g_assert_cmpstr(rulebook_version(first), !=, rulebook_version(second));
	folder_clear(&one);
	folder_clear(&other);
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
