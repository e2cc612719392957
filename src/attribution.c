/* attribution.c - vocabulary of attributions. SPDX-License-Identifier: MIT */
#include "attribution.h"

struct Attribution {
	int languages;
};

Attribution *
attribution_load(const char *const *folders, GError **error)
{
	(void)folders, (void)error;
	return g_new0(Attribution, 1);
}

void
attribution_free(Attribution *attribution)
{
	g_free(attribution);
}
