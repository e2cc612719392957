#!/bin/sh
# A good answer is never touched, however it is worded; stock phrases alone never pass for one.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"

said() { # FILE: a verdict a line; status 1 only says that some reply would be held
	"$top_builddir/empathyctl" check --json --pairs --rules="$top_srcdir/rules" \
		"$top_srcdir/tests/answers/$1.jsonl" >"$scratch/$1"
	[ $? -le 1 ] &&
		[ "$(grep -c '"verdict":' "$scratch/$1")" -eq \
			"$(wc -l <"$top_srcdir/tests/answers/$1.jsonl")" ]
}
all_pass() { said good && ! grep -v '"verdict":"pass"' "$scratch/good"; }
none_passes() { said formulas && ! grep '"verdict":"pass"' "$scratch/formulas"; }

it "good answers of many hands pass without a note" all_pass
it "formulas alone never pass when somebody is upset" none_passes
done_testing
