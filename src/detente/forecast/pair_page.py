"""One pair among all: forecast of every outcome, rank in the world, neighbours in the table.

With data the figures are those of `detente assess A B` on the day; without, those that detente
ships of the newest vintage's year (`detente.forecast.shipped_forecasts`). The rank and the
neighbours are those of the table of the year, which answers for its first day: where the table has
another figure for the pair, the page names both. A pair that only a common rival, a defence
agreement or like votes tie is in no table: with data its page says where it would stand.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from detente.data import store
from detente.data.as_of import cutoff_before, cutoff_on, last_day
from detente.document.assessment import FatePart
from detente.document.labels import OutcomeId
from detente.document.notebook import notebook_html
from detente.document.pair import PairDocument, PairDriver, PairNeighbour, PairReading
from detente.document.part import Interval
from detente.document.percent import percent
from detente.errors import NoPartnership
from detente.forecast.pair_figures import SHOWN, Chances, PartnershipForecast
from detente.forecast.partnerships import ALONE, forecast_year, world_forecasts
from detente.forecast.shipped_forecasts import ROUNDING, shipped_pair
from detente.history.covariate_labels import covariate_label
from detente.history.covariates import RIVAL, TREATY
from detente.history.fact_ages import last_facts
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.recent_pacts import treaty_known
from detente.history.vintage import LAST
from detente.states.states import State, resolve, two_states

_NEAR = 3  # neighbours above and below
_READ = "the same figures as those of detente assess, read from the local store"
Row = dict[str, Any]  # a partnership as in ``detente dyads --json``


@dataclass(frozen=True, kw_only=True)
class PairPage:
    """Forecast of a pair and its place among all partnerships.

    Attributes
    ----------
    states : tuple of State
        In the order requested.
    day : date
        Of the forecast; 1 January of the newest vintage's year without data.
    forecast : PartnershipForecast
        With every outcome for which the pair is at risk.
    rank, of : int
        Place by P(rupture within five years), 1 the highest, and number of partnerships; those of
        rivals are not counted, but for the pair itself. Where the table does not list the pair, the
        place that it would have.
    placed : float or None
        P(rupture within five years) of the pair in the table, by which it has its rank; None where
        the table does not list it.
    near : tuple of PairNeighbour
        Pairs just above and below, in the order of the table, with its figures.
    known_to : dict of str to int
        Last year of history by outcome.
    facts_to : dict of int to list of str
        Covariates and lenses whose facts are older than the day, by their last year.
    treaties : str
        That its treaty is carried forward, or the pact since; empty where the list covers the year.
    note : str
        From what it was read.
    """

    states: tuple[State, State]
    day: date
    forecast: PartnershipForecast
    rank: int
    of: int
    placed: float | None
    near: tuple[PairNeighbour, ...]
    known_to: dict[OutcomeId, int]
    facts_to: dict[int, list[str]]
    treaties: str
    note: str

    @property
    def year(self) -> int:
        """Year of the table in which the pair has its rank."""
        return min(self.day.year, LAST)

    @property
    def table(self) -> str:
        """The table in which the pair has its rank, in words."""
        screening = " (a screening from the panel)" if self.year < LAST else ""
        return f"the table of 1 January {self.year}{screening}"

    @property
    def ties(self) -> str:
        """What ties the two, in words."""
        return ", ".join(self.forecast.ties) or "; ".join(self.forecast.informal)

    @property
    def place(self) -> str:
        """Rank of the pair, with the figure that the table has for it where that is another."""
        rank = f"rank {self.rank:,} of {self.of:,} partnerships"
        if RIVAL in self.forecast.ties:
            return (
                "Strategic rivals now, so that no rivalry can begin and the ranking of "
                "partnerships leaves them out; by rupture within five years they would have "
                f"{rank}"
            )
        if self.placed is None:
            return (
                f"Not in {self.table}, which lists treaties, rivalries that ended and sides taken "
                f"together; by rupture within five years it would have {rank}"
            )
        apart = abs(self.placed - self.forecast.p[5][0])
        if self.year == LAST and apart < ROUNDING[0]:
            return f"{rank.capitalize()} by rupture within five years"
        return f"In {self.table} it has {percent(self.placed, 1)} within five years: {rank}"

    def _repr_html_(self) -> str:
        title = f"{self.states[0].name} and {self.states[1].name}, {self.day}"
        place = f"{self.place}; {self.note}."
        known_to = {name: str(year) for name, year in self.known_to.items()}
        terms = (f"{h} year{'s' * (h > 1)}" for h in SHOWN)
        rows = (
            [OUTCOME_CARDS[name].label, *(_cell(*p[h]) for h in SHOWN), known_to[name]]
            for name, p in self.forecast.outcomes.items()
        )
        return notebook_html(title, place, ["within, with 90 % interval", *terms, "known to"], rows)

    def document(self) -> PairDocument:
        """The page as one record, as ``--json`` prints it."""
        from detente.registry import lenses  # all of them, which a table of the world needs not

        own = self.forecast
        one, other = self.states
        return PairDocument(
            states=(one.name, other.name),
            ccodes=(one.ccode, other.ccode),
            ties=list(own.ties),
            p_rupture=_intervals(own.p),
            drivers=[PairDriver(**vars(driver)) for driver in own.drivers],
            outcomes={outcome: _intervals(p) for outcome, p in own.outcomes.items()},
            verdict=own.label,
            words=self.words,
            fates=self.fates,
            readings=[
                PairReading(**vars(reading), label=lenses()[reading.lens].card.label)
                for reading in own.readings
            ],
            as_of=self.day,
            rank=self.rank,
            of=self.of,
            placed=self.placed,
            place=self.place,
            informal=list(own.informal),
            near=list(self.near),
            known_to=self.known_to,
            facts_to=self.facts_to,
            treaties=self.treaties,
            note=self.note,
        )

    @property
    def fates(self) -> list[FatePart]:
        """The four fates in words; none where the pair was not assessed."""
        from detente.forecast.verdict import fate_part  # slow to import

        return [
            fate_part(fate, Interval(mean=mean, low=low, high=high))
            for fate, (mean, low, high) in self.forecast.fates.items()
        ]

    @property
    def words(self) -> str:
        """The fates in sentences; empty where the pair was not assessed."""
        from detente.forecast.verdict import fate_sentences

        fates = {part.id: part.p for part in self.fates}
        return " ".join(fate_sentences(fates, self.day)) if fates else ""


def _intervals(chances: Chances) -> dict[str, Interval]:
    return {
        str(years): Interval(mean=mean, low=low, high=high)
        for years, (mean, low, high) in chances.items()
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
    DataError, MissingData
        As `detente.forecast.partnerships.world_forecasts`.
    """
    year = forecast_year(day or date.today())
    return [p.document(date(year, 1, 1)) for p in world_forecasts(year)]


