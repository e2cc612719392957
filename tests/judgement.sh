#!/bin/sh
# The labelled pairs are sound, and the shipped rules agree with them at least as well as the
# floors beside them say. `floors` is for the pairs that rule writers may look at, `floors-aside`
# for those written afterwards by somebody who had not seen the rules, `floors-later` for a third
# lot, `floors-stranger` for mails written as strangers write, most of them calm, `floors-answers`
# for answers that meet an upset customer in many ways, or hurt, `floors-fit` for the pairs the
# weights are fitted to, `floors-next` for those that came last, `floors-fresh` for pairs that
# nothing is fitted to. A floor is raised when a figure has become better; it is lowered only
# together with what had learnt the pairs by heart.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"

pairs=$top_srcdir/tests/judgement
command -v python3 >/dev/null || skip_all "python3 is not here"

measure() { # FLOORS FILE...
	floors=$1
	shift
	"$top_builddir/empathyctl" evaluate --rules="$top_srcdir/rules" "$@" >"$scratch/figures" &&
		python3 "$pairs/floors.py" "$floors" "$scratch/figures"
}

it "every pair is well formed and its evidence exact" \
	python3 "$pairs/well-formed.py" "$pairs"/*.jsonl "$pairs"/next/*.jsonl "$pairs"/customers/*.jsonl \
		"$pairs"/posts/*.jsonl "$pairs"/fresh/*.jsonl

open=$(find "$pairs" -maxdepth 1 -name '*.jsonl' ! -name 'aside.jsonl' ! -name 'later-*' ! -name 'stranger-*' \
	! -name 'answers-*' ! -name 'fit-*' | sort)
# shellcheck disable=SC2086 # a list of files without blanks
it "the rules reach the floors on the pairs of many trades" measure "$pairs/floors" $open
it "and those on pairs they were not written for" measure "$pairs/floors-aside" "$pairs/aside.jsonl"
it "and those on pairs of a later evening" measure "$pairs/floors-later" "$pairs"/later-*.jsonl
it "and those on mails as strangers write them" measure "$pairs/floors-stranger" "$pairs"/stranger-*.jsonl
it "and those on answers that meet or hurt" measure "$pairs/floors-answers" "$pairs"/answers-*.jsonl
it "and those on the pairs that the weights are fitted to" measure "$pairs/floors-fit" "$pairs"/fit-*.jsonl
it "and those on the pairs that came last" measure "$pairs/floors-next" "$pairs"/next/*.jsonl
it "and those on pairs that nothing is fitted to" measure "$pairs/floors-fresh" "$pairs"/fresh/*.jsonl
done_testing
