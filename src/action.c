/* action.c - what to do about a verdict. SPDX-License-Identifier: MIT */
#include "action.h"

Action *
action_plan(const Settings *settings, const Judgement *judgement, const char *host, bool can_hold)
{
	(void)settings, (void)judgement, (void)host, (void)can_hold;
	return g_new0(Action, 1);
}

void
action_free(Action *action)
{
	if (action == NULL)
		return;
	g_free(action->header);
	g_free(action->hold_reason);
	g_free(action->reply_text);
	g_free(action);
}
