"""A GDELT 1.0 file made in code: two states that quarrel from one month on, and the world."""

from datetime import date, timedelta

import numpy as np

from detente.events.feeds.gdelt1 import GDELT1
from detente.events.load import load_events

COLUMNS = GDELT1.layouts[0].columns
FIRST, MONTHS, JUMP = date(2016, 1, 1), 40, 28  # the jump: May 2018
WORLD = 150  # events of others in a month
# root, quad and the number of events of a quiet month; the first acts in two of three
KINDS = (("04", 1, 12), ("06", 2, 3), ("11", 3, 4), ("19", 4, 1))
CALM, QUARREL = (1, 1, 1, 1), (1, 0.4, 6, 20)


def write(path, *, one="CHN", two="IND", seed=24):
    """Write the file: a GDELT export without header."""
    rng = np.random.default_rng(seed)
    lines = []
    for month in range(MONTHS):
        start = date(FIRST.year + month // 12, month % 12 + 1, 1)
        factors = QUARREL if month >= JUMP else CALM
        for (root, quad, mean), factor in zip(KINDS, factors, strict=True):
            for k in range(rng.poisson(mean * factor)):
                pair = (one, two) if k % 3 else (two, one)
                lines.append(_row(start, k, pair, root, quad, len(lines)))
        for k in range(WORLD):
            pair = (("USA", "GBR"), ("FRA", "DEU"), ("JPN", "KOR"))[k % 3]
            lines.append(_row(start, k, pair, f"0{1 + k // 84}", 1, len(lines)))
    path.write_text("\n".join(lines) + "\n")
    return path


def _row(start, k, pair, root, quad, number):
    """One event; no two of a pair share day and root code, as far as the month is long."""
    day = start + timedelta(days=(k * 5) % 28)
    values = dict.fromkeys(COLUMNS, "") | {
        "GLOBALEVENTID": str(number),
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": str(day.year),
        "FractionDate": f"{day.year}.5",
        "Actor1Code": f"{pair[0]}GOV",
        "Actor1CountryCode": pair[0],
        "Actor1Type1Code": "GOV",
        "Actor2Code": pair[1],
        "Actor2CountryCode": pair[1],
        "IsRootEvent": "1",
        "EventCode": f"{root}0",
        "EventBaseCode": f"{root}0",
        "EventRootCode": root,
        "QuadClass": str(quad),
        "GoldsteinScale": "1.0",
        "NumMentions": str(1 + number % 7),
        "NumSources": "1",
        "NumArticles": "1",
        "AvgTone": "0.5",
        "DATEADDED": f"{day:%Y%m%d}",
        "SOURCEURL": f"https://example.org/{number}",
    }
    return "\t".join(values[name] for name in COLUMNS)


def loaded(folder):
    """The file loaded into the store of the day, which it takes from DETENTE_HOME."""
    (report,) = load_events([write(folder / "20160101.export.CSV")])
    return report
