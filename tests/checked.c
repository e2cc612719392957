/* checked.c - what the checks say about a reply. SPDX-License-Identifier: MIT */
#include "checked.h"

Rulebook *rulebook;

typedef struct Asked {
	CheckId check;
	const CheckCase *expected;
} Asked;

static const Finding *
find(const Findings *findings, const Asked *asked)
{
	const CheckCase *expected = asked->expected;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		bool is_same = finding->check == asked->check &&
			       finding->result == expected->result &&
			       (finding->result != RESULT_FAIL ||
				       finding->certainty == expected->certainty);
		if (is_same &&
			(expected->rule == NULL || g_str_equal(expected->rule, finding->rule)))
			return finding;
	}
	return NULL;
}

Findings *
checked(Customer *customer, const Reply *reply, const ScriptMemory *memory)
{
	static const char *const agents[] = { "callum", NULL };
	Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.agent_names = agents,
		.memory = memory,
		.is_mail = true };

	acknowledgement_grade(customer, reply);
	return checks_run(&given);
}

static void
is_said(gconstpointer data)
{
	const Asked *asked = data;
	const CheckCase *expected = asked->expected;
	g_autoptr(Customer) customer =
		given_customer(rulebook, expected->customer, expected->feelings, "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", expected->reply, customer);
	g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
	const Finding *finding = find(findings, asked);

	for (guint i = 0; i < findings->len; i++) {
		const Finding *each = findings->pdata[i];
		g_test_message("%s %s %s: %s", checks[each->check]->name, result_name(each->result),
			each->rule, each->evidence);
	}
	g_assert_nonnull(finding);
	if (finding != NULL && finding->result == RESULT_FAIL) {
		g_assert_cmpstr(finding->rule, !=, "");
		g_assert_cmpstr(finding->advice, !=, "");
	}
}

void
checked_start(int *argc, char ***argv)
{
	g_test_init(argc, argv, NULL);
	g_test_set_nonfatal_assertions();
	rulebook = given_rulebook();
}

void
checked_add(CheckId check, const CheckCase *cases, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *path =
			g_strdup_printf("/check-%s/%s", checks[check]->name, cases[i].name);
		Asked asked = { check, &cases[i] };
		g_test_add_data_func_full(path, g_memdup2(&asked, sizeof asked), is_said, g_free);
	}
}

int
checked_run(void)
{
	int status = g_test_run();

	rulebook_unref(rulebook);
	return status;
}
