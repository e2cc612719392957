#!/bin/sh
# empathyctl setup and empathyctl doctor, with a private Postfix: what is printed works, what is
# broken is found, and the line that comes with it mends it.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/postfix-lib.sh"
. "$top_srcdir/tests/doctor-lib.sh"

configure
start
it "a Postfix without filters starts" server_make ""
it "the doctor says that nobody asks us" finds fault judged 'sendmail(1)'
it "setup prints a script" set_up
# No systemd here.
grep -v ^systemctl "$scratch/setup" >"$scratch/script"
it "that runs" inside sh -e "$scratch/script"
it "the doctor finds no fault" is_well
it "a hole is held" wait_for 30 submits h1 "$hole" 250
it "in Postfix's queue" is_held h1
it "and its notice arrives, unseen by us" wait_for 30 notified
it "one row for the reply, none for the notice" says "SELECT count(*) FROM outcomes" 1
it "setup again" set_up
grep -v ^systemctl "$scratch/setup" >"$scratch/script"
it "does no harm" inside sh -e "$scratch/script"
it "nor is anything doubled" sh -c '
	[ "$(postconf -c "$1" -h smtpd_milters | grep -o milter.sock | wc -l)" -eq 1 ] &&
	[ "$(postconf -c "$1" -M | grep -c "^127.0.0.1:$2 ")" -eq 1 ]' - "$etc" "$notice_port"

# Who may not connect knows nothing of those who may.
anybody() {
	chmod 644 "$scratch/conf" && chmod 755 "$scratch/rules" "$scratch/rules/en"
	# By setpriv itself, which reaches the program wherever it was built; env would not.
	setpriv --reuid=nobody --regid=nogroup --clear-groups "$top_builddir/empathyctl" \
		doctor -c "$scratch/conf" --json >"$scratch/remarks"
	python3 "$scratch/remark.py" "$scratch/remarks" advice socket 'only be tried by root'
}
it "who may not connect is told to ask root" anybody

# breaks NAME CHECK HEALTH TEXT PARAMETER...: set so, found, mended by the line given
breaks() {
	what=$1 check=$2 health=$3 text=$4
	shift 4
	postconf -c "$etc" "$@"
	it "$check: $what" finds "$health" "$check" "$text"
	it "$check: the line mends that" heal "$health" "$check" "$text"
	it "$check: is well again" is_well
}
ours="unix:$scratch/milter.sock"
breaks "smtpd asks nobody" judged advice 'is not judged' -e 'smtpd_milters ='
breaks "sendmail(1) asks nobody" judged advice 'sendmail(1)' -e 'non_smtpd_milters ='
breaks "a socket that is not ours" judged fault 'our daemon listens at' \
	-e 'smtpd_milters = unix:/nowhere/empathy.sock, inet:127.0.0.1:8891'
it "judged: nobody is asked where we are not" sh -c '! postconf -c "$1" -h smtpd_milters | grep nowhere' - "$etc"
postconf -c "$etc" -e 'smtpd_milter_maps = inline:{127.0.0.1=DISABLE}'
it "judged: a table may say otherwise" finds advice judged smtpd_milter_maps
postconf -c "$etc" -X smtpd_milter_maps
postconf -c "$etc" -M 'submission/inet=submission inet n - n - - smtpd'
breaks "submission has a list of its own" judged fault 'submission/inet' -P 'submission/inet/smtpd_milters='
breaks "the signer comes first" signing fault 'signs mail before' -e "smtpd_milters = inet:127.0.0.1:8891, $ours"
still_there() {
	postconf -c "$etc" -h smtpd_milters | grep -q "milter.sock.*8891"
}
it "signing: the signer is kept" still_there
breaks "all is refused when we are down" when-down fault 'refused' \
	-e "smtpd_milters = { $ours, default_action=reject }"
breaks "all is put off when we are down" when-down advice 'put off' \
	-e "smtpd_milters = { $ours, default_action = tempfail }"
breaks "too little patience" when-down advice 'waits 3 seconds' -e milter_content_timeout=3s
breaks "an old protocol" protocol fault 'version 2' -e milter_protocol=2
breaks "short queue ids" queue advice 'again and again' -e enable_long_queue_ids=no
breaks "its own bounces are shown to us" queue advice 'bounces' -e internal_mail_filter_classes=bounce
breaks "the notices' listener asks us" notices fault 'should pass no filter' \
	-P "127.0.0.1:$notice_port/inet/smtpd_milters=$ours"
