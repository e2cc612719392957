/* template.h - a text with holes, as administrators may edit it.
 *
 *   {{name}}                    the value; in HTML its markup is escaped
 *   {{#name}} ... {{/name}}     once when the value is not empty; once for each item of a list
 *   {{^name}} ... {{/name}}     only when it is empty
 *   {{> name}}                  another text in this place, for what several have in common
 *   {{! ... }}                  a comment
 *
 * A line with nothing but one of the last four on it leaves no line behind. Names are checked when
 * the file is read, so that filling cannot fail. Immutable after parsing: any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TEMPLATE_H
#define EMPATHY_TEMPLATE_H

#include <glib.h>
#include <stdbool.h>

/* What a template may name. A list ends with an all-NULL row. */
typedef struct TemplateName {
	const char *name;
	const struct TemplateName *inside; /* of a list: what its items have besides; else NULL */
} TemplateName;

typedef enum TemplateKind { TEMPLATE_TEXT, TEMPLATE_HTML } TemplateKind;

typedef struct Template Template;

/* A text as it was written, and where. */
typedef struct TemplateSource {
	const char *path;
	int first_line; /* of the file, where text begins */
	const char *text;
} TemplateSource;

/* Where {{> name}} is looked for. */
typedef struct TemplateParts {
	bool (*find)(const char *name, const void *data, TemplateSource *source_out);
	const void *data;
} TemplateParts;

#define TEMPLATE_MOST_BYTES (64 * 1024)
#define TEMPLATE_MOST_DEPTH 4
#define TEMPLATE_MOST_PIECES 10000

/* parts may be NULL. EMPATHY_ERROR_SYNTAX with "path:line: ", of the part where that is wrong. */
Template *template_parse(TemplateKind kind, const TemplateSource *source, const TemplateName *names,
	const TemplateParts *parts, GError **error);
void template_free(Template *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

typedef struct TemplateValues TemplateValues;
TemplateValues *template_values_new(void);
void template_values_free(TemplateValues *values);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemplateValues, template_values_free)
/* Copies; NULL is "". What is not set is empty. */
void template_values_set(TemplateValues *values, const char *name, const char *text);
/* One more item of a list; it belongs to values. */
TemplateValues *template_values_add(TemplateValues *values, const char *list);

/* Caller frees. */
char *template_fill(const Template *self, const TemplateValues *values);

#endif
