/* wording.h - what our notices say: templates and words of each language, read once and checked.
 *
 * rules/<language>/notice-held.txt (first line "Subject: ...") with notice-held.html beside it, one
 * pair for each kind; notice.words names feelings, grades and checks. A file in a later folder
 * replaces the one of that name, a .txt also the .html it does not bring along. What a language
 * lacks is said in English, the language every installation has. Immutable and reference-counted:
 * any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WORDING_H
#define EMPATHY_WORDING_H

#include <glib.h>

#include "template.h"

typedef enum NoticeKind {
	NOTICE_HELD,   /* to the agent: the reply was not sent */
	NOTICE_NOTE,   /* to the agent: it was sent; something to think about */
	NOTICE_DIGEST, /* to the agent: several of these in one mail */
	N_NOTICES,
} NoticeKind;

typedef enum WordGroup {
	WORDS_FEELINGS, /* [feelings]: by feeling_name() */
	WORDS_MET,      /* [met]: what a grade means, by grade_name() */
	WORDS_CHECKS,   /* [checks]: what failed, by the check's name */
	N_WORD_GROUPS,
} WordGroup;

typedef struct Wording Wording;

/* EMPATHY_ERROR_SYNTAX with "file:line: ", or _SYSTEM when English lacks a template. */
Wording *wording_load(const char *const *folders, GError **error);
Wording *wording_ref(Wording *wording);
void wording_unref(Wording *wording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wording, wording_unref)

const char *notice_kind_name(NoticeKind kind);
/* Callers free these three. The text is wrapped at 72 columns; html is NULL when there is none. */
char *wording_subject(const Wording *wording, const char *language, NoticeKind kind,
	const TemplateValues *values);
char *wording_text(const Wording *wording, const char *language, NoticeKind kind,
	const TemplateValues *values);
char *wording_html(const Wording *wording, const char *language, NoticeKind kind,
	const TemplateValues *values);
/* The word for it; the name itself when the language has none. Borrowed. */
const char *wording_word(
	const Wording *wording, const char *language, WordGroup group, const char *name);

#endif
