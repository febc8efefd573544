"""A case file that is brought up to date: what the data say is new, what a person wrote is not."""

import json
from datetime import date

import pytest

from detente.case.load import build
from detente.case.yaml12 import parse
from detente.errors import DataError
from detente.forecast.data_case.refresh import refresh
from detente.forecast.data_case.request import ask
from detente.forecast.data_case.text import data_case_text
from detente.forecast.forecast import forecast_case

THEN, NOW = date(2008, 5, 1), date(2026, 11, 28)


def written(day, id_="pair"):
    return data_case_text(ask("CHN", "RUS", day), id_=id_)


@pytest.fixture(scope="module")
def old(real_store):
    return written(THEN)


@pytest.fixture(scope="module")
def fresh(real_store):
    return written(NOW)


def case_of(text):
    return build(parse("x", text.encode()))


def test_an_untouched_file_becomes_that_of_the_day(old, fresh):
    found = refresh("x", old.encode(), NOW)
    assert any(c.startswith("as_of: 2008-05-01 is now 2026-11-28") for c in found.changes)
    made, wanted = case_of(found.text), case_of(fresh)
    for section in ("record", "known_to", "regimes", "capabilities", "threats", "institutions"):
        assert getattr(made, section) == getattr(wanted, section), section
    assert {t.id for t in made.ties} == {t.id for t in wanted.ties}
    p = [1 - forecast_case(c).survivals["rupture"].mean(axis=0)[40] for c in (made, wanted)]
    assert p[0] == pytest.approx(p[1], abs=1e-9)


def test_a_second_run_changes_nothing(fresh):
    found = refresh("x", fresh.encode(), NOW)
    assert found.changes == ()
    assert found.text == fresh


def test_what_a_person_wrote_stays_to_the_letter(old):
    """A note on an entry, entries and a section of one's own, a comment; a day taken out."""
    mine = "  - id: mine\n    kind: dispute\n    label: A quarrel # of mine\n"
    mine += "    start: 2007-03-01\n    known_on: 2007-03-01\n"
    mine += "  - {id: undated, kind: dispute, label: Another, start: 2007-04-01}\n"
    text = old.replace("\nrecord:\n", f"\nrecord:\n{mine}")
    text = text.replace("label: Dispute of 1862", "note: not so\n    label: Dispute of 1862")
    assert text.count("not so") == 1
    text = "".join(x for x in text.splitlines(keepends=True) if not x.startswith("  threats:"))
    text += "\nquestions: [] # none yet\n"
    found = refresh("x", text.encode(), NOW).text
    assert mine in found
    assert "note: not so" in found
    assert found.endswith("questions: [] # none yet\n")
    case = case_of(found)
    assert [r.id for r in case.record].count("mine") == 1
    assert next(r for r in case.record if r.id == "undated").known_on == THEN
    assert "threats" not in case.known_to
    assert case.known_to["record"] == date(2011, 1, 1)


STYLES = {  # of the same entry, in a list of which the data own the rest
    "dashes below the key": lambda line: line.removeprefix("  "),
    "four spaces in": lambda line: f"  {line}",
    "a dash on its own line": lambda line: line.replace("  - ", "  -  # so\n    "),
    "brackets": None,
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_entries_of_a_person_stay_in_every_style_of_a_list(style, old):
    head, _, rest = old.partition("\nrecord:\n")
    lines = rest.splitlines(keepends=True)
    end = next(i for i, line in enumerate(lines) if line[0] not in " \n")
    mine = ["  - id: mine\n", "    kind: dispute\n", "    label: A quarrel\n"]
    mine += ["    start: 2007-03-01\n"]
    entries = [line for line in lines[:end] if line.strip()]
    block = "".join(map(style or str, [*mine, *entries]))
    if style is None:
        values = parse("x", f"record:\n{block}".encode()).values["record"]
        block = f"  {json.dumps(values)}\n"
    text = f"{head}\nrecord:\n{block}\n{''.join(lines[end:])}"
    found = refresh("x", text.encode(), NOW).text
    ids = [r.id for r in case_of(found).record]
    assert ids.count("mine") == 1
    assert set(ids) - {"mine"} == {
        r.id for r in case_of(refresh("x", old.encode(), NOW).text).record
    }
    if style is not None:
        assert "".join(map(style, mine)) in found


def test_what_a_person_judged_of_an_entry_of_the_data_stays(real_store):
    """A survey that was graded, the bad turn of an election that is still ahead."""
    text = data_case_text(ask("USA", "FRA", date(2022, 1, 1)), id_="usa-fra")
    text = text.replace("favours: null", "favours: partnership", 1)
    event = "id: e-usa-executive-2024\n"
    assert text.count(event) == 1
    text = text.replace(event, f"{event}    adverse: 0.4\n    jump: 0.3\n")
    case = case_of(refresh("x", text.encode(), date(2023, 6, 1)).text)
    assert [(e.id, e.adverse.value) for e in case.calendar] == [("e-usa-executive-2024", 0.4)]
    assert [s.favours for s in case.surveys] == ["partnership"]
    assert len(case.waiting) == 1


def test_a_case_of_a_person_alone_and_an_earlier_day_are_refused(old):
    with pytest.raises(DataError, match="wanted that day or a later one"):
        refresh("x", old.encode(), date(2001, 1, 1))
    bare = "".join(x for x in old.splitlines(keepends=True) if "read by detente" not in x)
    with pytest.raises(DataError, match="no entry that was read from data"):
        refresh("x", bare.encode(), NOW)


def test_a_section_of_which_nothing_is_left_is_an_empty_list(real_store):
    """The elections that the list announces end in 2022; a later day has none ahead."""
    text = data_case_text(ask("TUR", "USA", date(2022, 1, 1)), id_="tur-usa")
    assert case_of(text).calendar
    found = refresh("x", text.encode(), date(2025, 1, 1))
    assert "\ncalendar: []\n" in found.text
    assert case_of(found.text).calendar == ()
