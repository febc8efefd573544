"""Response time and size of the pages of ``detente serve``, at the first and at later requests.

``python benchmarks/app.py [--runs N]`` starts real servers on free ports: some are queried before
they have precomputed anything, one after. *First* is the time until the first part of a page
arrives, with at least the title of a case; *screen* until the part that fills a window, with the
verdict of a case; *whole* until the last byte. Medians.
"""

import gzip
import hashlib
import http.client
import shutil
import statistics
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode

from common import arguments, environment, full_store, table

from detente.case.load import locate

US = "/cases/bundled/us-russia-2001"
PAGES = (
    "/",
    US,
    "/compare?a=bundled/us-russia-2001&b=bundled/anglo-japanese-1905",
    "/world?as_of=2001",
)
WAITING, FULL = b'class="waiting"', b'class="answer"'  # in a page: before and after its forecast
READING = 4.0  # seconds between a preview and the save
LEVER = "threats.taliban.attained"
CODED = "attained: {value: 0.3, low: 0.15, high: 0.5}"


@dataclass(frozen=True)
class Answer:
    """Seconds until the first part, until a window is full and until the end; compressed bytes."""

    status: int
    first: float
    screen: float
    whole: float
    size: int
    text: str


def ask(port: int, path: str, form: dict[str, str] | None = None) -> Answer:
    """One request over a connection of its own."""
    start = perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    heads = {"accept-encoding": "gzip", "content-type": "application/x-www-form-urlencoded"}
    connection.request("POST" if form else "GET", path, form and urlencode(form), heads)
    answer = connection.getresponse()
    compressed = answer.getheader("content-encoding") == "gzip"
    reader, shown, body = zlib.decompressobj(31), b"", b""
    first = screen = 0.0
    while part := answer.read1():
        body += part
        shown += reader.decompress(part) if compressed else part
        first = first or perf_counter() - start
        if FULL in shown or WAITING not in shown:
            screen = screen or perf_counter() - start
    whole = perf_counter() - start
    connection.close()
    size = len(body if compressed else gzip.compress(body))
    return Answer(answer.status, first or whole, screen or whole, whole, size, shown.decode())


def page(port: int, path: str) -> Answer:
    answer = ask(port, path)
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {answer.text[:200]}")
    return answer


