"""Pool weights of vintages as these are fitted, from the earlier ones of the same run."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.errors import DataError, MissingData
from detente.history.class_ages import class_ages, pair_records
from detente.history.lens_weights import parse_lens_weights
from detente.history.panel_risk import RiskDraws, central
from detente.history.pool_weights import (
    MemberForecasts,
    class_risks,
    fit_pool_weights,
    shipped_risk,
)
from detente.history.reference_classes import OF_PAIRS
from detente.history.rows import Rows
from detente.history.vintage import load_vintage


def with_pools(
    vintages: Iterable[tuple[int, str]], ladder: Mapping[str, Rows]
) -> Iterator[tuple[int, str]]:
    """Add ``pool`` to the documents of the hazards of ascending years.

    Forecasts of an earlier year use the hazards of this run where it made them, else those
    shipped; life tables are those shipped, which `detente fit` writes first.

    Parameters
    ----------
    vintages : iterable of (int, str)
        Year and JSON text.
    ladder : mapping of str to Rows
        From `detente.history.lens_years.ladder_years`.

    Yields
    ------
    tuple of (int, str)
        Year and JSON text.
    """
    made: dict[int, dict[str, Any]] = {}
    records = pair_records(informal=True)
    forecasts = {
        outcome: MemberForecasts(
            ladder[outcome],
            class_ages(records, ladder[outcome].unit, ladder[outcome].year),
            lambda year, outcome=outcome: _risk(made, year, outcome),  # type: ignore[misc]
        )
        for outcome in OF_PAIRS
    }
    for year, text in vintages:
        document = json.loads(text)
        made[year] = document["ladder"]
        pools = {outcome: fit_pool_weights(f, year) for outcome, f in forecasts.items()}
        document["pool"] = {outcome: pool for outcome, pool in pools.items() if pool}
        yield year, json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n"


def _risk(made: Mapping[int, dict[str, Any]], year: int, outcome: str) -> RiskDraws | None:
    try:
        if year not in made:
            return shipped_risk(year, outcome)
        weights = made[year].get(outcome)
        tables = load_vintage(year)
    except (MissingData, DataError):  # not shipped, or of an older version
        return None
    return central(parse_lens_weights(weights), class_risks(tables, outcome)) if weights else None
