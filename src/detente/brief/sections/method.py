"""Method and vintage, and what was left out."""

from collections.abc import Iterator

from detente.brief.answer import ladder
from detente.brief.blocks import (
    Block,
    Subhead,
    Table,
    bullets,
    code,
    column,
    inline,
    paragraph,
    strong,
    table,
)
from detente.brief.sections._register import section
from detente.brief.words import day, number, other_releases_words, plain
from detente.document.assessment import Assessment, OutcomePart

CODES: dict[str, str] = {
    "drift": "O6",
    "strain": "O1",
    "suspension": "O3",
    "treaty": "O5",
    "rivalry": "O2",
    "force": "O4",
    "rupture": "O2 or O4",
}
_SHOWN = 3  # years of a pair
_SHORT = 12  # characters of a checksum, enough to compare by eye


@section("method", "Method, vintage and what was left out", place=140)
def method(a: Assessment) -> Iterator[Block]:
    """How the figures were computed, from what data, and what is missing."""
    v = a.provenance
    yield paragraph(
        "The forecast starts from the pooled reference classes; one of them is the hazard that was "
        "estimated from history for a tie of this kind. Each lens then multiplies the yearly odds "
        "of rupture by a factor, with a weight estimated from history or, where history has no "
        "data on the lens, a judged weight. Effects of scenarios and calendar events are added. "
        f"The forecast is simulated {v.settings['draws']} times and the scenarios in {v.futures:,} "
        "futures (detente whatif simulates more for one scenario); intervals cover the middle 90%."
    )
    yield _codes(a)
    yield _coverage(a)
    yield _pairs(a)
    yield Subhead(runs=inline("What was left out, and why"))
    if a.left_out:
        yield bullets(inline(strong(plain(s.id)), f": {s.reason}") for s in a.left_out)
    else:
        yield paragraph("Nothing.")
    yield Subhead(runs=inline("Provenance"))
    yield from _provenance(a)


def _provenance(a: Assessment) -> Iterator[Block]:
    v = a.provenance
    yield paragraph(
        f"Produced by detente {v.version} with seed {v.seed} from the data vintage {v.vintage}, "
        f"published by {day(v.known_to)}. Case checksum ",
        code(v.case_sha256[:_SHORT]),
        ".",
    )
    yield table(
        "settings",
        "Settings",
        [column("Setting", 2), column("Value")],
        [(code(key), str(value)) for key, value in v.settings.items()],
        "narrow",
    )
    yield table(
        "data",
        f"Data sets of the vintage, first {_SHORT} characters of each SHA-256",
        [column("Data set", 2), column("Checksum")],
        [(key, code(value[:_SHORT])) for key, value in v.sources.items()],
        "narrow",
    )
    if v.other_releases:
        yield paragraph(other_releases_words(v.other_releases))


def _coverage(a: Assessment) -> Table:
    return table(
        "coverage",
        f"What the data cover, and how old they are on {day(a.as_of)}",
        [column("Outcome or lens", 2), column("First year"), column("Last year"), column("Age")],
        [
            (f"{c.label} ({c.of})", str(c.first), str(c.last), f"{number(c.age_years, 1)} years")
            for c in a.coverage
        ],
        "narrow",
    )


def _pairs(a: Assessment) -> Table:
    outcomes = [(id_, o.label) for id_, o in ladder(a) if id_ != "treaty"]
    return table(
        "known-pairs",
        "What each outcome would have meant: events since 1900 known to this vintage, with the "
        "latest years",
        [column("Pair", 1.6), *(column(label, 1.2) for _, label in outcomes)],
        [(p.label, *(_latest(p.years.get(id_, [])) for id_, _ in outcomes)) for p in a.known_pairs],
    )


def _latest(years: list[int]) -> str:
    """The number of events and the latest of them."""
    if not years:
        return "none"
    shown = ", ".join(map(str, years[-_SHOWN:]))
    return f"{len(years)}: {'… ' if len(years) > _SHOWN else ''}{shown}"


def _covers(o: OutcomePart) -> str:
    return " to ".join(map(str, o.coverage))


def _codes(a: Assessment) -> Table:
    return table(
        "outcome-codes",
        "Outcomes: definition for a case, how it is read off history, and what history covers",
        [
            column("Outcome", 1.1),
            column("Code", 0.6),
            column("For a case", 2.4),
            column("In history", 2.4),
            column("Covers", 1),
        ],
        [
            (o.label, CODES[id_], o.definition, o.history or "as for a case", _covers(o))
            for id_, o in ladder(a)
        ],
    )
