/* hold.c - the promise a held reply is. SPDX-License-Identifier: MIT */
#include "hold.h"

#include <sys/random.h>

#include "workhours.h"

enum { TOKEN_BYTES = 16 };

static const char *const on_expiry_names[] = {
	[ON_EXPIRY_RELEASE] = "release",
	[ON_EXPIRY_RETURN] = "return",
	[ON_EXPIRY_KEEP] = "keep",
};
static const char *const override_names[] = {
	[OVERRIDE_NONE] = "none",
	[OVERRIDE_JUSTIFY] = "justify",
};

const char *
on_expiry_name(OnExpiry on_expiry)
{
	return on_expiry_names[on_expiry];
}

const char *
override_mode_name(OverrideMode override)
{
	return override_names[override];
}

HoldPlan
hold_plan(const Policy *policy, gint64 now)
{
	g_autoptr(WorkHours) hours = workhours_new(policy->hours, policy->time_zone);

	return (HoldPlan){
		.held = now,
		.remind = workhours_add(hours, now, policy->hold_limit / 4),
		.tell_lead = workhours_add(hours, now, policy->hold_limit / 2),
		.expires = workhours_add(hours, now, policy->hold_limit),
	};
}

char *
hold_token_new(void)
{
	guint8 bytes[TOKEN_BYTES];
	GString *token = g_string_new(NULL);

	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		return g_string_free(token, FALSE);
	for (guint i = 0; i < sizeof bytes; i++)
		g_string_append_printf(token, "%02x", bytes[i]);
	return g_string_free(token, FALSE);
}

char *
hold_token_hash(const char *token)
{
	return *token != '\0' ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, token, -1)
			      : g_strdup("");
}

Hold *
hold_new(const Policy *policy, const char *recipient, gint64 now)
{
	Hold *hold = g_new0(Hold, 1);

	hold->plan = hold_plan(policy, now);
	hold->on_expiry = (OnExpiry)policy->on_expiry;
	hold->override = (OverrideMode)policy->override;
	hold->recipient = g_strdup(recipient);
	hold->token = hold_token_new();
	hold->token_hash = hold_token_hash(hold->token);
	return hold;
}

void
hold_free(Hold *hold)
{
	if (hold == NULL)
		return;
	g_free(hold->recipient);
	g_free(hold->token);
	g_free(hold->token_hash);
	g_free(hold);
}
