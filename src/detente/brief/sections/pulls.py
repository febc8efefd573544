"""What pulls which way: the lenses, what each adds, and why."""

from collections.abc import Iterator
from math import prod

from detente.brief.blocks import (
    BREAK,
    Block,
    Inline,
    Row,
    Subhead,
    Table,
    bullets,
    column,
    em,
    figures,
    inline,
    link,
    note,
    paragraph,
    row,
    strong,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.terminal import drivers
from detente.brief.words import (
    UNVERIFIED,
    cited,
    day,
    details,
    factor,
    moved,
    number,
    plain,
    referenced,
    signed,
    spanned,
)
from detente.document.assessment import Assessment, BeyondPart, JudgedPart, LensPart
from detente.document.part import Interval
from detente.document.percent import percent


@section("pulls", "What pulls which way", place=40)
def pulls(a: Assessment) -> Iterator[Block]:
    """Lenses from the strongest effect towards rupture to the strongest towards lasting."""
    lenses = sorted(a.lenses, key=lambda lens: -lens.effect)
    if lenses:
        yield paragraph(_how(a))
        yield from chart(a, "lenses", table="lenses")
        yield _table(lenses)
        yield paragraph(
            "Odds ×: odds ratio of rupture in year 1, years 2–5 and years 6–10 for one standard "
            "deviation of the lens among partnerships. Panel: the value computed from installed "
            "data on the same scale, for the last year known; it is shown, not used. Without "
            "installed data the column is empty. SD: distance of a reading from the historical "
            "mean in standard deviations. A learned weight applies to what history measures, up "
            "to 2.5 SD, the range seen among partnerships. Beyond history: what the reading adds "
            "to that; it is judged to be half as telling, with a standard deviation of a quarter, "
            "and never counts for more than 0.25 either way.",
            kind="note",
        )
    else:
        yield paragraph("No lens has evidence in this case: the forecast is the base rate.")
    yield from _shares(a)
    yield from _silent(a)
    if lenses:
        yield Subhead(runs=inline("Mechanisms, evidence and references"))
        yield paragraph(UNVERIFIED, kind="note")
    for lens in lenses:
        yield from _mechanism(lens)


def _how(a: Assessment) -> Inline:
    return inline(
        "Each lens reads the coded case through one theory. An effect is the mean over ten years: "
        "+0.10 multiplies the yearly odds of rupture by about 1.1, −0.10 by about 0.9. A ",
        em("learned"),
        " weight was estimated from every partnership year published by "
        f"{day(a.provenance.known_to)}, and its neutral point is their mean; a ",
        em("judged"),
        " one is a stated prior. Where ",
        em("history's proxy points the other way"),
        ", its estimate is shown and the lens has no effect: what history measures is a proxy of "
        f"the theory, and a proxy of the opposite sign does not refute it. {drivers(a)}",
    )


def _table(lenses: list[LensPart]) -> Table:
    return table(
        "lenses",
        "Lenses, from the strongest effect towards rupture to the strongest towards lasting",
        [
            column("Lens", 2),
            column("Reading (90% range)", 1.3),
            figures("Neutral at"),
            column("Effect, log-odds (90%)", 1.3),
            column("Of it beyond history", 1.2),
            column("Direction"),
            column("Weight", 1.2),
            column("Panel"),
        ],
        [_lens(lens) for lens in lenses],
    )


def _lens(lens: LensPart) -> Row:
    odds = [factor(x.mean) for x in lens.odds_ratios or ()]
    ends = f"({signed(lens.effect_low)} to {signed(lens.effect_high)})"
    beyond = inline("–")
    if lens.beyond_history is not None:
        b = lens.beyond_history
        ends_of_it = f"({signed(b.low)} to {signed(b.high)})"
        beyond = inline(f"{signed(b.effect)} ", note(f"{ends_of_it}, judged"))
    panel = inline("–")
    if lens.panel is not None:
        panel = inline(f"{number(lens.panel)} ", note(f"({lens.panel_year})"))
    return row(
        inline(link(lens.label, f"lens-{lens.id}"), BREAK, note(lens.unit)),
        _reading(lens),
        number(lens.neutral),
        inline(f"{signed(lens.effect)} ", note(ends)),
        beyond,
        lens.direction,
        inline(
            _BASIS.get(lens.basis, lens.basis),
            *([BREAK, note(f"odds × {', '.join(odds)}")] if odds else []),
        ),
        panel,
    )


_BASIS = {"contradicted": "none: history's proxy for it points the other way"}


def _reading(lens: LensPart) -> Inline:
    value = spanned(lens.value, lens.low, lens.high)
    if lens.deviations is None:
        return value
    return inline(*value, BREAK, note(f"{signed(lens.deviations, 1)} SD"))


def _weighed(w: JudgedPart) -> str:
    return (
        f"Judged weight: log-odds of {number(w.size)} for a full step, with a standard deviation "
        f"of {number(w.spread)}, never above {number(w.bound)}; {percent(w.left)} of it is "
        f"used, because judged lenses overlap, whichever of them have evidence. {w.why}"
    )


def _learned(lens: LensPart, ratios: list[Interval]) -> str:
    words = (
        "Learned weight: a reading one standard deviation higher multiplies the odds of rupture by "
        f"{_by_stretch(ratios)}."
    )
    if lens.against_theory is None:
        return words
    so = (
        "the sign stays even so, and the lens widens the interval without moving the answer"
        if _raises(ratios) == _raises(lens.against_theory)
        else "with it the sign is the theory's"
    )
    return (
        f"{words} History alone gives {_by_stretch(lens.against_theory)}, the opposite sign from "
        f"the theory. A stated prior shrinks the weight towards the theory; {so}."
    )


def _raises(ratios: list[Interval]) -> bool:
    """Whether a higher reading raises the risk, over the stretches."""
    return prod(r.mean for r in ratios) > 1


def _by_stretch(ratios: list[Interval]) -> str:
    first, second, third = (
        f"{factor(r.mean)} ({factor(r.low)} to {factor(r.high)})" for r in ratios
    )
    return f"{first} in the first year, {second} in years 2 to 5 and {third} in years 6 to 10"


def _beyond(b: BeyondPart) -> str:
    seen = (
        f"as history would measure it the reading is {number(b.comparable)}"
        if b.comparable is not None
        else "history has no value for the reading"
    )
    return f"Beyond history: {b.why}; {seen}. The judged part of the effect is {signed(b.effect)}."


def _shares(a: Assessment) -> Iterator[Block]:
    """What each lens adds to the forecast (Shapley values)."""
    yield Subhead(runs=inline("What each lens adds to the risk"))
    if not a.shapley:
        yield paragraph("No lens changes the forecast, so there is nothing to attribute.")
        return
    yield paragraph(
        "Percentage points of P(rupture within 10 years) that each lens adds, averaged over all "
        "orders in which the lenses can be added (Shapley values) over a hundred draws, so that "
        "their sum is not quite that of the bridge. The value of the shared threat compares its "
        "reading with no reading; the risk if the threat were gone is another quantity, on the "
        "first page."
    )
    yield from chart(a, "shapley", table="shapley")
    yield table(
        "shapley",
        "What each lens adds to P(rupture within 10 years), with 90% intervals",
        [column("Lens", 2), column("Points (90%)")],
        [(s.label, moved(s.points)) for s in a.shapley],
        "folded",
    )


def _silent(a: Assessment) -> Iterator[Block]:
    if not a.no_evidence:
        yield paragraph("Every lens has evidence.")
        return
    yield Subhead(runs=inline("Lenses without evidence"))
    yield paragraph(
        "Missing evidence is not a neutral reading: each of these lenses may stand anywhere among "
        "partnerships, so it widens the interval and moves the answer neither way."
    )
    yield bullets(inline(strong(plain(s.id)), f": {s.reason}") for s in a.no_evidence)


def _mechanism(lens: LensPart) -> Iterator[Block]:
    heading = inline(f"{lens.label} ", note(f"({lens.theory})"))
    yield Subhead(runs=heading, id=f"lens-{lens.id}")
    yield paragraph(lens.mechanism)
    shown = "; ".join(f"{key}: {value}" for key, value in details(lens.detail))
    if shown:
        yield paragraph(f"Reading: {shown}.", kind="note")
    if lens.odds_ratios is not None:
        yield paragraph(_learned(lens, lens.odds_ratios), kind="note")
    if lens.judged is not None:
        yield paragraph(_weighed(lens.judged), kind="note")
    if lens.beyond_history is not None:
        yield paragraph(_beyond(lens.beyond_history), kind="note")
    yield paragraph("Claims: ", cited(lens.claims), kind="note")
    for reference in lens.references:
        yield paragraph(referenced(reference), kind="note")
