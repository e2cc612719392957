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
	judgement->agrees = "";
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

/* Of several authors the first who is ours: the others may be anybody. NULL when there is none. */
static const Address *
author_of(const Message *message, const Settings *settings)
{
	const GPtrArray *from = message->from;

	for (guint i = 0; i < from->len; i++) {
		const Address *author = from->pdata[i];
		if (settings_is_ours(settings, author->address))
			return author;
	}
	return from->len > 0 ? from->pdata[0] : NULL;
}

/* Whose reply it is, and who is told of it: an author who is not one of us gets no word about it,
 * whoever of us sends it in their name does. */
static const char *
agent_of(const Address *author, const Settings *settings, const Envelope *envelope)
{
	const char *address = author != NULL ? author->address : "";

	if (envelope == NULL || !settings_is_ours(settings, envelope->sender) ||
		settings_is_ours(settings, address) || envelope_is_of_house(envelope, address))
		return address;
	return envelope->sender;
}

static const char *
name_of_customer(const Message *message, const Conversation *conversation)
{
	if (*conversation->customer_from->name != '\0')
		return conversation->customer_from->name;
	return message->to->len > 0 ? ((const Address *)message->to->pdata[0])->name : "";
}

static const char *
address_of_customer(const Judgement *judgement)
{
	if (judgement->conversation == NULL)
		return "";
	if (*judgement->conversation->customer == '\0' && judgement->remembered != NULL)
		return judgement->remembered->address;
	return judgement->conversation->customer_from->address;
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

/* What was sent before, asked for one judgement's agent and customer. */
typedef struct AskedBefore {
	const Past *past;
	const Judgement *judgement;
} AskedBefore;

static ScriptTimes
times_sent(guint64 fingerprint, const void *data)
{
	const AskedBefore *asked = data;
	const Judgement *judgement = asked->judgement;

	return asked->past->times_sent(
		fingerprint, judgement->agent, judgement->to, asked->past->data);
}

/* Bits of CheckId: what is off is not asked, so that nobody can have failed it. */
static guint
switched_off(const Policy *policy)
{
	guint off = 0;

	for (int i = 0; i < N_CHECKS; i++)
		if (policy->dispositions[i] == DISPOSITION_OFF)
			off |= 1u << i;
	return off;
}

/* The middle of the story: a customer and the answer in, findings and a verdict out. Takes the
 * customer. */
static void
read_reply(Judgement *judgement, const Rulebook *rulebook, const Policy *policy, Customer *customer,
	const char *reply, const char *agent_name, const ScriptMemory *memory)
{
	const char *language = judgement->language;

	judgement->customer = customer;
	judgement->reply = reply_read(rulebook, language, reply, customer);
	acknowledgement_grade(customer, judgement->reply);

	g_auto(GStrv) agent_names =
		person_names(rulebook_lexicon(rulebook), language, agent_name, "");
	const Remembered *remembered = judgement->remembered;
	bool is_of_thread = remembered != NULL && !g_str_equal(judgement->agrees, "no");
	Case given = {
		.rulebook = rulebook,
		.language = language,
		.customer = customer,
		.reply = judgement->reply,
		.conversation = judgement->conversation,
		.customer_address = address_of_customer(judgement),
		.agent_names = (const char *const *)agent_names,
		.met_before = is_of_thread ? remembered->closed : 0,
		.met_in_thread = is_of_thread ? remembered->thread_closed : 0,
		.off = switched_off(policy),
		.memory = memory,
		.is_mail = judgement->message != NULL,
	};
	g_ptr_array_unref(judgement->findings);
	judgement->findings = checks_run(&given);
	judgement->closes = is_of_thread ? acknowledgement_families(customer) : 0;
	judgement->verdict = verdict_reach(policy->dispositions, judgement->findings);
	g_free(judgement->reason);
	judgement->reason =
		verdict_reason(judgement->verdict, policy->dispositions, judgement->findings);
}

/* ---- what is remembered ---------------------------------------------------------------------- */

/* A person reads, thinks and writes: what a machine stamped, so soon after the customer's mail, is
 * the machine's own. */
enum { SECONDS_TO_ANSWER = 60 };

/* A share of the quoted runs of words that are in the mail as well; clients cut and wrap. */
static const double AGREES = 0.5;

static bool
is_sure(const Settings *settings, const Remembered *remembered)
{
	return remembered != NULL &&
	       found_confidence(remembered->by) >= settings->memory_confidence;
}

static bool
is_machines(const Message *message, const Remembered *remembered)
{
	return remembered != NULL && remembered->age < SECONDS_TO_ANSWER &&
	       scope_of_stamp(message, false) != SKIP_NONE;
}

/* The mail being answered, when the way to it is sure enough; a person who is answered by a machine
 * was answered by nobody. */
static Skip
look_back(Judgement *judgement, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, const Past *past)
{
	const Message *message = judgement->message;
	Remembered *found = past != NULL && past->customers_mail != NULL
				    ? past->customers_mail(rulebook, envelope, message, past->data)
				    : NULL;

	judgement->remembered = found;
	judgement->has_their_tail = found != NULL && found->has_same_tail;
	if (is_machines(message, found))
		return SKIP_AUTO_REPLY;
	bool is_usable = is_sure(settings, found) && *found->seen == '\0';
	Skip skip = scope_of_message(message, judgement->conversation, is_usable);
	bool is_foreign = is_sure(settings, found) && g_str_equal(found->seen, "language");
	return skip == SKIP_NO_CUSTOMER_TEXT && is_foreign ? SKIP_LANGUAGE : skip;
}

/* A quotation is read as it stands; the mail it was taken from says whether it is whole. One that
 * was found by a guess, and is another, was not the one answered. */
static Customer *
quoted_customer(Judgement *judgement, const Rulebook *rulebook, const Settings *settings)
{
	const Conversation *conversation = judgement->conversation;
	const Remembered *remembered = judgement->remembered;
	Customer *customer = customer_read(rulebook, judgement->language, conversation->customer,
		name_of_customer(judgement->message, conversation));

	judgement->source = "quoted";
	bool has_both = remembered != NULL && remembered->customer != NULL;
	bool agrees =
		has_both && traces_shared(customer->traces, remembered->customer->traces) >= AGREES;
	if (agrees || is_sure(settings, remembered))
		judgement->agrees = agrees ? "yes" : has_both ? "no" : "";
	else
		g_clear_pointer(&judgement->remembered, remembered_free);
	return customer;
}

/* Their mail may have had no name in it, where the reply's To has one. */
static Customer *
remembered_customer(Judgement *judgement, const Rulebook *rulebook)
{
	Customer *customer = g_steal_pointer(&judgement->remembered->customer);

	judgement->source = "remembered";
	if (*customer->name != '\0' || customer->names[0] != NULL)
		return customer;
	g_free(customer->name);
	customer->name = g_strdup(name_of_customer(judgement->message, judgement->conversation));
	g_strfreev(customer->names);
	customer->names =
		person_names(rulebook_lexicon(rulebook), judgement->language, customer->name, "");
	return customer;
}

/* The reply's own, where it is long enough to tell: it may be in another than the mail that came
 * in. */
static const char *
language_of_case(const Judgement *judgement)
{
	const Conversation *conversation = judgement->conversation;
	const Remembered *remembered = judgement->remembered;

	if (*conversation->customer != '\0')
		return language_of(conversation->customer, conversation->reply);
	const char *own = language_of("", conversation->reply);
	return *own != '\0' ? own : remembered->language;
}

/* ---- mail ------------------------------------------------------------------------------------ */

static Judgement *
came_in(Judgement *judgement, const Rulebook *rulebook, const Settings *settings)
{
	const Message *message = judgement->message;

	if (settings->memory_keep > 0)
		judgement->inbound =
			inbound_read(rulebook, settings, message, judgement->conversation);
	g_free(judgement->to);
	judgement->to = g_strdup(first_address(message->from)); /* the customer wrote it */
	g_free(judgement->agent);
	judgement->agent = g_strdup("");
	return skipped(judgement, SKIP_INBOUND);
}

static Judgement *
judge_message(Judgement *judgement, const Rulebook *rulebook, const Settings *settings,
	const Policy *policy, const Envelope *envelope, const Past *past)
{
	const Conversation *conversation = judgement->conversation;
	Skip skip = look_back(judgement, rulebook, settings, envelope, past);
	if (skip != SKIP_NONE)
		return skipped(judgement, skip);

	g_free(judgement->language);
	judgement->language = g_strdup(language_of_case(judgement));
	if (!can_read(rulebook, settings, judgement->language))
		return skipped(judgement, SKIP_LANGUAGE);
	const Address *author = author_of(judgement->message, settings);
	Customer *customer = *conversation->customer == '\0'
				     ? remembered_customer(judgement, rulebook)
				     : quoted_customer(judgement, rulebook, settings);
	const AskedBefore asked = { past, judgement };
	const ScriptMemory memory = { times_sent, &asked, (guint)settings->script_often,
		(guint)settings->script_often_by_team };
	bool is_remembered = past != NULL && past->times_sent != NULL;
	read_reply(judgement, rulebook, policy, customer, conversation->reply,
		author != NULL ? author->name : "", is_remembered ? &memory : NULL);
	return judgement;
}

Judgement *
judge(const Rulebook *rulebook, const Settings *settings, const Envelope *envelope, GBytes *raw,
	const Past *past)
{
	g_autoptr(Message) message = message_parse(raw, NULL);
	if (message == NULL)
		return judgement_skipped(rulebook, settings, envelope, SKIP_UNREADABLE);

	const Address *author = author_of(message, settings);
	const char *agent = agent_of(author, settings, envelope);
	const Policy *policy = settings_policy(settings, agent);
	Judgement *judgement = judgement_new(rulebook, policy, agent, first_address(message->to));
	judgement->message = g_steal_pointer(&message);
	Skip skip = envelope != NULL ? scope_of_envelope(settings, envelope) : SKIP_NONE;
	if (skip != SKIP_NONE && skip != SKIP_INBOUND)
		return skipped(judgement, skip);

	Ours ours = { settings, judgement->message->from };
	judgement->conversation = conversation_split(
		judgement->message, rulebook_attribution(rulebook), is_ours, &ours);
	if (skip == SKIP_INBOUND)
		return came_in(judgement, rulebook, settings);
	return judge_message(judgement, rulebook, settings, policy, envelope, past);
}

Judgement *
judge_pair(const Rulebook *rulebook, const Settings *settings, const char *customer,
	const char *reply, const char *customer_name, const char *agent)
{
	const Policy *policy = settings_policy(settings, agent != NULL ? agent : "");
	Judgement *judgement = judgement_new(rulebook, policy, agent, "");
	Skip skip = scope_of_pair(customer, reply);

	judgement->source = "pair";
	judgement->pair_customer = customer;
	judgement->pair_reply = reply;
	if (skip != SKIP_NONE)
		return skipped(judgement, skip);
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
	read_reply(judgement, rulebook, policy,
		customer_read(rulebook, judgement->language, customer, customer_name), reply, "",
		NULL);
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
	remembered_free(judgement->remembered);
	inbound_free(judgement->inbound);
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
