#!/bin/sh
# What exists is in its manual page: settings, commands, options, skip
# reasons; and every source in ARCHITECTURE.md.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl
doc=$top_srcdir/doc

# has PAGE PATTERN: an extended regular expression, of a whole line's beginning
has() {
	grep -qE -- "$2" "$doc/$1" || { echo "nothing like '$2' in $1"; false; }
}

# Each setting under its own section, with the default it has.
"$ctl" config --sample >"$scratch/sample"
settings_in_page() {
	awk '/^#\[/ { exit } /^\[/ { section = $0 } /^#[a-z-]+ =/ { sub(/^#/, ""); print section, $0 }' "$scratch/sample" |
		grep -v '^\[policy\] senders' >"$scratch/settings"
	awk '/^\.Sh / { section = $2 } /^\.It Ic / { print section, $3 }' \
		"$doc/empathy-milter.conf.5" >"$scratch/page"
	echo '[policy] senders = ' >>"$scratch/settings"
	sort -u "$scratch/page" >"$scratch/described"
	sed 's/ =.*//' "$scratch/settings" | sort -u >"$scratch/existing"
	[ "$(wc -l <"$scratch/existing")" -gt 20 ] && same "$scratch/existing" "$scratch/described"
}
it "every setting is in empathy-milter.conf(5), and no other" settings_in_page
# Words, sizes and durations; folders are the builder's.
defaults_in_page() {
	# The text of each setting, without mark-up, on a line of its own.
	awk '/^\.Sh / { section = $2 } /^\.It Ic / { printf "\n%s %s:", section, $3; next }
		/^\.El/ { print "" } { sub(/^\.[A-Z][a-z] /, ""); printf " %s", $0 }' \
		"$doc/empathy-milter.conf.5" >"$scratch/flat"
	sed -n 's/ = / /p' "$scratch/settings" | grep -v / | while read -r section key value; do
		[ -z "$value" ] || grep -F "$section $key:" "$scratch/flat" |
			grep -qF "Default: $value" || grep -F "$section $key:" "$scratch/flat" |
			grep -qF "default: $value" || echo "$section $key: its default is '$value'"
	done >"$scratch/wrong"
	cat "$scratch/wrong"
	[ -s "$scratch/settings" ] && [ ! -s "$scratch/wrong" ]
}
it "with the default it has" defaults_in_page

"$ctl" --help | sed -n 's/^  \([a-z-]*\) .*/\1/p' >"$scratch/commands"
it "empathyctl says its commands" test -s "$scratch/commands"
while read -r command; do
	it "empathyctl $command is in empathyctl(1)" has empathyctl.1 "^\.Ss empathyctl $command\$"
	"$ctl" "$command" --help | grep -oE '^  (-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+' |
		sed 's/^--//' >>"$scratch/options"
done <"$scratch/commands"
sort -u "$scratch/options" | while read -r option; do
	has empathyctl.1 "Fl -$option( |\$)" || echo "--$option" >&2
done >"$scratch/missing" 2>&1
all_options() {
	cat "$scratch/missing"
	[ "$(wc -l <"$scratch/options")" -gt 10 ] && [ ! -s "$scratch/missing" ]
}
it "every option of its commands as well" all_options

