"""Surveys of a case: waves, splits and cross-tabulations of one question."""

from typing import Annotated

from pydantic import AfterValidator, Field

from detente.case.numbers import Count, Day, Entry, Fact, Id, Real, Share, Text
from detente.document.labels import Favours

_LARGEST = 100_000_000  # respondents; no survey had more


class Wave(Entry):
    """One reading of a survey question."""

    date: Day
    share: Share
    n: Count = Field(ge=1, le=_LARGEST)


def _by_date(waves: tuple[Wave, ...]) -> tuple[Wave, ...]:
    return tuple(sorted(waves, key=lambda wave: wave.date))


class Split(Entry):
    """Answers for and against in one sample."""

    date: Day
    pro: Share
    con: Share
    n: Count = Field(ge=1, le=_LARGEST)


class Cross(Entry):
    """Share holding this view among those who hold another, with both margins."""

    given: Id = Field(description="Survey whose latest share is the condition")
    share: Share = Field(description="Share of this view among those who hold the other, 0 to 1")
    of: Id = Field(description="Survey whose latest share is this view over all")
    n: Count = Field(ge=1, le=_LARGEST)


class Survey(Fact):
    """One question put to one public, over time."""

    id: Id
    label: Text
    public: Id
    pollster: Text
    wording: Text = Field(description="The item, or its gist where the wording is not open")
    wording_alarm: Text | None = None
    favours: Favours = Field(description="What assent points to")
    deff: Real = Field(default=1.0, ge=1.0, le=1000.0, description="Design effect, 1 to 1000")
    waves: Annotated[tuple[Wave, ...], AfterValidator(_by_date)] = Field(
        default=(), max_length=1000
    )
    split: Split | None = None
    cross: Cross | None = None
    endpoint_alarm: Text | None = None
