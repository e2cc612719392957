/* main.c - empathy-milter: options, settings, rules, record, serve. SPDX-License-Identifier: MIT */
#include "message.h"
#include "wire.h"

int
main(void)
{
	message_init();
	return 1;
}
