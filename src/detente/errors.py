"""What can go wrong, as one small tree.

::

    DetenteError            anything a user can mend; the command exits with 2
    ├── CaseError           a case file: names file and line, what came, what was wanted
    ├── UnknownState        a state that no code or name matches on that date
    ├── DataError           numbers or tables that cannot be used
    └── MissingData         a data set, vintage or document that is not there

Anything else that escapes is a bug of ours and keeps its traceback.
"""


class DetenteError(Exception):
    """A problem the user can mend, said in one sentence."""


class CaseError(DetenteError):
    """One or more faults in a case file, each with its place; ``more`` are not listed."""

    def __init__(self, *listed: str, more: int = 0) -> None:
        self.listed, self.more = listed, more
        self.faults = (*listed, *([f"and {more} more faults"] if more else []))
        super().__init__("\n".join(self.faults))

    @property
    def count(self) -> int:
        """Faults in all, listed or not."""
        return len(self.listed) + self.more


class UnknownState(DetenteError):
    """No state has this code or name on this date."""


class DataError(DetenteError):
    """A number or table is not what its definition allows."""


class MissingData(DetenteError):
    """Something needed is not on disk; the message says how to get it."""
