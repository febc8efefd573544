"""Conditionals: a condition and its consequence, without a probability.

Words of condition (*if*, *unless*, *provided that*, *in the event of*), inverted verbs (*Should
Ankara refuse*, *Were they to meet*), what is left open (*it remains to be seen whether*), and a
cause with a conditional verb (*an attack could bring about the end of the pact*): the cause is then
the antecedent. Forms without such a word stand in `condition_forms`. Recall comes before precision:
a person decides.
"""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading import condition_words as w
from detente.reading.clauses import short_sentences, small, word_set
from detente.reading.condition_forms import FORMS, Finder
from detente.reading.condition_spans import (
    ConditionSpan,
    Opener,
    antecedent_first,
    clause_end,
    clause_start,
    consequent_first,
    opens_clause,
    trim,
)
from detente.reading.proposal import Draft, ProposalPart
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Sentence, Span

_OPENERS = (
    (word_set("unless"), Opener("unless", "unless", negated=True), r"unless(?:\s+and\s+until)?\b"),
    (word_set("if"), Opener("if", "if"),
     r"(?:(?:even|only|especially|but|particularly|except|save|as\s+and|only)\s+)?if(?=[\s,])"
     r"(?:\s+and\s+when\b)?"),
    (word_set("provided providing assuming supposing condition understanding proviso long far "
              "extent given lest"),
     Opener("provided", "other"),
     r"(?:provided|providing|assuming|supposing)(?:\s+that\b|(?=\s+(?:the|it|they|he|she|both|all|"
     r"its|their|no|(?-i:[A-Z]\w+))\b))|on\s+(?:the\s+|one\s+)?condition(?:\s+that\b|:)|"
     r"(?:on|with)\s+the\s+(?:\w+\s+)?(?:understanding|proviso)\s+that\b|(?:so|as)\s+long\s"
     r"+as\b|in\s?so\s?far\s+as\b|given\s+(?:enough|time|the\s+choice|the\s+chance)\b|lest\b"),
    (word_set("event case absence sign"), Opener("event", "other"),
     r"in\s+(?:the\s+)?(?:\w+\s+)?(?:event|case)\s+(?:of|that)\b|in\s+(?:which|that|this|"
     r"such\s+an?|"
     r"either)\s+(?:case|event)\b|in\s+case\s+(?=the\b|it\b|they\b|he\b|(?-i:[A-Z]))|"
     r"in\s+the\s+absence\s+"
     r"of\b|at\s+the\s+(?:first|slightest|least)\s+sign\s+of\b"),
    (word_set("without absent barring but failing short"),
     Opener("without", "other", negated=True, keeps=True),
     r"(?:without|absent|barring|but\s+for|failing|short\s+of)\s+(?!(?:a\s+)?doubt|fail\b|"
     r"sleep\b|a\s+word\b|question|delay|exception|"
     r"saying|much|warning|result|precedent)"),
)  # fmt: skip
_COMPILED = tuple(
    (keys, rule, re.compile(rf"\b(?P<open>{words})", re.IGNORECASE))
    for keys, rule, words in _OPENERS
)
_INVERTED = (
    (Opener("should", "should"), re.compile(rf"{w.BOUNDARY}(?P<open>[Ss]hould)\s+{w.SUBJECT}")),
    (Opener("were", "other"), re.compile(rf"{w.BOUNDARY}(?P<open>[Ww]ere|[Hh]ad)\s+{w.SUBJECT}")),
    (
        Opener("should", "should"),
        re.compile(rf"{w.STRONG_START}(?P<open>[Ss]hould)\s+{w.ANY_SUBJECT}"),
    ),
    (Opener("were", "other"), w.IMAGINED),
)


