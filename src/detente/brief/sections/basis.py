"""What the answer rests on, what would change it, and the alternatives."""

from collections.abc import Iterable, Iterator

from detente.brief.blocks import (
    Block,
    Inline,
    Subhead,
    bullets,
    inline,
    link,
    note,
    strong,
)
from detente.brief.sections._register import section
from detente.brief.sections.alternatives import evidence_and_forecast, least_contradicted
from detente.brief.sections.scenarios import by_difference
from detente.brief.terminal import drivers
from detente.brief.words import factor, in_years, moved, number, ranged, several
from detente.document.assessment import Assessment, ReferencePart
from detente.document.percent import between, percent
from detente.document.scenarios import LeverPart

_SHOWN = 3  # of each kind the later sections show all


@section("basis", "What the answer rests on", place=14)
def basis(a: Assessment) -> Iterator[Block]:
    """Where the figures come from, what would change them, and who would answer otherwise."""
    yield bullets(_basis(a))
    yield Subhead(runs=inline("What would change the answer"))
    yield bullets(_changes(a))
    yield Subhead(runs=inline("Alternatives"))
    yield bullets(_alternatives(a))


def _basis(a: Assessment) -> Iterator[Inline]:
    yield inline(strong("Type (Resnick): "), f"{_types(a)}. {_type(a)}")
    yield inline(strong("Drivers: "), drivers(a))
    yield _classes([c for c in a.reference_classes if c.outcome == "rupture"], a)


def _joined(items: Iterable[Inline]) -> Inline:
    """Items separated by semicolons."""
    parts = [part for item in items for part in ("; ", item)]
    return inline(*parts[1:])


def _types(a: Assessment) -> str:
    """Types with their probabilities, the likeliest first."""
    ranked = sorted(a.verdict.type_p.items(), key=lambda t: -t[1])
    return ", ".join(f"{name} {percent(p)}" for name, p in ranked)


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
        f"P(rupture within 5 years) {ends} in {len(classes)} classes, lowest for "
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
            "Those that change P(no rupture in 10 years) most: ",
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
                f"{r.label_alone}, no rupture in ten years {percent(r.p_unbroken_10_alone or 0)}.",
            )
    part = a.alternatives
    if part.hypotheses and part.evidence:
        yield inline(
            strong("Competing hypotheses: "),
            f"{least_contradicted(part)} ",
            *evidence_and_forecast(a),
            " ",
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
                f": P({c.outcome} within {in_years(c.horizon_years)}) ",
                ranged(ranges["p_end_given_if"]),
                ", otherwise ",
                ranged(ranges["p_end_given_not"]),
                ".",
            )
