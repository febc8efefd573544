"""A real server of the app, and clients that are not polite."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from .commands import ENV, ROOT

PATIENCE = 90.0  # seconds for one answer: the app gives up after 60


class Web:
    """A server in a process of its own.

    Parameters
    ----------
    folder : Path
        Its case files.
    home : Path
        Its data folder.
    errors : Path
        File of its standard error.
    """

    def __init__(self, folder: Path, home: Path, errors: Path):
        self.errors = errors
        argv = [sys.executable, "-m", "detente", "serve", str(folder), "--port", "0"]
        env = {**ENV, "DETENTE_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
        with errors.open("wb") as file:
            self.process = subprocess.Popen(argv, stderr=file, env=env, cwd=folder)
        self.port = self._port()

    def _port(self) -> int:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if found := re.search(r" at http://127\.0\.0\.1:(\d+)", self.errors.read_text()):
                return int(found[1])
            time.sleep(0.1)
        raise RuntimeError(f"the server did not start: {self.errors.read_text()[-2000:]}")

    def ask(self, request: bytes, *, half_close: bool = False) -> bytes:
        """What the server answers to raw bytes, up to its end or its first 300 kB.

        A client that closes its own half says that nothing more will come.
        """
        answer = b""
        with suppress(ConnectionError), self.line() as line:
            line.sendall(request)
            if half_close:
                line.shutdown(socket.SHUT_WR)
            while len(answer) < 300_000 and (got := line.recv(65536)):
                answer += got
        return answer

    def get(self, path: str, *heads: str, method: str = "GET", body: bytes = b"") -> bytes:
        """The whole answer to a request, head and body."""
        lines = [f"{method} {path} HTTP/1.1", *heads, "Connection: close"]
        if not any(head.lower().startswith("host:") for head in heads):
            lines.insert(1, f"Host: 127.0.0.1:{self.port}")
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return self.ask("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + body)

    def line(self) -> socket.socket:
        """An open connection."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def memory(self) -> float:
        """Largest resident size so far, MB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024

    def processor(self) -> float:
        """Seconds of processor so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> float:
        """Ask the server to end; returns the seconds that it took."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return time.monotonic() - start


@contextmanager
def served(folder: Path, home: Path, errors: Path):
    """A server for the time of the block; it is killed if it is still there."""
    web = Web(folder, home, errors)
    try:
        yield web
    finally:
        web.process.kill()
        web.process.wait()


def status(answer: bytes) -> int:
    """Status of an answer; 0 if the connection was closed without one."""
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(found[1]) if found else 0
