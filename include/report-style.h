/* report-style.h - the look of a report's page. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_REPORT_STYLE_H
#define EMPATHY_REPORT_STYLE_H

/* CSS: colours by name, light and dark; what is printed is light. */
extern const char report_style[];

#endif
