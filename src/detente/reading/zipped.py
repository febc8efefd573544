"""Recognise zip archives: many document formats are one, and only Word's is read."""

import io
import zipfile

_BY_PART = {
    "word/document.xml": None,
    "xl/workbook.xml": "a sheet of Excel",
    "ppt/presentation.xml": "slides of PowerPoint",
    "Index/Document.iwa": "a document of Pages, Numbers or Keynote",
}
_BY_TYPE = {
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument sheet (.ods)",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument slides (.odp)",
    "application/epub+zip": "an e-book (.epub)",
}
_LONGEST_TYPE = 100  # bytes


def other_than_word(data: bytes) -> str | None:
    """What a zip archive is if it is no Word document; None if it is one, or is damaged.

    Parameters
    ----------
    data : bytes
        The archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
            if "mimetype" in parts:
                with archive.open("mimetype") as opened:
                    said = opened.read(_LONGEST_TYPE).decode("ascii", "replace").strip()
                return _BY_TYPE.get(said, f"an archive of the type {said!r}")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None
    known = [what for part, what in _BY_PART.items() if part in parts]
    return known[0] if known else "a zip archive"
