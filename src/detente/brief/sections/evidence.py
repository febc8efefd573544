"""Claims and sources with their grades."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Row,
    Words,
    code,
    column,
    em,
    inline,
    link,
    note,
    paragraph,
    row,
    table,
)
from detente.brief.sections._register import section
from detente.brief.words import plain
from detente.document.assessment import Assessment
from detente.document.case import ClaimPart, SourcePart


@section("evidence", "Claims and sources", place=130)
def evidence(a: Assessment) -> Iterator[Block]:
    """Every claim with its place and grade, every source with its reliability."""
    yield paragraph(
        "Grades are Admiralty codes: reliability of the source from A (reliable) to F (cannot be "
        "judged), credibility of the claim from 1 (confirmed) to 6 (cannot be judged).",
        kind="note",
    )
    if not a.claims:
        yield paragraph("The case contains no claim.")
    else:
        yield table(
            "claims",
            "Claims",
            [
                column("Claim", 1.5),
                column("What it says", 4),
                column("Source and place", 1.6),
                column("Grade", 0.7),
                column("Hedge"),
                column("Known on"),
            ],
            [_claim(c) for c in a.claims],
        )
    yield table(
        "sources",
        "Sources",
        [
            column("Source", 1.5),
            column("Title, author, outlet", 4),
            column("Date"),
            column("Kind"),
            column("Reliability"),
            column("Stance", 2),
        ],
        [_source(s) for s in a.sources],
    )


def _claim(c: ClaimPart) -> Row:
    place = "" if c.paragraph is None else f", paragraph {c.paragraph}"
    place += f", {c.locator}" if c.locator else ""
    return row(
        code(c.id),
        inline(f"{c.says} ", note(f"({c.kind})")),
        inline(link(c.source, f"source-{c.source}"), place),
        c.grade,
        plain(c.hedge) if c.hedge else "–",
        c.known_on.isoformat(),
        key=f"claim-{c.id}",
    )


def _source(s: SourcePart) -> Row:
    title: list[Words] = [em(s.title)]
    title += [f". {x}" for x in (s.author, s.outlet) if x]
    return row(
        code(s.id),
        inline(*title),
        s.date.isoformat(),
        plain(s.kind),
        s.reliability,
        s.stance or "–",
        key=f"source-{s.id}",
    )
