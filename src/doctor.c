/* doctor.c - the table of questions about an installation. SPDX-License-Identifier: MIT */
#include "config.h"

#include "doctor.h"

static const struct {
	const char *name;
	bool is_about_server;
	DoctorLook look;
} rows[] = {
	{ "mail-server", false, doctor_server },
	{ "judged", true, doctor_judged },
	{ "signing", true, doctor_signing },
	{ "when-down", true, doctor_when_down },
	{ "protocol", true, doctor_protocol },
	{ "queue", true, doctor_queue },
	{ "socket", false, doctor_socket },
	{ "notices", false, doctor_notices },
	{ "returned", false, doctor_returned },
	{ "scope", false, doctor_scope },
	{ "rules", false, doctor_rules },
	{ "record", false, doctor_record },
	{ "requests", false, doctor_requests },
	{ "poison", false, doctor_poison },
	{ "memory", false, doctor_memory },
	{ "units", false, doctor_units },
};

static const char *const health_names[N_HEALTHS] = {
	[HEALTH_FINE] = "fine",
	[HEALTH_ADVICE] = "advice",
	[HEALTH_FAULT] = "fault",
};

const char *
health_name(Health health)
{
	return health_names[health];
}

static void
remark_free(gpointer data)
{
	Remark *one = data;

	g_free(one->what);
	g_free(one->change);
	g_free(one);
}

void
remark(Remarks *remarks, Health health, char *change, const char *format, ...)
{
	Remark *one = g_new0(Remark, 1);
	va_list arguments;

	va_start(arguments, format);
	one->what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	one->health = health;
	one->check = remarks->check;
	one->change = change;
	g_ptr_array_add(remarks->list, one);
}

Remarks *
doctor_examine(const Patient *patient)
{
	Remarks *remarks = g_new0(Remarks, 1);

	remarks->list = g_ptr_array_new_with_free_func(remark_free);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		remarks->check = rows[i].name;
		if (!rows[i].is_about_server || patient->server != NULL)
			rows[i].look(patient, remarks);
	}
	return remarks;
}

void
remarks_free(Remarks *remarks)
{
	if (remarks == NULL)
		return;
	g_ptr_array_unref(remarks->list);
	g_free(remarks);
}

guint
remarks_count(const Remarks *remarks, Health health)
{
	guint n = 0;

	for (guint i = 0; i < remarks->list->len; i++)
		n += ((const Remark *)remarks->list->pdata[i])->health == health;
	return n;
}
