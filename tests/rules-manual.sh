#!/bin/sh
# empathy.rules(5) tells of every key and every meaning, and its examples hold.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
page=$top_srcdir/doc/empathy.rules.5

# described TAG FILE: each word of the file is the head of an item in the page
described() {
	while read -r word; do
		grep -q "^\.It $1 $word\$" "$page" || echo "$word is not in the page"
	done <"$2" >"$scratch/missing"
	cat "$scratch/missing"
	[ "$(wc -l <"$2")" -gt 5 ] && [ ! -s "$scratch/missing" ]
}

sed -n 's/^\t{ "\([a-z-]*\)", \(TRUE\|FALSE\), .*/\1/p' "$top_srcdir/src/rule-keys.c" >"$scratch/keys"
it "every key is described" described Ic "$scratch/keys"
sed -n 's/.*{ "\([a-z-]*\)", SIDE_.*/\1/p' "$top_srcdir/src/rule-means.c" |
	grep -vx -e feeling -e event >"$scratch/means"
it "every meaning is described" described Cm "$scratch/means"

sed -n '/^\.Ss What the shipped/,/^\.Sh/s/^\.It Ic //p' "$page" | tr -d ' ' | tr , '\n' >"$scratch/defines"
shipped() {
	while read -r define; do
		grep -q "^$define =" "$top_srcdir"/rules/en/*.rules || echo "$define is not shipped"
	done <"$scratch/defines" >"$scratch/missing"
	cat "$scratch/missing"
	[ "$(wc -l <"$scratch/defines")" -gt 15 ] && [ ! -s "$scratch/missing" ]
}
it "the vocabulary it tells of is shipped" shipped

# The displays that begin with a section, as one file.
mkdir -p "$scratch/rules/en"
awk '/^\.Bd -literal/ { getline; inside = /^\[/ } /^\.Ed/ { if (inside) print ""; inside = 0 }
	inside' "$page" | sed 's/\\e/\\/g' >"$scratch/rules/en/page.rules"
: >"$scratch/conf"
enough_rules() {
	"$ctl" rules -c "$scratch/conf" --rules="$scratch/rules" test >"$scratch/tested"
	status=$?
	cat "$scratch/tested"
	[ "$status" -eq 0 ] && [ "$(grep -c '^\[[a-z]' "$scratch/rules/en/page.rules")" -gt 8 ]
}
it "the examples in the page hold" enough_rules
if command -v mandoc >/dev/null; then
	it "the page is well formed" mandoc -Tlint -Wwarning "$page"
fi
done_testing
