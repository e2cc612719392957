#!/bin/sh
# Functions that have cost others years, habits that hide work undone.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
cd "$top_srcdir" || exit 1

none() { # PATTERN FILE...
	pattern=$1
	shift
	! grep -nE "$pattern" "$@"
}

it "no unbounded string function" none \
	'\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets)\(' src/*.c tests/*.c
it "no function with hidden shared state" none '\b(gmtime|localtime|asctime|ctime|strerror)\(' src/*.c
it "no shell between us and a program" none '\b(system|popen)\(' src/*.c
it "no goto" none '\bgoto\b' src/*.c
it "nothing left for later" none '(TO''DO|FIX''ME|XX''X)\b' src/*.c include/*.h tests/*.c bootstrap

inner_layers_print() {
	grep -nE '\b(printf|puts|fputs|g_print|g_printerr|g_warning|g_message)\(' src/*.c |
		grep -vE '^src/(main|log|ctl[a-z-]*)\.c:'
}
it_fails 1 "only the outermost layers print" inner_layers_print
it "shell tests wait for things, not for time" none '^[[:space:]]*sleep [0-9]' tests/*.sh

long_functions() {
	awk '/^[a-z_A-Z].*\(/ { name = $0 } /^{/ { start = FNR }
		/^}/ { if (start && FNR - start > 60) print FILENAME ": " FNR - start " lines: " name
			start = 0 }' src/*.c >"$scratch/long"
	cat "$scratch/long"
	[ ! -s "$scratch/long" ]
}
it "every function fits a screen or little more" long_functions

long_files() {
	wc -l src/*.c | awk '$1 > 500 && $2 != "total" { print; found = 1 } END { exit found }'
}
it "no file is longer than 500 lines" long_files
done_testing
