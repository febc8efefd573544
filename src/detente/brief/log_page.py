"""The scores of a forecast log as one self-contained HTML page."""

from typing import Any

from detente.brief.charts.backtest import calibration
from detente.brief.charts.theme import figure
from detente.brief.html import environment


def page(scores: dict[str, Any], questions: list[dict[str, Any]]) -> str:
    """Render the scores of a forecast log as HTML.

    Parameters
    ----------
    scores : dict
        Result of `detente.backtest.log_scores.score`.
    questions : list of dict
        The questions of the log, as ``detente forecast-log list --json`` prints them.

    Returns
    -------
    str
        A page without external files.
    """
    figures = {
        name: figure(calibration(scores[name]["reliability"], f"Calibration of the {name}"))
        for name in ("forecasts", "hindcasts")
        if scores[name]["n"]
    }
    template = environment().get_template("forecast_log.html.j2")
    return template.render(d=scores, questions=questions, figures=figures) + "\n"
