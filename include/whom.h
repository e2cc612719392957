/* whom.h - lists a person writes of whom they mean: addresses with '*', networks.
 * Pure, linear, any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WHOM_H
#define EMPATHY_WHOM_H

#include <glib.h>
#include <stdbool.h>

/* '*' stands for any characters, none included; letters of both cases are the same. */
bool whom_matches(const char *pattern, const char *text);
/* One of a %NULL-terminated list matches. */
bool whom_matches_any(const char *const *patterns, const char *text);

/* "192.0.2.1", "192.0.2.0/24", "2001:db8::/32", or "unix" for a local socket. */
bool network_is_valid(const char *network);
/* False when either is no address. An IPv4 address written as IPv6 (::ffff:192.0.2.1) is IPv4. */
bool network_holds(const char *network, const char *address);
bool network_holds_any(const char *const *networks, const char *address);

#endif
