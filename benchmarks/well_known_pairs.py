"""Ten well-known pairs at three dates, from data alone: what a reader should find plausible.

    python benchmarks/well_known_pairs.py

Prints the table of docs/well-known-pairs.md. Needs the data on disk; takes a minute.
"""

from datetime import date

from detente.assessment.assess import assess
from detente.brief.words import span
from detente.errors import DataError

PAIRS = (
    ("USA", "CAN"),
    ("FRA", "DEU"),
    ("USA", "GBR"),
    ("CHN", "RUS"),
    ("USA", "SAU"),
    ("IND", "RUS"),
    ("TUR", "RUS"),
    ("ISR", "EGY"),
    ("JPN", "KOR"),
    ("USA", "PAK"),
)
DAYS = (date(1995, 1, 1), date(2001, 11, 12), date(2026, 11, 28))
OUTCOMES = ("rupture", "force", "rivalry", "strain", "drift", "suspension", "treaty")


def line(pair, day):
    """One row of the table."""
    try:
        found = assess(*pair, as_of=day)
    except DataError as problem:
        return f"| {'-'.join(pair)} | {day} | {problem} |" + " |" * len(OUTCOMES)
    at_ten = {name: part.p_end["10"] for name, part in found.outcomes.items()}
    cells = (span(at_ten[name]) if name in at_ten else "-" for name in OUTCOMES)
    return f"| {'-'.join(pair)} | {day.year} | {found.verdict.label} | {' | '.join(cells)} |"


if __name__ == "__main__":
    print(f"| pair | as of | verdict | {' | '.join(OUTCOMES)} |")
    print("|---" * (3 + len(OUTCOMES)) + "|")
    for pair in PAIRS:
        for day in DAYS:
            print(line(pair, day), flush=True)
