#!/bin/sh
# The labelled pairs are sound.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"

pairs=$top_srcdir/tests/judgement
command -v python3 >/dev/null || skip_all "python3 is not here"

it "every pair is well formed and its evidence exact" \
	python3 "$pairs/well-formed.py" "$pairs"/*.jsonl
done_testing
