"""Cards of data sets: where one comes from, on what terms, and what each year of it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.records import require_choice

Unit = Literal["state-year", "dyad-year", "directed-dyad-year"]  # dyad-year: ccode1 < ccode2


@dataclass(frozen=True, kw_only=True)
class Citation:
    """How the producer asks to be cited."""

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
class Form:
    """One shape in which a data set is handed out: its file and how our columns arise from it.

    The file is a delimited text or a Stata file, alone or inside a zip (which may hold another
    zip). Text is read as text; ``missing`` become nulls before any ``columns`` expression sees
    them. ``sql``, a query over ``raw``, is for a form whose rows are not our rows.
    """

    files: tuple[str, ...]  # glob patterns of the file's name, the preferred first
    address: str | None = None  # of the file, or of the zip that holds it
    columns: Mapping[str, str] = field(default_factory=dict)  # ours -> SQL; same name if absent
    missing: tuple[str, ...] = ("", "NA", ".")
    sql: str | None = None
    delimiter: str = ","
    encoding: str = "utf-8"


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """Where a data set comes from, on what terms, and what a row of it tells when."""

    id: str
    label: str
    producer: str
    version: str
    licence: str
    citation: Citation
    url: str  # page of the producer
    unit: str
    coverage: tuple[int, int]
    holds: str  # when in the year a value holds
    published: str
    file: str  # name of the Parquet copy that `data pull --from` looks for
    columns: Mapping[str, str]  # column -> DuckDB type that we read
    forms: tuple[Form, ...] = ()  # the producer's own formats
    by_hand: str | None = None  # why software may not fetch it; a user's own file is read
    rows: int | None = None  # of this version, as read
    sha256: str | None = None  # over the sorted rows of this version as read, see `store`
    # what was known when: a row exists once ``known`` + ``lag`` years are over; ``later`` hides,
    # column by column, what happened after the year ``{cutoff}``
    known: str = "year"
    lag: int = 0
    later: Mapping[str, str] = field(default_factory=dict)
    hindsight: str | None = None  # what its coders knew that a contemporary did not


@dataclass(frozen=True, kw_only=True)
class MeasureCard:
    """Columns that one addition brings to the panel, and how to read them.

    A ``state-year`` measure gives ``x``; in a panel of dyads it becomes ``x1`` and ``x2``. In the
    other two kinds a pair of columns ``x1``, ``x2`` belongs to ``ccode1`` and ``ccode2``, and the
    other columns to the pair of states. A ``directed-dyad-year`` measure has rows for both
    directions; where the panel is undirected, its unpaired columns hold the larger of the two.
    """

    id: str
    label: str
    per: Unit
    sources: tuple[str, ...]  # ids of the cards that it reads
    columns: Mapping[str, str]  # column -> what it says, with unit
    census: frozenset[str] = frozenset()  # columns that are 0 where the covered years have no row
    years: tuple[int, int]  # within which a value, or its absence, means something
    note: str = ""  # where the definition departs from peacesciencer's, or a trap

    def __post_init__(self) -> None:
        require_choice(f"card of the measure '{self.id}', per", self.per, Unit)
