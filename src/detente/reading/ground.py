"""Find a quote in a text: exactly, or after folding white space and typography; never loosely."""

import re
from functools import lru_cache

from detente.reading.text import Span

_FOLDED = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
}
_ZERO_WIDTH = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LEAST = 3  # characters that a quote must have


def ground(text: str, quote: str, *, after: int = 0) -> Span | None:
    """Place of a quote in a text; None if the text does not hold these words.

    Parameters
    ----------
    text : str
        The untouched text; the result counts its characters.
    quote : str
        Words said to stand there. Quotation marks around the whole are dropped.
    after : int
        Occurrences that start before this character come last, so that
        a list of quotes is located in order.

    Examples
    --------
    >>> ground("He said \u201cnever\u201d.", 'said "never"')
    Span(start=3, end=15)
    >>> ground("It will not end.", "It will end") is None
    True
    """
    words = quote.strip()
    if len(words) > 2 and words[0] in '"\u201c' and words[-1] in '"\u201d':
        words = words[1:-1].strip()
    if len(words) < _LEAST:
        return None
    start = _find(text, words, after)
    if start >= 0:
        return Span(start, start + len(words))
    folded, places = _fold(text)
    needle = _fold(words)[0].strip()
    from_ = next((n for n, place in enumerate(places) if place >= after), 0)
    start = _find(folded, needle, from_) if len(needle) >= _LEAST else -1
    if start < 0:
        return None
    return Span(places[start], places[start + len(needle) - 1] + 1)


def _find(text: str, words: str, after: int) -> int:
    """First occurrence on whole words from a place on, else the first of all; -1 if none."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words else "$^")
    match = pattern.search(text, after) or pattern.search(text)
    return match.start() if match else -1


@lru_cache(maxsize=8)
def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Text with one kind of quotes, dashes and spaces, and where each of its letters stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter in _ZERO_WIDTH:
            continue
        new = " " if letter.isspace() else _FOLDED.get(letter, letter)
        if new == " " and letters and letters[-1] == " ":
            continue
        letters += new
        places += [place] * len(new)
    return "".join(letters), tuple(places)
