#!/bin/sh
# empathyctl report --mail: through the server of notices into somebody's mailbox.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
. "$top_srcdir/tests/report-lib.sh"
PATH=$PATH:/usr/sbin
for program in smtp-sink python3; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
weeks_in "$scratch/record.db" 6000 84 || skip_all "the record cannot be filled"
mkdir "$scratch/sink"
sink=
at_end() { [ -z "$sink" ] || kill "$sink" 2>/dev/null; }
port=$(free_port)
cat >"$scratch/conf" <<CONF
[notice]
smtp = 127.0.0.1:$port
from = kind@shop.example
lead = lead@shop.example
[stories]
authors = ann@*
CONF
mails() {
	"$ctl" report -c "$scratch/conf" --db "$scratch/record.db" --now=$now --since=12w --mail "$@"
}
it_fails 3 "nobody takes it: that is said" mails
grep -q "^empathyctl: not sent: 127.0.0.1:$port" "$scratch/.out"
verdict $? "with the server's name"

if [ "$(id -u)" -eq 0 ]; then
	chmod 755 "$scratch"
	chown nobody "$scratch/sink"
	set -- -u nobody
else
	set --
fi
smtp-sink "$@" -R "$scratch/sink" -d "%M." "127.0.0.1:$port" 16 &
sink=$!
listens() {
	python3 -c 'import smtplib, sys; smtplib.SMTP("127.0.0.1", int(sys.argv[1])).quit()' "$port"
}
it "a server comes up" wait_for 30 listens
it "the report is handed in" mails
one_mail() { [ "$(find "$scratch/sink" -type f -size +0 | wc -l)" -eq 1 ]; }
it "it is one mail" wait_for 30 one_mail

sees() {
	python3 - "$scratch" "$1" <<'PYTHON'
import email, email.policy, glob, html.parser, sys
raw = open(glob.glob(sys.argv[1] + "/sink/*")[0], "rb").read()
mail = email.message_from_bytes(raw, policy=email.policy.default)
text = mail.get_body(("plain",)).get_content()
page = mail.get_body(("html",)).get_content()
class Look(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "class") for name, _ in attrs), attrs
look = Look()
look.feed(page)
answer = eval("(" + sys.argv[2] + ")")
print(answer, mail.items(), text[:2000], page[:2000])
sys.exit(0 if answer else 1)
PYTHON
}
it "from the null sender, to the lead" sees 'mail["X-Mail-Args"] == "<>" and
	mail["X-Rcpt-Args"] == "<lead@shop.example>" and mail["To"] == "lead@shop.example"'
it "marked as a machine's, and as ours" sees \
	'mail["Auto-Submitted"] == "auto-generated" and mail["X-Empathy-Notice"] == "report"'
it "its subject names the time" sees \
	'mail["Subject"] == "How customers felt, and how we answered: 2026-09-07 to 2026-11-29"'
it "as text, with the figures" sees '"How each feeling was met" in text and " 75 %  feelings were met in kind" in text'
it "and as HTML, with the same" sees '"How each feeling was met" in page and ">75 %<" in page'
it "and a story of somebody who agreed" sees '"ann@shop.example" in text and "ann@shop.example" in page and
	"bob@" not in text + page'
it "in which there is nothing that mail programs drop" sees \
	'not {"svg", "style", "script", "link", "img", "details"} & set(look.tags)'
it "no line is longer than SMTP takes" sees 'max(len(line) for line in raw.splitlines()) <= 998'
done_testing
