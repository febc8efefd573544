"""What the tests share: where real data may be, and small stores made in code."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real reference data; skips where it is absent."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("the real reference data (../shared/data) are not on this machine")
    return data


@pytest.fixture(scope="session")
def real_store(shared, tmp_path_factory):
    """A store with every source pulled from the real data, named by DETENTE_HOME."""
    from detente import intake, registry

    home = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home))
        intake.pull((c for c in registry.sources().values() if not c.by_hand), shared)
        yield home


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    """A home without any data."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
