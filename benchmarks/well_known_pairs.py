"""Ten well-known pairs at three dates, and the ends of the list of all partnerships of today.

    python benchmarks/well_known_pairs.py

Prints the tables of docs/well-known-pairs.md: what a reader should find plausible. Needs the data
on disk; takes two minutes.
"""

from datetime import date

from detente.assessment.assess import assess
from detente.brief.words import span
from detente.document.percent import percent
from detente.errors import DataError
from detente.forecast.pair_page import world_table
from detente.history.covariates import RIVAL

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


def ends(most=30):
    """The partnerships most and least at risk of rupture within five years; rivals are none."""
    rows = [row for row in world_table() if RIVAL not in row["ties"]]
    for part in (rows[:most], rows[-most:]):
        print("\n| pair | ties | 5 years | 10 years |\n|---|---|---|---|")
        for row in part:
            cells = (interval_of(row["p_rupture"][years]) for years in ("5", "10"))
            print(
                f"| {' - '.join(row['states'])} | {', '.join(row['ties'])} | {' | '.join(cells)} |"
            )


def interval_of(p):
    """A chance with its interval."""
    return f"{percent(p['mean'], 1)} ({percent(p['low'], 1)}-{percent(p['high'], 1)})"


if __name__ == "__main__":
    print(f"| pair | as of | verdict | {' | '.join(OUTCOMES)} |")
    print("|---" * (3 + len(OUTCOMES)) + "|")
    for pair in PAIRS:
        for day in DAYS:
            print(line(pair, day), flush=True)
    ends()
