"""Share of the learned hazard and of each reference class in the pool of an outcome.

The weights are stacked when vintages are fitted (`detente.history.pool_weights`), on pairs with a
tie of which the learned hazard has rows. It has no rows of pairs that vote alike and have no other
tie: pairs without a treaty in its rows are former enemies or were on one side of a dispute. For
pairs that only vote alike its odds are five times too high, but it discriminates between pairs,
which the class does not. So they are divided by five, and the class has no share: both constants
have the best log score for rupture within five and ten years at the origins 1955 to 1980 (-1.75 is
as good), so that they use events up to 1989. At the origins 1985 to 2005 the scores are 138 and
256, without the division 179 and 326 (``benchmarks/votes_only.py``). For pairs with a common enemy
or a defence agreement the stacked weights are best (decision 0023).
"""

from collections.abc import Collection
from dataclasses import dataclass

from detente.document.labels import RUPTURE, OutcomeId
from detente.history.informal_names import ALIGNED
from detente.history.transitions import load_transitions

ALIGNED_LEARNED = 1.0  # share of the learned hazard for pairs that only vote alike
UNTIED_SHIFT = -1.6  # log-odds that it takes on for them, and for pairs without a class


@dataclass(frozen=True, kw_only=True)
class PoolWeights:
    """Share of the learned hazard and of all classes together, for pairs that have a class.

    ``by_class`` is true where no weights were fitted: every class and the learned hazard then
    count alike.
    """

    learned: float
    classes: float
    by_class: bool = False

    def of(self, classes: Collection[str]) -> tuple[float, float]:
        """Weight of the learned hazard and of each class, for a pair in these classes.

        Parameters
        ----------
        classes : collection of str
            Ids of the reference classes.

        Examples
        --------
        >>> PoolWeights(learned=0.8, classes=0.2).of(["ex-rivals", "aligned"])
        (0.8, 0.1)
        >>> PoolWeights(learned=0.8, classes=0.2).of(["aligned"])
        (1.0, 0.0)
        >>> PoolWeights(learned=0.8, classes=0.2).of([])
        (1.0, 0.0)
        """
        if not classes:
            return 1.0, 0.0
        if set(classes) == {ALIGNED}:
            return ALIGNED_LEARNED, 1 - ALIGNED_LEARNED
        if self.by_class:
            return 1 / (1 + len(classes)), 1 / (1 + len(classes))
        return self.learned, self.classes / len(classes)


EQUAL = PoolWeights(learned=0.5, classes=0.5, by_class=True)


def load_pool_weights(year: int, outcome: OutcomeId = RUPTURE) -> PoolWeights:
    """Pool weights of a shipped vintage; `EQUAL` where it has none.

    Parameters
    ----------
    year : int
        The vintage.
    outcome : OutcomeId
        Of the ladder.
    """
    learned = load_transitions(year).pool.get(outcome)
    return EQUAL if learned is None else PoolWeights(learned=learned, classes=1 - learned)
