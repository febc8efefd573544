"""A real Chromium that records every request, error and dialog of a page."""

import pytest
from app_kit import DESKTOP, PHONE


class Watch:
    """What a browser did: requests, violations of the policy, script errors, dialogs."""

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
        """No request left this machine and nothing failed."""
        foreign = [u for u in self.requests if not u.startswith((self.base + "/", "data:"))]
        assert foreign == []
        assert self.faults == []
        assert self.requests


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def view(request):
    """Size of the window."""
    return request.param


@pytest.fixture
def opened(chromium):
    """Open a browser context for a base address; what it did is checked at the end."""
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
