"""What the track record scores beside what users read: screening and assessment of the same pairs.

`backtest` and `benchmarks/track_record.py` score the screening of all pairs of a year. A user reads
the assessment of one pair. For the pairs at most risk in a year and others drawn at random, this
prints the mean of both and how far they part. Needs the local store.

    uv run python benchmarks/screened_and_assessed.py
"""

import argparse
import random
from datetime import date

import numpy as np

from detente.errors import DataError
from detente.forecast.pair_assessment import assessed_pair
from detente.forecast.partnerships import partnership_forecasts
from detente.forecast.settings import HORIZONS
from detente.forecast.world_requests import SharedTables, ask_of
from detente.history.panel_rows import panel_of_year

YEARS, TOP, DRAWN, SEED = (1985, 1995, 2001, 2015), 15, 60, 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawn", type=int, default=DRAWN, help="pairs drawn at random in a year")
    drawn = parser.parse_args().drawn
    print("rupture within", *HORIZONS, "years, in percent; parted: root mean square and largest")
    everywhere = []
    for year in YEARS:
        table = list(partnership_forecasts(panel_of_year(year), year))
        for name, pairs in {
            f"the {TOP} at most risk": table[:TOP],
            "drawn at random": random.Random(SEED).sample(table[TOP:], drawn),
        }.items():
            screened, assessed = _both(pairs, year)
            apart = assessed - screened
            everywhere.append(np.abs(apart))
            print(
                f"{year} {name:22} n {len(apart):3}",
                *("screened", screened.mean(axis=0).round(2)),
                *("assessed", assessed.mean(axis=0).round(2)),
                *("median ratio", np.median(assessed / screened, axis=0).round(2)),
                *("parted", np.sqrt((apart**2).mean(axis=0)).round(2)),
                np.abs(apart).max(axis=0).round(1),
                flush=True,
            )
    apart = np.concatenate(everywhere)
    shares = (50, 90, 95, 100)
    print(f"all {len(apart)}: points by which {shares} percent of pairs part at most, by horizon")
    print(np.percentile(apart, shares, axis=0).round(2))


def _both(pairs, year: int) -> tuple[np.ndarray, np.ndarray]:
    """Percent by pair and horizon: of the screening, and of the assessment."""
    shared = SharedTables(date(year, 1, 1))
    both = []
    for pair in pairs:
        try:
            own = assessed_pair(ask_of(pair.ccodes, shared))
        except DataError as error:
            print("left out:", error)
            continue
        both.append([[100 * p.p[h][0] for h in HORIZONS] for p in (pair, own)])
    screened, assessed = np.array(both).transpose(1, 0, 2)
    return screened, assessed


if __name__ == "__main__":
    main()
