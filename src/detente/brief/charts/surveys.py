"""Surveys: shares over time with their margins."""

from datetime import date

from detente.brief.charts.theme import BLUE, INK, Spec, chart, labels, share
from detente.document.assessment import Assessment
from detente.document.case import SurveyPart
from detente.document.percent import percent


@chart("surveys")
def surveys(a: Assessment) -> Spec | None:
    """Shares over time with 95 % margins, one panel for each question; None without any."""
    surveys_shown = [s for s in a.surveys if s.waves]
    if not surveys_shown:
        return None
    words = "; ".join(
        f"{s.label}: "
        + ", ".join(f"{w.date} {percent(w.share)} ± {100 * w.margin:.1f} points" for w in s.waves)
        for s in surveys_shown
    )
    return {
        "title": "Surveys: share of answers over time, 95% margins at the stated design effect",
        "description": f"Lines with error bars, one panel for each question. {words}.",
        "columns": 3,
        "spacing": 36,
        "concat": [_question(s) for s in surveys_shown],
    }


def _question(survey: SurveyPart) -> Spec:
    values: list[Spec] = [
        {
            "when": _years(w.date),
            "share": w.share,
            "text": percent(w.share),
            "low": w.share - w.margin,
            "high": w.share + w.margin,
        }
        for w in survey.waves
    ]
    whens = [v["when"] for v in values]
    x = {
        "field": "when",
        "type": "quantitative",
        "scale": {"domain": [min(whens) - 0.6, max(whens) + 0.6], "nice": False},
        "axis": {"title": "Year", "format": "d", "tickMinStep": 1, "tickCount": 5, "grid": False},
    }
    y = share("share", "Share of answers", 1)
    favours = f"favours {survey.favours}"
    return {
        "title": {"text": labels([("", survey.label)], 28)[0].split("\n"), "subtitle": favours},
        "data": {"values": values},
        "width": 195,
        "height": 170,
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2}},
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 60, "opacity": 1}},
            {
                "mark": {"type": "text", "dy": -14, "fontWeight": "bold"},
                "encoding": {"y": {**y, "field": "high"}, "text": {"field": "text"}},
            },
        ],
    }


def _years(when: date) -> float:
    """A date as a year and its fraction, so that no time zone can move it."""
    return when.year + (when.timetuple().tm_yday - 1) / 365.25
