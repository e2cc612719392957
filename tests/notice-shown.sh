#!/bin/sh
# Notices as a browser shows them, on a phone and on a desk, light and dark.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
export scratch
write=$top_builddir/tests/write-notice
python=/usr/bin/python3 # whose modules are packages
$python -c 'import selenium' 2>/dev/null || skip_all "python3-selenium is missing"
for program in chromium chromedriver; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
TZ=UTC
export TZ

# What is too long to break at a blank must not stick out either.
printf 'From: sam@shop.example\r\nTo: Ann Lee <ann@home.example>\r\nSubject: Re: %s\r\n'\
'Message-ID: <reply-1@shop.example>\r\n\r\nDear Bob,\r\nit is gone.\r\n' \
	"$(printf '%060d' 0)$(printf '%040d' 1)" >"$scratch/reply"
set --
languages=en
for folder in "$top_srcdir"/rules/*/notice-held.txt; do
	language=$(basename "$(dirname "$folder")")
	[ "$language" = en ] || languages="$languages $language"
done
for language in $languages; do
	for kind in held note digest reminded lead released returned discarded confirmed refused; do
		"$write" "$top_srcdir/rules" $kind "$language" <"$scratch/reply" >"$scratch/$language-$kind" ||
			{ echo "Bail out! no notice of kind $kind"; exit 1; }
		set -- "$@" "$language-$kind=$scratch/$language-$kind"
	done
done
$python "$top_srcdir/tests/notice-shown.py" "$@"
