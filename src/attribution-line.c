/* attribution-line.c - "On Monday, 3 March 2020 at 10:15, Ann Reid <ann@a.example> wrote:".
 *
 * Every client has its own order of date, name, address and verb, and wraps the line anywhere. So
 * rows are joined, one after another, until they read as such a line: a date or an address, a verb
 * or a client's form without one, and an end. What must stand where is language; the words come
 * from the vocabulary. SPDX-License-Identifier: MIT */
#include "config.h" /* strnlen */

#include "origin.h"

#include "fold.h"

#include <string.h>

enum {
	MOST_ROWS = 6,       /* that one attribution is wrapped over */
	MOST_BYTES = 500,    /* of all of them */
	MOST_WRITTEN = 1000, /* ... with what folding drops; reading it takes the square */
	MOST_TAIL = 160,     /* behind the verb: name, address or date */
	START_WITHIN = 40,   /* a date begins in the first words, or there is none */
};

typedef struct Candidate {
	GString *text; /* as written, joined */
	GString *fold; /* as compared, joined */
	guint rows;
	bool starts_well; /* with "On", a digit, a weekday and a digit */
	bool is_marked;   /* the markup says that it is one */
	bool quote_follows;
	bool verb_follows; /* in the next row, wrapped */
} Candidate;

static bool
starts_with_date(const char *fold)
{
	int words = 0;

	for (const char *p = fold; *p != '\0' && p - fold < START_WITHIN && words < 3; p++) {
		if (g_ascii_isdigit(*p))
			return p == fold || strchr(" ,.(\"", p[-1]) != NULL;
		if (*p == ' ')
			words++;
	}
	return false;
}

/* Mostly decides at the first character that a row is none. */
static bool
could_start(const Row *row, const Attribution *attribution, bool *starts_well_out)
{
	const char *start = row->fold + strspn(row->fold, "-> ");

	*starts_well_out =
		attribution_begins(attribution, WORD_ON, start) > 0 || starts_with_date(start);
	if (*starts_well_out || (row->marks & LINE_ATTRIBUTION) != 0)
		return true;
	return row_finds(row, attribution, WORD_WROTE, NULL) != NULL ||
	       strchr(row->fold, '<') != NULL;
}

/* Without the dashes, blanks and broken quote marks around; whether a colon ended it. */
static gsize
trimmed(const char *fold, bool *colon_out)
{
	gsize length = strlen(fold);

	*colon_out = false;
	while (length > 0 && strchr(" -_>:", fold[length - 1]) != NULL) {
		if (fold[length - 1] == '>' && !*colon_out)
			break; /* the end of an address */
		if (fold[length - 1] == ':')
			*colon_out = true;
		length--;
	}
	return length;
}

/* "the manager wrote:" is a story, "bob wrote:" is a client. */
static bool
is_story(const Attribution *attribution, const char *fold, const char *verb)
{
	g_autofree char *before = g_strndup(fold, (gsize)(verb - fold));
	gsize length = 0;

	g_strchomp(before);
	for (const char *p = before;
		(p = attribution_finds(attribution, WORD_SELF, p, &length)) != NULL; p += length) {
		if (p[length] == '\0')
			return true;
	}
	return false;
}

typedef struct Reading {
	const char *verb; /* in fold; NULL when there is none */
	gsize verb_length;
	gsize length; /* of fold without its end */
	bool colon;
	bool date;
	bool time;
	bool address;
} Reading;

/* The last verb: names and subjects may hold one, too. */
static void
find_verb(Reading *reading, const Attribution *attribution, const char *fold)
{
	gsize length = 0;

	for (const char *p = fold;
		(p = attribution_finds(attribution, WORD_WROTE, p, &length)) != NULL; p += length) {
		reading->verb = p;
		reading->verb_length = length;
	}
}

/* Gmail in some languages: "2024-05-06 08:10 GMT+02:00 Ann" and nothing more. */
static bool
has_offset(const char *fold)
{
	const char *gmt = strstr(fold, " gmt");

	return gmt != NULL && (gmt[4] == '+' || gmt[4] == '-') && g_ascii_isdigit(gmt[5]);
}

static bool
ends_in_address(const char *fold, gsize length)
{
	return length > 3 && fold[length - 1] == '>' && strchr(fold, '@') != NULL;
}

