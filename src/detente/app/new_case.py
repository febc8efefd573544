"""A new case in steps: two states and a day, what the data know of them, and a first document.

What is written is what ``detente new --states`` and then ``detente read`` write. Each mistake is
one sentence at its field, all are said at once, and nothing is written before all fields are right.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from detente.app.case_files import FOLDER, CaseFiles
from detente.case.change import parse_day
from detente.case.places import new_id
from detente.errors import DataError, DetenteError, FileError, MissingData
from detente.forecast.data_case.build import case_document
from detente.forecast.data_case.request import PairRequest, ask
from detente.forecast.data_case.text import TO_JUDGE, data_case_text
from detente.reading.for_case import read_for
from detente.reading.open_file import document_of
from detente.reading.review import add_document, review_path
from detente.reading.summary import Read
from detente.states.search import known_name
from detente.states.states import resolve

T = TypeVar("T")
SCHEMA = "detente-case.schema.json"
_LONGEST = {"one": 80, "other": 80, "as_of": 10}  # characters of fields
_FILE_NAME, _SUFFIX = 100, 20  # characters of the name of a document, and of its suffix


class WrongField(DetenteError):
    """A field of the form cannot be used.

    Parameters
    ----------
    field : str
        Its name; empty for all of them.
    problem : str
        One sentence.
    no_data : bool
        Whether data would help.
    """

    def __init__(self, field: str, problem: str, *, no_data: bool = False) -> None:
        self.field, self.no_data = field, no_data
        super().__init__(problem)


class WrongFields(DetenteError):
    """What was typed cannot be used.

    Parameters
    ----------
    problems : dict of WrongField
        Each by the name of its field.
    """

    def __init__(self, problems: dict[str, WrongField]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems.values())))


@contextmanager
def _field(name: str, folder: Path | None = None) -> Iterator[None]:
    """Errors of a user's become those of a field, which name files of the folder without it."""
    try:
        yield
    except WrongFields:
        raise
    except WrongField as problem:
        raise WrongFields({problem.field: problem}) from None
    except DetenteError as problem:
        says = str(problem).replace(f"{folder}{os.sep}", "") if folder else str(problem)
        wrong = WrongField(name, says, no_data=isinstance(problem, MissingData))
        raise WrongFields({name: wrong}) from None


class _Mistakes:
    """Those of several fields, raised together."""

    def __init__(self) -> None:
        self.problems: dict[str, WrongField] = {}

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Keep what is wrong with a field, unless something of it is already."""
        try:
            with _field(name):
                yield
        except WrongFields as wrong:
            self.problems = wrong.problems | self.problems

    def settle(self, value: T | None) -> T:
        """What the fields give, which is None where one is wrong; then raise what was kept."""
        if self.problems or value is None:
            raise WrongFields(self.problems)
        return value


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
class FilledSection:
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
    WrongFields
        Names every field that cannot be used.
    """
    wrong, day = _Mistakes(), None
    with wrong.at("as_of"):
        day = _day_of(_short(typed, "as_of"))
    for name in ("one", "other"):
        with wrong.at(name):
            text = _short(typed, name)
            known_name(text) if day is None else resolve(text, day)
    day = wrong.settle(day)
    with _field("other"):
        return ask(typed.one, typed.other, day)


def _short(typed: Typed, name: str) -> str:
    text: str = getattr(typed, name)
    if len(text) > _LONGEST[name]:
        raise DataError(f"{len(text):,} characters; wanted at most {_LONGEST[name]}")
    return text


def _day_of(text: str) -> date:
    day = parse_day(text.strip(), "the day")
    if day > date.today():
        raise DataError(f"{day} has not come; wanted today or a day before")
    return day


def filled_sections(question: PairRequest) -> list[FilledSection]:
    """What the data know of two states, section by section.

    Raises
    ------
    WrongFields
        Without a field: a source was not pulled, or the two had no tie on the day.
    """
    with _field(""):
        values = case_document(question)
    titles = {source["id"]: source["title"] for source in values["sources"]}
    sections = ((c["id"].removeprefix("c-"), c) for c in values["claims"])
    return [
        FilledSection(
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
    """Write the case, and next to it the proposals from its document.

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
    WrongFields
        Names every field that cannot be used. Nothing is then written.
    """
    question, id_, reading = _checked(typed, files)
    with _field(""):
        data = data_case_text(question, id_=id_, schema=SCHEMA).encode()
    with _field("id", files.folder):
        files.add(id_, data)
    if reading is None:
        return False
    with _field("document", files.folder):
        _add_reading(files.path(FOLDER, id_), reading)
    return True


def _checked(typed: Typed, files: CaseFiles) -> tuple[PairRequest, str, Read | None]:
    """The question, the id and the document of a form."""
    wrong, question = _Mistakes(), None
    with wrong.at(""):
        question = request_of(typed)
    with wrong.at("id"):
        id_ = new_id(typed.id)
        files.refuse_taken(id_)
        _refuse_old_review(files, id_)
    with wrong.at("document"):
        reading = _read(typed, question.day if question else None)
    return wrong.settle(question), id_, reading


def _add_reading(case: Path, reading: Read) -> None:
    """Write the review file of a new case; if that fails, there is no case either."""
    review = review_path(case)
    try:
        add_document(review, reading.document, reading.proposals)
    except DetenteError:
        case.unlink(missing_ok=True)
        review.unlink(missing_ok=True)
        raise


def _read(typed: Typed, day: date | None) -> Read | None:
    """What the document says; None without one, or without a day of the case."""
    if not typed.file_name:
        if typed.published.strip() or typed.outlet.strip():
            raise DataError("no file came with its day or publisher; choose it again")
        return None
    wrong, published, text = _Mistakes(), None, None
    with wrong.at("published"):
        if typed.published.strip():
            published = parse_day(typed.published.strip(), "the day of the text")
    with wrong.at("document"):
        name, outlet = short_name(typed.file_name), typed.outlet.strip() or None
        text = document_of(name, typed.data, published=published, outlet=outlet)
    text = wrong.settle(text)
    if text.published is None:
        raise WrongField("published", f"{text.name} names no day of its own; wanted its day here")
    if day is None:
        return None
    with _field("published" if published else "document"):
        return read_for(text, day)


def _refuse_old_review(files: CaseFiles, id_: str) -> None:
    """Decisions on documents of an earlier case of that name must not become those of this one."""
    review = review_path(files.folder / f"{id_}.yaml")
    if review.is_symlink() or review.exists():
        raise FileError(f"{review.name} of an earlier case is in the folder; choose another id")


def short_name(file_name: str) -> str:
    """Name of a file without its folder; what is too long is cut before the suffix.

    Examples
    --------
    >>> short_name("news/" + "a" * 200 + ".html")[-7:]
    'aa.html'
    """
    path = Path(file_name)
    suffix = path.suffix[:_SUFFIX]
    return path.stem[: _FILE_NAME - len(suffix)] + suffix


def without_file(typed: Typed) -> Typed:
    """The form to be shown again: a browser chooses the file anew."""
    return replace(typed, file_name="", data=b"")
