/* feeling.c - the tables of feelings, events and grades. SPDX-License-Identifier: MIT */
#include "feeling.h"

static const struct {
	const char *name;
	FeelingFamily family;
} feelings[N_FEELINGS] = {
	[FEELING_FRUSTRATION] = { "frustration", FAMILY_UPSET },
	[FEELING_ANGER] = { "anger", FAMILY_UPSET },
	[FEELING_DISAPPOINTMENT] = { "disappointment", FAMILY_UPSET },
	[FEELING_WORRY] = { "worry", FAMILY_ANXIOUS },
	[FEELING_CONFUSION] = { "confusion", FAMILY_ANXIOUS },
	[FEELING_URGENCY] = { "urgency", FAMILY_ANXIOUS },
	[FEELING_IGNORED] = { "ignored", FAMILY_UPSET },
	[FEELING_LEAVING] = { "leaving", FAMILY_UPSET },
	[FEELING_EMBARRASSMENT] = { "embarrassment", FAMILY_SHAME },
	[FEELING_GRIEF] = { "grief", FAMILY_GRIEF },
	[FEELING_JOY] = { "joy", FAMILY_JOY },
};

static const char *const events[N_EVENTS + 1] = {
	[EVENT_BEREAVEMENT] = "bereavement",
	[EVENT_ILLNESS] = "illness",
	[EVENT_SEPARATION] = "separation",
	[EVENT_BABY] = "baby",
	[EVENT_OCCASION] = "occasion",
	[EVENT_MOVING] = "moving",
	[EVENT_HARDSHIP] = "hardship",
	[EVENT_CARING] = "caring",
	[EVENT_DISTRESS] = "distress",
};

static const char *const grades[] = {
	[GRADE_DISMISSIVE] = "dismissive",
	[GRADE_NONE] = "none",
	[GRADE_FORMULA] = "formula",
	[GRADE_GENERIC] = "generic",
	[GRADE_SPECIFIC] = "specific",
};

const char *
feeling_name(FeelingKind kind)
{
	return feelings[kind].name;
}

char *
feeling_names(void)
{
	GString *all = g_string_new(feeling_name((FeelingKind)0));

	for (int i = 1; i < N_FEELINGS; i++)
		g_string_append_printf(all, ", %s", feeling_name((FeelingKind)i));
	return g_string_free(all, FALSE);
}

const char *
family_name(FeelingFamily family)
{
	static const char *const names[N_FAMILIES] = {
		[FAMILY_UPSET] = "upset",
		[FAMILY_ANXIOUS] = "anxious",
		[FAMILY_SHAME] = "shame",
		[FAMILY_GRIEF] = "grief",
		[FAMILY_JOY] = "joy",
	};

	return names[family];
}

FeelingFamily
feeling_family(FeelingKind kind)
{
	return feelings[kind].family;
}

bool
feeling_is_negative(FeelingKind kind)
{
	return kind != FEELING_JOY;
}

bool
feeling_is_shared(FeelingKind kind)
{
	return feeling_is_negative(kind) && kind != FEELING_GRIEF;
}

bool
feeling_from_name(const char *name, FeelingKind *kind_out)
{
	for (int i = 0; i < N_FEELINGS; i++) {
		if (g_str_equal(name, feelings[i].name)) {
			*kind_out = (FeelingKind)i;
			return true;
		}
	}
	return false;
}

const char *
event_name(EventKind kind)
{
	return events[kind];
}

char *
event_names(void)
{
	return g_strjoinv(", ", (char **)events);
}

bool
event_from_name(const char *name, EventKind *kind_out)
{
	for (int i = 0; i < N_EVENTS; i++) {
		if (g_str_equal(name, events[i])) {
			*kind_out = (EventKind)i;
			return true;
		}
	}
	return false;
}

const char *
grade_name(Grade grade)
{
	return grades[grade];
}

void
feeling_free(gpointer data)
{
	Feeling *feeling = data;

	g_free(feeling->rule);
	g_free(feeling->evidence);
	g_free(feeling->by);
	g_free(feeling);
}
