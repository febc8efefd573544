"""Pacts that were signed or left after the list of treaties (ATOP) ends: a small list of our own.

``_recent_pacts.csv`` has a row for each, from the day of its signature as in ATOP, with its public
source in ``says``; "from memory" means that the source was not at hand when the row was written. It
is no census: treaties that it does not name are carried forward from the last year of ATOP. A row
of a pact that was left names the treaties of ATOP that ended by it; what else binds the two goes on
(`detente.history.left_treaties`). It leaves out agreements that promise neither help, neutrality,
peace nor consultation, such as the Reciprocal Access Agreement of Japan and the Philippines (8 July
2024). A group in place of a partner stands for all its members of that day.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from detente.data.as_of import cutoff_on
from detente.history.covariates import DUTIES
from detente.sources import atop_member
from detente.states.states import resolve

_KINDS = ("defense", "neutral", "nonagg", "consul")  # in the order of `DUTIES`
_JOINED = {"MKD": date(2020, 3, 27), "FIN": date(2023, 4, 4), "SWE": date(2024, 3, 7)}
_GROUPS = {
    "NATO": "USA CAN GBR NLD BEL LUX FRA ESP PRT DEU POL HUN CZE SVK ITA ALB HRV SVN GRC BGR MNE "
    "ROU EST LVA LTU NOR DNK ISL TUR MKD FIN",
    "ECOWAS": "BEN CPV CIV GMB GHA GIN GNB LBR NGA SEN SLE TGO",
}


@dataclass(frozen=True, kw_only=True)
class RecentPact:
    """A pact of two states: duties by their names in `DUTIES`, title, and who says so.

    ``codes`` is ccode1 < ccode2; ``bilateral`` is false where a group signed it. ``begin`` is None
    where an earlier pact was left, ``end`` where it goes on; ``left`` has the numbers in ATOP of
    the treaties that were left.
    """

    codes: tuple[int, int]
    bilateral: bool
    begin: date | None
    end: date | None
    left: frozenset[int]
    duties: frozenset[str]
    name: str
    says: str

    @property
    def day(self) -> date:
        """Day on which it began or was left."""
        return self.begin or self.end or date.max


@cache
def recent_pacts() -> tuple[RecentPact, ...]:
    """All pacts of the list by pair, in order of time."""
    path = Path(__file__).with_name("_recent_pacts.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        pacts = [pact for row in csv.DictReader(handle) for pact in _pairs(row)]
    return tuple(sorted(pacts, key=lambda p: (p.day, p.codes)))


def known_on(day: date) -> dict[tuple[int, int], RecentPact]:
    """The latest pact of each pair that was signed or left by a day.

    Parameters
    ----------
    day : date
        Any day.
    """
    return {pact.codes: pact for pact in recent_pacts() if pact.day <= day}


def treaties_known(day: date) -> str:
    """How treaties are known on a day after the list of them ends; else empty."""
    last = atop_member.CARD.coverage[1]
    if cutoff_on(day) <= last:
        return ""
    return f"Treaties are carried forward from {last}, but for a short list of pacts since"


def treaty_known(codes: tuple[int, int], day: date) -> str:
    """How the treaty of two states is known on a day after the list of them ends; else empty.

    Parameters
    ----------
    codes : (int, int)
        COW codes, in either order.
    day : date
        Of a forecast: what was signed or left by then is named, with who says so.
    """
    if not treaties_known(day):
        return ""
    last = atop_member.CARD.coverage[1]
    recent = known_on(day).get((min(codes), max(codes)))
    if recent is None:
        return f"The treaty is carried forward from {last}, where the list of treaties ends"
    return (
        f"The list of treaties ends in {last}; since then: {recent.name}, {recent.day} (says: "
        f"{recent.says})"
    )


def _pairs(row: dict[str, str]) -> Iterator[RecentPact]:
    begin, end = (date.fromisoformat(row[k]) if row[k] else None for k in ("begin", "end"))
    day = begin or end or date.max
    held = zip(DUTIES, _KINDS, strict=True)
    duties = frozenset(duty for duty, kind in held if row[kind] == "1")
    one = resolve(row["one"], day).ccode
    for name in _GROUPS.get(row["other"], row["other"]).split():
        other = resolve(name, day).ccode
        if other == one or _JOINED.get(name, date.min) > day:
            continue
        yield RecentPact(
            codes=(min(one, other), max(one, other)),
            bilateral=row["other"] not in _GROUPS,
            begin=begin,
            end=end,
            left=frozenset(map(int, row["left"].split())),
            duties=duties,
            name=row["name"],
            says=row["says"],
        )
