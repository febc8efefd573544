"""Columns that several lists of militarised disputes share, and when their values are known."""

from collections.abc import Iterable

SIDES = {
    "sidea1": "INTEGER",
    "sidea2": "INTEGER",
    "fatality1": "INTEGER",
    "fatality2": "INTEGER",
    "fatalpre1": "INTEGER",
    "fatalpre2": "INTEGER",
    "hiact1": "INTEGER",
    "hiact2": "INTEGER",
    "hostlev1": "INTEGER",
    "hostlev2": "INTEGER",
    "orig1": "INTEGER",
    "orig2": "INTEGER",
}  # of a dyad, each side's own
DISPUTE = {
    "dispnum": "INTEGER",
    "styear": "INTEGER",
    "stmon": "INTEGER",
    "outcome": "INTEGER",
    "settle": "INTEGER",
    "fatality": "INTEGER",
    "mindur": "INTEGER",
    "maxdur": "INTEGER",
    "hiact": "INTEGER",
    "hostlev": "INTEGER",
    "recip": "INTEGER",
}  # of a list with one row for each dispute
_AT_THE_END = ("outcome", "settle", "fatality", "mindur", "maxdur", "hiact", "hostlev", "recip")
DISPUTE_LATER = {
    c: f"CASE WHEN styear + (31 * stmon + maxdur) // 365 <= {{cutoff}} THEN {c} END"
    for c in _AT_THE_END
}  # known from the last year that the first month and the longest length in days allow
DYAD_YEAR = {
    **SIDES,
    "hostlev": "INTEGER",
    "mindur": "INTEGER",
    "maxdur": "INTEGER",
    "fatality": "INTEGER",
    "stmon": "INTEGER",
    "recip": "INTEGER",
}  # of the worst dispute of a year
SUMMED = (
    "fatality1",
    "fatality2",
    "fatalpre1",
    "fatalpre2",
    "mindur",
    "maxdur",
    "fatality",
    "recip",
)  # over a dispute, not a year


def once_over(columns: Iterable[str]) -> dict[str, str]:
    """SQL of values of a whole dispute: one with a row in the last year may still go on."""
    return {
        c: f"CASE WHEN max(year) OVER (PARTITION BY dispnum) < {{cutoff}} THEN {c} END"
        for c in columns
    }
