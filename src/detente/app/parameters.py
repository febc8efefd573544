"""Request parameters and their limits, as FastAPI dependencies."""

from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Request

from detente.app.case_files import CaseText, Collection
from detente.app.state import AppState
from detente.app.world import Sort, WorldQuery
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


def _case_text(
    state: Annotated[AppState, Depends(_state)],
    collection: Annotated[Collection, Path(description="bundled or folder")],
    case: Annotated[str, Path(max_length=64, description="Name of the file without its suffix")],
    version: Annotated[
        Literal["current", "previous"], Query(description="previous: before the last save")
    ] = "current",
) -> CaseText:
    return state.files.read(collection, case, previous=version == "previous")


StateParameter = Annotated[AppState, Depends(_state)]
SettingsParameter = Annotated[Settings, Depends(_settings)]
WorldQueryParameter = Annotated[WorldQuery, Depends(_world_query)]
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
