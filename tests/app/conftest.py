"""A real Chromium, and pages of it that may do nothing but what a page of ours may do."""

import pytest


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
