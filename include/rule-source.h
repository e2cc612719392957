/* rule-source.h - the rule files of one language as written: sections and shared vocabulary.
 *
 * A later folder's rule or define replaces one of the same name in an earlier folder; twice in one
 * folder is an error. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RULE_SOURCE_H
#define EMPATHY_RULE_SOURCE_H

#include "inifile.h"

/* One rule as written; path and section are borrowed from the files. */
typedef struct SourceRule {
	const char *path;
	const IniSection *section;
	guint folder;
} SourceRule;

typedef struct RuleSource {
	char *language;
	GPtrArray *files;    /* of IniFile */
	GPtrArray *rules;    /* of SourceRule, in the order of first appearance */
	GHashTable *by_name; /* section name -> SourceRule; borrowed */
	GHashTable *defines; /* name -> Define; see rule-source.c */
	GPtrArray *idle;     /* of char *, "file:line: ...": defines that have no say */
	GPtrArray *covered;  /* of char *, names: what the first folder says otherwise */
} RuleSource;

RuleSource *rule_source_new(const char *language);
void rule_source_free(RuleSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RuleSource, rule_source_free)

/* Adds every *.rules file of a folder, by name. folder: its number, later ones replace. */
gboolean rule_source_add_folder(RuleSource *source, const char *path, guint folder, GError **error);
/* After the last folder: every define must expand, used or not. Those of later folders that name
 * one that is not there are dropped instead, and told in idle. */
gboolean rule_source_settle(RuleSource *source, GError **error);
/* The first {NAME} in a text that no define has, or NULL; caller frees. */
char *rule_source_missing(const RuleSource *source, const char *text);

/* "/regex/" or "/regex/C" with its {NAME}s filled in; caller frees. NULL with the error at the
 * entry's line. */
char *rule_source_regex(const RuleSource *source, const char *path, const IniEntry *entry,
	gboolean *case_sensitive_out, GError **error);
/* A define filled in, or NULL when there is none of that name; caller frees. */
char *rule_source_define(const RuleSource *source, const char *name);
/* The error that a define, which must be there, is wrong in this way. Always FALSE. */
gboolean rule_source_define_error(
	const RuleSource *source, const char *name, const char *message, GError **error);

#endif
