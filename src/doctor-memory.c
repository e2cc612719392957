/* doctor-memory.c - which replies could be judged by what their customers wrote, and what would
 * help the others. SPDX-License-Identifier: MIT */
#include "config.h"

#include "doctor.h"
#include "moment.h"
#include "record-memory.h"

enum {
	DAYS = 30,
	ENOUGH = 20, /* replies: fewer say nothing of a helpdesk */
	MANY = 10,   /* percent of replies that nobody can judge */
};

typedef struct Shares {
	gint64 replies, quoted, remembered, without, unsure;
} Shares;

static bool
add_share(const MemoryShare *share, void *data)
{
	Shares *shares = data;

	shares->replies += share->replies;
	if (*share->reason == '\0' && g_str_equal(share->source, "quoted"))
		shares->quoted += share->replies;
	else if (*share->reason == '\0' && g_str_equal(share->source, "remembered"))
		shares->remembered += share->replies;
	else if (g_str_equal(share->reason, "no-customer-text"))
		shares->without += share->replies;
	if (g_str_equal(share->reason, "no-customer-text") && *share->found != '\0')
		shares->unsure += share->replies;
	return true;
}

/* Why nothing is remembered of what those replies answer, and what to change. */
static void
advise(const Patient *patient, Remarks *remarks, const Shares *shares)
{
	const Settings *settings = patient->settings;
	MemoryStock stock = { 0 };

	remark(remarks, HEALTH_ADVICE, NULL,
		"%d of %d replies in %d days could not be judged: they quote nothing, and no mail they "
		"surely answer is remembered. Have the helpdesk include the customer's message in "
		"outgoing mail.",
		(int)shares->without, (int)shares->replies, DAYS);
	if (settings->memory_keep == 0) {
		remark(remarks, HEALTH_ADVICE, g_strdup("[memory]\nkeep = 14d"),
			"[memory] keep is 0: nothing of what customers write is remembered for them.");
		return;
	}
	if (record_memory_stock(patient->record, &stock, NULL) && stock.rows == 0)
		remark(remarks, HEALTH_ADVICE,
			g_strdup("[support]\ninboxes = THE.ADDRESSES@CUSTOMERS.WRITE.TO"),
			"No customer's mail has come in here: let the mail that comes in for the "
			"helpdesk pass this server and its filter, and see that [support] inboxes "
			"(or senders) names where it goes.");
	if (shares->unsure * 100 > shares->without * MANY)
		remark(remarks, HEALTH_ADVICE,
			g_strdup("empathyctl log --verdict=skip --text=no-customer-text"),
			"For %d of them a mail was found, but by a way less sure than [memory] "
			"confidence = %d asks for, or in a form that could not be read.",
			(int)shares->unsure, (int)settings->memory_confidence);
}

void
doctor_memory(const Patient *patient, Remarks *remarks)
{
	Shares shares = { 0 };
	g_autofree char *since = moment_write(patient->now - DAYS * G_GINT64_CONSTANT(86400));

	if (patient->record == NULL ||
		!record_memory_shares(patient->record, since, add_share, &shares, NULL))
		return;
	if (shares.replies > 0)
		remark(remarks, HEALTH_FINE, NULL,
			"Of %d replies in %d days %d were judged by a quotation, %d by the mail that "
			"came in, %d not at all for want of either.",
			(int)shares.replies, DAYS, (int)shares.quoted, (int)shares.remembered,
			(int)shares.without);
	if (shares.replies >= ENOUGH && shares.without * 100 > shares.replies * MANY)
		advise(patient, remarks, &shares);
}
