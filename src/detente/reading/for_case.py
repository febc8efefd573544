"""Read one document for a case: nothing that appeared after the day of the case."""

from datetime import date

from detente.errors import DataError
from detente.reading.language import language
from detente.reading.read import read
from detente.reading.summary import Read
from detente.reading.text import Document


def read_for(document: Document, case_day: date | None, names: date | None = None) -> Read:
    """Proposals of all readers of the document's language, none of them stored.

    Parameters
    ----------
    document : Document
        The text and its day.
    case_day : date or None
        Day of the case, if there is one.
    names : date or None
        Day of the names; by default the case's, else the text's, else today.

    Raises
    ------
    DataError
        If the document is of a later day than the case.
    """
    published = document.published
    if case_day is not None and published is not None and published > case_day:
        raise DataError(
            f"{document.name} is of {published}; wanted one of {case_day}, the case's as_of, or "
            "before"
        )
    spoken = language(document.text)
    day = names or case_day or published or date.today()
    return Read(
        document=document,
        language=spoken,
        proposals=read(document, day, language=spoken or "unknown"),
        new=None,
    )
