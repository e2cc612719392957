/* milter-client.c - a mail server's half of the milter protocol, driven by a script.
 *
 * usage: milter-client [-r TIMES] SOCKET [SCRIPT]
 *   SOCKET  unix:/path or inet:port@127.0.0.1
 *   SCRIPT  a file, else standard input; -r runs it so often over one connection
 *
 * A line is a command; \n \r \t \0 \\ \xNN are escapes, and %n is the number of the run.
 *   offer ACTIONS STEPS [VERSION]   what the server can do, in hex; prints what was agreed on
 *   macro STAGE NAME VALUE ...      STAGE is the letter of the command that follows
 *   connect HOST FAMILY PORT ADDRESS    FAMILY 4, 6, L or U; helo NAME; mail ARG...; rcpt ARG...
 *   data  eoh  end  abort  quit     header NAME VALUE   body TEXT   fill BYTES
 *   message FILE                    its header and body, as header, eoh and body
 *   raw TEXT                        bytes, as they are; packet LETTER TEXT: anything with a length
 *   again                           connects anew; answer: waits for one; gone: waits for the end
 *   kill PID SIGNAL   until FILE    sends a signal; waits until a file is there; say TEXT
 * A step that the filter asked not to be sent is left out; one that it will not answer is not
 * waited for. Prints one line an answer, in words. Exit status 0 when the script came to its end.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <arpa/inet.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "milter-wire.h"

#define CHUNK 65535

static int run;

/* ---- commands ---- */

enum { NO_ANSWER_EVER = -1, ALWAYS = 0 };

/* The step of each command: the bit that leaves it out, and the one that leaves out its answer. */
static const struct {
	const char *name;
	char letter;
	unsigned long no_step;
	long no_reply;
	bool is_list; /* words end in NUL each */
} commands[] = {
	{ "connect", 'C', 0x1, 0x1000, true },
	{ "helo", 'H', 0x2, 0x2000, true },
	{ "mail", 'M', 0x4, 0x4000, true },
	{ "rcpt", 'R', 0x8, 0x8000, true },
	{ "body", 'B', 0x10, 0x80000, false },
	{ "header", 'L', 0x20, 0x80, true },
	{ "eoh", 'N', 0x40, 0x40000, false },
	{ "data", 'T', 0x200, 0x10000, false },
	{ "unknown", 'U', 0x100, 0x20000, true },
	{ "end", 'E', 0, ALWAYS, false },
	{ "abort", 'A', 0, NO_ANSWER_EVER, false },
	{ "quit", 'Q', 0, NO_ANSWER_EVER, false },
};

static void
step(gsize i, const GString *data)
{
	if ((wire_steps & commands[i].no_step) != 0)
		return;
	wire_send_packet(commands[i].letter, data);
	bool is_quiet = commands[i].no_reply == NO_ANSWER_EVER ||
			(wire_steps & (unsigned long)commands[i].no_reply) != 0;
	if (!is_quiet)
		wire_await_answer();
}

static gsize
find_command(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (g_str_equal(commands[i].name, name))
			return i;
	}
	fprintf(stderr, "milter-client: no such command: %s\n", name);
	exit(2);
}

/* A word of the script with its escapes taken out; %n is the number of the run. */
static void
append_word(GString *out, const char *word)
{
	for (; *word != '\0'; word++) {
		if (word[0] == '%' && word[1] == 'n') {
			g_string_append_printf(out, "%d", run);
			word++;
		} else if (word[0] != '\\' || word[1] == '\0') {
			g_string_append_c(out, *word);
		} else if (*++word == 'x') {
			char digits[3] = { word[1], word[1] != '\0' ? word[2] : '\0', '\0' };
			g_string_append_c(out, (char)strtol(digits, NULL, 16));
			word += strlen(digits);
		} else {
			const char *known = "n\nr\rt\t0\0";
			const char *at = memchr(known, *word, 7);
			g_string_append_c(out, at != NULL ? at[1] : *word);
		}
	}
}

static void
offer(char **words)
{
	guint n = g_strv_length(words);
	guint32 numbers[3] = { htonl(n > 2 ? (guint32)strtoul(words[2], NULL, 16) : 6),
		htonl(n > 0 ? (guint32)strtoul(words[0], NULL, 16) : 0x1ff),
		htonl(n > 1 ? (guint32)strtoul(words[1], NULL, 16) : 0x1fffff) };
	g_autoptr(GString) data = g_string_new_len((const char *)numbers, sizeof numbers);

	wire_send_packet('O', data);
	wire_await_answer();
}

static void
connect_step(char **words)
{
	g_autoptr(GString) data = g_string_new(NULL);

	if (g_strv_length(words) != 4)
		wire_die("connect HOST FAMILY PORT ADDRESS");
	append_word(data, words[0]);
	g_string_append_c(data, '\0');
	g_string_append_c(data, words[1][0]);
	if (words[1][0] != 'U') {
		guint16 port = htons((guint16)strtol(words[2], NULL, 10));
		g_string_append_len(data, (const char *)&port, 2);
		append_word(data, words[3]);
		g_string_append_c(data, '\0');
	}
	step(find_command("connect"), data);
}

static void
send_field(char *field)
{
	g_autoptr(GString) data = g_string_new(NULL);
	char *colon = strchr(field, ':');

	if (colon == NULL)
		return;
	*colon = '\0';
	g_string_append_len(data, field, (gssize)strlen(field) + 1);
	const char *value = colon[1] == ' ' ? colon + 2 : colon + 1;
	g_string_append_len(data, value, (gssize)strlen(value) + 1);
	step(find_command("header"), data);
}

