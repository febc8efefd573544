"""Charts draw what the document says, offline, in ink that survives a grey printer."""

import re

import pytest

from detente.brief import charts
from detente.brief.charts.calibration import calibration_panels
from detente.brief.charts.theme import BLUE, MUTED, PALE, RUST, evenly


@pytest.fixture(scope="module")
def drawn(documents):
    a = documents["us-russia-2001"]
    return {name: charts.draw(a, name) for name in charts.catalogue()}


def test_every_chart_draws_the_worked_example(drawn):
    assert len(drawn) >= 12
    for name, figures in drawn.items():
        assert figures, name
        for f in figures:
            assert f.svg.startswith("<svg ")
            assert f.svg.count("<path") > 3, name
            assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", f.svg), name
            assert 250 < f.width <= 960, (name, f.width)
            assert f.height < 1200, (name, f.height)


def test_labels_of_the_document_are_in_the_drawing(documents, drawn):
    a = documents["us-russia-2001"]
    for name, labels in {
        "fault-lines": [c.label for c in a.fault_lines],
        "issues": [i.label for i in a.issues],
        "shapley": [s.label for s in a.shapley],
        "bargaining": [b.label for b in a.bargaining],
        "positions": [p.name for i in a.issues for p in i.positions],
        "ledger": [d.what for d in a.ledger.deeds],
    }.items():
        assert labels, name
        svg = " ".join(f.svg for f in drawn[name])
        shown = " ".join(re.findall(r">([^<>]+)</(?:text|tspan)>", svg)).replace("&apos;", "'")
        flat = re.sub(r"\s+", "", shown.replace("&#39;", "'").replace("&amp;", "&"))
        for label in labels:
            assert all(re.sub(r"\s+", "", word) in flat for word in label.split()), (name, label)


def test_every_actor_of_every_issue_is_on_the_map(documents):
    a = documents["us-russia-2001"]
    panels = [p for s in charts.specs(a, "positions") for p in s["concat"]]
    assert len(panels) == len(a.issues)
    for panel, issue in zip(panels, a.issues, strict=True):
        dots = panel["layer"][-1]["data"]["values"]
        assert sorted(d["position"] for d in dots) == sorted(
            p.position.value for p in issue.positions
        )


def test_the_fan_shows_both_branches_of_each_scenario(documents):
    a = documents["us-russia-2001"]
    (spec,) = charts.specs(a, "fan")
    by_id = {c.curve_if[10].mean: c for c in a.conditionals}
    ends = [v for v in spec["data"]["values"] if v["year"] == 10 and v["world"] != "if not"]
    assert len(ends) == 6
    assert all(v["mean"] in by_id for v in ends)


def test_colours_differ_in_grey():
    def grey(colour):
        r, g, b = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert grey(PALE) - max(map(grey, (BLUE, RUST, MUTED))) > 80
    assert abs(grey(BLUE) - grey(RUST)) > 15


@pytest.mark.parametrize("n", [0, 1, 6, 7, 13])
def test_long_lists_are_cut_evenly(n):
    parts = evenly(list(range(n)), 6)
    assert [x for p in parts for x in p] == list(range(n))
    assert all(0 < len(p) <= 6 for p in parts)
    assert max(map(len, parts), default=0) - min(map(len, parts), default=0) <= 1


def test_a_bin_whose_forecast_is_above_its_interval_is_inside_the_panel():
    bins = [{"forecast": 0.36, "observed": 0.04, "low": 0.01, "high": 0.12}]
    (panel,) = calibration_panels({"Ours": bins}, "Reliability")["hconcat"]
    scales = [e["scale"]["domain"][1] for part in panel["layer"] for e in ends_of(part)]
    assert min(scales) > 0.36
    assert len(scales) == 6


def ends_of(layer):
    """The scaled positions of one layer of a chart."""
    return [e for e in layer["encoding"].values() if "scale" in e]
