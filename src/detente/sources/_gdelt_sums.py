"""What the two tables of monthly sums of GDELT have in common."""

PRODUCER = "GDELT Project; summed by gzemo/gdelt-graph-data"
VERSION = "2018-01 to 2024-02"
LICENCE = "GDELT: open with attribution; the daily sums come under GPL-3: not shipped."
BY_HAND = (
    "It is an aggregate of the 2,149 daily matrices of gzemo/gdelt-graph-data on GitHub "
    "and published nowhere as one file: clone that repository, and for each month add up the "
    "scores of the days and their absolute values."
)
