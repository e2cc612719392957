# shellcheck shell=sh
# shellcheck disable=SC2154 # of lib.sh
# sink-lib.sh - a mail server that takes everything, for tests of mail that we send: each mail is a
# file of $scratch/sink. SPDX-License-Identifier: MIT
PATH=$PATH:/usr/sbin
for program in smtp-sink python3; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
mkdir "$scratch/sink"
sink=
sink_port=$(free_port)

start_sink() {
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 "$scratch"
		chown nobody "$scratch/sink"
		set -- -u nobody
	else
		set --
	fi
	smtp-sink "$@" -R "$scratch/sink" -d "%M." "127.0.0.1:$sink_port" 16 &
	sink=$!
}

end_sink() {
	[ -z "$sink" ] || kill "$sink" 2>/dev/null
}

sink_listens() {
	python3 -c 'import smtplib, sys; smtplib.SMTP("127.0.0.1", int(sys.argv[1])).quit()' \
		"$sink_port"
}
sink_has() { # N: so many mails
	[ "$(find "$scratch/sink" -type f -size +0 | wc -l)" -eq "$1" ]
}
