"""What the tests share: where real data may be, and small stores made in code."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("detente", deadline=None)  # a busy machine is no fault
settings.load_profile("detente")
# two processes of tests share the cores; read when NumPy is first imported, and by subprocesses
for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(threads, "1")
# tests start many processes, each of which would compile all anew, half a second each
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

collect_ignore = ["campaign"]  # its own command: python -m tests.campaign
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CHROMIUM = Path("/usr/bin/chromium")
# sources that are not among the Parquet copies, by folder of the reference data
FOLDERS = {
    "recent": (
        "fbic",
        "gdelt-dyad-months",
        "gdelt-world-months",
        "pew-favourability",
        "reign-elections",
        "reign-leaders",
        "un-agreement-2025",
        "un-ideal-points-2024",
        "un-votes-2025",
    ),
    "producers": ("gw-states", "polity5"),
    "events/series": ("icews-conflict-months",),
}
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


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real reference data; skips where it is absent."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("the real reference data (../shared/data) are not on this machine")
    return data


@pytest.fixture(scope="session")
def home_of_data(shared, tmp_path_factory):
    """A store with every source pulled from the real data."""
    from detente import registry
    from detente.data import pull

    home = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home))
        cards = registry.sources()
        apart = {i: shared / folder for folder, ids in FOLDERS.items() for i in ids}
        pull.pull((c for c in cards.values() if not c.by_hand and c.id not in apart), shared)
        for name, folder in apart.items():
            pull.pull([cards[name]], folder)
    return home


@pytest.fixture(scope="module")
def real_store(home_of_data):
    """The store of the real data, named by DETENTE_HOME until the tests of the module are over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home_of_data))
        yield home_of_data


@pytest.fixture(autouse=True)
def no_cached_results(request, monkeypatch):
    """Tests replace lenses and parts of the forecast, which no key of the cache tells."""
    if request.path.name != "test_cache.py" and "cached_results" not in request.fixturenames:
        monkeypatch.setattr("detente.cache.DiskCache.read", lambda cache, name: None)
        monkeypatch.setattr("detente.cache.DiskCache.write", lambda cache, name, content: None)


@pytest.fixture(scope="session")
def home_of_cache(tmp_path_factory):
    """A home without data that tests of the same cases share."""
    return tmp_path_factory.mktemp("cached") / "home"


@pytest.fixture
def cached_results(request, monkeypatch, home_of_cache):
    """The cache is on, for tests of the unchanged program: a case is assessed once for all."""
    if "real_store" not in request.fixturenames:
        monkeypatch.setenv("DETENTE_HOME", str(home_of_cache))


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    """A home without any data."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def home(empty_store):
    """The folder of the empty store, for files whose tests all run on one."""
    return empty_store


@pytest.fixture(scope="session")
def home_of_events(tmp_path_factory):
    """A home with one event feed, loaded from a file made in code."""
    from gdelt_kit import loaded

    home = tmp_path_factory.mktemp("events")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home))
        assert loaded(home).fault == ""
    return home


@pytest.fixture
def event_store(home_of_events, cached_results, monkeypatch):
    """The home with one event feed, to read; SQL is compiled once for all tests."""
    monkeypatch.setenv("DETENTE_HOME", str(home_of_events))
    return home_of_events


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
