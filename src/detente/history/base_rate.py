"""Base rates: how long historical partnerships of a class lasted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.data import store
from detente.document.labels import RUPTURE, Disputes, Ending, Family
from detente.errors import DataError
from detente.history import dyad_spells, treaty_spells
from detente.history.class_ages import Records, pair_records
from detente.history.dyad_spells import PACT_SOURCES
from detente.history.informal_names import INFORMAL
from detente.history.informal_spells import informal_spells
from detente.history.informal_ties import INFORMAL_SOURCES
from detente.history.query import Query
from detente.history.spells import Spells
from detente.history.survival import SurvivalCurve
from detente.panel.tables import Tables

HORIZONS = (1, 2, 3, 5, 10, 20)


@dataclass(frozen=True, kw_only=True)
class BaseRate:
    """How long the spells of one class lasted, as known on a date."""

    query: Query
    as_of: date | None
    causes: tuple[str, ...]
    curve: SurvivalCurve
    sources: Mapping[str, str] = field(default_factory=dict)
    other_releases: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, object]:
        """JSON as in ``detente base-rate --json``.

        A figure beyond the longest observed spell is null.
        """
        c = self.curve
        return {
            "class": self.query.family,
            "description": self.query.describe(),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "n": c.n,
            "ended": c.ended,
            "by_cause": dict(zip(self.causes, c.by_cause, strict=True)),
            "median_years": c.median,
            "survival": {str(h): self._survival(h, 0) for h in HORIZONS},
            "survival_low": {str(h): self._survival(h, 1) for h in HORIZONS},
            "survival_high": {str(h): self._survival(h, 2) for h in HORIZONS},
            "incidence": self._incidence(0),
            "incidence_low": self._incidence(1),
            "incidence_high": self._incidence(2),
            "sources": dict(self.sources),
            "other_releases": dict(self.other_releases),
        }

    def _survival(self, years: int, part: int) -> float | None:
        return self.curve.at(years)[part] if self.curve.observed(years) else None

    def _incidence(self, part: int) -> dict[str, dict[str, float | None]]:
        rows = {h: self.curve.incidence_at(h)[part] for h in HORIZONS}
        return {
            cause: {str(h): float(rows[h][k]) if self.curve.observed(h) else None for h in HORIZONS}
            for k, cause in enumerate(self.causes)
        }


def build_spells(
    family: Family,
    outcome: Ending = RUPTURE,
    mids: Disputes = "gml",
    records: Records | None = None,
) -> Spells:
    """Read all spells of a family from the local store.

    Parameters
    ----------
    family : Family
        One of `detente.history.query.FAMILIES`.
    outcome : Ending, default "rupture"
        What ends a spell of pairs, one of `detente.history.dyad_spells.ENDINGS`; a treaty ends by
        itself.
    mids : Disputes, default "gml"
        Dispute data: ``gml`` or ``cow``.
    records : dict, optional
        From `detente.history.class_ages.pair_records` with informal ties, for their classes; read
        from the store by default.

    Returns
    -------
    Spells
        With the attributes by which a `Query` selects.

    Raises
    ------
    DataError
        If there are no such dispute data or no such outcome.
    MissingData
        If a source of the family has not been pulled.
    """
    if family == "pacts":
        needs = (card.id for card in treaty_spells.NEEDS)
        return treaty_spells.pact_spells(Tables().read(*needs))
    past = dyad_spells.dyad_history(mids, outcome)
    if family in INFORMAL:
        if records is None:
            rupture = past if outcome == RUPTURE else dyad_spells.dyad_history(mids)
            records = pair_records(rupture, informal=True)
        return informal_spells(past, records, family)
    pacts = [card.id for card in PACT_SOURCES]
    onsets = {
        "ex-rivals": lambda: dyad_spells.ex_rivals(past),
        "coalitions": lambda: dyad_spells.coalition_onsets(past),
        "pact-partners": lambda: dyad_spells.pact_partners(past, *Tables().read(*pacts)),
    }
    return dyad_spells.dyad_spells(past, onsets[family]())


def source_ids(
    family: Family, outcome: Ending = RUPTURE, mids: Disputes = "gml"
) -> tuple[str, ...]:
    """Ids of the sources of a family.

    Parameters
    ----------
    family : Family
        One of `detente.history.query.FAMILIES`.
    outcome : Ending, default "rupture"
        As of `build_spells`.
    mids : Disputes, default "gml"
        Dispute data: ``gml`` or ``cow``.

    Returns
    -------
    tuple of str
        As `detente.registry.sources` names them.
    """
    cards = treaty_spells.NEEDS if family == "pacts" else dyad_spells.dyad_sources(mids, outcome)
    ids = (*(card.id for card in cards), *INFORMAL_SOURCES.get(family, ()))
    return tuple(dict.fromkeys(ids))


def base_rate(
    query: Query, as_of: date | None = None, mids: Disputes = "gml", outcome: Ending = RUPTURE
) -> BaseRate:
    """Kaplan-Meier survival and Aalen-Johansen incidence of a class, as known on a date.

    Parameters
    ----------
    query : Query
        The class: a predicate over the spells of one family.
    as_of : date, optional
        Later spells and endings are hidden; None: everything.
    mids : Disputes, default "gml"
        Dispute data: ``gml`` or ``cow``.
    outcome : Ending, default "rupture"
        As of `build_spells`.

    Returns
    -------
    BaseRate
        The curves, the causes, and the checksums of the sources.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    DataError
        If no spell of the class had begun by then.
    """
    spells = query.select(build_spells(query.family, outcome, mids)).known(as_of)
    if not spells.start.size:
        when = f" by {as_of}" if as_of else ""
        raise DataError(f"no spell of this class ({query.describe()}) had begun{when}")
    held = store.status()
    return BaseRate(
        query=query,
        as_of=as_of,
        causes=spells.causes,
        curve=spells.curve(),
        sources={name: held[name].sha256 for name in source_ids(query.family, outcome, mids)},
        other_releases=store.other_releases(source_ids(query.family, outcome, mids)),
    )
