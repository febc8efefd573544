"""Learned risk of every pair on both sides of every change of the state system since 1900.

For each link of the lineage (`detente.states.lineage`) in which a state goes on under its own code
or another, every pair with a row in the year before and one in the year after is given its risk of
a rupture within a year by one and the same model: that known when the year after the seam began.
The model being one, a jump comes from the covariates alone; those that moved it most are named.

    python benchmarks/seams.py [--above 1.5] [--since 1900]
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from detente.history.dyad_years import dyad_years
from detente.history.landmark import DYADS, LandmarkHazards, fit_landmark_hazards
from detente.history.rows import Rows
from detente.records import Array
from detente.states.lineage import Link, links
from detente.states.states import state_name

NEAR = 2  # years between the rows: a state that enters on 1 January has its first a year later


class Jump(NamedTuple):
    """Risk of one pair before and after a seam, and what moved it: factors by covariate."""

    link: Link
    partner: int
    years: tuple[int, int]
    risk: tuple[float, float]
    factors: tuple[tuple[str, float], ...]

    @property
    def factor(self) -> float:
        return self.risk[1] / self.risk[0]


def passages(since: int) -> Iterator[tuple[Link, int, int]]:
    """Links with the code before and the code after: those that go on, and those that stay."""
    for link in links():
        if link.day.year < since or link.before is None:
            continue
        if link.kind in ("continues", "divides", "unites") and link.after is not None:
            yield link, link.before, link.after
        elif link.kind == "absorbs" and link.after is not None:
            yield link, link.after, link.after
        elif link.kind in ("secedes", "restored"):
            yield link, link.before, link.before


def jumps(rows: Rows, since: int) -> Iterator[Jump]:
    """Every pair with rows on both sides of a seam."""
    place = {
        key: n for n, key in enumerate(zip(rows.unit.tolist(), rows.year.tolist(), strict=True))
    }
    codes = np.unique([rows.unit // 1000, rows.unit % 1000]).tolist()
    models: dict[int, LandmarkHazards] = {}
    for link, before, after in passages(since):
        year = link.day.year
        for partner in codes:
            pair = _rows(place, before, after, partner, year)
            if pair is None:
                continue
            origin = year + NEAR
            if origin not in models:
                models[origin] = fit_landmark_hazards(rows, origin, DYADS)
            yield _jump(models[origin], rows, link, partner, pair)


def _rows(
    place: dict[tuple[int, int], int], before: int, after: int, partner: int, year: int
) -> tuple[int, int] | None:
    """Positions of the last row with the code before and the first with the code after."""

    def at(code: int, years: range) -> int | None:
        unit = min(code, partner) * 1000 + max(code, partner)
        return next((place[unit, y] for y in years if (unit, y) in place), None)

    old, new = at(before, range(year, year - 2, -1)), at(after, range(year + 1, year + NEAR + 1))
    return None if old is None or new is None else (old, new)


def _jump(
    model: LandmarkHazards, rows: Rows, link: Link, partner: int, pair: tuple[int, int]
) -> Jump:
    design = model.design(rows.x[list(pair)])
    risk = model.fits[0].hazard(design).sum(axis=1)
    moved = model.fits[0].beta[0] * (design[1] - design[0])
    names = ["", *model.names, *(f"{model.names[j]}: missing" for j in model.marked)]
    return Jump(
        link=link,
        partner=partner,
        years=(int(rows.year[pair[0]]), int(rows.year[pair[1]])),
        risk=(float(risk[0]), float(risk[1])),
        factors=_largest(names, moved),
    )


def _largest(names: list[str], moved: Array) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-np.abs(moved))[:3]
    return tuple((names[j], float(np.exp(moved[j]))) for j in order)


def usual(rows: Rows, years: set[int], above: float) -> float:
    """Share of all pairs whose risk changes as much from one year to the next without a seam."""
    changed = total = 0
    for year in sorted(years):
        model = fit_landmark_hazards(rows, year + NEAR, DYADS)
        now, then = (rows.where(rows.year == y) for y in (year, year + 1))
        _, i, j = np.intersect1d(now.unit, then.unit, return_indices=True)
        risks = [model.fits[0].hazard(model.design(r.x)).sum(axis=1) for r in (now, then)]
        factor = risks[1][j] / risks[0][i]
        changed += int(((factor > above) | (factor < 1 / above)).sum())
        total += i.size
    return changed / total


def _line(jump: Jump) -> str:
    day = jump.link.day
    why = ", ".join(f"{name} x{factor:.2f}" for name, factor in jump.factors)
    a, b = jump.link.before, jump.link.after
    return (
        f"{day} {jump.link.kind:9} {a}->{b} with {state_name(jump.partner, day):24.24} "
        f"{jump.years[0]}-{jump.years[1]} {jump.risk[0]:.4f} {jump.risk[1]:.4f} "
        f"x{jump.factor:.2f}  {why}"
    )


def main() -> None:
    """Print the jumps above a factor, and how many pairs were looked at."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--above", type=float, default=1.5)
    parser.add_argument("--since", type=int, default=1900)
    args = parser.parse_args()
    rows = dyad_years()
    found = list(jumps(rows, args.since))
    large = [j for j in found if not 1 / args.above <= j.factor <= args.above]
    for jump in large:
        print(_line(jump))
    seams = {(j.link.day, j.link.before, j.link.after) for j in found}
    print(
        f"{len(found)} pairs at {len(seams)} seams, {len(large)} change by more than x{args.above}"
    )
    print("by kind:", dict(Counter(j.link.kind for j in large)))
    share = usual(rows, {j.link.day.year for j in found}, args.above)
    print(f"of all pairs in the same years: {share:.1%}")


if __name__ == "__main__":
    main()
