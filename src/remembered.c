/* remembered.c - a customer's mail from before. SPDX-License-Identifier: MIT */
#include "remembered.h"

static const struct {
	const char *name;
	int confidence;
} ways[N_FOUND] = {
	[FOUND_GIVEN] = { "given", 100 },
	[FOUND_IN_REPLY_TO] = { "in-reply-to", 99 },
	[FOUND_REFERENCES] = { "references", 95 },
	[FOUND_THREAD] = { "thread", 90 },
	[FOUND_TICKET] = { "ticket", 85 },
	[FOUND_SUBJECT] = { "subject", 75 },
	[FOUND_LATEST] = { "latest", 50 },
};

const char *
found_name(FoundBy by)
{
	return ways[by].name;
}

int
found_confidence(FoundBy by)
{
	return ways[by].confidence;
}

void
remembered_free(Remembered *remembered)
{
	if (remembered == NULL)
		return;
	g_free(remembered->address);
	g_free(remembered->language);
	g_free(remembered->seen);
	customer_free(remembered->customer);
	g_free(remembered->text);
	g_free(remembered);
}
