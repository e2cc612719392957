#!/bin/sh
# empathyctl config: what is in force, where it comes from, whether it can be read.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
ctl=$top_builddir/empathyctl

cat >"$scratch/good.conf" <<'CONF'
# A shop.
[support]
senders = *@shop.example

[policy]
mode = hold

[policy night]
senders = *@night.shop.example
tone = hold
CONF

shows() { # TEXT COMMAND...
	text=$1
	shift
	"$@" >"$scratch/shown" && grep -qxF "$text" "$scratch/shown" || { cat "$scratch/shown"; false; }
}
it "shows what was set" shows "mode = hold" "$ctl" config -c "$scratch/good.conf"
it "and where" shows "# from $scratch/good.conf:6" "$ctl" config -c "$scratch/good.conf"
it "and what is at its default" shows "when-unable = accept" "$ctl" config -c "$scratch/good.conf"
it "and named policies" shows "[policy night]" "$ctl" config -c "$scratch/good.conf"
it "one value alone, for scripts" shows "*@shop.example" "$ctl" config -c "$scratch/good.conf" \
	support.senders
it "options may stand before the command" shows "hold" "$ctl" -c "$scratch/good.conf" config policy.mode
it "one of a named policy" shows "*@night.shop.example" "$ctl" config -c "$scratch/good.conf" \
	"policy night.senders"
it "which has what it does not say from the others" shows "hold" "$ctl" config -c "$scratch/good.conf" \
	"policy night.mode"
it_fails 2 "none of a policy that does not exist" "$ctl" config -c "$scratch/good.conf" "policy day.mode"
it_fails 2 "a setting that does not exist" "$ctl" config -c "$scratch/good.conf" policy.mood

again() { # OPTION...
	"$ctl" config -c "$scratch/good.conf" "$@" >"$scratch/again.conf" 2>/dev/null &&
		"$ctl" config --check -c "$scratch/again.conf" &&
		[ "$("$ctl" config -c "$scratch/again.conf" policy.mode)" = hold ]
}
it "what is shown can be read again" again
it "explained too" again --explain
it_fails 2 "all or one, not one explained" "$ctl" config --explain policy.mode
it_fails 2 "nor one checked" "$ctl" config --check policy.mode
it_fails 2 "nor one of the sample" "$ctl" config --sample policy.mode
it_fails 2 "one of the three" "$ctl" config --check --sample

it "a good file is fine" "$ctl" config --check -c "$scratch/good.conf"
printf '[policy]\nmode = sometimes\n' >"$scratch/bad.conf"
it_fails 1 "a bad one is not" "$ctl" config --check -c "$scratch/bad.conf"
names_line() {
	"$ctl" config --check -c "$scratch/bad.conf" 2>&1 | grep -qF "bad.conf:2: "
}
it "and the line is named" names_line
says() { # CONFIGURATION WORDS
	printf '%b' "$1" >"$scratch/said.conf"
	"$ctl" config --check -c "$scratch/said.conf" 2>&1 | tee "$scratch/shown" | grep -qF "$2" ||
		{ cat "$scratch/shown"; false; }
}
it "a comment behind a value is told where to stand" says '[log]\ntext = none # no words\n' \
	"said.conf:2: 'text' cannot be 'none # no words': allowed is none | evidence | full; a comment needs a line of its own"
it "behind an address too" says '[notice]\nlead = lea@shop.example # until May\n' 'a comment needs a line of its own'
it "a line of its own is fine" says '[log]\n# no words\ntext = none\n' 'said.conf: fine'
spoken() { # LANGUAGES
	printf '[support]\nsenders = *@shop.example\n[log]\ndatabase = %s\n[rules]\npath = %s\nlanguages = %s\n' \
		"$scratch/record.db" "$(cd "$top_srcdir" && pwd)/rules" "$1" >"$scratch/spoken.conf"
}
spoken 'en, de'
it "a language without rules beside one with them does no harm" "$ctl" config --check -c "$scratch/spoken.conf"
doctor_tells() {
	"$ctl" doctor -c "$scratch/spoken.conf" 2>&1 | tee "$scratch/shown" |
		grep -q "no rules for 'de'" || { cat "$scratch/shown"; false; }
}
it "a doctor tells of it" doctor_tells
spoken 'de, fr'
it_fails 1 "of languages without rules none can be judged" "$ctl" config --check -c "$scratch/spoken.conf"
names_languages() {
	"$@" -c "$scratch/spoken.conf" 2>&1 | tee "$scratch/shown" |
		grep -qF "'languages' has none for which there are rules: there are for en" || { cat "$scratch/shown"; false; }
}
it "it says which there are" names_languages "$ctl" config --check
it_fails 1 "the daemon does not begin so" "$top_builddir/empathy-milter" -n -c "$scratch/spoken.conf"
it "and says the same" names_languages "$top_builddir/empathy-milter" -n
doctor_sees() {
	"$ctl" doctor -c "$scratch/spoken.conf" >"$scratch/shown" 2>&1
	grep -q "fault *rules .*" "$scratch/shown" && grep -q 'languages = en' "$scratch/shown" ||
		{ cat "$scratch/shown"; false; }
}
it "a doctor too, with the line to change" doctor_sees
spoken en
it "one with rules is fine" "$ctl" config --check -c "$scratch/spoken.conf"
it "for the daemon too" "$top_builddir/empathy-milter" -n -c "$scratch/spoken.conf"
it_fails 3 "nothing can be shown of it" "$ctl" config -c "$scratch/bad.conf"
it_fails 1 "a file that is not there is not fine" "$ctl" config --check -c "$scratch/none.conf"

doubts() {
	: >"$scratch/empty.conf"
	"$ctl" config --check -c "$scratch/empty.conf" 2>&1 | grep -q 'nobody'
}
it "that nobody is judged is told" doubts
it "the sample can be read" "$ctl" config --check -c "$top_srcdir/doc/empathy-milter.conf.sample"
# Folders are the builder's choice: /usr and /etc in the shipped file.
without_folders() {
	sed 's|unix:.*/empathy-milter/|unix:RUN/empathy-milter/|
		s|[^ ]*/empathy-milter/rules|RULES|g; s|[^ ]*/lib/empathy-milter/|STATE/|'
}
without_folders <"$top_srcdir/doc/empathy-milter.conf.sample" >"$scratch/shipped"
"$ctl" config --sample | without_folders >"$scratch/sample"
it "and is what the table of settings says" same "$scratch/shipped" "$scratch/sample"
done_testing
