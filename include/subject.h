/* subject.h - what mail programs put before the subject of a reply: "Re:", "AW:", "SV:", "Re[2]:".
 * What stands at its end. Bytes in, nothing is kept: any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SUBJECT_H
#define EMPATHY_SUBJECT_H

#include <stdbool.h>

/* What comes after any number of such marks, and blanks; within subject. */
const char *subject_without_marks(const char *subject);
/* Does it begin with one? "[Ticket#4711]" and the like may stand before it. */
bool subject_is_reply(const char *subject);

/* "[as is: no returns]" at the end of "Re: a lamp [As is:  no returns]", made comparable; "" when
 * nothing in brackets stands there. Valid UTF-8; caller frees. */
char *subject_tail(const char *subject);

#endif
