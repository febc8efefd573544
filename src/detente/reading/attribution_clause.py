"""A sentence as attribution sees it: where its strong clauses and its subjects begin."""

import re
from dataclasses import dataclass
from functools import cached_property

from detente.reading import attribution_words as w
from detente.reading.clauses import word_set


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution, by offsets in its sentence."""

    rule: str
    start: int
    end: int
    who: str


@dataclass(frozen=True)
class Words:
    """The words of a sentence with the places that are looked up repeatedly."""

    text: str

    @cached_property
    def set(self) -> frozenset[str]:
        """The words in small letters."""
        return word_set(self.text)

    @cached_property
    def stops(self) -> list[tuple[int, int]]:
        """Strong ends of clauses; two dashes hold an aside and end none."""
        marks = list(w.STRONG.finditer(self.text))
        dashes = [m for m in marks if m[0].strip() in ("-", "\u2013", "\u2014")]
        if len(dashes) > 1:
            marks = [m for m in marks if m not in dashes]
        return [m.span() for m in marks]

    @cached_property
    def begins(self) -> list[int]:
        """Where a subject may begin."""
        return [m.end() for m in w.START.finditer(self.text)]

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """The strong clause around some words, without white space and full stop."""
        text = self.text
        start = max((b for _, b in self.stops if b <= first), default=0)
        end = min((a for a, _ in self.stops if a >= last), default=len(text))
        while start < first and text[start].isspace():
            start += 1
        while end > last and text[end - 1] in " .\n":
            end -= 1
        return start, end

    def subject(self, place: int) -> tuple[str, int]:
        """The words before a verb that are its subject, and where they begin."""
        text = self.text
        start = 0
        for end in reversed(self.begins):
            if end < place and bare(text[end:place]).strip(" ,"):
                start = end
                break
        words = bare(text[start:place])
        if relative := w.WHO.match(words[-200:]):  # "Sir Edward Grey, who told the City that"
            words = relative["who"] if len(words) <= 200 else words
        if words.endswith(","):  # "China, its oldest ally, called": the words before the brackets
            return self._before_aside(place)
        comma = words.rfind(", ")
        if comma >= 0:
            start, words = start + comma + 2, words[comma + 2 :]
        lead = len(words) - len(words.lstrip())
        start, words = start + lead, words.strip()
        joined = w.JOINED.search(text[max(0, start - 60) : start])
        if joined:  # "Sauli Niinistö and Sanna Marin declared"
            start, words = start - len(joined["first"]), joined["first"] + words
        return words, start

    def _before_aside(self, place: int) -> tuple[str, int]:
        last = self.text.rfind(",", 0, place)
        comma = self.text.rfind(",", 0, last) if last > 0 else -1
        if comma < 0:
            return self.text[:last].strip() if last > 0 else "", 0
        begin = max((m.end() for m in w.HEAD.finditer(self.text, 0, comma)), default=0)
        return self.text[begin:comma].strip(), begin


def bare(words: str) -> str:
    """Without auxiliaries and adverbs at the end."""
    words = words.rstrip()
    if len(words) > 60:
        return words[:-60] + bare(words[-60:])
    while (m := w.ADVERBS.search(words)) and not re.search(r"\bto$", words[: m.end()].rstrip()):
        words = words[: m.start()].rstrip()
    return words
