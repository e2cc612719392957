/* fill-record.c - writes a few known outcomes into a record, for the tests of log and show.
 * usage: fill-record DATABASE [none]: an empty record, for tests/weeks.sql to fill.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "record.h"

static const struct {
	const char *id, *agent, *customer;
	Verdict verdict;
	Skip skip;
	FeelingKind feeling;
	const char *evidence;
	CheckId check;
	const char *advice;
} outcomes[] = {
	{ "em0000000000001", "ann@shop.example", "kim@customer.example", VERDICT_HOLD, SKIP_NONE,
		FEELING_WORRY, "afraid that the \033[2J parcel is lost", CHECK_FEELINGS,
		"Take up the worry before the tracking number." },
	{ "em0000000000002", "bob@shop.example", "=cmd@customer.example", VERDICT_ANNOTATE,
		SKIP_NONE, FEELING_ANGER, "this is a joke", CHECK_TONE, "Leave out the blame." },
	{ "em0000000000003", "ann@shop.example", "lou@customer.example", VERDICT_SKIP,
		SKIP_LANGUAGE, FEELING_JOY, "", CHECK_SCRIPT, "" },
	{ "em1000000000004", "ann@shop.example", "max@other.example", VERDICT_PASS, SKIP_NONE,
		FEELING_JOY, "you made my day", CHECK_SCRIPT, "" },
};

static Customer *
customer_of(guint i)
{
	Customer *customer = g_new0(Customer, 1);
	Feeling *feeling = g_new0(Feeling, 1);

	*feeling = (Feeling){ outcomes[i].feeling, 3, true, 1, g_strdup("a-rule"),
		g_strdup(outcomes[i].evidence), GRADE_FORMULA, g_strdup("We apologise.") };
	customer->prose = prose_new(outcomes[i].evidence);
	customer->feelings = g_ptr_array_new_with_free_func(feeling_free);
	g_ptr_array_add(customer->feelings, feeling);
	customer->names = g_new0(char *, 1);
	customer->name = g_strdup("");
	customer->no_answer = g_ptr_array_new();
	customer->observed = g_ptr_array_new();
	return customer;
}

static Judgement *
judgement_of(guint i)
{
	Judgement *judgement = g_new0(Judgement, 1);
	bool is_failure = *outcomes[i].advice != '\0';

	judgement->id = g_strdup(outcomes[i].id);
	judgement->findings = findings_new();
	judgement->verdict = outcomes[i].verdict;
	judgement->skip = outcomes[i].skip;
	judgement->reason = g_strdup(
		outcomes[i].skip != SKIP_NONE ? skip_name(outcomes[i].skip) : outcomes[i].advice);
	judgement->source = "quoted";
	judgement->language = g_strdup("en");
	judgement->agent = g_strdup(outcomes[i].agent);
	judgement->to = g_strdup(outcomes[i].customer);
	judgement->policy = g_strdup("default");
	judgement->rules_version = g_strdup("r1");
	if (outcomes[i].verdict == VERDICT_SKIP)
		return judgement;
	judgement->customer = customer_of(i);
	findings_add(judgement->findings, outcomes[i].check, is_failure ? RESULT_FAIL : RESULT_PASS,
		CERTAINTY_SURE, is_failure ? "b-rule" : NULL, is_failure ? "We apologise." : NULL,
		outcomes[i].advice);
	return judgement;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	g_autoptr(Record) record = argc >= 2 ? record_open(argv[1], settings, &error) : NULL;

	if (record == NULL) {
		fprintf(stderr, "fill-record: %s\n", error != NULL ? error->message : "DATABASE?");
		return 1;
	}
	for (guint i = 0; argc == 2 && i < G_N_ELEMENTS(outcomes); i++) {
		g_autoptr(Envelope) envelope = envelope_new();
		g_autoptr(Judgement) judgement = judgement_of(i);
		g_autoptr(Action) action =
			action_plan(settings, judgement, "mx.example", true, true);
		g_free(envelope->queue_id);
		envelope->queue_id = g_strdup_printf("4Q%u", i);
		if (!record_judgement(record, envelope, judgement, action, NULL, NULL, &error)) {
			fprintf(stderr, "fill-record: %s\n", error->message);
			return 1;
		}
	}
	return 0;
}
