"""Who does what a verb says, answers by hand."""

from datetime import date

import pytest

from detente.reading.doers import doer
from detente.reading.scenes import scenes
from detente.reading.text import document

DAY = date(2015, 5, 1)


def who(text, verb):
    (scene,) = scenes(document(text, name="test", published=DAY), DAY)
    found = doer(scene, text.index(verb))
    return found and found.actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Chad gave Niger oil.", "TCD"),
        ("Chad, which Libya had armed, gave Niger oil.", "TCD"),
        ("Chad, although it fears Libya, gave Niger oil.", "TCD"),
        ("Mali fell; Chad, which Libya had armed, gave Niger oil.", "TCD"),
        ("The king of Chad gave oil.", None),
        ("Somebody gave oil.", None),
    ],
)
def test_the_actor_before_an_aside(text, actor):
    assert who(text, "gave") == actor
