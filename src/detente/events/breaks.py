"""Months in which the instrument changed rather than the world."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True)
class Break:
    """A known break of a feed.

    Attributes
    ----------
    feeds : tuple of str
        Ids of the feeds.
    month : datetime64[M]
        First month that is counted in the new way, or holds both ways.
    what : str
        What changed.
    source : str
        Who says so.
    mixed : bool
        Whether the change came within the month, which then compares with none: a gap.
    """

    feeds: tuple[str, ...]
    month: np.datetime64
    what: str
    source: str
    mixed: bool


BREAKS = (
    Break(
        feeds=("gdelt1", "gdelt2", "gdelt-reduced"),
        month=np.datetime64("2013-04"),
        what="daily updates begin; before, the events were coded afterwards from archives",
        source="GDELT Event Database data format codebook 1.03 (2013)",
        mixed=False,
    ),
    Break(
        feeds=("gdelt1", "gdelt2", "gdelt-reduced"),
        month=np.datetime64("2015-02"),
        what="GDELT 2.0 begins on the 18th: machine translation of 65 languages, every 15 minutes",
        source="GDELT Event Database data format codebook 2.0 (2015)",
        mixed=True,
    ),
    Break(
        feeds=("icews",),
        month=np.datetime64("2023-04"),
        what="the feed ends within the month",
        source="ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075",
        mixed=True,
    ),
)


def breaks_of(feed: str) -> tuple[Break, ...]:
    """Known breaks of a feed, the earliest first; none for a feed that is not in the table."""
    return tuple(b for b in BREAKS if feed in b.feeds)
