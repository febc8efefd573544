"""Share of the learned hazard and of each reference class in the pool of an outcome.

The weights are stacked when vintages are fitted (`detente.history.pool_weights`).
"""

from dataclasses import dataclass

from detente.history.reference_classes import RUPTURE
from detente.history.transitions import load_transitions


@dataclass(frozen=True, kw_only=True)
class PoolWeights:
    """Share of the learned hazard and of all classes together, for pairs that have a class.

    ``by_class`` is true where no weights were fitted: every class and the learned hazard then
    count alike.
    """

    learned: float
    classes: float
    by_class: bool = False

    def of(self, members: int) -> tuple[float, float]:
        """Weight of the learned hazard and of each class, for a pair in so many classes.

        Examples
        --------
        >>> PoolWeights(learned=0.8, classes=0.2).of(2)
        (0.8, 0.1)
        >>> PoolWeights(learned=0.8, classes=0.2).of(0)
        (1.0, 0.0)
        """
        if not members:
            return 1.0, 0.0
        if self.by_class:
            return 1 / (1 + members), 1 / (1 + members)
        return self.learned, self.classes / members


EQUAL = PoolWeights(learned=0.5, classes=0.5, by_class=True)


def load_pool_weights(year: int, outcome: str = RUPTURE) -> PoolWeights:
    """Pool weights of a shipped vintage; `EQUAL` where it has none.

    Parameters
    ----------
    year : int
        The vintage.
    outcome : str
        Of the ladder.
    """
    learned = load_transitions(year).pool.get(outcome)
    return EQUAL if learned is None else PoolWeights(learned=learned, classes=1 - learned)
