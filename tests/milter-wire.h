/* milter-wire.h - a mail server's end of one connection: packets out, answers in words.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_MILTER_WIRE_H
#define EMPATHY_TESTS_MILTER_WIRE_H

#include <glib.h>
#include <stdbool.h>

/* A filter that does not answer within it is taken for hanging. */
#define WIRE_PATIENCE_SECONDS 20

/* unix:/path or inet:port@127.0.0.1 */
extern const char *wire_place;
/* What was agreed on: which steps are left out, and which are not answered. */
extern unsigned long wire_steps;

/* Ends the program. */
void wire_die(const char *what);
/* Anew, if there was a connection. */
void wire_dial(void);
void wire_hang_up(void);
void wire_send_bytes(const char *bytes, gsize length);
void wire_send_packet(char letter, const GString *data);
/* So many bytes; false when the filter has gone. */
bool wire_receive(char *bytes, gsize length);
/* NULL when the filter has gone. Caller frees. */
GString *wire_receive_packet(void);
/* Prints answers until the mail server may go on; ends the program when the filter has gone. */
void wire_await_answer(void);

#endif
