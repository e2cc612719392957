/* test-subject.c - the marks of replies in subjects. SPDX-License-Identifier: MIT */
#include "subject.h"

#include <glib.h>

static const struct {
	const char *name, *subject, *bare;
	bool is_reply;
} given[] = {
	{ "nothing", "", "", false },
	{ "none", "Late parcel", "Late parcel", false },
	{ "re", "Re: Late parcel", "Late parcel", true },
	{ "small", "re:late parcel", "late parcel", true },
	{ "german", "AW: Late parcel", "Late parcel", true },
	{ "a-whole-word", "Antwort: Late parcel", "Late parcel", true },
	{ "swedish", "SV: Late parcel", "Late parcel", true },
	{ "hungarian", "V\xC3\xA1: Late parcel", "Late parcel", true },
	{ "korean", "\xED\x9A\x8C\xEC\x8B\xA0: Late parcel", "Late parcel", true },
	{ "chinese", "\xE5\x9B\x9E\xE5\xA4\x8D\xEF\xBC\x9A Late parcel", "Late parcel", true },
	{ "french-puts-a-blank", "RE : Late parcel", "Late parcel", true },
	{ "several", " Re: AW:  Antw: Late parcel", "Late parcel", true },
	{ "counted", "Re[2]: Re^3: Re(4): Late parcel", "Late parcel", true },
	{ "counted-by-nothing", "Re[]: Late parcel", "Re[]: Late parcel", false },
	{ "alone", "Re:", "", true },
	{ "behind-a-ticket", "[Ticket#551] [EXT] Re: Late parcel",
		"[Ticket#551] [EXT] Re: Late parcel", true },
	{ "a-ticket-alone", "[#551] Late parcel", "[#551] Late parcel", false },
	{ "an-open-bracket", "[Re: Late parcel", "[Re: Late parcel", false },
	{ "a-longer-word", "Return: Late parcel", "Return: Late parcel", false },
	{ "a-word-before", "On re: Late parcel", "On re: Late parcel", false },
	{ "no-colon", "Re Late parcel", "Re Late parcel", false },
	{ "a-forward", "Fwd: Re: Late parcel", "Fwd: Re: Late parcel", false },
};

static void
is_told(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);

	g_assert_cmpstr(subject_without_marks(given[n].subject), ==, given[n].bare);
	g_assert_cmpint(subject_is_reply(given[n].subject), ==, given[n].is_reply);
}

static const struct {
	const char *subject, *tail;
} tails[] = {
	{ "Re: a lamp [As is:  no returns] ", "[as is: no returns]" },
	{ "[#4711] a lamp", "" },
	{ "a lamp [see [4711]]", "[see [4711]]" },
	{ "a lamp [x] [y]", "[y]" },
	{ "a lamp]", "" },
	{ "]", "" },
	{ "", "" },
	{ "[all]", "[all]" },
};

static void
its_end_is_found(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(tails); i++) {
		g_autofree char *tail = subject_tail(tails[i].subject);
		g_assert_cmpstr(tail, ==, tails[i].tail);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(given); i++) {
		g_autofree char *path = g_strdup_printf("/subject/%s", given[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_told);
	}
	g_test_add_func("/subject/its-end-is-found", its_end_is_found);
	return g_test_run();
}
