"""From the document to the page context that all forms of the brief render."""

from dataclasses import asdict, replace
from typing import Any

from detente.brief.blocks import (
    Block,
    Brief,
    Bullets,
    Inline,
    Paragraph,
    Row,
    Section,
    Subhead,
    Table,
)
from detente.brief.sections import sections
from detente.brief.words import day, number
from detente.document.assessment import Assessment


def brief(a: Assessment) -> Brief:
    """Write the brief of one assessment, in blocks.

    Parameters
    ----------
    a : Assessment
        The document, as returned by ``assess`` or read back from its JSON.

    Returns
    -------
    Brief
        Title, dateline, sections, footer. Links without a target are plain text.
    """
    p, v = a.partnership, a.provenance
    written = sections(a)
    known = places(written)
    return Brief(
        case=a.case,
        title=p.title,
        label=a.verdict.label,
        dateline=f"{' and '.join(p.members)} · as of {day(a.as_of)} · together since "
        f"{day(p.start)} ({number(p.age_years, 1)} years)",
        generator=f"detente {v.version}",
        sections=tuple(
            replace(s, blocks=tuple(_safe(b, known) for b in s.blocks)) for s in written
        ),
        footer=f"Written by detente {v.version}, format {a.format}, from case {a.case}. Intervals "
        "are 90% unless stated otherwise.",
    )


def places(sections: tuple[Section, ...]) -> set[str]:
    """Every id that a link may refer to."""
    ids: set[str | None] = {s.id for s in sections}
    for block in (b for s in sections for b in s.blocks):
        if isinstance(block, Subhead):
            ids.add(block.id)
        if isinstance(block, Table):
            ids |= {block.id} | {r.id for r in block.rows}
    return {i for i in ids if i}


def _safe(block: Block, known: set[str]) -> Block:
    """Keep only links to places of the brief."""
    if isinstance(block, Paragraph | Subhead):
        return replace(block, runs=_runs(block.runs, known))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(_runs(i, known) for i in block.items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row(r, known) for r in block.rows))
    return block


def _row(r: Row, known: set[str]) -> Row:
    return replace(r, cells=tuple(_runs(c, known) for c in r.cells))


def _runs(runs: Inline, known: set[str]) -> Inline:
    return tuple(
        r if r.to is None or r.to in known or r.to.startswith("https://") else replace(r, to=None)
        for r in runs
    )


def document(page: Brief) -> dict[str, Any]:
    """The page context as plain data, without the charts' specs: as in the golden files."""
    plain = asdict(page)
    for block in (b for s in plain["sections"] for b in s["blocks"]):
        block.pop("spec", None)
    return plain
