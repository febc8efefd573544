"""Standardised covariates of every partnership of the newest vintage, for machines without data.

``detente fit`` writes them next to the vintages: for each pair at risk of an outcome when the year
began, its covariates in standard deviations from the mean of history, rounded to a hundredth, and
its ages in the reference classes. No row of a source is in the file. With the hazards of the same
vintage they give the same forecasts as the data, up to rounding.
"""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import MissingData
from detente.history.covariates import COALITION, EX_RIVAL, RIVAL, SPAN, TREATY
from detente.history.events import PAIR_OUTCOMES
from detente.history.lens_weights import LensWeights, load_lens_weights
from detente.history.panel_rows import PanelRows, panel_of_year
from detente.history.rows import Rows
from detente.history.vintage import LAST
from detente.records import Array

_FILE = "pairs.npz"
_STEPS = 100  # of a standard deviation
_MISSING = -(2**15)  # of a covariate
_NO_CLASS = -1


def shipped_pairs(outcome: OutcomeId = RUPTURE) -> PanelRows:
    """Pairs at risk of an outcome when the newest vintage's year began.

    Parameters
    ----------
    outcome
        As `detente.history.panel_rows.panel_rows` takes it.

    Raises
    ------
    MissingData
        If the file is not shipped.
    """
    held = _file()
    weights = _weights()
    here = held["risk"][PAIR_OUTCOMES.index(outcome)]
    z = held["z"][here].astype(float)
    z[z == _MISSING] = np.nan
    ages = held["ages"][here].astype(float)
    ages[ages == _NO_CLASS] = np.nan
    unit = held["unit"][here].astype(int)
    x = weights.mean + z / _STEPS * weights.scale
    ties = [weights.names.index(name) for name in (TREATY, EX_RIVAL, COALITION, RIVAL)]
    x[:, ties] = np.round(x[:, ties])
    rows = Rows(
        unit=unit,
        year=np.full(unit.size, LAST),
        stop=np.full(unit.size, LAST),
        cause=np.zeros(unit.size, dtype=int),
        causes=(outcome,),
        names=weights.names,
        x=x,
    )
    return PanelRows(rows=rows, ages=ages)


def pairs_of_store() -> dict[str, Array]:
    """What is shipped, as the local store has it: arrays of integers by name.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    panels = {outcome: panel_of_year(LAST, outcome) for outcome in PAIR_OUTCOMES}
    whole, weights = panels[RUPTURE], _weights()
    places = [whole.rows.names.index(name) for name in weights.names]
    z = (whole.rows.x[:, places] - weights.mean) / weights.scale
    steps = np.round(np.clip(z, -2 * SPAN, 2 * SPAN) * _STEPS)
    return {
        "unit": whole.rows.unit.astype(np.int32),
        "risk": np.array([np.isin(whole.rows.unit, p.rows.unit) for p in panels.values()]),
        "z": np.where(np.isnan(steps), _MISSING, steps).astype(np.int16),
        "ages": np.where(np.isnan(whole.ages), _NO_CLASS, whole.ages).astype(np.int16),
    }


def write_shipped_pairs(folder: Path) -> None:
    """Write the pairs of the local store in one step; the vintages must be there."""
    from io import BytesIO

    from detente.files import write_atomically

    buffer = BytesIO()
    held: dict[str, Any] = pairs_of_store()
    np.savez_compressed(buffer, **held)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / _FILE, buffer.getvalue())


def _weights() -> LensWeights:
    weights = load_lens_weights(LAST, aged=True)
    if weights is None:
        raise MissingData(f"no learned hazards for {LAST}; run `detente fit`")
    return weights


@cache
def _file() -> dict[str, Any]:
    file = resources.files("detente").joinpath(f"vintages/{_FILE}")
    if not file.is_file():
        raise MissingData("no readings of partnerships are shipped; run `detente fit`")
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
        return dict(held)