@reader(
    ReaderCard(
        id="conditionals",
        kinds=("conditional",),
        version=4,
        says="Conditions with their consequences: if, unless, provided, inverted verbs, what "
        "remains open, orders, comparisons, and causes with would or could; recall before "
        "precision.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every condition of a sentence; a cause only where no other rule has its words."""
    for sentence in short_sentences(document):
        text = document.quote(sentence)
        conditions: list[ConditionSpan] = []
        for finder in _finders(word_set(text)):
            for one in finder(text):
                if not any(_shares(one.whole, other.whole) for other in conditions):
                    conditions.append(one)
        for one in sorted(conditions, key=lambda c: c.whole):
            if one.rule != "if" or not _is_habit(document, sentence, text):
                yield _draft(sentence.body.start, text, one)


def _finders(words: frozenset[str]) -> Iterator[Finder]:
    """The finders whose words stand in a sentence, the surest first."""
    for keys, finder in _ALL:
        if not keys.isdisjoint(words):
            yield finder


def _shares(one: Span, other: Span) -> bool:
    """Whether half of the shorter lies in the other."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


def _is_habit(document: Document, sentence: Sentence, text: str) -> bool:
    """Whether *if* tells what used to happen: *whenever I dined there ... if anyone smiled*."""
    if w.PAST.search(text) and not w.PRESENT.search(text):
        return True
    if not re.search(r"\bwould\b", text) or re.search(r"\b(?:were|had|be)\s+to\b", text):
        return False
    before = document.text[max(0, sentence.body.start - 250) : sentence.body.end]
    return w.HABIT.search(before.rsplit("\n\n", 1)[-1]) is not None


def _draft(base: int, text: str, one: ConditionSpan) -> Draft:
    roles = (("antecedent", one.antecedent), ("consequent", one.consequent))
    condition = text[one.antecedent.start : one.antecedent.end] if one.antecedent else ""
    return Draft(
        kind="conditional",
        span=Span(base + one.whole.start, base + one.whole.end),
        fields={"form": one.form, "negated": one.negated},
        rule=one.rule,
        reason=f"The rest is said to hang on “{' '.join(condition.split())}”."
        if condition
        else "The words leave open what will happen.",
        parts=tuple(
            ProposalPart(role, Span(base + s.start, base + s.end)) for role, s in roles if s
        ),
    )


# --- words of condition -------------------------------------------------------------


def _conditions(text: str) -> Iterator[ConditionSpan]:
    words = word_set(text)
    for keys, rule, pattern in _COMPILED:
        if keys.isdisjoint(words):
            continue
        for m in pattern.finditer(text):
            if not _is_condition(rule, text, m):
                continue
            start = m.start() if rule.keeps else m.end()
            if opens_clause(text, m.start()):
                yield from antecedent_first(text, rule, m.start(), start)
            else:
                yield from consequent_first(text, rule, m.start(), start)


def _is_condition(rule: Opener, text: str, m: re.Match[str]) -> bool:
    """Whether the words open a condition: not *as if*, *ask if*, *as long as ten years*."""
    before, after = text[max(0, m.start() - 60) : m.start()], text[m.end() :]
    if rule.name == "if":
        if w.IF_NEVER.match(after) or w.IF_BEFORE.search(before):
            return False
        return _opens_sentence(before) or not w.IF_SHORT.match(after) or _if_not(text, m)
    if rule.name == "without":
        return _is_without(text, m)
    if rule.name == "event":
        sure = re.search(r"\b(?:of|that)$", m[0]) and "absence" not in m[0] and "sign" not in m[0]
        return (
            bool(sure)
            or re.match(r"in\s+case\s*$", m[0], re.IGNORECASE) is not None
            or w.MODAL.search(text) is not None
        )
    return rule.name != "provided" or _is_proviso(text, m, after)


def _is_proviso(text: str, m: re.Match[str], after: str) -> bool:
    """Not *the council provided its guests with*, *as long as the king*, *as long as ten years*."""
    if m[0].lower() in ("provided", "providing"):
        before = text[: m.start()].rstrip()
        return opens_clause(text, m.start()) or before.endswith(",") or "," not in text
    if re.match(r"(?:so|as)\s+long", m[0], re.IGNORECASE):
        thing = re.match(r"\s+(?:the|an?)\s+\w+\s*[.,;]", after)
        far = re.match(
            r"\s+(?:\w+\s+)?(?:\d|two|three|ten|a\b|ago|possible|can\s+(?:remember|recall))", after
        )
        return not thing and not far
    return True


def _is_without(text: str, m: re.Match[str]) -> bool:
    """Whether what is missing is a condition: with a modal verb, or in the present."""
    if opens_clause(text, m.start()) and not m[0].lower().startswith("without"):
        return True
    if not opens_clause(text, m.start()):
        return w.MODAL.search(text[: m.start()]) is not None
    if w.PLAIN_WITHOUT.match(text, m.start()) or w.MODAL.search(text):
        return True
    rest = text[m.start() : clause_end(text, m.end())]
    thing = re.match(r"[Ww]ithout\s+(?!\w+ing\b|a\s+word\b)", rest)
    verb = re.search(
        r"\b(?:is|are|has|have|goes|fails?|dies|ends|\w+\s+no|(?:I|we|you|they)\s+\w+)\b", rest
    )
    return bool(thing and verb) and not w.PAST.search(rest)


def _opens_sentence(before: str) -> bool:
    return not before.strip(" \"\u201c\u2018'")


def _if_not(text: str, m: re.Match[str]) -> bool:
    """Whether *if not,* or *if so,* begins a clause of its own."""
    return re.match(r"\s+(?:not|so),", text[m.end() :]) is not None and opens_clause(
        text, m.start()
    )


def _inverted(text: str) -> Iterator[ConditionSpan]:
    """*Should Ankara refuse*, *were they to meet*, *would have gone had he asked*."""
    for rule, pattern in _INVERTED:
        for m in pattern.finditer(text):
            rest = text[m.end() :]
            if text.rstrip('"”’ ').endswith("?") or "," not in rest:
                continue
            if _is_inverted(rule.name, text[: m.start("open")], rest):
                yield from antecedent_first(text, rule, m.start("open"), m.end("open"))
    for m in w.POSTPONED.finditer(text):
        rule = Opener("should" if m["open"] == "should" else "were", "other")
        yield from consequent_first(text, rule, m.start("open"), m.end("open"))


def _is_inverted(name: str, before: str, rest: str) -> bool:
    modal = re.search(
        r"\b(?:will|would|should|could|might|may|can|must|shall|is|are)\b|['’]ll\b", rest
    )
    if name == "should":
        return True
    form = re.search(r"^[^,]*\b(?:to|not|but|only|\w+(?:ed|en|ne|nt|ght))\b", rest)
    return modal is not None and form is not None


# --- what is open, what waits -------------------------------------------------------


def _open(text: str) -> Iterator[ConditionSpan]:
    for m in w.OPEN.finditer(small(text)):
        if _asks(text) or "remains to be seen" in text[slice(*m.span())]:
            start, end = clause_start(text, m.start()), clause_end(text, m.end())
            whether = re.search(r"\b[Ww]hether\b", text[start : m.start()])
            begin = start + whether.start() if whether else start
            yield ConditionSpan("open", "remains", False, trim(text, begin, end))
    for m in w.DEPENDS.finditer(text):
        if m[0].startswith(("rest", "turn")) and "whether" not in text:
            continue
        start, end = clause_start(text, m.start()), clause_end(text, m.end())
        if re.search(r"\b(?:he|she|I|we|you)\s*$", text[start : m.start()], re.IGNORECASE):
            continue
        parts = trim(text, m.end(), end), trim(text, start, m.start())
        yield ConditionSpan("depends", "other", False, trim(text, start, end), *parts)


def _asks(text: str) -> bool:
    """Whether a sentence asks something: *whether*, *who will*."""
    later = r"\b(?:how|who|what)\b.*\b(?:will|would|could|may|might)\b"
    asks = re.search(r"\b(?:whether|if)\b", text, re.IGNORECASE)
    return bool(asks or re.search(later, text, re.DOTALL))


def _waits(text: str) -> Iterator[ConditionSpan]:
    """*Until*, *once*, *only when* with what will happen then."""
    for m in w.TIME.finditer(text):
        rule = Opener("waits", "other", negated="until" in m["open"])
        yield from consequent_first(text, rule, m.start("open"), m.end("open"))
    for m in w.TIME_FIRST.finditer(text):
        rule = Opener("waits", "other", negated="ntil" in m["open"])
        yield from antecedent_first(text, rule, m.start("open"), m.end("open"))


# --- causes -------------------------------------------------------------------------


def _otherwise(text: str) -> Iterator[ConditionSpan]:
    for m in w.OTHERWISE.finditer(text):
        end = clause_end(text, m.end())
        whole, then = trim(text, m.start(), end), trim(text, m.end(), end)
        yield ConditionSpan("otherwise", "other", True, whole, None, then)


def _causes(text: str) -> Iterator[ConditionSpan]:
    asks = text.rstrip().endswith("?")
    for m in w.CAUSE.finditer(text):
        start, end = clause_start(text, m.start()), clause_end(text, m.end())
        subject = w.BETWEEN.sub(" ", text[start : m.start()])
        if not subject.strip() or not _is_cause(m, subject, text[: m.start()], asks=asks):
            continue
        form, whole = "would" if m["verb"] == "would" else "could", trim(text, start, end)
        by = re.search(r"\bby\s+(?=\w)", text[m.end() : end]) if m["act"][:2] == "be" else None
        if by:
            place = m.end() + by.end()
            parts = trim(text, place, end), trim(text, start, m.end())
        else:
            lead = w.ADVERBIAL.match(text, start, m.start())
            parts = trim(text, lead.end() if lead else start, m.start()), trim(text, m.start(), end)
        yield ConditionSpan("cause", form, False, whole, *parts)


def _effects(text: str) -> Iterator[ConditionSpan]:
    """What would or could follow from something that is no person: seldom right, seldom missed."""
    if text.rstrip().endswith("?"):
        return
    for m in w.EFFECT.finditer(text):
        start, end = clause_start(text, m.start()), clause_end(text, m.end())
        subject = w.BETWEEN.sub(" ", text[start : m.start()])
        if not (_is_no_cause(subject) or _has_no_effect(m, subject, text[: m.start()])):
            form = "would" if m["verb"] == "would" else "could"
            parts = trim(text, start, m.start()), trim(text, m.start(), end)
            yield ConditionSpan("effect", form, False, trim(text, start, end), *parts)


def _is_cause(m: re.Match[str], subject: str, before: str, *, asks: bool) -> bool:
    """Whether the subject of a conditional verb is a cause: an event, or what changes things."""
    if _is_no_cause(subject) or re.match(r"have\b", m["act"]):
        return False
    near = subject.rsplit(", ", 1)[-1]
    if re.match(r"\s*what\b", near, re.IGNORECASE):
        return asks and len(near.split()) == 1
    if _has_no_effect(m, subject, before):
        return False
    if m["verb"] == "would" and w.EVENT_PRONOUN.match(subject) and m["act"] != "be":
        return not w.SAID.search(before)
    return _acts(m, subject, near, said=w.SAID.search(before) is not None)


def _is_no_cause(subject: str) -> bool:
    """Whether what stands before the verb is a person, part of a relative clause, or nothing."""
    return bool(
        w.PERSONAL.search(subject) or w.NO_SUBJECT.search(subject) or w.RELATIVE.search(subject)
    )


def _has_no_effect(m: re.Match[str], subject: str, before: str) -> bool:
    """Whether verb or words before it leave no effect: *would take years*, *whether it would*."""
    return bool(
        w.NO_EFFECT.match(m.string, m.end("verb"))
        or w.WHETHER.search(before[-60:])
        or w.NOBODY.search(subject.rsplit(", ", 1)[-1])
        or w.DOUBTED.search(before[-80:])
        or w.SHARE.search(before[-90:])
    )


def _acts(m: re.Match[str], subject: str, near: str, *, said: bool) -> bool:
    """Whether verb and subject together tell of an effect."""
    acts = re.match(rf"{w.CAUSES}\b", m["act"]) is not None
    passive = m["act"].startswith("be") and m["act"] not in ("be", "become")
    strong = acts or (passive and m["verb"] != "may" and not re.search(r"\bit\s*$", near))
    event = re.search(rf"\b{w.EVENTS}\b", near, re.IGNORECASE) is not None
    indefinite = bool(w.INDEFINITE.match(near) or w.INDEFINITE.match(subject))
    if m["verb"] == "would" and said:
        return event and (strong or indefinite or m["act"] == "be")
    if m["verb"] == "may":
        return strong and event
    return strong or (m["verb"] == "would" and (event or indefinite))


_FINDERS: tuple[tuple[frozenset[str], Finder], ...] = (  # words without which each finds nothing
    (frozenset().union(*(keys for keys, _, _ in _OPENERS)), _conditions),
    (word_set("should were had did could"), _inverted),
    (
        word_set(
            "doubt early hard difficult impossible nobody one see whether seen unclear uncertain "
            "clear certain open known guess question time depend depends hinge hinges rest rests "
            "turn turns contingent conditional dependent hang hangs falls fall"
        ),
        _open,
    ),
    (word_set("until once soon when"), _waits),
)
_LAST: tuple[tuple[frozenset[str], Finder], ...] = (
    (word_set("otherwise else failing"), _otherwise),
    (word_set("would could might may"), _causes),
    (word_set("would could might"), _effects),
)
_ALL = (*_FINDERS, *FORMS, *_LAST)
