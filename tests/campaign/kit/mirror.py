"""A mirror on the loopback address that stalls, redirects, lies about length or talks nonsense."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PATIENCE = 1.0  # seconds without a byte, in place of the program's 30


def hasten() -> None:
    """Let downloads of this process give up after `PATIENCE`; called in a child."""
    from detente.data import download

    download.TIMEOUT = PATIENCE


def answer(body: bytes, port: int, rng: random.Random) -> list[bytes | float]:
    """What one hostile server sends: bytes, and pauses in seconds between them.

    Parameters
    ----------
    body : bytes
        The file that an honest server would send.
    port : int
        Its own, for redirects to itself.
    rng : random.Random
        Chooses the habit.
    """
    return rng.choice((_length, _length, _redirect, _stall, _status, _chunks, _heads, _page))(
        body, port, rng
    )


def _ok(body: bytes, *heads: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *heads, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + body


def _length(body, port, rng):
    size = len(body)
    said = (size, size + 10, size - 10, -1, "x", "²", 10**30, "", f"{size}, {size}", "0x10", "1e3")
    heads = [f"Content-Length: {rng.choice(said)}" for _ in range(rng.choice((0, 1, 1, 2)))]
    cut = rng.choice((0, len(body) // 2, len(body), len(body)))
    return [_ok(body[:cut], *heads, rng.choice(("ETag: x", "ETag: \x1b[31m", "X: y")))]


def _redirect(body, port, rng):
    here = f"http://127.0.0.1:{port}"
    places = (f"{here}/again", f"http://localhost:{port}/x.csv", "file:///etc/passwd", "//", "")
    places += ("ftp://127.0.0.1/x", "http://[::1", "http://127.0.0.1:99999/x", "http://\x1b[31m/")
    places += (f"{here}/{'a' * 70_000}", f"http://u:p@127.0.0.1:{port}/x.csv", "http://é.example/")
    places += ("javascript:alert(1)", "data:text/csv,x", "http://127.0.0.1:0/")
    status = rng.choice(("301 Moved", "302 Found", "303 See", "307 T", "308 P", "300 M", "399 X"))
    return [_ok(b"", f"Location: {rng.choice(places)}", status=status)]


def _stall(body, port, rng):
    cut = rng.choice((0, 1, len(body) // 2))
    sent = _ok(body[:cut], f"Content-Length: {len(body)}", 'ETag: "a"')
    cut = rng.choice((0, 10, len(sent)))
    return [sent[:cut], 2 * PATIENCE, sent[cut:]]


def _status(body, port, rng):
    lines = ("404 Not Found", "403 No", "500 \x1b[31mred", "503 Busy", "204 Nothing", "304 Same")
    lines += ("206 Partial", "416 Range", "100 Continue", "999 x", "abc", "-1 x", "200", "429 Slow")
    return [_ok(body, "Content-Range: bytes 5-9/3", status=rng.choice(lines))]


def _chunks(body, port, rng):
    sizes = (b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\nhello\r\n", b"-5\r\nhello\r\n", b"fffffff\r\nhi")
    sizes += (b"5\r\nhello\r\n", b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), b"1" * 70_000)
    return [_ok(rng.choice(sizes), "Transfer-Encoding: chunked")]


def _heads(body, port, rng):
    nonsense = (b"", b"\x00" * 100, b"HTTP/1.1", b"SSH-2.0-x\r\n", b"HTTP/9.9 200 OK\r\n\r\n")
    nonsense += (_ok(body, "X: " + "y" * 70_000), _ok(body, *["X: y"] * 200))
    nonsense += (_ok(body, "Content-Encoding: gzip"), _ok(body, "no colon", ": no name"))
    return [rng.choice(nonsense)]


def _page(body, port, rng):
    page = b"<!DOCTYPE html><title>Please log in</title>" + b"x" * 3000
    kind = rng.choice(("Content-Type: text/html", "Content-Type: text/csv"))
    return [_ok(page, kind, f"Content-Length: {len(page)}")]


@contextmanager
def mirror(body: bytes, rng: random.Random) -> Iterator[int]:
    """Serve hostile answers on a port of the loopback address; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        script = answer(body, port, rng)
        thread = threading.Thread(target=_serve, args=(listener, script), daemon=True)
        thread.start()
        yield port
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _serve(listener: socket.socket, script: list[bytes | float]) -> None:
    with suppress(OSError):  # the listener was closed: the try is over
        while True:
            line, _ = listener.accept()
            threading.Thread(target=_talk, args=(line, script), daemon=True).start()


def _talk(line: socket.socket, script: list[bytes | float]) -> None:
    with line, suppress(OSError):  # the client may leave at any moment
        line.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head and (got := line.recv(65536)):
            head += got
        for part in script:
            if isinstance(part, float):
                time.sleep(part)
            else:
                line.sendall(part)
