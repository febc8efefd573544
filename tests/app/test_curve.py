"""Curves stand where their figures say, and say their figures."""

import re

import pytest

from detente.app.curve import SurvivalLine, draw, stand_alone
from detente.document.part import Interval


def curve(name, *means):
    return SurvivalLine(
        name=name, points=[Interval(mean=m, low=m / 2, high=(1 + m) / 2) for m in means]
    )


def points(svg, kind):
    coordinates = re.search(rf'class="{kind}" points="([^"]+)"', svg)[1]
    return [tuple(map(float, p.split(","))) for p in coordinates.split()]


def test_places_are_proportional_to_figures():
    svg = draw([curve("a", 1, 0.5, 0)], title="t")
    (x0, top), (x1, middle), (x2, bottom) = points(svg, "line line-0")
    assert x1 - x0 == pytest.approx(x2 - x1)
    assert middle - top == pytest.approx(bottom - middle)
    band = points(svg, "band band-0")
    assert len(band) == 6
    ticks = re.findall(r'y="([\d.]+)" text-anchor="end">(\d+)%', svg)
    heights = {int(share): float(y) - 4 for y, share in ticks}
    assert heights[100] == pytest.approx(top)
    assert heights[0] == pytest.approx(bottom)


def test_labels_that_would_touch_are_moved_apart():
    svg = draw([curve("with", 1, 0.5), curve("without", 1, 0.501)], title="t")
    heights = [float(y) for y in re.findall(r'class="label[^>]* y="([\d.]+)"', svg)]
    assert abs(heights[0] - heights[1]) >= 17
    assert "with: 50% at 1 years; without: 50% at 1 years" in svg


def test_a_name_is_text():
    svg = draw([curve("<b>&", 1, 0.5)], title='"><script>')
    assert "<b>" not in svg
    assert "<script" not in svg
    assert "&lt;b&gt;&amp;" in svg


def test_a_drawing_that_stands_alone_has_its_size_and_styles():
    alone = stand_alone(draw([curve("x", 1.0, 0.5)], title="t"))
    assert re.match(
        r'<svg class="curve" [^>]* xmlns="[^"]*/svg" width="640" height="320"><style>', alone
    )
    assert ".curve .line-0 { stroke: #1f4e79" in alone
