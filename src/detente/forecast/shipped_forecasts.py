"""The forecasts of every partnership alive when the newest vintage's year began, as detente ships.

Each is that of `detente assess A B` on 1 January of that year from the data of the vintage, to the
rounding of the file: a hundredth of a point for a probability, a tenth, which is printed, for the
ends of its interval, a twentieth of a standard deviation for what a lens reads.
`detente fit --pairs` writes them. No row of a source is in the file. It says what the forecasts
were made from, and is not read where that is not what ships today
(`detente.forecast.pairs_made_of`).
"""

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from detente.document.labels import FATES, LABELS, RUPTURE, FateId, OutcomeId
from detente.errors import MissingData
from detente.files import write_atomically
from detente.forecast.pair_figures import (
    KINDS_OF_TIE,
    Chances,
    Driver,
    PartnershipForecast,
    StandardReading,
    at_years_shown,
)
from detente.forecast.pairs_made_of import NEW_YEAR, PROGRAM, made_of, what_differs
from detente.forecast.settings import FATES_AT, HORIZONS
from detente.history.reference_classes import OUTCOMES
from detente.history.vintage import vintages_root
from detente.records import Array

_FILE = "pairs.npz.xz"
ROUNDING = np.array([1e-4, 1e-3, 1e-3])  # of a probability, and of the ends of its interval
_DIGITS, _OF_DRIVER = 4, 2  # after the point: of a probability, of a driver
_MISSING = 2**16 - 1  # no such outcome or horizon
READ_TO = np.array([0.05, 0.01])  # rounding of a lens's reading and of its effect
_SILENT = -(2**15)  # the lens reads nothing
_MADE_OF = "made_of"


def shipped_forecasts() -> tuple[PartnershipForecast, ...]:
    """Every partnership, the highest risk of rupture within five years first.

    They are as a table needs them; `shipped_pair` adds verdict, fates and readings.

    Raises
    ------
    MissingData
        If the file is not shipped, or was made from something else than ships today.
    """
    return _shipped().forecasts


def shipped_pair(codes: tuple[int, int]) -> PartnershipForecast:
    """One partnership, with its verdict, its fates and what each lens reads.

    Parameters
    ----------
    codes : tuple of int
        COW codes of a listed pair, the lower first.

    Raises
    ------
    MissingData
        As of `shipped_forecasts`.
    """
    held, forecasts = _shipped()
    place = next(k for k, forecast in enumerate(forecasts) if forecast.ccodes == codes)
    return _whole(held, place, forecasts[place])


class _Shipped(NamedTuple):
    held: dict[str, Any]  # arrays of the file
    forecasts: tuple[PartnershipForecast, ...]


@cache
def _shipped() -> _Shipped:
    file = vintages_root().joinpath(_FILE)
    if not file.is_file():
        raise MissingData("no forecasts of partnerships are shipped; run `detente fit --pairs`")
    held = _unpacked(file.read_bytes())
    old = what_differs(_made(held))
    if old:
        raise MissingData(
            f"{_FILE}: the forecasts of partnerships were made from other {' and '.join(old)} than "
            "detente has now; run `detente fit --pairs`"
        )
    return _Shipped(held, tuple(_read(held)))


def shipped_made_of() -> dict[str, Any]:
    """What the shipped forecasts were made from; empty where they do not say."""
    return _made(_unpacked(vintages_root().joinpath(_FILE).read_bytes()))


def read_forecasts(data: bytes) -> tuple[PartnershipForecast, ...]:
    """The forecasts in the content of a file of `write_shipped_forecasts`."""
    held = _unpacked(data)
    return tuple(_whole(held, place, one) for place, one in enumerate(_read(held)))


