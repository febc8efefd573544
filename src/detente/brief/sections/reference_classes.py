"""What history says: each reference class alone, then their pool."""

from collections.abc import Iterator

from detente.brief.answer import sentence
from detente.brief.blocks import (
    Block,
    Inline,
    Row,
    Subhead,
    Table,
    Words,
    column,
    figures,
    inline,
    note,
    paragraph,
    row,
    table,
    term,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, day, number, plain, ranged, years
from detente.document.assessment import Assessment, ReferencePart
from detente.document.labels import OutcomeId
from detente.document.percent import percent

_CHARTS = {"rupture": "classes", "treaty": "treaty-classes"}


@section("reference-classes", "What history says: reference classes", place=30)
def reference_classes(a: Assessment) -> Iterator[Block]:
    """The classes of each outcome, in a chart and a table."""
    yield paragraph(
        "Each ",
        term("reference class", "class"),
        " is one answer to the question what this partnership is a case of. Classes are "
        "shown separately first: where they differ, the choice of class is itself a judgement. The "
        "pooled forecast, adjusted by the ",
        term("lenses", "lens"),
        ", comes last.",
    )
    for outcome in dict.fromkeys(["rupture", *(c.outcome for c in a.reference_classes)]):
        yield from _heading(a, outcome)
        key = _CHARTS.get(outcome, f"{outcome}-classes")
        if outcome in _CHARTS:
            yield from chart(a, key, table=key)
        yield _table(a, outcome, key)
    yield paragraph(
        "Probabilities are conditional on survival to the case's age. The median of a class is "
        "the duration of whole spells from their start; that of the forecast is counted from the "
        "case's date. Age is counted from the start of the spell; for former rivals it restarts "
        "after every rupture.",
        kind="note",
    )


def _heading(a: Assessment, outcome: OutcomeId) -> Iterator[Block]:
    """A subhead for every outcome but rupture, which comes first."""
    if outcome == "treaty":
        yield Subhead(runs=inline("The treaty: how long such treaties last"))
        yield paragraph(
            "This is a different question from the one above. "
            f"{sentence(a.outcomes[outcome].definition)} A treaty may lapse while the partnership "
            "continues, or outlast it on paper."
        )
    elif outcome != "rupture":
        yield Subhead(runs=inline(a.outcomes[outcome].label.capitalize()))


def _table(a: Assessment, outcome: OutcomeId, key: str) -> Table:
    of_rupture = outcome == "rupture"
    columns = [
        column("Class, and why the case belongs to it", 2.6),
        figures("Pairs"),
        column("Ended", 1.4),
        figures("Median, years"),
        figures("Weight"),
        figures("Age"),
        column("Within 5 y"),
        column("Within 10 y"),
        *([column("Verdict if it were the only class, all lenses", 1.5)] if of_rupture else []),
    ]
    rows = [_class(c, of_rupture) for c in a.reference_classes if c.outcome == outcome]
    return table(
        key,
        f"Reference classes for outcome {outcome}, from data published by "
        f"{day(a.provenance.known_to)}",
        columns,
        [*rows, *_pooled(a, outcome)],
    )


def _class(c: ReferencePart, of_rupture: bool) -> Row:
    of_years = c.age_years is None
    causes = [f"{plain(k)} {n}" for k, n in c.by_cause.items()] if len(c.by_cause) > 1 else []
    age = "–" if c.age_years is None else f"{number(c.age_years, 1)} y"
    whole = "not reached" if c.median_years is None else number(c.median_years, 1)
    return row(
        beneath(c.label, c.reason),
        inline(f"{c.n} ", note("pair-years" if of_years else "")),
        beneath(str(c.ended), ", ".join(causes)),
        "–" if of_years else whole,
        percent(c.weight),
        age,
        ranged(c.p_end["5"]),
        ranged(c.p_end["10"]),
        *([_alone(c)] if of_rupture else []),
    )


def _alone(c: ReferencePart) -> Words:
    if c.label_alone is None or c.p_unbroken_10_alone is None:
        return "–"
    return beneath(c.label_alone, f"no rupture in 10 y: {percent(c.p_unbroken_10_alone)}")


def _pooled(a: Assessment, outcome: OutcomeId) -> list[Row]:
    """The pool and, where the lenses change it, the forecast."""
    o, of_rupture = a.outcomes[outcome], outcome == "rupture"
    dash: list[Inline] = [inline("–")] * 5
    pooled = (ranged(o.p_end_pooled["5"]), ranged(o.p_end_pooled["10"]))
    rows = [row("Classes pooled", *dash, *pooled, *(["–"] if of_rupture else []))]
    if o.moved:
        half = "over 40" if o.median_years is None else years(round(o.median_years, 1))
        cells: list[Words] = ["–", "–", half, "–", "–", ranged(o.p_end["5"]), ranged(o.p_end["10"])]
        alone = [a.verdict.label] if of_rupture else []
        rows.append(row("Forecast, adjusted by the lenses", *cells, *alone))
    return rows
