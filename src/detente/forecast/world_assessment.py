"""Assess every partnership alive when the newest vintage's year began, for the file that ships.

A fifth of a second of processor time for each of nearly five thousand pairs.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from detente.errors import DataError
from detente.forecast.pair_assessment import assessed_pair
from detente.forecast.pair_figures import PartnershipForecast
from detente.forecast.world_requests import SharedTables, ask_of
from detente.history.covariates import RIVAL
from detente.history.panel_rows import panel_of_year
from detente.history.vintage import LAST
from detente.processes import on_all_cores

Pair = tuple[int, int]
_TOGETHER = 300  # pairs of one piece of work, which share the tables that they read


def world_pairs() -> list[list[Pair]]:
    """COW codes of the partnerships, in pieces of work.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    units = panel_of_year(LAST).rows.unit.tolist()
    pairs = [(unit // 1000, unit % 1000) for unit in units]
    return [pairs[i : i + _TOGETHER] for i in range(0, len(pairs), _TOGETHER)]


def assess_world(
    pieces: Sequence[Sequence[Pair]], jobs: int | None = None
) -> Iterator[list[PartnershipForecast | str]]:
    """Assess pairs on 1 January of the newest vintage's year, as `detente assess A B` does.

    Parameters
    ----------
    pieces : sequence of sequence of (int, int)
        COW codes of pairs.
    jobs : int, optional
        Processes; None: one for each core.

    Returns
    -------
    iterator of list of PartnershipForecast or str
        Of each piece; in place of a pair that is no partnership by a treaty, a rivalry that ended
        or a dispute on one side, why.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    return on_all_cores(_assessed, ((pairs,) for pairs in pieces), jobs)


def _assessed(pairs: Sequence[Pair]) -> list[PartnershipForecast | str]:
    shared = SharedTables(date(LAST, 1, 1))
    return [_tied(codes, shared) for codes in pairs]


def _tied(codes: Pair, shared: SharedTables) -> PartnershipForecast | str:
    try:
        page = assessed_pair(ask_of(codes, shared))
    except DataError as problem:
        return str(problem)
    return page if {*page.ties} - {RIVAL} else f"{codes}: no tie but votes or common rivals"
