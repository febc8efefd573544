"""Pool weights of vintages as these are fitted, from the earlier ones of the same run."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from detente.document.labels import OutcomeId
from detente.errors import DataError, MissingData
from detente.history.class_ages import Records, class_ages
from detente.history.hazard_files import hazard_file, load_hazards
from detente.history.lens_weights import parse_lens_weights
from detente.history.packed_json import read_packed
from detente.history.panel_risk import RiskDraws, central
from detente.history.pool_weights import MemberForecasts, class_risks, fit_pool_weights
from detente.history.reference_classes import OF_PAIRS
from detente.history.rows import Rows
from detente.history.vintage import Vintage, load_vintage, parse_vintage, vintage_file


def with_pools(
    vintages: Iterable[tuple[int, str]],
    ladder: Mapping[OutcomeId, Rows],
    records: Records,
    folder: Path,
) -> Iterator[tuple[int, str]]:
    """Add ``pool`` to the documents of the hazards of ascending years.

    Forecasts of an earlier year use the hazards of this run where it made them, else those of the
    folder, else those shipped; likewise the life tables, which `detente fit` writes first. So a run
    that continues an interrupted one gives the same result as a single run.

    Parameters
    ----------
    vintages : iterable of (int, str)
        Year and JSON text.
    ladder : mapping of str to Rows
        From `detente.history.lens_years.ladder_years`.
    records : dict
        From `detente.history.class_ages.pair_records`, with informal ties.
    folder : Path
        To which vintages are written.

    Yields
    ------
    tuple of (int, str)
        Year and JSON text.
    """
    made: dict[int, dict[str, Any]] = {}
    tables = cache(partial(_tables, folder))  # of a year once for all outcomes
    forecasts = {
        outcome: MemberForecasts(
            ladder[outcome],
            class_ages(records, ladder[outcome].unit, ladder[outcome].year),
            partial(_risk, made, folder, tables, outcome),
        )
        for outcome in OF_PAIRS
    }
    for year, text in vintages:
        document = json.loads(text)
        made[year] = document["ladder"]
        pools = {outcome: fit_pool_weights(f, year) for outcome, f in forecasts.items()}
        document["pool"] = {outcome: pool for outcome, pool in pools.items() if pool}
        yield year, json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n"


def _risk(
    made: dict[int, dict[str, Any]],
    folder: Path,
    tables: Callable[[int], Vintage],
    outcome: OutcomeId,
    year: int,
) -> RiskDraws | None:
    try:
        if year not in made:
            made[year] = _hazards(folder, year)["ladder"]
        weights = made[year].get(outcome)
        classes = class_risks(tables(year), outcome)
    except (MissingData, DataError):  # not shipped, or of an older version
        return None
    return central(parse_lens_weights(weights), classes) if weights else None


def _hazards(folder: Path, year: int) -> dict[str, Any]:
    file = hazard_file(year, folder)
    return dict(read_packed(file)) if file.is_file() else load_hazards(year)


def _tables(folder: Path, year: int) -> Vintage:
    file = vintage_file(year, folder)
    return parse_vintage(read_packed(file)) if file.is_file() else load_vintage(year)
