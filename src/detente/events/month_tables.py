"""Tables of whole numbers by month, each made once from all parts of its month and stored.

An event that came in two files counts once, since a month's parts are read together. A table is
stored under its queries and the names of its parts, which never change: a load makes only the
tables of its own months anew.
"""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.cache import MONTHS, digest
from detente.events import store
from detente.events.counting import Counting
from detente.events.engine import Columns, Engine
from detente.events.expressions import CLASSES, DIRECTIONS
from detente.events.queries import sql
from detente.events.series import Months

Whole = TypeVar("Whole", bound=np.signedinteger)
# of a pair table: month since January 1970, COW codes, then the classes of each direction
PAIR_COLUMNS = ("one", "two", *(f"{d}_{name}" for d in DIRECTIONS for name in CLASSES))


def months_of_columns(columns: Columns) -> Months:
    """Months of the columns ``year`` and ``month``."""
    months: Months = ((columns["year"] - 1970) * 12 + columns["month"] - 1).astype("datetime64[M]")
    return months


def parts_by_month(parts: Iterable[Path]) -> dict[np.datetime64, list[Path]]:
    """Parts by the month after which each is named, in the order of time."""
    months: dict[np.datetime64, list[Path]] = {}
    for part in sorted(parts):
        months.setdefault(np.datetime64(part.name[:7]), []).append(part)
    return months


def tables(
    parts: Sequence[Path],
    texts: Sequence[str],
    engine: Engine,
    make: Callable[[Sequence[Path]], NDArray[np.signedinteger]],
    kind: type[Whole],
) -> Iterator[NDArray[Whole]]:
    """A table for each month, in the order of time; made where it is not stored.

    Months that are not stored are made a calendar year at a time, so that memory depends on a
    year's rows and not on all; together by an engine that takes all parts together.

    Parameters
    ----------
    parts : sequence of Path
        All parts of each month wanted.
    texts : sequence of str
        The queries on which a table depends.
    engine : Engine
        What runs them.
    make : callable
        Makes one table from parts of several months. Its first column is the month since January
        1970.
    kind : type
        Of the numbers.

    Raises
    ------
    DataError
        If a part is gone: its feed was removed meanwhile.
    """
    months = parts_by_month(parts)
    names = {month: digest(*texts, *map(_sized, of)) for month, of in months.items()}
    held = {m: of for m, name in names.items() if (of := MONTHS.read(name)) is not None}
    for group in _groups([month for month in months if month not in held], engine):
        made = make([part for month in group for part in months[month]])
        for month in group:
            held[month] = _packed(made[made[:, 0] == month.astype(int)])
            MONTHS.write(names[month], held[month])
    for month in months:
        yield _unpacked(held.pop(month)).astype(kind)


def _sized(part: Path) -> str:
    """Name and size of a part, which never changes under its name."""
    try:
        return f"{part} {part.stat().st_size}"
    except FileNotFoundError:
        raise store.part_gone(part) from None


def _groups(months: Sequence[np.datetime64], engine: Engine) -> Iterator[list[np.datetime64]]:
    """Months to make at once."""
    groups: dict[object, list[np.datetime64]] = {}
    for month in months:
        groups.setdefault(engine.together or month.astype("datetime64[Y]"), []).append(month)
    yield from groups.values()


def _packed(table: NDArray[np.signedinteger]) -> bytes:
    """The table in the smallest type that holds it, compressed."""
    largest = np.abs(table).max(initial=0)
    kind = next(k for k in (np.int16, np.int32, np.int64) if largest <= np.iinfo(k).max)
    buffer = io.BytesIO()
    np.save(buffer, table.astype(kind), allow_pickle=False)
    return zlib.compress(buffer.getbuffer(), 1)


def _unpacked(packed: bytes) -> NDArray[np.signedinteger]:
    table: NDArray[np.signedinteger] = np.load(
        io.BytesIO(zlib.decompress(packed)), allow_pickle=False
    )
    return table


def pair_tables(
    parts: Sequence[Path], counting: Counting, engine: Engine
) -> Iterator[NDArray[np.int32]]:
    """Events of all pairs, a table for each month in the order of time.

    Parameters
    ----------
    parts : sequence of Path
        All parts of each month wanted.
    counting : Counting
        What counts.
    engine : Engine
        What counts them.

    Returns
    -------
    iterator of array of int, shape (pairs, 18)
        Month since January 1970 and `PAIR_COLUMNS`, in the order of the pairs.
    """
    text = sql("all pairs", counting, engine.dialect)

    def make(some: Sequence[Path]) -> NDArray[np.int64]:
        (columns,) = engine.run(some, text)
        month = months_of_columns(columns).astype(np.int64)
        return np.column_stack([month, *(columns[name] for name in PAIR_COLUMNS)])

    yield from tables(parts, (text,), engine, make, np.int32)
