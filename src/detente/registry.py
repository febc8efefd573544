"""Automatic discovery of lenses, sources, measures and plug-ins.

A module in ``detente.lenses``, ``detente.sources`` or ``detente.panel.measures`` registers itself
when it is imported, and so does a module that an installed package names under the entry point
``detente.plugins``. Event feeds and readers of documents have registries of their own
(`detente.events.feed`, `detente.reading.reader`). A plug-in cannot replace anything of detente's.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from io import StringIO
from typing import TYPE_CHECKING, TypeVar

from detente.data.as_of import years_back
from detente.data.cards import MeasureCard, SourceCard
from detente.data.sql import Sql
from detente.document.shown import shown
from detente.errors import DataError, DetenteError, MissingData, in_words
from detente.records import Estimate, LensCard, Lever, NoEvidence

if TYPE_CHECKING:
    from detente.case.draws import Draws
    from detente.case.model import Case
    from detente.panel.tables import Tables

LensFunction = Callable[["Case", "Draws"], Estimate | NoEvidence]
MeasureFunction = Callable[["Tables"], str]
HistoryFunction = Callable[["Tables"], str]
LeversFunction = Callable[["Case"], Iterable[Lever]]
_T = TypeVar("_T")
_Query = TypeVar("_Query", bound=MeasureFunction)
_GROUP = "detente.plugins"
_PACKAGES = ("detente.sources", "detente.panel.measures", "detente.lenses", "detente.events.feeds")


@dataclass(frozen=True)
class Lens:
    """A theory: its card, the function that reads a case, its history and its levers.

    Attributes
    ----------
    card : LensCard
        What the lens measures.
    read : callable (Case, Draws) -> Estimate or NoEvidence
        Reads the value from a case.
    history : callable (Tables) -> str, optional
        The historical counterpart: SQL of the same quantity on the same scale for dyad-years.
        Its rows are ``ccode1 < ccode2``, ``year``, ``value``, and, if the value is computed from
        one value for each of the two states, ``side1`` and ``side2``. A dyad-year without
        evidence has no row or a null value.
    levers : callable (Case) -> iterable of Lever, optional
        The values of a case that a sensitivity analysis may move on behalf of the lens.
    """

    card: LensCard
    read: LensFunction
    history: HistoryFunction | None = None
    levers: LeversFunction | None = None

    def query(self, tables: "Tables") -> Sql:
        """SQL of the historical counterpart, trusted like the code that wrote it.

        Raises
        ------
        MissingData
            If the lens has none.
        """
        if self.history is None:
            raise MissingData(f"the lens '{self.card.id}' has no historical counterpart")
        return Sql(self.history(tables))

    def sources(self) -> tuple[str, ...]:
        """Ids of the data sets that the historical counterpart reads, sorted.

        Raises
        ------
        DataError
            If the card names a measure or a data set that does not exist.
        """
        place = f"card of the lens '{self.card.id}'"
        of_measures = {
            s
            for name in self.card.history
            for s in _known(place, "measure", name, measures()).card.sources
        }
        names = sorted({*of_measures, *self.card.sources, *self.card.user_sources})
        for name in names:
            _known(place, "source", name, sources())
        return tuple(names)

    def lag(self) -> int:
        """Years from the year of a historical value to the first year that may use it.

        1 plus the largest lag of the data sets: the value of a year is complete when the year is
        over and the slowest of them is published.
        """
        return years_back(sources()[name] for name in self.sources())


@dataclass(frozen=True)
class Measure:
    """An addition to the panel: its card and the function that returns its query."""

    card: MeasureCard
    function: MeasureFunction

    def query(self, tables: "Tables") -> Sql:
        """SQL of its rows, trusted like the code that wrote it."""
        return Sql(self.function(tables))


def is_ours(lens: Lens) -> bool:
    """Whether a lens is part of detente, not of a plug-in."""
    return lens.read.__module__.partition(".")[0] == "detente"


_lenses: dict[str, Lens] = {}
_sources: dict[str, SourceCard] = {}
_measures: dict[str, Measure] = {}
_unloaded: dict[str, str] = {}


def _known(place: str, kind: str, name: str, known: dict[str, _T]) -> _T:
    if name not in known:
        raise DataError(f"{place} names the {kind} '{name}', which does not exist")
    return known[name]


def enter(
    known: dict[str, _T], name: str, entry: _T, *, kind: str, function: Callable[[_T], object]
) -> None:
    """Enter a thing under its id, unless another module has entered one under the same id.

    Parameters
    ----------
    known : dict
        Things by id.
    name : str
        The id.
    entry
        The thing.
    kind : str
        What such things are called, in the plural, for the error message.
    function : callable
        The function of a thing, whose module owns the id.

    Raises
    ------
    DetenteError
        If the id belongs to another module.
    """
    owner, module = (function(one).__module__ for one in (known.get(name, entry), entry))
    if owner != module:
        raise DetenteError(
            f"two {kind} are called '{name}', in {owner} and in {module}; rename one of them"
        )
    known[name] = entry


def all_in(known: dict[str, _T], package: str) -> dict[str, _T]:
    """All that a package and the plug-ins registered, by id in alphabetical order.

    Parameters
    ----------
    known : dict
        Things by id, filled by the import.
    package : str
        The package whose modules register such things.
    """
    import_modules(package)
    load_plugins()
    return dict(sorted(known.items()))


def lens(
    card: LensCard,
    *,
    history: HistoryFunction | None = None,
    levers: LeversFunction | None = None,
) -> Callable[[LensFunction], LensFunction]:
    """Register the decorated function as the reading of a lens.

    Parameters
    ----------
    card : LensCard
        What the lens measures.
    history, levers : callable, optional
        As the attributes of `Lens`.

    Returns
    -------
    callable
        A decorator that returns the function unchanged.

    Raises
    ------
    DetenteError
        If another module has registered a lens with the same id.
    """

    def register(function: LensFunction) -> LensFunction:
        entry = Lens(card, function, history, levers)
        enter(_lenses, card.id, entry, kind="lenses", function=lambda one: one.read)
        return function

    return register


def source(card: SourceCard) -> SourceCard:
    """Register a data set by its card, and return the card.

    Raises
    ------
    DetenteError
        If a data set with the same id and another card is registered.
    """
    if _sources.setdefault(card.id, card) != card:
        raise DetenteError(
            f"two sources are called '{card.id}', {_sources[card.id].label} and {card.label}; "
            "rename one of them"
        )
    return card


def measure(card: MeasureCard) -> Callable[[_Query], _Query]:
    """Register the decorated function as the query of a measure.

    Raises
    ------
    DetenteError
        If another module has registered a measure with the same id.
    """

    def register(function: _Query) -> _Query:
        entry = Measure(card, function)
        enter(_measures, card.id, entry, kind="measures", function=lambda one: one.function)
        return function

    return register


@cache
def import_modules(package: str) -> None:
    """Import every module of a package once, so that what they hold registers itself."""
    root = importlib.import_module(package)
    for module in pkgutil.iter_modules(root.__path__):
        importlib.import_module(f"{package}.{module.name}")


@contextmanager
def off_the_output() -> Iterator[None]:
    """Send what a plug-in prints to standard error: standard output may be one JSON document."""
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            yield
    finally:
        text = "" if printed.closed else printed.getvalue()
        if text:
            sys.stderr.write(shown(text))


@cache
def load_plugins() -> None:
    """Load every plug-in once; one that fails, or takes a name of detente's own, is left out."""
    points = entry_points(group=_GROUP)
    if points:  # all of detente's own first, so that a plug-in cannot take one of their names
        for package in _PACKAGES:
            import_modules(package)
    for point in points:
        try:
            with off_the_output():
                point.load()
        except KeyboardInterrupt:  # also that of a user who waits for the plug-in
            raise
        except BaseException as problem:
            reason = in_words(problem)
            _unloaded[point.name] = f"the plug-in {point.value} cannot be loaded ({reason})"


def extended() -> bool:
    """Whether any plug-in is installed."""
    return bool(entry_points(group=_GROUP))


def unloaded() -> dict[str, str]:
    """Reasons why plug-ins could not be loaded, by the name of their entry point."""
    load_plugins()
    return dict(_unloaded)


def lenses() -> dict[str, Lens]:
    """All lenses by id, in alphabetical order."""
    return all_in(_lenses, "detente.lenses")


def sources() -> dict[str, SourceCard]:
    """All data sets by id, in alphabetical order."""
    return all_in(_sources, "detente.sources")


def measures() -> dict[str, Measure]:
    """All additions to the panel by id, in alphabetical order."""
    return all_in(_measures, "detente.panel.measures")
