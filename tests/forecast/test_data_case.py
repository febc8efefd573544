"""Cases from data: the panel's own facts and readings, nothing later, and a file that passes."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from detente.case.load import build
from detente.case.yaml12 import parse
from detente.data import store
from detente.document.labels import RUPTURE
from detente.errors import DataError, DetenteError, MissingData
from detente.forecast.case_covariates import case_covariates
from detente.forecast.chance import Chance
from detente.forecast.data_case.build import case_document, data_case
from detente.forecast.data_case.of_wars import wars
from detente.forecast.data_case.request import RECENT, ask
from detente.forecast.data_case.text import data_case_text
from detente.forecast.forecast import forecast_case
from detente.forecast.pair_assessment import assessed_pair
from detente.forecast.pair_page import pair_page
from detente.forecast.readings import read_lenses
from detente.forecast.survival_draws import yearly_hazard, yearly_odds
from detente.forecast.world_requests import SharedTables, ask_of
from detente.history import class_ages
from detente.history.class_ages import CLASSES
from detente.history.covariates import OPPOSED, SINCE_RUPTURE, STRAIN, TREATY
from detente.history.lens_weights import load_lens_weights
from detente.history.panel_rows import panel_of_year, panel_rows
from detente.history.pool_share import ALIGNED_LEARNED, UNTIED_SHIFT
from detente.history.reference_classes import REFERENCE_CLASSES
from detente.records import Estimate

PAIRS = [
    ("USA", "RUS", 2001),
    ("FRA", "DEU", 2001),
    ("CHN", "RUS", 2001),
    ("USA", "JPN", 1995),
    ("USA", "PAK", 2001),
    ("IND", "RUS", 1985),
    ("TUR", "RUS", 2005),
    ("ISR", "EGY", 1990),
    ("JPN", "KOR", 2005),
    ("GBR", "JPN", 1905),
]
NAMED = [
    ("USA", "CAN"),
    ("FRA", "DEU"),
    ("USA", "GBR"),
    ("CHN", "RUS"),
    ("USA", "SAU"),
    ("IND", "RUS"),
    ("TUR", "RUS"),
    ("ISR", "EGY"),
    ("JPN", "KOR"),
    ("USA", "PAK"),
]
# what history measures over every third state, a case over those of its coder
SAME_READING = (
    "regime-distance",
    "interdependence",
    "institutions",
    "structural-balance",
    "preference-distance",
    "coalition-change",
    "outside-alliances",
    "power-status",
    "sphere-of-influence",
)


OF_A_YEAR_BEFORE = ("preference-distance", "interdependence", "sphere-of-influence")


@pytest.fixture(scope="module")
def panel(real_store):
    return panel_rows()


def on_new_year(panel, one, other, year):
    """The case of two states on 1 January, and what the panel knows of them then."""
    day = date(year, 1, 1)
    asked = ask(one, other, day)
    rows = panel.of_pair(asked.codes).of_year(year).rows
    return data_case(asked), dict(zip(rows.names, rows.x[0].tolist(), strict=True))


# Finland fought beside Japan until 1944, and was against it before that dispute was over; Slovakia
# has what Czechoslovakia fought, though the Czech Republic is its line, and Yemen what the South did
@pytest.mark.parametrize(
    ("one", "other", "year"),
    [*PAIRS, ("FIN", "JPN", 2005), ("HUN", "SVK", 2001), ("YEM", "SAU", 2001)],
)
def test_it_states_the_tie_that_the_panel_knows(panel, one, other, year):
    case, known = on_new_year(panel, one, other, year)
    stated = case_covariates(case)
    assert len(stated) >= 20
    for name, value in stated.items():
        if np.isfinite(known[name]) or name != OPPOSED:  # the panel leaves years without it open
            assert value == pytest.approx(known[name], abs=0.002), name


def test_a_dispute_has_its_numbers(real_store):
    labels = {r.id: r.label for r in data_case(ask("TUR", "RUS", date(2005, 1, 1))).record}
    assert labels["dispute-2000"] == "Dispute of 2000, GML 4221"
    assert labels["dispute-1827"].startswith("Dispute of 1827, GML 146, 189, COW war 4")


def test_a_treaty_that_ended_in_the_year_before_is_no_longer_in_force(panel):
    """The list of treaties has it in force in that year; New Zealand was suspended from ANZUS."""
    case, known = on_new_year(panel, "USA", "NZL", 1987)
    assert case_covariates(case)[TREATY] == known[TREATY] == 0
    before, known = on_new_year(panel, "USA", "NZL", 1986)
    assert case_covariates(before)[TREATY] == known[TREATY] == 1


def test_a_war_has_its_number_and_once_it_is_over_its_name(real_store):
    def labels(one, other, day):
        return {r.id: r.label for r in data_case(ask(one, other, day)).record}

    today = labels("ISR", "EGY", date(2026, 1, 1))
    assert today["rivalry-1948"] == "Rivalry of 1948, COW war 148 (Arab-Israeli 1948-49)"
    assert today["dispute-1955"].endswith(", COW war 155 (Sinai 1956)")
    heir = labels("HUN", "ITA", date(1925, 1, 1))  # what Austria-Hungary fought is Hungary's too
    assert heir["dispute-1859"] == "Dispute of 1859, GML 115, COW war 28 (Italian Unification 1859)"
    ended = {y: list(map(str, wars(ask("ERI", "ETH", date(y, 1, 1))))) for y in (2001, 2002)}
    assert ended == {2001: ["COW war 219"], 2002: ["COW war 219 (Badme 1998-2001)"]}


def test_the_file_names_wars_that_one_of_the_two_joined(real_store):
    text = data_case_text(ask("USA", "DEU", date(1925, 1, 1)))
    assert "this war: COW war 106 (World War I), 1917-1918." in text


def test_a_crisis_has_its_name(real_store):
    labels = {r.id: r.label for r in data_case(ask("USA", "RUS", date(2001, 1, 1))).record}
    assert labels["crisis-1962"] == "Crisis of 1962, ICB 196 (CUBAN MISSILES)"
    assert labels["crisis-1950"].endswith("ICB 132 (KOREAN WAR I), ICB 133 (KOREAN WAR II)")


def test_a_source_of_another_release_is_called_so(real_store, monkeypatch):
    held = store.status()
    other = replace(held["nmc"], version="6.0", as_known=False)
    monkeypatch.setattr(store, "status", lambda: {**held, "nmc": other})
    titles = {
        s["id"]: s["title"] for s in case_document(ask("CHN", "RUS", date(2001, 1, 1)))["sources"]
    }
    assert titles["nmc"].startswith("National material capabilities (6.0), to ")
    assert not [t for name, t in titles.items() if name != "nmc" and "(6.0)" in t]


def test_elections_ahead_are_those_that_were_announced(real_store):
    """Nothing is announced before the list of 2021 came out, and a day that has passed is not ahead.

    Where no source knows the next vote, the file says so where a person adds it."""
    ahead = {year: data_case(ask("USA", "FRA", date(year, 1, 1))).calendar for year in (2021, 2022)}
    assert ahead[2021] == ()
    assert {e.id: e.date for e in ahead[2022]} == {
        "e-fra-executive-2022": date(2022, 4, 30),
        "e-usa-executive-2024": date(2024, 11, 3),
    }
    assert all(e.jump is None and e.known_on < date(2022, 1, 1) for e in ahead[2022])
    labels = [e.label for e in ahead[2022]]
    assert ["scheduled in April 2022 (no day is named" in label for label in labels] == [1, 0]
    text = data_case_text(ask("USA", "FRA", date(2023, 1, 1)))
    assert "no source on disk knows when France will vote next" in text
    assert "knows when" not in data_case_text(ask("USA", "FRA", date(2022, 1, 1)))


def test_surveys_wait_and_move_nothing_until_they_are_graded(real_store):
    asked = ask("USA", "FRA", date(2004, 1, 1))
    text = data_case_text(asked, id_="usa-fra")
    case = build(parse("made.yaml", text.encode()))
    assert [w.sentence for w in case.waiting] == [
        "surveys.view-fra-usa waits for a person's judgement: favours"
    ]
    assert case.surveys == ()
    assert case == data_case(asked)
    graded = build(parse("x", text.replace("favours: null", "favours: partnership").encode()))
    view = next(s for s in graded.surveys if s.id == "view-fra-usa")
    assert [(w.date.year, w.share) for w in view.waves] == [(2002, 0.629), (2003, 0.429)]
    readings = [read_lenses(c, Chance(seed=1, draws=100)).coded for c in (case, graded)]
    assert [isinstance(r["public-opinion"], Estimate) for r in readings] == [False, True]


@pytest.mark.parametrize(("one", "other", "year"), PAIRS)
def test_lenses_read_the_panels_values_off_it(panel, one, other, year):
    case, known = on_new_year(panel, one, other, year)
    readings = read_lenses(case, Chance(seed=1, draws=100)).coded
    both = [n for n in SAME_READING if isinstance(readings[n], Estimate) and np.isfinite(known[n])]
    assert both
    for name in both:
        assert readings[name].value == pytest.approx(known[name], abs=0.01), name
        assert readings[name].on_ruler.value == pytest.approx(known[name], abs=0.01), name


@pytest.mark.parametrize("year", [1975, 1985, 1995, 2001, 2005, 2026])
def test_any_pair_is_on_the_rulers_of_history(real_store, year):
    """Pairs drawn at random, among them small and new states: each covariate, and each learned lens
    as history measures it, has the panel's value, and is unknown where the panel's is."""
    rows = panel_of_year(year).rows
    weights, shared = load_lens_weights(year), SharedTables(date(year, 1, 1))
    wrong: Counter[str] = Counter()
    for i in np.random.default_rng(3).choice(len(rows.unit), 12, replace=False):
        case = data_case(ask_of(divmod(int(rows.unit[i]), 1000), shared))
        readings = read_lenses(case, Chance(seed=1, draws=2)).coded
        own = case_covariates(case) | {
            name: reading.on_ruler.value
            for name, reading in readings.items()
            if isinstance(reading, Estimate) and isinstance(reading.on_ruler, Estimate)
        }
        for name, scale in zip(weights.names, weights.scale, strict=True):
            history, value = rows.x[i, rows.names.index(name)], own.get(name, np.nan)
            # where the last year of a source lacks a value, the case has that of a year before
            if np.isnan(history) and name in OF_A_YEAR_BEFORE:
                continue
            apart = np.nan_to_num(history - value)
            wrong[name] += np.isnan(history) != np.isnan(value) or abs(apart) > 0.1 * scale
    assert not +wrong
    assert len(wrong) >= 30


@pytest.mark.parametrize(
    ("one", "other", "year"), [("GBR", "JPN", 1905), ("USA", "JPN", 2001), ("ISR", "EGY", 1990)]
)
def test_the_threat_of_rivals_is_the_panels(panel, one, other, year):
    """Without a rival of both a case says nothing, where history has 0."""
    case, known = on_new_year(panel, one, other, year)
    threat = read_lenses(case, Chance(seed=1, draws=100)).coded["shared-threat"]
    assert threat.on_ruler.value == pytest.approx(known["shared-threat"], abs=0.06)


@pytest.mark.parametrize(("one", "other"), NAMED)
def test_eleven_lenses_speak_before_anything_is_typed(real_store, one, other):
    readings = read_lenses(
        data_case(ask(one, other, date(2026, 1, 1))), Chance(seed=1, draws=100)
    ).coded
    assert sum(isinstance(r, Estimate) for r in readings.values()) >= 11


def test_most_of_what_can_be_compared_is_compared(panel):
    """The test above would pass on cases that say nothing."""
    case, known = on_new_year(panel, "USA", "RUS", 2001)
    readings = read_lenses(case, Chance(seed=1, draws=100)).coded
    assert all(isinstance(readings[name], Estimate) for name in SAME_READING)
    assert all(np.isfinite(known[name]) for name in SAME_READING)
    assert sum(isinstance(r, Estimate) for r in readings.values()) >= 8


@pytest.mark.parametrize(
    ("one", "other", "day", "year"),
    [("USA", "JPN", date(2026, 1, 1), 1960), ("GBR", "JPN", date(1921, 6, 1), 1902)],
)
def test_two_are_together_since_the_oldest_treaty_in_force(real_store, one, other, day, year):
    """Not since the last war in which they took one side (1994 and 1918)."""
    assert data_case(ask(one, other, day)).partnership.start.year == year


@pytest.mark.parametrize("day", [date(1962, 10, 1), date(2001, 11, 12), date(2026, 11, 28)])
def test_nothing_is_later_than_the_day(real_store, day):
    asked = ask("USA", "RUS" if day.year > 1990 else "GBR", day)
    values, case = case_document(asked), data_case(asked)
    entries = [*case.record, *case.ties, *case.capabilities, *case.regimes, *case.threats]
    assert len(entries) > 10
    assert all(e.known_on <= day for e in entries)
    assert all(e["start"] <= day for e in values["record"])
    assert all(int(s["title"][-4:]) < day.year for s in values["sources"])


@pytest.mark.parametrize("year", [1931, 1985, 2005, 2024, 2026])
def test_later_data_change_nothing(panel, year, monkeypatch):
    """A store in which every source ends where it ended on the day gives the same document."""
    day, query = date(year, 1, 1), store.query
    pair = ("IND", "RUS") if year > 1947 else ("FRA", "GBR")
    whole = data_case_text(ask(*pair, day))

    def cut(card, cutoff=None, held=None):
        released = 2021 if card.id == "reign-elections" else 0  # with what lies ahead
        last = min(year - 1, max(released, card.coverage[1] + card.lag))
        return query(card, cutoff=min(cutoff or last, last), held=held)

    monkeypatch.setattr(store, "query", cut)
    uncached = class_ages._records_of_the_time.__wrapped__
    monkeypatch.setattr(class_ages, "_records_of_the_time", uncached)
    assert data_case_text(ask(*pair, day)) == whole


@pytest.mark.parametrize(("one", "other"), [("CHN", "RUS"), ("FRA", "DEU"), ("IND", "RUS")])
def test_today_it_reads_what_the_aged_rows_of_the_pair_hold(real_store, one, other):
    """The hazards of 2026 are fitted on facts as old as these, so that both must be the same."""
    asked = ask(one, other, date(2026, 1, 1))
    (row,) = panel_of_year(2026).of_pair(asked.codes).rows.x
    known = dict(zip(panel_of_year(2026).rows.names, row.tolist(), strict=True))
    case = data_case(asked)
    readings = read_lenses(case, Chance(seed=1, draws=100)).coded
    spoken = [n for n in known if n in readings and isinstance(readings[n], Estimate)]
    assert len(spoken) >= 11
    stated = case_covariates(case) | {n: readings[n].value for n in spoken}
    names = {*stated} - {OPPOSED}
    assert len(names) > len(spoken)
    for name in names:  # of the crises to 2016 the panel knows those to 2005
        assert stated[name] == pytest.approx(known[name], abs=0.02), name


def test_a_rivalry_that_lasts_to_the_end_of_the_list_goes_on(real_store):
    case = data_case(ask("IND", "PAK", date(2026, 1, 1)))
    (rivalry,) = [r for r in case.record if r.kind == "rivalry"]
    assert rivalry.end is None


def test_each_section_says_to_which_day_it_is_known(real_store):
    """Treaties are listed to 2018, disputes to 2010: a count of new ones ends there, as history."""
    now = data_case(ask("CHN", "RUS", date(2026, 11, 28)))
    assert now.known_to == {
        "record": date(2011, 1, 1),
        "sanctions": date(2006, 1, 1),
        "ties": date(2018, 12, 31),
        "threats": date(2020, 12, 31),
        "governments": date(2008, 12, 31),
        "regimes": date(2018, 12, 31),
        "alignment": date(2019, 12, 31),
    }
    pacts = [t for t in now.ties if t.pact]
    kinds = {a.id: a.kind for a in now.actors}
    young = [t for t in pacts if t.since.year > 2018 - RECENT]
    named = [t for t in young if t.own_treaty]  # the others rest on treaties of these or of both
    assert named
    assert {kinds[t.b] for t in named} == {"organisation"}
    assert {kinds[t.b] for t in pacts if t not in named} == {"state"}
    assert all(t.pact == (t.sign == "+") for t in now.ties)


def test_years_without_dispute_data_are_not_years_without_disputes(real_store):
    """In 2026 the pair stands as it stood when the disputes were last known, in 2011."""
    facts = {
        year: case_covariates(data_case(ask("IND", "PAK", date(year, 1, 1))))
        for year in (2011, 2026)
    }
    for name in (*SINCE_RUPTURE, *STRAIN[:2]):
        assert facts[2026][name] == pytest.approx(facts[2011][name], abs=0.002), name
    assert data_case(ask("IND", "PAK", date(2011, 1, 1))).known_to.get("record") is None
    assert data_case(ask("IND", "PAK", date(2026, 1, 1))).known_to["record"] == date(2011, 1, 1)


def test_its_file_is_the_case_itself(real_store):
    day = date(2001, 11, 12)
    text = data_case_text(ask("United States", "Pakistan", day), id_="usa-pak")
    case = data_case(ask("United States", "Pakistan", day))
    assert build(parse("made.yaml", text.encode())) == case


@pytest.mark.parametrize(
    ("one", "other", "year", "said"),
    [
        ("USA", "RUS", 1962, "strategic rivals without a treaty on 1962-06-01"),
        ("BOL", "LBR", 1926, "had no tie on 1926-06-01 that any source knows"),
    ],
)
def test_enemies_and_strangers_are_no_partnership(real_store, one, other, year, said):
    with pytest.raises(DataError, match=said):
        data_case(ask(one, other, date(year, 6, 1)))


@pytest.mark.parametrize(
    ("one", "other", "year", "classes"),
    [
        ("TUR", "RUS", 2016, {"ex-rivals", "coalitions-of-convenience", "treaty-partners"}),
        ("ISR", "SAU", 2016, {"common-enemies"}),
        ("USA", "IND", 1995, {"defence-agreements"}),
        ("BRA", "FJI", 2016, {"aligned"}),
        ("RUS", "IRQ", 1995, {"coalitions-of-convenience"}),  # adversaries as joiners alone
    ],
)
def test_a_pair_has_the_classes_of_its_ties(real_store, one, other, year, classes):
    """The learned hazard, which was fitted on pairs with a tie, has less where votes are all."""
    base = forecast_case(data_case(ask(one, other, date(year, 6, 1)))).base
    for outcome in ("rupture", "strain"):
        assert set(base.pools[outcome]) == classes | {"panel"}
    share = base.weight("rupture", "panel")
    assert share == ALIGNED_LEARNED if classes == {"aligned"} else share > 0.9


@pytest.mark.parametrize(
    ("one", "other", "classes"),
    [("JPN", "KOR", {"pacts-multilateral"}), ("IND", "RUS", {"pacts-nonagg", "pacts-consul"})],
)
def test_the_end_of_a_treaty_is_read_off_treaties_with_as_many_members(
    real_store, one, other, classes
):
    """Japan and South Korea have the treaty of ASEAN with its partners and no other."""
    base = forecast_case(data_case(ask(one, other, date(2026, 1, 1)))).base
    assert set(base.pools["treaty"]) == classes


def test_a_pair_without_a_class_is_answered_by_the_learned_hazard(real_store):
    """Panama and Tajikistan, alike in their latest votes alone."""
    base = forecast_case(data_case(ask("PAN", "TJK", date(2000, 1, 1)))).base
    assert base.pools["rupture"] == ("panel",)


@pytest.mark.parametrize(("one", "other"), [("PAN", "TJK"), ("BRA", "FJI")])
def test_what_only_votes_bind_has_one_forecast(real_store, one, other):
    """A case has it at a fifth of the learned odds; the table takes them as they are, and does not
    list the pair: its page says so, with the figure of the case."""
    day = date(2000, 1, 1)
    case = data_case(ask(one, other, day))
    forecast = forecast_case(case)
    base, learned = forecast.base, forecast.ladder.panel(case)[RUPTURE]
    odds = yearly_odds(yearly_hazard(base.survival(RUPTURE)))
    shift = np.log(odds / yearly_odds(yearly_hazard(learned.survival)))
    assert shift == pytest.approx(UNTIED_SHIFT, abs=1e-6)
    page = pair_page(one, other, day, table=[])
    assert page.place.startswith("Not in the table of 1 January 2000")
    assert page.forecast.p == assessed_pair(ask(one, other, day)).p


@pytest.mark.parametrize(
    ("one", "other", "day", "said"),
    [
        ("USA", "United States", date(2001, 1, 1), "are one state"),
        ("USA", "East Germany", date(2001, 1, 1), "no state"),
        ("USA", "Germany", date(1970, 1, 1), "ambiguous"),
        ("USA", "Atlantis", date(1970, 1, 1), "unknown state"),
        ("USA", "RUS", date.today() + timedelta(days=1), "has not come"),
    ],
)
def test_a_mistake_is_one_sentence(real_store, one, other, day, said):
    with pytest.raises(DetenteError, match=said):
        ask(one, other, day)


def test_without_data_the_command_that_gets_them_is_named(empty_store):
    with pytest.raises(MissingData, match="detente data pull"):
        data_case(ask("USA", "RUS", date(2001, 1, 1)))
    with pytest.raises(DataError):
        ask("USA", "USA", date(2001, 1, 1))


@pytest.mark.parametrize("year", [1975, 1995])
def test_only_a_treaty_of_two_makes_treaty_partners(real_store, year):
    """As in the table of the year: the weights of the pool were stacked on its classes."""
    now, shared = panel_of_year(year).of_year(year), SharedTables(date(year, 1, 1))
    partners = {"treaty-partners", "treaty-partners-ex-rivals"}
    found, known = {}, {}
    for i in range(0, now.rows.unit.size, now.rows.unit.size // 25):
        codes = divmod(int(now.rows.unit[i]), 1000)
        case = data_case(ask_of(codes, shared))
        known[codes] = partners & {CLASSES[k] for k in np.flatnonzero(np.isfinite(now.ages[i]))}
        found[codes] = partners & {r.id for r in REFERENCE_CLASSES if r.match(case)}
    assert sum(map(len, known.values()))
    assert found == known
