"""At the turn of the year one question has one number, or a reason why it has none."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

import detente
from detente.app import world
from detente.app.world import WorldQuery, WorldRisks
from detente.assessment import assess as assessing
from detente.cli import assess, common, dyads
from detente.cli.main import command_line
from detente.errors import DetenteError
from detente.forecast import pair_page
from detente.forecast.data_case import request
from detente.history.vintage import LAST

TODAY = (assess, assessing, common, dyads, pair_page, request, world)
TURN = [
    date(LAST, 12, 30),
    date(LAST, 12, 31),
    date(LAST + 1, 1, 1),
    date(LAST + 1, 6, 1),
]
PAIR = [365, 710]


@pytest.fixture
def clock(monkeypatch):
    """Sets the day that it is."""

    def to(day):
        class Clock(date):
            def __new__(cls, *numbers):
                return date(*numbers)

            @classmethod
            def today(cls):
                return day

        for module in TODAY:
            monkeypatch.setattr(module, "date", Clock)

    return to


def said(*words):
    result = CliRunner().invoke(command_line(), [*words, "--json"], catch_exceptions=False)
    return json.loads(result.stdout)


def chances(rows):
    (p,) = (row["p_rupture"] for row in rows if sorted(row["ccodes"]) == PAIR)
    return {years: p[years]["mean"] for years in ("1", "5", "10")}


def tables():
    """The year and the figures of the pair, as the command and the app have them."""
    listed = said("dyads", "--of", "CHN", "--top", "999")
    page = WorldRisks().page(WorldQuery(of="CHN"))
    yield listed["as_of"], chances(listed["partnerships"])
    yield page.about["as_of"], chances(page.matches)


def test_without_data_all_say_the_number_of_the_table_and_its_day(empty_store, clock):
    clock(TURN[-1])
    page = said("assess", "CHN", "RUS")
    assert page["as_of"] == f"{LAST}-01-01"
    assert list(tables()) == [(page["as_of"], chances([page]))] * 2
    assert page["placed"] == page["p_rupture"]["5"]["mean"]


@pytest.mark.parametrize("day", TURN)
def test_a_page_is_the_assessment_and_names_the_figure_of_the_table(real_store, clock, day):
    clock(day)
    page, whole = detente.pair_page("CHN", "RUS"), detente.assess("CHN", "RUS")
    assert page.day == whole.as_of == day
    for years, p in whole.outcomes["rupture"].p_end.items():
        assert page.forecast.p[int(years)][0] == pytest.approx(p.mean, abs=1e-9)
    (first, p), (_, again) = tables()
    assert (first, again) == (f"{LAST}-01-01", p)
    assert page.placed == p["5"]
    same = abs(page.placed - page.forecast.p[5][0]) < 1e-4
    assert same == (day < date(LAST, 12, 31))  # then the newest year of data is in the page alone
    assert page.place.startswith("Rank" if same else f"In the table of 1 January {LAST} it has")


@pytest.mark.parametrize("home", ["empty_store", "real_store"])
def test_two_years_after_the_newest_vintage_all_refuse_with_the_reason(home, clock, request):
    request.getfixturevalue(home)
    clock(date(LAST + 2, 1, 2))
    reason = f"{LAST + 2}-01-02: the newest .*is of {LAST}, and what came since would be missing"
    for ask in (
        lambda: said("assess", "CHN", "RUS"),
        lambda: said("dyads"),
        lambda: detente.pair_page("CHN", "RUS"),
        lambda: WorldRisks().page(WorldQuery()),
    ):
        with pytest.raises(DetenteError, match=reason):
            ask()
