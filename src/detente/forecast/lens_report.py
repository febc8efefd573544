"""What ``detente lens`` shows: a lens on a case, or over the years of one pair of states."""

from datetime import date
from typing import Any

import numpy as np

from detente.case.model import Case
from detente.data import store
from detente.errors import DataError, UnknownState
from detente.forecast.forecast import forecast_case
from detente.history.lens_series import LensSeries, dyad_series, named_series
from detente.panel.choose import FIRST, LAST, members
from detente.records import NoEvidence
from detente.registry import Lens, lenses
from detente.states.states import State, all_states, resolve


def on_case(lens: Lens, case: Case) -> dict[str, Any]:
    """Reading of a lens on a case, with its claims and its effect on the forecast.

    Parameters
    ----------
    lens : Lens
        The lens.
    case : Case
        The case.

    Returns
    -------
    dict
        ``value``, ``interval``, ``effect`` (log-odds on the yearly hazard) and more, or
        ``no_evidence`` with the reason.
    """
    forecast = forecast_case(case)
    reading = forecast.readings.coded[lens.card.id]
    if isinstance(reading, NoEvidence):
        return {"case": case.id, "no_evidence": reading.reason}
    says = {c.id: c.says for c in case.claims}
    effect = forecast.weights.effect(lens.card, reading)[:, 0]
    return {
        "case": case.id,
        "value": reading.value,
        "interval": list(reading.interval),
        "unit": lens.card.unit,
        "basis": forecast.weights.basis[lens.card.id],
        "effect": float(effect.mean()),
        "effect_interval": [float(x) for x in np.quantile(effect, (0.05, 0.95))],
        "detail": dict(reading.detail()),
        "claims": [{"id": c, "says": says[c]} for c in says if c in set(reading.claims)],
    }


def on_dyad(lens: Lens, states: tuple[str, str], years: tuple[int, int] | None) -> dict[str, Any]:
    """Values of a lens for a pair of states by year, with the distribution over all pairs.

    Parameters
    ----------
    lens : Lens
        The lens.
    states : (str, str)
        Names or codes of the two states; with years, each stands for the state that bore it in
        each of them.
    years : (int, int) or None
        First and last year; all years with a value if None.

    Returns
    -------
    dict
        ``years`` holds one row per year; ``moved`` the changes from the first to the last.

    Raises
    ------
    DataError
        If the two are one state, or have no value in those years.
    MissingData
        If the lens has no historical measure, or a source has not been pulled.
    """
    one, two = (_latest(s, years) for s in states)
    if one.ccode == two.ccode:
        raise DataError(f"'{states[0]}' and '{states[1]}' are one state; wanted two")
    if years:
        series = named_series(lens, states, years)
    else:
        series = dyad_series(lens, (one.ccode, two.ccode))
    if not series.year.size:
        known = dyad_series(lens, (one.ccode, two.ccode)).year
        shown = f"{known[0]} to {known[-1]}" if known.size else "none"
        raise DataError(
            f"{lens.card.id}: no value of {one.name} and {two.name} in these years; "
            f"years with one: {shown}"
        )
    rows = [_row(series, int(k)) for k in range(series.year.size)]
    return {
        "lens": lens.card.id,
        "unit": lens.card.unit,
        "danger": lens.card.danger,
        "states": [one.name, two.name],
        "ccodes": [one.ccode, two.ccode],
        "years": rows,
        "other_releases": store.other_releases(lens.sources()),
        "events_from": _events_from(lens),
        "moved": _moved(rows),
    }


def _events_from(lens: Lens) -> str | None:
    """Label of the loaded event feed that the values were counted from; None if from none."""
    from detente.panel.events import SOURCE, feed_of_years

    feed = feed_of_years() if SOURCE in lens.card.user_sources else None
    if feed is None:
        return None
    from detente.events.feed import feed_named

    return feed_named(feed).label


def _latest(name: str, years: tuple[int, int] | None) -> State:
    """The state that a name stands for on the last day on which it stands for one.

    Without years that of the end of 2000, if there is one.
    """
    if years is None:
        try:
            return resolve(name, date(2000, 12, 31))
        except UnknownState:
            years = FIRST, LAST
    code, _, last = max(members([name], *years), key=lambda span: span[2])
    days = (date(last, 12, 31), date(last, 7, 1), date(last, 1, 1))
    return next(s for day in days for s in all_states(day) if s.ccode == code)


def _row(series: LensSeries, k: int) -> dict[str, Any]:
    row: dict[str, Any] = {"year": int(series.year[k]), "value": float(series.value[k])}
    row |= {
        "world_median": float(series.median[k]),
        "world_low": float(series.low[k]),
        "world_high": float(series.high[k]),
        "above_median": float(series.value[k] - series.median[k]),
    }
    if series.side1 is not None and series.side2 is not None:
        row |= {"side1": float(series.side1[k]), "side2": float(series.side2[k])}
    return row


def _moved(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Change from the first year to the last: of the value, of the world, and of either side."""
    first, last = rows[0], rows[-1]
    return {
        "from": first["year"],
        "to": last["year"],
        **{
            name: last[name] - first[name]
            for name in ("value", "world_median", "side1", "side2")
            if name in first and name in last
        },
    }


def find_lens(name: str) -> Lens:
    """Return the lens with an id.

    Raises
    ------
    DataError
        If there is none; the message names similar ids.
    """
    import difflib

    known = lenses()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}" if near else f"wanted one of {', '.join(known)}"
    raise DataError(f"no lens '{name}'; {hint}")
