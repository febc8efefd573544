"""Years, states and measures of a panel as a user states them, checked."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from detente.case.change import parse_years
from detente.document.labels import PanelUnit
from detente.errors import DataError, UnknownState
from detente.registry import Measure, lenses, measures
from detente.sources import atop_alliance
from detente.states.states import records, resolve

FIRST, LAST = 1816, 2025  # the list of 2016 is carried on: no later list adds or drops a state
DEFAULT_YEARS = (FIRST, atop_alliance.CARD.coverage[1])


def span_of_years(
    years: tuple[int, int] | range | str, cutoff: int | None = None
) -> tuple[int, int]:
    """First and last year of ``(1816, 2018)``, a range, ``"1816:2018"`` or ``"1990"``.

    Parameters
    ----------
    years : (int, int), range or str
        As above, both ends included.
    cutoff : int, optional
        Last complete year; later ones are left out.

    Returns
    -------
    (int, int)
        First and last year.

    Raises
    ------
    DataError
        If the years cannot be read, are outside `FIRST` to `LAST`, or all after the cutoff.

    Examples
    --------
    >>> span_of_years("1990:2014"), span_of_years(range(1990, 2015))
    ((1990, 2014), (1990, 2014))
    >>> span_of_years("1990:2014", cutoff=2000)
    (1990, 2000)
    """
    rule = f"wanted FIRST:LAST, from {FIRST} to {LAST}"
    try:
        first, last = parse_years(years, "years") if isinstance(years, str) else _ends(years)
    except (ValueError, TypeError, IndexError):
        raise DataError(f"years {years!r}: {rule}") from None
    if not FIRST <= first <= last <= LAST:
        raise DataError(f"years {first}:{last}: {rule}")
    if cutoff is not None and cutoff < first:
        raise DataError(f"years {first}:{last}: none of them was over on the given date")
    return first, last if cutoff is None else min(last, cutoff)


def _ends(years: tuple[int, int] | range) -> tuple[int, int]:
    if isinstance(years, range):
        return years[0], years[-1]
    first, last = years
    return int(first), int(last)


def members(states: Iterable[str | int], first: int, last: int) -> list[tuple[int, int, int]]:
    """COW codes of states, each with the years to which the name applies.

    A name stands for the state that bore it in each year; a number for that code throughout.

    Parameters
    ----------
    states : iterable of str or int
        COW codes, ISO-3 codes or names.
    first, last : int
        Years of the panel.

    Returns
    -------
    list of (int, int, int)
        Code, first and last year.

    Raises
    ------
    UnknownState
        If there is no state, or a name stands for none in any of the years or for several.

    Examples
    --------
    >>> members(["West Germany", 2], 1980, 2000)
    [(260, 1980, 1990), (2, 1980, 2000)]
    """
    named = [states] if isinstance(states, str | int) else list(states)
    spans = [one for name in named for one in _meant(name, first, last)]
    if not spans:
        raise UnknownState("no state named; wanted at least one code or name")
    return spans


def read_as(states: Iterable[str]) -> str:
    """Which state each name stood for, for the message about an empty panel; empty without names.

    >>> read_as(["AUS"])
    ' of AUS (Australia) in these years; is each name read as you meant it?'
    """
    names = {record.ccode: record.name for record in records()}
    read = [
        f"{text} ({', '.join(sorted({names[code] for code, *_ in members([text], FIRST, LAST)}))})"
        for text in states
    ]
    return (
        f" of {', '.join(read)} in these years; is each name read as you meant it?" if read else ""
    )


def _meant(name: str | int, first: int, last: int) -> list[tuple[int, int, int]]:
    years: dict[int, list[int]] = {}
    problem: UnknownState | None = None
    for year in range(first, last + 1):
        for day in (date(year, 1, 1), date(year, 7, 1), date(year, 12, 31)):
            try:
                years.setdefault(resolve(name, day).ccode, []).append(year)
            except UnknownState as unknown:
                if str(unknown).startswith("ambiguous"):
                    raise
                problem = unknown
    if not years and problem:
        raise problem
    return [run for code, held in years.items() for run in _runs(code, sorted(set(held)))]


def _runs(code: int, years: list[int]) -> Iterable[tuple[int, int, int]]:
    begin = years[0]
    for this, following in zip(years, [*years[1:], None], strict=True):
        if following != this + 1:
            yield code, begin, this
            begin = following or 0


def expand(names: Iterable[str], unit: PanelUnit) -> list[Measure]:
    """Measures by the names of measures, sources or lenses, each once.

    Parameters
    ----------
    names : iterable of str
        A source stands for the measures that read it, a lens for those of its history.
    unit : PanelUnit
        Of the panel.

    Returns
    -------
    list of Measure
        In the order of the names.

    Raises
    ------
    DataError
        If a name is unknown, or a measure does not fit the unit.
    """
    known = measures()
    chosen: dict[str, Measure] = {}
    for name in names:
        for measure in _named(name, known):
            if measure.card.per != "state-year" and unit == "state-year":
                raise DataError(
                    f"'{name}' is measured between two states; a panel of state-years cannot hold "
                    f"{measure.card.label.lower()}"
                )
            chosen[measure.card.id] = measure
    return list(chosen.values())


def _named(name: str, known: dict[str, Measure]) -> list[Measure]:
    if name in known:
        return [known[name]]
    by_source = [m for m in known.values() if name in m.card.sources]
    if by_source:
        return by_source
    if name in lenses():
        if lenses()[name].card.history:
            return [known[m] for m in lenses()[name].card.history]
        raise DataError(f"lens '{name}' has no counterpart in history yet; it reads a case only")
    close = get_close_matches(name, [*known, *lenses()], n=2)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    raise DataError(f"no measure, source or lens '{name}'{hint} (have {', '.join(known)})")
