/* wording-names.c - what templates and word lists may name. SPDX-License-Identifier: MIT */
#include <string.h>

#include "checks.h"
#include "feeling.h"
#include "wording-files.h"

static const TemplateName names_of_also[] = {
	{ "feeling", NULL },
	{ "words", NULL }, /* the customer's */
	{ NULL, NULL },
};

static const TemplateName names_of_missing[] = {
	{ "feeling", NULL },       /* "worry"; empty when it is not about a feeling */
	{ "words", NULL },         /* the customer's */
	{ "also", names_of_also }, /* other feelings that the same would have met */
	{ "yours", NULL },         /* the reply's */
	{ "what", NULL },          /* what is the matter */
	{ "try", NULL },           /* guidance */
	{ NULL, NULL },
};

/* Of every notice about one reply; each says in the manual which kinds have it. */
static const TemplateName names_of_reply[] = {
	{ "language", NULL },
	{ "agent", NULL },
	{ "customer", NULL }, /* name, or address when there is none */
	{ "subject", NULL },  /* without Re: */
	{ "time", NULL },     /* when the reply was handed in */
	{ "their-mail",
		NULL }, /* when the customer's mail came in, where the reply does not quote it */
	{ "until", NULL },
	{ "limit", NULL }, /* "4h" */
	{ "hours", NULL }, /* set when only working hours count */
	{ "lead", NULL },
	{ "attached", NULL },       /* set when the reply is attached as it was */
	{ "override", NULL },       /* set when the policy lets agents send replies as they are */
	{ "tag", NULL },            /* how a subject then ends: "[as is: ...]" */
	{ "reason-missing", NULL }, /* set when the reply bore a tag without a reason */
	{ "not-allowed", NULL },    /* or one that the policy does not heed */
	{ "control", NULL },        /* the address, when notices can be answered */
	{ "then-release", NULL },   /* one of these three is set: what comes after until */
	{ "then-return", NULL },
	{ "then-keep", NULL },
	{ "expired", NULL },       /* set when time ran out, and not somebody asked */
	{ "by", NULL },            /* who asked */
	{ "reason", NULL },        /* why, in their words */
	{ "asked-release", NULL }, /* one of these six is set: what was asked for */
	{ "asked-discard", NULL },
	{ "asked-wrong", NULL },
	{ "asked-stories", NULL },
	{ "asked-no-stories", NULL },
	{ "asked-untold", NULL },
	{ "story", NULL },   /* the id of the reply that is not told */
	{ "refusal", NULL }, /* why it is not done, in words of the language */
	{ "id", NULL },
	{ "host", NULL },
	{ "queue-id", NULL },
	{ "rules", NULL }, /* version */
	{ "missing", names_of_missing },
	{ NULL, NULL },
};

static const TemplateName names_of_item[] = {
	{ "kind", NULL }, /* in words of the language */
	{ "id", NULL },
	{ "customer", NULL },
	{ NULL, NULL },
};

static const TemplateName names_of_digest[] = {
	{ "language", NULL },
	{ "count", NULL },
	{ "held", NULL }, /* set when one of them tells of a reply that was not sent */
	{ "reply", names_of_item },
	{ NULL, NULL },
};

static const char *const kind_names[N_NOTICES] = {
	[NOTICE_HELD] = "held",
	[NOTICE_NOTE] = "note",
	[NOTICE_DIGEST] = "digest",
	[NOTICE_REMINDED] = "reminded",
	[NOTICE_LEAD] = "lead",
	[NOTICE_RELEASED] = "released",
	[NOTICE_RETURNED] = "returned",
	[NOTICE_DISCARDED] = "discarded",
	[NOTICE_CONFIRMED] = "confirmed",
	[NOTICE_REFUSED] = "refused",
};

static const char *const group_names[N_WORD_GROUPS] = {
	[WORDS_FEELINGS] = "feelings",
	[WORDS_MET] = "met",
	[WORDS_CHECKS] = "checks",
	[WORDS_DAYS] = "days",
	[WORDS_KINDS] = "kinds",
	[WORDS_ANSWERS] = "answers",
	[WORDS_REFUSALS] = "refusals",
};

static const char *const day_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
static const char *const wish_names[N_WISHES] = { "", "release", "discard", "wrong", "stories",
	"stories-yes", "stories-no" };
static const char *const refusal_names[N_REFUSALS] = { "", "token", "used", "foreign", "over",
	"word", "reason", "policy", "asked" };

const char *
notice_kind_name(NoticeKind kind)
{
	return kind_names[kind];
}

const char *
wish_name(Wish wish)
{
	return wish_names[wish];
}

const char *
refusal_name(Refusal refusal)
{
	return refusal_names[refusal];
}

const TemplateName *
wording_names(NoticeKind kind)
{
	return kind == NOTICE_DIGEST ? names_of_digest : names_of_reply;
}

int
word_group_from_name(const char *name)
{
	for (int group = 0; group < N_WORD_GROUPS; group++)
		if (g_str_equal(group_names[group], name))
			return group;
	return -1;
}

static bool
is_one_of(const char *const *names, guint n, const char *name)
{
	for (guint i = 0; i < n; i++)
		if (g_str_equal(names[i], name))
			return true;
	return false;
}

static bool
is_grade(const char *name)
{
	for (int grade = GRADE_DISMISSIVE; grade <= GRADE_SPECIFIC; grade++)
		if (g_str_equal(grade_name((Grade)grade), name))
			return true;
	return false;
}

bool
word_is_known(WordGroup group, const char *name)
{
	FeelingKind feeling;
	CheckId check;

	switch (group) {
	case WORDS_FEELINGS:
		return feeling_from_name(name, &feeling);
	case WORDS_CHECKS:
		return check_from_name(name, &check);
	case WORDS_MET:
		return is_grade(name);
	case WORDS_DAYS:
		return is_one_of(day_names, G_N_ELEMENTS(day_names), name);
	case WORDS_KINDS:
		return is_one_of(kind_names, N_NOTICES, name);
	case WORDS_ANSWERS:
		return is_one_of(wish_names + 1, N_WISHES - 1, name);
	case WORDS_REFUSALS:
		return is_one_of(refusal_names + 1, N_REFUSALS - 1, name);
	default:
		return false;
	}
}
