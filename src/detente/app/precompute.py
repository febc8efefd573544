"""Precompute pages while the server is idle, in steps that can be interleaved with requests."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from detente.app.case_files import BUNDLED, FOLDER, CaseText
from detente.app.pages import case_page
from detente.app.question import WhatIfQuestion
from detente.app.state import AppState
from detente.app.world import WorldQuery
from detente.data import store
from detente.errors import DataError, DetenteError
from detente.forecast.settings import Settings

_BEFORE_WORLD, _MAX_CASES = 3, 20  # cases of the folder: before the world page, and in all


def warm_up() -> None:
    """Start the chart renderer, which takes a third of a second."""
    from detente.brief.charts import svg

    svg({"data": {"values": [{}]}, "mark": "point"})


def all_pages(state: AppState) -> Iterator[None]:
    """Precompute the pages of the cases and of the world.

    Failures are ignored here, because the request for that page reports them.
    """
    newest = state.files.newest(_MAX_CASES)
    bundled = [t for t in state.files.texts() if t.collection == BUNDLED]
    yield from _case_pages(state, [*newest[:_BEFORE_WORLD], *bundled])
    yield from _world_page(state)
    yield from _case_pages(state, newest[_BEFORE_WORLD:])


def pages_of_files(state: AppState, ids: Iterable[str]) -> Iterator[None]:
    """Precompute the pages of some cases of the folder.

    Parameters
    ----------
    state : AppState
        Whose caches are filled.
    ids : iterable of str
        Ids of the cases; files that are not cases are skipped.
    """
    for id_ in ids:
        try:
            text = state.files.read(FOLDER, id_)
        except DetenteError:  # deleted since, or too large
            continue
        yield from _case_pages(state, [text] if text.is_case else [])


def pages_after_edit(state: AppState, old: CaseText, new: CaseText) -> Iterator[None]:
    """Precompute what is shown after a save: the difference, and the page of the new version.

    Parameters
    ----------
    state : AppState
        Whose caches are filled.
    old, new : CaseText
        The versions before and after the save.
    """
    try:
        state.results.assessment(new, Settings())
        yield
        with suppress(DataError):  # other members or another date: there is no difference to show
            state.results.difference(old, new, Settings())
        yield
        yield from _case_pages(state, [new])
    except DetenteError:
        return


def _case_pages(state: AppState, texts: Iterable[CaseText]) -> Iterator[None]:
    for text in texts:
        if text.is_large:  # it takes long enough when somebody asks for it
            continue
        try:
            yield from state.results.precompute(text, Settings())
            case_page(state, text, Settings(), WhatIfQuestion())
        except DetenteError:
            continue


def _world_page(state: AppState) -> Iterator[None]:
    if not store.status():
        return
    with suppress(DetenteError):  # for example a source that was not pulled
        page = state.world.page(WorldQuery())
        yield
        state.world.map(WorldQuery(), page)
