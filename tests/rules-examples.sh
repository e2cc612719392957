#!/bin/sh
# Every shipped rule proves itself; empathyctl rules says what there is.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
: >"$scratch/conf"
rules="$ctl rules -c $scratch/conf"

# shellcheck disable=SC2086 # words
{
	it "all shipped examples hold" $rules --rules="$top_srcdir/rules" test
	it "shipped rules are listed" $rules --rules="$top_srcdir/rules" list
}

mkdir -p "$scratch/own/en"
cat >"$scratch/own/en/a.rules" <<'RULES'
[define]
PET = cat|dog
[pet]
means = worry 2
match = /my {PET}/
hit = My dog is ill.
miss = My horse is ill.
[wrong]
means = signal
match = /x/
hit = y
miss = x
RULES

said() { # WORDS COMMAND...
	words=$1
	shift
	"$@" >"$scratch/said" 2>&1
	cat "$scratch/said"
	grep -qF -- "$words" "$scratch/said"
}

# shellcheck disable=SC2086 # words
{
	own="$rules --rules=$scratch/own"
	it "the list names rule, side, meaning and place" said "a.rules:3" $own list
	it "the list says what a rule means" said "worry 2" $own list
	it "a rule is shown as it was written" said "match = /my {PET}/" $own show pet
	it "a rule is shown with its place" said "# $scratch/own/en/a.rules:3" $own show pet
	printf '[rules]\npet = 3 0 -2 0 0 0\n' >"$scratch/own/en/feelings.weights"
	it "and with what it weighs" said "# weighs: trouble 3, anxious -2" $own show pet
	rm "$scratch/own/en/feelings.weights"
	it_fails 1 "an unknown rule is not shown" $own show nobody
	it_fails 2 "show wants a name" $own show
	it_fails 2 "rules wants to know what" $own
	it_fails 2 "rules does not know everything" $own dance
	it "one rule can be tested" said "1 rule, 2 examples, 0 failed" $own test pet
	it_fails 1 "an unknown rule is not tested" $own test nobody
	it_fails 1 "a failed example is a no" $own test
	it "a failed hit is told with its place" said "a.rules:11: [wrong] does not find its hit: y" $own test
	it "a failed miss is told with its place" said "a.rules:12: [wrong] finds its miss: x" $own test

	# What a site adds may name what an upgrade took away.
	mkdir -p "$scratch/site/en"
	sed '/^\[wrong/,$d' "$scratch/own/en/a.rules" >"$scratch/fine"
	mv "$scratch/fine" "$scratch/own/en/a.rules"
	printf '[rules]\npath = %s, %s\n' "$scratch/own" "$scratch/site" >"$scratch/site.conf"
	site="$ctl rules -c $scratch/site.conf"
	printf '[define]\nPET = {FARM}|cow\n' >"$scratch/site/en/a.rules"
	it_fails 1 "a define without what it names is a failure" $site test
	it "... told with its place" said "site/en/a.rules:2: PET: there is no define {FARM}" $site test
	it "... and counted" said "1 rule, 2 examples, 1 failed" $site test
	it "... but not of one rule" said "1 rule, 2 examples, 0 failed" $site test pet
	printf '[pig]\nmeans = signal\nmatch = /{FARM}/\nhit = h\nmiss = m\n' >"$scratch/site/en/a.rules"
	it "so is a rule" said "2 rules, 2 examples, 1 failed" $site test
	rm "$scratch/site/en/a.rules"
	printf '[rules]\ngone = 3 0 -2 0 0 0\n' >"$scratch/site/en/feelings.weights"
	it "and a row of weights" said "1 rule, 2 examples, 1 failed" $site test
	rm "$scratch/site/en/feelings.weights"
	it "all else is fine" $site test

	echo "nonsense" >>"$scratch/own/en/a.rules"
	it_fails 3 "rules that cannot be read are an error" $own test
	it "... with file and line" said "a.rules:8: " $own test
}
done_testing
