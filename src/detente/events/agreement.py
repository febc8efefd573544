"""How far two feeds that cover the same pair agree: side by side, never joined."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from detente.document.part import Interval
from detente.document.pulse import MEASURES, FeedCorrelation, FeedPulse, Measure
from detente.methods.rank_correlation import rank_correlation


def correlations(feeds: Sequence[FeedPulse]) -> list[FeedCorrelation]:
    """Spearman's correlation of every two feeds over the months that both have.

    Parameters
    ----------
    feeds : sequence of FeedPulse
        What each says of the pair.
    """
    return [row for one, two in combinations(feeds, 2) for row in _of(one, two)]


def _of(one: FeedPulse, two: FeedPulse) -> Iterator[FeedCorrelation]:
    for measure in MEASURES:
        left, right = _values(one, measure), _values(two, measure)
        common = sorted(left.keys() & right.keys())
        x, y = (np.array([side[m] for m in common]) for side in (left, right))
        correlation = rank_correlation(x, y)
        if correlation is not None:
            yield FeedCorrelation(
                feeds=[one.feed, two.feed],
                of=measure,
                rho=Interval(mean=correlation.rho, low=correlation.low, high=correlation.high),
                months=len(common),
                independent=correlation.independent,
            )


def _values(feed: FeedPulse, measure: Measure) -> dict[str, float]:
    rows = ((m.month, getattr(m, measure)) for m in feed.months)
    return {month: value.mean for month, value in rows if value is not None}
