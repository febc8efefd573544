"""Plain text and Markdown: the text as it stands."""

from detente.errors import DataError
from detente.reading.formats import Extract


def extract(name: str, data: bytes) -> Extract:
    """Text of bytes in UTF-8, or in UTF-16 where a byte order mark says so.

    Raises
    ------
    DataError
        If it is neither.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return Extract(text=data.decode(encoding))
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise DataError(
            f"{name}:{line}: not UTF-8 text (byte {problem.start}); save it as UTF-8"
        ) from None
