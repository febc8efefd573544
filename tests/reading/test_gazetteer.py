"""The tables of names: what they hold on a day, that they hold together, that they stay small."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from detente.reading import gazetteer as module
from detente.reading.gazetteer import NameEntry, fold, gazetteer, words
from detente.reading.mention_words import HALVES
from detente.states.states import records

PACKAGE = Path(module.__file__).parent
KINDS = {
    *("name", "adjective", "people", "capital", "seat", "faction", "party", "prefix"),
    *("organisation", "movement", "leader", "none"),
}


def rows(*tables: str) -> Iterator[dict[str, str]]:
    for table in tables or ("_gazetteer.csv", "_gazetteer_phoenix.csv"):
        with (PACKAGE / table).open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)


def meant(form: str, day: date) -> list[NameEntry]:
    """Entries of a form on a day."""
    wanted = tuple(w.text for w in words(form))
    return [e for f, es in gazetteer(day).forms[wanted[0]] if f == wanted for e in es]


@pytest.mark.parametrize(
    ("form", "day", "actors"),
    [
        ("Soviet Union", date(1975, 1, 1), ("RUS",)),
        ("Germany", date(1938, 1, 1), ("DEU",)),
        ("Germany", date(1975, 1, 1), ("DEU", "DDR")),
        ("Germany", date(2001, 1, 1), ("DEU",)),
        ("Vietnam", date(1965, 1, 1), ("north-vietnam", "south-vietnam")),
        ("Korea", date(2001, 1, 1), ("KOR", "PRK")),
        ("Yugoslav", date(1995, 1, 1), ("SRB",)),
        ("Austria-Hungary", date(1914, 7, 1), ("austria-hungary",)),
        ("Quai d'Orsay", date(1923, 1, 1), ("FRA",)),
        ("AUKUS", date(2022, 1, 1), ("AUKUS",)),
        ("African Union", date(2010, 1, 1), ("AU",)),
        ("Organization of African Unity", date(1990, 1, 1), ("OAU",)),
    ],
)
def test_a_name_means_the_actor_of_the_day(form: str, day: date, actors: tuple[str, ...]) -> None:
    """Continuity of codes as in `detente.states`: the Soviet Union is RUS."""
    assert [e.actors for e in meant(form, day)] == [actors]


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ("Soviet Union", date(2001, 11, 12)),
        ("Ottoman Empire", date(1950, 1, 1)),
        ("Ukrainian", date(1975, 1, 1)),
        ("Israel", date(1930, 1, 1)),
        ("AUKUS", date(2020, 1, 1)),
        ("Warsaw Pact", date(1995, 1, 1)),
        ("Taliban", date(1985, 1, 1)),
    ],
)
def test_what_did_not_exist_on_the_day_is_not_there(form: str, day: date) -> None:
    assert meant(form, day) == []


def test_leaders_have_their_years() -> None:
    """Chirac was president 1995-2007 (and prime minister before); Sarkozy followed."""
    assert meant("Jacques Chirac", date(2003, 3, 1))[0].current
    assert not meant("Jacques Chirac", date(2010, 3, 1))[0].current
    assert meant("Jacques Chirac", date(1980, 3, 1)) == []


def test_leaders_of_a_state_that_has_ended_are_no_actors() -> None:
    """Nixon's state goes on, Brezhnev's and Honecker's do not."""
    day = date(2016, 1, 1)
    assert [e.actors for e in meant("Richard Nixon", day)] == [("USA",)]
    assert meant("Leonid Brezhnev", day) == []
    assert meant("Erich Honecker", day) == []


def test_the_surname_of_a_chinese_leader_comes_first() -> None:
    (xi,) = meant("Xi Jinping", date(2016, 1, 1))
    assert (xi.surname, xi.actors) == (("Xi",), ("CHN",))


def test_every_row_holds_together() -> None:
    assert {row["kind"] for row in rows()} == set(KINDS)
    assert [row for row in rows() if not (row["name"] or row["forms"])] == []
    assert [row for row in rows() if not row["actor"] and row["kind"] != "none"] == []
    assert [row for row in rows() if row["last"] and row["first"] > row["last"] + "~"] == []


