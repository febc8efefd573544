"""What a request may ask, checked at the door; FastAPI reads the limits from here."""

from typing import Annotated, Literal

from fastapi import Depends, Query, Request
from fastapi import Path as InPath

from detente.app.case_files import Text
from detente.app.state import Desk, settings
from detente.app.world import Sort, Wanted
from detente.forecast.settings import Settings

_DRAWS = 2000  # the most that a request may have simulated
_SEEDS = 2**31 - 1


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _settings(
    seed: Annotated[int | None, Query(ge=0, le=_SEEDS, description="Of chance")] = None,
    draws: Annotated[int | None, Query(ge=100, le=_DRAWS, description="Simulations")] = None,
) -> Settings:
    return settings(seed, draws)


def _wanted(
    as_of: Annotated[str | None, Query(max_length=10, description="A year or a day")] = None,
    of: Annotated[str | None, Query(max_length=80, description="Only of this state")] = None,
    tie: Annotated[str | None, Query(max_length=80, description="Only with this tie")] = None,
    sort: Annotated[Sort, Query(description="p5: chance of rupture within five years")] = "p5",
    ascending: Annotated[bool, Query(description="The smallest first")] = False,
    page: Annotated[int, Query(ge=1, le=1000, description="Of a hundred each")] = 1,
) -> Wanted:
    return Wanted(
        as_of=as_of or None,
        of=of or None,
        tie=tie or None,
        sort=sort,
        ascending=ascending,
        page=page,
    )


def _text(
    desk: Annotated[Desk, Depends(_desk)],
    shelf: Annotated[Literal["bundled", "folder"], InPath(description="bundled or folder")],
    case: Annotated[str, InPath(max_length=64, description="Name of the file without its suffix")],
    version: Annotated[
        Literal["current", "previous"], Query(description="previous: before the last save")
    ] = "current",
) -> Text:
    return desk.shelf.read(shelf, case, previous=version == "previous")


DeskOf = Annotated[Desk, Depends(_desk)]
SettingsOf = Annotated[Settings, Depends(_settings)]
WantedOf = Annotated[Wanted, Depends(_wanted)]
TextOf = Annotated[Text, Depends(_text)]
Scenarios = Annotated[
    tuple[str, ...], Query(alias="scenario", max_length=40, description="Scenarios that come true")
]
Sets = Annotated[
    tuple[str, ...],
    Query(
        alias="set", max_length=40, description="Values set by hand: PATH=VALUE or PATH=VALUE@DAY"
    ),
]
CaseKey = Annotated[str, Query(max_length=100, description="SHELF/ID or SHELF/ID@previous")]
