/* given.c - a customer whose feelings are given. SPDX-License-Identifier: MIT */
#include "given.h"

#include "own-rules.h"
Rulebook *
given_rulebook(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *rules = shipped_rules();
	const char *folders[] = { rules, NULL };
	Rulebook *rulebook = rulebook_load(folders, &error);

	g_assert_no_error(error);
	return rulebook;
}

Customer *
given_customer(const Rulebook *rulebook, const char *text, GivenFeelings feelings,
	const char *display_name)
{
	Customer *customer = customer_read(rulebook, "en", text, display_name);
	g_auto(GStrv) each = g_strsplit(feelings != NULL ? feelings : "", ",", -1);

	g_ptr_array_unref(customer->feelings);
	customer->feelings = g_ptr_array_new_with_free_func(feeling_free);
	for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++) {
		g_auto(GStrv) words = g_strsplit(g_strstrip(each[i]), " ", 2);
		Feeling *feeling = g_new0(Feeling, 1);
		g_assert_true(feeling_from_name(words[0], &feeling->kind));
		feeling->intensity = words[1][0] - '0';
		feeling->is_certain = feeling->intensity >= 3;
		feeling->rule = g_strdup("given");
		feeling->evidence = g_strdup(text);
		feeling->by = g_strdup("");
		feeling->acknowledged = GRADE_NONE;
		g_ptr_array_add(customer->feelings, feeling);
	}
	return customer;
}

Grade
given_best_grade(const Customer *customer)
{
	bool is_negative = false, any = false;
	Grade best = GRADE_NONE;

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		is_negative |= feeling_is_negative(feeling->kind) && feeling->intensity >= 2;
	}
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->intensity < 2 || feeling_is_negative(feeling->kind) != is_negative)
			continue;
		best = any ? MAX(best, feeling->acknowledged) : feeling->acknowledged;
		any = true;
	}
	return best;
}
