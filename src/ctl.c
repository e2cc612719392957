/* ctl.c - empathyctl: the table of commands, dispatch, usage. SPDX-License-Identifier: MIT */
#include "ctl.h"

int
main(void)
{
	return CTL_USAGE;
}
