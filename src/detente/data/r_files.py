"""Read the data frame of an R file (.rda, .rds) with the parser of rdata.

rdata makes an object of each string, which takes half a minute for two million of them. Here a
vector of strings becomes an array of codes and the few texts that they stand for.
"""

import bz2
import gzip
import io
import lzma
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.cache import MemoryCache, digest
from detente.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".rda", ".rdata", ".rds")
_MOST, _SMALL, _MOST_TIMES = 1 << 30, 64 << 20, 100  # bytes once decompressed; times the file
_DICTIONARY = 256 << 20  # bytes that xz may take to decompress; its highest preset takes 65 MB
_HEADERS = (b"RDX2\nX\n", b"RDX3\nX\n", b"X\n")  # of `save` and of `saveRDS`
_STRING = Struct(">ii")  # type and encoding of an R string, and its length
_CHARACTERS = 9  # the type
_UTF8, _LATIN1, _BYTES = 1 << 15, 1 << 14, 1 << 13  # bits of the encoding
# by the digest of the file: the votes and the agreement in the UN are read from one
_RECENT: "MemoryCache[list[pd.DataFrame]]" = MemoryCache(3)


@dataclass(frozen=True, eq=False)
class Strings:
    """A vector of strings: ``texts[code]`` for each code, missing where the code is -1."""

    codes: "np.typing.NDArray[np.int32]"
    texts: list[str]


def read_frame(path: Path, missing: tuple[str, ...] = ()) -> "pd.DataFrame":
    """The one data frame of an R file: strings and factors as categories, dates as timestamps.

    Parameters
    ----------
    path : Path
        The file.
    missing : tuple of str
        Texts and whole numbers that stand for a missing value, besides R's own.

    Returns
    -------
    DataFrame
        Columns under their names in R.

    Raises
    ------
    DataError
        If the file cannot be read or has no data frame, or several.
    """
    try:
        content = path.read_bytes()
        frames = _RECENT.get(digest(content), lambda: _frames(_parse(_decompressed(content))))
    except Exception as problem:  # parsers of foreign bytes raise errors of any kind
        reason = str(problem) or type(problem).__name__
        raise DataError(f"{path}: not a readable {path.suffix} file ({reason})") from None
    if len(frames) != 1:
        raise DataError(f"{path}: an R file with {len(frames)} data frames; wanted one")
    return _without(frames[0], missing)


def _without(frame: "pd.DataFrame", missing: tuple[str, ...]) -> "pd.DataFrame":
    """Missing values in place of codes."""
    frame = frame.copy(deep=False)
    numbers = [int(code) for code in missing if re.fullmatch("-?[0-9]+", code)]
    for name, column in frame.items():
        if column.dtype == "category":
            coded = column.cat.categories.intersection(list(missing))
            frame[name] = column.cat.remove_categories(coded) if len(coded) else column
        elif numbers:
            frame[name] = column.mask(column.isin(numbers))
    return frame


def _decompressed(file: bytes) -> bytes:
    """The bytes of a file after its header."""
    most = min(_MOST, max(_SMALL, _MOST_TIMES * len(file)))
    with _opened(file) as handle:
        start = handle.read(len(_HEADERS[0]))
        header = next((h for h in _HEADERS if start.startswith(h)), None)
        if header is None:
            raise ValueError(f"it begins with {start!r}; wanted {_HEADERS[0]!r} or the like")
        content: bytes = start[len(header) :] + handle.read(most + 1)
    if len(content) > most:
        raise ValueError(f"more than {most:,} bytes in {len(file):,}")
    return content


def _opened(file: bytes) -> Any:
    """A file to read, decompressed on the way."""
    handle = io.BytesIO(file)
    if file.startswith(b"\x1f\x8b\x08"):
        return gzip.open(handle)
    if file.startswith(b"BZh"):
        return bz2.open(handle)
    if file.startswith(b"\xfd7z"):
        return _Xz(file)
    return handle


