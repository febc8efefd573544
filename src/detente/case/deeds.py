"""Worth of a deed of the ledger to the receiver, and its value as a signal."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Deed
from detente.records import Array

CHEAP_TALK = 0.25  # worth of a word relative to a deed of the same stated value
_LEAST = 0.01  # probability that even the costliest act on the scale is a bluff


def signal(deed: Deed, draw: Draws) -> Array:
    r"""Log of the likelihood ratio that an act carries about its author's commitment.

    .. math:: \lambda = \log \frac{1}{\pi + (1 - \pi)(1 - c / 100)}

    A committed partner acts with certainty. One that is not acts if it had decided so beforehand
    (probability :math:`\pi`), and otherwise if its other gains from the act, uniform over the
    scale of 0-100, exceed the cost c. Sunk costs are informative (Fearon 1997); an act that costs
    nothing or was decided anyway is not.

    Parameters
    ----------
    deed : Deed
        With ``cost`` (0-100) and ``pre_decided`` (0-1).
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    array of float, shape (n_draws,)
        Natural logarithm, 0 or more.
    """
    prior = draw(deed.pre_decided, low=0, high=1)
    bluff = np.maximum(1 - draw(deed.cost, low=0, high=100) / 100, _LEAST)
    return np.asarray(-np.log(prior + (1 - prior) * bluff))


def worth(deed: Deed, draw: Draws) -> Array:
    """Value to the receiver of what was delivered and not pre-decided, words at a quarter of deeds.

    Conflict counts against the giver.

    Parameters
    ----------
    deed : Deed
        With ``value`` (0-100), ``delivered`` and ``pre_decided`` (0-1).
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    array of float, shape (n_draws,)
        0 to 100, or 0 to -100 for conflict.
    """
    value = draw(deed.value, low=0, high=100) * draw(deed.delivered, low=0, high=1)
    value = value * (1 - draw(deed.pre_decided, low=0, high=1))
    factor = CHEAP_TALK if deed.kind == "verbal" else 1.0
    return np.asarray(value * factor * (1 if deed.valence == "cooperation" else -1))
