#!/bin/sh
# The whole way, through a real Sendmail.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/sendmail-lib.sh"
. "$top_srcdir/tests/server-scenarios.sh"

# ---- whoever deletes respects Sendmail's lock
submits y1 "$hole" 250 >/dev/null
while_locked() { # COMMAND...
	python3 - "$spool/hf$(queue_id y1)" <<'END' &
import fcntl, sys, time
with open(sys.argv[1], "r+") as f:
    fcntl.flock(f, fcntl.LOCK_EX)
    open(sys.argv[1].replace("/hf", "/lock"), "w").close()
    time.sleep(600)
END
	locker=$!
	wait_for 10 test -e "$spool/lock$(queue_id y1)"
	"$@"
	status=$?
	kill $locker
	wait $locker 2>/dev/null
	rm "$spool/lock$(queue_id y1)"
	return $status
}
it_fails 1 "a mail that Sendmail has in hand is not deleted" while_locked tool discard "$(queue_id y1)"
it "and is whole" sh -c 'test -s "$1/hf$2" && test -s "$1/df$2"' - "$spool" "$(queue_id y1)"
it_fails 1 "nor is it said to be let go" while_locked tool release "$(queue_id y1)"
it "later it is deleted" tool discard "$(queue_id y1)"
it_fails 1 "once" tool discard "$(queue_id y1)"
stop
done_testing
