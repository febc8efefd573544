"""A new case in steps: two states and a day, what the data know of them, and a first document.

What is written is what ``detente new --states`` and then ``detente read`` write. Every mistake is
one sentence at its field, and nothing is written before all fields are right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from detente.app.case_files import FOLDER, CaseFiles
from detente.case.change import parse_day
from detente.errors import DataError, DetenteError, FileError
from detente.forecast.data_case.build import case_document
from detente.forecast.data_case.request import PairRequest, ask
from detente.forecast.data_case.text import TO_JUDGE, data_case_text
from detente.reading.for_case import read_for
from detente.reading.open_file import document_of
from detente.reading.review import add_document, review_path
from detente.reading.summary import Read
from detente.states.states import resolve

SCHEMA = "detente-case.schema.json"


class WrongField(DetenteError):
    """A field of the form cannot be used; ``field`` is its name, empty for all of them."""

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        super().__init__(problem)


@contextmanager
def _field(name: str) -> Iterator[None]:
    """Errors of a user's become those of a field."""
    try:
        yield
    except WrongField:
        raise
    except DetenteError as problem:
        raise WrongField(name, str(problem)) from None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed into the form.

    Parameters
    ----------
    one, other : str
        Two states by any of their names.
    as_of : str
        Day of the case.
    id : str
        Id of the case, also the name of its file.
    published, outlet : str
        Day of the document, where it does not say so, and who published it.
    file_name : str
        Name of the document's file; empty if none was chosen.
    data : bytes
        Its content.
    """

    one: str = ""
    other: str = ""
    as_of: str = ""
    id: str = ""
    published: str = ""
    outlet: str = ""
    file_name: str = ""
    data: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A section of the case that the data fill.

    Parameters
    ----------
    section : str
        Its key in the case file.
    says : str
        What it states.
    entries : int
        Number of its entries.
    sources : list of str
        What was read, and to which year.
    open : str
        What is left to a person.
    """

    section: str
    says: str
    entries: int
    sources: list[str]
    open: str


def request_of(typed: Typed) -> PairRequest:
    """The two states and the day of a form.

    Raises
    ------
    WrongField
        Names the field that cannot be used.
    """
    with _field("as_of"):
        day = parse_day(typed.as_of.strip(), "the day")
        if day > date.today():
            raise DataError(f"{day} has not come; wanted today or a day before")
    for name in ("one", "other"):
        with _field(name):
            resolve(getattr(typed, name), day)
    with _field("other"):
        return ask(typed.one, typed.other, day)


def known(question: PairRequest) -> list[Known]:
    """What the data know of two states, section by section.

    Raises
    ------
    WrongField
        Without a field: a source was not pulled, or the two had no tie on the day.
    """
    with _field(""):
        values = case_document(question)
    titles = {source["id"]: source["title"] for source in values["sources"]}
    sections = ((c["id"].removeprefix("c-"), c) for c in values["claims"])
    return [
        Known(
            section=name,
            says=claim["says"],
            entries=len(values[name]) if isinstance(values[name], list) else 1,
            sources=[t for id_ in claim["locator"].split(", ") if (t := titles.get(id_))],
            open=TO_JUDGE.get(name, ""),
        )
        for name, claim in sections
    ]


def default_id(question: PairRequest, files: CaseFiles) -> str:
    """An id that no file of the folder has: the codes of the two, with a number if need be.

    Parameters
    ----------
    question : PairRequest
        The two states.
    files : CaseFiles
        The folder.
    """
    plain = "-".join(str(s.iso3 or s.ccode) for s in question.states).lower()
    taken = {text.id for text in files.texts() if text.collection == FOLDER}
    numbered = (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3)))
    return next(id_ for id_ in numbered if id_ not in taken)


def create(typed: Typed, files: CaseFiles) -> bool:
    """Write the case, and beside it what its document says.

    Parameters
    ----------
    typed : Typed
        The form.
    files : CaseFiles
        The folder to write to.

    Returns
    -------
    bool
        Whether there is a document to review.

    Raises
    ------
    WrongField
        Names the field that cannot be used. Nothing is then written.
    """
    question, id_ = request_of(typed), typed.id.strip()
    reading = _read(typed, question.day) if typed.file_name else None
    with _field(""):
        data = data_case_text(question, id_=id_, schema=SCHEMA).encode()
    with _field("id"):
        _refuse_old_review(files, id_)
        files.add(id_, data)
    if reading is None:
        return False
    with _field("document"):
        beside = review_path(files.path(FOLDER, id_))
        add_document(beside, reading.document, reading.proposals)
    return True


def _read(typed: Typed, day: date) -> Read:
    published = None
    if typed.published.strip():
        with _field("published"):
            published = parse_day(typed.published.strip(), "the day of the text")
    with _field("document"):
        text = document_of(
            Path(typed.file_name).name[:100],
            typed.data,
            published=published,
            outlet=typed.outlet.strip() or None,
        )
    if text.published is None:
        raise WrongField("published", f"{text.name} names no day of its own; wanted its day here")
    with _field("published" if published else "document"):
        return read_for(text, day)


def _refuse_old_review(files: CaseFiles, id_: str) -> None:
    """Decisions on documents of an earlier case of that name must not become those of this one."""
    beside = review_path(files.folder / f"{Path(id_).name}.yaml")
    if beside.exists():
        raise FileError(f"{beside.name} of an earlier case is in the folder; choose another id")


def without_file(typed: Typed) -> Typed:
    """The form to be shown again: a browser chooses the file anew."""
    return replace(typed, file_name="", data=b"")
