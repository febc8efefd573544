"""WEIS: quad classes and conflict-cooperation scores of event codes.

References
----------
Goldstein, J. S. (1992). A conflict-cooperation scale for WEIS events data. Journal of Conflict
Resolution 36, 369-385. https://doi.org/10.1177/0022002792036002007
"""

RULE = (
    "the usual rule for WEIS: 02-05 and 08-10 verbal cooperation, 01, 06 and 07 material "
    "cooperation, 11-17 verbal conflict, 18-22 material conflict"
)
# Goldstein (1992), table 1, by the first two digits: the scores of the third digits in order. A
# code that ends in 0 is the category itself, which his table has for some; KEDS adds the others.
SCORES = {
    "01": {0: 1.0, 1: 0.6, 2: 0.6, 3: 2.0, 4: 3.0, 5: 5.0},
    "02": {0: 0.0, 1: -0.1, 2: -0.4, 3: -0.2, 4: 0.4, 5: 0.0, 6: 1.0, 7: -2.0},
    "03": {0: 1.0, 1: 1.0, 2: 1.9, 3: 2.8, 4: 1.0},
    "04": {0: 3.5, 1: 3.4, 2: 3.6, 3: 3.8},
    "05": {0: 4.0, 1: 4.5, 2: 5.2, 3: 4.5, 4: 2.8, 5: 4.5},
    "06": {0: 2.0, 1: 1.8, 2: 2.5, 3: -1.1, 4: 5.4, 5: 2.9, 6: 1.9, 7: 3.5},
    "07": {0: 7.0, 1: 7.4, 2: 8.3, 3: 6.5},
    "08": {0: 6.0, 1: 6.5, 2: 3.0, 3: 6.0, 4: 10.0},
    "09": {0: 3.0, 1: 0.1, 2: 3.4, 3: 3.4, 4: -0.1, 5: 1.2, 6: -0.3, 7: -0.3},
    "10": {0: 0.5, 1: 1.5, 2: -0.1},
    "11": {0: -4.0, 1: -4.0, 2: -4.0, 3: -5.0},
    "12": {0: -2.0, 1: -2.2, 2: -3.4, 3: -1.0},
    "13": {1: -1.9, 2: -2.4, 3: -1.0},
    "14": {0: -1.0, 1: -0.9, 2: -1.1},
    "15": {0: -4.9, 1: -4.0, 2: -5.0},
    "16": {0: -3.0, 1: -3.0, 2: -3.0},
    "17": {0: -6.0, 1: -4.4, 2: -5.8, 3: -7.0, 4: -6.9},
    "18": {0: -6.0, 1: -5.2, 2: -7.6},
    "19": {0: -4.0, 1: -2.2, 2: -4.1, 3: -5.6, 4: -3.8, 5: -7.0, 6: -6.0, 7: -5.0, 8: -4.0},
    "20": {0: -5.0, 1: -5.0, 2: -4.9, 3: -5.0},
    "21": {0: -5.0, 1: -9.2, 2: -4.4, 3: -9.0},
    "22": {0: -9.0, 1: -8.3, 2: -8.7, 3: -10.0, 4: -7.0, 5: -9.0, 6: -8.0},
}
_QUADS = {
    1: ("02", "03", "04", "05", "08", "09", "10"),
    2: ("01", "06", "07"),
    3: tuple(f"{n}" for n in range(11, 18)),
    4: tuple(f"{n}" for n in range(18, 23)),
}


def goldstein(code: str) -> str:
    """SQL of the score of a code, as text; null for a code that is not in the table."""
    scores = {f"{root}{n}": v for root, of in SCORES.items() for n, v in of.items()}
    entries = ", ".join(f"'{known}': '{value}'" for known, value in scores.items())
    return f"(MAP {{{entries}}})[{code}]"


def quad(root: str) -> str:
    """SQL of the quad class from the first two digits of a code."""
    cases = " ".join(f"WHEN {root} IN {roots} THEN {n}" for n, roots in _QUADS.items())
    return f"CASE {cases} END"