@contextmanager
def served(home: Path, folder: str) -> Iterator[int]:
    """Port of a server that has just started to listen."""
    server = subprocess.Popen(
        [sys.executable, "-m", "detente", "serve", folder, "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment(home),
    )
    try:
        yield int(server.stderr.readline().partition("127.0.0.1:")[2].partition("/")[0])
    finally:
        server.terminate()
        server.wait()


def settled(port: int) -> None:
    """Wait until the server has precomputed its pages."""
    world(port)
    for _ in range(120):
        sleep(1)
        if page(port, US).whole < 0.1 and ask(port, "/world").whole < 0.2:
            return
    raise SystemExit("the server did not become idle")


def world(port: int, query: str = "") -> Answer:
    """The world page: its first response, and the time until its list is there."""
    start = perf_counter()
    first = answer = ask(port, f"/world{query}")
    while answer.status != 200:
        sleep(0.1)
        answer = ask(port, f"/world{query}")
    return Answer(200, first.first, first.screen, perf_counter() - start, answer.size, "")


def middle(name: str, answers: list[Answer]) -> list[str]:
    times = [[a.first, a.screen, a.whole] for a in answers]
    shown = [f"{1000 * statistics.median(each):.0f}" for each in zip(*times, strict=True)]
    size = statistics.median(a.size for a in answers)
    return [name, *shown, f"{size / 1000:.0f}"]


def cold(
    start: Callable[[], AbstractContextManager[int]], home: Path, runs: int
) -> Iterator[list[str]]:
    """Requests at the moment that the server starts to listen."""
    cases, again, worlds = [], [], []
    for _ in range(runs):
        shutil.rmtree(home / "cache", ignore_errors=True)
        for answers in (cases, again):
            with start() as port:
                answers.append(page(port, US))
        with start() as port:
            worlds.append(world(port))
    yield middle("a case, at the first start of the server", cases)
    yield middle("a case, at a later start", again)
    yield middle("the world, at the start", worlds)


def looked_at(port: int, runs: int) -> Iterator[list[str]]:
    yield middle("a case, first request, precomputed", [page(port, US)])
    seeds = [page(port, f"{US}?seed={n}") for n in range(1, runs + 1)]
    yield middle("a case, first request, another seed", seeds)
    years = [world(port, f"?as_of={year}") for year in range(1990, 1990 + min(runs, 5))]
    yield middle("the world, first request of a year", years)
    world(port, "?as_of=2001")
    for path in PAGES:
        yield middle(f"again: {path}", [page(port, path) for _ in range(runs + 1)][1:])


def saved(port: int, folder: str, runs: int) -> Iterator[list[str]]:
    """A number of a case is edited and saved, then the pages that show it are requested."""
    file = Path(folder) / "mine.yaml"
    text = file.read_text(encoding="utf-8")
    changes, at_once = [], []
    for n in range(1, runs + 1):
        token = page(port, "/").text.partition('name="csrf_token" value="')[2].partition('"')[0]
        loaded = hashlib.sha256(file.read_bytes()).hexdigest()
        new = text.replace(CODED, CODED.replace("0.3", f"0.3{n}", 1))
        form = {"text": new, "loaded": loaded, "csrf_token": token}
        ask(port, "/cases/folder/mine/edit", form | {"do": "preview"})
        sleep(READING)
        if ask(port, "/cases/folder/mine/edit", form | {"do": "save"}).status != 303:
            raise SystemExit("the edit was not saved")
        changes.append(page(port, "/compare?a=folder/mine@previous&b=folder/mine"))
        at_once.append(page(port, "/cases/folder/mine"))
    yield middle("after a save: what changed", changes)
    yield middle("after a save: the case, immediately", at_once)


def rewritten(port: int, folder: str, runs: int) -> Iterator[list[str]]:
    """Another program writes a case; its page is requested some seconds later."""
    file = Path(folder) / "mine.yaml"
    text, answers = file.read_text(encoding="utf-8"), []
    for n in range(1, runs + 1):
        file.write_text(text + f"# {n}\n", encoding="utf-8")
        sleep(READING)
        answers.append(page(port, "/cases/folder/mine"))
    yield middle(f"a case that another program wrote {READING:.0f} s ago", answers)


def whatif(port: int, runs: int) -> Iterator[list[str]]:
    page(port, f"{US}/whatif?scenario=s-success")  # its forecast is no longer cached
    names = ("s-long-campaign", "s-iraq-attack", "s-iran-alarm", "s-baltic-invited")
    scenarios = [f"{US}/whatif?scenario={s}" for s in names]
    yield middle("what-if, a scenario", [page(port, path) for path in scenarios])
    levers = [f"{US}/whatif?set={LEVER}={n / 97:.4f}" for n in range(1, runs + 1)]
    yield middle("what-if, a lever", [page(port, path) for path in levers])
    both = [f"{US}/whatif?scenario=s-abm-exit&set={LEVER}={n / 97:.4f}" for n in range(1, runs + 1)]
    yield middle("what-if, a scenario and a lever", [page(port, path) for path in both])
    two = [f"{US}/whatif?scenario=s-rank-denied&scenario={s}" for s in names]
    yield middle("what-if, two scenarios", [page(port, path) for path in two])


def main() -> None:
    options = arguments(runs=9)
    with full_store(options.data) as home, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "mine.yaml").write_bytes(locate("us-russia-2001").read_bytes())
        rows = [*cold(lambda: served(Path(home), folder), Path(home), min(options.runs, 5))]
        with served(Path(home), folder) as port:
            settled(port)
            for measure in (
                looked_at,
                lambda p, n: saved(p, folder, n),
                lambda p, n: rewritten(p, folder, n),
                whatif,
            ):
                rows += measure(port, options.runs)
    print(table(["page", "first, ms", "screen, ms", "whole, ms", "compressed, kB"], rows))


if __name__ == "__main__":
    main()
