/* report.h - the figures for eyes, for a browser, for a mail and for programs. Whatever the record
 * holds is hostile: nothing of it steers a terminal or becomes markup. Each result: caller frees.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_REPORT_H
#define EMPATHY_REPORT_H

#include <glib.h>
#include <stdbool.h>

#include "figures.h"

/* Plain text; colour uses ANSI. */
char *report_text(const Figures *figures, bool colour);
/* The same for a mail: behind each title the number of its query in the attached file. */
char *report_mail_text(const Figures *figures, const char *file);
/* The queries, numbered, as a file for sqlite3. */
char *report_sql(const Figures *figures);
/* The stories alone, as in the text. */
char *report_stories(const Figures *figures, bool colour);
/* One self-contained page: no script, nothing from elsewhere; dark and light, printable. */
char *report_page(const Figures *figures);
/* What mail programs can show: tables and styles of each element's own, the queries at its end. */
char *report_mail(const Figures *figures);
/* One line: {"since", "until", "policy", "agents", "figures": [{"id", "title", "sql", "columns",
 * "rows", "withheld"}]}. */
char *report_json(const Figures *figures);
/* "How customers felt: 2026-11-02 to 2026-11-28". */
char *report_title(const Figures *figures);

#endif
