/* levels.c - how deep in the thread each line stands. SPDX-License-Identifier: MIT */
#include "levels.h"

#include <string.h>

/* What the walk over the rows remembers. A header block has no end: what follows it at its depth
 * is quoted, and ends only where a line stands less deep. */
typedef struct Walk {
	Rows *rows;
	Levels *levels;
	int flat[LEVELS_MOST + 1];    /* messages begun without marks, by depth */
	int current[LEVELS_MOST + 2]; /* index of the quoted message open at each level; -1 */
	int floor;                    /* a forward's rows never come back to the writer */
	int depth;                    /* of the last row with text */
	bool own_text;                /* the writer has written something */
} Walk;

void
levels_free(Levels *levels)
{
	if (levels == NULL)
		return;
	g_ptr_array_unref(levels->origins);
	g_array_unref(levels->quoted);
	g_free(levels);
}

/* ---- finding the origins ------------------------------------------------------------------- */

/* One Origin or NULL for each row; the rows of one do not belong to another. */
static GPtrArray *
find_origins(Rows *rows, const Attribution *attribution, bool is_helpdesk)
{
	GPtrArray *origins = g_ptr_array_new_with_free_func((GDestroyNotify)origin_free);
	guint least = 0;

	g_ptr_array_set_size(origins, (gint)rows->count);
	for (guint i = 0; i < rows->count;) {
		Origin *origin = origin_at(rows, i, least, attribution);
		if (origin == NULL && is_helpdesk)
			origin = thread_entry_at(rows, i, attribution);
		if (origin == NULL) {
			i++;
			continue;
		}
		guint end = origin->start + MAX(origin->rows, 1);
		origins->pdata[origin->start] = origin;
		i = MAX(end, i + 1);
		least = i;
	}
	return origins;
}

/* A blockquote that no client marked is the writer's own when the real quotation follows below;
 * what Gmail writes for indentation is a quotation only right behind an attribution. */
static void
keep_own_quotes(Rows *rows, const GPtrArray *origins)
{
	guint last = 0;
	bool introduced = false;

	for (guint i = 0; i < rows->count; i++) {
		if (origins->pdata[i] != NULL)
			last = i;
	}
	for (guint i = 0; i < rows->count; i++) {
		Row *row = &rows->row[i];
		if (row_is_blank(row))
			continue;
		bool is_bare = (row->marks & LINE_BARE_QUOTE) != 0;
		bool is_indent = (row->marks & LINE_INDENT) != 0;
		const Origin *origin = origins->pdata[i];
		if (origin != NULL) {
			introduced = true;
			i = origin->start + origin->rows - 1;
			continue;
		}
		if (!is_bare && !is_indent)
			introduced = false;
		else if (!introduced && row->depth > 0 && (is_indent || i < last))
			row->depth--;
	}
}

/* ---- walking ------------------------------------------------------------------------------- */

static int
level_at(const Walk *walk, int depth)
{
	int level = depth;

	for (int i = 0; i <= MIN(depth, (int)LEVELS_MOST); i++)
		level += walk->flat[i];
	return CLAMP(level, walk->floor, LEVELS_MOST);
}

static int *
current_at(Walk *walk, int level)
{
	return &walk->current[CLAMP(level, 0, LEVELS_MOST)];
}

static Quoted *
quoted_at(Walk *walk, int index)
{
	return &g_array_index(walk->levels->quoted, Quoted, index);
}

static int
begin(Walk *walk, int level)
{
	Quoted quoted = { .level = level };

	if (level >= LEVELS_MOST || walk->levels->quoted->len >= QUOTED_MOST)
		walk->levels->is_cut = true;
	if (walk->levels->quoted->len >= QUOTED_MOST)
		return *current_at(walk, level) = QUOTED_MOST - 1;
	g_array_append_val(walk->levels->quoted, quoted);
	for (int i = level; i <= LEVELS_MOST; i++)
		walk->current[i] = -1;
	return *current_at(walk, level) = (int)walk->levels->quoted->len - 1;
}

static void
name_author(Quoted *quoted, const Origin *origin)
{
	bool says = *origin->from->name != '\0' || *origin->from->address != '\0';

	if (!quoted->has_origin || (quoted->from == NULL && says)) {
		quoted->kind = origin->kind;
		quoted->date = origin->date;
		quoted->from = says ? origin->from : NULL;
	}
	quoted->has_origin = true;
}

