"""Automatic discovery of lenses, sources and measures.

A module in ``detente.lenses``, ``detente.sources`` or ``detente.panel.measures``, or one that an
installed package names under the entry point ``detente.plugins``, registers itself when imported.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from detente.data.cards import MeasureCard, SourceCard
from detente.errors import DetenteError
from detente.records import Estimate, LensCard, Lever, NoEvidence

if TYPE_CHECKING:
    from detente.case.draws import Draws
    from detente.case.model import Case
    from detente.panel.tables import Tables

LensFunction = Callable[["Case", "Draws"], Estimate | NoEvidence]
MeasureFunction = Callable[["Tables"], str]
HistoryFunction = Callable[["Tables"], str]
LeversFunction = Callable[["Case"], Iterable[Lever]]


@dataclass(frozen=True)
class Lens:
    """A theory: its card, the function that reads it off a case, and its face in history.

    ``history`` yields the SQL of rows ``ccode1 < ccode2``, ``year``, ``value``, the same quantity
    on the same scale for dyad-years, and where it is a matter of two sides, ``side1`` and
    ``side2``. A dyad-year without evidence has no row or a null value.
    """

    card: LensCard
    read: LensFunction
    history: HistoryFunction | None = None
    levers: LeversFunction | None = None


@dataclass(frozen=True)
class Measure:
    """An addition to the panel: its card and the query that yields its rows."""

    card: MeasureCard
    query: MeasureFunction


_lenses: dict[str, Lens] = {}
_sources: dict[str, SourceCard] = {}
_measures: dict[str, Measure] = {}
_unloaded: dict[str, str] = {}


def lens(
    card: LensCard,
    *,
    history: HistoryFunction | None = None,
    levers: LeversFunction | None = None,
) -> Callable[[LensFunction], LensFunction]:
    """Register the decorated function as the reading of ``card``, with its face in history."""

    def register(function: LensFunction) -> LensFunction:
        if card.id in _lenses and _lenses[card.id].read.__module__ != function.__module__:
            raise DetenteError(f"two lenses are called '{card.id}'; give one another id")
        _lenses[card.id] = Lens(card, function, history, levers)
        return function

    return register


def source(card: SourceCard) -> SourceCard:
    """Register a data set by its card."""
    _sources[card.id] = card
    return card


def measure(card: MeasureCard) -> Callable[[MeasureFunction], MeasureFunction]:
    """Register the decorated function as the query behind ``card``."""

    def register(function: MeasureFunction) -> MeasureFunction:
        _measures[card.id] = Measure(card, function)
        return function

    return register


@cache
def _load(package: str) -> None:
    root = importlib.import_module(package)
    for module in pkgutil.iter_modules(root.__path__):
        importlib.import_module(f"{package}.{module.name}")


@cache
def _load_plugins() -> None:
    for point in entry_points(group="detente.plugins"):
        try:
            point.load()
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"[:300]
            _unloaded[point.name] = f"the plug-in {point.value} cannot be loaded ({said})"


def extended() -> bool:
    """Whether any plug-in is installed."""
    return bool(entry_points(group="detente.plugins"))


def unloaded() -> dict[str, str]:
    """Plug-ins that could not be loaded, by the name of their entry point, and why."""
    _load_plugins()
    return dict(_unloaded)


def lenses() -> dict[str, Lens]:
    """All lenses by id, in alphabetical order."""
    _load("detente.lenses")
    _load_plugins()
    return dict(sorted(_lenses.items()))


def sources() -> dict[str, SourceCard]:
    """All data sets by id, in alphabetical order."""
    _load("detente.sources")
    _load_plugins()
    return dict(sorted(_sources.items()))


def measures() -> dict[str, Measure]:
    """All additions to the panel by id, in alphabetical order."""
    _load("detente.panel.measures")
    _load_plugins()
    return dict(sorted(_measures.items()))
