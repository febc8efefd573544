"""The forecasts of every partnership alive when the newest vintage's year began, as detente ships.

Each is that of `detente assess A B` on 1 January of that year from the data of the vintage, to the
rounding of the file: a hundredth of a point for a probability. `detente fit --pairs` writes them.
No row of a source is in the file.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import MissingData
from detente.files import write_atomically
from detente.forecast.pair_figures import KINDS_OF_TIE, Chances, Driver, PartnershipForecast
from detente.forecast.settings import HORIZONS
from detente.history.reference_classes import OUTCOMES
from detente.records import Array

_FILE = "pairs.npz"
ROUNDING = 1e-4  # of a probability
_MISSING = 2**16 - 1  # no such outcome
_DIGITS = 4  # of a driver


@cache
def shipped_forecasts() -> tuple[PartnershipForecast, ...]:
    """Every partnership, the highest risk of rupture within five years first.

    Raises
    ------
    MissingData
        If the file is not shipped.
    """
    file = resources.files("detente").joinpath(f"vintages/{_FILE}")
    if not file.is_file():
        raise MissingData("no forecasts of partnerships are shipped; run `detente fit --pairs`")
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
        return tuple(_read(dict(held)))


def write_shipped_forecasts(forecasts: Sequence[PartnershipForecast], folder: Path) -> None:
    """Write forecasts in one step.

    Parameters
    ----------
    forecasts : sequence of PartnershipForecast
        Each with its outcomes, in any order.
    folder : Path
        Of the vintages.
    """
    buffer = BytesIO()
    held: dict[str, Any] = _arrays(sorted(forecasts, key=lambda f: (-f.p[5][0], f.ccodes)))
    np.savez_compressed(buffer, **held)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / _FILE, buffer.getvalue())


def _arrays(forecasts: Sequence[PartnershipForecast]) -> dict[str, Array]:
    """What is in the file, by name; probabilities as (outcomes, horizons, 3, n) hundredths of a
    point, so that like numbers are next to each other, which halves the file."""
    names = sorted({driver.name for f in forecasts for driver in f.drivers})
    drivers = [f.drivers for f in forecasts]
    return {
        "unit": np.array([a * 1000 + b for a, b in (f.ccodes for f in forecasts)], dtype=np.int32),
        "ties": np.array([[kind in f.ties for kind in KINDS_OF_TIE] for f in forecasts]),
        "far": np.array([f.far for f in forecasts]),
        "p": np.array([[_steps(f.outcomes.get(o)) for o in OUTCOMES] for f in forecasts])
        .transpose(1, 2, 3, 0)
        .astype(np.uint16),
        "names": np.array(names),
        "driver": np.array([[names.index(d.name) for d in own] for own in drivers], dtype=np.uint8),
        "value": np.array(
            [[np.nan if d.value is None else d.value for d in own] for own in drivers],
            dtype=np.float32,
        ).round(_DIGITS),
        "effect": np.array([[d.effect for d in own] for own in drivers]).round(_DIGITS),
    }


def _steps(chances: Chances | None) -> Array:
    """Mean, low and high by horizon in steps of `ROUNDING`, shape (5, 3)."""
    if chances is None:
        return np.full((len(HORIZONS), 3), _MISSING)
    return np.round(np.array([chances[h] for h in HORIZONS]) / ROUNDING)


def _read(held: dict[str, Any]) -> Iterator[PartnershipForecast]:
    names, chances = held["names"].tolist(), _read_chances(held["p"])
    columns = (held[key].tolist() for key in ("unit", "ties", "far", "driver", "value", "effect"))
    for unit, tied, far, driver, value, effect, outcomes in zip(*columns, chances, strict=True):
        yield PartnershipForecast(
            ccodes=(unit // 1000, unit % 1000),
            ties=tuple(kind for kind, there in zip(KINDS_OF_TIE, tied, strict=True) if there),
            p=outcomes[RUPTURE],
            drivers=tuple(
                Driver(name=names[k], value=None if isnan(v) else v, effect=e)
                for k, v, e in zip(driver, value, effect, strict=True)
            ),
            outcomes=outcomes,
            far=far,
        )


def _read_chances(steps: Array) -> Iterator[dict[OutcomeId, Chances]]:
    """Outcomes of every pair, from an array of shape (outcomes, horizons, 3, n)."""
    known = (steps[:, 0, 0] != _MISSING).T.tolist()
    p = np.round(steps * ROUNDING, 4).transpose(3, 0, 1, 2).tolist()
    for there, own in zip(known, p, strict=True):
        yield {
            outcome: {h: (m, a, b) for h, (m, a, b) in zip(HORIZONS, one, strict=True)}
            for outcome, one, at_risk in zip(OUTCOMES, own, there, strict=True)
            if at_risk
        }
