"""What the public of each state thinks of the other (Pew), in entries that wait for a person.

A survey counts for nothing until somebody judges what assent points to: its ``favours`` is empty,
so that it is set aside (`detente.case.waiting`). History has taught no weight of surveys, and a
judged one would move a new case away from the page of the pair, which reads none.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from detente.data.sql import literal, sql, tuples
from detente.forecast.data_case.request import Entry, PairRequest, id_of

_LIST = "pew-favourability"


def surveys(request: PairRequest) -> Iterator[Entry]:
    """One entry for each surveyed public, with a wave a year; none without the source."""
    if _LIST not in request.tables:
        return
    names = {state.iso3: state for state in request.states}
    for public, group in groupby(_rows(request), key=lambda row: str(row["country"])):
        rows = list(group)
        state, target = names[public], names[rows[0]["target"]]
        yield {
            "id": f"view-{id_of(state)}-{id_of(target)}".lower(),
            "label": f"Favourable view of {target.name} in {state.name}",
            "public": id_of(state),
            "pollster": "Pew Research Center",
            "wording": f"Gist - a very or somewhat favourable view of {target.name}, of all asked",
            "favours": None,
            "deff": round(max(1.0, *(row["deff_kish"] or 1.0 for row in rows)), 2),
            "waves": [
                {
                    "date": date(row["year"], 7, 1),
                    "share": round(row["fav"] / 100, 3),
                    "n": row["n"],
                }
                for row in rows
            ],
            "known_on": request.published(rows[-1]["year"], (_LIST,)),
            "claims": ["c-surveys"],
        }


def _rows(request: PairRequest) -> list[Entry]:
    return request.rows(
        sql(
            "SELECT * FROM {shares} WHERE country IN {codes} AND target IN {codes} "
            "AND country <> target AND fav IS NOT NULL ORDER BY country, year",
            shares=request.tables[_LIST],
            codes=tuples([[literal(str(state.iso3)) for state in request.states]]),
        )
    )
