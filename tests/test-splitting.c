/* test-splitting.c - every mail of tests/splitting is split as its file says.
 *
 * A case is one file: "== message" and the mail as sent, then sections with what is expected:
 * reply, signature, customer, from (name and address), date, older, and flags (forward,
 * interleaved). Sections left out are not compared. SPDX-License-Identifier: MIT */
#include "conversation.h"

#include <string.h>

typedef struct Case {
	char *message;
	GHashTable *expected; /* section to text */
} Case;

static Attribution *vocabulary;

static Case *
case_load(const char *path)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);

	Case *one = g_new0(Case, 1);
	one->expected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_auto(GStrv) sections = g_strsplit(text, "\n== ", -1);
	for (gsize i = 0; sections[i] != NULL; i++) {
		const char *name =
			g_str_has_prefix(sections[i], "== ") ? sections[i] + 3 : sections[i];
		gsize length = strcspn(name, "\n");
		const char *body = name[length] != '\0' ? name + length + 1 : "";
		if (strncmp(name, "message", length) == 0)
			one->message = g_strdup(body);
		else if (*name != '#')
			g_hash_table_insert(one->expected, g_strndup(name, length), g_strdup(body));
	}
	g_assert_nonnull(one->message);
	g_assert_cmpuint(g_hash_table_size(one->expected), >, 0);
	return one;
}

static void
case_free(gpointer data)
{
	Case *one = data;

	g_free(one->message);
	g_hash_table_unref(one->expected);
	g_free(one);
}

static void
compare(const Case *one, const char *section, const char *got)
{
	const char *wanted = g_hash_table_lookup(one->expected, section);
	if (wanted == NULL)
		return;

	g_autofree char *left = g_strstrip(g_strdup(wanted));
	g_autofree char *right = g_strstrip(g_strdup(got));
	if (strcmp(left, right) != 0)
		g_test_message("%s: wanted <<%s>> got <<%s>>", section, left, right);
	g_assert_cmpstr(right, ==, left);
}

static void
splits(gconstpointer data)
{
	const Case *one = data;
	g_autoptr(GBytes) raw = g_bytes_new(one->message, strlen(one->message));
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = message_parse(raw, &error);
	g_assert_no_error(error);
	g_autoptr(Conversation) split = conversation_split(message, vocabulary, NULL, NULL);

	g_autofree char *from = g_strdup_printf(
		"%s <%s>", split->customer_from->name, split->customer_from->address);
	g_autofree char *flags = g_strdup_printf("%s %s", split->is_forward ? "forward" : "",
		split->is_interleaved ? "interleaved" : "");
	compare(one, "reply", split->reply);
	compare(one, "signature", split->signature);
	compare(one, "customer", split->customer);
	compare(one, "from", from);
	compare(one, "date", split->customer_date);
	compare(one, "older", split->older);
	compare(one, "flags", flags);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
names_in(const char *folder)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	g_assert_no_error(error);
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		if (g_str_has_suffix(name, ".case"))
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_sort(names, by_name);
	return names;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	const char *top = g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : "..";
	g_autofree char *rules = g_build_filename(top, "rules", NULL);
	g_autofree char *folder = g_build_filename(top, "tests", "splitting", NULL);
	const char *folders[] = { rules, NULL };

	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions(); /* every wrong split is worth seeing */
	message_init();
	vocabulary = attribution_load(folders, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) names = names_in(folder);
	g_assert_cmpuint(names->len, >, 0);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
		g_autofree char *name = g_strdup_printf("/splitting/%.*s",
			(int)strlen(names->pdata[i]) - 5, (const char *)names->pdata[i]);
		g_test_add_data_func_full(name, case_load(path), splits, case_free);
	}
	int status = g_test_run();
	attribution_free(vocabulary);
	return status;
}
