/* rule-means.c - what rules can mean: one table. SPDX-License-Identifier: MIT */
#include <string.h>

#include "rule-pack.h"

static const struct {
	const char *name;
	Side side;
	const char *help;
} table[N_MEANS] = {
	[MEANS_SIGNAL] = { "signal", SIDE_CUSTOMER, "nothing by itself; conditions use it" },
	[MEANS_FEELING] = { "feeling", SIDE_CUSTOMER, "the customer lets a feeling show" },
	[MEANS_EVENT] = { "event", SIDE_CUSTOMER, "something happened in the customer's life" },
	[MEANS_SIGN] = { "sign", SIDE_CUSTOMER, "nothing by itself; its weights add up" },
	[MEANS_CALM] = { "calm", SIDE_CUSTOMER, "nothing presses" },
	[MEANS_GREETING] = { "greeting", SIDE_REPLY, "words of greeting" },
	[MEANS_REGRET] = { "regret", SIDE_REPLY, "an apology, or being sorry" },
	[MEANS_FORMULA] = { "formula", SIDE_REPLY, "a stock phrase that fits any mail" },
	[MEANS_THANKS] = { "thanks", SIDE_REPLY, "thanks the customer" },
	[MEANS_NAMES_FEELING] = { "names-feeling", SIDE_REPLY, "names what the customer feels" },
	[MEANS_LEGITIMISES] = { "legitimises", SIDE_REPLY, "takes the customer's side" },
	[MEANS_RESPONSIBILITY] = { "responsibility", SIDE_REPLY, "owns the mistake" },
	[MEANS_EFFORT] = { "effort", SIDE_REPLY, "names what it cost the customer" },
	[MEANS_EVALUATION] = { "evaluation", SIDE_REPLY,
		"judges what happened as the customer does" },
	[MEANS_CONDOLENCE] = { "condolence", SIDE_REPLY, "words to the bereaved" },
	[MEANS_SHARES_JOY] = { "shares-joy", SIDE_REPLY, "is glad with the customer" },
	[MEANS_REASSURANCE] = { "reassurance", SIDE_REPLY, "takes a fear away" },
	[MEANS_DISMISSAL] = { "dismissal", SIDE_REPLY, "blames, belittles or denies" },
	[MEANS_COLD] = { "cold", SIDE_REPLY, "a small sign of a cold answer; many add up" },
	[MEANS_WARM] = { "warm", SIDE_REPLY, "a small sign against it" },
	[MEANS_WRONG_FEELING] = { "wrong-feeling", SIDE_REPLY, "answers a feeling nobody raised" },
	[MEANS_TAKEN_BACK] = { "taken-back", SIDE_REPLY, "takes its acknowledgement back" },
	[MEANS_EXPLANATION] = { "explanation", SIDE_REPLY, "says how it came about" },
	[MEANS_QUESTION] = { "question", SIDE_REPLY, "asks the customer something" },
	[MEANS_REQUEST] = { "request", SIDE_REPLY, "asks the customer to do or send something" },
	[MEANS_SOLUTION] = { "solution", SIDE_REPLY, "an instruction, a thing done or offered" },
	[MEANS_POLICY] = { "policy", SIDE_REPLY, "cites terms or rules" },
	[MEANS_COMMITMENT] = { "commitment", SIDE_REPLY, "says who does what by when" },
	[MEANS_NEXT_STEP] = { "next-step", SIDE_REPLY, "says what happens next" },
	[MEANS_CLOSING] = { "closing", SIDE_REPLY, "words of farewell" },
	[MEANS_PLACEHOLDER] = { "placeholder", SIDE_REPLY, "a template's hole left unfilled" },
	[MEANS_THEIRS] = { "theirs", SIDE_REPLY, "a number, date or amount as the customer's own" },
};

const char *
means_name(Means means)
{
	return table[means].name;
}

const char *
means_help(Means means)
{
	return table[means].help;
}

Side
means_side(Means means)
{
	return table[means].side;
}

const char *
rule_mode_name(RuleMode mode)
{
	static const char *const names[] = {
		[RULE_OFF] = "off",
		[RULE_OBSERVE] = "observe",
		[RULE_ON] = "on",
	};

	return names[mode];
}

static gboolean
feeling_parse(char **words, Rule *rule, char **message_out)
{
	const char *number = words[1];

	if (number == NULL || words[2] != NULL || strlen(number) != 1 || *number < '1' ||
		*number > '3') {
		*message_out =
			g_strdup_printf("a feeling needs its intensity: %s 1, 2 or 3", *words);
		return FALSE;
	}
	rule->means = MEANS_FEELING;
	rule->intensity = *number - '0';
	return TRUE;
}

gboolean
means_parse(const char *text, Rule *rule, char **message_out)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);

	if (feeling_from_name(*words != NULL ? *words : "", &rule->feeling))
		return feeling_parse(words, rule, message_out);
	if (g_strcmp0(*words, "event") == 0) {
		rule->means = MEANS_EVENT;
		if (words[1] != NULL && words[2] == NULL && event_from_name(words[1], &rule->event))
			return TRUE;
		*message_out =
			g_strdup("expected one event: bereavement, illness, separation, baby, "
				 "occasion, moving, hardship, caring or distress");
		return FALSE;
	}
	for (int i = 0; i < N_MEANS; i++) {
		if (i == MEANS_FEELING || i == MEANS_EVENT || !g_str_equal(text, table[i].name))
			continue;
		rule->means = (Means)i;
		return TRUE;
	}
	*message_out =
		g_strdup_printf("\"%s\" is nothing a rule can mean; it is \"signal\", a "
				"feeling with its intensity, \"event\" and its name, or a role "
				"of a sentence such as \"regret\" (all in empathy.rules(5))",
			text);
	return FALSE;
}
