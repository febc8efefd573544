"""Synthetic data files in the producers' formats, and a server that misbehaves on request."""

import csv
import io
import threading
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

NMC_HEADER = [
    "stateabb",
    "ccode",
    "year",
    "milex",
    "milper",
    "irst",
    "pec",
    "tpop",
    "upop",
    "cinc",
    "version",
]


def nmc_rows(n=400):
    """State-years with invented numbers; -9 where unknown."""
    return [
        ("ABC", 2 + i % 20, 1816 + i // 20, 10 * i, -9 if i % 7 == 0 else i, i, i, i + 0.5, i, 0.01, 7)
        for i in range(n)
    ]  # fmt: skip


def nmc_csv(rows=None, header=NMC_HEADER):
    """The official text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(nmc_rows() if rows is None else rows)
    return text.getvalue().encode()


def public_copy(address, shared):
    """Where the file of a pinned address stands among the public copies of ../shared."""
    owner, name, _, path = unquote(urlsplit(address.url).path).lstrip("/").split("/", 3)
    return shared / "public" / f"{owner}+{name}" / path


def zipped(**files):
    """A zip of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return out.getvalue()


class Server(ThreadingHTTPServer):
    """Serves ``files``; breaks off or stalls after so many bytes of a body, as many times as told."""

    daemon_threads = True

    def __init__(self, files, **habits):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = files
        self.break_after = habits.get("break_after")
        self.breaks = habits.get("breaks", 0)
        self.stall_after = habits.get("stall_after")
        self.etag = habits.get("etag", '"one"')
        self.redirects = {}  # path -> address
        self.asked = []
        self.stalled = threading.Event()
        self.release = threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *args):
        pass

    def do_GET(self):
        server = self.server
        wanted = self.headers.get("Range")
        server.asked.append((self.path, wanted))
        if self.path in server.redirects:
            self.send_response(302)
            self.send_header("Location", server.redirects[self.path])
            self.end_headers()
            return
        body = server.files.get(self.path.lstrip("/"))
        if body is None:
            self.send_error(404)
            return
        same = self.headers.get("If-Range") in (None, server.etag)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and same else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.send_header("ETag", server.etag)
        self.end_headers()
        self._send(body[start:])

    def _send(self, body):
        server = self.server
        if server.break_after is not None and server.breaks > 0:
            server.breaks -= 1
            self.wfile.write(body[: server.break_after])
            return
        if server.stall_after is not None:
            self.wfile.write(body[: server.stall_after])
            self.wfile.flush()
            server.stalled.set()
            server.release.wait(30)
            body = body[server.stall_after :]
        self.wfile.write(body)


@contextmanager
def serving(files, **habits):
    """A server on the loopback address for the time of the block."""
    server = Server(files, **habits)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        server.server_close()
