"""Elections ahead of the two states, as the last release of REIGN announces them.

They move nothing until a person says which turn would be bad, how likely it is and what it adds.
"""

from collections.abc import Iterator

from detente.data.sql import Template, literal
from detente.forecast.data_case.request import Entry, PairRequest, id_of

_LIST = "reign-elections"
_RELEASED = 2021  # the year of the last release, in March
_BODIES = {"X": "executive", "L": "legislature"}


def elections(request: PairRequest) -> Iterator[Entry]:
    """Events of the calendar without a turn; none where the list is not in the store."""
    if _LIST not in request.tables:
        return
    names = {state.ccode: state for state in request.states}
    for row in _ahead(request):
        state, day = names[row["ccode"]], row["due"]
        when, body = _when(row), _BODIES[row["type"]]
        yield {
            "id": f"e-{id_of(state)}-{body}-{day.year}".lower(),
            "date": day,
            "label": f"Election of the {body} of {state.name}, {when}, as announced in {_RELEASED}",
            "known_on": request.published(_RELEASED, (_LIST,)),
            "claims": ["c-calendar"],
        }


def _when(row: Entry) -> str:
    """Whether a day is the last one, and that it stands for a month of which no day is named."""
    when = "at the latest" if row["latest"] else "scheduled"
    if row["named"]:
        return when
    month = row["due"].strftime("%B %Y")
    return f"{when} in {month} (no day is named, so that the last one stands here)"


def states_without(request: PairRequest, ahead: list[Entry]) -> list[str]:
    """Names of the states of which no election ahead is known.

    Parameters
    ----------
    request : PairRequest
        The two states and the day.
    ahead : list of dict
        From `elections`.
    """
    known = {entry["id"].split("-")[1] for entry in ahead}
    return [state.name for state in request.states if id_of(state).lower() not in known]


def _ahead(request: PairRequest) -> list[Entry]:
    """Rows of what is announced for the day of the request or later; a month counts to its end.

    A case has days alone: that of a month is its last one.
    """
    announced = Template("""
    SELECT ccode, type, event LIKE '%Deadline' AS latest,
      try_cast(printf('%d-%d-%d', year, month, day) AS DATE) AS exact, exact IS NOT NULL AS named,
      coalesce(exact, last_day(make_date(year, month, 1))) AS due
    FROM {elections}
    WHERE event LIKE 'Upcoming%' AND type IN ('L', 'X') AND ccode IN {states}
    AND due >= {day}
    ORDER BY due, ccode, type""").fill(
        elections=request.tables[_LIST], states=request.either, day=literal(request.day)
    )
    return request.rows(announced)
