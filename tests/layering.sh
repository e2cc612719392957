#!/bin/sh
# Each library is known to few files, named here; the story in judge.c knows none.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
cd "$top_srcdir" || exit 1

# only HEADER-PATTERN FILE...: nobody else includes it
only() {
	pattern=$1
	shift
	grep -lE "^#include <($pattern)" src/*.[ch] include/*.h | while read -r file; do
		case " $* " in
		*" $file "*) ;;
		*) echo "$file includes <$pattern>" ;;
		esac
	done >"$scratch/found"
	cat "$scratch/found"
	[ ! -s "$scratch/found" ]
}

while read -r name pattern files; do
	# shellcheck disable=SC2086 # a list of files
	it "$name stays in its place" only "$pattern" $files
done <tests/layering.list

judge_is_pure() {
	! grep -nE '^#include <' src/judge.c | grep -v '<glib'
}
it "judge.c knows no library" judge_is_pure
done_testing
