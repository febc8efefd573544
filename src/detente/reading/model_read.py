"""Read a document with a model: proposals in the text, and statements that are not in it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from detente.reading.model_answers import NotInText, drafts, model_questions, reader_name
from detente.reading.model_client import Exchange, ModelClient
from detente.reading.proposal import Proposal, proposal
from detente.reading.text import Document

P_MODEL = 0.5  # of a model nobody has checked: a coin
VERSION = 1  # of the questions


@dataclass(frozen=True, kw_only=True)
class ModelReading:
    """What a model made of a document.

    Attributes
    ----------
    reader : str
        Name of the model as a reader.
    proposals : tuple of Proposal
        Statements whose quotes stand in the text.
    not_in_text : tuple of NotInText
        The others: shown, never used.
    exchanges : tuple of Exchange
        Every question and raw answer.
    """

    reader: str
    proposals: tuple[Proposal, ...]
    not_in_text: tuple[NotInText, ...]
    exchanges: tuple[Exchange, ...]


def read_with_model(
    document: Document,
    as_of: date,
    client: ModelClient,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ModelReading:
    """Ask a model for every kind of statement, four paragraphs at a time.

    Parameters
    ----------
    document : Document
        The only thing that is sent.
    as_of : date
        Day of the names.
    client : ModelClient
        Where it is sent.
    progress : callable (int, int) -> None
        Told how many questions of how many are answered.

    Raises
    ------
    FileError
        If the server does not answer. Nothing is stored then.
    """
    questions_ = list(model_questions(document))
    exchanges, grounded, missing = list[Exchange](), dict[str, Proposal](), list[NotInText]()
    name = reader_name(client.model)
    with closing(client):
        for number, question in enumerate(questions_, start=1):
            exchanges.append(client.ask(question))
            progress(number, len(questions_))
    for exchange in exchanges:
        for one in drafts(document, exchange.question, exchange.statements, as_of):
            if isinstance(one, NotInText):
                missing.append(one)
                continue
            new = proposal(document, one, reader=name, version=VERSION, p=P_MODEL)
            grounded.setdefault(new.id, new)
    return ModelReading(
        reader=name,
        proposals=tuple(grounded.values()),
        not_in_text=tuple(missing),
        exchanges=tuple(exchanges),
    )
