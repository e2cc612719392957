/* chart.c - figures as pictures: what all of them share. SPDX-License-Identifier: MIT */
#include "chart.h"

#include "markup.h"

typedef struct Drawing {
	int (*height)(const Chart *chart);
	void (*draw)(const Chart *chart);
	const char *says; /* of what the picture alone has, behind what is said of the figure */
} Drawing;

#define LIKELY " where the true share lies, 19 times of 20."

static const Drawing drawings[] = {
	[FIGURE_HEADLINE] = { NULL, NULL, "" },
	[FIGURE_TIME] = { chart_time_height, chart_draw_time, "" },
	[FIGURE_TREND] = { chart_time_height, chart_draw_trend, " The band is" LIKELY },
	[FIGURE_COUNTS] = { chart_bars_height, chart_draw_counts, "" },
	[FIGURE_SHARES] = { chart_bars_height, chart_draw_shares,
		" The line through each end is" LIKELY },
	[FIGURE_STACKS] = { chart_bars_height, chart_draw_stacks, "" },
	[FIGURE_TABLE] = { NULL, NULL, "" },
	[FIGURE_STORIES] = { NULL, NULL, "" },
};

bool
chart_is_drawn(const Figure *figure)
{
	return drawings[figure->kind->shape].draw != NULL && figure->withheld == NULL &&
	       figure->rows->len > 0;
}

const char *
chart_says(const Figure *figure)
{
	return chart_is_drawn(figure) ? drawings[figure->kind->shape].says : "";
}

char *
chart_class(const Figure *figure, guint series)
{
	const char *palette = figure->kind->palette;

	return g_strdup_printf("%s%u", palette != NULL ? palette : "share", series);
}

void
chart_write(GString *out, const Figures *figures, const Figure *figure, int width)
{
	Chart chart = { out, figures, figure, width, 0 };
	const FigureKind *kind = figure->kind;
	const char *size = width == CHART_WIDE ? "wide" : "narrow";

	chart.height = drawings[kind->shape].height(&chart);
	markup(out,
		"<svg class=\"chart %s\" role=\"img\" aria-labelledby=\"%s-%s-t %s-%s-d\""
		" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n"
		"<title id=\"%s-%s-t\">%s</title><desc id=\"%s-%s-d\">%s%s The numbers are in the table"
		" below.</desc>\n",
		size, kind->id, size, kind->id, size, width, chart.height, width, chart.height,
		kind->id, size, kind->title, kind->id, size, kind->says, chart_says(figure));
	drawings[kind->shape].draw(&chart);
	g_string_append(out, "</svg>\n");
}
