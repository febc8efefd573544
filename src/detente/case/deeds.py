"""What a deed of the ledger is worth to the receiver, and what it signals."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Deed
from detente.records import Array

CHEAP_TALK = 0.25  # worth of a word relative to a deed of the same stated value
_LEAST = 0.01  # probability that even the costliest act on the scale is a bluff


def signal(deed: Deed, draw: Draws) -> Array:
    r"""Log of the likelihood ratio that an act carries about its author's commitment.

    .. math:: \lambda = \log \frac{1}{\pi + (1 - \pi)(1 - c / 100)}

    A committed partner acts for sure. One who is not acts if it had decided so beforehand
    (probability :math:`\pi`), or else if what the act brings it otherwise, uniform over the scale
    of 0-100, exceeds the cost c. A sunk cost tells (Fearon 1997); what costs nothing or was
    coming anyway says nothing.
    """
    prior = draw(deed.pre_decided, low=0, high=1)
    bluff = np.maximum(1 - draw(deed.cost, low=0, high=100) / 100, _LEAST)
    return np.asarray(-np.log(prior + (1 - prior) * bluff))


def worth(deed: Deed, draw: Draws) -> Array:
    """Value to the receiver: delivered, not pre-decided, words at a quarter of a deed.

    Conflict counts against the giver.
    """
    value = draw(deed.value, low=0, high=100) * draw(deed.delivered, low=0, high=1)
    value = value * (1 - draw(deed.pre_decided, low=0, high=1))
    factor = CHEAP_TALK if deed.kind == "verbal" else 1.0
    return np.asarray(value * factor * (1 if deed.valence == "cooperation" else -1))
