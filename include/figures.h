/* figures.h - what a report shows, as plain tables: the same for its text, its page, its mail and
 * for programs.
 *
 * Each figure has the SQL it came from, ready to run again. It is about teams: nothing per agent
 * unless [log] per-agent says so, no row of fewer than FIGURES_SMALLEST messages, and nothing about
 * how replies were written where fewer people than that wrote them.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FIGURES_H
#define EMPATHY_FIGURES_H

#include <glib.h>
#include <stdbool.h>

enum { FIGURES_SMALLEST = 5 };

/* How it is drawn; cells are numbers but for the first. */
typedef enum FigureShape {
	FIGURE_HEADLINE, /* name, part, whole: one tile each */
	FIGURE_TIME,     /* first day of a stretch of time, then a number for each series */
	FIGURE_TREND,    /* first day, part, whole: a share over time */
	FIGURE_COUNTS,   /* name, number */
	FIGURE_SHARES,   /* name, part, whole */
	FIGURE_STACKS,   /* name, then a number for each series: parts of a whole */
	FIGURE_TABLE,    /* anything */
	FIGURE_STORIES,  /* when, feeling, the customer's words, the reply's, author, id */
} FigureShape;

typedef enum FigureAbout {
	FIGURE_ABOUT_MAIL,    /* customers, or the filter itself */
	FIGURE_ABOUT_REPLIES, /* how a team writes: only of enough people */
	FIGURE_ABOUT_AGENTS,  /* each by name: only where that was agreed */
} FigureAbout;

enum { FIGURE_MOST_COLUMNS = 8 };

typedef struct FigureKind {
	const char *id; /* a word: the anchor on the page, the name for programs */
	const char *section;
	const char *title;
	const char *says; /* how to read it, one or two sentences */
	FigureShape shape;
	FigureAbout about;
	const char *columns[FIGURE_MOST_COLUMNS + 1];
	const char *palette; /* which colours its series have */
	const char *empty;   /* what it means when there is nothing */
	/* {where}: the outcomes, their view's columns; {stretch}: the day
	 * a stretch of time begins, of the column at; {smallest} and {people}: of messages, of
	 * authors; {authors}: a condition. */
	const char *sql;
} FigureKind;

extern const FigureKind figure_kinds[];
extern const guint figure_kinds_length;

typedef struct Figure {
	const FigureKind *kind;
	char *sql;            /* as it was run; "" when it was not */
	GPtrArray *rows;      /* of char **: as many cells as the kind has columns */
	const char *withheld; /* why it is not shown; NULL when it is */
} Figure;

typedef enum FigureStretch { STRETCH_DAY, STRETCH_WEEK, STRETCH_MONTH } FigureStretch;

typedef struct Figures {
	char *since, *until; /* ISO 8601 UTC */
	char *policy;        /* "": all */
	char *made_at;       /* ISO 8601 UTC */
	FigureStretch stretch;
	guint n_agents; /* who wrote the replies that were judged */
	bool per_agent;
	GPtrArray *figures; /* of Figure, in the order of figure_kinds */
} Figures;

/* policy may be NULL. */
Figures *figures_new(const char *since, const char *until, const char *policy, const char *made_at);
/* An empty one at the end; the figures own it. */
Figure *figures_add(Figures *figures, const FigureKind *kind);
void figures_free(Figures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Figures, figures_free)

/* By id; NULL when there is none. */
const Figure *figures_find(const Figures *figures, const char *id);
/* Not where nobody asked for it: what was not asked for is not missed. */
bool figure_is_shown(const Figure *figure);
/* By which a query is known where nothing can be linked, from 1; 0: it has none. */
guint figures_query_number(const Figures *figures, const Figure *figure);
guint figure_columns(const FigureKind *kind);
const char *figure_cell(const Figure *figure, guint row, guint column);
/* A cell as a number; 0 when it is none. */
gint64 figure_number(const Figure *figure, guint row, guint column);
/* Of a row's numbers. */
gint64 figure_sum(const Figure *figure, guint row);
/* The largest sum. */
gint64 figure_most(const Figure *figure);
/* Adds rows of zeros for stretches in which nothing happened, so that time runs evenly. */
void figures_fill_time(const Figures *figures, Figure *figure);

/* What the record's words mean to a reader: "superseded" is "replaced by a later reply". The same
 * text where there is nothing to add. */
const char *figures_word(const char *word);
/* "84.2 %", "-" of nothing; caller frees. */
char *figures_percent(gint64 part, gint64 whole);
/* "12,345"; caller frees. */
char *figures_count(gint64 number);
/* "2 Nov", or "Nov 2026" of months; caller frees. */
char *figures_day(const Figures *figures, const char *day);
/* "2026-11-28"; caller frees. */
char *figures_last_day(const Figures *figures);
/* "2026-11-02 to 2026-11-28"; caller frees. */
char *figures_period(const Figures *figures);
/* How privacy is kept, some sentences; static. */
const char *figures_privacy(void);

#endif
