"""Outcome by outcome, in prose: what would bring it, why, and how we would know."""

from collections.abc import Iterator

from detente.brief.answer import ladder, sentence
from detente.brief.blocks import (
    Block,
    Inline,
    Subhead,
    bullets,
    inline,
    link,
    note,
    paragraph,
    strong,
)
from detente.brief.sections._register import section
from detente.brief.sections.scenarios import by_difference
from detente.brief.words import day, in_years, interval, median, several
from detente.document.assessment import Assessment, OutcomePart, ReferencePart
from detente.document.labels import RUPTURE_KINDS
from detente.document.percent import between, percent
from detente.document.scenarios import ConditionalPart, FaultLinePart, SignpostPart
from detente.scenarios.sensitivity.fault_lines import UNNAMED

_SHOWN = 3  # conditions, fault lines and dates of each outcome; the later sections show all


@section("by-outcome", "Outcome by outcome", place=12)
def outcomes(a: Assessment) -> Iterator[Block]:
    """A few sentences for each outcome of the ladder, the gravest last."""
    for id_, outcome in ladder(a):
        yield Subhead(runs=inline(outcome.label.capitalize()), id=f"outcome-{id_}")
        yield paragraph(*_how_likely(outcome))
        yield paragraph(*_history(a, id_, outcome))
        named = [c for c in by_difference(a) if c.outcome == id_]
        yield from _what_brings_it(a, id_, named)
        yield from _how_we_would_know(a, id_, named)


def _how_likely(o: OutcomePart) -> Iterator[str | Inline]:
    """What it is, how soon it comes, and what the case adds to history."""
    ten, five = o.p_end["10"], o.p_end["5"]
    yield f"{sentence(o.definition)} "
    yield inline(
        "It comes within five years with probability ",
        strong(percent(five.mean)),
        f" ({interval(five)}), within ten with ",
        strong(percent(ten.mean)),
        f" ({interval(ten)}); median time {median(o.median_years)}. ",
    )
    if o.moved:
        yield (
            f"Its reference classes alone would give {percent(o.p_end_pooled['10'].mean)} in ten "
            f"years ({interval(o.p_end_pooled['10'])}); the lenses make the difference."
        )
    else:
        yield "That is its base rate: no lens moves it."


def _history(a: Assessment, id_: str, o: OutcomePart) -> Iterator[str | Inline]:
    """What the figure was learned from."""
    yield f"History covers {o.coverage[0]} to {o.coverage[1]}. "
    if o.history:
        yield f"{sentence(o.history)} "
    classes = [c for c in a.reference_classes if c.outcome == id_]
    if classes:
        labels = (_class(c) for c in classes)
        yield f"It is a case of: {several(labels)}. "
        yield link("The classes", "reference-classes"), note(".")


def _class(c: ReferencePart) -> str:
    label = c.label[:1].lower() + c.label[1:]
    return f"{label} ({percent(c.p_end['10'].mean)} in ten years)"


def _what_brings_it(a: Assessment, id_: str, named: list[ConditionalPart]) -> Iterator[Block]:
    lines = [c for c in a.fault_lines if c.id != UNNAMED] if id_ == "rupture" else []
    items = [_fault_line(c) for c in sorted(lines, key=lambda c: -c.p_first)[:_SHOWN]]
    items += [_condition(c) for c in named if c.p_end_given_if is not None][:_SHOWN]
    if items:
        yield paragraph(strong("What would bring it."), " As the case has it:")
        yield bullets(items)
    elif id_ in RUPTURE_KINDS:
        yield paragraph("It is one kind of rupture: what would bring it is below.", kind="note")
    else:
        yield paragraph("No conditional claim of the case speaks of this outcome.", kind="note")


def _fault_line(c: FaultLinePart) -> Inline:
    return inline(
        link(c.label, f"fault-{c.id}"),
        f": the first cause of rupture within ten years with probability {percent(c.p_first)} "
        f"({between(c.p_first_low, c.p_first_high)}).",
    )


def _condition(c: ConditionalPart) -> Inline:
    """A conditional claim with its figures."""
    ranges = c.intervals
    return inline(
        f"If: {c.if_} (probability {percent(c.p_if)}), ",
        f"then {percent(ranges['p_end_given_if'].mean)} within {in_years(c.horizon_years)}",
        f", otherwise {percent(ranges['p_end_given_not'].mean)}. ",
        note(f"In words of the case: {c.then}."),
        note(f" Why they differ: {c.differs}" if c.differs else ""),
    )


def _how_we_would_know(a: Assessment, id_: str, named: list[ConditionalPart]) -> Iterator[Block]:
    """Dated observations: those of its conditions, and for rupture those of the case."""
    ids = {c.id for c in named}
    posts = [s for s in a.signposts if s.id in ids or (id_ == "rupture" and s.kind == "event")]
    if posts:
        seen = several(_signpost(s) for s in posts[:_SHOWN])
        yield paragraph(
            strong("How we would know. "), f"{seen}. ", link("All signposts", "signposts"), "."
        )


def _signpost(s: SignpostPart) -> str:
    turn = f": {s.adverse_if}" if s.adverse_if else ""
    return f"“{s.label}{turn}” by {day(s.date)}"
