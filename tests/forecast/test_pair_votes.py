"""Votes of a pair: every year that the store holds, what was known on a day, and who moved."""

import csv
import gzip
from datetime import date
from itertools import combinations

import numpy as np
import pytest

from detente import registry
from detente.app.pair_chart import timeline
from detente.data import pull
from detente.errors import MissingData
from detente.forecast.data_case.of_pair import alignment
from detente.forecast.data_case.request import ask
from detente.forecast.pair_past import PairPast, PastSpan, Series, pair_past
from detente.forecast.pair_votes import pair_votes

HALF = {("Y", "A"): 0.5, ("A", "Y"): 0.5, ("A", "N"): 0.5, ("N", "A"): 0.5}


def votes(one, other, day):
    return pair_votes(ask(one, other, date(*day)))


@pytest.fixture(scope="module")
def by_hand(shared):
    """Agreement of every pair of states in 2025, from the table of votes in plain Python."""
    with gzip.open(shared / "recent" / "unga_votes_2025.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    states = [name for name in rows[0] if len(name) == 3 and name.isupper()]
    agreement = {}
    for a, b in combinations(states, 2):
        cast = [(r[a], r[b]) for r in rows if r[a] and r[b]]
        if cast:
            agreement[a, b] = np.mean([1.0 if x == y else HALF.get((x, y), 0.0) for x, y in cast])
    return agreement


def test_the_last_votes_are_those_of_2025_by_hand(real_store, by_hand):
    def mean(state):
        return np.mean([a for pair, a in by_hand.items() if state in pair])

    for one, other in (("CAN", "USA"), ("CHN", "RUS"), ("ARG", "ISR")):
        shown = votes(one, other, (2026, 6, 1))
        expected = by_hand[one, other] - (mean(one) + mean(other)) / 2
        assert (shown.year, shown.alignment) == (2025, pytest.approx(expected, abs=1e-9))


def test_the_earlier_level_names_its_years_and_a_drift_is_not_judged_from_two(real_store):
    shown = votes("USA", "CAN", (2026, 6, 1))
    assert (shown.earlier_years, shown.drifted) == ([2018, 2019], None)
    before = pair_past("USA", "CAN", date(2026, 6, 1)).series[0].values
    assert before[2025] == pytest.approx(shown.alignment)
    assert shown.earlier == pytest.approx((before[2018] + before[2019]) / 2)


def test_votes_are_known_when_their_year_is_over(real_store):
    assert votes("USA", "CAN", (2025, 12, 31)).year == 2025
    before = votes("USA", "CAN", (2025, 12, 30))
    assert (before.year, before.earlier_years) == (2019, [2012, 2013, 2014, 2015, 2016])
    assert before.drifted is True  # as by the sessions alone
    assert max(pair_past("USA", "CAN", date(2025, 12, 30)).series[0].values) == 2019


def test_who_moved_is_told_apart_from_the_agenda(real_store):
    """Canada voted with more states than before, as all did; the United States left them."""
    shown = votes("CAN", "USA", (2026, 6, 1))
    own, every = shown.with_others, shown.all_pairs
    assert own["United States"].now < 0.5 * own["United States"].earlier
    assert own["Canada"].now > own["Canada"].earlier
    assert every.now > every.earlier
    assert shown.moved["United States"] > 1.4 * shown.moved["Canada"]


def test_forecasts_read_the_sessions_alone(real_store):
    """Their weights were learned on these."""
    assert alignment(ask("USA", "CAN", date(2026, 6, 1)))["known_on"].year == 2019


def test_the_table_of_pairs_stands_in_for_the_votes(shared, tmp_path, real_store, monkeypatch):
    whole = votes("CHN", "RUS", (2026, 6, 1))
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    with pytest.raises(MissingData, match="detente data pull"):
        votes("CHN", "RUS", (2026, 6, 1))
    pull.pull([registry.sources()["un-agreement-2025"]], shared / "recent")
    shown = votes("CHN", "RUS", (2026, 6, 1))
    assert (shown.year, shown.earlier, shown.moved) == (2025, None, {})
    assert shown.alignment == pytest.approx(whole.alignment, abs=1e-3)  # of pairs with 20 votes
    assert votes("CHN", "RUS", (2025, 6, 1)) is None


def test_a_line_ends_where_years_are_missing():
    series = Series(label="votes", values={2018: 0.1, 2019: 0.2, 2025: -0.1})
    span = PastSpan(kind="pact", first=2018, last=2025)
    spec = timeline(PairPast(spans=(span,), series=(series,)), "x")
    (_, line) = spec["vconcat"]
    drawn = [(row["year"], row["value"]) for row in line["data"]["values"]]
    assert drawn == [(2018, 0.1), (2019, 0.2), (2020, None), (2025, -0.1), (2026, None)]
