"""A mention of an actor: the words, whom they mean on the day, and in which role."""

from dataclasses import dataclass
from typing import Literal

from detente.reading.text import Span

ActorType = Literal[
    "state", "government", "leader", "public", "faction", "organisation", "movement"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Words that name an actor of the day.

    Attributes
    ----------
    span : Span
        The words, without article.
    actor : str
        Id as in docs/reading.md: ISO-3 of a state, else an abbreviation or a slug. The most
        probable one where several are possible.
    type : ActorType
        What of it is named.
    name : str
        Its usual English name.
    candidates : tuple of str
        Ids that the words may mean, where there are several; otherwise empty.
    """

    span: Span
    actor: str
    type: ActorType
    name: str
    candidates: tuple[str, ...] = ()
