"""Fits of a backtest kept on disk, so that one that was stopped can go on.

They lie in a folder named after the rows and the code that made them: other data or another
version finds nothing there.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

import detente
from detente.data import store
from detente.history.rows import Rows
from detente.records import Array

_CODE = ("backtest", "forecast")  # folders whose modules a forecast depends on


def folder(rows: Rows) -> Path:
    """Where the fits on these rows are kept."""
    mark = hashlib.sha256()
    for values in (rows.unit, rows.year, rows.stop, rows.cause, rows.x):
        mark.update(np.ascontiguousarray(values).tobytes())
    mark.update(repr((rows.names, rows.causes)).encode())
    root = Path(detente.__file__).parent
    for path in sorted(p for name in _CODE for p in (root / name).glob("*.py")):
        mark.update(path.read_bytes())
    return store.home() / "derived" / "backtest" / mark.hexdigest()[:16]


def kept(place: Path, name: str, make: Callable[[], list[Array]]) -> list[Array]:
    """The arrays of that name, read if they are there, else made and written in one step."""
    path = place / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}.npz"
    if path.exists():
        with np.load(path) as found:
            return [found[key] for key in found.files]
    arrays = make()
    place.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    with beside.open("wb") as file:
        np.savez(file, *arrays)
    beside.replace(path)
    return arrays


def forget() -> None:
    """Remove all that was kept, of whatever data and version."""
    shutil.rmtree(store.home() / "derived" / "backtest", ignore_errors=True)
