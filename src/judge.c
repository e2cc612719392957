/* judge.c - what happens to a message, start to end. Read this file first.
 * SPDX-License-Identifier: MIT */
#include "judge.h"

#include "acknowledgement.h"
#include "language.h"

/* Ours, and never one that a queue id could be taken for: time makes it sortable, chance unique. */
static char *
new_id(void)
{
	return g_strdup_printf("em%08" G_GINT64_MODIFIER "x%08x",
		g_get_real_time() / G_USEC_PER_SEC, g_random_int());
}

static Judgement *
judgement_new(const Rulebook *rulebook, const Policy *policy, const char *agent, const char *to)
{
	Judgement *judgement = g_new0(Judgement, 1);

	judgement->id = new_id();
	judgement->findings = findings_new();
	judgement->verdict = VERDICT_SKIP;
	judgement->source = "none";
	judgement->language = g_strdup("");
	judgement->agent = g_strdup(agent != NULL ? agent : "");
	judgement->to = g_strdup(to);
	judgement->policy = g_strdup(policy->name);
	judgement->rules_version = g_strdup(rulebook_version(rulebook));
	judgement->reason = g_strdup("");
	return judgement;
}

static Judgement *
skipped(Judgement *judgement, Skip skip)
{
	judgement->skip = skip;
	g_free(judgement->reason);
	judgement->reason = g_strdup(skip_name(skip));
	return judgement;
}

static const char *
first_address(const GPtrArray *addresses)
{
	return addresses->len > 0 ? ((const Address *)addresses->pdata[0])->address : "";
}

static const char *
name_of_customer(const Message *message, const Conversation *conversation)
{
	if (*conversation->customer_from->name != '\0')
		return conversation->customer_from->name;
	return message->to->len > 0 ? ((const Address *)message->to->pdata[0])->name : "";
}

/* Who counts as "we": the configured senders, and whoever sends this very mail. */
typedef struct Ours {
	const Settings *settings;
	const GPtrArray *from; /* of Address */
} Ours;

static bool
is_ours(const char *address, const void *data)
{
	const Ours *ours = data;

	for (guint i = 0; i < ours->from->len; i++) {
		const Address *author = ours->from->pdata[i];
		if (g_ascii_strcasecmp(address, author->address) == 0)
			return true;
	}
	return settings_is_ours(ours->settings, address);
}

/* The agent's and the customer's words decide together: the shorter of the two is often too short.
 */
static const char *
language_of(const char *customer, const char *reply)
{
	g_autofree char *both = g_strconcat(customer, "\n", reply, NULL);

	return language_guess(both);
}

static bool
can_read(const Rulebook *rulebook, const Settings *settings, const char *language)
{
	return settings_judges_language(settings, language) && rulebook_speaks(rulebook, language);
}

/* The middle of the story: two texts in, findings and a verdict out. */
static void
read_both(Judgement *judgement, const Rulebook *rulebook, const Policy *policy,
	const char *customer, const char *customer_name, const char *reply, const char *agent_name)
{
	const char *language = judgement->language;

	judgement->customer = customer_read(rulebook, language, customer, customer_name);
	judgement->reply = reply_read(rulebook, language, reply, judgement->customer);
	acknowledgement_grade(judgement->customer, judgement->reply);

	g_auto(GStrv) agent_names = person_names(rulebook_lexicon(rulebook), agent_name, "");
	Case given = {
		.rulebook = rulebook,
		.language = language,
		.customer = judgement->customer,
		.reply = judgement->reply,
		.conversation = judgement->conversation,
		.agent_names = (const char *const *)agent_names,
		.is_mail = judgement->message != NULL,
	};
	g_ptr_array_unref(judgement->findings);
	judgement->findings = checks_run(&given);
	judgement->verdict = verdict_reach(policy->dispositions, judgement->findings);
	g_free(judgement->reason);
	judgement->reason =
		verdict_reason(judgement->verdict, policy->dispositions, judgement->findings);
}

Judgement *
judge(const Rulebook *rulebook, const Settings *settings, const Envelope *envelope, GBytes *raw)
{
	g_autoptr(Message) message = message_parse(raw, NULL);
	if (message == NULL)
		return judgement_skipped(rulebook, settings, envelope, SKIP_UNREADABLE);

	const char *agent = first_address(message->from);
	const Policy *policy = settings_policy(settings, agent);
	Judgement *judgement = judgement_new(rulebook, policy, agent, first_address(message->to));
	judgement->message = g_steal_pointer(&message);
	Skip skip = envelope != NULL ? scope_of_envelope(settings, envelope) : SKIP_NONE;
	if (skip != SKIP_NONE)
		return skipped(judgement, skip);

	Ours ours = { settings, judgement->message->from };
	judgement->conversation = conversation_split(
		judgement->message, rulebook_attribution(rulebook), is_ours, &ours);
	const Conversation *conversation = judgement->conversation;
	skip = scope_of_message(judgement->message, conversation);
	if (skip != SKIP_NONE)
		return skipped(judgement, skip);
	judgement->source = "quoted";

	g_free(judgement->language);
	judgement->language = g_strdup(language_of(conversation->customer, conversation->reply));
	if (!can_read(rulebook, settings, judgement->language))
		return skipped(judgement, SKIP_LANGUAGE);

	const Address *author =
		judgement->message->from->len > 0 ? judgement->message->from->pdata[0] : NULL;
	read_both(judgement, rulebook, policy, conversation->customer,
		name_of_customer(judgement->message, conversation), conversation->reply,
		author != NULL ? author->name : "");
	return judgement;
}

Judgement *
judge_pair(const Rulebook *rulebook, const Settings *settings, const char *customer,
	const char *reply, const char *customer_name, const char *agent)
{
	const Policy *policy = settings_policy(settings, agent != NULL ? agent : "");
	Judgement *judgement = judgement_new(rulebook, policy, agent, "");

	judgement->source = "pair";
	g_free(judgement->language);
	judgement->language = g_strdup(language_of(customer, reply));
	/* A pair is somebody's deliberate question: too short to tell is read as the first
	 * language. */
	if (*judgement->language == '\0') {
		g_free(judgement->language);
		judgement->language = g_strdup("en");
	}
	if (!can_read(rulebook, settings, judgement->language))
		return skipped(judgement, SKIP_LANGUAGE);
	read_both(judgement, rulebook, policy, customer, customer_name, reply, "");
	return judgement;
}

Judgement *
judgement_skipped(
	const Rulebook *rulebook, const Settings *settings, const Envelope *envelope, Skip skip)
{
	const char *agent = envelope != NULL ? envelope->sender : "";
	const char *to = envelope != NULL && envelope->recipients->len > 0
				 ? envelope->recipients->pdata[0]
				 : "";

	return skipped(judgement_new(rulebook, settings_policy(settings, agent), agent, to), skip);
}

void
judgement_free(Judgement *judgement)
{
	if (judgement == NULL)
		return;
	g_free(judgement->id);
	message_free(judgement->message);
	conversation_free(judgement->conversation);
	customer_free(judgement->customer);
	reply_free(judgement->reply);
	g_ptr_array_unref(judgement->findings);
	g_free(judgement->reason);
	g_free(judgement->language);
	g_free(judgement->agent);
	g_free(judgement->to);
	g_free(judgement->policy);
	g_free(judgement->rules_version);
	g_free(judgement);
}
