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
    >>> percent(0.0013, 1), percent(0.005), percent(0.995)
    ('0.1%', '<1%', '>99%')
    """
    written = f"{p:z.{digits}%}"
    least = 10.0**-digits
    if p > 0 and float(written[:-1]) <= 0:
        return f"<{least:g}%"
    if p < 1 and float(written[:-1]) >= 100:
        return f">{100 - least:g}%"
    return written


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
