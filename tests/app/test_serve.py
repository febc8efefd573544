"""The command as a process: its messages, its access control, and a kill during a save."""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import numpy as np
import pytest
from app_kit import bundled, changed, csrf_token, folder_with, serving

from detente.case.load import load

TITLE = b"The Anglo-Japanese alliance on the day of its second treaty"
EVERYWHERE = "0.0.0.0"  # noqa: S104


@pytest.fixture
def folder(tmp_path):
    return folder_with(tmp_path / "cases", mine=bundled())


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "detente", "serve", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_it_serves_at_the_address_that_it_prints(folder, tmp_path):
    with serving(folder, home=tmp_path / "home") as (process, address, lines):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        assert httpx.get(address, timeout=60).status_code == 200
        assert "warning" not in "".join(lines)
    assert process.returncode in (0, -signal.SIGTERM)


def test_on_an_address_that_others_can_reach_it_warns_and_requires_a_token(folder, tmp_path):
    with serving(folder, "--host", EVERYWHERE, home=tmp_path / "home") as (_, address, lines):
        assert "can be reached from other machines" in lines[0]
        plain, _, token = address.partition("/?token=")
        assert len(token) >= 32
        assert httpx.get(plain, timeout=60).status_code == 401
        with httpx.Client(follow_redirects=True, timeout=60) as browser:
            assert browser.get(address).status_code == 200


def test_a_mistake_is_one_sentence(folder, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for words, message in (
            ([folder, "--port", port], f"127.0.0.1:{port} cannot be served on"),
            ([tmp_path / "none"], "wanted a folder of case files"),
            ([folder, "--host", "no.such.host.invalid"], "cannot be served on"),
        ):
            done = run(*words)
            assert done.returncode == 2
            last = done.stderr.strip().splitlines()[-1]
            assert last.startswith("detente: ")
            assert message in last


def test_a_server_killed_while_it_saves_loses_nothing(folder, tmp_path):
    """Two editors save over HTTP until the server is killed; what it confirmed is in the file."""
    rng = np.random.default_rng(9)
    file = folder / "mine.yaml"
    plain = changed(bundled(), TITLE, b"TITLE")
    for _ in range(4):
        file.write_bytes(plain)
        confirmed = []
        with serving(folder, home=tmp_path / "home") as (process, address, _):
            editor = threading.Thread(target=_edit, args=(address, plain, confirmed))
            editor.start()
            time.sleep(rng.uniform(0.5, 2.0))
            os.kill(process.pid, signal.SIGKILL)
            editor.join(30)
        last = confirmed[-1] if confirmed else -1
        title = load(file).title
        assert title in ("TITLE" if last < 0 else f"Round {last}", f"Round {last + 1}")
        assert file.read_bytes() == changed(plain, b"TITLE", title.encode())


def _edit(address, plain, confirmed):
    try:
        with httpx.Client(base_url=address, timeout=60) as web:
            ours = csrf_token(web.get("/"))
            now = plain
            for number in range(10_000):
                new = changed(plain, b"TITLE", f"Round {number}".encode())
                sent = {
                    "text": new.decode(),
                    "loaded": hashlib.sha256(now).hexdigest(),
                    "csrf_token": ours,
                    "do": "save",
                }
                assert web.post("/cases/folder/mine/edit", data=sent).status_code == 303
                confirmed.append(number)
                now = new
    except httpx.TransportError:
        return  # the server is gone
