/* check-praise.c - Was a strong feeling met first, in the customer's own case? Never fails: it is
 * how good work is noticed. SPDX-License-Identifier: MIT */
#include "checks.h"

#include "acknowledgement.h"
#include "uptake.h"

/* A word of thanks for writing may stand before it. */
enum { SENTENCES_BEFORE = 1 };

/* Nothing else went wrong that anybody would be told of, and no business stood before it. */
static bool
is_sound(const Findings *findings)
{
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (finding->result == RESULT_FAIL &&
			(finding->certainty > CERTAINTY_HINT || finding->check == CHECK_ORDER))
			return false;
	}
	return true;
}

static const Feeling *
met_best(const Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->intensity >= INTENSITY_STRONG &&
			feeling->acknowledged == GRADE_SPECIFIC && *feeling->by != '\0')
			return feeling;
	}
	return NULL;
}

/* Trouble: by more than the case retold. */
static bool
is_heard(const Reply *reply, const Feeling *feeling)
{
	if (feeling->kind == FEELING_JOY)
		return true;
	for (guint i = 0; i < reply->uptakes->len; i++) {
		const Uptake *uptake = &g_array_index(reply->uptakes, Uptake, i);
		if (uptake->grade == GRADE_SPECIFIC && uptake->kind != UPTAKE_RETOLD &&
			uptake_meets(uptake, feeling->kind))
			return true;
	}
	return false;
}

/* Last of all checks, so it sees what the others found. */
static void
run(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	const Feeling *feeling = met_best(given->customer);
	size_t first = acknowledgement_first(reply);

	if (feeling == NULL || !is_heard(reply, feeling) ||
		first > reply->first + SENTENCES_BEFORE || !is_sound(findings)) {
		findings_add(findings, CHECK_PRAISE, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
		return;
	}
	g_autofree char *what =
		g_strdup_printf("Strong %s was met first, and in this customer's own case.",
			feeling_name(feeling->kind));
	findings_add(findings, CHECK_PRAISE, RESULT_PASS, CERTAINTY_HINT, "specific-and-first",
		feeling->by, what);
}

const Check check_praise = {
	.name = "praise",
	.summary = "Was a strong feeling met first, in the customer's own case?",
	.run = run,
};
