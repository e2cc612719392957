/* milter-wire.c - a mail server's end of one connection. SPDX-License-Identifier: MIT */
#include "config.h"

#include "milter-wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

const char *wire_place;
unsigned long wire_steps;
static int connection = -1;

void
wire_die(const char *what)
{
	fprintf(stderr, "milter-client: %s\n", what);
	exit(2);
}

void
wire_dial(void)
{
	struct sockaddr_un local = { .sun_family = AF_UNIX };
	struct sockaddr_in inet = { .sin_family = AF_INET };
	struct timeval patience = { .tv_sec = WIRE_PATIENCE_SECONDS };
	bool is_local = g_str_has_prefix(wire_place, "unix:");

	if (connection >= 0)
		close(connection);
	connection = socket(is_local ? AF_UNIX : AF_INET, SOCK_STREAM, 0);
	g_strlcpy(local.sun_path, is_local ? wire_place + 5 : "", sizeof local.sun_path);
	if (!is_local)
		inet.sin_port = htons((uint16_t)strtol(wire_place + 5, NULL, 10));
	inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	int result = is_local ? connect(connection, (void *)&local, sizeof local)
			      : connect(connection, (void *)&inet, sizeof inet);
	if (result != 0) {
		printf("refused: %s\n", g_strerror(errno));
		exit(1);
	}
	wire_steps = 0;
}

void
wire_send_bytes(const char *bytes, gsize length)
{
	while (length > 0) {
		ssize_t sent = send(connection, bytes, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return; /* the next answer will tell */
		bytes += sent;
		length -= (gsize)sent;
	}
}

void
wire_send_packet(char letter, const GString *data)
{
	guint32 length = htonl((guint32)(data->len + 1));
	g_autoptr(GString) packet = g_string_sized_new(data->len + 5);

	g_string_append_len(packet, (const char *)&length, 4);
	g_string_append_c(packet, letter);
	g_string_append_len(packet, data->str, (gssize)data->len);
	wire_send_bytes(packet->str, packet->len);
}

bool
wire_receive(char *bytes, gsize length)
{
	while (length > 0) {
		ssize_t n = recv(connection, bytes, length, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			wire_die("no answer");
		if (n <= 0)
			return false;
		bytes += n;
		length -= (gsize)n;
	}
	return true;
}

/* NULL when the filter has gone. */
GString *
wire_receive_packet(void)
{
	guint32 length = 0;

	if (!wire_receive((char *)&length, 4))
		return NULL;
	length = ntohl(length);
	if (length < 1 || length > 1024 * 1024)
		wire_die("an answer of impossible length");
	GString *packet = g_string_sized_new(length);
	g_string_set_size(packet, length);
	if (!wire_receive(packet->str, length)) {
		g_string_free(packet, TRUE);
		return NULL;
	}
	return packet;
}

/* ---- answers in words ---- */

static guint32
number_at(const GString *packet, gsize offset)
{
	guint32 number = 0;

	if (packet->len >= offset + 4)
		memcpy(&number, packet->str + offset, 4);
	return ntohl(number);
}

/* Name and value of a header modification; a deletion has an empty value. */
static void
print_header(const char *what, const GString *packet)
{
	const char *name = packet->str + 5;
	const char *value = name + strlen(name) + 1;

	printf("%s %u %s: %s\n", what, number_at(packet, 1), name, value);
}

/* Prints an answer; true when more will follow before the mail server goes on. */
static bool
print_answer(const GString *packet)
{
	static const struct {
		char letter;
		const char *word;
	} words[] = { { 'c', "continue" }, { 'a', "accept" }, { 'd', "discard" }, { 'r', "reject" },
		{ 't', "tempfail" }, { 's', "skip" } };

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (packet->str[0] == words[i].letter) {
			printf("%s\n", words[i].word);
			return false;
		}
	}
	switch (packet->str[0]) {
	case 'y':
		printf("reply %s\n", packet->str + 1);
		return false;
	case 'O':
		wire_steps = number_at(packet, 9);
		printf("agreed %x %x %lx\n", number_at(packet, 1), number_at(packet, 5),
			wire_steps);
		return false;
	case 'i':
		print_header("insert", packet);
		return true;
	case 'm':
		print_header("change", packet);
		return true;
	case 'h':
		printf("add %s\n", packet->str + 1);
		return true;
	case 'q':
		printf("quarantine %s\n", packet->str + 1);
		return true;
	case 'p':
		return true;
	default:
		printf("unknown answer %c\n", packet->str[0]);
		return false;
	}
}

void
wire_await_answer(void)
{
	bool has_more = true;

	while (has_more) {
		GString *packet = wire_receive_packet();
		if (packet == NULL) {
			printf("gone\n");
			fflush(stdout);
			exit(1);
		}
		has_more = print_answer(packet);
		g_string_free(packet, TRUE);
	}
	fflush(stdout);
}

void
wire_hang_up(void)
{
	close(connection);
	connection = -1;
}
