"""The one public of a document that reports a survey of one country.

Such a report says once whom it asked, in its title, its dateline or its first figures; further down
it names other states, about which people were asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from detente.reading.figures import figures
from detente.reading.gazetteer import fold, gazetteer
from detente.reading.poll_words import is_poll, settings
from detente.reading.scenes import Scene
from detente.reading.survey_publics import own_mention, place_asked

_WORD = re.compile(r"[A-Z][\w’'-]+")
_MANY = 3  # figures that outweigh a title
_HEAD = 400  # characters in which a title and a byline stand


def home_public(scenes: Sequence[Scene], day: date) -> str | None:
    """The state whose people a document asks, where its own words point to one.

    Parameters
    ----------
    scenes : sequence of Scene
        All sentences.
    day : date
        Day of the case: names are those of the day.

    Returns
    -------
    str or None
        Nothing where the figures are of several states.
    """
    if not scenes:
        return None
    counts = Counter(_asked(scenes))
    titled = _titled(scenes[0].text[: min(scenes[0].start, _HEAD)], day)
    first, n = counts.most_common(1)[0] if counts else (None, 0)
    if len(titled) == 1 and (first in titled or n < _MANY):
        return titled.pop()  # figures of another people, by the way, do not outweigh a title
    if counts:
        return first if n == counts.total() else None
    opening = [s for s in scenes if s.sentence.paragraph == scenes[0].sentence.paragraph]
    return place_asked(scenes[0], day) if any(is_poll(s.words) for s in opening) else None


def _asked(scenes: Sequence[Scene]) -> Iterator[str]:
    """States next to figures, as those who answered, one by figure."""
    for scene in scenes:
        end = scene.sentence.body.end
        some = figures(scene.text, scene.start, end)
        shares = tuple(one for one in some if one.form != "points")
        for one in settings(scene.text, scene.start, end, shares):
            if own := own_mention(scene, one):
                yield own.actor


def _titled(title: str, day: date) -> set[str]:
    """States whose people a title names: *How Ghanaians see the soldiers next door*."""
    known = gazetteer(day).forms
    return {
        entry.actors[0]
        for m in _WORD.finditer(title)
        for names, entries in known[fold(m[0])]
        if len(names) == 1
        for entry in entries
        if entry.kind == "people" and entry.actors
    }
