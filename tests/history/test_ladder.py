"""The ladder of outcomes on the real data: known pairs, coverage, risk sets, and no hindsight."""

import numpy as np
import pytest

from detente.data import store
from detente.data.sql import sql
from detente.history.covariates import ALIGNMENT, RIVAL, TREATY
from detente.history.drift import alignments
from detente.history.events import PAIR_OUTCOMES, event_years
from detente.history.ladder_years import by_outcome, ladder_population
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.reference_classes import OUTCOMES
from detente.panel.measures.un_agreement import WITHIN_ITS_YEAR, votes_of_pairs
from detente.panel.tables import Tables
from detente.registry import sources

USA, UK, FRANCE, GERMANY, RUSSIA, CHINA, JAPAN, INDIA, PAKISTAN = (
    2, 200, 220, 255, 365, 710, 740, 750, 770,
)  # fmt: skip


@pytest.fixture(scope="module")
def past(real_store):
    return event_years(Tables(), past=True)


@pytest.fixture(scope="module")
def ladder(real_store):
    return by_outcome(*ladder_population())


def years(past, outcome, one, other, first, last):
    unit, year = past[outcome]
    mine = year[unit == one * 1000 + other]
    return mine[(mine >= first) & (mine <= last)].tolist()


@pytest.mark.parametrize("year", [1961, 1994, 2008])
def test_the_alignment_of_a_year_needs_no_vote_of_the_next(real_store, year):
    """Sessions of these years resumed in the next; the votes known by then give the same counts."""

    def counts(tables, counted):
        with store.database("votes") as connection:
            relation = votes_of_pairs(connection, tables, counted)
            return set(relation.filter(f"year = {year}").fetchall())

    known = counts(Tables(year), sql("true"))
    assert len(known) > 1000
    assert counts(Tables(), WITHIN_ITS_YEAR) == known
    assert counts(Tables(), sql("true")) != known


def test_american_and_russian_displays_of_1999_and_2000_are_strain_and_no_rupture(past):
    assert years(past, "strain", USA, RUSSIA, 1999, 2000) == [1999, 2000]
    assert years(past, "rupture", USA, RUSSIA, 1986, 2006) == []


def test_kargil_is_force(past):
    assert years(past, "force", INDIA, PAKISTAN, 1999, 1999) == [1999]


def test_shots_at_a_freighter_are_no_rupture_of_china_and_russia(past):
    assert years(past, "rupture", RUSSIA, CHINA, 1987, 2012) == []
    assert 2009 in years(past, "strain", RUSSIA, CHINA, 1987, 2012)


def test_france_and_germany_have_nothing_since_the_war_but_treaties(past):
    for outcome in ("rupture", "strain", "suspension", "drift"):
        assert years(past, outcome, FRANCE, GERMANY, 1946, 2019) == []


def test_the_alliance_that_was_strengthened_in_1905_was_not_suspended(past):
    assert years(past, "suspension", UK, JAPAN, 1902, 1922) == []


def test_rupture_is_rivalry_or_force(past):
    key = {name: set((past[name][0] * 10_000 + past[name][1]).tolist()) for name in PAIR_OUTCOMES}
    assert key["rupture"] == key["rivalry"] | key["force"]


def test_every_outcome_has_a_card(real_store):
    assert set(OUTCOME_CARDS) == {*PAIR_OUTCOMES, "treaty"} >= set(OUTCOMES)


@pytest.mark.parametrize("outcome", OUTCOME_CARDS)
def test_an_outcome_is_known_as_long_as_its_data_sets(outcome):
    card = OUTCOME_CARDS[outcome]
    ends = [sources()[name].coverage[1] for name in card.sources]
    newest = {"rivalry": 2015}  # the last one that began; the list itself goes on to 2020
    assert card.last == newest.get(card.id, min(ends))


@pytest.mark.parametrize("outcome", PAIR_OUTCOMES)
def test_no_row_ends_after_the_coverage_of_its_outcome(ladder, outcome):
    rows, last = ladder[outcome], OUTCOME_CARDS[outcome].last
    assert rows.stop.max() == last
    assert (rows.year <= last + 1).all()
    assert (rows.stop >= rows.year - 1).all()
    assert (rows.ending(1, 1) == 1).sum() > 50


def test_rivals_and_recent_rivals_are_not_at_risk_of_rivalry(ladder):
    rows = ladder["rivalry"]
    assert (rows.x[:, rows.names.index(RIVAL)] == 0).all()
    since = rows.x[:, rows.names.index("log years since rivalry")]
    assert np.nanmin(np.expm1(since)) > 5.9
    assert (ladder["rupture"].x[:, rows.names.index(RIVAL)] == 1).any()


def test_a_suspension_needs_a_treaty(ladder):
    rows = ladder["suspension"]
    assert (rows.x[:, rows.names.index(TREATY)] == 1).all()


def test_the_first_of_both_kinds_is_the_rupture(ladder):
    rupture, force = ladder["rupture"], ladder["force"]
    assert np.array_equal(rupture.unit, force.unit)
    assert np.array_equal(rupture.year, force.year)
    assert (rupture.stop <= force.stop)[force.cause == 1].all()


def test_covariates_know_nothing_of_later_years(ladder, real_store):
    origin = 1975
    then, _ = ladder_population(origin - 1)
    whole = ladder["rupture"].where(ladder["rupture"].year <= origin)
    old = then.where(then.year <= origin)
    assert np.array_equal(old.unit * 10_000 + old.year, whole.unit * 10_000 + whole.year)
    off = ~np.isclose(old.x, whole.x, equal_nan=True)
    assert [name for name, bad in zip(old.names, off.any(axis=0), strict=True) if bad] == []


def test_votes_of_a_pair_are_its_alignment_up_to_the_year_before(ladder):
    """By hand from the alignments themselves, for every year of Americans and Russians."""
    with store.database("alignments") as connection:
        found = connection.execute(
            f"SELECT year, alignment, earlier, spread FROM ({alignments(Tables())}) "
            f"WHERE (ccode1, ccode2) = ({USA}, {RUSSIA}) ORDER BY year"
        ).fetchall()
    votes = {y: (a, (earlier - a) / spread) for y, a, earlier, spread in found if earlier}
    rows = ladder["rupture"]
    mine = rows.where((rows.unit == USA * 1000 + RUSSIA) & (rows.year > 1955) & (rows.year < 2012))
    columns = [mine.names.index(name) for name in ALIGNMENT[:4]]
    assert mine.year.size > 20
    for year, known in zip(mine.year.tolist(), mine.x[:, columns].tolist(), strict=True):
        (level, fall), (_, before) = votes[year - 1], votes[year - 2]
        below = int(fall > 1) + int(fall > 1 and before > 1)
        assert known == pytest.approx([1, level, fall, below], abs=1e-5), year


def test_without_votes_nothing_is_said_of_them(ladder):
    """No pair had voted before 1946; the level is known two years before the fall."""
    rows = ladder["rupture"]
    votes = rows.x[:, [rows.names.index(name) for name in ALIGNMENT]]
    assert not votes[rows.year <= 1946].any()
    assert (votes[votes[:, 0] == 0][:, 2:] == 0).all()
    assert 0.5 < votes[rows.year == 2000, 0].mean() <= 1
