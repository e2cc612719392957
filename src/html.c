/* html.c - HTML mail to lines. SPDX-License-Identifier: MIT */
#include "html.h"

GPtrArray *
html_to_lines(const char *html, gsize length, gboolean *cut_out)
{
	(void)html, (void)length;
	*cut_out = FALSE;
	return g_ptr_array_new();
}
