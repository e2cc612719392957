/* json-value.h - what stands in JSON that came from elsewhere: whatever it may be, nobody is told
 * off for it here. And the JSON that we tell, in one line. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_JSON_VALUE_H
#define EMPATHY_JSON_VALUE_H

#include <glib.h>
#include <json-glib/json-glib.h>

/* NULL when there is no node, or it is no text. Borrowed from it, as all here. */
const char *value_text(JsonNode *node);
/* A member's; "" when there is none. */
const char *value_text_of(JsonObject *object, const char *name);
/* A member that is a whole number, else 0. */
gint64 value_number_of(JsonObject *object, const char *name);

/* One line without the line end, every control character of ASCII escaped; caller frees. */
char *value_line(JsonNode *value);
/* An array of texts in UTF-8 (of char *), likewise; NULL has none. */
char *value_list(const GPtrArray *texts);

#endif
