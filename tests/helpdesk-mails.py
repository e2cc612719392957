#!/usr/bin/env python3
"""Mails as helpdesks write them: a customer's complaint, and answers to it, cold and kind, with the
quotation and without. Usage: helpdesk-mails.py FOLDER

For each desk and each of the four answers: NAME.in.eml and NAME.out.eml, with a line in FOLDER/list:
name, customer, the address they wrote to, how the answer without a quotation is found.
SPDX-License-Identifier: MIT"""
import html
import sys

COMPLAINT = """Hello,

this is the third time I write about order {order}. Nobody has ever answered, the kettle leaks
and I am really angry by now.

Regards,
Ann Lee
"""
ANSWERS = {
    "cold": """the parcel was sent on Tuesday. Please allow up to ten working days.""",
    "kind": """I am sorry that you had to write three times about your leaking kettle, order
{order}, and that nobody answered. You have every reason to be angry. A new one leaves
tomorrow morning, and I will write to you when it does.""",
}
WHEN = "Mon, 3 Nov 2025 at 18:22"


def plain(text, quote, before, after):
    return "text/plain", before + text + quote + after


def quoted(text, opening):
    return "\n\n" + opening + "\n" + "".join("> " + line + "\n" for line in text.splitlines())


def paragraphs(text):
    return "".join("<p>%s</p>" % html.escape(part).replace("\n", "<br>\n")
                   for part in text.strip().split("\n\n"))


def zendesk(answer, complaint, address, n):
    quote = ""
    if complaint:
        quote = ("\n\n----------------------------------------------\n\nAnn Lee, 3 Nov 2025, 18:22\n\n"
                 + complaint)
    return "text/plain", (
        "##- Please type your reply above this line -##\n\n"
        "Your request (47%02d) has been updated. To add additional comments, reply to this email.\n\n"
        "----------------------------------------------\n\nPriya, 4 Nov 2025, 10:12\n\n"
        "%s%s\n\n--------------------------------\nThis email is a service from Larkfield.\n"
        % (n, answer, quote))


def freshdesk(answer, complaint, address, n):
    quote = ""
    if complaint:
        quote = ('<div class="freshdesk_quote"><blockquote class="freshdesk_quote">On %s, Ann Lee '
                 "&lt;%s&gt; wrote:<br>%s</blockquote></div>"
                 % (WHEN, address, paragraphs(complaint)))
    return "text/html", ('<html><body><div style="font-size:13px"><div dir="ltr">%s</div><br><br>%s'
                         "</div></body></html>\n" % (paragraphs(answer), quote))


def osticket(answer, complaint, address, n):
    quote = quoted(complaint, "On %s, Ann Lee <%s> wrote:" % (WHEN, address)) if complaint else ""
    return "text/plain", "-- reply above this line --\n\n%s%s\n" % (answer, quote)


def request_tracker(answer, complaint, address, n):
    quote = quoted(complaint, "On Mon Nov 03 18:22:10 2025, %s wrote:" % address) if complaint else ""
    return "text/plain", answer + quote + "\n"


def zammad(answer, complaint, address, n):
    quote = ""
    if complaint:
        quote = ("<div>On Monday, November 3, 2025 at 6:22:10 PM GMT, Ann Lee wrote:<br></div>"
                 '<blockquote type="cite">%s</blockquote>' % paragraphs(complaint))
    return "text/html", ("<!DOCTYPE html><html><body>%s<div><br></div>%s</body></html>\n"
                         % (paragraphs(answer), quote))


def chatwoot(answer, complaint, address, n):
    quote = ""
    if complaint:
        quote = ("<br><p>On %s Ann Lee &lt;%s&gt; wrote:</p><blockquote class=\"gmail_quote\">%s"
                 "</blockquote>" % (WHEN, address, paragraphs(complaint)))
    return "text/html", ('<div style="font-family:sans-serif">%s</div>%s\n'
                         % (paragraphs(answer), quote))


def help_scout(answer, complaint, address, n):
    quote = ""
    if complaint:
        quote = ('<div class="hs-quote"><div>On Mon, Nov 3, 2025 at 6:22 PM UTC, Ann Lee &lt;%s&gt; '
                 'wrote:</div><blockquote style="border-left:1px solid #ccc">%s</blockquote></div>'
                 % (address, paragraphs(complaint)))
    return "text/html", (
        '<html><body><div id="hs-reply-above" style="display:none">&#8203;</div>'
        '<div class="hs-message">%s</div><div style="color:#aaa">{#HS:2201183310-99%02d#}</div>%s'
        "</body></html>\n" % (paragraphs(answer), n, quote))


