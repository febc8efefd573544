"""The weighted median by hand."""

from detente.methods.weighted_median import weighted_median


def test_half_of_the_weight_lies_at_or_below():
    assert weighted_median([10, 50, 90], [1, 1, 3]) == 90
    assert weighted_median([10, 50, 90], [1, 1, 1]) == 50


def test_the_lower_of_two_middle_values_is_taken():
    assert weighted_median([90, 10], [1, 1]) == 10