def write_shipped_forecasts(forecasts: Sequence[PartnershipForecast], folder: Path) -> None:
    """Write forecasts in one step, and what they were made from.

    Parameters
    ----------
    forecasts : sequence of PartnershipForecast
        Each with its outcomes, in any order.
    folder : Path
        Of the vintages.
    """
    from detente.forecast.made_up_pair import made_up_chances  # with all lenses, to read none

    made = made_of() | {PROGRAM: made_up_chances(NEW_YEAR)}
    held = _arrays(sorted(forecasts, key=lambda f: (-f.p[5][0], f.ccodes)))
    buffer = BytesIO()
    np.savez(buffer, **{_MADE_OF: np.array(json.dumps(made))}, **held)  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / _FILE, lzma.compress(buffer.getvalue(), preset=9))


def _unpacked(data: bytes) -> dict[str, Any]:
    with np.load(BytesIO(lzma.decompress(data)), allow_pickle=False) as held:
        return dict(held)


def _made(held: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(str(held[_MADE_OF])) if _MADE_OF in held else {}
    return made


def _arrays(forecasts: Sequence[PartnershipForecast]) -> dict[str, Array]:
    """What is in the file, by name; probabilities as (outcomes, horizons, 3, n) steps of
    `ROUNDING`, so that like numbers are next to each other, which makes the file smaller."""
    drivers = [f.drivers for f in forecasts]
    names = sorted({driver.name for own in drivers for driver in own})
    steps = np.array([[_steps(p) for p in _ladder(f)] for f in forecasts], dtype=np.uint16)
    return {
        "unit": np.array([a * 1000 + b for a, b in (f.ccodes for f in forecasts)], dtype=np.int32),
        "ties": np.array([[kind in f.ties for kind in KINDS_OF_TIE] for f in forecasts]),
        "p": steps.transpose(1, 2, 3, 0),
        "names": np.array(names),
        "driver": np.array([[names.index(d.name) for d in own] for own in drivers], dtype=np.uint8),
        "value": np.array(
            [[np.nan if d.value is None else d.value for d in own] for own in drivers]
        )
        .round(_OF_DRIVER)
        .astype(np.float32),
        **_fate_arrays(forecasts),
        **_reading_arrays(forecasts),
        "effect": np.round(
            np.array([[d.effect for d in own] for own in drivers]) * 10**_OF_DRIVER
        ).astype(np.int16),
    }


def _ladder(forecast: PartnershipForecast) -> Iterator[Chances]:
    """Chances by outcome; those of rupture at every horizon."""
    for outcome in OUTCOMES:
        yield forecast.p if outcome == RUPTURE else forecast.outcomes.get(outcome, {})


def _steps(chances: Chances) -> Array:
    """Mean, low and high by horizon in steps of `ROUNDING`, shape (5, 3)."""
    out = np.full((len(HORIZONS), len(ROUNDING)), float(_MISSING))
    for i, horizon in enumerate(HORIZONS):
        if horizon in chances:
            out[i] = np.round(np.array(chances[horizon]) / ROUNDING)
    return out


def _fate_arrays(forecasts: Sequence[PartnershipForecast]) -> dict[str, Array]:
    """Means of the first and third fate, which with P(rupture) give the others, and all ends."""
    chances = np.array([[f.fates[fate] for fate in FATES] for f in forecasts])
    means = _rounded(chances[:, ::2, 0] / ROUNDING[0])
    ends = _rounded(chances[:, :, 1:] / ROUNDING[1:])
    return {
        "fate": means.T.astype(np.uint16),
        "fate_ends": ends.transpose(1, 2, 0).astype(np.uint16),
        "label": np.array([LABELS.index(f.label) for f in forecasts if f.label], dtype=np.uint8),
    }


def _rounded(steps: Array) -> Array:
    """Whole steps; what is not zero does not become it."""
    return np.where(steps > 0, np.maximum(np.round(steps), 1), 0)


def _reading_arrays(forecasts: Sequence[PartnershipForecast]) -> dict[str, Array]:
    """What each lens reads of each pair, and its effect, in steps of `READ_TO`: (lenses, 2, n)."""
    names = sorted({reading.lens for f in forecasts for reading in f.readings})
    steps = np.full((len(names), 2, len(forecasts)), _SILENT, dtype=np.int16)
    for k, forecast in enumerate(forecasts):
        for one in forecast.readings:
            read = np.array([one.deviations, one.effect]) / READ_TO
            steps[names.index(one.lens), :, k] = np.round(read)
    return {"lenses": np.array(names), "readings": steps}


def _read(held: dict[str, Any]) -> Iterator[PartnershipForecast]:
    names, chances = held["names"].tolist(), _read_chances(held["p"])
    columns = [held[key].tolist() for key in ("unit", "ties", "driver")]
    values = held["value"].astype(float).round(_OF_DRIVER).tolist()
    effects = (held["effect"] / 10**_OF_DRIVER).tolist()
    for unit, tied, driver, value, effect, own in zip(
        *columns, values, effects, chances, strict=True
    ):
        yield PartnershipForecast(
            ccodes=(unit // 1000, unit % 1000),
            ties=tuple(kind for kind, there in zip(KINDS_OF_TIE, tied, strict=True) if there),
            p=own[RUPTURE],
            drivers=tuple(
                Driver(name=names[k], value=None if isnan(v) else v, effect=e)
                for k, v, e in zip(driver, value, effect, strict=True)
            ),
            outcomes={outcome: at_years_shown(chances) for outcome, chances in own.items()},
        )


def _whole(held: dict[str, Any], place: int, forecast: PartnershipForecast) -> PartnershipForecast:
    """The forecast of a pair with its verdict, fates and readings."""
    return replace(
        forecast,
        label=LABELS[held["label"][place]],
        fates=_fates(held, place, forecast.p[FATES_AT][0]),
        readings=tuple(sorted(_readings(held, place), key=lambda one: -abs(one.effect))),
    )


def _fates(
    held: dict[str, Any], place: int, rupture: float
) -> dict[FateId, tuple[float, float, float]]:
    """Fates that sum to one, and of which the last two sum to P(rupture within ten years)."""
    fixture, convenience = np.round(held["fate"][:, place] * ROUNDING[0], _DIGITS).tolist()
    ends = np.round(held["fate_ends"][:, :, place] * ROUNDING[1:], _DIGITS).tolist()
    stays, fades = min(fixture, 1 - rupture), min(convenience, rupture)
    means = np.round((stays, 1 - rupture - stays, fades, rupture - fades), _DIGITS).tolist()
    return {
        fate: (mean, min(low, mean), max(high, mean))
        for fate, mean, (low, high) in zip(FATES, means, ends, strict=True)
    }


def _readings(held: dict[str, Any], place: int) -> Iterator[StandardReading]:
    steps = held["readings"][:, :, place]
    read = np.round(steps * READ_TO, _OF_DRIVER).tolist()
    for lens, there, (deviations, effect) in zip(
        held["lenses"].tolist(), (steps[:, 0] != _SILENT).tolist(), read, strict=True
    ):
        if there:
            yield StandardReading(lens=lens, deviations=deviations, effect=effect)


def _read_chances(steps: Array) -> Iterator[dict[OutcomeId, Chances]]:
    """Outcomes of every pair, from an array of shape (outcomes, horizons, 3, n)."""
    p = np.round(steps.transpose(3, 0, 1, 2) * ROUNDING, _DIGITS)
    p = np.clip(p, ROUNDING / 4, 1 - ROUNDING / 4)  # rounded to 0 or 1, which it is not
    p[..., 1], p[..., 2] = np.minimum(p[..., 1], p[..., 0]), np.maximum(p[..., 2], p[..., 0])
    there = (steps[:, :, 0] != _MISSING).transpose(2, 0, 1)
    for known, own in zip(there.tolist(), p.tolist(), strict=True):
        yield {
            outcome: {
                h: (one[0], one[1], one[2])
                for h, one, stated in zip(HORIZONS, rows, at, strict=True)
                if stated
            }
            for outcome, rows, at in zip(OUTCOMES, own, known, strict=True)
            if any(at)
        }
