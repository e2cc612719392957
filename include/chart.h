/* chart.h - figures as pictures: SVG without script, for a page that brings its style.
 *
 * Colours are classes ("family1", "grade3"), so that one picture is right in light and dark. Each
 * has a name and a description for those who hear it, and a tooltip for every mark.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CHART_H
#define EMPATHY_CHART_H

#include <glib.h>
#include <stdbool.h>

#include "figures.h"

/* Widths it is drawn for, in pixels: letters keep their size on a phone. */
enum { CHART_WIDE = 728, CHART_NARROW = 328 };

/* Can this shape be drawn, and is there something to draw? */
bool chart_is_drawn(const Figure *figure);
/* What the picture has that the numbers have not, as a sentence to go on with; "" for nothing. */
const char *chart_says(const Figure *figure);
/* Appends <svg>. Ids in it begin with the figure's and end with the width's. */
void chart_write(GString *out, const Figures *figures, const Figure *figure, int width);
/* The class of a series' colour, from 1; caller frees. */
char *chart_class(const Figure *figure, guint series);

/* ---- among chart*.c ---- */

typedef struct Chart {
	GString *out;
	const Figures *figures;
	const Figure *figure;
	int width, height;
} Chart;

int chart_time_height(const Chart *chart);
void chart_draw_time(const Chart *chart);
void chart_draw_trend(const Chart *chart);
int chart_bars_height(const Chart *chart);
void chart_draw_counts(const Chart *chart);
void chart_draw_shares(const Chart *chart);
void chart_draw_stacks(const Chart *chart);

#endif
