"""The page of a backtest shows the reliability of every model, in all and in each group."""

import re

from detente.brief.backtest_page import above_half, bins_of, page


def bin_(first, last, n, forecast, observed):
    return {"first": first, "last": last, "n": n, "forecast": forecast, "observed": observed,
            "low": observed / 2, "high": (1 + observed) / 2}  # fmt: skip


OURS = [bin_(0.0, 0.5, 90, 0.11, 0.12), bin_(0.5, 0.6, 9, 0.55, 0.44), bin_(0.9, 1, 1, 0.95, 1.0)]
ONLY = [bin_(0.0, 0.5, 100, 0.15, 0.16)]


def document():
    line = {"ece": 0.01, "slope": 1.0, "intercept": 0.0}
    scores = dict.fromkeys(
        ("auc", "average_precision", "brier", "brier_skill", "slope", "ece"), 0.5
    )
    group = {"group": "region", "name": "Atlantis", "n": 100, "events": 13, "mean_forecast": 0.15,
             "observed": 0.13, "auc": 0.7, "brier_skill": 0.1}  # fmt: skip
    group["bins"] = {"as-printed": [bin_(0.5, 1.0, 7, 0.61, 0.57)], "duration-only": ONLY}
    target = scores | {
        "id": "dyad-rupture", "label": "Rupture", "horizon": 5, "years": [1985, 2005], "n": 100,
        "events": 13, "concordance": 0.7, "brier_skill_since_rupture": 0.1, "intervals": {},
        "calibration": {"as-printed": {"bins": OURS, **line},
                        "duration-only": {"bins": ONLY, **line}},
        "by": [group],
    }  # fmt: skip
    other = {"target": "dyad-rupture", "horizon": 5, "brier_skill": 0.0}
    return {
        "protocol": {"detente": "0", "from": 1985, "to": 2005, "origins": "o", "intervals": "i",
                     "seed": 1, "registered": "r", "populations": {}, "sources": {}},
        "targets": [target],
        "printed": [{"id": "as-printed", "label": "As printed", "role": "printed", **other}],
        "baselines": [{"id": "duration-only", "label": "Age alone", "role": "baseline", **other}],
        "ablations": [], "left_out": [],
    }  # fmt: skip


def test_bins_of_models_stand_side_by_side():
    rows = list(bins_of([OURS, ONLY]))
    assert [ends for ends, _ in rows] == [(0.0, 0.5), (0.5, 0.6), (0.9, 1)]
    assert [[cell and cell["n"] for cell in cells] for _, cells in rows] == [
        [90, 100],
        [9, None],
        [1, None],
    ]


def test_forecasts_above_one_half_are_pooled_by_their_number():
    assert above_half(OURS) == {"n": 10, "forecast": (9 * 0.55 + 0.95) / 10, "observed": 0.496}
    assert above_half(ONLY) is None


def test_the_page_shows_every_bin_of_every_model_and_group():
    text = re.sub(r"<[^>]+>|\s", "", page(document()))
    assert "Asprinted" in text
    assert "Agealone" in text
    for cell in ("50%to60%55.0%,44.0%came", "95.0%,100.0%came", "15.0%,16.0%came"):
        assert cell in text, cell
    assert "59%forecast,50%came(n=10)none" in text  # duration alone has no such forecast
    group = text.split("Reliabilitybyregion:Atlantis(13of100)")[1]
    assert "50%to100%61.0%,57.0%came" in group
