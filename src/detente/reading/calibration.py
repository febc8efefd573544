"""Hit rates of the rules of readers, counted on texts with known answers.

``calibration.json`` holds, by reader and rule, how many of its proposals on the texts of
tests/reading/corpus/check and on the unseen lines of tests/reading/sentences were right, and of how
many (``benchmarks/reading.py --write``). No writer of rules has seen them: on texts that they have
seen, a rule looks better than it is.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_STRENGTH = 4.0  # proposals that the rate of the whole reader counts for


@cache
def _counts() -> dict[str, dict[str, list[int]]]:
    path = Path(__file__).with_name("calibration.json")
    counts: Any = json.loads(path.read_text()) if path.exists() else {}
    return counts  # type: ignore[no-any-return]


@cache
def hit_rate(reader: str, rule: str) -> float:
    r"""Probability that a proposal of a rule is right.

    Of ``n`` proposals with known answers ``r`` were right, of all ``N`` of the reader ``R``:

    .. math:: p = \frac{r + 4 m}{n + 4}, \qquad m = \frac{R + 1}{N + 2}

    so that a rule that was seldom seen is as good as its reader, and a reader that was never
    seen as good as a coin.

    Parameters
    ----------
    reader, rule : str
        Ids of both.

    Examples
    --------
    >>> hit_rate("no such reader", "no such rule")
    0.5
    """
    rules = _counts().get(reader, {})
    right, all_ = rules.get(rule, (0, 0))
    of_reader = (1 + sum(r for r, _ in rules.values())) / (2 + sum(n for _, n in rules.values()))
    return (right + _STRENGTH * of_reader) / (all_ + _STRENGTH)
