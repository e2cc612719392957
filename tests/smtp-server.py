#!/usr/bin/env python3
"""smtp-server.py - an SMTP server with TLS and logins for tests: smtp-server.py PORT FOLDER OPTION...

  --tls=starttls|always --cert=FILE --key=FILE    encryption
  --login=USER:PASSWORD                           nothing without it
  --refuse                                        every recipient is refused for good
  --refuse-text                                   every mail is, when it has been said
  --refuse-all                                    nobody is let in

Each mail becomes a file in FOLDER, with what is known of the session before it.
SPDX-License-Identifier: MIT"""
import argparse
import os
import socket
import ssl
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

options = argparse.ArgumentParser()
options.add_argument("port", type=int)
options.add_argument("folder")
options.add_argument("--tls")
options.add_argument("--cert")
options.add_argument("--key")
options.add_argument("--login")
options.add_argument("--refuse", action="store_true")
options.add_argument("--refuse-text", action="store_true")
options.add_argument("--refuse-all", action="store_true")
options = options.parse_args()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if options.refuse:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.refuse_text:
            return "554 not this one"
        name = os.path.join(options.folder, "%d" % time.time_ns())
        with open(name + ".new", "wb") as file:
            encrypted = options.tls == "always" or session.ssl is not None
            file.write(b"X-Encrypted: %s\r\n" % (b"yes" if encrypted else b"no"))
            file.write(b"X-Login: %s\r\n" % (session.auth_data.login if session.auth_data else b"none"))
            file.write(b"X-From: %s\r\n" % envelope.mail_from.encode())
            file.write(envelope.content)
        os.rename(name + ".new", name)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    given = "%s:%s" % (data.login.decode(), data.password.decode())
    if given != options.login:
        return AuthResult(success=False, handled=False)
    return AuthResult(success=True, auth_data=data)


if options.refuse_all:
    with socket.create_server(("127.0.0.1", options.port)) as server:
        while True:
            with server.accept()[0] as guest:
                guest.sendall(b"554 nobody is let in\r\n")
                while guest.recv(1024):
                    pass

context = None
if options.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.cert, options.key)
settings = {"hostname": "127.0.0.1", "port": options.port}
if options.tls == "always":
    settings.update(ssl_context=context, auth_require_tls=False)
elif options.tls:
    settings.update(tls_context=context, require_starttls=True)
if options.login:
    settings.update(authenticator=authenticate, auth_required=True)
controller = Controller(Handler(), **settings)
controller.start()
while True:
    time.sleep(60)
