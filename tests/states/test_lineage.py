"""The lineage of states: every entry and exit of the COW list, and what is carried over."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from detente.states.lineage import (
    FIRST_YEAR,
    LAST_YEAR,
    LINK_KINDS,
    code_in,
    code_on,
    code_spans,
    inherited,
    line,
    links,
)
from detente.states.states import records

ENTRIES = set(LINK_KINDS) - {"absorbs", "occupied", "protectorate"}
EXITS = {"continues", "divides", "unites", "absorbs", "occupied", "protectorate"}
LAST_DAY = date(2016, 12, 31)


@pytest.fixture(scope="module")
def spells(shared) -> list[tuple[int, date, date]]:
    """Code, first and last day of every spell of the COW state system, v2016."""
    sql = (
        "SELECT ccode, make_date(styear, stmonth, stday), make_date(endyear, endmonth, endday) "
        f"FROM read_parquet('{shared / 'cow_states.parquet'}')"
    )
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def near(link_day: date, day: date) -> bool:
    """The same day or the next, or the year alone where the table gives no more."""
    bare = (link_day.month, link_day.day) == (1, 1) and link_day.year == day.year
    return bare or abs(link_day - day) <= timedelta(days=1)


def test_every_start_of_a_spell_is_an_entry_of_one_kind(spells):
    assert len(spells) > 200
    odd = {}
    for code, start, _ in spells:
        kinds = {k.kind for k in links() if k.after == code and near(k.day, start)} & ENTRIES
        if len(kinds - {"unites"} or kinds) != 1:  # Germany continues one state, unites another
            odd[code, start] = kinds
    assert odd == {}


def test_every_end_of_a_spell_is_an_exit_of_one_kind(spells):
    """The first heir of a state that was divided comes within a year (Austria: 301 days)."""
    wait = timedelta(days=366)
    ends = [(code, end) for code, _, end in spells if end != LAST_DAY]
    assert len(ends) > 40
    odd = {}
    for code, end in ends:
        kinds = {k.kind for k in links() if k.before == code and near(k.day, end)}
        kinds |= {k.kind for k in links() if k.before == code and end < k.day < end + wait}
        kinds &= EXITS
        if len(kinds) != 1:
            odd[code, end] = kinds
    assert odd == {}


def test_no_link_names_a_day_on_which_nothing_begins_or_ends(spells):
    members = {code for code, _, _ in spells}
    starts, ends = {(c, s) for c, s, _ in spells}, {(c, e) for c, _, e in spells}
    checked = 0
    for link in links():
        if link.kind in EXITS - ENTRIES:
            code, days = link.before, ends
        else:
            code, days = link.after, starts
        if not {link.before, link.after} - {None} <= members:
            continue  # a state that COW does not list
        checked += 1
        assert any(near(link.day, day) for c, day in days if c == code), link
    assert checked > 250


def test_a_restored_state_had_left_and_returns_under_its_own_code(spells):
    count = Counter(code for code, _, _ in spells)
    restored = Counter(link.after for link in links() if link.kind == "restored")
    again = {code: n - 1 for code, n in count.items() if n > 1}
    assert again.pop(255) == 1  # from 260
    assert restored == again


def test_the_table_is_whole():
    codes = {record.ccode for record in records()}
    assert len(links()) > 250
    for link in links():
        assert link.kind in LINK_KINDS
        assert link.source
        assert {link.before, link.after} - {None} <= codes
        assert not link.history or None not in (link.before, link.after)
        assert not link.history or link.kind in ("continues", "divides", "unites")
    assert [k.day for k in links()] == sorted(k.day for k in links())


def test_each_state_that_ended_names_what_became_of_it():
    """Every record that ended for good before 2016, in the table of states, has an exit."""
    last: dict[int, Any] = {}
    for record in records():
        last[record.ccode] = record.end
    gone = {code for code, end in last.items() if end is not None}
    assert len(gone) > 20
    assert gone - {link.before for link in links() if link.kind in EXITS} == set()


@pytest.mark.parametrize(
    ("code", "year", "then"),
    [
        (255, 1930, 255), (255, 1970, 260), (260, 2000, 255), (260, 1900, 255), (265, 1995, 255),
        (679, 1962, 678), (680, 1980, 680), (678, 2000, 679), (680, 2000, 679),
        (305, 1740, 300), (310, 1900, 300), (300, 1930, 305), (316, 1980, 315), (315, 2000, 316),
        (816, 1858, 815), (345, 1850, 345), (365, 1700, 365), (255, 1740, 255),
    ],
)  # fmt: skip
def test_a_code_without_dates_is_read_by_date(code, year, then):
    assert code_on(code, date(year, 7, 1)) == code_in(code, year) == then


@pytest.mark.parametrize(("code", "year"), [(680, 1960), (369, 1970), (344, 1970), (255, 1947)])
def test_no_code_stands_for_a_state_that_was_not_there(code, year):
    """A colony, a part of a state that went on, a state under occupation."""
    assert code_on(code, date(year, 7, 1)) is None


def test_a_code_keeps_the_year_of_its_seam():
    assert [code_in(code, 1990) for code in (255, 260, 265, 678, 679, 680)] == [
        255, 260, 265, 678, 679, 680,
    ]  # fmt: skip
    assert code_on(260, date(1990, 10, 2)) == 260
    assert code_on(260, date(1990, 10, 3)) == 255


def test_spans_never_overlap_nor_cover_the_state_itself():
    spans = code_spans()
    assert spans
    for span in spans:
        assert span.first <= span.last
        assert span.code != span.ccode
        years = range(span.first, span.last + 1)
        assert {code_in(span.ccode, year) for year in years} == {span.code}
    assert len({(s.ccode, y) for s in spans for y in range(s.first, s.last + 1)}) == sum(
        s.last - s.first + 1 for s in spans
    )


@pytest.mark.parametrize("on_new_year", [False, True])
def test_spans_leave_out_no_year(on_new_year):
    spans = code_spans(on_new_year=on_new_year)
    by_span = {(s.ccode, y): s.code for s in spans for y in range(s.first, s.last + 1)}
    by_year = {
        (code, year): code_on(code, date(year, 1, 1)) if on_new_year else code_in(code, year)
        for code in {s.ccode for s in spans}
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }
    assert by_span == {k: code for k, code in by_year.items() if code not in (None, k[0])}


def test_history_is_carried_by_who_goes_on_and_not_by_who_leaves():
    carried = {(i.ccode, i.past) for i in inherited()}
    assert carried == {
        (255, 260), (260, 255), (679, 678), (679, 680), (305, 300), (310, 300), (316, 315),
        (317, 315), (100, 99),
    }  # fmt: skip


def test_one_line_runs_through_each_change_of_code():
    assert (line(260), line(678), line(300), line(315)) == (255, 679, 305, 316)
    assert [line(code) for code in (265, 680, 310, 317, 345, 365, 2)] == [
        265, 680, 310, 317, 345, 365, 2,
    ]  # fmt: skip
