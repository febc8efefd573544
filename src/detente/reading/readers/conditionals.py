"""What is said to depend on something: condition and consequence, without a probability.

Words of condition (*if*, *unless*, *provided that*, *in the event of*), inverted verbs (*Should
Ankara refuse*, *Were they to meet*), what is left open (*it remains to be seen whether*), and a
cause with a conditional verb (*an attack could bring about the end of the pact*): the cause is then
the antecedent. Recall comes before precision: a person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.reading import condition_words as w
from detente.reading.clauses import short_sentences, word_set
from detente.reading.proposal import Draft, Part
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Span


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that open a condition, the form, whether it negates, whether they belong to it."""

    name: str
    form: str
    pattern: re.Pattern[str]
    negated: bool = False
    keeps: bool = False


def _opener(
    name: str, form: str, words: str, *, negated: bool = False, keeps: bool = False
) -> _Rule:
    return _Rule(name, form, re.compile(rf"\b(?P<open>{words})", re.IGNORECASE), negated, keeps)


_OPENERS = (
    _opener("unless", "unless", r"unless\b", negated=True),
    _opener("if", "if", r"(?:(?:even|only|especially|but|particularly)\s+)?if(?=[\s,])"),
    _opener("provided", "other", r"(?:provided|providing|assuming|supposing)(?:\s+that\b|(?=\s+"
                                 r"(?:the|it|they|he|she|both|all|its|their|no)\b))"
            r"|on\s+(?:the\s+)?condition\s+that\b|(?:so|as)\s+long\s+as\b|in\s+so\s+far\s+as\b"),
    _opener("event", "other", r"in\s+(?:the\s+)?(?:event|case)\s+(?:of|that)\b|in\s+which\s+"
                              r"case\b"),
    _opener("without", "other", r"(?:without|absent|barring|but\s+for|failing)\s+(?!(?:a\s+"
                                r")?doubt|question|delay|exception|saying|much|warning|result|"
                                r"precedent)", negated=True, keeps=True),
)  # fmt: skip
_INVERTED = (
    ("should", "should", re.compile(rf"{w.BOUNDARY}(?P<open>[Ss]hould)\s+(?=[\w'’ -]+)")),
    ("were", "other", re.compile(rf"{w.BOUNDARY}(?P<open>[Ww]ere|[Hh]ad)\s+(?=\w)")),
)  # fmt: skip


