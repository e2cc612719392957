/* record-names.c - what a row of the record says in names, comma between.
 * SPDX-License-Identifier: MIT */
#include "checks.h"
#include "record-sql.h"

char *
record_names_of_feelings(const Customer *customer)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; customer != NULL && i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		g_string_append_printf(
			names, "%s%s", names->len > 0 ? "," : "", feeling_name(feeling->kind));
	}
	return g_string_free(names, FALSE);
}

char *
record_names_of_events(const Customer *customer, bool is_named)
{
	GString *names = g_string_new(NULL);

	if (customer != NULL &&
		((customer->events != 0 && !is_named) || customer->events == EVENT_UNTOLD))
		return g_string_free(g_string_append(names, "a life event"), FALSE);
	for (int i = 0; customer != NULL && i < N_EVENTS; i++) {
		if ((customer->events & 1u << i) != 0)
			g_string_append_printf(
				names, "%s%s", names->len > 0 ? "," : "", event_name((EventKind)i));
	}
	return g_string_free(names, FALSE);
}

char *
record_names_of_passed(const Findings *findings)
{
	GString *names = g_string_new(NULL);
	bool has_failed[N_CHECKS] = { false }, has_passed[N_CHECKS] = { false };

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		has_failed[finding->check] |= finding->result == RESULT_FAIL;
		has_passed[finding->check] |= finding->result == RESULT_PASS;
	}
	for (int i = 0; i < N_CHECKS; i++) {
		if (has_passed[i] && !has_failed[i])
			g_string_append_printf(
				names, "%s%s", names->len > 0 ? "," : "", checks[i]->name);
	}
	return g_string_free(names, FALSE);
}
