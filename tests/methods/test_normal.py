"""The normal quantiles against SciPy, to the last digit."""

from scipy.special import ndtri

from detente.methods.normal import Z90, Z95


def test_quantiles_are_those_of_scipy():
    """External: scipy.special.ndtri."""
    assert (ndtri(0.95), ndtri(0.975)) == (Z90, Z95)
