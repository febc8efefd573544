"""Page one: the question, its answer, the outcomes, what moves it, what to watch, how sure."""

from collections.abc import Iterable, Iterator

from detente.brief.answer import (
    adds_nothing,
    choices_of_method,
    fate_name,
    history_of_rupture,
    ladder,
    levers,
    notes_on_fates,
    weakest,
    why_base_rate,
)
from detente.brief.blocks import (
    BREAK,
    Block,
    Inline,
    Subhead,
    Table,
    big,
    bullets,
    code,
    column,
    inline,
    link,
    note,
    paragraph,
    row,
    strong,
    table,
    term,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import day, interval, median, number, points, ranged, several
from detente.document.assessment import Assessment, FatePart
from detente.document.labels import BASE_RATE
from detente.document.percent import percent
from detente.document.scenarios import SignpostPart, TornadoPart

_YEARS = ("1", "5", "10")
_LEVERS, _SIGNPOSTS, _GROUNDS = 5, 3, 2  # on page one; the later sections show all


@section("bottom-line", "Bottom line", place=10)
def bottom_line(a: Assessment) -> Iterator[Block]:
    """One page for a reader with a minute, in the order of the terminal's one screen."""
    yield paragraph(a.partnership.question, kind="question")
    yield paragraph(a.verdict.label, kind="verdict")
    if adds_nothing(a) and not a.verdict.words.startswith(BASE_RATE):
        yield paragraph(strong(BASE_RATE), kind="alarm")
    yield paragraph(a.verdict.words, kind="lead")
    if reason := why_base_rate(a):
        yield paragraph(reason, " The setting is ", code("least_evidence"), ".", kind="note")
    yield from chart(a, "fates", table="fates")
    yield fates_table(a.fates, defined=True)
    yield from (paragraph(remark, kind="note") for remark in notes_on_fates(a))
    yield _outcomes(a)
    yield Subhead(
        runs=inline("What moves P(rupture within ten years) most: ", link("levers", "levers"))
    )
    yield from _levers(a)
    yield Subhead(
        runs=inline(
            "What to watch, with P(rupture within 5 years) either way: ",
            link("signposts", "signposts"),
        )
    )
    yield from _signposts(a)
    yield paragraph(*_confidence(a))
    yield paragraph(*_ages(a))


def fates_table(fates: Iterable[FatePart], *, defined: bool) -> Table:
    """The four fates with their probabilities.

    Parameters
    ----------
    fates : iterable of FatePart
        In the order of the question.
    defined : bool
        Whether the page has a section of terms that defines them.
    """
    return table(
        "fates",
        "Fates of the partnership at ten years",
        [column("Fate", 2.6), column("In words"), column("Probability"), column("90% interval")],
        [
            row(
                inline(
                    term(fate_name(f), f"fate-{f.id}") if defined else strong(fate_name(f)),
                    BREAK,
                    note(f.meaning),
                ),
                f.word,
                big(percent(f.p.mean)),
                interval(f.p),
            )
            for f in fates
        ],
        "headline",
    )


def _outcomes(a: Assessment) -> Table:
    return table(
        "ladder",
        f"Outcomes: probability that each occurs, from {day(a.as_of)}",
        [
            column("Outcome", 1.4),
            *(column(f"within {h} year{'s' * (h != '1')}", 1.4) for h in _YEARS),
            column("Median time", 1.2),
            column("History covers", 1.1),
        ],
        [
            row(
                term(o.label, id_),
                *(ranged(o.p_end[h]) for h in _YEARS),
                median(o.median_years),
                " to ".join(map(str, o.coverage)),
            )
            for id_, o in ladder(a)
        ],
    )


def _levers(a: Assessment) -> Iterator[Block]:
    if largest := levers(a)[:_LEVERS]:
        yield bullets(map(_lever, largest))
    else:
        yield paragraph("Nothing in the case moves the forecast.")
    if choices := choices_of_method(a):
        yield paragraph(
            strong("Of method: "),
            f"it would be {several(map(_choice, choices))} in the comparison.",
            kind="note",
        )


def _choice(t: TornadoPart) -> str:
    """A member of the comparison, and the forecast without it."""
    if t.p_if is None or t.move is None:
        return f"unknown without “{t.label}”"
    return f"{percent(t.p_if)} ({points(t.move)}) without “{t.label}”"


def _lever(t: TornadoPart) -> Inline:
    name = strong(f"{t.label}, {t.change}: ")
    if t.p_if is None or t.move is None:
        return inline(name, "no reference class would fit.")
    return inline(name, f"{percent(t.p_if)}, {points(t.move)}.")


def _signposts(a: Assessment) -> Iterator[Block]:
    if not a.signposts:
        yield paragraph("The case contains no dated event to watch.")
        return
    yield bullets(_signpost(s) for s in a.signposts[:_SIGNPOSTS])


def _signpost(s: SignpostPart) -> Inline:
    """A date, what would be seen, and the forecast either way."""
    turn = f": {s.adverse_if}" if s.adverse_if else ""
    start = inline(strong(f"By {day(s.date)}: "), f"{s.label}{turn}")
    if s.p is None or s.p_end_if is None or s.p_end_if_not is None:
        return inline(start, ".")
    return inline(
        start,
        f" (probability {percent(s.p)}): {percent(s.p_end_if)} if so, "
        f"{percent(s.p_end_if_not)} if not.",
    )


def _confidence(a: Assessment) -> Iterator[str | Inline]:
    """Level and grounds; never in one sentence with a probability (ICD 203)."""
    c = a.confidence
    yield inline(strong(f"Confidence in this judgement: {c.level}."), f" {c.words} ")
    ground = weakest(a)
    grade = ground.grade if ground else "weak"  # the worst that there is
    against = [r.says for r in c.reasons if r.grade == grade]
    favour = [r.says for r in c.reasons if r.grade == "strong"]
    if against:
        yield f"Against it: {'; '.join(against[:_GROUNDS])}. "
    if favour:
        yield f"For it: {'; '.join(favour[:_GROUNDS])}. "
    yield inline(link("All grounds", "confidence"), ".")


def _ages(a: Assessment) -> Iterator[str | Inline]:
    """How old the information is."""
    v = a.provenance
    rupture = history_of_rupture(a)
    yield inline(
        strong("Age of the data: "),
        f"ruptures of history to {rupture.last}, {number(rupture.age_years, 1)} years before ",
    )
    yield inline("(", term("vintage", "vintage"), f" {v.vintage}); the case as known on ")
    yield inline(f"{day(a.as_of)}, {number(a.partnership.age_years, 1)} years after it began. ")
    yield inline(
        note("Words of probability follow "), term("ICD 203", "probability"), note("; an ")
    )
    yield inline(term("interval", "interval"), note(" holds nine of ten simulated values."))
