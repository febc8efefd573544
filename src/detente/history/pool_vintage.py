"""The file of pool weights by year and outcome, which ships beside the vintages.

Weights of a year rest on the forecasts of earlier vintages, so that all vintages are fitted first.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.history.class_ages import class_ages, pair_records
from detente.history.lens_weights import parse_lens_weights
from detente.history.lens_years import ladder_years
from detente.history.panel_risk import RiskDraws, central
from detente.history.pool_weights import Known, class_risks, fit_pool_weights
from detente.history.transitions import POOL_FILE
from detente.history.vintage import parse_vintage

_SAME = 0.01  # difference that another machine's arithmetic may make
STACKED = ("rupture", "rivalry", "force", "strain")  # outcomes with classes of pairs


def fit_pools(folder: Path, years: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Stack the weights of every year from the vintages in a folder.

    Parameters
    ----------
    folder : Path
        Of the vintages that are used; years before the first one that is there count for nothing.
    years : sequence of int
        Vintages.

    Yields
    ------
    tuple of (int, dict)
        Year, and the weights by outcome; an outcome with too few events is left out.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    """
    records, ladder = pair_records(), ladder_years()
    rows = {name: ladder[name] for name in STACKED}
    ages = {name: class_ages(records, r.unit, r.year) for name, r in rows.items()}
    known = {name: _in_folder(folder, name) for name in STACKED}
    for year in years:
        fits = {n: fit_pool_weights(rows[n], ages[n], year, known=known[n]) for n in STACKED}
        yield year, {name: fit for name, fit in fits.items() if fit}


def _in_folder(folder: Path, outcome: str) -> Known:
    """Central hazards of the vintages in a folder, each read once."""
    read: dict[int, RiskDraws | None] = {}

    def known(year: int) -> RiskDraws | None:
        if year not in read:
            read[year] = _risk(folder, year, outcome)
        return read[year]

    return known


def _risk(folder: Path, year: int, outcome: str) -> RiskDraws | None:
    tables, hazards = folder / f"{year}.json", folder / "hazards" / f"{year}.json"
    if not (tables.is_file() and hazards.is_file()):
        return None
    learned = json.loads(hazards.read_text())["ladder"].get(outcome)
    if learned is None:
        return None
    vintage = parse_vintage(json.loads(tables.read_text()))
    return central(parse_lens_weights(learned), class_risks(vintage, outcome))


def write_pools(folder: Path, pools: dict[int, dict[str, Any]]) -> None:
    """Write the file in one step, with the years that it already has and these.

    Parameters
    ----------
    folder : Path
        Of the vintages.
    pools : dict
        By year, from `fit_pools`.
    """
    from detente.files import write_atomically

    path = folder / POOL_FILE
    held = json.loads(path.read_text()) if path.is_file() else {}
    held |= {str(year): weights for year, weights in pools.items()}
    lines = [f'"{year}":{json.dumps(held[year], separators=(",", ":"))}' for year in sorted(held)]
    write_atomically(path, ("{" + ",\n".join(lines) + "}\n").encode())


def check_pools(years: Sequence[int]) -> list[str]:
    """Differences between the shipped weights and those of the local store, in words."""
    from detente.history.vintage import vintage_folder

    folder = vintage_folder()
    held = json.loads((folder / POOL_FILE).read_text())
    return [
        f"pool weights of {year} differ from what the data yield"
        for year, weights in fit_pools(folder, years)
        if not _near(held.get(str(year), {}), weights)
    ]


def _near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one.keys() != other.keys():
        return False
    return all(abs(one[n][k] - other[n][k]) <= _SAME for n in one for k in one[n])
