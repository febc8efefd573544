"""Forecasts of a bargain that need no rounds: weighted mean, weighted median, Nash."""

import numpy as np

from detente.methods.weighted_median import weighted_median as median_of
from detente.records import Array
from detente.scenarios.bargaining.table import BargainingTable

_HALVINGS = 60


def weighted_mean(table: BargainingTable, position: Array | None = None) -> float:
    r"""Mean position, weighted by power times salience: the main forecast.

    .. math:: \bar x = \frac{\sum_i c_i s_i x_i}{\sum_i c_i s_i}

    It is the compromise model, and the limit of the asymmetric Nash solution with quadratic losses
    as having no agreement becomes far worse for every actor than any agreement.

    Parameters
    ----------
    table : Table
        Actors with salience and power.
    position : array of float, shape (n,), optional
        Positions of the actors; those of the table by default.

    References
    ----------
    Achen, C. H. 2006. Institutional Realism and Bargaining Models. In The European Union
    Decides, ed. R. Thomson and others. Cambridge. https://doi.org/10.1017/CBO9780511492082
    """
    place = table.position if position is None else position
    return float(place @ table.weight / table.weight.sum())


def weighted_median_position(table: BargainingTable, position: Array | None = None) -> float:
    """Smallest position with at least half of the weight (power x salience) at or below it.

    Parameters
    ----------
    table, position
        As `weighted_mean` takes them.

    References
    ----------
    Black, D. 1958. The Theory of Committees and Elections. Cambridge.
    """
    place = table.position if position is None else position
    return median_of(list(place), list(table.weight))


def nash(table: BargainingTable, status_quo: float) -> float:
    r"""Nash bargaining solution with quadratic losses, if no agreement leaves the status quo q.

    .. math:: x^* = \arg\max_x \prod_i \left[(q - x_i)^2 - (x - x_i)^2\right]^{c_i s_i}

    over all x that every actor with a weight prefers to q. Where q lies between two of them, or at
    one of them, there is no such x and the status quo stays. Otherwise all stand on one side;
    the logarithm of the product is concave and

    .. math:: \frac{\sum_i w_i}{x - q} = \sum_i \frac{w_i}{2 x_i - q - x}

    has one root between q and the nearest position's mirror image of q, computed by bisection.

    Parameters
    ----------
    table : Table
        Actors with positions, salience and power.
    status_quo : float
        Outcome without an agreement, on the scale of the positions.

    References
    ----------
    Nash, J. F. 1950. The Bargaining Problem. Econometrica 18(2): 155-162.
    https://doi.org/10.2307/1907266
    Kalai, E. 1977. Nonsymmetric Nash Solutions and Replications of 2-Person Bargaining.
    International Journal of Game Theory 6: 129-133. https://doi.org/10.1007/BF01774658

    Examples
    --------
    >>> from detente.scenarios.bargaining.table import seat_actors
    >>> nash(seat_actors(["a", "b"], [20, 80], [1, 1], [1, 1]), status_quo=50)
    50.0
    """
    cares = table.weight > 0
    ideal, weight = table.position[cares] - status_quo, table.weight[cares]
    side = np.sign(ideal)
    if not (side == side[0]).all() or side[0] == 0:
        return float(status_quo)
    ideal = ideal * side[0]  # distances from the status quo, all to one side
    low, high = 0.0, 2 * float(ideal.min())
    for _ in range(_HALVINGS):
        x = (low + high) / 2
        if weight.sum() / x > (weight / (2 * ideal - x)).sum():
            low = x
        else:
            high = x
    return float(status_quo + side[0] * (low + high) / 2)
