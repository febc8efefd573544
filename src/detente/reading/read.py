"""Read a document: every reader's drafts as proposals, in the order of the text."""

from datetime import date

from detente.reading.calibration import hit_rate
from detente.reading.proposal import Proposal, proposal
from detente.reading.reader import readers
from detente.reading.text import Document


def read(document: Document, as_of: date, *, language: str = "en") -> tuple[Proposal, ...]:
    """Proposals of all readers of a language, by place in the text.

    Parameters
    ----------
    document : Document
        Relative dates count from its day, and stay empty where it has none.
    as_of : date
        Day of the case: names are those of the day.
    language : str, default "en"
        ISO 639-1 code; readers of other languages do not run.
    """
    proposals: dict[str, Proposal] = {}
    for name, one in readers().items():
        if language not in one.card.languages and "*" not in one.card.languages:
            continue
        for draft in one.read(document, as_of):
            p = hit_rate(name, draft.rule)
            new = proposal(document, draft, reader=name, version=one.card.version, p=p)
            proposals.setdefault(new.id, new)
    return tuple(sorted(proposals.values(), key=lambda x: (x.span.start, x.span.end, x.kind, x.id)))
