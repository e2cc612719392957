/* explain.c - a judgement told to programs: one line of JSON. SPDX-License-Identifier: MIT */
#include "explain.h"

#include <json-glib/json-glib.h>

#include "json-value.h"
#include "moment.h"

/* What comes from outside (a file's name) may not be UTF-8; JSON must be. */
static void
put(JsonBuilder *to, const char *name, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);

	json_builder_set_member_name(to, name);
	json_builder_add_string_value(to, valid);
}

static void
put_feelings(JsonBuilder *to, const Customer *customer)
{
	json_builder_set_member_name(to, "feelings");
	json_builder_begin_array(to);
	for (guint i = 0; customer != NULL && i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		json_builder_begin_object(to);
		put(to, "feeling", feeling_name(feeling->kind));
		json_builder_set_member_name(to, "intensity");
		json_builder_add_int_value(to, feeling->intensity);
		put(to, "evidence", feeling->evidence);
		put(to, "rule", feeling->rule);
		put(to, "acknowledged", grade_name(feeling->acknowledged));
		put(to, "by", feeling->by);
		json_builder_end_object(to);
	}
	json_builder_end_array(to);
}

static void
put_events(JsonBuilder *to, const Customer *customer)
{
	json_builder_set_member_name(to, "events");
	json_builder_begin_array(to);
	for (int i = 0; customer != NULL && i < N_EVENTS; i++)
		if (customer->events & (1u << i))
			json_builder_add_string_value(to, event_name((EventKind)i));
	json_builder_end_array(to);
}

static void
put_findings(JsonBuilder *to, const Findings *findings)
{
	json_builder_set_member_name(to, "findings");
	json_builder_begin_array(to);
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		json_builder_begin_object(to);
		put(to, "check", checks[finding->check]->name);
		put(to, "result", result_name(finding->result));
		if (finding->result == RESULT_FAIL)
			put(to, "certainty", certainty_name(finding->certainty));
		put(to, "rule", finding->rule);
		put(to, "evidence", finding->evidence);
		put(to, "advice", finding->advice);
		json_builder_end_object(to);
	}
	json_builder_end_array(to);
}

/* Rules on trial that would have matched, and rules that gave no answer at a limit. */
static void
put_names(JsonBuilder *to, const char *name, const GPtrArray *rules)
{
	if (rules == NULL || rules->len == 0)
		return;
	json_builder_set_member_name(to, name);
	json_builder_begin_array(to);
	for (guint i = 0; i < rules->len; i++)
		json_builder_add_string_value(to, rules->pdata[i]);
	json_builder_end_array(to);
}

static const char *
pair_text(const Prose *read, const char *given)
{
	return read != NULL ? read->original : given != NULL ? given : "";
}

static void
put_pair(JsonBuilder *to, const Judgement *judgement)
{
	const Reply *reply = judgement->reply;
	const Customer *customer = judgement->customer;

	put(to, "reply", pair_text(reply != NULL ? reply->prose : NULL, judgement->pair_reply));
	put(to, "signature", "");
	put(to, "customer",
		pair_text(customer != NULL ? customer->prose : NULL, judgement->pair_customer));
}

static void
put_conversation(JsonBuilder *to, const Judgement *judgement)
{
	const Conversation *conversation = judgement->conversation;

	json_builder_set_member_name(to, "conversation");
	json_builder_begin_object(to);
	if (conversation == NULL) {
		put_pair(to, judgement);
	} else {
		put(to, "reply", conversation->reply);
		put(to, "signature", conversation->signature);
		const Remembered *remembered = judgement->remembered;
		bool has_text = *conversation->customer == '\0' && remembered != NULL &&
				remembered->text != NULL;
		put(to, "customer", has_text ? remembered->text : conversation->customer);
	}
	json_builder_set_member_name(to, "customer_from");
	json_builder_begin_object(to);
	put(to, "name", conversation != NULL ? conversation->customer_from->name : "");
	put(to, "address", conversation != NULL ? conversation->customer_from->address : "");
	json_builder_end_object(to);
	put(to, "customer_date", conversation != NULL ? conversation->customer_date : "");
	put(to, "older", conversation != NULL ? conversation->older : "");
	put(to, "limits", conversation != NULL ? conversation->limits : "");
	json_builder_end_object(to);
}

static const char *
customer_name(const Judgement *judgement)
{
	if (judgement->customer != NULL)
		return judgement->customer->name;
	return judgement->conversation != NULL ? judgement->conversation->customer_from->name : "";
}

/* The customer's mail as it was when it came in: used, or beside a quotation. */
static void
put_remembered(JsonBuilder *to, const Judgement *judgement)
{
	const Remembered *remembered = judgement->remembered;
	if (remembered == NULL)
		return;
	g_autofree char *text = moment_write(remembered->at);

	json_builder_set_member_name(to, "remembered");
	json_builder_begin_object(to);
	put(to, "found", found_name(remembered->by));
	json_builder_set_member_name(to, "confidence");
	json_builder_add_int_value(to, found_confidence(remembered->by));
	put(to, "at", remembered->by != FOUND_GIVEN ? text : "");
	put(to, "seen", remembered->seen);
	put(to, "agrees", judgement->agrees);
	json_builder_end_object(to);
}

static void
put_judgement(JsonBuilder *to, const Judgement *judgement, const char *file, bool with_text)
{
	const Customer *customer = judgement->customer;

	json_builder_begin_object(to);
	put(to, "file", file);
	put(to, "id", judgement->id);
	put(to, "verdict", verdict_name(judgement->verdict));
	put(to, "reason", judgement->reason);
	put(to, "language", judgement->language);
	put(to, "agent", judgement->agent);
	put(to, "customer", judgement->to);
	put(to, "customer_name", customer_name(judgement));
	put(to, "source", judgement->source);
	put_remembered(to, judgement);
	put(to, "policy", judgement->policy);
	put_feelings(to, customer);
	put_events(to, customer);
	put_findings(to, judgement->findings);
	put_names(to, "observed", customer != NULL ? customer->observed : NULL);
	put_names(to, "no_answer", customer != NULL ? customer->no_answer : NULL);
	put(to, "rules", judgement->rules_version);
	if (with_text)
		put_conversation(to, judgement);
	json_builder_end_object(to);
}

static char *
line_of(JsonBuilder *builder)
{
	g_autoptr(JsonNode) root = json_builder_get_root(builder);

	return value_line(root);
}

char *
explain_json(const Judgement *judgement, const char *file, bool with_text)
{
	g_autoptr(JsonBuilder) builder = json_builder_new_immutable();

	put_judgement(builder, judgement, file, with_text);
	return line_of(builder);
}

char *
explain_row_with(const char *const *names, const char *const *values, const char *const *numbers)
{
	g_autoptr(JsonBuilder) builder = json_builder_new_immutable();

	json_builder_begin_object(builder);
	for (gsize i = 0; names[i] != NULL; i++) {
		if (!g_strv_contains(numbers, names[i])) {
			put(builder, names[i], values[i]);
			continue;
		}
		json_builder_set_member_name(builder, names[i]);
		json_builder_add_int_value(builder, g_ascii_strtoll(values[i], NULL, 10));
	}
	json_builder_end_object(builder);
	return line_of(builder);
}

char *
explain_row(const char *const *names, const char *const *values)
{
	static const char *const none[] = { NULL };

	return explain_row_with(names, values, none);
}
