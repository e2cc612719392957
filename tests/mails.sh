#!/bin/sh
# Whole mails, one folder each: what the program says of message.eml is what `expected` says.
# A folder's `conf` is the configuration it is judged under. "tests/mails.sh --accept" (make accept)
# rewrites what differs; read the difference first. SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"

mails=$top_srcdir/tests/mails
command -v python3 >/dev/null || skip_all "python3 is not here"

# Status 1 only says that some reply would be held.
judge() { # RULES-AND-CONFIGURATION FILE...
	"$top_builddir/empathyctl" check --json --text --rules="$top_srcdir/rules" "$@"
	[ $? -le 1 ]
}

judge_all() {
	plain=
	for folder in "$mails"/*/; do
		if [ -f "$folder/conf" ]; then
			judge -c "$folder/conf" "$folder/message.eml" || return 1
		else
			plain="$plain $folder/message.eml"
		fi
	done
	# shellcheck disable=SC2086 # a list of files without blanks
	judge $plain
}

judge_into() { judge_all >"$1"; }
it "every mail gets a judgement" judge_into "$scratch/said"
if [ "${1:-}" = --accept ]; then
	it "accepted" python3 "$mails/compare.py" --accept "$scratch/said" "$mails"/*/
	cat "$scratch/.out"
	done_testing
fi
python3 "$mails/compare.py" "$scratch/said" "$mails"/*/ >"$scratch/differences"
it "all were compared" grep -x "compared $(find "$mails" -name expected | wc -l)" \
	"$scratch/differences"
as_expected() { ! grep "^$1: " "$scratch/differences"; }
for folder in "$mails"/*/; do
	name=${folder%/}
	name=${name##*/}
	it "$name" as_expected "$name"
done

# Too long to lie in the repository: the same small answer on top of three megabytes of thread.
head -n 15 "$mails/forty-mails-deep/message.eml" >"$scratch/long.eml"
tail -n +16 "$mails/forty-mails-deep/message.eml" >"$scratch/thread"
i=0
while [ $i -lt 150 ]; do
	cat "$scratch/thread"
	i=$((i + 1))
done >>"$scratch/long.eml"
says_two_coats() {
	judge "$scratch/long.eml" >"$scratch/long.json" &&
		grep -q '"reply":"Dear Kim,\\n\\ntwo coats' "$scratch/long.json" &&
		grep -q '"verdict":"pass"' "$scratch/long.json"
}
it "three megabytes of quoted thread" says_two_coats
done_testing