/* "On Tuesday, 3 March, Ann Reid wrote:" */
static bool
reads_by_verb(const Candidate *candidate, const Attribution *attribution, const Reading *reading,
	const char *fold, bool *strong_out)
{
	bool certain = (reading->date && reading->time) || reading->address;
	const char *behind = reading->verb + reading->verb_length;

	if (behind < fold + reading->length && (!reading->colon || strlen(behind) > MOST_TAIL ||
						       !(reading->date || reading->address)))
		return false;
	if (!candidate->quote_follows && is_story(attribution, fold, reading->verb))
		return false;
	*strong_out = certain && (candidate->starts_well || reading->address) &&
		      (reading->colon || reading->date);
	if (candidate->starts_well || reading->address)
		return reading->date || reading->address;
	return reading->colon && (candidate->quote_follows || candidate->is_marked);
}

/* "2026-03-03 10:15 GMT+01:00 Ann Reid <ann@a.example>:" */
static bool
reads_by_date(const Candidate *candidate, const Attribution *attribution, const Reading *reading,
	const char *fold, bool *strong_out)
{
	if (!candidate->starts_well || !reading->date || candidate->verb_follows)
		return false;
	bool waits = attribution_begins(attribution, WORD_ON, fold) > 0; /* for its verb */
	bool bare = g_ascii_isdigit(fold[0]) && has_offset(fold);
	*strong_out = reading->time && ((reading->colon && reading->address) || bare);
	if (*strong_out)
		return true;
	if (!waits && ends_in_address(fold, reading->length)) {
		*strong_out = starts_with_date(fold);
		return *strong_out || candidate->quote_follows;
	}
	return reading->colon && candidate->quote_follows;
}

/* Whether the candidate reads as an attribution; *strong_out: even when nothing marked follows. */
static bool
reads_as_one(const Candidate *candidate, const Attribution *attribution, bool *strong_out)
{
	const char *fold = candidate->fold->str + strspn(candidate->fold->str, "-> ");
	Reading reading = { .date = has_date(fold), .address = strchr(fold, '@') != NULL };

	reading.time = reading.date && has_time(fold); /* without a date it tells nothing */
	reading.length = trimmed(fold, &reading.colon);
	/* Android: "---- Ann Reid wrote ----". */
	if (fold - candidate->fold->str >= 3 && g_str_has_suffix(fold, "--"))
		reading.colon = true;
	*strong_out = false;
	if (!reading.date && !reading.address && !reading.colon)
		return false;
	find_verb(&reading, attribution, fold);
	bool is_letter_of = reading.verb == fold && reading.colon && reading.address &&
			    (reading.date || candidate->quote_follows);
	if (is_letter_of) /* "Message written by Ann <ann@a.example> on 3 March at 10:15:" */
		return *strong_out = true;
	bool has_verb = reading.verb != NULL && reading.verb > fold;
	return (has_verb ? reads_by_verb : reads_by_date)(
		candidate, attribution, &reading, fold, strong_out);
}

/* ---- joining ------------------------------------------------------------------------------- */

static bool
has_open_bracket(const char *fold)
{
	int open = 0;

	for (const char *p = fold; *p != '\0'; p++)
		open += *p == '<' ? 1 : *p == '>' && open > 0 ? -1 : 0;
	return open > 0;
}

static void
join(Candidate *candidate, const Row *row, int depth)
{
	if (candidate->text->len > 0) {
		g_string_append_c(candidate->text, ' ');
		g_string_append_c(candidate->fold, ' ');
	}
	/* A quote mark that closes an address was taken for quoting. */
	if (row->depth > depth) {
		g_string_append(candidate->text, "> ");
		g_string_append(candidate->fold, "> ");
	}
	g_string_append(candidate->text, row->text);
	g_string_append(candidate->fold, row->fold);
}

/* Whether row j may continue the candidate whose rows so far stand at depth. */
static bool
may_join(const Rows *rows, const Candidate *candidate, guint j, int depth,
	const Attribution *attribution)
{
	const Row *row = &rows->row[j];

	if (row_is_blank(row) || row_is_ruled(row) ||
		attribution_label(attribution, row->fold, NULL) != WORD_KINDS)
		return false;
	if (row->depth == depth)
		return true;
	return row->depth == depth + 1 && has_open_bracket(candidate->fold->str);
}

