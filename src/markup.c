/* markup.c - HTML and SVG, written so that no value can become markup. SPDX-License-Identifier: MIT
 */
#include "markup.h"

#include <stdarg.h>

void
markup(GString *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_markup_vprintf_escaped(format, arguments);
	va_end(arguments);
	g_string_append(out, text);
}
