"""The page of a pulse, its charts and its words: what the document holds, and safely."""

import re

import pytest
from pulse_kit import a_pulse, change, part, series

from detente.brief.blocks import Chart, Table
from detente.brief.charts.pulse import _heights, pulse_chart, whole
from detente.brief.charts.theme import svg
from detente.brief.html import write
from detente.brief.pulse import brief
from detente.brief.pulse_words import pulse_summary, standing_word, value_and_range
from detente.document.part import Interval
from detente.document.pulse import PulseStanding


@pytest.fixture(scope="module")
def pulse():
    return a_pulse()


def blocks(page):
    return [b for s in page.sections for b in s.blocks]


def test_every_chart_has_a_table_with_its_months(pulse):
    every = blocks(brief(pulse))
    tables = {b.id: b for b in every if isinstance(b, Table)}
    charts = [b for b in every if isinstance(b, Chart)]
    assert len(charts) == 2
    for drawn, feed in zip(charts, pulse.feeds, strict=True):
        rows = tables[drawn.table].rows
        assert [r.cells[0][0].text for r in rows] == [m.month for m in reversed(feed.months)]
        assert "2022-01: conflict up, 0.40 to 0.80, probability 97%" in drawn.alt
    ids = [b.id for b in every if isinstance(b, Table)]
    assert len(ids) == len(set(ids))


def test_a_gap_breaks_the_line_and_is_no_bar(pulse):
    spec = pulse_chart(pulse, pulse.feeds[0])
    level, *_, bars = spec["vconcat"]
    (gap,) = (r for r in level["data"]["values"] if r["month"] == "2018-11")
    assert gap["mean"] is None
    assert "2018-11" not in {r["month"] for r in bars["data"]["values"]}
    assert min(r["events"] for r in bars["data"]["values"]) < 0  # conflict goes down


@pytest.mark.parametrize("months", [1, 2, 3])
def test_the_bars_of_a_few_months_fill_the_axis_and_no_more(pulse, months):
    feed = pulse.feeds[0]
    last = feed.months[months - 1].month
    short = {"months": feed.months[:months], "last": last, "changes": []}
    few = feed.model_copy(update=short)
    drawing = svg(pulse_chart(pulse.model_copy(update={"feeds": [few]}), few))
    assert float(re.search(r'viewBox="0 0 (\d+)', drawing)[1]) < 850
    drawn = re.search(r'"rect mark container">(.*?)</g>', drawing)[1]
    bars = re.findall(r'd="M([\d.]+),[-\d.]+h([\d.]+)v', drawn)
    assert len(bars) == 4 * months
    assert max(float(at) + float(width) for at, width in bars) == pytest.approx(720, abs=2)
    assert sum(float(width) for _, width in bars) / 4 == pytest.approx(720, abs=2 * months)
    assert drawing.count('stroke-width="6"') == 3 * (months == 1)  # intervals that no band shows


def test_labels_of_changes_that_are_near_stand_one_above_the_other():
    span = ["2018-01", "2024-02"]
    months = ["2018-05", "2018-08", "2018-10", "2019-06", "2022-02"]
    assert list(_heights(months, span).values()) == [0, 1, 2, 0, 0]


def test_hindsight_is_said_on_every_form():
    seen = a_pulse(view="hindsight")
    assert "HINDSIGHT" in brief(seen).dateline
    assert "in hindsight" in pulse_chart(seen, seen.feeds[0])["description"]
    assert all("(in hindsight)" in p["title"]["text"] for p in whole(seen)["vconcat"])


def test_text_of_a_feed_is_escaped_and_its_addresses_are_links():
    short = a_pulse(feeds=1).model_copy(update={"feeds": [part(series(1, gap=()))]})
    page = write(brief(short))
    assert page.startswith("<!doctype html>")
    assert "c=&lt;2&gt;" in page
    assert "<2>" not in page
    assert re.search(r'href="https://example\.org/a\?b=1&amp;c=', page)


def standing(now):
    usual, value = Interval(mean=3, low=2, high=5), Interval(mean=now, low=now, high=now)
    return PulseStanding(of="level", month="2020-01", now=value, usual=usual, months=60, lower=9)


def test_high_and_low_are_those_beyond_the_usual_range():
    assert [standing_word(standing(x)) for x in (5.1, 5, 3, 2, 1.9)] == [
        *("high", "usual", "usual", "usual", "low")
    ]


def test_what_has_too_few_months_says_so():
    short = a_pulse(feeds=1).model_copy(update={"feeds": [part(series(6, gap=()))]})
    assert pulse_summary(short) == ["2018-06: too few months or events to say what is usual."]


def test_values_are_written_one_way():
    r = Interval(mean=0.0004, low=0, high=0.2)
    assert value_and_range("level", r) == "<0.01 (0.00-0.20)"
    assert value_and_range("talk", r) == "<1% (0-20)"
    assert value_and_range("talk", None) == "–"


def test_the_notebook_shows_the_changes():
    text = a_pulse()._repr_html_()
    assert "<td>conflict up</td><td>2022-01</td><td>97%</td>" in text
    assert change().days[0].mentions == 310
