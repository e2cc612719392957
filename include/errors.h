/* errors.h - the one error domain; callers only ever ask three questions of an error.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ERRORS_H
#define EMPATHY_ERRORS_H

#include <glib.h>
#include <stdbool.h>

#define EMPATHY_ERROR (empathy_error_quark())
GQuark empathy_error_quark(void);

typedef enum EmpathyError {
	EMPATHY_ERROR_SYNTAX, /* a file a person wrote is wrong; the text begins with file:line: */
	EMPATHY_ERROR_MAIL,   /* this message cannot be read */
	EMPATHY_ERROR_SYSTEM, /* disk, socket, database */
} EmpathyError;

/* EMPATHY_ERROR_SYSTEM: "cannot read 'path': permission denied". number: as errno has them. Always
 * gives false. */
bool error_set_system(GError **error, const char *what, const char *path, int number);

#endif