# What the documents tell people to type must exist.
commands_exist() {
	grep -ohE '(`|^ {4,}|\.[QD]l "?)empathyctl [a-z-]+' "$top_srcdir/README.md" "$doc"/*.[158] \
		"$doc"/*.md | grep -oE 'empathyctl .*' | sort -u | tee "$scratch/typed" | while read -r _ command; do
		grep -qx "$command" "$scratch/commands" || echo "there is no command $command"
	done >"$scratch/missing"
	cat "$scratch/missing"
	[ -s "$scratch/typed" ] && [ ! -s "$scratch/missing" ]
}
it "what documents tell people to type exists" commands_exist

# Settings that are shown are settings: each block that begins with a section there is.
settings_are_read() {
	sections=$(sed -n 's/^#*\[\([a-z]*\)\]$/\1/p' "$scratch/sample" | paste -sd '|')
	mkdir -p "$scratch/blocks"
	awk -v into="$scratch/blocks/" -v begins="^\\\\[($sections)( [a-z-]+)?\\\\]$" '
		FNR == 1 { file = "" }
		/^    / { sub(/^    /, "") }
		$0 ~ begins && file == "" { name = FILENAME; sub(/.*\//, "", name); file = into name "-" FNR }
		file == "" { next }
		/^$/ || /^#/ || /^\[/ || /^[a-z-]+ = / || /^[a-z-]+ =$/ { print > file; next }
		{ close(file); file = "" }' \
		"$top_srcdir/README.md" "$doc"/*.md "$doc"/*milter*.[58] "$doc"/empathyctl.1
	for block in "$scratch"/blocks/*; do
		"$ctl" config --check -c "$block" >/dev/null || { cat "$block"; false; } || return
	done
	ls "$scratch/blocks"
	[ -n "$(find "$scratch/blocks" -name 'PRIVACY*')" ] && [ "$(find "$scratch/blocks" -type f | wc -l)" -ge 3 ]
}
it "settings that documents show can be read" settings_are_read

"$top_builddir/empathy-milter" --help >"$scratch/help" 2>&1
grep -oE -- '--[a-z-]+' "$scratch/help" | sed 's/^--//' | grep -vx help | sort -u >"$scratch/options"
if [ -s "$scratch/options" ]; then
	while read -r option; do
		it "empathy-milter --$option is in empathy-milter(8)" has empathy-milter.8 \
			"Fl -$option( |\$)"
	done <"$scratch/options"
fi

sed -n 's/^\t\[SKIP_[A-Z_]*\] = "\(..*\)",/\1/p' "$top_srcdir/src/scope.c" >"$scratch/skips"
it "scope.c says its reasons" test -s "$scratch/skips"
while read -r skip; do
	it "the reason $skip is in empathy-milter(8)" has empathy-milter.8 "^\.It Cm $skip\$"
done <"$scratch/skips"

# What templates may name: each in the page, and no other.
names_in_page() {
	sed -n 's/^\t{ "\([a-z-]*\)",.*/\1/p' "$top_srcdir/src/wording-names.c" | sort -u >"$scratch/existing"
	sed -n '/^\.Ss Names/,/^\.Sh WORDS/p' "$doc/empathy.notices.5" | sed -n 's/^\.I[tc] //p' |
		tr ' ' '\n' | grep -xE '[a-z-]+' | sort -u >"$scratch/described"
	[ "$(wc -l <"$scratch/existing")" -gt 30 ] && same "$scratch/existing" "$scratch/described"
}
it "what templates may name is in empathy.notices(5)" names_in_page
sed -n 's/^\t\[NOTICE_[A-Z]*\] = "\(.*\)",/\1/p' "$top_srcdir/src/wording-names.c" >"$scratch/kinds"
it "there are kinds of notices" test -s "$scratch/kinds"
while read -r kind; do
	it "the kind $kind is in empathy.notices(5)" has empathy.notices.5 "^\.It Cm $kind\$"
done <"$scratch/kinds"

# What README.md sends people to comes with it; how it is built is for who has the source.
documents_installed() {
	MAKEFLAGS='' make -s -C "$top_builddir" install-docDATA DESTDIR="$scratch/root" || return
	grep -oE '^\| .*`doc/[^|]*' "$top_srcdir/README.md" | grep -oE 'doc/[A-Za-z.-]+' |
		grep -vE 'ARCHITECTURE|CONTRIBUTING' | sort -u >"$scratch/named"
	while read -r document; do
		find "$scratch/root" -name "${document#doc/}" | grep -q . || echo "$document is not installed"
	done <"$scratch/named" >"$scratch/missing"
	cat "$scratch/missing"
	[ "$(wc -l <"$scratch/named")" -ge 4 ] && [ ! -s "$scratch/missing" ]
}
it "the documents README.md sends people to are installed" documents_installed

sources_in_architecture() {
	for source in "$top_srcdir"/src/*.c; do
		source_name=$(basename "$source" .c)
		# A line stands for the file, for its module, or for all of its kind: a-b.c, a.c, a-*.c.
		grep -qE "\`($source_name|${source_name%-*}|${source_name%%-*})\.c\`|\`${source_name%%-*}-\*\.c\`" \
			"$doc/ARCHITECTURE.md" || echo "$source_name.c has no line in the table of doc/ARCHITECTURE.md"
	done >"$scratch/missing"
	cat "$scratch/missing"
	[ ! -s "$scratch/missing" ]
}
it "every source is in ARCHITECTURE.md" sources_in_architecture

if command -v mandoc >/dev/null; then
	for page in "$doc"/*.[158]; do
		it "$(basename "$page") is well formed" mandoc -Tlint -Wwarning "$page"
	done
fi
done_testing