chown root:root "$scratch/milter.sock"
it "socket: not for Postfix's account" finds fault socket 'postfix may not write to' 'socket-group = postfix'
chown root:postfix "$scratch/milter.sock"
chmod 700 "$scratch"
it "socket: a folder on the way is closed" finds fault socket "postfix may not enter $scratch"
chmod 755 "$scratch"

postconf -c "$etc" -MX submission/inet

# In a chroot the same name means another place.
mkdir -p "$spool/em"
configure "[milter] socket = unix:$spool/em/s"
stop
start
postconf -c "$etc" -F "127.0.0.1:$port/inet/chroot=y"
postconf -c "$etc" -e 'smtpd_milters = { unix:em/s, default_action=accept }' 'non_smtpd_milters = $smtpd_milters'
it "in a chroot: found there" is_well
postconf -c "$etc" -e "smtpd_milters = { unix:$spool/em/s, default_action=accept }"
it "in a chroot: a path as seen from outside leads elsewhere" finds fault judged "127.0.0.1:$port/inet" 'milter'
it "in a chroot: the line is as seen from inside" heal fault judged "127.0.0.1:$port/inet"
it "in a chroot: is well again" is_well
configure
stop
start
it "in a chroot: a socket outside is out of reach, and setup says where it belongs" sh -c '
	"$1/empathyctl" setup postfix -c "$2/conf" | grep "socket = unix:$3/empathy-milter/milter.sock"' - \
	"$top_builddir" "$scratch" "$spool"
postconf -c "$etc" -F "127.0.0.1:$port/inet/chroot=n"
postconf -c "$etc" -e "smtpd_milters = { $ours, default_action=accept }" 'non_smtpd_milters = $smtpd_milters'
sed -i 's/^mta = .*/mta = sendmail/' "$scratch/conf"
finds_wrong() {
	examine --mta=postfix
	python3 "$scratch/remark.py" "$scratch/remarks" fault mail-server 'names another server'
}
it "the wrong server in [queue] mta" finds_wrong
configure
common_faults

# ---- systemd, which here is a script that says what the test wants
cat >"$scratch/systemctl" <<END
#!/bin/sh
for unit in "\$@"; do :; done
cat "$scratch/units/\$unit" 2>/dev/null || echo LoadState=not-found
END
with_systemd() {
	unshare -m sh -e -c 'mount -t tmpfs tmpfs /run; mkdir -p /run/systemd/system
		mount --bind "$1" "$2"; shift 2; exec "$@"' - "$scratch/systemctl" "$systemctl" \
		"$top_builddir/empathyctl" doctor -c "$scratch/conf" --json >"$scratch/remarks"
}
unit() { # NAME ACTIVE ENABLED [PATHS]
	printf 'LoadState=loaded\nActiveState=%s\nUnitFileState=%s\nReadWritePaths=%s\nRuntimeDirectory=em\nProtectSystem=strict\n' \
		"$2" "$3" "${4:-}" >"$scratch/units/$1"
}
units_say() { # HEALTH TEXT...
	with_systemd || :
	health=$1
	shift
	python3 "$scratch/remark.py" "$scratch/remarks" "$health" units "$@"
}
systemctl=$(command -v systemctl)
if [ -n "$systemctl" ] && unshare -m true 2>/dev/null; then
	mkdir "$scratch/units"
	chmod 755 "$scratch/systemctl"
	it "units: not installed" units_say fault 'empathy-milter.service' 'nothing is judged'
	unit empathy-milter.service active enabled "-$scratch"
	unit empathy-milter-queue.path active enabled
	unit empathy-milter-queue.timer inactive enabled
	it "units: held replies would have no end" units_say fault 'empathy-milter-queue.timer is inactive' \
		'systemctl enable --now empathy-milter-queue.timer'
	unit empathy-milter-queue.timer active disabled
	it "units: gone after the next start" units_say fault 'systemctl enable empathy-milter-queue.timer'
	unit empathy-milter-queue.timer active enabled
	it "units: all run" with_systemd
	unit empathy-milter.service active enabled "-/elsewhere"
	it "units: the daemon may not make its socket there" units_say fault "ReadWritePaths=$scratch"
fi
stop
done_testing
