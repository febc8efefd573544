"""The page of judgement: bottom line first, then confidence, what would change it, alternatives."""

from collections.abc import Iterable, Iterator

from detente.brief.blocks import (
    Block,
    Inline,
    Subhead,
    Table,
    big,
    bullets,
    column,
    inline,
    link,
    note,
    paragraph,
    strong,
    table,
)
from detente.brief.sections._register import section
from detente.brief.sections.alternatives import least_contradicted
from detente.brief.sections.scenarios import by_difference
from detente.brief.terminal import drivers
from detente.brief.words import (
    HORIZONS,
    between,
    day,
    factor,
    interval,
    moved,
    number,
    percent,
    ranged,
    several,
    years,
)
from detente.document.assessment import Assessment, ReferencePart
from detente.document.scenarios import LeverPart
from detente.scenarios.sensitivity.fault_lines import UNNAMED

_KINDS = {
    "force": "a militarised dispute, from a display of force upwards",
    "rivalry": "a new strategic rivalry",
}
_SHOWN = 3  # of each kind on the page of judgement; the later sections show all


@section("bottom-line", "Bottom line", place=10)
def bottom_line(a: Assessment) -> Iterator[Block]:
    """One page for a reader with a minute."""
    yield paragraph(a.partnership.question, kind="question")
    yield paragraph(a.verdict.label, kind="verdict")
    yield paragraph(a.verdict.words, kind="lead")
    yield _unbroken(a)
    yield paragraph(*_confidence(a))
    yield Subhead(runs=inline("What the judgement is based on"))
    yield bullets(_basis(a))
    yield Subhead(runs=inline("What would change the answer"))
    yield bullets(_changes(a))
    yield Subhead(runs=inline("Alternatives"))
    yield bullets(_alternatives(a))
    yield paragraph(
        "Words of probability follow ICD 203: almost no chance below 5%, very unlikely to 20%, "
        "unlikely to 45%, roughly even chance to 55%, likely to 80%, very likely to 95%, almost "
        "certain above.",
        kind="note",
    )


def _unbroken(a: Assessment) -> Table:
    v = a.verdict
    return table(
        "unbroken",
        f"Probability that the partnership is unbroken, from {day(a.as_of)}",
        [column("After", 1.2), *(column(f"{h} year{'s' * (h != '1')}") for h in HORIZONS)],
        [
            ("In words", *(v.probability_words[h] for h in HORIZONS)),
            ("Probability", *(inline(big(percent(v.p_unbroken[h].mean))) for h in HORIZONS)),
            ("90% interval", *(interval(v.p_unbroken[h]) for h in HORIZONS)),
        ],
        "headline",
    )


def _confidence(a: Assessment) -> Iterator[str | Inline]:
    """Level and grounds; never in one sentence with a probability (ICD 203)."""
    c = a.confidence
    yield inline(strong(f"Confidence in this judgement: {c.level}."), f" {c.words} ")
    against = [r.says for r in c.reasons if r.grade == "weak"]
    favour = [r.says for r in c.reasons if r.grade == "strong"]
    if against:
        yield f"Against it: {'; '.join(against[:_SHOWN])}. "
    if favour:
        yield f"For it: {'; '.join(favour[:_SHOWN])}. "
    yield inline(link("All grounds", "confidence"), ".")


def _basis(a: Assessment) -> Iterator[Inline]:
    yield _ends(a)
    yield inline(strong("Type: "), f"{a.verdict.type} (Resnick). {_type(a)}")
    yield inline(strong("Drivers: "), drivers(a))
    yield _classes([c for c in a.reference_classes if c.outcome == "rupture"], a)
    named = [c for c in a.fault_lines if c.id != UNNAMED]
    if named:
        first = sorted(named, key=lambda c: -c.p_first)[:_SHOWN]
        labels = (
            f"{c.label} ({percent(c.p_first)}, {between(c.p_first_low, c.p_first_high)})"
            for c in first
        )
        yield inline(
            strong("Named fault lines most likely to cause the rupture, within ten years: "),
            f"{several(labels)}.",
        )


def _ends(a: Assessment) -> Inline:
    """Each kind of rupture by itself, and the end of the treaty, which is not one of them."""
    kinds = _joined(
        inline(f"{_KINDS[o]} ({o}) ", ranged(a.outcomes[o].p_end["10"]))
        for o in _KINDS
        if o in a.outcomes
    )
    legal = a.outcomes.get("treaty")
    treaty: Inline = ()
    if legal is not None:
        treaty = inline(
            ". A separate question: the treaty between them ends or is renewed (O5), ",
            ranged(legal.p_end["5"]),
            " within 5 years, ",
            ranged(legal.p_end["10"]),
            " within 10",
        )
    return inline(strong("What breaks it, within ten years: "), kinds, treaty, ".")


def _joined(items: Iterable[Inline]) -> Inline:
    """Items separated by semicolons."""
    parts = [part for item in items for part in ("; ", item)]
    return inline(*parts[1:])


def _type(a: Assessment) -> str:
    """The codings from which Resnick's type follows."""
    p, cut = a.partnership, a.provenance.settings["adversity_high"]
    ideas = f"{number(p.ideological_adversity)} ({_between(p.ideological_range)})"
    power = f"{number(p.geopolitical_adversity)} ({_between(p.geopolitical_range)})"
    return (
        f"Ideological adversity is coded {ideas}, geopolitical {power}; high from {number(cut)}."
        + ("" if a.verdict.threat_move_10 is not None else " They share no external threat.")
    )