class _Xz(io.RawIOBase):
    """The one stream of an xz file; `lzma.open` would give any block the memory it asks for."""

    def __init__(self, file: bytes) -> None:
        self._rest, self._stream = file, lzma.LZMADecompressor(memlimit=_DICTIONARY)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer only at the end."""
        if self._stream.eof:
            return b""
        content = self._stream.decompress(self._rest, max_length=size)
        self._rest = b""  # the stream holds what it has not read
        if len(content) < size and not self._stream.eof:
            raise EOFError("it ends too early")
        if self._stream.unused_data:
            raise ValueError("more follows the first xz stream; wanted one stream, as R writes")
        return content


def _parse(content: bytes) -> Any:
    from rdata.parser import DEFAULT_ALTREP_MAP

    constructors, sequences = dict(DEFAULT_ALTREP_MAP), _Sequences(len(content))
    for name in (b"compact_intseq", b"compact_realseq"):
        constructors[name] = partial(sequences.expand, constructors[name])
    parser = _parser()(
        memoryview(content), expand_altrep=True, altrep_constructor_dict=constructors
    )
    parsed = parser.parse_all()
    parser.check_complete()
    return parsed.object


@dataclass
class _Sequences:
    """Sequences of which the file has the length only: together no more numbers than its bytes."""

    most: int
    numbers: int = 0

    def expand(self, construct: Callable[[Any], Any], state: Any) -> Any:
        """The numbers of one sequence, if the file may hold so many."""
        length = state.value[0]
        if not 0 <= length <= self.most - self.numbers:
            total = self.numbers + length
            raise ValueError(f"sequences of {total:,.0f} numbers in {self.most:,} bytes")
        self.numbers += int(length)
        return construct(state)


@cache
def _parser() -> Any:
    """The parser of rdata, with a loop of its own for vectors of strings."""
    from rdata.parser._xdr import ParserXDR

    class Parser(ParserXDR):
        """Reads a vector of strings as `Strings`."""

        def _parse_vector_value(self, *references: Any) -> Any:
            length, start = self.parse_int(), self.file.tell()
            strings = length > 0 and self.parse_int() & 0xFF == _CHARACTERS
            self.file.seek(start)
            if not strings:
                return [self.parse_R_object(*references) for _ in range(length)]
            texts, end = _strings(self.file.getvalue(), start, length)
            self.file.seek(end)
            return texts

    return Parser


def _strings(content: bytes, place: int, length: int) -> tuple[Strings, int]:
    """The strings from a place on, and the place after them."""
    codes: list[int] = []
    known: dict[bytes, int] = {}
    texts: dict[str | None, int] = {None: -1}
    for _ in range(length):
        size = _STRING.unpack_from(content, place)[1]
        after = place + _STRING.size + (size if size > 0 else 0)
        item = content[place:after]
        code = known.get(item)
        if code is None:
            code = known[item] = texts.setdefault(_text(item), len(texts) - 1)
        codes.append(code)
        place = after
    return Strings(np.array(codes, np.int32), [text for text in texts if text is not None]), place


def _text(item: bytes) -> str | None:
    """Text of an R string; None if it is missing."""
    flags, size = _STRING.unpack_from(item)
    if flags & 0xFF != _CHARACTERS or size < -1 or len(item) != _STRING.size + max(size, 0):
        raise ValueError("a vector of strings is damaged")
    if size == -1:
        return None
    if flags & _BYTES:
        raise ValueError("a string without an encoding")
    return item[_STRING.size :].decode("latin-1" if flags & _LATIN1 else "utf-8")


def _frames(value: Any) -> "list[pd.DataFrame]":
    """The data frames in what `save` (a list of names and objects) or `saveRDS` wrote."""
    objects = []
    while isinstance(value.value, tuple):
        objects.append(value.value[0])
        value = value.value[1]
    named = [(o, _attributes(o)) for o in objects or [value]]
    return [_frame(o, a) for o, a in named if "data.frame" in _texts(a.get("class"))]


def _attributes(value: Any) -> dict[str, Any]:
    """Name -> object, from a linked list of pairs."""
    result = {}
    rest = value.attributes
    while rest is not None and isinstance(rest.value, tuple):
        tag = rest.tag.referenced_object or rest.tag
        result[tag.value.value.decode()] = rest.value[0]
        rest = rest.value[1]
    return result


def _texts(value: Any) -> list[str]:
    if value is None or not isinstance(value.value, Strings):
        return []
    return [value.value.texts[code] for code in value.value.codes]


def _frame(value: Any, attributes: dict[str, Any]) -> "pd.DataFrame":
    import pandas as pd

    names = _texts(attributes.get("names"))
    columns = [_column(o) for o in value.value]
    if len({n.lower() for n in names}) != len(columns) or len({len(c) for c in columns}) > 1:
        raise ValueError("columns of one name or none, or of several lengths")
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


def _column(column: Any) -> Any:
    attributes = _attributes(column)
    classes, value = _texts(attributes.get("class")), column.value
    if isinstance(value, Strings):
        return _categories(value.codes, value.texts)
    if "factor" in classes:
        return _categories(np.ma.filled(value, 0) - 1, _texts(attributes["levels"]))
    if not isinstance(value, np.ndarray):
        raise ValueError("a column that is neither numbers nor text")
    value = np.ma.filled(value.astype(np.float64), np.nan) if np.ma.is_masked(value) else value
    return r_dates(value) if "Date" in classes else value


def _categories(codes: "np.typing.NDArray[np.int32]", texts: list[str]) -> "pd.Categorical[str]":
    import pandas as pd

    return pd.Categorical.from_codes(codes, pd.Index(texts or [""]))


def r_dates(days: "np.typing.NDArray[Any]") -> "np.typing.NDArray[np.datetime64]":
    """Dates from days since 1970, which a file of R may hold as any kind of number."""
    known = np.isfinite(days)
    whole = np.floor(np.where(known, days, 0)).astype("datetime64[D]")
    return np.where(known, whole, np.datetime64("NaT")).astype("datetime64[s]")
