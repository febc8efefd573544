"""What is made ahead, so that who asks first need not wait: step by step, each in a lull."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from detente.app.case_files import BUNDLED, FOLDER, Text
from detente.app.pages import case_page
from detente.app.question import Question
from detente.app.state import Desk
from detente.app.world import Wanted
from detente.data import store
from detente.errors import DataError, DetenteError
from detente.forecast.settings import Settings

_FIRST, _MOST = 3, 20  # cases of the folder prepared before the world, and in all


def warm_up() -> None:
    """Start what draws charts; its engine takes a third of a second to come up."""
    from detente.brief.charts import svg

    svg({"data": {"values": [{}]}, "mark": "point"})


def everything(desk: Desk) -> Iterator[None]:
    """Pages of the cases and of the world; what fails here fails again when it is asked for."""
    newest = desk.shelf.newest(_MOST)
    bundled = [t for t in desk.shelf.texts() if t.shelf == BUNDLED]
    yield from _cases(desk, [*newest[:_FIRST], *bundled])
    yield from _world(desk)
    yield from _cases(desk, newest[_FIRST:])


def written(desk: Desk, names: Iterable[str]) -> Iterator[None]:
    """Pages of cases of the folder that another program has written."""
    for name in names:
        try:
            text = desk.shelf.read(FOLDER, name)
        except DetenteError:  # gone again, or too large
            continue
        yield from _cases(desk, [text] if text.is_case else [])


def edited(desk: Desk, old: Text, new: Text) -> Iterator[None]:
    """What a save leads to: the difference between two versions, and the page of the new one."""
    try:
        desk.answers.assessment(new, Settings())
        yield
        with suppress(DataError):  # other partners or another date: they have no difference
            desk.answers.difference(old, new, Settings())
        yield
        yield from _cases(desk, [new])
    except DetenteError:
        return


def _cases(desk: Desk, texts: Iterable[Text]) -> Iterator[None]:
    for text in texts:
        try:
            yield from desk.answers.prepare(text, Settings())
            case_page(desk, text, Settings(), Question())
        except DetenteError:
            continue


def _world(desk: Desk) -> Iterator[None]:
    if not store.status():
        return
    try:
        found = desk.world.listed(Wanted())
        yield
        desk.world.drawn(Wanted(), found)
    except DetenteError:  # such as a source that was not pulled
        return