/* The message open at this level, if it has nothing but a beginning so far and its author may still
 * be named. */
static Quoted *
still_empty(Walk *walk, int level)
{
	int index = level >= 1 ? *current_at(walk, level) : -1;
	if (index < 0)
		return NULL;
	Quoted *quoted = quoted_at(walk, index);
	return quoted->has_text || quoted->from != NULL ? NULL : quoted;
}

static int
ensure(Walk *walk, int level)
{
	int index = *current_at(walk, level);

	return index >= 0 ? index : begin(walk, level);
}

static void
go_flat(Walk *walk, int depth)
{
	if (depth < LEVELS_MOST)
		walk->flat[depth]++;
}

static void
mark_machine(Walk *walk, const Origin *origin, int level, int turn)
{
	for (guint i = origin->start; i < origin->start + origin->rows; i++) {
		Row *row = &walk->rows->row[i];
		row->kind = ROW_MACHINE;
		row->level = level;
		row->turn = turn;
	}
	if (origin->keep > 0)
		walk->rows->row[origin->start].keep = origin->keep;
}

/* The rule that clients draw above their header block goes with it. */
static void
take_rule_above(Walk *walk, guint start, int turn)
{
	for (guint i = start; i > 0 && start - i < 3; i--) {
		Row *row = &walk->rows->row[i - 1];
		if (row_is_blank(row))
			continue;
		if (!row_is_ruled(row) || row->kind != ROW_TEXT)
			return;
		row->kind = ROW_MACHINE;
		row->turn = turn;
	}
}

static void
meet_origin(Walk *walk, const Origin *origin)
{
	int depth = walk->rows->row[origin->start].depth;
	int level = level_at(walk, depth);
	guint next = rows_next(walk->rows, origin->start + origin->rows);
	bool deeper = next < walk->rows->count && walk->rows->row[next].depth > depth;
	Quoted *empty = still_empty(walk, level);
	int turn = level >= 1 ? *current_at(walk, level) : -1;

	bool is_helpdesk = origin->kind == ORIGIN_MARKER || origin->kind == ORIGIN_ENTRY;
	if ((origin->kind == ORIGIN_MARKER && level >= 1 && turn >= 0) ||
		(is_helpdesk && level == 0 && !walk->own_text)) {
		/* A helpdesk's own line: inside what is quoted already, or above the answer itself
		 * when the helpdesk sends it, newest message first. */
	} else if (empty != NULL && !(deeper && origin->kind == ORIGIN_LINE && empty->has_origin)) {
		name_author(empty, origin);
	} else {
		bool goes_flat = !deeper || origin->kind == ORIGIN_FORWARD;
		if (goes_flat && origin->kind == ORIGIN_FORWARD && deeper)
			walk->floor = CLAMP(level + 1, walk->floor, LEVELS_MOST);
		else if (goes_flat)
			go_flat(walk, depth);
		turn = begin(walk, MIN(level + 1, (int)LEVELS_MOST));
		name_author(quoted_at(walk, turn), origin);
	}
	mark_machine(walk, origin, level, turn);
	take_rule_above(walk, origin->start, turn);
	walk->depth = depth;
}

static void
meet_depth(Walk *walk, int depth)
{
	for (int i = depth + 1; depth < walk->depth && i <= LEVELS_MOST; i++)
		walk->flat[i] = 0;
	walk->depth = depth;
}

static void
meet_container(Walk *walk, guint i)
{
	const Row *row = &walk->rows->row[i];
	int level = level_at(walk, row->depth);
	bool begins = (row->marks & LINE_QUOTE_BEGINS) != 0;
	bool forwards = (row->marks & LINE_FORWARD) != 0 &&
			(i == 0 || (walk->rows->row[i - 1].marks & LINE_FORWARD) == 0) &&
			level == 0;

	if ((!begins && !forwards) || still_empty(walk, level) != NULL)
		return;
	go_flat(walk, row->depth);
	int turn = begin(walk, MIN(level + 1, (int)LEVELS_MOST));
	if (forwards)
		quoted_at(walk, turn)->kind = ORIGIN_FORWARD;
}

