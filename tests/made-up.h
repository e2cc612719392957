/* made-up.h - a judgement made by hand, for tests of what comes after judging.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_MADE_UP_H
#define EMPATHY_TESTS_MADE_UP_H

#include "judge.h"

#define MADE_UP_MAIL                                                        \
	"Hello.\n\n" MADE_UP_WORDS                                          \
	", after your move. Since Monday nobody answers <me>, and I am so " \
	"angry. With you this is the third time. Three of them are one too many.\n"
#define MADE_UP_WORDS "I am scared that the wedding photos are gone for good"
#define MADE_UP_ADVICE "Say that you see what is at stake for them before you explain."

static inline Message *
made_up_message(void)
{
	Message *message = g_new0(Message, 1);

	message->message_id = g_strdup("reply-1@shop.example");
	message->in_reply_to = g_strdup("question-1@home.example");
	message->references = g_strsplit("question-0@home.example question-1@home.example", " ", 0);
	message->subject = g_strdup("Re: RE: Lost photos");
	message->date = g_strdup("");
	message->from = g_ptr_array_new();
	message->to = g_ptr_array_new();
	message->auto_submitted = g_strdup("");
	message->precedence = g_strdup("");
	message->lines = g_ptr_array_new();
	return message;
}

static inline void
made_up_feeling_free(gpointer data)
{
	Feeling *feeling = data;

	g_free(feeling->rule);
	g_free(feeling->evidence);
	g_free(feeling->by);
	g_free(feeling);
}

static inline Feeling *
made_up_feeling(FeelingKind kind, int intensity, Grade acknowledged, const char *evidence)
{
	Feeling *feeling = g_new0(Feeling, 1);

	feeling->kind = kind;
	feeling->intensity = intensity;
	feeling->rule = g_strdup("scared");
	feeling->evidence = g_strdup(evidence);
	feeling->acknowledged = acknowledged;
	feeling->by = g_strdup("");
	return feeling;
}

/* Scared; and what else she raised. */
static inline void
made_up_feelings(GPtrArray *feelings)
{
	const struct {
		FeelingKind kind;
		int intensity;
		Grade acknowledged;
		const char *evidence;
	} table[] = {
		{ FEELING_WORRY, 3, GRADE_NONE, MADE_UP_WORDS },
		{ FEELING_DISAPPOINTMENT, 1, GRADE_NONE, "a faint sigh" },
		{ FEELING_CONFUSION, 2, GRADE_GENERIC, "met well enough" },
		{ FEELING_FRUSTRATION, 2, GRADE_NONE, "this is the third time" },
		{ FEELING_URGENCY, 3, GRADE_SPECIFIC, "met in her own case" },
		{ FEELING_EMBARRASSMENT, 2, GRADE_NONE, "wedding photos" },
		{ FEELING_IGNORED, 3, GRADE_GENERIC, "nobody answers <me>" },
		{ FEELING_ANGER, 3, GRADE_NONE, "I am so angry" },
		{ FEELING_LEAVING, 2, GRADE_NONE, "one too many" },
		{ FEELING_GRIEF, 3, GRADE_NONE, "another thing altogether" },
		{ FEELING_JOY, 3, GRADE_NONE, "thanks all the same" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(table); i++)
		g_ptr_array_add(feelings, made_up_feeling(table[i].kind, table[i].intensity,
						  table[i].acknowledged, table[i].evidence));
}

static inline Customer *
made_up_customer(void)
{
	Customer *customer = g_new0(Customer, 1);

	customer->prose = prose_new(MADE_UP_MAIL);
	customer->feelings = g_ptr_array_new_with_free_func(made_up_feeling_free);
	customer->no_answer = g_ptr_array_new();
	customer->observed = g_ptr_array_new();
	customer->name = g_strdup("Ann <b>Lee</b>");
	customer->names = g_new0(char *, 1);
	made_up_feelings(customer->feelings);
	return customer;
}

/* A reply that passes over a worry and calls her by another name; caller frees. */
static inline Judgement *
made_up_judgement(void)
{
	Judgement *judgement = g_new0(Judgement, 1);

	judgement->id = g_strdup("em00001x00002");
	judgement->message = made_up_message();
	judgement->customer = made_up_customer();
	judgement->findings = findings_new();
	judgement->verdict = VERDICT_HOLD;
	judgement->reason = g_strdup("feelings: worry met by none");
	judgement->source = "quoted";
	judgement->language = g_strdup("en");
	judgement->agent = g_strdup("sam@shop.example");
	judgement->to = g_strdup("ann@home.example");
	judgement->policy = g_strdup("default");
	judgement->rules_version = g_strdup("r1");
	findings_add(judgement->findings, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_SURE, "scared",
		MADE_UP_WORDS, MADE_UP_ADVICE);
	findings_add(judgement->findings, CHECK_NAME, RESULT_FAIL, CERTAINTY_SURE, "other-name",
		"Dear Bob,", "Look at how they sign.");
	findings_add(judgement->findings, CHECK_ISSUE, RESULT_FAIL, CERTAINTY_SURE, "",
		"order AB-4717", "This one is only noted.");
	return judgement;
}

static inline Envelope *
made_up_envelope(void)
{
	Envelope *envelope = envelope_new();

	g_free(envelope->host);
	g_free(envelope->queue_id);
	g_free(envelope->sender);
	envelope->host = g_strdup("mx.shop.example");
	envelope->queue_id = g_strdup("4ABC");
	envelope->sender = g_strdup("bounces@shop.example");
	g_ptr_array_add(envelope->recipients, g_strdup("ann@home.example"));
	return envelope;
}

#endif
