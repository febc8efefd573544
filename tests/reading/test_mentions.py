"""Mentions in running text: which words name an actor of the day, and which only seem to."""

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.mentions import mentions
from detente.reading.text import document

sys.path.insert(0, str(Path(__file__).parent))
from corpus_kit import strip_marks

DAY = date(2001, 11, 12)


def found(text: str, day: date = DAY) -> list[tuple[str, str]]:
    """Words and actor of each mention."""
    one = document(text, name="x")
    return [(one.quote(m.span), m.actor) for m in mentions(one, day)]


def typed(text: str, day: date = DAY) -> list[tuple[str, str]]:
    """Words and type of each mention."""
    one = document(text, name="x")
    return [(one.quote(m.span), m.type) for m in mentions(one, day)]


# --- every mention of some sentences, marked by hand -------------------------------

MARKED = [
    (
        "2001-11-12",
        "The {US|USA.state}-{Russian|RUS.state} pact helped an anti-{Taliban|taliban.movement} force.",
    ),
    (
        "2001-11-12",
        "{Washington|USA.government} and {Moscow|RUS.government} will quarrel over {Iraq|IRQ.state}.",
    ),
    (
        "2001-11-12",
        "{Uzbek|UZB.state} {President Islam Karimov|UZB.leader} balked. {Karimov|UZB.leader} wanted more.",
    ),
    ("2001-11-12", "{Moscow|RUS.government} inherited the Soviet seat from the Soviet Union."),
    (
        "1975-05-01",
        "{Soviet|RUS.state} tanks worried {Bonn|DEU.government} and the {East Germans|DDR.public}.",
    ),
    (
        "1962-10-26",
        "{Khrushchev|RUS.leader} wrote to {President Kennedy|USA.leader} about {Cuba|CUB.state}.",
    ),
    ("1939-08-24", "{Ribbentrop|DEU.leader} flew to Moscow; {London|GBR.government} was stunned."),
    ("1914-07-29", "{Austria-Hungary|austria-hungary.state} attacked {Serbia|SRB.state}."),
    (
        "1920-05-01",
        "The {League of Nations|league-of-nations.organisation} sat. The {League|league-of-nations.organisation} had no army.",
    ),
    (
        "1966-03-10",
        "{De Gaulle|FRA.leader} told {NATO|NATO.organisation} to leave, and {de Gaulle|FRA.leader} meant it.",
    ),
    ("1977-11-01", "{Siad Barre|SOM.leader} expelled the {Soviets|RUS.public}."),
    (
        "1990-08-05",
        "{Baghdad|IRQ.government} annexed {Kuwait|KWT.state}, and {OPEC|OPEC.organisation} met in Vienna.",
    ),
    (
        "2010-05-01",
        "{Lula|BRA.leader} and {Erdogan|TUR.leader} brokered a swap with {Tehran|IRN.government}.",
    ),
    (
        "2018-06-12",
        "{Kim Jong Un|PRK.leader} met {Donald Trump|USA.leader}; {Kim|PRK.leader} smiled.",
    ),
    (
        "2022-10-01",
        "{Yerevan|ARM.government} doubts the {CSTO|CSTO.organisation}, and {Paris|FRA.government} sends arms.",
    ),
    (
        "2023-08-30",
        "{ECOWAS|ECOWAS.organisation} threatened {Niger|NER.state}'s junta at a summit in Abuja.",
    ),
    (
        "2024-01-15",
        "{Ethiopia|ETH.state}'s deal with {Somaliland|somaliland.movement} enraged {Mogadishu|SOM.government}.",
    ),
]


@pytest.mark.parametrize(("day", "marked"), MARKED)
def test_every_mention_and_no_other(day: str, marked: str) -> None:
    text, answers = strip_marks(marked, "x")
    one = document(text, name="x")
    wanted = [(text[a.span.start : a.span.end], a.fields["actor"]) for a in answers]
    assert [(one.quote(m.span), m.actor) for m in mentions(one, date.fromisoformat(day))] == wanted


# --- a capital that acts, and one that is a place ------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "They met in Moscow.",
        "The Moscow summit failed.",
        "He flew to Moscow with gifts.",
        "PARIS (AP) - Nobody came.",
        "The Treaty of Paris was signed there.",
        "The University of Paris closed.",
        "The Washington Post and the New York Times disagreed.",
        "Troops captured Kabul at dawn.",
        "The Paris airport was shut.",
        "Delegations from London to Tokyo cheered.",
        "The talks took place in London and Paris.",
        "Moscow-born oligarchs bought flats.",
    ],
)
def test_a_capital_as_a_place_is_no_actor(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Moscow claims it had decided already.",
        "Trade between poets and Moscow grew.",
        "Nobody trusts Moscow.",
        "Moscow's policy has changed.",
        "Pressure from Moscow grew.",
        "The Moscow government hesitated.",
        "On Monday, Moscow said no.",
        "Hard-liners in Moscow objected.",
    ],
)
def test_a_capital_that_acts_is_its_government(text: str) -> None:
    assert found(text) == [("Moscow", "RUS")]


