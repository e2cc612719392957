#!/bin/sh
# Replies that quote nothing, through a real Postfix. SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/postfix-lib.sh"
. "$top_srcdir/tests/memory-scenarios.sh"
stop
done_testing
