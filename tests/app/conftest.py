"""A real Chromium, and pages of it that may do nothing but what a page of ours may do."""

from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")  # while Playwright runs, no other event loop can in this thread
def chromium():
    """Debian's Chromium; skips where it or Playwright is absent."""
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM} on this machine (apt install chromium)")
    sync = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """What a browser did: requests, refusals of the policy, errors of scripts, dialogs."""

    def __init__(self, context, base):
        self.base, self.requests, self.faults = base, [], []
        context.on("request", lambda r: self.requests.append(r.url))
        context.on("console", self._console)
        context.on("weberror", lambda e: self.faults.append(str(e.error)))
        context.on("dialog", self._dialog)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _dialog(self, dialog):
        self.faults.append(f"dialog {dialog.type}")
        dialog.accept()

    def check(self):
        """Nothing was asked of another machine and nothing went wrong."""
        away = [u for u in self.requests if not u.startswith((self.base + "/", "data:"))]
        assert away == []
        assert self.faults == []
        assert self.requests


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def view(request):
    """Size of the window."""
    return dict(zip(("width", "height"), request.param, strict=True))


@pytest.fixture
def opened(chromium):
    """Open a context of a base address; on leaving, what it did is checked."""
    watches = []

    def open_(base, **options):
        context = chromium.new_context(base_url=base, **options)
        context.set_default_timeout(60_000)
        watches.append((context, Watch(context, base)))
        return context.new_page(), watches[-1][1]

    yield open_
    for context, watch in watches:
        context.close()
        watch.check()