@reader(
    ReaderCard(
        id="conditionals",
        kinds=("conditional",),
        version=1,
        says="Conditions with their consequences: if, unless, provided, inverted verbs, what "
        "remains open, and causes with would or could; recall before precision.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every condition of a sentence; a cause only where no other rule has its words."""
    for sentence in short_sentences(document):
        text = document.quote(sentence)
        found: list[tuple[_Rule, Span, Span | None, Span | None]] = []
        words = word_set(text)
        rules = [rule for keys, rule in _FINDERS if not keys.isdisjoint(words)]
        for one in (one for rule in rules for one in rule(text)):
            if not any(_shares(one[1], other[1]) for other in found):
                found.append(one)
        for rule, span, antecedent, consequent in sorted(found, key=lambda one: one[1]):
            yield _draft(sentence.body.start, text, rule, (span, antecedent, consequent))


def _shares(one: Span, other: Span) -> bool:
    """Whether half of the shorter lies in the other."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


def _draft(
    base: int, text: str, rule: _Rule, spans: tuple[Span, Span | None, Span | None]
) -> Draft:
    whole, antecedent, consequent = spans
    roles = (("antecedent", antecedent), ("consequent", consequent))
    said = text[antecedent.start : antecedent.end] if antecedent else ""
    return Draft(
        kind="conditional",
        span=Span(base + whole.start, base + whole.end),
        fields={"form": rule.form, "negated": rule.negated},
        rule=rule.name,
        reason=f"The rest is said to hang on “{' '.join(said.split())}”."
        if said
        else "The words leave open what will happen.",
        parts=tuple(Part(role, Span(base + s.start, base + s.end)) for role, s in roles if s),
    )


_Condition = tuple[_Rule, Span, Span | None, Span | None]


def _conditions(text: str) -> Iterator[_Condition]:
    for rule in _OPENERS:
        for m in rule.pattern.finditer(text):
            if not _is_condition(rule, text, m):
                continue
            start = m.start() if rule.keeps else m.end()
            if _opens_clause(text, m.start()):
                yield from _antecedent_first(text, rule, m.start(), start)
            else:
                yield from _consequent_first(text, rule, m.start(), start)


def _is_condition(rule: _Rule, text: str, m: re.Match[str]) -> bool:
    """Whether the words open a condition: not *as if*, *ask if*, *as long as ten years*."""
    before, after = text[: m.start()], text[m.end() :]
    if rule.name == "if":
        if w.IF_NEVER.match(after) or w.IF_BEFORE.search(before):
            return False
        return _opens_sentence(before) or not w.IF_SHORT.match(after) or _if_not(text, m)
    if rule.name == "without":
        opens = _opens_clause(text, m.start())
        plain = opens and w.PLAIN_WITHOUT.match(text, m.start()) is not None
        return plain or w.MODAL.search(text if opens else before) is not None
    if rule.name == "provided" and re.match(r"(?:so|as)\s+long", m[0], re.IGNORECASE):
        return re.match(r"\s+(?:\w+\s+)?(?:\d|two|three|ten|a\b|ago|possible)", after) is None
    return True


def _opens_sentence(before: str) -> bool:
    return not before.strip(" \"\u201c\u2018'")


def _if_not(text: str, m: re.Match[str]) -> bool:
    """Whether *if not,* begins a clause of its own."""
    return re.match(r"\s+not,", text[m.end() :]) is not None and _opens_clause(text, m.start())


def _opens_clause(text: str, place: int) -> bool:
    return re.search(rf"{w.BOUNDARY}$", text[:place]) is not None


def _inverted(text: str) -> Iterator[_Condition]:
    for name, form, pattern in _INVERTED:
        for m in pattern.finditer(text):
            rest = text[m.end() :]
            if text.rstrip('"”’ ').endswith("?") or "," not in rest:
                continue
            modal = re.search(
                r"\b(?:will|would|should|could|might|may|can|must|shall|is|are)\b|"
                r"['’]ll\b",
                rest,
            )
            inverted = name == "should" or re.search(
                r"^[^,]*\b(?:to|not|\w+(?:ed|en|ne|nt|"
                r"ght))\b",
                rest,
            )
            if modal and inverted:
                yield from _antecedent_first(
                    text, _Rule(name, form, pattern), m.start("open"), m.end("open")
                )


def _open(text: str) -> Iterator[_Condition]:
    for m in w.OPEN.finditer(text):
        if (
            re.search(r"\b(?:whether|if|how|who|what)\b", text, re.IGNORECASE)
            or "remains to be seen" in m[0]
        ):
            start, end = _clause_start(text, m.start()), _clause_end(text, m.end())
            whether = re.search(r"\b[Ww]hether\b", text[start : m.start()])
            begin = start + whether.start() if whether else start
            yield _Rule("open", "remains", w.OPEN), _trim(text, begin, end), None, None
    for m in w.DEPENDS.finditer(text):
        if m[0].startswith(("rest", "turn")) and "whether" not in text:
            continue
        start, end = _clause_start(text, m.start()), _clause_end(text, m.end())
        yield (
            _Rule("depends", "other", w.DEPENDS),
            _trim(text, start, end),
            _trim(text, m.end(), end),
            _trim(text, start, m.start()),
        )


def _causes(text: str) -> Iterator[_Condition]:
    for m in w.OTHERWISE.finditer(text):
        end = _clause_end(text, m.end())
        rule = _Rule("otherwise", "other", w.OTHERWISE, negated=True)
        yield rule, _trim(text, m.start(), end), None, _trim(text, m.end(), end)
    for m in w.CAUSE.finditer(text):
        start, end = _clause_start(text, m.start()), _clause_end(text, m.end())
        subject = text[start : m.start()]
        if (
            not _is_cause(m, subject, text[: m.start()], asks=text.rstrip().endswith("?"))
            or not subject.strip()
        ):
            continue
        rule = _Rule("cause", m["verb"] if m["verb"] == "would" else "could", w.CAUSE)
        whole = _trim(text, start, end)
        passive = (
            re.search(r"\bby\s+(?=\w)", text[m.end() : end]) if m["act"].startswith("be") else None
        )
        if passive:
            place = m.end() + passive.end()
            yield rule, whole, _trim(text, place, end), _trim(text, start, m.end())
        else:
            lead = w.ADVERBIAL.match(text, start, m.start())
            begin = lead.end() if lead else start
            yield rule, whole, _trim(text, begin, m.start()), _trim(text, m.start(), end)


def _is_cause(m: re.Match[str], subject: str, before: str, *, asks: bool) -> bool:
    """Whether the subject of a conditional verb is a cause: an event, or what changes things."""
    if w.PERSONAL.search(subject) or w.NO_SUBJECT.search(subject) or re.match(r"have\b", m["act"]):
        return False
    near = subject.rsplit(", ", 1)[-1]
    if re.match(r"\s*what\b", near, re.IGNORECASE):
        return asks and len(near.split()) == 1
    acts = re.match(rf"{w.CAUSES}\b", m["act"]) is not None
    passive = m["act"].startswith("be") and m["act"] not in ("be", "become")
    strong = acts or (passive and m["verb"] != "may" and not re.search(r"\bit\s*$", near))
    event = re.search(rf"\b{w.EVENTS}\b", near, re.IGNORECASE) is not None
    indefinite = w.INDEFINITE.match(near) or w.INDEFINITE.match(subject)
    if (
        m["verb"] == "would"
        and w.EVENT_PRONOUN.match(subject)
        and not w.SAID.search(before)
        and m["act"] != "be"
    ):
        return True
    if m["verb"] == "would" and w.SAID.search(before):
        return event and (strong or indefinite is not None or m["act"] == "be")
    if m["verb"] == "may":
        return strong and event
    return strong or (m["verb"] == "would" and (event or indefinite is not None))


def _antecedent_first(text: str, rule: _Rule, begin: int, start: int) -> Iterator[_Condition]:
    """*If A, B*: A ends at the first comma after which a main clause begins."""
    end = _clause_end(text, start)
    aside = re.match(r",[^,]{2,40},\s*", text[start:end])
    start += aside.end() if aside else 0
    comma = _main_comma(text, start, end)
    if comma is not None and (cut := w.NEXT_MAIN.search(text, comma + 1, end)):
        end = cut.start()
    whole = _trim(text, begin, end)
    if comma is None:
        yield rule, whole, _trim(text, start, end), None
        return
    main = comma + 1
    saying = re.match(r"([^,]*),", text[main:end])
    if saying and w.SAYING.match(saying[1]):
        main += saying.end()
    yield rule, whole, _trim(text, start, comma), _trim(text, main, end)


def _main_comma(text: str, start: int, end: int) -> int | None:
    commas = [m.start() for m in re.finditer(r",", text[start:end])]
    places = [start + c for c in commas]
    for n, place in enumerate(places):
        after = text[place + 1 : places[n + 1] if n + 1 < len(places) else end]
        if (
            w.VERBAL.search(after)
            and not w.NO_MAIN.match(after)
            and " " in text[start:place].strip()
        ):
            return place
    return places[0] if places else None


def _consequent_first(text: str, rule: _Rule, begin: int, start: int) -> Iterator[_Condition]:
    """*B if A*: B begins with its clause, A goes to the end of its own."""
    clause = _clause_start(text, begin)
    end = _clause_end(text, start)
    stop = re.search(r",\s+(?!and\b|or\b|which\b|who\b|whose\b)", text[start:end])
    last = start + stop.start() if stop else end
    first = _trim(text, clause, begin)
    asks = text[first.start : first.end].lower() == "what"  # "What if it fails?"
    yield rule, _trim(text, clause, last), _trim(text, start, last), None if asks else first


def _clause_start(text: str, place: int) -> int:
    """Where the clause begins that goes on at a place, past what stands between dashes."""
    aside = w.ASIDE.search(text, 0, place)
    place = aside.start() if aside else place
    start = 0
    for m in w.STARTS.finditer(text, 0, place):
        if place - m.end() > 3:
            start = m.end()
    return start


def _clause_end(text: str, place: int) -> int:
    """Where the clause ends: at a strong mark or with the sentence."""
    m = w.ENDS.search(text, min(place + 1, len(text)))
    return m.start() if m else len(text)


def _trim(text: str, start: int, end: int) -> Span:
    """A span without white space and marks around it; at least one character."""
    while start < end - 1 and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in '-–—.,;:?!"”’'):
        end -= 1
    return Span(start, end)


def _waits(text: str) -> Iterator[_Condition]:
    """*Until*, *once*, *only when* with what will happen then."""
    for m in w.TIME.finditer(text):
        rule = _Rule("waits", "other", w.TIME, negated="until" in m["open"])
        yield from _consequent_first(text, rule, m.start("open"), m.end("open"))
    for m in w.TIME_FIRST.finditer(text):
        rule = _Rule("waits", "other", w.TIME_FIRST, negated="ntil" in m["open"])
        yield from _antecedent_first(text, rule, m.start("open"), m.end("open"))


_FINDERS = (  # words without which a rule finds nothing
    (
        word_set(
            "if unless provided providing assuming supposing condition long far event case without "
            "absent barring but failing"
        ),
        _conditions,
    ),
    (word_set("should were had"), _inverted),
    (
        word_set(
            "doubt early hard difficult impossible nobody one see whether seen unclear uncertain "
            "clear certain open known guess question time depend depends hinge hinges rest rests "
            "turn turns contingent conditional dependent"
        ),
        _open,
    ),
    (word_set("until once soon when"), _waits),
    (word_set("would could might may otherwise else failing"), _causes),
)
