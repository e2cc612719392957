/* doctor.h - looks at an installation from all sides and says what is wrong, what it means and
 * which line to change.
 *
 * Each question is a function, a row of the table in doctor.c; each subject a file doctor-*.c.
 * Nothing is changed; what is run has fixed arguments (program.h). One thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_DOCTOR_H
#define EMPATHY_DOCTOR_H

#include <glib.h>
#include <stdbool.h>

#include "mail-server.h"
#include "record.h"
#include "settings.h"

typedef enum Health {
	HEALTH_FINE,
	HEALTH_ADVICE, /* works, and could be better; or could not be looked at */
	HEALTH_FAULT,  /* something that is wanted does not happen */
	N_HEALTHS,
} Health;

typedef struct Remark {
	Health health;
	const char *check; /* name of the row that says it */
	char *what;        /* what was seen, and what it means */
	char *change;      /* the line to type or write; NULL when there is none */
} Remark;

typedef struct Remarks {
	GPtrArray *list;   /* of Remark, in order */
	const char *check; /* the row at work */
} Remarks;

/* What all look at. */
typedef struct Patient {
	const Settings *settings;
	const char *settings_path;  /* NULL: everything is at its default */
	const MailServer *server;   /* NULL when its configuration cannot be read */
	const char *server_trouble; /* why, then; "" else */
	const Endpoint *socket;     /* where our daemon listens; NULL: not understood */
	Record *record;             /* NULL when it cannot be read */
	const char *record_trouble; /* why, then */
	gint64 now;
} Patient;

typedef void (*DoctorLook)(const Patient *patient, Remarks *remarks);

/* All rows in order; a row about the mail server is left out when that could not be read. */
Remarks *doctor_examine(const Patient *patient);
void remarks_free(Remarks *remarks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Remarks, remarks_free)
guint remarks_count(const Remarks *remarks, Health health);
const char *health_name(Health health);

/* For the rows. change: taken; NULL when there is nothing to type. */
void remark(Remarks *remarks, Health health, char *change, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/* doctor-server.c: the mail server's configuration */
void doctor_server(const Patient *patient, Remarks *remarks);
void doctor_judged(const Patient *patient, Remarks *remarks);
void doctor_signing(const Patient *patient, Remarks *remarks);
void doctor_when_down(const Patient *patient, Remarks *remarks);
void doctor_protocol(const Patient *patient, Remarks *remarks);
void doctor_queue(const Patient *patient, Remarks *remarks);
/* doctor-socket.c: the way from the mail server to the daemon */
void doctor_socket(const Patient *patient, Remarks *remarks);
/* doctor-notice.c: how agents are told */
void doctor_notices(const Patient *patient, Remarks *remarks);
void doctor_returned(const Patient *patient, Remarks *remarks);
/* doctor-record.c: what is written down, and who may */
void doctor_record(const Patient *patient, Remarks *remarks);
void doctor_requests(const Patient *patient, Remarks *remarks);
void doctor_poison(const Patient *patient, Remarks *remarks);
/* doctor-rules.c: whose replies are judged, and by what */
void doctor_scope(const Patient *patient, Remarks *remarks);
void doctor_rules(const Patient *patient, Remarks *remarks);
/* doctor-memory.c: which replies can be judged by what customers wrote */
void doctor_memory(const Patient *patient, Remarks *remarks);
/* doctor-units.c: systemd */
void doctor_units(const Patient *patient, Remarks *remarks);

#endif
