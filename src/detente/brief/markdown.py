"""The brief as Markdown (CommonMark with tables), for a wiki, a mail or a text editor.

Text of a case is untrusted: every character that Markdown could read as markup is escaped.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from detente.brief.blocks import (
    Block,
    Brief,
    Bullets,
    Chart,
    Inline,
    Paragraph,
    Run,
    Section,
    Subhead,
    Table,
    inline,
    with_text,
)
from detente.brief.context import brief
from detente.document.assessment import Assessment

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$&#^])")
_BLANK = re.compile(r"\s+")
_OPENING = re.compile(r"^([-+](?=[\s+-]|$)|=|\d{1,9}(?=[.)](?:\s|$)))")  # a list, a rule, a heading
_ADDRESS = re.compile(r"https://[^\s<>]+")


def write(assessment: Assessment) -> str:
    """Write the brief of one assessment as Markdown; the same document gives the same text.

    Charts are not in it; every chart's figures are in the table of its section.
    """
    return set_page(brief(assessment))


def set_page(page: Brief) -> str:
    """Write a page of blocks as Markdown, such as that of `detente.brief.pair.brief`."""
    parts = [f"# {text(page.title)}", _line(inline(page.dateline))]
    anchors = {s.id: _anchor(k, s) for k, s in enumerate(page.sections, 1)}
    for place, section in enumerate(page.sections, 1):
        parts += _section(section, place, anchors)
    parts += ["---", _footer(page)]
    return "\n\n".join(parts) + "\n"


def _footer(page: Brief) -> str:
    return f"{text(page.footer)} Charts are in the HTML and the PDF brief."


def _anchor(place: int, section: Section) -> str:
    """The id that renderers of Markdown give the heading of a section."""
    words = re.sub(r"[^\w\s-]", "", f"{place}. {section.title}".lower())
    return _BLANK.sub("-", words)


def _section(section: Section, place: int, anchors: dict[str, str]) -> Iterable[str]:
    yield f"## {place}. {text(section.title)}"
    for block in section.blocks:
        yield from _block(_with_anchors(block, anchors))


def _with_anchors(block: Block, anchors: dict[str, str]) -> Block:
    """Links to sections refer to their headings; rows of tables and headings have none."""
    if isinstance(block, Subhead):
        return block
    return with_text(block, lambda runs: _to(runs, anchors))


def _to(runs: Inline, anchors: dict[str, str]) -> Inline:
    """Links to sections; a term refers to the section of terms."""
    places = ("terms" if r.style == "term" else r.to for r in runs)
    return tuple(
        replace(r, to=f"#{anchors[place]}") if place in anchors else r
        for r, place in zip(runs, places, strict=True)
    )


def _block(block: Block) -> Iterable[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block)
    elif isinstance(block, Subhead):
        yield f"### {_line(block.runs)}"
    elif isinstance(block, Bullets):
        yield "\n".join(f"- {_line(i)}" for i in block.items)
    elif isinstance(block, Table):
        yield from _table(block)
    elif not isinstance(block, Chart):
        raise TypeError(f"no Markdown for a {type(block).__name__}")


def _paragraph(block: Paragraph) -> str:
    line = _line(block.runs)
    marks = {"verdict": "**", "question": "*"}
    mark = marks.get(block.kind, "")
    line = f"{mark}{line}{mark}"
    return f"> {line}" if block.kind == "alarm" else line


def _table(block: Table) -> Iterable[str]:
    yield f"**{text(block.caption)}**"
    head = " | ".join(text(c.head) for c in block.columns)
    rule = " | ".join("---:" if c.number else "---" for c in block.columns)
    rows = (" | ".join(_line(c) or " " for c in row.cells) for row in block.rows)
    yield "\n".join(f"| {line} |" for line in (head, rule, *rows))


def _line(runs: Inline) -> str:
    """Runs as one line that does not start a list, rule or heading."""
    return _OPENING.sub(_escape_opening, "".join(_run(r) for r in runs).strip())


def _escape_opening(match: re.Match[str]) -> str:
    mark = match.group()
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _run(run: Run) -> str:
    if run.style == "break":
        return " · "
    if run.to and _ADDRESS.fullmatch(run.to):
        return f"<{run.to}>"
    escaped = text(run.text)
    if run.to and run.to.startswith("#"):
        return f"[{escaped}]({run.to})"
    mark = {"strong": "**", "big": "**", "em": "*"}.get(run.style, "")
    core = escaped.strip()
    if not (mark and core):
        return escaped
    return escaped.replace(core, f"{mark}{core}{mark}", 1)  # spaces stay outside the marks


def text(plain: str) -> str:
    r"""Plain text within a line that Markdown shows as it is.

    Examples
    --------
    >>> text("<b>1 * 2</b> [x](y)")
    '\\<b\\>1 \\* 2\\</b\\> \\[x\\](y)'
    """
    return _SPECIAL.sub(r"\\\1", _BLANK.sub(" ", plain))
