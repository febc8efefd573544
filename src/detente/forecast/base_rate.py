"""Answer any class of historical spells: how long did such partnerships last?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente import store
from detente.errors import DataError
from detente.forecast import pacts, ruptures
from detente.forecast.spells import Spells
from detente.forecast.survival import Curve

HORIZONS = (1, 2, 3, 5, 10, 20)
FAMILIES = ("pacts", "ex-rivals", "coalitions", "pact-partners")

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Query:
    """A predicate over the spells of one family. A condition that is None selects all."""

    family: str
    bilateral: bool = False
    formed: tuple[int, int] | None = None
    obligation: str | None = None
    threat_named: bool | None = None
    rivals_within: int | None = None  # 0: rivals at signing
    both_major: bool = False
    prior_adversaries: bool | None = None

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise DataError(f"no class '{self.family}'; wanted one of {', '.join(FAMILIES)}")
        if self.obligation and self.obligation not in pacts.OBLIGATIONS:
            raise DataError(
                f"no obligation '{self.obligation}'; wanted one of {', '.join(pacts.OBLIGATIONS)}"
            )
        if self.rivals_within is not None and self.rivals_within < 0:
            raise DataError(f"rivals within {self.rivals_within} years; wanted 0 or more")
        foreign = self._set() - _CONDITIONS[self.family]
        if foreign:
            raise DataError(
                f"{self.family} cannot be selected by {', '.join(sorted(foreign))}; "
                f"wanted {', '.join(sorted(_CONDITIONS[self.family])) or 'no condition'}"
            )

    def _set(self) -> set[str]:
        names = set().union(*_CONDITIONS.values())
        return {n for n in names if getattr(self, n) not in (None, False)} | (
            {n for n in ("threat_named", "prior_adversaries") if getattr(self, n) is False}
        )

    def select(self, spells: Spells) -> Spells:
        """The spells that meet every condition."""
        mask = np.ones(spells.start.size, dtype=bool)
        for name, test in _TESTS.items():
            wanted = getattr(self, name)
            if (wanted is not None and wanted is not False) or name in self._set():
                mask &= test(spells, wanted)
        return spells.where(mask)

    def describe(self) -> str:
        """The class in words."""
        words = [_WORDS[n](getattr(self, n)) for n in _WORDS if n in self._set()]
        return _FAMILY_WORDS[self.family] + (": " + ", ".join(words) if words else "")


_CONDITIONS: Mapping[str, set[str]] = {
    "pacts": {
        "bilateral",
        "formed",
        "obligation",
        "threat_named",
        "rivals_within",
        "both_major",
    },
    "ex-rivals": {"formed"},
    "coalitions": {"formed", "prior_adversaries"},
    "pact-partners": {"formed", "rivals_within"},
}
_FAMILY_WORDS = {
    "pacts": "alliance treaties",
    "ex-rivals": "dyads after a strategic rivalry ended",
    "coalitions": "dyads on one side of a dispute or war",
    "pact-partners": "dyads after signing a bilateral alliance treaty",
}


def _years(spells: Spells) -> NDArray[np.generic]:
    return spells.flags["year"] if spells.daily else spells.start


def _formed(s: Spells, wanted: tuple[int, int]) -> Mask:
    year = np.asarray(_years(s), dtype=float)
    return (year >= wanted[0]) & (year <= wanted[1])


def _rivals(s: Spells, wanted: int) -> Mask:
    """Rivals within N years of signing; for treaties only bilateral ones have two members."""
    near = np.asarray(s.flags["since_rivalry"], dtype=float) <= wanted
    both: Mask = near & np.asarray(s.flags.get("bilateral", True), dtype=bool)
    return both


_TESTS: Mapping[str, Callable[[Spells, Any], Mask]] = {
    "bilateral": lambda s, w: np.asarray(s.flags["bilateral"], dtype=bool),
    "formed": _formed,
    "obligation": lambda s, w: np.asarray(s.flags[str(w)], dtype=bool),
    "threat_named": lambda s, w: np.asarray(s.flags["threat"] == int(bool(w)), dtype=bool),
    "rivals_within": _rivals,
    "both_major": lambda s, w: np.asarray(s.flags["both_major"], dtype=bool),
    "prior_adversaries": lambda s, w: np.asarray(s.flags["adversaries"] == w, dtype=bool),
}
_WORDS: Mapping[str, Callable[..., str]] = {
    "bilateral": lambda w: "bilateral",
    "formed": lambda w: f"formed {w[0]}-{w[1]}",
    "obligation": lambda w: f"{w} obligation",
    "threat_named": lambda w: "a threat named" if w else "no threat named",
    "rivals_within": lambda w: f"rivals within {w} years before" if w else "rivals at signing",
    "both_major": lambda w: "both major powers",
    "prior_adversaries": lambda w: f"{'' if w else 'not '}adversaries in the 15 years before",
}


@dataclass(frozen=True, kw_only=True)
class BaseRate:
    """How long the spells of one class lasted, as known on a date."""

    query: Query
    as_of: date | None
    causes: tuple[str, ...]
    curve: Curve
    sources: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, object]:
        """The JSON that ``detente base-rate --json`` prints.

        A figure beyond the longest spell observed is null: nobody was watched that long.
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
        }

    def _survival(self, years: int, part: int) -> float | None:
        return self.curve.at(years)[part] if self.curve.observed(years) else None

    def _incidence(self, part: int) -> dict[str, dict[str, float | None]]:
        rows = {h: self.curve.incidence_at(h)[part] for h in HORIZONS}
        return {
            cause: {str(h): float(rows[h][k]) if self.curve.observed(h) else None for h in HORIZONS}
            for k, cause in enumerate(self.causes)
        }


def build(family: str, mids: str = "gml", kinds: tuple[str, ...] = ruptures.KINDS) -> Spells:
    """All spells of a family, from the local store; ``kinds`` of rupture count as an end.

    Raises
    ------
    MissingData
        If a source that the family needs was not pulled.
    """
    if family == "pacts":
        return pacts.pact_spells(store.read(*pacts.NEEDS))
    if mids not in ("gml", "cow"):
        raise DataError(f"no dispute data '{mids}'; wanted gml or cow")
    rivalries, disputes, states, alliances, members = store.read(*ruptures.needs(mids))
    past = ruptures.history(rivalries, disputes, states, kinds)
    onsets = {
        "ex-rivals": lambda: ruptures.ex_rivals(past),
        "coalitions": lambda: ruptures.coalitions(past),
        "pact-partners": lambda: ruptures.pact_partners(past, alliances, members),
    }
    return ruptures.spells(past, onsets[family]())


def needs(family: str, mids: str = "gml") -> tuple[str, ...]:
    """Ids of the sources that a family is built from."""
    cards = pacts.NEEDS if family == "pacts" else ruptures.needs(mids)
    return tuple(card.id for card in cards)


def base_rate(query: Query, as_of: date | None = None, mids: str = "gml") -> BaseRate:
    """Kaplan-Meier survival and Aalen-Johansen incidence of a class, as known on a date.

    Raises
    ------
    MissingData
        If the data were not pulled.
    DataError
        If no spell of the class had begun by then.
    """
    spells = query.select(build(query.family, mids)).known(as_of)
    if not spells.start.size:
        when = f" by {as_of}" if as_of else ""
        raise DataError(f"no spell of this class ({query.describe()}) had begun{when}")
    held = store.status()
    return BaseRate(
        query=query,
        as_of=as_of,
        causes=spells.causes,
        curve=spells.curve(),
        sources={name: held[name].sha256 for name in needs(query.family, mids)},
    )