# --- traps ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Let us polish this, said the man who may come in May.",
        "He spoke in Russian, then in French.",
        "Soviet-era bunkers and an American-style diner.",
        "Michael Jordan and Chad Smith played.",
        "Ships crossed the South China Sea and the Persian Gulf.",
        "The Truman Doctrine and the Marshall Plan.",
        "A poll by the Russian Public Opinion Fund was late.",
        "Sen. Max Cleland of Georgia, whose office is in Atlanta, agreed.",
        "",
    ],
)
def test_words_that_only_seem_to_name_an_actor(text: str) -> None:
    assert found(text) == []


def test_common_words_and_names_are_told_apart_by_case() -> None:
    text = "The US told us that the WHO knows who buys Polish polish."
    assert [a for _, a in found(text)] == ["USA", "WHO", "POL"]


def test_a_leader_whose_name_is_a_month() -> None:
    text = "Theresa May spoke. May said that talks would not begin before May 2017, in May or so."
    assert found(text, date(2016, 7, 20)) == [("Theresa May", "GBR"), ("May", "GBR")]


def test_a_surname_alone_is_the_leader_in_office() -> None:
    assert found("Mr. Bush called Putin.") == [("Mr. Bush", "USA"), ("Putin", "RUS")]
    assert found("Mr. Bush called Putin.", date(1975, 1, 1)) == []


def test_a_surname_of_somebody_else_is_no_leader() -> None:
    assert found("Laura Bush read to children.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The historian J. M. Brown wrote a book.",
        "The book by A. M. Singh is out.",
        "W M Brown, a clerk, resigned.",
    ],
)
def test_an_initial_is_no_title(text: str) -> None:
    """Brown and Singh governed on that day."""
    assert found(text, date(2008, 11, 1)) == []


def test_two_leaders_of_one_name_are_told_apart_by_the_states_of_the_text() -> None:
    text = "{} talks dragged on. King Abdullah was patient."
    assert found(text.format("Jordanian"), date(2008, 1, 1))[-1] == ("King Abdullah", "JOR")
    assert found(text.format("Saudi"), date(2008, 1, 1))[-1] == ("King Abdullah", "SAU")


def test_a_group_is_known_by_the_abbreviation_that_the_text_gives() -> None:
    text = "The Orange Valley Liberation Front (OVLF) rose. The OVLF lost."
    assert [a for _, a in found(text)] == ["orange-valley-liberation-front"] * 3


def test_a_minister_whom_nobody_knows_is_of_the_state_beside_the_title() -> None:
    text = "Ana Quispe, the Bolivian foreign minister, left. Quispe said nothing."
    assert found(text) == [
        ("Ana Quispe", "BOL"),
        ("Bolivian foreign minister", "BOL"),
        ("Quispe", "BOL"),
    ]


def test_ambiguous_names_carry_their_candidates() -> None:
    one = document("Korea and Congo signed.", name="x")
    assert [m.candidates for m in mentions(one, DAY)] == [("KOR", "PRK"), ("COD", "COG")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Russian public hesitates.", [("Russian public", "public")]),
        ("Russian elites hesitate.", [("Russian elites", "faction")]),
        ("The Bush administration spoke.", [("Bush administration", "government")]),
        ("Russians hesitate.", [("Russians", "public")]),
        ("The French will not.", [("French", "public")]),
        ("Russian data are bad.", [("Russian", "state")]),
        ("The Kremlin smiled.", [("Kremlin", "government")]),
        ("Hamas smiled.", [("Hamas", "movement")]),
    ],
)
def test_each_mention_has_its_actor_and_type(text: str, wanted: list[tuple[str, str]]) -> None:
    assert typed(text) == wanted


# --- laws ---------------------------------------------------------------------------------

_TEXT = (
    "US Russian - ' , . the in Moscow Washington Bush President May ( ) AP Union Kim of ’s United "
    "Nations Front Army Foreign Minister é \n \n\n Liberation"
)
_WORDS = st.sampled_from(_TEXT.split(" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=30).map(" ".join))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    one = document(text, name="x")
    spans = [m.span for m in mentions(one, DAY)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(one.quote(s).strip() == one.quote(s) for s in spans)


def test_a_long_list_of_names_comes_to_an_end() -> None:
    one = document("Alpha Beta Gamma " * 4000 + "met.", name="x")
    assert one.body
    assert mentions(one, DAY) == ()


def test_a_half_of_a_nation_is_called_by_its_side() -> None:
    text = "North Korea thanked South Korea. Aid reached the North, and the South Sea was calm."
    assert found(text, date(1999, 5, 1)) == [
        ("North Korea", "PRK"),
        ("South Korea", "KOR"),
        ("North", "PRK"),
    ]


def test_a_surname_that_many_bear_needs_its_title() -> None:
    assert found("Flores spoke.", date(2000, 5, 1)) == []
    assert found("President Flores spoke.", date(2000, 5, 1)) == [("President Flores", "HND")]
