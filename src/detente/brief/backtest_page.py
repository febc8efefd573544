"""The report of a backtest as one self-contained HTML page."""

from typing import Any

from detente.brief.charts.backtest import model_skill, reliability
from detente.brief.charts.theme import figure
from detente.brief.html import environment


def page(document: dict[str, Any]) -> str:
    """Write the document of `detente.backtest.report.backtest` as HTML.

    Parameters
    ----------
    document : dict
        As ``detente backtest --json`` prints it.

    Returns
    -------
    str
        A complete page without scripts or external files; the same document gives the same page.
    """
    figures = {}
    for t in document["targets"]:
        key = f"{t['id']}-{t['horizon']}"
        figures[f"reliability-{key}"] = figure(reliability(t))
        figures[f"models-{key}"] = figure(model_skill(document, t["id"], t["horizon"]))
    template = environment().get_template("backtest.html.j2")
    return template.render(d=document, figures=figures) + "\n"
