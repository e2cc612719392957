#!/bin/sh
# The whole way, through a real Postfix; and what is Postfix's own.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/wire-lib.sh"
. "$top_srcdir/tests/postfix-lib.sh"
. "$top_srcdir/tests/server-scenarios.sh"

# ---- long queue ids
postconf -c "$etc" -e enable_long_queue_ids=yes
postfix -c "$etc" reload >/dev/null 2>&1
long_held() {
	submits "$1" "$hole" 250 && is_held "$1" && [ "$(queue_id "$1" | wc -c)" -gt 12 ]
}
it "long queue ids: held under such" wait_for 30 long_held q1
stop
done_testing
