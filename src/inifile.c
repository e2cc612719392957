/* inifile.c - the shared file syntax. SPDX-License-Identifier: MIT */
#include "inifile.h"

#include "errors.h"

IniFile *
inifile_load(const char *path, GError **error)
{
	inifile_error(error, path, 1, "not read yet");
	return NULL;
}

IniFile *
inifile_parse(const char *path, const char *text, gsize length, GError **error)
{
	(void)text, (void)length;
	inifile_error(error, path, 1, "not read yet");
	return NULL;
}

void
inifile_free(IniFile *file)
{
	g_free(file);
}

gboolean
inifile_error(GError **error, const char *path, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX, "%s:%d: %s", path, line, message);
	return FALSE;
}
