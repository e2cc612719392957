#!/bin/sh
# The units, as systemd itself reads them; and that none asks for what is not there.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
command -v systemd-analyze >/dev/null || skip_all "systemd-analyze is missing"
mkdir "$scratch/units"
for unit in "$top_builddir"/systemd/*.service "$top_builddir"/systemd/*.timer "$top_builddir"/systemd/*.path; do
	# The programs are not where the units will find them.
	sed 's,^\(Exec[A-Za-z]*=\)[^ ]*/empathy[^ ]*,\1/bin/true,' "$unit" >"$scratch/units/$(basename "$unit")"
done
is_understood() {
	systemd-analyze verify --man=no "$1" >"$scratch/said" 2>&1
	status=$?
	# Of the machine's own units nothing is asked here.
	grep -F empathy-milter "$scratch/said"
	[ $status -eq 0 ] && ! grep -qF empathy-milter "$scratch/said"
}
for unit in "$scratch"/units/*; do
	it "$(basename "$unit") is understood" is_understood "$unit"
done
# What comes first at the start goes last at the end, so that no mail passes while we are gone.
is_before() { # UNIT
	grep -qE "^Before=(.* )?$1( |\$)" "$scratch/units/empathy-milter.service"
}
it "the daemon is there before Postfix, by its name" is_before postfix.service
it "and before Debian's instance of it" is_before postfix@-.service
it "and before Sendmail" is_before sendmail.service
no_holes() {
	! grep -n '@[a-z]*@' "$scratch"/units/*
}
it "every path is filled in" no_holes
exposure() { # UNIT AT-MOST: systemd's own measure, 10 is everything
	systemd-analyze security --offline=true --threshold="$2" "$scratch/units/$1"
}
it "the daemon has next to no rights" exposure empathy-milter.service 20
it "the queue's worker has few" exposure empathy-milter-queue.service 35
done_testing
