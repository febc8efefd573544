"""Reliability of several models side by side, in the same bins of forecast probability."""

from collections.abc import Mapping
from typing import Any

from detente.brief.charts.theme import BLUE, MUTED, Spec, wrap

_WIDTH = 175  # pixels of one panel


def calibration_panels(bins: Mapping[str, list[dict[str, Any]]], title: str) -> Spec:
    """Forecast against observed share, one panel for each model, with 95 % intervals.

    Both axes are square roots of probabilities, on which one per cent is not next to nothing.

    Parameters
    ----------
    bins : mapping of str to list of dict
        Label of a model and its bins, as `detente.backtest.reliability.Bin`.
    title : str
        Title of the chart.
    """
    ends = (b[end] for model in bins.values() for b in model for end in ("high", "forecast"))
    top = min(1.0, 1.05 * max(ends))
    words = "; ".join(f"{label}: {bins_in_words(model)}" for label, model in bins.items())
    return {
        "title": title,
        "description": f"Dots on the diagonal are calibrated. {words}.",
        "hconcat": [_panel(label, model, top) for label, model in bins.items()],
    }


def bins_in_words(bins: list[dict[str, Any]]) -> str:
    """Forecast and observed share of every bin."""
    return ", ".join(f"{b['forecast']:.1%} forecast and {b['observed']:.1%} observed" for b in bins)


def _panel(label: str, bins: list[dict[str, Any]], top: float) -> Spec:
    x, y = _axis("forecast", "Forecast", top), _axis("observed", "Observed", top)
    line = {"type": "line", "color": MUTED, "strokeDash": [4, 4]}
    ends = {"x": _axis("x", "Forecast", top), "y": _axis("x", "Observed", top)}
    rule = {"x": x, "y": _axis("low", "Observed", top), "y2": {"field": "high"}}
    return {
        "title": {"text": wrap(label, 26).splitlines(), "fontSize": 12},
        "data": {"values": bins},
        "width": _WIDTH,
        "height": _WIDTH,
        "layer": [
            {"data": {"values": [{"x": 0}, {"x": top}]}, "mark": line, "encoding": ends},
            {"mark": {"type": "rule", "color": BLUE}, "encoding": rule},
            {
                "mark": {"type": "point", "filled": True, "size": 45, "color": BLUE},
                "encoding": {"x": x, "y": y},
            },
        ],
    }


def _axis(field: str, title: str, top: float) -> Spec:
    ticks = [t for t in (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0) if t <= top]
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"type": "sqrt", "domain": [0, top], "nice": False},
        "axis": {"title": title, "format": ".0%", "values": ticks},
    }
