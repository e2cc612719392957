#!/bin/sh
# The life of held replies in a real Sendmail's queue.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/sendmail-lib.sh"
. "$top_srcdir/tests/held-scenarios.sh"
done_testing
