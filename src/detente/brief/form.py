"""The file formats of a brief, chosen by the suffix."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from detente.document.assessment import Assessment
from detente.errors import DetenteError, MissingExtra
from detente.files import only_file

Form = Callable[[Assessment], tuple[bytes, str]]


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


def _html(a: Assessment) -> tuple[bytes, str]:
    from detente.brief.html import page

    return page(a).encode(), ""


def _markdown(a: Assessment) -> tuple[bytes, str]:
    from detente.brief.markdown import write

    return write(a).encode(), ""


def _pdf(a: Assessment) -> tuple[bytes, str]:
    from detente.brief.pdf import write

    pdf = write(a)
    return pdf.data, pdf.note


def _json(a: Assessment) -> tuple[bytes, str]:
    return (a.model_dump_json(by_alias=True, indent=2) + "\n").encode(), ""


def _docx(a: Assessment) -> tuple[bytes, str]:
    from detente.brief.docx import write

    return write(a), ""


def _zip(a: Assessment) -> tuple[bytes, str]:
    from detente.brief.files import write

    return write(a), ""


_FORMS: dict[str, Form] = {
    ".html": _html,
    ".pdf": _pdf,
    ".docx": _docx,
    ".md": _markdown,
    ".json": _json,
    ".zip": _zip,
}
