"""Servers, clients and cases for the tests of the app."""

import contextlib
import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx

from detente.app.server import Options, application, server
from detente.case.load import build, locate
from detente.case.yaml12 import YamlDocument, parse
from detente.errors import CaseError

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HOSTILE = "<script>window.pwned=1</script><img src=x onerror='window.pwned=2'>\"'&{{7*7}}"


def at_both_widths(page):
    """Give the window of a page the width of a desktop, then of a phone, then its own again."""
    before = page.viewport_size
    for view in (DESKTOP, PHONE):
        page.set_viewport_size(view)
        yield view
    page.set_viewport_size(before)


@contextlib.contextmanager
def client(folder, *, body_seconds=10, **options):
    """A client of the whole app, served by a thread; nothing is precomputed."""
    app = application(Options(folder=folder, precompute=False, **options))
    uvicorn_server = server(replace(app, body_seconds=body_seconds))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=uvicorn_server.run, kwargs={"sockets": [listener]})
        thread.start()
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=base, timeout=60) as web:
                yield web
        finally:
            uvicorn_server.should_exit = True
            thread.join(20)


def bundled(name="anglo-japanese-1905"):
    """Bytes of a case that ships."""
    return locate(name).read_bytes()


def changed(data, old, new):
    """Bytes of a case with one text of it replaced."""
    assert data.count(old) == 1
    return data.replace(old, new)


def links_to_files(page):
    """Addresses of all files that a page offers."""
    return [unescape(x) for x in re.findall(r'href="([^"]*/download/[^"]*)"', page.text)]


def csv_rows(reply):
    """Rows of a CSV file that was sent to be saved."""
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-disposition"].startswith('attachment; filename="')
    return list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))


def estimated(web, path):
    """A page of the world once its risks are estimated; until then it says so."""
    while (page := web.get(path)).status_code == 202:
        assert page.headers["refresh"] == "1"
        time.sleep(0.2)
    return page


def csrf_token(page):
    """The hidden token of the forms of a page."""
    return page.text.partition('name="csrf_token" value="')[2].partition('"')[0]


@contextlib.contextmanager
def serving(folder, *options, home):
    """A real server in its own process; yields the process, the address and the lines it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "serve", str(folder), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DETENTE_HOME": str(home)},
    )
    lines = []
    for line in process.stderr:
        lines.append(line)
        if " at http" in line:
            break
    else:
        process.wait()
        process.stderr.close()
        raise AssertionError("".join(lines))
    drain = threading.Thread(target=lines.extend, args=(process.stderr,), daemon=True)
    drain.start()
    try:
        yield process, lines[-1].partition(" at ")[2].partition(" (stop")[0].rstrip("/"), lines
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        drain.join(5)
        process.stderr.close()


def hostile():
    """A case with markup in every free text, and the places that have it."""
    values = parse("x", bundled()).values
    places = defaultdict(list)
    for place, text in _leaves(values):
        if isinstance(text, str):
            places[tuple(s for s in place if isinstance(s, str))].append(place)
    replaced = []
    for kind, spots in places.items():
        old = _at(values, spots[0])
        _put(values, spots[0], HOSTILE)
        try:
            build(YamlDocument("x", values=values))
        except CaseError:
            _put(values, spots[0], old)
            continue
        replaced.append(kind)
        for number, spot in enumerate(spots):
            _put(values, spot, f"{HOSTILE} {number}")
    return json.dumps(values, indent=1).encode(), replaced


def _leaves(node, here=()):
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, item in entries:
        if isinstance(item, dict | list):
            yield from _leaves(item, (*here, key))
        else:
            yield (*here, key), item


def _at(node, place):
    for step in place:
        node = node[step]
    return node


def _put(values, place, text):
    _at(values, place[:-1])[place[-1]] = text


def folder_with(path: Path, **cases):
    """A folder of case files by id."""
    path.mkdir(exist_ok=True)
    for name, data in cases.items():
        (path / f"{name}.yaml").write_bytes(data)
    return path
