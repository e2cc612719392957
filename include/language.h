/* language.h - which language a text is in (libexttextcat), as far as the rules care.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LANGUAGE_H
#define EMPATHY_LANGUAGE_H

#include <glib.h>

/* Two-letter code, or "" when the text is too short or unclear to tell. Static string. Any thread.
 */
const char *language_guess(const char *text);

#endif