static void
send_body(const char *bytes, gsize length)
{
	for (gsize at = 0; at < length; at += CHUNK) {
		g_autoptr(GString) data =
			g_string_new_len(bytes + at, (gssize)MIN(CHUNK, length - at));
		step(find_command("body"), data);
	}
}

/* Sends a file as a mail server does: fields one by one, folded with LF; a body with CRLF. */
static void
send_message(const char *path)
{
	g_autofree char *text = NULL;
	gsize length = 0;
	g_autoptr(GString) none = g_string_new(NULL);
	g_autoptr(GString) body = g_string_new(NULL);

	if (!g_file_get_contents(path, &text, &length, NULL))
		wire_die("cannot read the message");
	char *at = text, *end = text + length;
	while (at < end && *at != '\n') {
		char *line_end = memchr(at, '\n', (size_t)(end - at));
		while (line_end != NULL && (line_end[1] == ' ' || line_end[1] == '\t'))
			line_end = memchr(line_end + 1, '\n', (size_t)(end - line_end - 1));
		char *next = line_end != NULL ? line_end + 1 : end;
		if (line_end != NULL)
			*line_end = '\0';
		send_field(at);
		at = next;
	}
	step(find_command("eoh"), none);
	for (at = at < end ? at + 1 : at; at < end; at++) {
		if (*at == '\n')
			g_string_append_c(body, '\r');
		g_string_append_c(body, *at);
	}
	send_body(body->str, body->len);
}

static void
await_end(void)
{
	char byte = 0;

	while (wire_receive(&byte, 1))
		;
	printf("gone\n");
	fflush(stdout);
}

static void
wait_for_file(const char *path)
{
	for (int turns = 0; !g_file_test(path, G_FILE_TEST_EXISTS); turns++) {
		if (turns > WIRE_PATIENCE_SECONDS * 100)
			wire_die("the file did not come");
		g_usleep(10000);
	}
}

static bool
run_special(const char *name, char **words)
{
	g_autoptr(GString) data = g_string_new(NULL);

	if (g_str_equal(name, "offer")) {
		offer(words);
	} else if (g_str_equal(name, "connect")) {
		connect_step(words);
	} else if (g_str_equal(name, "message")) {
		send_message(words[0]);
	} else if (g_str_equal(name, "fill")) {
		gsize length = (gsize)strtoul(words[0], NULL, 10);
		g_autofree char *bytes = g_strnfill(length, 'x');
		send_body(bytes, length);
	} else if (g_str_equal(name, "macro")) {
		g_string_append_c(data, words[0][0]);
		for (int i = 1; words[i] != NULL; i++) {
			append_word(data, words[i]);
			g_string_append_c(data, '\0');
		}
		wire_send_packet('D', data);
	} else if (g_str_equal(name, "raw") || g_str_equal(name, "packet")) {
		bool is_raw = *name == 'r';
		g_autofree char *text = g_strjoinv(" ", words + (is_raw ? 0 : 1));
		append_word(data, text);
		if (is_raw)
			wire_send_bytes(data->str, data->len);
		else
			wire_send_packet(words[0][0], data);
	} else if (g_str_equal(name, "again")) {
		wire_dial();
	} else if (g_str_equal(name, "answer")) {
		wire_await_answer();
	} else if (g_str_equal(name, "gone")) {
		await_end();
	} else if (g_str_equal(name, "kill")) {
		kill((pid_t)strtol(words[0], NULL, 10), (int)strtol(words[1], NULL, 10));
	} else if (g_str_equal(name, "until")) {
		wait_for_file(words[0]);
	} else if (g_str_equal(name, "say")) {
		g_autofree char *text = g_strjoinv(" ", words);
		append_word(data, text);
		printf("%s\n", data->str);
	} else {
		return false;
	}
	return true;
}

static void
run_line(const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	g_autoptr(GString) data = g_string_new(NULL);

	if (words[0] == NULL || *words[0] == '\0' || *words[0] == '#' ||
		run_special(words[0], words + 1))
		return;
	gsize i = find_command(words[0]);
	if (g_str_equal(words[0], "header") && words[1] != NULL) {
		append_word(data, words[1]);
		g_string_append_c(data, '\0');
		g_autofree char *value = g_strjoinv(" ", words + 2);
		append_word(data, value);
		g_string_append_c(data, '\0');
	} else if (commands[i].is_list) {
		for (int n = 1; words[n] != NULL; n++) {
			append_word(data, words[n]);
			g_string_append_c(data, '\0');
		}
	} else {
		g_autofree char *text = g_strjoinv(" ", words + 1);
		append_word(data, text);
	}
	step(i, data);
}

static char *
read_script(const char *path)
{
	char *text = NULL;
	g_autoptr(GError) error = NULL;

	if (!g_file_get_contents(path != NULL ? path : "/dev/stdin", &text, NULL, &error))
		wire_die(error->message);
	return text;
}

int
main(int argc, char **argv)
{
	int times = 1;
	int at = 1;

	if (argc > 2 && g_str_equal(argv[1], "-r")) {
		times = (int)strtol(argv[2], NULL, 10);
		at = 3;
	}
	if (at >= argc)
		wire_die("usage: milter-client [-r TIMES] SOCKET [SCRIPT]");
	wire_place = argv[at];
	g_autofree char *script = read_script(argv[at + 1]);
	g_auto(GStrv) lines = g_strsplit(script, "\n", -1);
	wire_dial();
	for (run = 1; run <= times; run++) {
		for (char **line = lines; *line != NULL; line++) {
			/* Negotiated and connected once, however many messages follow. */
			bool is_opening = g_str_has_prefix(*line, "offer") ||
					  g_str_has_prefix(*line, "connect") ||
					  g_str_has_prefix(*line, "macro C");
			if (run == 1 || !is_opening)
				run_line(*line);
		}
	}
	wire_hang_up();
	return 0;
}
