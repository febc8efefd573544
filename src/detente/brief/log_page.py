"""The track record of a ledger as one self-contained HTML page."""

from typing import Any

from detente.brief.charts.backtest import calibration
from detente.brief.charts.theme import figure
from detente.brief.html import environment


def page(found: dict[str, Any], questions: list[dict[str, Any]]) -> str:
    """Write the document of `detente.backtest.forecast_log.score` and its questions as HTML."""
    figures = {
        name: figure(calibration(found[name]["reliability"], f"Calibration of the {name}"))
        for name in ("forecasts", "hindcasts")
        if found[name]["n"]
    }
    template = environment().get_template("ledger.html.j2")
    return template.render(d=found, questions=questions, figures=figures) + "\n"
