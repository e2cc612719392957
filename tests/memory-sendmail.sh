#!/bin/sh
# Replies that quote nothing, through a real Sendmail. SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/sendmail-lib.sh"
. "$top_srcdir/tests/memory-scenarios.sh"
stop
done_testing
