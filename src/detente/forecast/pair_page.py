"""One pair among all: forecast of every outcome, rank in the world, neighbours in the table.

Read from the local store where data were pulled, else from the readings that detente ships
(`detente.history.shipped_pairs`).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from detente.data.as_of import cutoff_before
from detente.document.labels import RUPTURE, OutcomeId
from detente.document.notebook import show
from detente.document.percent import percent
from detente.forecast.far_pairs import SAID, far_and_fought
from detente.forecast.partnerships import (
    PartnershipForecast,
    pair_forecast,
    partnership_forecasts,
    world_panel,
)
from detente.history.aged_years import LAST_FRESH
from detente.history.covariates import RIVAL, TREATY
from detente.history.fact_ages import last_facts
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.panel_rows import PanelRows
from detente.history.recent_pacts import treaty_known
from detente.history.rows import Rows
from detente.states.states import State, resolve, two_states

FORMAT = "detente pair 1"
_NEAR = 3  # neighbours above and below
_HORIZONS = (1, 5, 10)
Row = dict[str, Any]  # a partnership as in ``detente dyads --json``


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A pair that stands next to another in the table: names, and P(rupture in five years)."""

    states: tuple[str, str]
    p5: float


@dataclass(frozen=True, kw_only=True)
class PairPage:
    """Forecast of a pair and its place among all partnerships.

    Attributes
    ----------
    states : tuple of State
        In the order requested.
    year : int
        The forecast starts on its 1 January.
    forecast : PartnershipForecast
        With every outcome for which the pair is at risk.
    rank, of : int
        Place by P(rupture within five years), 1 the highest, and number of partnerships; those of
        rivals are not counted, but for the pair itself.
    near : tuple of Neighbour
        Pairs just above and below, in the order of the table.
    known_to : dict of str to int
        Last year of history by outcome.
    facts_to : dict of int to list of str
        Covariates and lenses whose facts are older than the day, by their last year.
    treaties : str
        That its treaty is carried forward, or the pact since; empty where the list covers the year.
    far : str
        That the chance of a far pair that fought is understated; else empty.
    note : str
        From what it was read.
    """

    states: tuple[State, State]
    year: int
    forecast: PartnershipForecast
    rank: int
    of: int
    near: tuple[Neighbour, ...]
    known_to: dict[OutcomeId, int]
    facts_to: dict[int, list[str]]
    treaties: str
    far: str
    note: str

    def _repr_html_(self) -> str:
        title = f"{self.states[0].name} and {self.states[1].name}, {self.year}-01-01"
        place = f"Rank {self.rank:,} of {self.of:,} by rupture within five years; {self.note}."
        known_to = {name: str(year) for name, year in self.known_to.items()}
        terms = (f"{h} year{'s' * (h > 1)}" for h in _HORIZONS)
        rows = (
            [OUTCOME_CARDS[name].label, *(_cell(*p[h]) for h in _HORIZONS), known_to[name]]
            for name, p in self.forecast.outcomes.items()
        )
        return show(title, place, ["within, with 90 % interval", *terms, "known to"], rows)

    def document(self) -> dict[str, Any]:
        """The page as JSON."""
        day = date(self.year, 1, 1)
        return {
            "format": FORMAT,
            **self.forecast.document(day),
            "as_of": day.isoformat(),
            "rank": self.rank,
            "of": self.of,
            "near": [asdict(n) for n in self.near],
            "known_to": self.known_to,
            "facts_to": self.facts_to,
            "treaties": self.treaties,
            "far": self.far,
            "note": self.note,
        }


def _cell(mean: float, low: float, high: float) -> str:
    return f"{percent(mean)} ({percent(low)} to {percent(high)})"


def world_table(day: date | None = None) -> list[Row]:
    """All partnerships of a day's year as documents, the highest risk within five years first.

    Parameters
    ----------
    day : date, optional
        In the year; today by default.

    Raises
    ------
    DataError
        As `detente.forecast.partnerships.world_panel`.
    """
    world = world_panel(day)
    start = date(world.year, 1, 1)
    return [p.document(start) for p in partnership_forecasts(world.rows(RUPTURE), world.year)]


def pair_page(
    one: str, other: str, day: date | None = None, *, table: list[Row] | None = None
) -> PairPage:
    """Forecast a pair of states and place it among all partnerships.

    Parameters
    ----------
    one, other : str
        Names or codes of two states.
    day : date, optional
        Its year's 1 January is the date of the forecast; today by default.
    table : list of dict, optional
        `world_table` of the day, if it is at hand.

    Raises
    ------
    DataError
        If the names do not mean two states of the day, the two had no tie, or without data the day
        is not of the newest vintage.
    """
    world = world_panel(day)
    year, panel = world.year, world.rows
    states = two_states(one, other, date(year, 1, 1))
    codes = (states[0].ccode, states[1].ccode)
    own = pair_forecast(panel(RUPTURE), codes, year, ladder=panel)
    every = _standings(panel(RUPTURE), year) if table is None else list(map(_standing, table))
    ranked = [p for p in every if RIVAL not in p.ties or p.ccodes == own.ccodes]
    place = next(i for i, p in enumerate(ranked) if p.ccodes == own.ccodes)
    near = [*ranked[max(0, place - _NEAR) : place], *ranked[place + 1 : place + 1 + _NEAR]]
    cutoff = cutoff_before(year)
    return PairPage(
        states=states,
        year=year,
        forecast=own,
        rank=place + 1,
        of=len(ranked),
        near=tuple(_neighbour(p, year) for p in near),
        known_to={o: OUTCOME_CARDS[o].last_known(cutoff) for o in own.outcomes},
        facts_to=_facts_to(year),
        treaties=treaty_known(codes, date(year, 1, 1)) if TREATY in own.ties else "",
        far=_far(panel(RUPTURE).of_pair(codes).rows, year),
        note=world.note,
    )


def _far(own: Rows, year: int) -> str:
    """What to say of a far pair that fought, in a year whose hazards rest on old facts."""
    covariates = dict(zip(own.names, own.x[0].tolist(), strict=True))
    return SAID if year > LAST_FRESH and far_and_fought(covariates) else ""


def _facts_to(year: int) -> dict[int, list[str]]:
    old: dict[int, list[str]] = {}
    for name, last in sorted(last_facts(year).items(), key=lambda item: item[1]):
        if last < cutoff_before(year) - 1:  # an age of a year is that of publication
            old.setdefault(last, []).append(name)
    return old


class _Standing(NamedTuple):
    """What the rank of a pair needs."""

    ccodes: tuple[int, ...]
    ties: Sequence[str]
    p5: float


def _standings(panel: PanelRows, year: int) -> list[_Standing]:
    every = partnership_forecasts(panel, year, horizons=(5,))
    return [_Standing(p.ccodes, p.ties, p.p[5][0]) for p in every]


def _standing(row: Row) -> _Standing:
    return _Standing(tuple(row["ccodes"]), row["ties"], row["p_rupture"]["5"]["mean"])


def _neighbour(one: _Standing, year: int) -> Neighbour:
    first, second = (resolve(str(code), date(year, 1, 1)).name for code in one.ccodes)
    return Neighbour(states=(first, second), p5=one.p5)
