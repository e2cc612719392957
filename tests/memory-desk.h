/* memory-desk.h - a desk that customers write to, for tests of the memory: a record, settings, a
 * clock. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_MEMORY_DESK_H
#define EMPATHY_TESTS_MEMORY_DESK_H

#include "desk.h"
#include "given.h"
#include "memory.h"
#include "record-memory.h"

#define HOUR G_GINT64_CONSTANT(3600)

#define COMPLAINT                                                                                    \
	"Hello,\n\nthis is the third time I write about order 40712. Nobody has ever answered, the " \
	"kettle leaks and I am really angry by now.\n\nRegards,\nAnn Lee\n"
#define GOES_ON "Hello, it is still not here and nobody told me why, order 40712. Ann Lee\n"
#define COLD "Dear Ann,\n\nthe parcel was sent on Tuesday.\n\nSam\n"
#define KIND                                                                                       \
	"Dear Ann,\n\nI am sorry that you had to write three times about your leaking kettle and " \
	"nobody answered; being angry is fair. A new one leaves tomorrow.\n\nSam\n"

/* Loaded by main(). */
extern Rulebook *rulebook;

typedef void (*MemoryTest)(Desk *desk, gconstpointer data);

Envelope *envelope_of(const char *sender, const char *recipient);
/* header: further lines, each with its end. Gives what the judgement was. */
Judgement *pass_asking(
	MemoryAsk *ask, const char *from, const char *to, const char *header, const char *text);
/* The same at the desk, whose record can be read. */
Judgement *pass(
	const Desk *desk, const char *from, const char *to, const char *header, const char *text);
/* What was handed to the writer before is on disk when this is done. */
void wait_for_writer(const Desk *desk);
/* A customer's mail comes in. */
void arrives(const Desk *desk, const char *from, const char *header, const char *text);
void comes_in(const Desk *desk, const char *from, const char *header, const char *text);
/* A reply goes out, with all that follows: row, closing. */
Judgement *goes_out(const Desk *desk, const char *to, const char *header, const char *text);
/* "remembered in-reply-to hold" */
void expect(const Judgement *judgement, const char *expected);
void reply_is(const Desk *desk, const char *to, const char *header, const char *text,
	const char *expected);
/* "/memory/NAME", at a desk that is open, or that the test opens with settings of its own. */
void add(const char *name, MemoryTest test, bool is_opened);

#endif
