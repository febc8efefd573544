"""Quantiles of the standard normal distribution.

The values are those of ``scipy.special.ndtri(0.95)`` and ``scipy.special.ndtri(0.975)``, correct
to the last digit. `statistics.NormalDist.inv_cdf` differs in the fifteenth decimal.
"""

Z90 = 1.6448536269514722  # half-width of a central 90 % interval
Z95 = 1.959963984540054  # half-width of a central 95 % interval
