#!/usr/bin/env python3
"""answering-machine.py - a mailbox that answers by itself: answering-machine.py PORT OUT FOLDER WAY

Takes mail at PORT, keeps each in FOLDER, and answers by SMTP at OUT:
  polite   as RFC 3834 asks: never the null sender, never what a machine sent
  rude     everything, as if a person wrote, from the address it was sent to
SPDX-License-Identifier: MIT"""
import email
import email.policy
import os
import smtplib
import sys
import threading
import time

from aiosmtpd.controller import Controller

port, out, folder, way = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]


def answer(mail, me):
    to = email.utils.parseaddr(mail["Reply-To"] or mail["From"])[1]
    said = mail.get_body(("plain",)).get_content()
    text = "Subject: Re: %s\r\nFrom: %s\r\nTo: %s\r\nMessage-ID: <%d@machine.example>\r\n" % (
        mail["Subject"], me, to, time.time_ns())
    text += "In-Reply-To: %s\r\nReferences: %s %s\r\n" % (
        mail["Message-ID"], mail["References"] or "", mail["Message-ID"])
    text += "\r\nI am away until Monday.\r\n\r\nOn Monday, %s wrote:\r\n" % mail["From"]
    text += "".join("> %s\r\n" % line for line in said.splitlines())
    with smtplib.SMTP("127.0.0.1", out, timeout=60) as smtp:
        smtp.sendmail(me, [to], text.encode("ascii", "replace"))


class Handler:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        name = os.path.join(folder, "%d" % time.time_ns())
        with open(name + ".new", "wb") as file:
            file.write(envelope.content)
        os.rename(name + ".new", name)
        is_machines = envelope.mail_from in (None, "", "<>") or mail["Auto-Submitted"]
        if way == "rude" or not is_machines:
            threading.Thread(target=answer, args=(mail, envelope.rcpt_tos[0])).start()
        return "250 taken"


controller = Controller(Handler(), hostname="127.0.0.1", port=port)
controller.start()
while True:
    time.sleep(60)
