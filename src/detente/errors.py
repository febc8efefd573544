"""The errors of detente, as one small tree.

::

    DetenteError            anything a user can correct; the command exits with 2
    ├── CaseError           a case file: names file and line, what came, what was wanted
    ├── UnknownState        a state that no code or name matches on that date
    ├── DataError           numbers or tables that cannot be used
    │   └── NoPartnership   two states without a tie that could end
    ├── MissingData         a data set, vintage, document or package that is not there
    └── FileError           a file that cannot be read, written or locked

The first three are also a `ValueError`, since a value that the caller passed is at fault. Any
other exception that leaves detente is a bug and keeps its traceback.
"""

import re
from collections.abc import Iterator

LONGEST = 1000  # characters of one line of a message
_VALUE = 200  # characters of a quoted value that is long
_QUOTE = re.compile("['\"`]")
_CLOSING = {q: re.compile(rf"{q}(?![^\s,;:.)\]])") for q in "'\"`"}  # before a blank or the like


def shortened(message: str) -> str:
    """A message whose lines repeat no long value whole; its beginning and its end stay.

    Of a line that is too long the quoted values are cut first, then its middle.
    """
    return "\n".join(_short(line) for line in message.split("\n"))


def _short(line: str) -> str:
    if len(line) > LONGEST:
        line = "".join(_without_values(line))
    if len(line) > LONGEST:
        left, right = 6 * LONGEST // 10, 3 * LONGEST // 10
        cut = len(line) - left - right
        line = f"{line[:left]}… ({cut:,} characters) …{line[-right:]}"
    return line


def _without_values(line: str) -> Iterator[str]:
    """Pieces of a line, its long quoted values cut; each kind of quote is missed once at most."""
    start, done, closes = 0, 0, _CLOSING.copy()
    while quote := _QUOTE.search(line, start):
        start = quote.end()
        closing = closes[quote[0]].search(line, start + _VALUE) if quote[0] in closes else None
        if closing is None:
            closes.pop(quote[0], None)
            continue
        yield f"{line[done : start + 80]}… ({closing.start() - start:,} characters){quote[0]}"
        start = done = closing.end()
    yield line[done:]


def in_words(problem: BaseException) -> str:
    """Kind and message of an exception of a plug-in, whose message may itself raise or exit."""
    try:
        words = f": {problem}"
    except BaseException:
        words = ", which cannot be printed"
    return f"{type(problem).__name__}{words}"[:300]


class DetenteError(Exception):
    """A problem that the user can correct, in one sentence; long values in it are cut."""

    def __init__(self, *words: object) -> None:
        super().__init__(*(shortened(w) if isinstance(w, str) else w for w in words))


class CaseError(DetenteError, ValueError):
    """One or more faults of a case file, each with its place.

    Parameters
    ----------
    *listed : str
        The faults in words.
    more : int
        Number of further faults that are not listed.
    """

    def __init__(self, *listed: str, more: int = 0) -> None:
        self.listed, self.more = tuple(map(shortened, listed)), more
        self.faults = (*self.listed, *([f"and {more} more faults"] if more else []))
        super().__init__("\n".join(self.faults))

    @property
    def count(self) -> int:
        """Number of all faults, listed or not."""
        return len(self.listed) + self.more


class UnknownState(DetenteError, ValueError):
    """No state has this code or name on this date."""


class DataError(DetenteError, ValueError):
    """A number or table does not meet its definition."""


class NoPartnership(DataError):
    """Two states have no tie that could end: none that any source knows, or they are rivals."""


class MissingData(DetenteError):
    """Something needed is not there; the message says how to get it."""


class FileError(DetenteError):
    """A file cannot be read, written or locked: a folder, no permission, another process."""


class MissingExtra(DetenteError):
    """Something needs an optional part of detente that is not installed.

    Parameters
    ----------
    extra : str
        Name of the extra.
    what : str
        What needs it.
    """

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(
            f"{what} needs the extra '{extra}': `pip install 'detente[{extra}]'`, in a clone "
            "`uv sync --all-extras`"
        )
