"""Where a condition and its consequence begin and end in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading import condition_words as w
from detente.reading.text import Span


@dataclass(frozen=True, slots=True)
class ConditionSpan:
    """One condition, by offsets in its sentence.

    Attributes
    ----------
    rule, form : str
        Id of the rule, as in docs/reading.md.
    negated : bool
        Whether the consequence comes if the condition does not.
    whole : Span
        Condition and consequence.
    antecedent, consequent : Span or None
        Each, where the words hold it.
    """

    rule: str
    form: str
    negated: bool
    whole: Span
    antecedent: Span | None = None
    consequent: Span | None = None


@dataclass(frozen=True, slots=True)
class Opener:
    """Words that open a condition, the form, whether it negates, whether they belong to it."""

    name: str
    form: str
    negated: bool = False
    keeps: bool = False


def opens_clause(text: str, place: int) -> bool:
    """Whether a clause begins at a place."""
    return w.BOUNDARY_END.search(text[max(0, place - 30) : place]) is not None or place == 0


def antecedent_first(text: str, rule: Opener, begin: int, start: int) -> Iterator[ConditionSpan]:
    """*If A, B*: A ends at the first comma after which a main clause begins."""
    end = clause_end(text, start)
    aside = re.match(r",[^,]{2,40},\s*", text[start:end])
    start += aside.end() if aside else 0
    comma = _main_comma(text, start, end)
    if comma is not None and (cut := w.NEXT_MAIN.search(text, comma + 1, end)):
        end = cut.start()
    whole = trim(text, begin, end)
    if comma is None:
        yield ConditionSpan(rule.name, rule.form, rule.negated, whole, trim(text, start, end))
        return
    main = comma + 1
    saying = re.match(r"([^,]*),", text[main:end])
    if saying and w.SAYING.match(saying[1]):
        main += saying.end()
    parts = trim(text, start, comma), trim(text, main, end)
    yield ConditionSpan(rule.name, rule.form, rule.negated, whole, *parts)


def _main_comma(text: str, start: int, end: int) -> int | None:
    places = [start + m.start() for m in re.finditer(r",", text[start:end])]
    for n, place in enumerate(places):
        after = text[place + 1 : places[n + 1] if n + 1 < len(places) else end]
        if (
            w.VERBAL.search(after)
            and not w.NO_MAIN.match(after)
            and " " in text[start:place].strip()
        ):
            return place
    return places[0] if places else None


def consequent_first(text: str, rule: Opener, begin: int, start: int) -> Iterator[ConditionSpan]:
    """*B if A*: B begins with its clause, A goes to the end of its own."""
    clause = clause_start(text, begin)
    end = clause_end(text, start)
    stop = re.search(r",\s+(?!and\b|or\b|which\b|who\b|whose\b)", text[start:end])
    last = start + stop.start() if stop else end
    first = trim(text, clause, begin)
    asks = text[first.start : first.end].lower() == "what"  # "What if it fails?"
    whole, condition = trim(text, clause, last), trim(text, start, last)
    yield ConditionSpan(
        rule.name, rule.form, rule.negated, whole, condition, None if asks else first
    )


def cut_at(text: str, rule: Opener, start: int, cut: int, end: int) -> ConditionSpan:
    """Condition and consequence with one cut between them."""
    whole = trim(text, start, end)
    parts = trim(text, start, cut), trim(text, cut, end)
    return ConditionSpan(rule.name, rule.form, rule.negated, whole, *parts)


def clause_start(text: str, place: int) -> int:
    """Where the clause begins that goes on at a place, past what stands between dashes."""
    aside = w.ASIDE.search(text, 0, place)
    place = aside.start() if aside else place
    start = 0
    for m in w.STARTS.finditer(text, 0, place):
        if place - m.end() > 3:
            start = m.end()
    return start


def clause_end(text: str, place: int) -> int:
    """Where the clause ends: at a strong mark or with the sentence."""
    m = w.ENDS.search(text, min(place + 1, len(text)))
    return m.start() if m else len(text)


def trim(text: str, start: int, end: int) -> Span:
    """A span without white space and marks around it; at least one character."""
    start = min(start, len(text) - 1)
    end = max(end, start + 1)
    while start < end - 1 and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in '-–—.,;:?!"”’'):
        end -= 1
    return Span(start, end)
