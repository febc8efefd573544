"""Start values for the fit of a vintage: the shipped coefficients of the year or the one before.

The penalised likelihood is concave and has one maximum, so that the start decides only how many
steps of Newton's method lead there. A missing file, or one of another model, only costs time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.history.hazard_files import hazard_file
from detente.history.packed_json import read_packed
from detente.records import Array

Near = Sequence[Mapping[str, Array]]  # by stretch: coefficients of each cause (K,), by name


def shipped_near(year: int) -> dict[str, Any]:
    """The shipped hazards of a year, of an earlier fit, or of the year before; empty without any.

    Parameters
    ----------
    year : int
        The vintage to be fitted.
    """
    files = (hazard_file(one) for one in (year, year - 1))
    file = next((file for file in files if file.is_file()), None)
    return dict(read_packed(file)) if file else {}


def near(model: Mapping[str, Any] | None) -> Near:
    """Coefficients of a shipped model, by stretch and name; empty without one.

    The shipped intercepts hold the level of recent years, which is taken out again.

    Parameters
    ----------
    model : mapping or None
        A population or an outcome of the ladder, as a vintage has it.
    """
    if not model:
        return ()
    marked = (f"{model['names'][j]}: missing" for j in model.get("marked", ()))
    names = ("one", *model["names"], *marked)
    return [
        dict(zip(names, _without_level(stretch).T, strict=True)) for stretch in model["stretches"]
    ]


def _without_level(stretch: Mapping[str, Any]) -> Array:
    beta: Array = np.atleast_2d(np.array(stretch["beta"], dtype=float))
    beta[:, 0] -= np.log(stretch["level"])
    return beta


def start_from(known: Mapping[str, Array], names: Sequence[str], base: Array) -> Array:
    """Coefficients to start from.

    Parameters
    ----------
    known : mapping of str to array, shape (K,)
        One stretch of `near`.
    names : sequence of str, length p
        Columns of the design matrix.
    base : array, shape (K, p)
        Coefficients of the columns that ``known`` has not, or has for other causes.

    Returns
    -------
    array of float, shape (K, p)
        A new array.
    """
    start = base.copy()
    for j, name in enumerate(names):
        if name in known and known[name].shape == start[:, j].shape:
            start[:, j] = known[name]
    return start
