"""Starts a server for a test, on a free port of this machine alone; it ends when its standard input does.

    party.py moto|moto_proxy|ministack     tells where it is, as one line of JSON, once it can be asked

Whoever started it holds the other end of standard input, so that a test run that is killed leaves no server behind.
"""

import asyncio
import json
import os
import shutil
import socket
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

# The scripts beside this one are none of the server's modules.
del sys.path[0]
TOLD = os.dup(1)
# Of the server's own, gone when it ends.
FOLDER = Path(tempfile.mkdtemp(prefix="party-"))
# The account's own keys, which ministack asks nothing of: they make the users whose keys it does look at.
ROOT = {"AWS_ACCESS_KEY_ID": "AKIAROOT", "AWS_SECRET_ACCESS_KEY": "root-secret"}


def tell(**facts):
    os.write(TOLD, json.dumps(facts).encode() + b"\n")
    os.close(TOLD)


def moto(listener):
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    host, port = listener.getsockname()
    os.environ["MOTO_PORT"] = str(port)
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server(host, port, application, threaded=True, request_handler=MotoRequestHandler, fd=listener.fileno())
    tell(port=port)
    server.serve_forever()


def moto_proxy(listener):
    """The proxy, which notes who asked which host."""
    from moto.moto_proxy.certificate_creator import CertificateCreator
    from moto.moto_proxy.proxy3 import ProxyRequestHandler

    os.environ.update(MOTO_PORT=str(listener.getsockname()[1]), TEST_PROXY_MODE="true")
    # Certificates are made here rather than among the packages, which other tests use at the same time.
    template = "req.conf.tmpl"
    shutil.copy(os.path.join(CertificateCreator.certdir, template), FOLDER / template)
    CertificateCreator.certdir = str(FOLDER)
    asked = FOLDER / "asked.txt"
    asked.touch()

    class Noting(ProxyRequestHandler):
        # A slow machine is no reason to hang up.
        timeout = None

        def parse_request(self):
            parsed = super().parse_request()
            if parsed and self.command != "CONNECT":
                agent = self.headers.get("User-Agent", "").split("/")[0]
                with open(asked, "a", encoding="utf-8") as file:
                    file.write(f"{agent} {self.headers['Host']}\n")
            self.measured = self.command == "CONNECT"
            return parsed

        def send_header(self, keyword, value):
            self.measured |= keyword.lower() in ("content-length", "transfer-encoding")
            super().send_header(keyword, value)

        def end_headers(self):
            # AWS says it of an empty body too; otherwise the body ends where TLS breaks off, which could be anywhere.
            if not self.measured:
                self.send_header("Content-Length", "0")
            super().end_headers()

    server = ThreadingHTTPServer(listener.getsockname(), Noting, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    tell(port=listener.getsockname()[1], trusted=CertificateCreator.cacert, asked=str(asked))
    server.serve_forever()


def ministack(listener):
    port = listener.getsockname()[1]
    os.environ.update(
        ROOT, AUTH="true", BIND_HOST="127.0.0.1", GATEWAY_PORT=str(port), SFTP_ENABLED="0", IOT_MTLS_ENABLED="0",
        MINISTACK_REGION="us-east-1", TMPDIR=str(FOLDER),
        # Containers that somebody else has on this machine are left alone.
        DOCKER_HOST=f"unix://{FOLDER}/none.sock")
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    tell(port=port, root=ROOT)
    asyncio.run(serve(app, config))


def end(code):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os._exit(code)


def wait_for_the_end():
    sys.stdin.buffer.read()
    end(0)


def main():
    # What the server writes goes where its errors go.
    os.dup2(2, 1)
    threading.Thread(target=wait_for_the_end, daemon=True).start()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    try:
        {"moto": moto, "moto_proxy": moto_proxy, "ministack": ministack}[sys.argv[1]](listener)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        end(1)


main()
