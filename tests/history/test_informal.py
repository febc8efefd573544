"""Informal ties and their spells: worlds made by hand, counts by brute force, a second program."""

from datetime import date

import forecast_kit as kit
import numpy as np
import pytest

from detente.data.sql import Sql
from detente.forecast.data_case.build import data_case
from detente.forecast.data_case.request import ask
from detente.history import informal_ties
from detente.history.class_ages import PairRecord, pair_records
from detente.history.dyad_spells import DyadHistory
from detente.history.informal_names import AGREEMENTS, ALIGNED, COMMON_ENEMIES, INFORMAL
from detente.history.informal_spells import informal_spells
from detente.history.informal_ties import ON, Bond
from detente.history.informal_ties import informal_ties as ties_of
from detente.history.treaty_spells import of_line

USA, UK, ITALY, RUSSIA = 2, 200, 325, 365
RIVALRIES = [
    (UK, RUSSIA, 1816, 1956),
    (USA, RUSSIA, 1945, 1989),
    (ITALY, RUSSIA, 1900, 1930),
    (USA, 740, 1900, 2020),
    (UK, 740, 1930, 2020),
]
SIGNED = [(UK, USA, 1990), (USA, UK, 1985), (USA, ITALY, 2001)]
DISPUTES = [(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]
VOTES = {  # alignment by year, and whether an earlier level is known
    (USA, UK): {y: 0.1 for y in (1960, 1961, 1962, 1963, 1965, 1966)} | {1967: -0.1, 1968: 0.1},
    (USA, ITALY): {2010: -0.1} | dict.fromkeys(range(2015, 2020), 0.2),
    (UK, ITALY): dict.fromkeys((1970, 1971, 1974, 1975, 1976, 1977), 0.2),
}


class Sources:
    """Stands for `Tables`: SQL of the rows above up to a year."""

    def __init__(self, cutoff=2019):
        self.cutoff = cutoff

    def __getitem__(self, source):
        rows, columns, year = {
            "tss-rivalries": (RIVALRIES, 'ccode1, ccode2, start, "end"', "start"),
            "dcad": (SIGNED, "ccode1, ccode2, signYear", "signYear"),
            "gml-disputes": (
                DISPUTES,
                "ccode1, ccode2, year, midonset, orig1, orig2, hostlev, hostlev1, hostlev2, "
                "fatality1, fatality2",
                "year",
            ),
        }[source]
        return Sql(
            f"(SELECT * FROM (VALUES {_values(rows)}) t({columns}) WHERE {year} <= {self.cutoff})"
        )

    def last(self, years, needs):
        return min(years[1], self.cutoff)


def _values(rows):
    return ", ".join(f"({', '.join(map(str, row))})" for row in rows)


@pytest.fixture
def votes(monkeypatch):
    rows = [(*pair, y, a) for pair, years in VOTES.items() for y, a in years.items()]
    sql = "SELECT *, 0.0::DOUBLE AS earlier FROM (VALUES {}) t(ccode1, ccode2, year, alignment)"
    monkeypatch.setattr(
        informal_ties,
        "alignments",
        lambda tables: Sql(f"FROM ({sql.format(_values(rows))}) WHERE year <= {tables.cutoff}"),
    )


def bonds(pair, name, cutoff=2019):
    found = ties_of(Sources(cutoff)).get(of_line(*pair), [])
    return [(b.onset, b.last) for b in found if b.name == name]


def test_an_enemy_is_common_from_the_later_rivalry_to_the_year_after_the_first_to_end(votes):
    assert bonds((USA, UK), COMMON_ENEMIES) == [(1930, ON), (1945, 1957)]
    assert bonds((UK, ITALY), COMMON_ENEMIES) == [(1900, 1931)]
    assert bonds((USA, ITALY), COMMON_ENEMIES) == []


def test_the_first_agreement_binds(votes):
    assert bonds((USA, UK), AGREEMENTS) == [(1985, ON)]
    assert bonds((USA, ITALY), AGREEMENTS) == [(2001, ON)]


def test_votes_align_a_pair_from_the_third_session_in_a_row_to_the_first_that_is_not_so(votes):
    """There was no session of 1964; after two years without one a run is over."""
    assert bonds((USA, UK), ALIGNED) == [(1962, 1967)]
    assert bonds((UK, ITALY), ALIGNED) == [(1976, 1979)]


def test_what_lasts_to_the_end_of_the_votes_goes_on(votes):
    assert bonds((USA, ITALY), ALIGNED) == [(2017, ON)]


@pytest.mark.parametrize("cutoff", [1931, 1946, 1961, 1962, 1966, 1985, 1986, 2018])
def test_nothing_later_enters_the_ties_of_a_year(votes, cutoff):
    def held(last):
        return {
            (pair, b.name, b.onset)
            for pair, found in ties_of(Sources(last)).items()
            for b in found
            if b.holds(cutoff + 1)
        }

    assert held(cutoff) == held(2019)


def tied(*found, **parts):
    made = tuple(Bond(name=n, onset=a, last=b) for n, a, b in found)
    return PairRecord(bonds=made, **parts)


def test_the_oldest_tie_of_a_kind_counts_and_a_year_begins_after_the_onset():
    r = tied((COMMON_ENEMIES, 1950, 1960), (COMMON_ENEMIES, 1955, ON), (AGREEMENTS, 1958, ON))
    assert r.informal(1950) == {}
    assert r.ages(1951) == {COMMON_ENEMIES: 0}
    assert r.ages(1960) == {COMMON_ENEMIES: 9, AGREEMENTS: 1}
    assert r.ages(1961) == {COMMON_ENEMIES: 5, AGREEMENTS: 2}


def test_a_treaty_or_a_rivalry_leaves_no_room_for_an_informal_tie():
    r = tied((ALIGNED, 1950, ON), treaties=((1960, 1965),), rivalries=((1970, 1975),))
    assert r.informal(1959) == {ALIGNED: 1950}
    assert r.informal(1960) == r.informal(1965) == {}
    assert r.informal(1966) == {ALIGNED: 1950}
    assert r.informal(1971) == r.informal(1976) == {}  # over only when a year has passed
    assert r.informal(1977) == {ALIGNED: 1975}


def test_a_rupture_starts_the_clock_anew():
    r = tied((ALIGNED, 1950, ON), ruptures=(1955,))
    assert r.informal(1955) == {ALIGNED: 1950}
    assert r.informal(1956) == {ALIGNED: 1955}


def test_ties_of_a_later_year_keep_the_age_of_the_record():
    r = tied((AGREEMENTS, 2005, ON), (ALIGNED, 2015, ON))
    assert r.ages(2011) == {AGREEMENTS: 5}
    assert r.ages(2011, now=2020) == {AGREEMENTS: 5, ALIGNED: 0}


PAIR = (2, 20)


def history(outcome="rupture", last=2000, endings=(), ruptures=(), rivalries=()):
    days = [(date(1950, 1, 1), date.max)]
    return DyadHistory(
        rivalries={PAIR: list(rivalries)},
        earlier={},
        members={2: days, 20: days},
        last=last,
        outcome=outcome,
        ruptures={PAIR: set(ruptures)},
        endings={PAIR: set(endings)},
        opposed={},
        together={},
    )


def spells(past, record, name=ALIGNED):
    s = informal_spells(past, {PAIR: record}, name)
    columns = (s.start, s.entry, s.stop, s.cause)
    return [tuple(map(int, row)) for row in zip(*columns, strict=True)]


def test_a_spell_lasts_from_the_onset_to_the_end_of_the_tie():
    assert spells(history(), tied((ALIGNED, 1960, 1970))) == [(1960, 1960, 1970, 0)]
    assert spells(history(), tied((ALIGNED, 1960, ON))) == [(1960, 1960, 2000, 0)]
    assert spells(history(), tied((ALIGNED, 1940, ON))) == [(1940, 1950, 2000, 0)]


def test_a_rupture_ends_a_spell_and_begins_the_next():
    record = tied((ALIGNED, 1960, 1980), ruptures=(1965,))
    assert spells(history(endings=(1965,), ruptures=(1965,)), record) == [
        (1960, 1960, 1965, 1),
        (1965, 1965, 1980, 0),
    ]


def test_strain_ends_a_spell_but_the_pair_goes_on_at_its_age():
    record = tied((ALIGNED, 1960, 1980))
    assert spells(history("strain", endings=(1965, 1966)), record) == [
        (1960, 1960, 1965, 1),
        (1960, 1965, 1966, 1),
        (1960, 1966, 1980, 0),
    ]


def test_a_treaty_interrupts_and_what_comes_under_it_counts_no_more():
    record = tied((ALIGNED, 1960, 1980), treaties=((1966, 1969),))
    assert spells(history(endings=(1967,)), record) == [
        (1960, 1960, 1965, 0),
        (1960, 1969, 1980, 0),
    ]


def test_nobody_is_at_risk_of_rivalry_soon_after_one():
    record = tied((ALIGNED, 1960, 1990), rivalries=((1965, 1970),), ruptures=(1965,))
    past = history("rivalry", endings=(1965,), ruptures=(1965,), rivalries=((1965, 1970),))
    assert spells(past, record) == [(1960, 1960, 1965, 1), (1970, 1976, 1990, 0)]


def world(seed, pairs=60):
    """Pairs with random ties, treaties and ruptures, and a state's history of the same."""
    rng = np.random.default_rng(seed)
    records, ruptures, members = {}, {}, {}
    for k in range(pairs):
        pair = (2 * k + 1000, 2 * k + 1001)
        found, year = [], int(rng.integers(1950, 1970))
        while year < 1995:
            last = year + int(rng.integers(2, 15))
            found.append((ALIGNED, year, last))
            year = last + int(rng.integers(1, 8))
        ruptures[pair] = set(np.flatnonzero(rng.random(60) < 0.06) + 1945)
        treaty = int(rng.integers(1950, 2000))
        records[pair] = tied(
            *found, ruptures=tuple(sorted(ruptures[pair])), treaties=((treaty, treaty + 6),)
        )
        members |= {state: [(date(1955, 1, 1), date.max)] for state in pair}
    past = DyadHistory(
        rivalries={},
        earlier={},
        members=members,
        last=2000,
        outcome="rupture",
        ruptures=ruptures,
        endings=ruptures,
        opposed={},
        together={},
    )
    return past, records


@pytest.mark.parametrize("seed", range(4))
def test_spells_hold_every_year_in_the_class_once(seed):
    """Pairs at risk and ended by age, counted year by year."""
    past, records = world(seed)
    at_risk, ended = np.zeros(60), np.zeros(60)
    for pair, record in records.items():
        for year in range(1956, 2001):
            age = record.ages(year).get(ALIGNED)
            if age is not None:
                at_risk[age] += 1
                ended[age] += year in past.endings[pair]
    s = informal_spells(past, records, ALIGNED)
    ages = np.arange(60)[:, None]
    seen = (s.unseen <= ages) & (s.duration > ages)
    assert at_risk.sum() > 300
    assert ended.sum() > 20
    assert seen.sum(axis=1) == pytest.approx(at_risk)
    last = (s.duration == ages + 1) & (s.cause > 0)
    assert last.sum(axis=1) == pytest.approx(ended)


@pytest.mark.parametrize("seed", range(4))
def test_their_survival_is_that_of_another_program(seed):
    """External: lifelines, Kaplan-Meier with late entry.

    A spell that begins with the onset is at risk from the start: lifelines wants the entries as
    they are.
    """
    lifelines = pytest.importorskip("lifelines")
    s = informal_spells(*world(seed), ALIGNED)
    fitter = lifelines.KaplanMeierFitter().fit(s.duration, s.cause, entry=s.unseen)
    curve = s.curve()
    years = np.arange(1, 15)
    ours = [curve.at(float(y))[0] for y in years]
    assert min(ours) < 0.7
    assert ours == pytest.approx(fitter.survival_function_at_times(years).to_numpy(), abs=1e-9)


def test_what_was_known_when_a_year_began_is_the_same_without_the_later_years():
    past, records = world(9)
    known = informal_spells(past, records, ALIGNED).known(date(1979, 12, 31))
    early = DyadHistory(**{**past.__dict__, "last": 1979})
    short = informal_spells(early, records, ALIGNED)
    for name in ("start", "entry", "stop", "cause"):
        assert getattr(known, name).tolist() == getattr(short, name).tolist()
    assert known.start.size > 50


PAIRS = [
    ("ISR", "SAU", 1995),
    ("USA", "IND", 1995),
    ("GRC", "ISR", 2005),
    ("BRA", "FJI", 2005),
    ("IND", "VNM", 1990),
    ("TUR", "ISR", 2000),
    ("TUR", "QAT", 2010),
    ("CHN", "PAK", 1990),
    ("SWE", "IRL", 1970),
    ("IND", "RUS", 1960),
    ("IRN", "CHN", 2000),
    ("USA", "CHN", 1975),
]


@pytest.fixture(scope="module")
def records(real_store):
    return pair_records(informal=True)


@pytest.mark.parametrize(("one", "other", "year"), PAIRS)
def test_a_case_from_data_is_in_the_classes_of_its_pair(records, one, other, year):
    asked = ask(one, other, date(year, 1, 1))
    stated = kit.reference_matches(data_case(asked))
    found = records[of_line(*asked.codes)].ages(year)
    informal = {name: age for name, age in found.items() if name in INFORMAL}
    assert {n: a for n, (a, _) in stated.items() if n in INFORMAL} == pytest.approx(
        informal, abs=0.01
    )


def test_every_informal_class_is_among_the_pairs_compared(records):
    found = set()
    for one, other, year in PAIRS:
        asked = ask(one, other, date(year, 1, 1))
        found |= records[of_line(*asked.codes)].informal(year).keys()
    assert found == set(INFORMAL)


def test_beyond_the_disputes_a_case_has_the_informal_classes_of_its_pair(records):
    for one, other in (("ISR", "SAU"), ("GRC", "ISR"), ("TUR", "QAT"), ("BRA", "FJI")):
        asked = ask(one, other, date(2016, 1, 1))
        stated = kit.reference_matches(data_case(asked))
        found = records[of_line(*asked.codes)].ages(2011, now=2016)
        informal = {name: age for name, age in found.items() if name in INFORMAL}
        assert {n: a for n, (a, _) in stated.items() if n in INFORMAL} == pytest.approx(
            informal, abs=0.01
        )
