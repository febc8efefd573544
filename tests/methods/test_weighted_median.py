"""The weighted median by hand."""

from detente.methods.weighted_median import weighted_median


def test_half_of_the_weight_lies_at_or_below():
    assert weighted_median([10, 50, 90], [1, 1, 3]) == 90
    assert weighted_median([10, 50, 90], [1, 1, 1]) == 50


def test_the_lower_of_two_middle_values_is_taken():
    assert weighted_median([90, 10], [1, 1]) == 10


def test_a_tie_of_decimals_is_a_tie():
    """0.1 + 0.2 exceeds 0.3 by rounding alone; of random ties one in thirteen went wrong."""
    assert weighted_median([7, 92, 17, 98], [0.0, 0.1, 0.3, 0.2]) == 17
    assert weighted_median([70, 40, 25], [1.3, 0.4, 1.7]) == 25