def pair_page(
    one: str, other: str, day: date | None = None, *, table: list[Row] | None = None
) -> PairPage:
    """Forecast a pair of states and place it among all partnerships.

    Parameters
    ----------
    one, other : str
        Names or codes of two states.
    day : date, optional
        Of the forecast; today by default.
    table : list of dict, optional
        `world_table` of the day, if it is at hand.

    Raises
    ------
    NoPartnership
        If the two had no tie, or are rivals without a treaty; without data also if no table lists
        the two.
    DataError
        If the names do not mean two states of the day, or without data the day is not of the
        newest vintage.
    """
    day = day or date.today()
    year = forecast_year(day)
    every = _standings(year) if table is None else list(map(_standing, table))
    day = day if store.status() else date(year, 1, 1)
    states = two_states(one, other, day)
    first, second = sorted(s.ccode for s in states)
    codes = first, second
    ranked = [p for p in every if RIVAL not in p.ties or p.ccodes == codes]
    listed = next((i for i, p in enumerate(ranked) if p.ccodes == codes), None)
    if listed is None and not store.status():
        raise NoPartnership(_no_tie(states, year))
    own = _own(codes, day)
    place = _would_stand(own, ranked) if listed is None else listed
    others = [p for p in ranked if p.ccodes != codes]
    near = others[max(0, place - _NEAR) : place + _NEAR]
    return PairPage(
        states=states,
        day=day,
        forecast=own,
        rank=place + 1,
        of=len(ranked) + (listed is None),
        placed=None if listed is None else ranked[listed].p5,
        near=tuple(_neighbour(p, year) for p in near),
        known_to={o: OUTCOME_CARDS[o].last_known(cutoff_on(day)) for o in own.outcomes},
        facts_to=_facts_to(year),
        treaties=treaty_known(codes, last_day(cutoff_on(day))) if TREATY in own.ties else "",
        note=_READ if store.status() else ALONE.format(year=year),
    )


def _own(codes: tuple[int, int], day: date) -> PartnershipForecast:
    """With data the assessment of the two on the day; without, that which detente ships."""
    if not store.status():
        return shipped_pair(codes)
    from detente.forecast.data_case.request import ask  # needs the panel, which is slow
    from detente.forecast.pair_assessment import assessed_pair

    return assessed_pair(ask(str(codes[0]), str(codes[1]), day))


def _would_stand(own: PartnershipForecast, ranked: Sequence["_Standing"]) -> int:
    """Number of pairs whose P(rupture within five years) is at least as high."""
    return bisect_right(ranked, -own.p[5][0], key=lambda pair: -pair.p5)


def _no_tie(states: tuple[State, State], year: int) -> str:
    names = " and ".join(s.name for s in states)
    return (
        f"{names}: no evidence of a partnership when {year} began: no treaty in force, no "
        "rivalry that had ended and no dispute on one side since their last rupture; with data "
        "`detente assess` also looks for common rivals, defence agreements and like votes"
    )


class _Standing(NamedTuple):
    """What the rank of a pair needs."""

    ccodes: tuple[int, ...]
    ties: Sequence[str]
    p5: float


def _standings(year: int) -> list[_Standing]:
    return [_Standing(p.ccodes, p.ties, p.p[5][0]) for p in world_forecasts(year, horizons=(5,))]


def _standing(row: Row) -> _Standing:
    return _Standing(tuple(row["ccodes"]), row["ties"], row["p_rupture"]["5"]["mean"])


def _facts_to(year: int) -> dict[int, list[str]]:
    old: dict[int, list[str]] = {}
    for name, last in sorted(last_facts(year).items(), key=lambda item: item[1]):
        if last < cutoff_before(year) - 1:  # an age of a year is that of publication
            old.setdefault(last, []).append(covariate_label(name))
    return old


def _neighbour(one: _Standing, year: int) -> PairNeighbour:
    first, second = (resolve(str(code), date(year, 1, 1)).name for code in one.ccodes)
    return PairNeighbour(states=(first, second), p5=one.p5)