def test_ids_of_states_are_those_of_states() -> None:
    """Three capitals on a row that names a state: an ISO-3 code, or the Vatican."""
    iso = {r.iso3 for r in records()} | {"VAT"}
    of_states = [r for r in rows() if r["kind"] in ("name", "adjective", "people", "prefix")]
    codes = {a for r in of_states for a in r["actor"].split("|") if a.isupper() and len(a) == 3}
    assert len(codes) > 190
    assert codes <= iso


def test_no_organisation_has_the_code_of_a_state() -> None:
    iso = {r.iso3 for r in records()}
    bodies = {r["actor"] for r in rows() if r["kind"] in ("organisation", "movement")}
    assert len(bodies) > 400
    assert not bodies & iso


def of_forms() -> dict[tuple[str, ...], list[module._Row]]:
    """Rows of the hand-written table by the forms that they have, each row once."""
    result: dict[tuple[str, ...], list[module._Row]] = {}
    for row in module._rows()[: -len(list(rows("_gazetteer_phoenix.csv")))]:
        for form in {form for form, _ in module._forms(row.forms)}:
            result.setdefault(form, []).append(row)
    return result


def at_one_time(a: module._Row, b: module._Row) -> bool:
    return a.first <= (b.last or "9") + "~" and b.first <= (a.last or "9") + "~"


def test_no_row_stands_twice() -> None:
    same = Counter(tuple(cell.casefold() for cell in row.values()) for row in rows())
    assert [row for row, n in same.items() if n > 1] == []
    pairs = ((f, a, b) for f, some in of_forms().items() for a, b in combinations(some, 2))
    assert [
        (form, a.actors)
        for form, a, b in pairs
        if a.kind == b.kind != "leader" and a.actors == b.actors and at_one_time(a, b)
    ] == []


def test_ids_differ_by_more_than_case_and_leaders_have_those_of_other_rows() -> None:
    ids = {a for row in rows() for a in row["actor"].split("|")}
    assert len({a.casefold() for a in ids}) == len(ids) > 1000
    others = {a for row in rows() if row["kind"] != "leader" for a in row["actor"].split("|")}
    assert {row["actor"] for row in rows() if row["kind"] == "leader"} <= others


def test_no_form_of_an_organisation_has_two_ids_at_one_time() -> None:
    pairs = ((f, a, b) for f, some in of_forms().items() for a, b in combinations(some, 2))
    assert [
        (form, a.actors, b.actors)
        for form, a, b in pairs
        if a.kind == b.kind == "organisation" and a.actors != b.actors and at_one_time(a, b)
    ] == []
    assert meant("Eurasian Economic Community", date(2005, 1, 1))[0].actors == ("EurAsEC",)


@pytest.mark.parametrize("name", sorted(HALVES))
def test_a_half_of_a_nation_has_its_rows(name: str) -> None:
    assert [e.name for e in meant(name, date(1970, 1, 1)) if e.kind == "name"] == [name]


def test_the_tables_stay_small() -> None:
    assert sum((PACKAGE / t).stat().st_size for t in module._TABLES) < 400_000


def test_a_new_day_makes_only_the_words_that_are_asked_for() -> None:
    """Building all names of a day would take longer than reading a page."""
    gazetteer.cache_clear()
    names = gazetteer(date(2001, 11, 12))
    assert names.forms["France"]
    assert names.forms["xylophone"] == []
    assert list(names.forms._made) == ["France"]


def test_the_licence_of_the_phoenix_lists_stands_beside_the_table() -> None:
    note = (PACKAGE / "_gazetteer_phoenix.LICENSE.txt").read_text(encoding="utf-8")
    assert "The MIT License" in note
    assert "Open Event Data Alliance" in note


def test_words_lose_accents_and_part_at_hyphens() -> None:
    assert [w.text for w in words("São Tomé-based")] == ["Sao", "Tome", "based"]
    assert fold("Erdoğan") == "Erdogan"


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match=r"wanted a datetime\.date"):
        gazetteer("2001-11-12")
