#!/bin/sh
# empathyctl report --mail: through the server of notices into somebody's mailbox.
# SPDX-License-Identifier: MIT
. "${top_srcdir:-.}/tests/lib.sh"
. "$top_srcdir/tests/report-lib.sh"
. "$top_srcdir/tests/sink-lib.sh"
weeks_in "$scratch/record.db" 6000 84 || skip_all "the record cannot be filled"
at_end() { end_sink; }
cat >"$scratch/conf" <<CONF
[notice]
smtp = 127.0.0.1:$sink_port
from = kind@shop.example
lead = lead@shop.example
[stories]
authors = ann@*
CONF
mails() {
	"$ctl" report -c "$scratch/conf" --db "$scratch/record.db" --now=$now --since=12w --mail "$@"
}
it_fails 3 "nobody takes it: that is said" mails
grep -q "^empathyctl: not sent: 127.0.0.1:$sink_port" "$scratch/.out"
verdict $? "with the server's name"

start_sink
it "a server comes up" wait_for 30 sink_listens
it "the report is handed in" mails
it "it is one mail" wait_for 30 sink_has 1

sees() {
	python3 - "$scratch" "$1" <<'PYTHON'
import email, email.policy, glob, html, html.parser, re, sys
raw = open(glob.glob(sys.argv[1] + "/sink/*")[0], "rb").read()
mail = email.message_from_bytes(raw, policy=email.policy.default)
text = mail.get_body(("plain",)).get_content()
page = mail.get_body(("html",)).get_content()
files = [(a.get_filename(), a.get_content_type(), a.get_content()) for a in mail.iter_attachments()]
name, kind, sql = files[0]
open(sys.argv[1] + "/mail.html", "w").write(page)
open(sys.argv[1] + "/mail.sql", "w").write(sql)
class Look(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.places, self.queries = [], [], [], []
    def handle_data(self, data):
        if self.tags and self.tags[-1] == "pre" and data.strip():
            self.queries.append(data)
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        at = dict(attrs)
        if "href" in at:
            self.links.append(at["href"])
        if "id" in at:
            assert at["name"] == at["id"], at
            self.places.append(at["id"])
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
it "which speaks of no line or band: those are the page's" sees '"19 times of 20" not in page and "The share of replies that passed" in page'
it "and a story of somebody who agreed" sees '"ann@shop.example" in text and "ann@shop.example" in page and
	"bob@" not in text + page'
it "in which there is nothing that mail programs drop" sees \
	'not {"svg", "style", "script", "link", "img", "details"} & set(look.tags)'
it "each figure leads to its query in the mail, and back" sees 'len(look.queries) > 10 and
	len(look.links) == 2 * len(look.queries) and len(set(look.places)) == len(look.places) and
	all(link[0] == "#" and link[1:] in look.places for link in look.links)'
it "in the text by a number" sees '[int(n) for n in re.findall(r"^\S.* \[(\d+)\]$", text, re.M)] ==
	list(range(1, len(look.queries) + 1)) and name in text'
it "which it has in the page and in the attached file as well" sees 'len(files) == 1 and kind == "text/plain" and
	name == "report-2026-09-07.sql" and all(f"\n-- {n}. {title}\n" in sql and f"\n{title} [{n}]\n" in text and
	f">query\xa0{n}<" in page.replace("&nbsp;", "\xa0") and f"{n}. {title}" in html.unescape(page) and query in sql.replace("\r\n", "\n")
	for n, (title, query) in enumerate(zip(re.findall(r"^\S.*(?= \[\d+\]$)", text, re.M), look.queries), 1))'
answers() {
	sees True >/dev/null && "$ctl" report -c "$scratch/conf" --db "$scratch/record.db" --now=$now --since=12w --sql |
		same "$scratch/mail.sql" - && sqlite3 -readonly "$scratch/record.db" <"$scratch/mail.sql" >"$scratch/answer" &&
		grep -q '^feelings were met in kind|' "$scratch/answer" && grep -q '^2026-11-23|' "$scratch/answer"
}
it "the file asks the record as it stands" answers
shown() {
	/usr/bin/python3 "$top_srcdir/tests/report-page.py" --mail "$scratch/mail.html"
}
HOME=$scratch
export HOME scratch
if [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] && /usr/bin/python3 -c 'import selenium' 2>/dev/null; then
	it "on a phone and on a desk it can be read, and the links lead there" shown
fi
it "the command for the page is of the same days" sees '"--since=2026-09-07 --until=2026-11-29 --html" in page'
it "it is not cut off: Gmail shows 102 KB" sees 'len(page.encode()) < 90000'
it "no line is longer than SMTP takes" sees 'max(len(line) for line in raw.splitlines()) <= 998'
done_testing