# What the customer's mail says of the thread, where it goes, and what the answer says of both.
# {n}: two figures, {m}: the customer's Message-ID. The last: by which way it is found.
DESKS = [
    ("zendesk", zendesk, "help@shop.example",
     "References: <1AB2CD3E{n}@zendesk.com> <1AB2CD3E{n}_5e41_4de_sprut@zendesk.com>\n",
     "Subject: [Larkfield] Re: Leaking kettle\nReply-To: support+id1AB2CD-3E{n}@shop.example\n"
     "Message-ID: <1AB2CD3E{n}_5e41e701f984_4bbecf1c70194_sprut@zendesk.com>\n"
     "In-Reply-To: <1AB2CD3E{n}@zendesk.com> <1AB2CD3E{n}_5e41_4de_sprut@zendesk.com>\n"
     "X-Mailer: Zendesk Mailer\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n",
     "thread"),
    ("freshdesk", freshdesk, "help@shop.example", "",
     "Subject: Re: [#81{n}] Leaking kettle\nMessage-ID: <81{n}.out@shop.example>\n"
     "In-Reply-To: <{m}>\nReferences: <{m}>\n", "in-reply-to"),
    ("osticket", osticket, "help@shop.example", "Subject: Re: Leaking kettle [#1182{n}]\n",
     "Subject: Re: Leaking kettle [#1182{n}]\nMessage-ID: <BxK2-a9=Q-c29tZXRhZw{n}-shop@shop.example>\n"
     "X-Mailer: osTicket Mailer\nAuto-Submitted: auto-generated\n", "ticket"),
    ("request-tracker", request_tracker, "help@shop.example", "",
     "Subject: [shop.example #47{n}] Re: Leaking kettle\n"
     "Message-ID: <rt-5.0.3-1789-1705617278-1683.47{n}-6-0@shop.example>\n"
     "In-Reply-To: <rt-5.0.3-1789-1705617200-1.47{n}-6-0@shop.example>\n"
     "References: <RT-Ticket-47{n}@shop.example> <{m}>\n"
     "Precedence: bulk\nRT-Ticket: shop.example #47{n}\n", "references"),
    ("zammad", zammad, "help@shop.example", "",
     "Subject: RE: Leaking kettle [Ticket#10136{n}]\nMessage-ID: <20251104101231.{n}@shop.example>\n"
     "In-Reply-To: <{m}>\nReferences: <{m}>\nX-Mailer: Zammad Mail Service\n"
     "Auto-Submitted: auto-generated\n", "in-reply-to"),
    ("chatwoot", chatwoot, "reply+7c11d2a4-0b1c-4d5e-8f90-1234567890{n}@mail.shop.example", "",
     "Subject: Re: Leaking kettle\n"
     "Reply-To: reply+7c11d2a4-0b1c-4d5e-8f90-1234567890{n}@mail.shop.example\n"
     "Message-ID: <conversation/7c11d2a4-0b1c-4d5e-8f90-1234567890{n}/messages/7@shop.example>\n"
     "In-Reply-To: <account/1/conversation/7c11d2a4-0b1c-4d5e-8f90-1234567890{n}@shop.example>\n",
     "ticket"),
    ("help-scout", help_scout, "help@shop.example", "",
     "Subject: Re: Leaking kettle\nMessage-ID: <reply-22{n}@shop.example>\nX-Mailer: Help Scout\n"
     "In-Reply-To: <elsewhere-{n}@shop.example>\n", "ticket"),
]


def write(path, header, kind, body):
    with open(path, "w", encoding="utf-8") as out:
        out.write("%sMIME-Version: 1.0\nContent-Type: %s; charset=utf-8\n"
                  "Content-Transfer-Encoding: 8bit\n\n%s" % (header, kind, body))


def main():
    folder = sys.argv[1]
    n = 10
    with open(folder + "/list", "w", encoding="utf-8") as names:
        for desk, layout, inbox, theirs, ours, way in DESKS:
            for answer, text in ANSWERS.items():
                for form in ("quoted", "bare"):
                    n += 1
                    name = "%s-%s-%s" % (desk, answer, form)
                    customer = "ann.lee.%d@home.example" % n
                    fill = {"n": "%02d" % n, "m": "in-%s@home.example" % name}
                    complaint = COMPLAINT.format(order=40700 + n)
                    below = ""
                    if desk == "help-scout":
                        below = ("\nOn Mon, Nov 3, 2025, Larkfield <help@shop.example> wrote:\n"
                                 "> We got it.\n> {#HS:2201183310-99%02d#}\n" % n)
                    subject = "" if "Subject:" in theirs else "Subject: Leaking kettle\n"
                    write("%s/%s.in.eml" % (folder, name),
                          "From: Ann Lee <%s>\nTo: %s\n%sMessage-ID: <%s>\n%s"
                          % (customer, inbox.format(**fill), subject, fill["m"],
                             theirs.format(**fill)),
                          "text/plain", complaint + below)
                    reply = "Dear Ann,\n\n%s\n\nPriya" % text.format(order=40700 + n)
                    kind, body = layout(reply, complaint if form == "quoted" else "", customer, n)
                    write("%s/%s.out.eml" % (folder, name),
                          "From: Priya at Larkfield <agent@shop.example>\nTo: Ann Lee <%s>\n"
                          "X-Case: %s\n%s" % (customer, name, ours.format(**fill)), kind, body)
                    names.write("%s %s %s %s\n" % (name, customer, inbox.format(**fill), way))


main()
