"""Words of a Word document: runs, links to places within it and to addresses, bookmarks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.blocks import Inline, Run

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run as WordRun

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BLUE, _GREY = "14508C", "555555"


def clean(text: str) -> str:
    """Text that XML can hold: any other character becomes the replacement character."""
    return _NOT_XML.sub("\ufffd", text)


@dataclass(frozen=True)
class Places:
    """The places of a brief that links lead to, by id, as bookmarks of Word.

    A name of Word has letters and digits only, at most 40, so places are numbered.
    """

    numbers: Mapping[str, int]

    @classmethod
    def of(cls, ids: Iterable[str]) -> "Places":
        """Number the places of a brief."""
        return cls({id_: number for number, id_ in enumerate(sorted(ids), 1)})

    def mark(self, paragraph: "Paragraph", id_: str | None) -> None:
        """Make a paragraph the place with an id, if it has one."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if id_ is None or id_ not in self.numbers:
            return
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.numbers[id_]))
        start.set(qn("w:name"), self._name(id_))
        paragraph._p.insert(0 if paragraph._p.pPr is None else 1, start)
        paragraph._p.append(end)

    def _name(self, id_: str) -> str:
        return f"place{self.numbers[id_]}"

    def add(self, paragraph: "Paragraph", runs: Inline) -> None:
        """Write runs at the end of a paragraph, links as links.

        Parameters
        ----------
        paragraph : docx.text.paragraph.Paragraph
            Where to.
        runs : tuple of Run
            Text in its styles.
        """
        for run in runs:
            if run.style == "break":
                paragraph.add_run().add_break()
            elif run.to and (run.to in self.numbers or run.to.startswith("https://")):
                self._link(paragraph, run)
            else:
                _styled(paragraph, run)

    def _link(self, paragraph: "Paragraph", run: Run) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        link = OxmlElement("w:hyperlink")
        if run.to in self.numbers:
            link.set(qn("w:anchor"), self._name(str(run.to)))
        else:
            there = paragraph.part.relate_to(
                clean(str(run.to)), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), there)
        if run.hover:
            link.set(qn("w:tooltip"), clean(run.hover)[:250])  # Word shows 260 characters
        styled = _styled(paragraph, run)
        styled.font.underline = True
        if run.style != "term":
            styled.font.color.rgb = RGBColor.from_string(_BLUE)
        link.append(styled._r)
        paragraph._p.append(link)


def _styled(paragraph: "Paragraph", run: Run) -> "WordRun":
    from docx.shared import Pt, RGBColor

    styled = paragraph.add_run(clean(run.text))
    styled.bold = True if run.style in ("strong", "big") else None
    styled.italic = True if run.style == "em" else None
    if run.style == "note":
        styled.font.color.rgb = RGBColor.from_string(_GREY)
        styled.font.size = Pt(8.5)
    if run.style == "code":
        styled.font.name = "Consolas"
    return styled
