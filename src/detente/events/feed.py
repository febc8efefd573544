"""Feeds register themselves: one module of ``detente.events.feeds``, one format each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.errors import DetenteError
from detente.registry import all_in

StateOf = Callable[[str, date], int | None]  # a feed's country code or name, on a day: COW code
CAMEO = "(0[1-9]|1[0-9]|20)[0-9]{1,2}"  # a code of the second or third level
CAMEO_WITHOUT_ZERO = "[1-9][0-9]?|2[1-9][0-9]|[3-9][0-9]{2}"  # 012 read as a number is 12


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of a file, and which field of a stored event each gives.

    Attributes
    ----------
    columns : tuple of str
        Names in order; with a header, the names that it must hold, in any order.
    rows : mapping of str to str
        SQL over these columns, all of which are text, for the columns of
        `detente.events.rows.COLUMNS`. Instead of ``source`` and ``target`` it gives ``one`` and
        ``two``, the feed's own code or name of the two countries; ``goldstein`` and ``mentions``
        are text, which the loader checks. What is absent is null. ``copies`` is how many events
        the row stands for, if it may be more than one.
    faults : mapping of str to str
        Further reasons to reject a row, and the SQL conditions of them.
    header : bool
        Whether the first line names the columns.
    optional : tuple of str
        Names that the header may lack; the columns are then null.
    least : int, optional
        Number of values that a row must have, where trailing ones may be absent.
    delimiter : str
        Tab, or a comma: then values may be quoted.
    looks : mapping of str to str
        For a layout without header: regular expressions that a column matches in most rows.
    """

    columns: tuple[str, ...]
    rows: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    header: bool = False
    optional: tuple[str, ...] = ()
    least: int | None = None
    delimiter: str = "\t"
    looks: Mapping[str, str] = field(default_factory=dict)

    @property
    def widths(self) -> range:
        """Numbers of values that a row without header may have."""
        return range(self.least or len(self.columns), len(self.columns) + 1)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One producer's events: its layouts, and how its codes are read.

    Attributes
    ----------
    id, label : str
        Name of the feed in the store and as shown.
    quad_rule : str
        Which rule puts an event into a quad class, in one sentence.
    layouts : tuple of Layout
        The forms in which its files come.
    state : callable (str, date) -> int or None
        COW code of a country code or name of the feed on a day; None if it is no state then.
    code, code_without_zero : str
        Regular expressions of an event code, and of one that was read as a number.
    note : str
        What else a reader of its numbers must know.
    """

    id: str
    label: str
    quad_rule: str
    layouts: tuple[Layout, ...]
    state: StateOf
    code: str = CAMEO
    code_without_zero: str = CAMEO_WITHOUT_ZERO
    note: str = ""


_feeds: dict[str, Feed] = {}


def feed(card: Feed) -> Feed:
    """Register a feed, and return it.

    Raises
    ------
    DetenteError
        If another feed has the same id.
    """
    if _feeds.setdefault(card.id, card) is not card:
        raise DetenteError(f"two feeds are called '{card.id}'; rename one of them")
    return card


def feeds() -> dict[str, Feed]:
    """All feeds by id, in alphabetical order."""
    return all_in(_feeds, "detente.events.feeds")


def feed_named(name: str) -> Feed:
    """The feed of that id.

    Raises
    ------
    DetenteError
        If there is none; the message names all.
    """
    if name not in feeds():
        raise DetenteError(f"no feed '{name}'; wanted one of {', '.join(feeds())}")
    return feeds()[name]
