"""What tests of the brief share: hostile text, the words of a brief, its numbers."""

import re

from detente.case.load import load

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(2)> #panic("a") #eval("1") $x$ '
    "**b** _i_ `c` [l](javascript:alert(3)) ![p](x) | & &amp; \\ @x <https://x.test> {{ 7*7 }} ~~s~~"
)
NUMBER = re.compile(r"(?<![\w#])[<>]?[+−-]?\d+(?:\.\d+)?(?:e-?\d+)?")


def hostile_case():
    """The worked example with markup of every kind in each text that a coder writes."""
    case = load("us-russia-2001")

    def bad(entries, key, before=True):
        made = []
        for e in entries:
            text = f"{HOSTILE} {e.id}" if before else f"- # {e.id}"
            made.append(e.model_copy(update={key: text}))
        return tuple(made)

    return case.model_copy(
        update={
            "title": HOSTILE,
            "question": HOSTILE,
            "claims": bad(case.claims, "says"),
            "actors": bad(case.actors, "name"),
            "fault_lines": bad(case.fault_lines, "label"),
            "surveys": bad(case.surveys, "label"),
            "issues": bad(case.issues, "label"),
            "ledger": bad(case.ledger, "what"),
            "scenarios": bad(case.scenarios, "if_"),
            "calendar": bad(case.calendar, "label", before=False),
            "sources": bad(case.sources, "title"),
        }
    )


def texts(brief):
    """Every text of a page context, block by block."""
    yield from (brief.title, brief.label, brief.dateline, brief.footer)
    for section in brief.sections:
        yield section.title
        for block in section.blocks:
            yield from _block(block)


def _block(block):
    if hasattr(block, "runs"):
        yield _line(block.runs)
    elif hasattr(block, "items"):
        yield from (_line(i) for i in block.items)
    elif hasattr(block, "rows"):
        yield block.caption
        yield from (c.head for c in block.columns)
        yield from (_line(c) for r in block.rows for c in r.cells)
    else:
        yield from (block.title, block.alt)


def _line(runs):
    return "".join(r.text if r.style != "break" else "\n" for r in runs)
