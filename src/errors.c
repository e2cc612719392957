/* errors.c - the one error domain. SPDX-License-Identifier: MIT */
#include "errors.h"

G_DEFINE_QUARK(empathy - error - quark, empathy_error)

bool
error_set_system(GError **error, const char *what, const char *path, int number)
{
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s '%s': %s", what, path,
		g_strerror(number));
	return false;
}
