"""One pair among all, with data and without."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.main import command_line
from detente.errors import DataError, DetenteError, MissingData
from detente.forecast.data_case.request import ask
from detente.forecast.pair_assessment import assessed_pair
from detente.forecast.pair_page import pair_page, world_table
from detente.forecast.pair_past import pair_past
from detente.history.covariates import RIVAL
from detente.history.events import PAIR_OUTCOMES
from detente.history.fact_ages import last_facts
from detente.history.vintage import LAST


def run(*words, catch=True):
    return CliRunner().invoke(command_line(), list(words), catch_exceptions=catch)


def test_without_data_it_is_that_of_the_newest_vintage(empty_store):
    page = pair_page("FRA", "DEU", date(LAST, 5, 1))
    assert page.year == LAST
    assert "ships" in page.note
    assert page.forecast.p[10][0] < 0.1
    assert set(page.forecast.outcomes) == {*PAIR_OUTCOMES, "treaty"}
    for chances in page.forecast.outcomes.values():
        assert all(low <= mean <= high for mean, low, high in chances.values())
    assert 1 <= page.rank <= page.of
    assert len(page.near) == 6
    assert "Rivalry legacy" in page.facts_to[2010]  # the name of a lens, not its id
    assert not {"rivalry-legacy", "coalition-change"} & {
        n for k in page.facts_to.values() for n in k
    }
    assert pair_page("FRA", "DEU", date(LAST + 1, 1, 2)).year == LAST
    assert page.treaties.startswith(
        "The list of treaties ends in 2018; since then: Treaty of Aachen"
    )
    table = page._repr_html_()
    assert "France and Germany" in table
    assert table.count("<tr>") == 1 + len(page.forecast.outcomes)


def test_the_terminal_says_what_is_known_of_the_treaty(empty_store):
    assert "The treaty is carried forward from 2018" in run("assess", "CHN", "RUS").stdout
    said = run("assess", "TUR", "AZE").stdout
    assert "The list of treaties ends in 2018; since then: Shusha Declaration" in said
    assert "Presidency of Azerbaijan" in said
    assert "Treaties are carried forward from 2018" in run("dyads", "--top", "1").stdout


def test_without_data_too_a_day_to_come_is_refused(empty_store):
    later = str(date.today().year + 1)
    with pytest.raises(DetenteError, match=f"{later}-05-01 is in the future; wanted a day up to"):
        run("assess", "FRA", "DEU", "--as-of", f"{later}-05-01", catch=False)


def test_from_python_without_data_the_error_names_the_forecast_that_ships(empty_store):
    with pytest.raises(MissingData, match=r"detente\.pair_page"):
        detente.assess("FRA", "DEU")
    assert detente.pair_page is pair_page


@pytest.mark.parametrize(
    ("one", "other", "day", "said"),
    [
        ("FRA", "FRA", None, "are one state"),
        ("BOL", "FJI", None, "no evidence of a partnership"),
        ("FRA", "DEU", date(2014, 1, 1), "without data only"),
        ("FRA", "DEU", date(LAST + 2, 1, 1), "newest table of partnerships is of"),
    ],
)
def test_a_mistake_is_one_sentence(empty_store, one, other, day, said):
    with pytest.raises(DataError, match=said):
        pair_page(one, other, day)


def test_the_command_says_that_it_read_the_shipped_forecasts(empty_store):
    screen = run("assess", "CHN", "RUS")
    assert screen.exit_code == 0
    assert "No data on this machine" in screen.output
    document = json.loads(run("assess", "CHN", "RUS", "--json").output)
    assert document["format"] == "detente pair 1"
    assert document["p_rupture"]["10"]["mean"] > 0.1
    assert document["states"] == ["China", "Russia"]
    assert document["ccodes"] == [710, 365]
    listed = run("dyads", "--top", "3")
    assert "detente data pull" in " ".join(listed.output.split())


def test_rivals_take_no_place_in_the_rank(real_store):
    table = world_table(date(LAST, 1, 1))
    page = pair_page("CHN", "RUS", date(LAST, 1, 1), table=table)
    partners = [row for row in table if RIVAL not in row["ties"]]
    assert page.of == len(partners) < len(table)
    assert partners[page.rank - 1]["ccodes"] == [365, 710]


def test_rivals_are_said_to_stand_outside_the_ranking(empty_store):
    """Two pairs of rivals have the rank that each alone would have, which may be the same."""
    pages = [pair_page(one, other) for one, other in (("ISR", "EGY"), ("IND", "PAK"))]
    for page in pages:
        assert page.place.startswith("Strategic rivals now, so that no rivalry can begin")
        assert page.place.endswith(f"would have rank {page.rank:,} of {page.of:,} partnerships")
    assert pages[0].rank == pages[1].rank == 1


@pytest.mark.parametrize(
    ("one", "other", "tie"),
    [
        ("ISR", "SAU", "common enemies without a treaty"),
        ("BRA", "FJI", "alike in UN votes, without a treaty"),
    ],
)
def test_a_pair_that_no_table_lists_has_a_page_with_the_place_it_would_have(
    real_store, one, other, tie
):
    day = date(LAST, 1, 1)
    table = world_table(day)
    page = pair_page(one, other, day, table=table)
    assert page.ties == tie
    assert page.place.startswith(f"Not in the table of 1 January {LAST}, which lists treaties")
    assert page.place.endswith(f"it would have rank {page.rank:,} of {page.of:,} partnerships")
    partners = [row["p_rupture"]["5"]["mean"] for row in table if RIVAL not in row["ties"]]
    own = page.forecast.p[5][0]
    assert page.of == len(partners) + 1
    assert page.rank == 1 + sum(p >= own for p in partners)
    assert [n.p5 for n in page.near] == sorted((n.p5 for n in page.near), reverse=True)
    document = page.document()
    assert (document.placed, document.ties, document.informal) == (None, [], [tie])
    printed = document.model_dump(mode="json")["p_rupture"]
    assert printed == assessed_pair(ask(one, other, day)).document(day)["p_rupture"]


def test_facts_have_the_year_of_their_data_not_of_their_publication():
    facts = last_facts(LAST)
    assert facts["former rivals"] == facts["rivalry-legacy"] == 2010
    assert facts["a treaty in force"] == 2018
    assert facts["power-status"] == facts["log power of the weakest"] == 2022
    assert last_facts(2001) == {}


def test_the_past_of_a_pair_has_spans_and_series(real_store):
    past = pair_past("FRA", "DEU", date(2020, 1, 1))
    kinds = {s.kind for s in past.spans}
    assert {"rivalry", "force", "alliance treaty"} <= kinds
    last = max(s.last for s in past.spans if s.kind == "alliance treaty")
    first = max(s.first for s in past.spans if s.kind == "alliance treaty")
    assert (first, last) == (1954, 2018)  # West Germany's treaties are those of the line
    votes, trade = past.series[:2]
    assert votes.values[2010] > 0.1
    assert trade.values[2010] > 1e5
    before = pair_past("FRA", "DEU", date(2001, 1, 1)).spans
    assert before
    assert all(s.last < 2001 for s in before)
    moved = [s for s in pair_past("IND", "RUS", date(2020, 1, 1)).spans if "drift" in s.kind]
    assert [(s.kind, s.first) for s in moved] == [("drift (Russia moved)", 1993)]
