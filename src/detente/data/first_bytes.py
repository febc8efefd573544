"""Recognise by its first bytes a file that is not what its name says."""

from pathlib import Path

from detente.errors import DataError

_TEXT = (".csv", ".tsv", ".dat", ".txt")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def refuse_foreign_bytes(path: Path) -> None:
    """Refuse a web page, a pointer to a file, or one format under the name of another.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    DataError
        With what it is and what to do.
    """
    with path.open("rb") as handle:
        start = handle.read(512)
    problem = _problem(path, start)
    if problem:
        raise DataError(f"{path}:1: {problem}")


def _problem(path: Path, start: bytes) -> str | None:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        return (
            "a web page; wanted a data file: the address has changed or wants a log-in, download "
            "the file yourself"
        )
    if head.startswith(b"version https://git-lfs"):
        return (
            "a pointer of Git LFS; wanted the file that it points to: fetch it with `git lfs pull`"
        )
    return _another_format(path.suffix.lower(), start)


def _another_format(suffix: str, start: bytes) -> str | None:
    if suffix not in _TEXT:
        return None
    if start.startswith(_UTF16) or start[1:2] == b"\0":
        return "text in UTF-16; wanted UTF-8: save it as CSV in UTF-8"
    if start.startswith(b"PK\x03\x04"):
        return f"a zip; wanted text: rename it from {suffix} to .zip (or .xlsx)"
    if start.startswith(b"\x1f\x8b"):
        return f"a gzip; wanted text: rename it to {suffix}.gz"
    return None