static Origin *
finish(Candidate *candidate, guint i, bool is_strong, const Attribution *attribution)
{
	Origin *origin = origin_new(ORIGIN_LINE, i, candidate->rows);

	origin->is_strong = is_strong;
	origin_read_author(origin, attribution, candidate->text->str);
	return origin;
}

static bool
deeper_follows(const Rows *rows, guint i, int depth)
{
	guint next = rows_next(rows, i);

	return next < rows->count &&
	       (rows->row[next].depth > depth || rows->row[next].fold[0] == '|');
}

/* A sentence about a date, or a signature, and below it the attribution. */
static bool
begins_anew(const Row *row, const char *joined, const Attribution *attribution)
{
	if (attribution_begins(attribution, WORD_ON, row->fold) == 0 || !has_date(row->fold))
		return false;
	return row_finds(row, attribution, WORD_WROTE, NULL) != NULL ||
	       attribution_finds(attribution, WORD_WROTE, joined, NULL) == NULL;
}

static Origin *
try_from(const Rows *rows, guint i, bool starts_well, const Attribution *attribution)
{
	g_autoptr(GString) text = g_string_new(NULL), folded = g_string_new(NULL);
	Candidate candidate = { .text = text, .fold = folded, .starts_well = starts_well };
	int depth = rows->row[i].depth, blanks = 0;

	candidate.is_marked = (rows->row[i].marks & LINE_ATTRIBUTION) != 0;
	for (guint j = i; j < rows->count && j < i + MOST_ROWS; j++) {
		const Row *row = &rows->row[j];
		/* Polymail leaves a blank row before the address. */
		if (j > i && row_is_blank(row) && blanks++ == 0 && starts_well &&
			j + 1 < rows->count && rows->row[j + 1].fold[0] == '<')
			continue;
		if (j > i && !may_join(rows, &candidate, j, depth, attribution))
			return NULL;
		if (j > i && begins_anew(row, folded->str, attribution))
			return NULL;
		join(&candidate, row, depth);
		if (candidate.fold->len > MOST_BYTES || candidate.text->len > MOST_WRITTEN)
			return NULL;
		candidate.rows = j + 1 - i;
		candidate.quote_follows = deeper_follows(rows, j + 1, depth);
		candidate.verb_follows =
			j + 1 < rows->count &&
			attribution_begins(attribution, WORD_WROTE, rows->row[j + 1].fold) > 0;
		bool is_strong = false;
		if (reads_as_one(&candidate, attribution, &is_strong) &&
			(is_strong || candidate.quote_follows || candidate.is_marked))
			return finish(&candidate, i, is_strong, attribution);
		if (!starts_well && candidate.rows >= 2)
			return NULL;
	}
	return NULL;
}

/* "thanks On Wed, 4 Apr 2012 at 3:59, bob@a.example wrote:": the writer forgot to press Return. */
static Origin *
try_within(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];
	gsize length = 0;

	if (!deeper_follows(rows, i + 1, row->depth) ||
		row_finds(row, attribution, WORD_WROTE, &length) == NULL)
		return NULL;
	for (const char *p = row->text + 1; *p != '\0' && p - row->text < MOST_BYTES; p++) {
		if (strchr(" -", p[-1]) == NULL || *p == ' ')
			continue;
		if (memchr(row->text, '@', (gsize)(p - row->text)) != NULL)
			return NULL; /* the author, before the date */
		g_autofree char *folded = fold(p);
		gsize on = attribution_begins(attribution, WORD_ON, folded);
		if (on == 0 || !starts_with_date(folded + on + strspn(folded + on, " ")))
			continue;
		Origin *origin = origin_new(ORIGIN_LINE, i, 1);
		origin->keep = (gsize)(p - row->text);
		origin_read_author(origin, attribution, p);
		return origin;
	}
	return NULL;
}

Origin *
attribution_line_at(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];
	bool starts_well = false;

	if (row->length > MOST_BYTES || strnlen(row->text, MOST_WRITTEN + 1) > MOST_WRITTEN ||
		!could_start(row, attribution, &starts_well))
		return NULL;
	Origin *origin = NULL;
	if (!starts_well)
		origin = try_within(rows, i, attribution);
	if (origin == NULL)
		origin = try_from(rows, i, starts_well, attribution);
	return origin;
}
