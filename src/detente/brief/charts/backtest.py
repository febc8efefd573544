"""Backtest: reliability of the forecasts, and skill compared with other models."""

from typing import Any

from detente.brief.charts.theme import BLUE, GRID, MUTED, RUST, Spec, labels, rows


def calibration(r: dict[str, list[float]], title: str) -> Spec:
    """Forecast against observed frequency, in bins of similar forecasts, with 95 % intervals.

    Parameters
    ----------
    r : dict of str to list of float
        ``forecast``, ``observed``, ``low`` and ``high`` of every bin, each 0 to 1.
    title : str
        Title of the chart.
    """
    keys = ("forecast", "observed", "low", "high")
    points = [dict(zip(keys, row, strict=True)) for row in zip(*(r[k] for k in keys), strict=True)]
    top = 1.05 * max(*r["forecast"], *r["high"])
    words = "; ".join(f"forecast {p['forecast']:.1%}, observed {p['observed']:.1%}" for p in points)
    return {
        "title": title,
        "description": f"Dots on the diagonal are calibrated. {words}.",
        "width": 330,
        "height": 250,
        "layer": [
            {
                "data": {"values": [{"x": 0, "y": 0}, {"x": top, "y": top}]},
                "mark": {"type": "line", "color": MUTED, "strokeDash": [4, 4]},
                "encoding": {"x": _axis("x", "Forecast", top), "y": _axis("y", "Observed", top)},
            },
            {
                "data": {"values": points},
                "mark": {"type": "rule", "color": BLUE},
                "encoding": {
                    "x": _axis("forecast", "Forecast", top),
                    "y": _axis("low", "Observed", top),
                    "y2": {"field": "high"},
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 60, "color": BLUE},
                "encoding": {
                    "x": _axis("forecast", "Forecast", top),
                    "y": _axis("observed", "Observed", top),
                },
            },
        ],
    }


def _axis(field: str, title: str, top: float) -> Spec:
    digits = ".0%" if top > 0.1 else ".1%"
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": title, "format": digits, "tickCount": 5},
    }


def _years(horizon: int) -> str:
    return "one year" if horizon == 1 else f"{horizon} years"


def model_skill(document: dict[str, Any], target: str, horizon: int) -> Spec:
    """Brier skill of every model on one target, best first.

    Parameters
    ----------
    document : dict
        As ``detente backtest --json`` prints it.
    target : str
        Id of the target.
    horizon : int
        Years ahead.
    """
    own = [t for t in document["targets"] if (t["id"], t["horizon"]) == (target, horizon)]
    others = document["baselines"] + document["ablations"]
    same_target = [o for o in others if (o["target"], o["horizon"]) == (target, horizon)]
    named = [("detente", "Learned hazards", own[0]["brier_skill"], "detente")]
    named += [(o["id"], o["label"], o["brier_skill"], o["role"]) for o in same_target]
    named.sort(key=lambda row: -row[2])
    names = labels(((id_, label) for id_, label, _, _ in named), 44)
    values = [
        {"row": name, "skill": skill, "role": role}
        for name, (_, _, skill, role) in zip(names, named, strict=True)
    ]
    words = "; ".join(f"{label}: {skill:+.3f}" for _, label, skill, _ in named)
    low, high = min(-0.05, *(v["skill"] for v in values)), max(0.02, *(v["skill"] for v in values))
    x = {
        "field": "skill",
        "type": "quantitative",
        "scale": {"domain": [max(1.1 * low, -0.5), 1.1 * high], "clamp": True},
        "axis": {"title": "Brier skill against the recency-weighted base rate", "format": "+.2f"},
    }
    role = {
        "field": "role",
        "type": "nominal",
        "title": None,
        "scale": {
            "domain": ["detente", "baseline", "challenger", "ablation"],
            "range": [RUST, GRID, "#8fa8c2", BLUE],
        },
        "legend": {"orient": "top"},
    }
    return {
        "title": f"{own[0]['label']}, within {_years(horizon)}: every model",
        "description": f"Bars to the right are better. {words}.",
        "data": {"values": values},
        "width": 440,
        "height": 30 * len(names) + 10,
        "mark": {"type": "bar", "height": 14},
        "encoding": {"y": rows(names), "x": x, "color": role},
    }
