"""From the document to the page context that all forms of the brief render."""

from dataclasses import asdict, replace
from typing import Any

from detente.brief.blocks import Block, Brief, Run, Section, Subhead, Table, with_text
from detente.brief.sections import sections
from detente.brief.words import day, number, year_or
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
    known = dict.fromkeys(link_targets(written), "") | _definitions(written)
    return Brief(
        case=a.case,
        title=p.title,
        label=a.verdict.label,
        dateline=f"{' and '.join(p.members)} · as of {day(a.as_of)} · together since "
        f"{year_or(p.start, day(p.start))} ({number(p.age_years, 1)} years)",
        generator=f"detente {v.version}",
        sections=tuple(
            replace(s, blocks=tuple(_safe(b, known) for b in s.blocks)) for s in written
        ),
        footer=f"Written by detente {v.version}, format {a.format}, from case {a.case}. Intervals "
        "are 90% unless stated otherwise.",
    )


def link_targets(sections: tuple[Section, ...]) -> set[str]:
    """Every id that a link may refer to."""
    ids: set[str | None] = {s.id for s in sections}
    for block in (b for s in sections for b in s.blocks):
        if isinstance(block, Subhead):
            ids.add(block.id)
        if isinstance(block, Table):
            ids |= {block.id} | {r.id for r in block.rows}
    return {i for i in ids if i}


def _definitions(sections: tuple[Section, ...]) -> dict[str, str]:
    """The definition of each term, by the id of its row."""
    rows = (r for s in sections for b in s.blocks if isinstance(b, Table) for r in b.rows)
    terms = (r for r in rows if r.id and r.id.startswith("term-"))
    return {str(r.id): "".join(x.text for x in r.cells[1]) for r in terms}


def _safe(block: Block, known: dict[str, str]) -> Block:
    """Keep only links to places of the brief; give terms their definitions."""
    return with_text(block, lambda runs: tuple(_run(r, known) for r in runs))


def _run(r: Run, known: dict[str, str]) -> Run:
    if r.to is None or r.to.startswith("https://"):
        return r
    if r.to not in known:
        return replace(r, to=None, style="" if r.style == "term" else r.style)
    return replace(r, hover=known[r.to] or None) if r.style == "term" else r


def brief_document(page: Brief) -> dict[str, Any]:
    """The page context as plain data, without the charts' specs: as in the golden files."""
    plain = asdict(page)
    for block in (b for s in plain["sections"] for b in s["blocks"]):
        block.pop("spec", None)
    return plain
