#!/bin/sh
# empathyctl setup and empathyctl doctor, with a private Sendmail: what is printed works, and what is
# broken is found.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/sendmail-lib.sh"
. "$top_srcdir/tests/doctor-lib.sh"

configure
start
it "a Sendmail without filters starts" server_make ""
it "the doctor says that nobody asks us" finds fault judged 'MTA' 'INPUT_MAIL_FILTER'
it "setup prints lines of sendmail.mc" set_up
pasted() {
	awk -v file="$scratch/setup" '/^MAILER\(/ { while ((getline line < file) > 0) print line } { print }' \
		"$etc/sendmail.mc" >"$etc/new.mc" && mv "$etc/new.mc" "$etc/sendmail.mc" && sendmail_configure
}
it "that m4 takes" pasted
server_stop
it "with which Sendmail starts" server_start
it "the doctor finds no fault" is_well
it "a hole is held" submits h1 "$hole" 250
it "in Sendmail's queue" is_held h1
it "and its notice arrives, unseen by us" wait_for 30 notified
it "one row for the reply, none for the notice" says "SELECT count(*) FROM outcomes" 1
set_up >"$scratch/said"
it "setup again finds nothing to add" sh -c '! grep "^INPUT\|^DAEMON" "$1"' - "$scratch/setup"

cp "$etc/sendmail.cf" "$etc/good.cf"
# breaks NAME CHECK HEALTH TEXT SED: in sendmail.cf
breaks() {
	sed "$5" "$etc/good.cf" >"$etc/sendmail.cf"
	it "$2: $1" finds "$3" "$2" "$4"
	cp "$etc/good.cf" "$etc/sendmail.cf"
}
breaks "nobody asks us" judged fault 'INPUT_MAIL_FILTER' '/^O InputMailFilters/d'
breaks "a socket that is not ours" judged fault 'our daemon listens at' 's,/milter.sock,/other.sock,'
breaks "a daemon with its own list" judged fault 'MTA' 's/^O DaemonPortOptions=.*Name=MTA.*/&, InputMailFilters=/'
breaks "the signer comes first" signing fault 'signs mail before' \
	's/^O InputMailFilters=.*/O InputMailFilters=opendkim,empathy-milter\nXopendkim, S=inet:8891@localhost/'
breaks "all is refused when we are down" when-down fault 'refused' 's/^\(Xempathy-milter, S=[^,]*\),/\1, F=R,/'
breaks "all is put off when we are down" when-down advice 'put off' 's/^\(Xempathy-milter, S=[^,]*\),/\1, F=T,/'
breaks "too little patience" when-down advice 'waits 5 seconds' 's/R:1m/R:5s/'
breaks "the notices' listener asks us" notices fault 'should pass no filter' 's/Name=notices, InputMailFilters=/Name=notices/'
mv "$etc/submit.cf" "$etc/aside.cf"
it "judged: sendmail(1) writes into the queue itself" finds advice judged 'sendmail(1)' 'switched off'
mv "$etc/aside.cf" "$etc/submit.cf"
chmod 777 "$scratch"
it "socket: a folder on the way is open" finds fault socket 'unsafe' "chmod go-w $scratch"
it "socket: the line mends that" heal fault socket 'unsafe'
it "is well again" is_well
common_faults
stop
done_testing
