#!/bin/sh
# Every header stands alone: it compiles with nothing before it.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"

flags=$(pkg-config --cflags glib-2.0)
for header in "$top_srcdir"/include/*.h; do
	# shellcheck disable=SC2086 # flags are words
	it "$(basename "$header") stands alone" ${CC:-cc} -std=c17 -fsyntax-only -Wall -Wextra \
		-iquote "$top_srcdir/include" $flags -x c "$header"
done
done_testing
