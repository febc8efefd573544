"""The brief as an A4 PDF, set by Typst; needs the extra ``pdf``.

The page context goes to Typst as data, never as source, so no text of a case can become code
or markup. Charts are the same SVGs as on the HTML page. Running text is set in Libertinus Serif,
which comes with Typst; charts in Arial or Liberation Sans where the machine has one of them.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from detente.brief import charts
from detente.brief.blocks import Block, Brief, Chart
from detente.brief.context import brief, brief_document, link_targets
from detente.brief.pdf_plan import chart_sizes, link_places
from detente.brief.typeset import Refused, compile_pdf
from detente.document.assessment import Assessment
from detente.errors import DetenteError

LONGEST = 2_000_000  # characters of a page context; Typst takes .85 GB for as many
FONTS = ["Libertinus Serif", "DejaVu Serif", "Noto Serif CJK SC"]  # the later ones fill gaps


@dataclass(frozen=True, kw_only=True)
class Pdf:
    """A PDF; ``note`` states a limitation, or is empty."""

    data: bytes
    note: str


def write(assessment: Assessment) -> Pdf:
    """Set the brief of one assessment as an accessible PDF (PDF/UA-1).

    Parameters
    ----------
    assessment : Assessment
        The document, as returned by ``assess`` or read back from its JSON.

    Returns
    -------
    Pdf
        The same document gives the same bytes on the same machine. Where no font here has
        a character of the case, the file is tagged but not PDF/UA-1, and ``note`` says so.

    Raises
    ------
    DetenteError
        If the brief is too long for a PDF; raised before anything is drawn or set.
    """
    return set_page(brief(assessment))


def set_page(page: Brief) -> Pdf:
    """Set a page of blocks as `write` does a brief, such as that of `detente.brief.pair.brief`."""
    data = _data(page)
    source = files("detente.brief").joinpath("templates/brief.typ").read_bytes()
    given = {
        "brief": json.dumps(data, ensure_ascii=False),
        "plan": json.dumps(chart_sizes(source, data)),
    }
    given["places"] = json.dumps(link_places(source, given, _targets(page)))
    try:
        return Pdf(data=compile_pdf(source, given, standards=("ua-1",)), note="")
    except Refused as problem:
        if "could not be displayed" not in str(problem):
            raise
    return Pdf(
        data=compile_pdf(source, given),
        note="no font here has some of its characters, so it is not PDF/UA-1",
    )


def _targets(page: Brief) -> list[str]:
    """Ids of all places that a link may go to, those of charts among them."""
    drawn = (b.name for s in page.sections for b in s.blocks if isinstance(b, Chart))
    return sorted(link_targets(page.sections)) + [f"chart-{name}" for name in drawn]


def _data(page: Brief) -> dict[str, Any]:
    """The page context with each block's kind and each chart drawn."""
    plain = brief_document(page) | {"fonts": FONTS}
    length = len(json.dumps(plain, ensure_ascii=False))
    if length > LONGEST:
        raise DetenteError(
            f"a brief of {length / 1e6:.1f} million characters is too long for a PDF, which takes "
            f"{LONGEST / 1e6:g} million at most; write it as .html, .docx or .md"
        )
    for section, data in zip(page.sections, plain["sections"], strict=True):
        for block, shown in zip(section.blocks, data["blocks"], strict=True):
            shown.update(_drawn(block))
    return plain


def _drawn(block: Block) -> dict[str, Any]:
    what = {"what": type(block).__name__.lower()}
    if not isinstance(block, Chart):
        return what
    figure = charts.figure(block.spec)
    return what | {
        "svg": figure.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        "width": figure.width,
        "height": figure.height,
    }
