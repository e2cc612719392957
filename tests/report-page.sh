#!/bin/sh
# The page of a report in a real browser. SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
. "$top_srcdir/tests/report-lib.sh"
# The distribution's own, which has its library beside it.
python=/usr/bin/python3
[ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] || skip_all "chromium or its driver is missing"
$python -c 'import selenium' 2>/dev/null || skip_all "python3-selenium is missing"
weeks_in "$scratch/record.db" 6000 84 || skip_all "the record cannot be filled"
sqlite3 "$scratch/record.db" "UPDATE label SET opinion = 'disagree' WHERE check_name = 'issue'"
printf '[stories]\nauthors = *\n[log]\nper-agent = yes\n' >"$scratch/conf"
"$ctl" report -c "$scratch/conf" --db "$scratch/record.db" --now=$now --since=12w \
	--html "$scratch/page.html" || exit 1
export scratch
HOME=$scratch
export HOME
$python "$top_srcdir/tests/report-page.py" "$scratch/page.html"
