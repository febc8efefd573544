"""Sphere of influence: third states over which both partners have influence."""

from typing import TYPE_CHECKING

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.case.partners import Influence
from detente.data.sql import Sql, sql
from detente.panel.measures.influence import NEEDS
from detente.panel.tables import Tables
from detente.records import Array, Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens, measures

if TYPE_CHECKING:
    import duckdb

CARD = LensCard(
    id="sphere-of-influence",
    label="Sphere of influence",
    theory="Influence capacity",
    mechanism="Where both have influence on the same states, a gain of one is a loss of the other.",
    references=(
        "Moyer, J. D., C. J. Meisel, A. S. Matthews, D. K. Bohl and M. J. Burrows. 2021. "
        "China-US Competition: Measuring Global Influence. Atlantic Council and Pardee Center.",
        "Jackson, V. 2020. Understanding Spheres of Influence in International Politics. European "
        "Journal of International Security 5(3): 255-273. https://doi.org/10.1017/eis.2019.21",
    ),
    unit="contested share of the influence on third states, 0 none to 1 even everywhere",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.3,
    step=0.4,
    reads=("influence", "contest"),
    history=("influence",),
    weight=Judged(
        size=0.2,
        spread=0.15,
        bound=0.5,
        why="Judged where no vintage has learned it.",
    ),
)


def from_history(tables: Tables) -> Sql:
    """SQL of the contest over all third states of the year, from the panel's influence.

    That is FBIC's formula on the components that reach back to 1870 (`detente.panel.measures`,
    ``influence``): on 17 states from 1999 to 2014, the contest ranks pairs as FBIC itself would
    with a rank correlation of .73.
    """
    return sql("SELECT * FROM {rows}", rows=tables.derived("sphere", NEEDS, _make, version=2))


def _make(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
    rows = connection.sql(
        sql(
            "SELECT ccode1, ccode2, year, influence FROM ({rows}) ORDER BY year",
            rows=measures()["influence"].query(Tables()),
        )
    ).fetchnumpy()
    ends = np.flatnonzero(np.diff(rows["year"])) + 1
    parts = [
        _contests(*(np.asarray(rows[c][part]) for c in ("ccode1", "ccode2", "year", "influence")))
        for part in np.split(np.arange(rows["year"].size), ends)
    ]
    table = {name: np.concatenate([p[name] for p in parts]) for name in parts[0]}
    connection.register("contests", table)
    return connection.sql("FROM contests WHERE NOT isnan(value)")


def _contests(by: Array, on: Array, year: Array, influence: Array) -> dict[str, Array]:
    codes = np.unique(np.concatenate([by, on]))
    matrix = np.full((codes.size, codes.size), np.nan)
    matrix[np.searchsorted(codes, by), np.searchsorted(codes, on)] = influence
    one, two = np.triu_indices(codes.size, k=1)
    value = np.empty(one.size)
    for k in range(codes.size - 1):
        pairs = one == k
        value[pairs] = contest(matrix[k][None, :], matrix[k + 1 :])
    return {
        "ccode1": codes[one],
        "ccode2": codes[two],
        "year": np.full(one.size, year[0]),
        "value": value,
    }


def contest(a: Array, b: Array) -> Array:
    """Sum of the smaller over the sum of the larger influence on third states known for both.

    Parameters
    ----------
    a, b : array of float, shape (..., n_thirds)
        Influence of either partner on each third state; NaN where unknown.

    Returns
    -------
    array of float
        One share for each row; NaN if neither has influence on a third state known for both.
    """
    both = np.isfinite(a) & np.isfinite(b)
    small = np.where(both, np.minimum(a, b), 0).sum(axis=-1)
    large = np.where(both, np.maximum(a, b), 0).sum(axis=-1)
    share: Array = np.divide(small, large, out=np.full(large.shape, np.nan), where=large > 0)
    return share


@lens(CARD, history=from_history)
def sphere_of_influence(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Share of the partners' influence on third states that is contested between them.

    .. math:: C = \frac{\sum_k \min(I_{ik}, I_{jk})}{\sum_k \max(I_{ik}, I_{jk})}

    over the third states k for which both partners' measured influence is coded (perceived where it
    was not measured). History measures it over all third states, a case over those that its coder
    chose, so that reading is not on history's scale; ``contest`` states it over all.
    Detail gives for each third state whether it is contested (the smaller is at least half of the
    larger), and how far perception exceeds measurement.

    Parameters
    ----------
    case : Case
        ``influence`` of either partner on third states, 0-100; ``contest`` over all of them.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if neither is coded.
    """
    i, j = case.members
    coded = {(f.by, f.on): f for f in case.influence}
    thirds = [f.on for f in case.influence if f.by == i and (j, f.on) in coded]
    over_all = _over_all(case, draw)
    if not thirds:
        return over_all
    values = {(m, k): _influence(coded[m, k], draw) for k in thirds for m in (i, j)}
    pairs = np.array([[values[m, k] for k in thirds] for m in (i, j)])
    small, large = pairs.min(axis=0), pairs.max(axis=0)
    return Estimate(
        draws=small.sum(axis=0) / np.maximum(large.sum(axis=0), 1e-9),
        comparable=over_all,
        claims=tuple(dict.fromkeys(c for f in case.influence for c in f.claims)),
        detail=lambda: {
            "contested": [
                k for k, a, b in zip(thirds, small, large, strict=True) if a[0] >= b[0] / 2
            ],
            "claimed_above_measured": overstated(case),
        },
    )


def _over_all(case: Case, draw: Draws) -> Estimate | NoEvidence:
    """The contest over all third states, as history measures it."""
    if case.contest is None:
        return NoEvidence(reason="the case does not say how far the influence of the two overlaps")
    share = draw(case.contest.share, low=0, high=1)
    return Estimate(draws=share, claims=case.contest.claims)


def _influence(entry: Influence, draw: Draws) -> Array:
    known = entry.measured or entry.perceived
    assert known is not None  # noqa: S101  the validator of a case requires one of the two
    return draw(known, low=0, high=100)


def overstated(case: Case) -> dict[str, float]:
    """Perceived less measured influence, 0-100, of the entries that have both."""
    return {
        f.id: f.perceived.value - f.measured.value
        for f in case.influence
        if f.perceived is not None and f.measured is not None
    }
