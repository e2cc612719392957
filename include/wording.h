/* wording.h - what our notices say: templates and words of each language, read once and checked.
 *
 * rules/<language>/notice-held.txt (first line "Subject: ...") with notice-held.html beside it, one
 * pair for each kind; what several have in common is notice-part-NAME.txt or .html, put where
 * {{> NAME}} stands. notice.words names feelings, grades, checks and more. A file in a later folder
 * replaces the one of that name, a .txt also the .html it does not bring along. What a language
 * lacks is said in English, the language every installation has. Immutable and reference-counted:
 * any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WORDING_H
#define EMPATHY_WORDING_H

#include <glib.h>
#include <stdbool.h>

#include "template.h"

/* The language every installation has. */
#define WORDING_FALLBACK "en"

typedef enum NoticeKind {
	NOTICE_HELD,      /* to the agent: the reply was not sent */
	NOTICE_NOTE,      /* to the agent: it was sent; something to think about */
	NOTICE_DIGEST,    /* to the agent: several of these in one mail */
	NOTICE_REMINDED,  /* to the agent: it is still held */
	NOTICE_LEAD,      /* to the lead: a reply is held, and nobody has decided */
	NOTICE_RELEASED,  /* to the agent: its time is over, it was sent as it is */
	NOTICE_RETURNED,  /* to the agent: it was not sent, here it is back */
	NOTICE_DISCARDED, /* to the agent: somebody withdrew it */
	NOTICE_CONFIRMED, /* to whom answered a notice: what is done about it */
	NOTICE_REFUSED,   /* likewise: why nothing is */
	N_NOTICES,
} NoticeKind;

typedef enum WordGroup {
	WORDS_FEELINGS, /* [feelings]: by feeling_name() */
	WORDS_MET,      /* [met]: what a grade means, by grade_name() */
	WORDS_CHECKS,   /* [checks]: what failed, by the check's name */
	WORDS_DAYS,     /* [days]: by "mon" to "sun" */
	WORDS_KINDS,    /* [kinds]: a line of the digest, by notice_kind_name() */
	WORDS_ANSWERS,  /* [answers]: the first word of an answer, by wish_name(); commas between */
	WORDS_REFUSALS, /* [refusals]: why an answer is not heeded, by refusal_name() */
	N_WORD_GROUPS,
} WordGroup;

/* What one can answer to a notice. */
typedef enum Wish {
	WISH_NONE,
	WISH_RELEASE,
	WISH_DISCARD,
	WISH_WRONG,
	WISH_STORIES, /* and nothing clear behind it */
	WISH_STORIES_YES,
	WISH_STORIES_NO,
	N_WISHES,
} Wish;

typedef enum Refusal {
	REFUSAL_NONE,
	REFUSAL_TOKEN,   /* no reference of ours, or not the one that belongs to it */
	REFUSAL_USED,    /* it has done its work */
	REFUSAL_FOREIGN, /* somebody else's reply */
	REFUSAL_OVER,    /* it is not held any more */
	REFUSAL_WORD,    /* none of the words there are */
	REFUSAL_REASON,  /* none is given */
	REFUSAL_POLICY,  /* agents may not */
	REFUSAL_ASKED,   /* somebody else asked for another thing */
	N_REFUSALS,
} Refusal;

typedef struct Wording Wording;

/* EMPATHY_ERROR_SYNTAX with "file:line: ", or _SYSTEM when English lacks a template. */
Wording *wording_load(const char *const *folders, GError **error);
Wording *wording_ref(Wording *wording);
void wording_unref(Wording *wording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wording, wording_unref)

const char *notice_kind_name(NoticeKind kind);
const char *wish_name(Wish wish);
const char *refusal_name(Refusal refusal);

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
/* Which answer begins with this word, in any language there is, named in language_out (borrowed;
 * may be NULL); WISH_NONE: none does. The last two of the enum come behind WISH_STORIES alone. */
Wish wording_wish(const Wording *wording, const char *word, const char **language_out);

#endif
