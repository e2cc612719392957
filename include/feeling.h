/* feeling.h - the words of the trade: feelings, their families, life events, grades.
 *
 * Tables only. Burleson's person-centredness gives the grades, Smith & Ellsworth's appraisals the
 * feelings; the requirement is met per family, the exact feeling is for the notice's words.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FEELING_H
#define EMPATHY_FEELING_H

#include <glib.h>
#include <stdbool.h>

typedef enum FeelingKind {
	FEELING_FRUSTRATION,
	FEELING_ANGER,
	FEELING_DISAPPOINTMENT,
	FEELING_WORRY,
	FEELING_CONFUSION,
	FEELING_URGENCY,
	FEELING_IGNORED,
	FEELING_LEAVING,
	FEELING_EMBARRASSMENT,
	FEELING_GRIEF,
	FEELING_JOY,
	N_FEELINGS,
} FeelingKind;

typedef enum FeelingFamily {
	FAMILY_UPSET,
	FAMILY_ANXIOUS,
	FAMILY_SHAME,
	FAMILY_GRIEF,
	FAMILY_JOY,
	N_FAMILIES,
} FeelingFamily;

typedef enum EventKind {
	EVENT_BEREAVEMENT,
	EVENT_ILLNESS,
	EVENT_SEPARATION,
	EVENT_BABY,
	EVENT_OCCASION,
	EVENT_MOVING,
	EVENT_HARDSHIP,
	EVENT_CARING,
	EVENT_DISTRESS,
	N_EVENTS,
} EventKind;

/* How a reply met a feeling, worst first: compare with < and >. */
typedef enum Grade {
	GRADE_DISMISSIVE, /* denied, belittled, or the wrong feeling answered */
	GRADE_NONE,
	GRADE_FORMULA,  /* a stock phrase that would fit any mail */
	GRADE_GENERIC,  /* names the feeling or takes the customer's side, nothing of this case */
	GRADE_SPECIFIC, /* takes up this customer's own case together with the feeling */
} Grade;

/* How strongly: compare with < and >. */
typedef enum Intensity {
	INTENSITY_FAINT = 1, /* never asks for anything */
	INTENSITY_CLEAR,     /* asks for an answer to it: at least GRADE_GENERIC */
	INTENSITY_STRONG,    /* asks for GRADE_SPECIFIC */
} Intensity;

/* What a customer let show. Values: owned by the Customer that holds them. */
typedef struct Feeling {
	FeelingKind kind;
	int intensity;      /* INTENSITY_FAINT and so on */
	bool is_explicit;   /* said in so many words, not only implied by what happened */
	bool is_certain;    /* all of the text speaks so clearly for it that a reply may be held */
	char *rule;         /* the strongest that found it */
	char *evidence;     /* exact words of the customer */
	Grade acknowledged; /* filled by acknowledgement.c; GRADE_NONE until then */
	char *by;           /* exact words of the reply that met it best; "" when none did */
} Feeling;

void feeling_free(gpointer feeling);
const char *feeling_name(FeelingKind kind);
/* "frustration, anger, ...": all of them, for messages; caller frees. */
char *feeling_names(void);
FeelingFamily feeling_family(FeelingKind kind);
const char *family_name(FeelingFamily family);
bool feeling_is_negative(FeelingKind kind);
/* Hard to bear and alike enough that one good acknowledgement serves all of them: not grief. */
bool feeling_is_shared(FeelingKind kind);
/* False when the name is unknown; likewise below. */
bool feeling_from_name(const char *name, FeelingKind *kind_out);
const char *event_name(EventKind kind);
char *event_names(void);
bool event_from_name(const char *name, EventKind *kind_out);
const char *grade_name(Grade grade);

#endif
