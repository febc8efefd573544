"""Hit rates of the rules of readers, counted on texts with known answers.

``calibration.json`` holds, by reader and rule, how many of its proposals on the training half of
tests/reading/corpus were right, and of how many (``benchmarks/reading.py --write``).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_PRIOR_RIGHT, _PRIOR_ALL = 1.0, 2.0  # a rule that was never seen is as good as a coin


@cache
def _counts() -> dict[str, dict[str, list[int]]]:
    path = Path(__file__).with_name("calibration.json")
    counts: Any = json.loads(path.read_text()) if path.exists() else {}
    return counts  # type: ignore[no-any-return]


def hit_rate(reader: str, rule: str) -> float:
    r"""Probability that a proposal of a rule is right, :math:`(r + 1) / (n + 2)` (Laplace).

    Parameters
    ----------
    reader, rule : str
        Of ``n`` proposals with known answers ``r`` were right; of an unknown rule none is known.

    Examples
    --------
    >>> hit_rate("no such reader", "no such rule")
    0.5
    """
    right, all_ = _counts().get(reader, {}).get(rule, (0, 0))
    return (right + _PRIOR_RIGHT) / (all_ + _PRIOR_ALL)
