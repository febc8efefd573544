"""The file formats of a brief, chosen by the suffix."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from detente.brief.blocks import Brief
from detente.document.assessment import Assessment
from detente.document.pair import PairDocument
from detente.errors import DetenteError, MissingExtra
from detente.files import only_file

Document = Assessment | PairDocument
Form = Callable[[Document], tuple[bytes, str]]


def form(path: Path) -> Form:
    """The writer for a file of that name; it returns the bytes and a note, usually empty.

    Raises
    ------
    DetenteError
        If it is a folder, the suffix is none of those, or an extra that the format requires is
        not installed; raised before anything is computed or written.
    """
    only_file(path)
    suffix = path.suffix.lower()
    if suffix not in _FORMS:
        *others, last = _FORMS
        raise DetenteError(
            f"--out got '{path}'; wanted a name that ends in {', '.join(others)} or {last}"
        )
    if suffix == ".pdf" and find_spec("typst") is None:
        raise MissingExtra("pdf", "a PDF")
    if suffix == ".docx" and find_spec("docx") is None:
        raise MissingExtra("docx", "a Word document")
    return _FORMS[suffix]


def _page(d: Document) -> Brief:
    if isinstance(d, PairDocument):
        from detente.brief import pair

        return pair.brief(d)
    from detente.brief import context

    return context.brief(d)


def _html(d: Document) -> tuple[bytes, str]:
    from detente.brief.html import write

    return write(_page(d)).encode(), ""


def _markdown(d: Document) -> tuple[bytes, str]:
    from detente.brief.markdown import set_page

    return set_page(_page(d)).encode(), ""


def _pdf(d: Document) -> tuple[bytes, str]:
    from detente.brief.pdf import set_page

    pdf = set_page(_page(d))
    return pdf.data, pdf.note


def _json(d: Document) -> tuple[bytes, str]:
    return (d.model_dump_json(by_alias=True, indent=2) + "\n").encode(), ""


def _docx(d: Document) -> tuple[bytes, str]:
    from detente.brief.docx import set_page

    return set_page(_page(d), d.as_of), ""


def _zip(d: Document) -> tuple[bytes, str]:
    from detente.brief.files import pack_page

    return pack_page(_page(d)), ""


_FORMS: dict[str, Form] = {
    ".html": _html,
    ".pdf": _pdf,
    ".docx": _docx,
    ".md": _markdown,
    ".json": _json,
    ".zip": _zip,
}
