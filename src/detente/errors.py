"""The errors of detente, as one small tree.

::

    DetenteError            anything a user can correct; the command exits with 2
    ├── CaseError           a case file: names file and line, what came, what was wanted
    ├── UnknownState        a state that no code or name matches on that date
    ├── DataError           numbers or tables that cannot be used
    ├── MissingData         a data set, vintage, document or package that is not there
    └── FileError           a file that cannot be read, written or locked

The first three are also a `ValueError`, since a value that the caller passed is at fault. Any
other exception that leaves detente is a bug and keeps its traceback.
"""


class DetenteError(Exception):
    """A problem that the user can correct, in one sentence."""


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
        self.listed, self.more = listed, more
        self.faults = (*listed, *([f"and {more} more faults"] if more else []))
        super().__init__("\n".join(self.faults))

    @property
    def count(self) -> int:
        """Number of all faults, listed or not."""
        return len(self.listed) + self.more


class UnknownState(DetenteError, ValueError):
    """No state has this code or name on this date."""


class DataError(DetenteError, ValueError):
    """A number or table does not meet its definition."""


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
