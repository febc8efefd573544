"""Classes of historical spells: predicates over the spells of one family, with a description."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from detente.document.labels import Family, Obligation
from detente.errors import DataError
from detente.history.informal_names import AGREEMENTS, ALIGNED, COMMON_ENEMIES, INFORMAL

if TYPE_CHECKING:
    from detente.history.spells import Spells

FAMILIES: tuple[Family, ...] = get_args(Family)
OBLIGATIONS: tuple[Obligation, ...] = get_args(Obligation)

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Query:
    """A predicate over the spells of one family. A condition that is None selects all."""

    family: Family
    bilateral: bool | None = None  # False: of several states
    formed: tuple[int, int] | None = None
    obligation: Obligation | None = None
    threat_named: bool | None = None
    rivals_within: int | None = None  # 0: rivals at signing
    both_major: bool = False
    prior_adversaries: bool | None = None

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise DataError(f"no class '{self.family}'; wanted one of {', '.join(FAMILIES)}")
        if self.obligation not in (None, *OBLIGATIONS):
            raise DataError(
                f"no obligation '{self.obligation}'; wanted one of {', '.join(OBLIGATIONS)}"
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
        absent = {"both_major": False}  # others: None; 0 years is a condition
        return {n for n in _TESTS if getattr(self, n) is not absent.get(n)}

    def select(self, spells: "Spells") -> "Spells":
        """The spells that meet every condition."""
        mask = np.ones(spells.start.size, dtype=bool)
        for name in self._set():
            mask &= _TESTS[name](spells, getattr(self, name))
        return spells.where(mask)

    def describe(self) -> str:
        """The class in words."""
        words = [_WORDS[n](getattr(self, n)) for n in _WORDS if n in self._set()]
        return _FAMILY_WORDS[self.family] + (": " + ", ".join(words) if words else "")


_CONDITIONS: Mapping[Family, set[str]] = {
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
    **{name: {"formed"} for name in INFORMAL},
}
_FAMILY_WORDS: Mapping[Family, str] = {
    "pacts": "alliance treaties",
    "ex-rivals": "dyads after a strategic rivalry ended",
    "coalitions": "dyads on one side of a dispute or war",
    "pact-partners": "dyads after signing a bilateral alliance treaty",
    COMMON_ENEMIES: "dyads without a treaty that have a strategic rival in common",
    AGREEMENTS: "dyads without a treaty that signed a defence cooperation agreement",
    ALIGNED: "dyads without a treaty that vote alike in the UN, three sessions in a row",
}


def _years(spells: "Spells") -> NDArray[np.generic]:
    return spells.flags["year"] if spells.daily else spells.start


def _formed(s: "Spells", years: tuple[int, int]) -> Mask:
    year = np.asarray(_years(s), dtype=float)
    return (year >= years[0]) & (year <= years[1])


def _rivals(s: "Spells", years: int) -> Mask:
    """Rivals within so many years of signing; of treaties only bilateral ones have two members."""
    near = np.asarray(s.flags["since_rivalry"], dtype=float) <= years
    both: Mask = near & np.asarray(s.flags.get("bilateral", True), dtype=bool)
    return both


_TESTS: Mapping[str, Callable[["Spells", Any], Mask]] = {
    "bilateral": lambda s, w: np.asarray(s.flags["bilateral"] == w, dtype=bool),
    "formed": _formed,
    "obligation": lambda s, w: np.asarray(s.flags[str(w)], dtype=bool),
    "threat_named": lambda s, w: np.asarray(s.flags["threat"] == int(bool(w)), dtype=bool),
    "rivals_within": _rivals,
    "both_major": lambda s, w: np.asarray(s.flags["both_major"], dtype=bool),
    "prior_adversaries": lambda s, w: np.asarray(s.flags["adversaries"] == w, dtype=bool),
}
_WORDS: Mapping[str, Callable[..., str]] = {
    "bilateral": lambda w: "bilateral" if w else "of several states",
    "formed": lambda w: f"formed {w[0]}-{w[1]}",
    "obligation": lambda w: f"{w} obligation",
    "threat_named": lambda w: "a threat named" if w else "no threat named",
    "rivals_within": lambda w: f"rivals within {w} years before" if w else "rivals at signing",
    "both_major": lambda w: "both major powers",
    "prior_adversaries": lambda w: f"{'' if w else 'not '}adversaries in the 15 years before",
}
