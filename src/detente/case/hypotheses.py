"""Competing hypotheses of a case, and how well the evidence fits each."""

from typing import Annotated

from pydantic import Field

from detente.case.numbers import Entry, Fact, Id, Text
from detente.document.labels import FateId, Relevance


class Hypothesis(Entry):
    """One hypothesis, an answer to the question of the case.

    ``fate`` is the one of the four fates at ten years that it amounts to, if it is one of them.
    """

    id: Id
    label: Text
    fate: FateId | None = None


class Rating(Fact):
    """How well one piece of evidence fits each hypothesis, -2 to 2."""

    claim: Id
    relevance: Relevance = "M"
    fits: dict[Id, Annotated[int, Field(ge=-2, le=2)]] = Field(max_length=20)


class Hypotheses(Entry):
    """Competing hypotheses and the evidence for and against each (Heuer)."""

    items: tuple[Hypothesis, ...] = Field(default=(), max_length=20)
    evidence: tuple[Rating, ...] = Field(default=(), max_length=1000)
