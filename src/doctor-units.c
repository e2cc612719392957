/* doctor-units.c - does systemd run what has to run, and let it do so? SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "doctor.h"
#include "program.h"

#define DAEMON "empathy-milter.service"

/* What is to be on, and what happens while it is not. */
static const struct {
	const char *unit, *meaning;
} units[] = {
	{ DAEMON, "nothing is judged" },
	{ "empathy-milter-queue.path", "requests wait until somebody runs empathyctl queue run" },
	{ "empathy-milter-queue.timer", "held replies stay held when their time is up" },
};

/* "Name=value" lines of systemctl show; caller frees. */
static char *
property(const char *text, const char *name)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gsize length = strlen(name);

	for (char **line = lines; *line != NULL; line++) {
		if (strncmp(*line, name, length) == 0 && (*line)[length] == '=')
			return g_strdup(*line + length + 1);
	}
	return g_strdup("");
}

static char *
show(const char *unit)
{
	const char *const argv[] = { "systemctl", "show",
		"--property=LoadState,ActiveState,UnitFileState,ReadWritePaths,RuntimeDirectory,"
		"ProtectSystem",
		unit, NULL };

	return program_text(argv, NULL);
}

static void
look_at_unit(const char *unit, const char *meaning, const char *shown, Remarks *remarks)
{
	g_autofree char *loaded = property(shown, "LoadState");
	g_autofree char *active = property(shown, "ActiveState");
	g_autofree char *enabled = property(shown, "UnitFileState");

	if (!g_str_equal(loaded, "loaded"))
		remark(remarks, HEALTH_FAULT, g_strdup("make install && systemctl daemon-reload"),
			"systemd does not know %s (%s): %s.", unit, loaded, meaning);
	else if (!g_str_equal(active, "active"))
		remark(remarks, HEALTH_FAULT, g_strdup_printf("systemctl enable --now %s", unit),
			"%s is %s: %s.", unit, active, meaning);
	else if (!g_str_equal(enabled, "enabled"))
		remark(remarks, HEALTH_FAULT, g_strdup_printf("systemctl enable %s", unit),
			"%s runs, and will not after the next start of the machine.", unit);
	else
		remark(remarks, HEALTH_FINE, NULL, "%s runs.", unit);
}

/* A folder of the list, or below one; '-' before a path lets it be absent. */
static bool
is_below_any(const char *path, const char *list)
{
	g_auto(GStrv) folders = g_strsplit(list, " ", -1);

	for (char **folder = folders; *folder != NULL; folder++) {
		const char *name = *folder + strspn(*folder, "-+");
		if (*name != '\0' && *endpoint_below(path, name) != '\0')
			return true;
	}
	return false;
}

/* The unit shuts the daemon out of all folders but a few. */
static void
look_at_folder(const Patient *patient, const char *shown, Remarks *remarks)
{
	const char *path = patient->socket != NULL ? patient->socket->path : NULL;
	g_autofree char *protect = property(shown, "ProtectSystem");
	g_autofree char *writable = property(shown, "ReadWritePaths");
	g_autofree char *runtime = property(shown, "RuntimeDirectory");
	g_autofree char *run = g_strconcat("/run/", runtime, NULL);

	if (path == NULL || !g_str_equal(protect, "strict") || is_below_any(path, writable) ||
		is_below_any(path, run))
		return;
	g_autofree char *folder = g_path_get_dirname(path);
	remark(remarks, HEALTH_FAULT,
		g_strdup_printf("systemctl edit " DAEMON "\n[Service]\nReadWritePaths=%s", folder),
		"systemd keeps the daemon from making its socket in %s.", folder);
}

void
doctor_units(const Patient *patient, Remarks *remarks)
{
	if (!g_file_test("/run/systemd/system", G_FILE_TEST_IS_DIR)) {
		remark(remarks, HEALTH_ADVICE, NULL,
			"systemd does not run here: whatever starts the daemon also has to run "
			"'empathyctl queue run' as root, every minute or so.");
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autofree char *shown = show(units[i].unit);
		if (shown == NULL) {
			remark(remarks, HEALTH_ADVICE, NULL, "systemctl does not answer about %s.",
				units[i].unit);
			return;
		}
		look_at_unit(units[i].unit, units[i].meaning, shown, remarks);
		if (i == 0)
			look_at_folder(patient, shown, remarks);
	}
}
