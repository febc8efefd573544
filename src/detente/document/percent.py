"""Probabilities as percentages: one number is written one way everywhere."""

# The log-odds between "almost no chance" (1 %) and "almost certain" (99 %) are 2 ln 99 = 9.19: no
# judgement in words moves a probability further, and 40 years at such odds stay finite.
MOST_LOG_ODDS = 9.2


def percent(p: float, digits: int = 0) -> str:
    """Write a probability as a percentage; one that is not 0 or 1 is never written as such.

    Parameters
    ----------
    p : float
        Probability, 0 to 1.
    digits : int, default 0
        Decimals of the percentages.

    Examples
    --------
    >>> percent(0.5489), percent(0.0013), percent(0.9999), percent(0.0)
    ('55%', '<1%', '>99%', '0%')
    >>> percent(0.0013, 1)
    '0.1%'
    """
    least = 10.0**-digits
    if 0 < p < least / 200:
        return f"<{least:g}%"
    if 1 - least / 200 < p < 1:
        return f">{100 - least:g}%"
    return f"{p:z.{digits}%}"


def between(low: float, high: float, digits: int = 0) -> str:
    """Write an interval of probability: ``44% to 65%``.

    Parameters
    ----------
    low, high : float
        Bounds, 0 to 1.
    digits : int, default 0
        Decimals of the percentages.
    """
    return f"{percent(low, digits)} to {percent(high, digits)}"
