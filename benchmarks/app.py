"""Time and size of what ``detente serve`` answers, once it has been asked before and when new.

``python benchmarks/app.py [--runs N]`` starts the real server on a free port and lets it prepare.
*First* is the first time that somebody asked, *again* the median of the later ones. A what-if is
always a new question, so nothing of it was kept.
"""

import gzip
import http.client
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep

from common import arguments, environment, full_store, table

US = "/cases/bundled/us-russia-2001"
PAGES = (
    "/",
    US,
    "/compare?a=bundled/us-russia-2001&b=bundled/anglo-japanese-1905",
    "/world?as_of=2001",
)


def get(port: int, path: str) -> tuple[float, int]:
    """Seconds until the whole answer is here, and its compressed bytes."""
    start = perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("GET", path, headers={"accept-encoding": "gzip"})
    answer = line.getresponse()
    body = answer.read()
    taken = perf_counter() - start
    line.close()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
    compressed = answer.getheader("content-encoding") == "gzip"
    return taken, len(body if compressed else gzip.compress(body))


def prepared(port: int) -> None:
    """Wait until the server has made what it makes ahead, the world list being the last."""
    for _ in range(60):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        line.request("GET", "/world")
        status = line.getresponse().status
        line.close()
        if status == 200:
            return
        sleep(2)
    raise SystemExit("the server did not come to rest")


def measure(port: int, runs: int) -> list[list[str]]:
    rows = []
    for path in PAGES:
        first, size = get(port, path)
        again = statistics.median(get(port, path)[0] for _ in range(runs))
        rows.append([path, f"{first:.2f}", f"{1000 * again:.0f}", f"{size / 1000:.0f}"])
    scenario = f"{US}/whatif?scenario="
    for name, asked in (
        (
            "what-if, a scenario",
            [scenario + s for s in ("s-success", "s-long-campaign", "s-iraq-attack")],
        ),
        (
            "what-if, a lever",
            [f"{US}/whatif?set=threats.taliban.attained={n / 97:.4f}" for n in range(1, runs + 1)],
        ),
    ):
        first, size = get(port, asked[0])
        again = statistics.median(get(port, path)[0] for path in asked[1:])
        rows.append([name, f"{first:.2f}", f"{1000 * again:.0f}", f"{size / 1000:.0f}"])
    return rows


def main() -> None:
    options = arguments(runs=15)
    with full_store(options.data) as home, tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "detente", "serve", folder, "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
            env=environment(Path(home)),
        )
        try:
            port = int(server.stderr.readline().partition("127.0.0.1:")[2].partition("/")[0])
            prepared(port)
            rows = measure(port, options.runs)
        finally:
            server.terminate()
            server.wait()
    print(table(["page", "first, s", "again, ms", "compressed, kB"], rows))


if __name__ == "__main__":
    main()