static void
walk_rows(Walk *walk, const GPtrArray *origins)
{
	for (guint i = 0; i < walk->rows->count; i++) {
		Row *row = &walk->rows->row[i];
		if (row_is_blank(row)) {
			row->level = level_at(walk, walk->depth);
			row->turn = row->level > 0 ? *current_at(walk, row->level) : -1;
			continue;
		}
		meet_depth(walk, row->depth);
		meet_container(walk, i);
		const Origin *origin = origins->pdata[i];
		if (origin != NULL) {
			meet_origin(walk, origin);
			i = origin->start + origin->rows - 1;
			continue;
		}
		row->level = level_at(walk, row->depth);
		if (row->is_template) {
			row->kind = ROW_MACHINE;
			row->turn = row->level > 0 ? *current_at(walk, row->level) : -1;
			take_rule_above(walk, i, row->turn);
		} else if (row->level > 0) {
			row->turn = ensure(walk, row->level);
			quoted_at(walk, row->turn)->has_text = true;
		} else if (!row_is_ruled(row)) {
			walk->own_text = true;
		}
	}
}

static void
reset(Walk *walk)
{
	memset(walk->flat, 0, sizeof(walk->flat));
	for (int i = 0; i < LEVELS_MOST + 2; i++)
		walk->current[i] = -1;
	walk->floor = 0;
	walk->depth = 0;
	walk->own_text = false;
	g_array_set_size(walk->levels->quoted, 0);
	for (guint i = 0; i < walk->rows->count; i++) {
		Row *row = &walk->rows->row[i];
		row->level = 0;
		row->turn = -1;
		row->kind = ROW_TEXT;
		row->keep = 0;
	}
}

static bool
has_own_text(const Rows *rows)
{
	for (guint i = 0; i < rows->count; i++) {
		const Row *row = &rows->row[i];
		if (row->level == 0 && !row_is_blank(row) &&
			(row->kind == ROW_TEXT || row->keep > 0))
			return true;
	}
	return false;
}

/* "Ann wrote:" as the very first line, and below it nothing marked as hers: the answer was typed
 * under the attribution after her words had been deleted. */
static bool
drop_first_line(Rows *rows, GPtrArray *origins)
{
	guint first = rows_next(rows, 0);
	Origin *origin = first < rows->count ? origins->pdata[first] : NULL;

	if (origin == NULL || origin->kind != ORIGIN_LINE || rows->row[first].depth > 0 ||
		(rows->row[first].marks & LINE_QUOTE_BEGINS) != 0)
		return false;
	guint next = rows_next(rows, first + origin->rows);
	if (next >= rows->count || rows->row[next].depth > 0)
		return false;
	for (guint i = first; i < first + origin->rows; i++)
		rows->row[i].kind = ROW_MACHINE;
	origin_free(origin);
	origins->pdata[first] = NULL;
	return true;
}

Levels *
levels_find(Rows *rows, const Attribution *attribution, bool is_forward)
{
	Levels *levels = g_new0(Levels, 1);
	g_autofree Walk *walk = g_new0(Walk, 1);

	levels->origins = find_origins(rows, attribution, thread_mark_templates(rows, attribution));
	levels->quoted = g_array_new(FALSE, TRUE, sizeof(Quoted));
	keep_own_quotes(rows, levels->origins);
	walk->rows = rows;
	walk->levels = levels;
	reset(walk);
	walk_rows(walk, levels->origins);
	guint first = rows_next(rows, 0);
	guint machine = first < rows->count && levels->origins->pdata[first] != NULL
				? ((Origin *)levels->origins->pdata[first])->rows
				: 0;
	if (!is_forward && !has_own_text(rows) && drop_first_line(rows, levels->origins)) {
		reset(walk);
		walk_rows(walk, levels->origins);
		for (guint i = first; i < first + machine; i++)
			rows->row[i].kind = ROW_MACHINE;
	}
	if (levels->quoted->len > 0)
		levels->has_forward =
			g_array_index(levels->quoted, Quoted, 0).kind == ORIGIN_FORWARD &&
			g_array_index(levels->quoted, Quoted, 0).level == 1;
	return levels;
}
