"""How a pair votes in the UN General Assembly: its alignment now and before, and who moved."""

from statistics import fmean

from detente.data.sql import sql
from detente.document.watch import MeanAgreement, VoteState
from detente.forecast.data_case.request import Entry, PairRequest
from detente.history.votes_by_year import alignment_by_year, moves
from detente.methods.alignment import EARLIER


def pair_votes(request: PairRequest) -> VoteState | None:
    """Votes of the last year that was over on the day; None where the two have never voted.

    Parameters
    ----------
    request : PairRequest
        The two and the day.

    Raises
    ------
    MissingData
        If no votes were pulled.
    """
    rows = request.rows(
        sql(
            "SELECT year, alignment, drifted FROM ({votes}) "
            "WHERE (ccode1, ccode2) = {pair} AND year <= {cutoff} ORDER BY year",
            votes=alignment_by_year(request.tables),
            pair=request.pair,
            cutoff=request.cutoff,
        )
    )
    if not rows:
        return None
    last, year = rows[-1], rows[-1]["year"]
    before = {
        r["year"]: r["alignment"] for r in rows if EARLIER[1] <= year - r["year"] <= EARLIER[0]
    }
    moved = request.rows(moves(request.tables, request.codes, year))
    return VoteState(
        year=year,
        alignment=float(last["alignment"]),
        earlier=fmean(before.values()) if before else None,
        earlier_years=list(before),
        drifted=None if last["drifted"] is None else bool(last["drifted"]),
        **_who_moved(request, moved),
    )


def _who_moved(request: PairRequest, rows: list[Entry]) -> Entry:
    """Parts of `VoteState` from the rows of `moves`."""
    of_state = {row["state"]: row for row in rows}
    named = {s.name: of_state[s.ccode] for s in request.states if s.ccode in of_state}
    every = next(iter(rows), None)
    return {
        "moved": {name: row["moved"] for name, row in named.items()},
        "with_others": {
            name: MeanAgreement(now=row["now"], earlier=row["earlier"])
            for name, row in named.items()
        },
        "all_pairs": every and MeanAgreement(now=every["all_now"], earlier=every["all_earlier"]),
    }
