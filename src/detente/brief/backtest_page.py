"""The report of a backtest as one self-contained HTML page."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.brief.charts.backtest import model_skill
from detente.brief.charts.calibration import calibration_panels
from detente.brief.charts.theme import figure
from detente.brief.html import environment

_HALF = 0.5


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
    labels = _labels(document)
    figures = {}
    for t in document["targets"]:
        key = f"{t['id']}-{t['horizon']}"
        calibration = t["calibration"].items()
        bins = {labels[t["id"]][model]: fit["bins"] for model, fit in calibration}
        title = f"{t['label']}: forecast and observed, by model"
        figures[f"reliability-{key}"] = figure(calibration_panels(bins, title))
        figures[f"models-{key}"] = figure(model_skill(document, t["id"], t["horizon"]))
    template = environment().get_template("backtest.html.j2")
    return (
        template.render(
            d=document,
            figures=figures,
            labels=labels,
            bins_of=bins_of,
            above_half=above_half,
        )
        + "\n"
    )


def _labels(document: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Label of every model, by target."""
    labels = {t["id"]: {"detente": "Learned hazards"} for t in document["targets"]}
    for other in document["printed"] + document["baselines"]:
        labels[other["target"]][other["id"]] = other["label"]
    return labels


Row = tuple[tuple[float, float], list[dict[str, Any] | None]]


def bins_of(models: Iterable[list[dict[str, Any]]]) -> Iterator[Row]:
    """Every bin that a model has forecasts in: its ends, and what each model has there.

    Parameters
    ----------
    models : iterable of list of dict
        Bins of each model, as `detente.backtest.reliability.Bin`.
    """
    by_ends = [{(b["first"], b["last"]): b for b in bins} for bins in models]
    for ends in sorted({ends for bins in by_ends for ends in bins}):
        yield ends, [bins.get(ends) for bins in by_ends]


def above_half(bins: list[dict[str, Any]]) -> dict[str, float] | None:
    """Forecasts of one half or more: how many, their mean, and the share that came."""
    high = [b for b in bins if b["first"] >= _HALF]
    n = sum(b["n"] for b in high)
    if not n:
        return None
    mean = {key: sum(b[key] * b["n"] for b in high) / n for key in ("forecast", "observed")}
    return {"n": n, **mean}
