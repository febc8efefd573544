"""Request parameters and their limits, as FastAPI dependencies."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Request

from detente.app.case_files import CaseText, Collection
from detente.app.question import WhatIfQuestion, parse_question, question_or_problem
from detente.app.state import AppState
from detente.app.world import Sort, WorldQuery
from detente.case.change import parse_month
from detente.document.pulse import View
from detente.forecast.settings import Settings

_MAX_DRAWS = 2000
_MAX_SEED = 2**31 - 1


def _state(request: Request) -> AppState:
    state: AppState = request.app.state.detente
    return state


def _settings(
    seed: Annotated[int | None, Query(ge=0, le=_MAX_SEED, description="Random seed")] = None,
    draws: Annotated[int | None, Query(ge=100, le=_MAX_DRAWS, description="Simulations")] = None,
) -> Settings:
    given = {k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None}
    return Settings(**given)


def _world_query(
    as_of: Annotated[str | None, Query(max_length=10, description="A year or a day")] = None,
    of: Annotated[str | None, Query(max_length=80, description="Only of this state")] = None,
    tie: Annotated[str | None, Query(max_length=80, description="Only with this tie")] = None,
    sort: Annotated[Sort, Query(description="p5: chance of rupture within five years")] = "p5",
    ascending: Annotated[bool, Query(description="The smallest first")] = False,
    page: Annotated[int, Query(ge=1, le=1000, description="Of a hundred each")] = 1,
    rivals: Annotated[bool, Query(description="Also treaty partners that are rivals now")] = False,
) -> WorldQuery:
    return WorldQuery(
        as_of=as_of or None,
        of=of or None,
        tie=tie or None,
        sort=sort,
        ascending=ascending,
        page=page,
        rivals=rivals,
    )


@dataclass(frozen=True, kw_only=True)
class PulseQuery:
    """Whose events, of which months.

    Parameters
    ----------
    one, other : str
        Names or codes of two states.
    first, last : date or None
        First day of the first and last month; all that there are if None.
    view : "filtered" or "hindsight"
        Whether the estimate of a month also uses later months.
    """

    one: str
    other: str
    first: date | None
    last: date | None
    view: View

    @property
    def day(self) -> date:
        """The day on which the two states are looked for."""
        return self.last or date.today()


_MONTH = "A year or a month"


def _pulse_query(
    one: Annotated[str, Path(max_length=80, description="A state, by name or code")],
    other: Annotated[str, Path(max_length=80, description="Another state")],
    first: Annotated[str | None, Query(alias="from", max_length=7, description=_MONTH)] = None,
    last: Annotated[str | None, Query(alias="to", max_length=7, description=_MONTH)] = None,
    view: Annotated[View, Query(description="hindsight: later months enter too")] = "filtered",
) -> PulseQuery:
    return PulseQuery(
        one=one,
        other=other,
        first=parse_month(first, "from") if first else None,
        last=parse_month(last, "to", last=True) if last else None,
        view=view,
    )


def _case_text(
    state: Annotated[AppState, Depends(_state)],
    collection: Annotated[Collection, Path(description="bundled or folder")],
    case: Annotated[str, Path(max_length=64, description="Name of the file without its suffix")],
    version: Annotated[
        Literal["current", "previous"], Query(description="previous: before the last save")
    ] = "current",
) -> CaseText:
    return state.files.read(collection, case, previous=version == "previous")


@dataclass(frozen=True, kw_only=True)
class PairQuery:
    """Which two states, and when.

    Parameters
    ----------
    one, other : str
        Names or codes of two states.
    as_of : str or None
        A year or day; today by default.
    """

    one: str
    other: str
    as_of: str | None


_StateName = Annotated[str, Path(max_length=80, description="A state, by name or code")]


def _pair_query(
    one: _StateName,
    other: _StateName,
    as_of: Annotated[str | None, Query(max_length=10, description="A year or a day")] = None,
) -> PairQuery:
    return PairQuery(one=one, other=other, as_of=as_of)


StateParameter = Annotated[AppState, Depends(_state)]
SettingsParameter = Annotated[Settings, Depends(_settings)]
WorldQueryParameter = Annotated[WorldQuery, Depends(_world_query)]
PairQueryParameter = Annotated[PairQuery, Depends(_pair_query)]
PulseQueryParameter = Annotated[PulseQuery, Depends(_pulse_query)]
CaseTextParameter = Annotated[CaseText, Depends(_case_text)]
ScenariosParameter = Annotated[
    tuple[str, ...], Query(alias="scenario", max_length=40, description="Scenarios that occur")
]
SetsParameter = Annotated[
    tuple[str, ...],
    Query(
        alias="set", max_length=40, description="Values set by hand: PATH=VALUE or PATH=VALUE@DAY"
    ),
]
CaseKeyParameter = Annotated[
    str, Query(max_length=100, description="COLLECTION/ID or COLLECTION/ID@previous")
]


def _question(scenario: ScenariosParameter = (), set_: SetsParameter = ()) -> WhatIfQuestion:
    return parse_question(scenarios=scenario, sets=set_)


def _typed_question(scenario: ScenariosParameter = (), set_: SetsParameter = ()) -> WhatIfQuestion:
    return question_or_problem(scenarios=scenario, sets=set_)


QuestionParameter = Annotated[WhatIfQuestion, Depends(_question)]
TypedQuestionParameter = Annotated[WhatIfQuestion, Depends(_typed_question)]  # or what is wrong
