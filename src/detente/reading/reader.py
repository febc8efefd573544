"""Readers register themselves: one module of ``detente.reading.readers``, one function each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from detente.reading.proposal import Draft, ProposalKind
from detente.reading.text import Document
from detente.registry import all_in, enter, import_modules

ReadFunction = Callable[[Document, date], Iterable[Draft]]


@dataclass(frozen=True, kw_only=True)
class ReaderCard:
    """What a reader looks for.

    Attributes
    ----------
    id : str
        Name, the same as its module's.
    kinds : tuple of str
        Kinds of statements that it proposes.
    version : int
        Raised with every change of its rules: hit rates in use are counted by version.
    languages : tuple of str
        ISO 639-1 codes of the languages that it reads.
    says : str
        One sentence: what it finds and how.
    """

    id: str
    kinds: tuple[ProposalKind, ...]
    version: int
    says: str
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True)
class Reader:
    """A reader.

    Attributes
    ----------
    card : ReaderCard
        What it looks for.
    read : callable (Document, date) -> iterable of Draft
        Reads a text for a case of a day: actors are those of the day.
    """

    card: ReaderCard
    read: ReadFunction


_OWN = "detente.reading.readers"
_readers: dict[str, Reader] = {}


def reader(card: ReaderCard) -> Callable[[ReadFunction], ReadFunction]:
    """Register the decorated function as a reader.

    Raises
    ------
    DetenteError
        If another module has registered a reader with the same id.
    """

    def register(function: ReadFunction) -> ReadFunction:
        if function.__module__.partition(".")[0] != "detente":
            import_modules(_OWN)  # first, so that a plug-in cannot take one of their names
        entry = Reader(card, function)
        enter(_readers, card.id, entry, kind="readers", function=lambda one: one.read)
        return function

    return register


def readers() -> dict[str, Reader]:
    """All readers by id, in alphabetical order."""
    return all_in(_readers, _OWN)