def _between(ends: list[float]) -> str:
    return " to ".join(number(x) for x in ends)


def _classes(classes: list[ReferencePart], a: Assessment) -> Inline:
    """The disagreement of the classes, before their pool."""
    if not classes:
        return inline(strong("No reference class"), " of rupture applies to the case.")
    if len(classes) == 1:
        c = classes[0]
        only = f"only {c.label} applies ({c.n} pairs), so no other class is there to compare with."
        return inline(strong("Reference class: "), only)
    pooled = a.outcomes["rupture"]
    low = min(classes, key=lambda c: c.p_end["5"].mean)
    high = max(classes, key=lambda c: c.p_end["5"].mean)
    ends = between(low.p_end["5"].mean, high.p_end["5"].mean)
    return inline(
        strong(_agreement(classes)),
        f"P(broken within 5 years) {ends} in {len(classes)} classes, lowest for "
        f"{_lower(low.label)}, highest for {_lower(high.label)}; pooled ",
        ranged(pooled.p_end_pooled["5"]),
        ", adjusted by the lenses ",
        ranged(pooled.p_end["5"]),
        ".",
    )


def _agreement(classes: list[ReferencePart]) -> str:
    """Whether the intervals of two classes do not overlap, or only their verdicts differ."""
    five = [c.p_end["5"] for c in classes]
    if max(r.low for r in five) > min(r.high for r in five):
        return "Classes disagree: "
    labels = {c.label_alone for c in classes}
    return "Classes differ only in their verdict: " if len(labels) > 1 else "Classes: "


def _lower(label: str) -> str:
    """A label within a sentence."""
    return label[:1].lower() + label[1:]


def _changes(a: Assessment) -> Iterator[Inline]:
    yield from _flips(a)
    yield from _pair(a)
    yield from _thresholds(a)
    moves = [s for s in a.signposts if s.expected_move is not None]
    if moves:
        most = sorted(moves, key=lambda s: -(s.expected_move or 0))[:_SHOWN]
        labels = (
            f"{s.label} (by {day(s.date)}, {number(100 * (s.expected_move or 0), 1)} points)"
            for s in most
        )
        yield inline(
            strong("Signposts, with the expected change of the forecast: "),
            f"{'; '.join(labels)}. ",
            link("All signposts", "signposts"),
            ".",
        )


def _thresholds(a: Assessment) -> Iterator[Inline]:
    """All thresholds that some factor on the odds would reach, in one sentence."""
    reachable = [t for t in a.thresholds if t.odds_ratio is not None]
    factors = _joined(
        inline(
            f"{t.words} requires ",
            strong(f"{factor(t.odds_ratio)} times"),
            "" if k else " the yearly odds of rupture estimated here",
        )
        for k, t in enumerate(reachable)
    )
    if factors:
        yield inline(strong("Thresholds: "), factors, ".")


def _flips(a: Assessment) -> Iterator[Inline]:
    """Levers that flip the verdict alone; if none does, those that change the answer most."""
    flipping = [f for f in a.flips if f.flips][:_SHOWN]
    if flipping:
        labels = "; ".join(f"{_lever(f)}: {f.label}" for f in flipping)
        yield inline(strong("One lever alone flips the verdict: "), f"{labels}.")
        return
    most = _joined(inline(f"{_lever(f)} ", moved(f.intervals["move"], 0)) for f in a.flips[:_SHOWN])
    if most:
        yield inline(
            strong("No single lever flips the verdict. "),
            "Those that change P(unbroken at 10 years) most: ",
            most,
            ". ",
            link("All levers", "levers"),
            ".",
        )


def _lever(f: LeverPart) -> str:
    turn = "" if f.smallest_turn is None else f" (from {number(f.smallest_turn)} onwards)"
    return f"{f.lever}{turn}"


def _pair(a: Assessment) -> Iterator[Inline]:
    best = next((p for p in a.pairs if p.flips), None)
    if best is not None and best.smallest_turn is not None:
        yield inline(
            strong("Two levers together flip the verdict: "),
            f"{several(best.levers)}, each moved {percent(best.smallest_turn)} of the way: "
            f"{best.label}.",
        )


def _alternatives(a: Assessment) -> Iterator[Inline]:
    for r in a.reference_classes:
        if r.label_alone and r.label_alone != a.verdict.label:
            yield inline(
                strong(f"With {_lower(r.label)} as the only class: "),
                f"{r.label_alone}, unbroken at ten years {percent(r.p_unbroken_10_alone or 0)}.",
            )
    part = a.alternatives
    if part.hypotheses and part.evidence:
        yield inline(
            strong("Competing hypotheses: "),
            f"{least_contradicted(part)} ",
            note("A count of evidence, not a probability. "),
            link("The matrix", "alternatives"),
            ".",
        )
    for c in by_difference(a)[:2]:
        if c.p_end_given_if is not None and c.p_end_given_not is not None:
            ranges = c.intervals
            yield inline(
                strong(f"If: {c.if_}"),
                ", probability ",
                ranged(ranges["p_if"]),
                f": P({c.outcome} within {years(c.horizon_years)} years) ",
                ranged(ranges["p_end_given_if"]),
                ", otherwise ",
                ranged(ranges["p_end_given_not"]),
                ".",
            )
