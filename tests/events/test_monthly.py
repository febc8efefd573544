"""Series of events by month from the store: gaps, repetitions, exposure, notes, faults."""

import random
import re
import sys
from datetime import date, timedelta
from math import isnan

import numpy as np
import pytest
from events_kit import put

from detente.errors import DataError, DetenteError, MissingData
from detente.events import queries, store
from detente.events.counting import Counting
from detente.events.engine import DuckDB, open_engine
from detente.events.largest import largest_days
from detente.events.monthly import all_pairs, explain, held_days, pair_series
from detente.events.ready import make_ready
from detente.events.world import world_months


@pytest.fixture
def meetings(empty_store):
    """January: a meeting from both sides, one side twice. February: nothing. March: others only."""
    put(
        "keds",
        {"day": date(1995, 1, 5), "mentions": 7, "reference": "b"},
        {"day": date(1995, 1, 5), "quad": 3, "reference": "a"},
        {"day": date(1995, 1, 5), "source": 365, "target": 2, "reference": "a"},
        {"day": date(1995, 1, 9), "root": "19", "quad": 4, "source_role": "other"},
        {"day": date(1995, 1, 9), "root": "19", "quad": None, "source": 365, "target": 2},
        {"day": date(1995, 1, 9), "root": "20", "quad": None},
        {"day": date(1995, 1, 10), "misdated": True},
        {"day": date(1995, 3, 1), "target": 200},
    )


def quads(series, direction="both"):
    return series.quads[direction].tolist()


def test_a_month_without_a_row_is_zero_where_the_feed_has_days_and_otherwise_missing(meetings):
    series = pair_series("keds", 365, 2)
    assert (series.one, series.two) == (2, 365)
    assert series.months.astype(str).tolist() == ["1995-01", "1995-02", "1995-03"]
    assert series.days.tolist() == [2, 0, 1]
    assert series.length.tolist() == [31, 28, 31]
    assert series.gap.tolist() == [False, True, False]
    assert quads(series)[2] == [0, 0, 0, 0]
    assert all(isnan(n) for n in quads(series)[1])
    assert isnan(series.world[1])


def test_a_symmetric_event_counts_once_a_pair_and_once_a_direction(meetings):
    series = pair_series("keds", 2, 365)
    assert quads(series, "one to two")[0] == [1, 0, 0, 1]
    assert quads(series, "two to one")[0] == [1, 0, 0, 0]
    assert quads(series)[0] == [1, 0, 0, 1]
    assert (series.cooperation[0], series.conflict[0]) == (1, 1)
    assert series.world[::2].tolist() == [2, 1]


def test_each_row_counts_where_duplicates_stay(meetings):
    series = pair_series("keds", 2, 365, counting=Counting(duplicates="none"))
    assert quads(series)[0] == [2, 0, 1, 1]
    assert series.world[0] == 4


def test_mentions_are_a_series_of_their_own(meetings):
    series = pair_series("keds", 2, 365, counting=Counting(weights="mentions"))
    assert series.unit == "mentions"
    assert quads(series)[0] == [8, 0, 1, 1]


def test_roles_are_an_option_and_firms_and_persons_are_reported(meetings):
    series = pair_series("keds", 2, 365, counting=Counting(source_roles=("government",)))
    assert quads(series, "one to two")[0] == [1, 0, 0, 0]
    assert "Rows with a firm, person or party on either side: 1 of 6 (17%)." in series.notes
    assert "Of whoever acts, only these roles count: government." in series.notes


def test_notes_say_what_was_dropped_and_by_which_rule(meetings):
    notes = " ".join(pair_series("keds", 2, 365).notes)
    assert "the usual rule for WEIS" in notes
    assert "Rows: 6; events: 3. Rows that repeat an event of the same day, pair" in notes
    assert "Without a known quad, so in no class: 1 events" in notes
    assert "Rows dated more than a year from their file, left out: 1." in notes
    assert "Gaps: 1 of 3 (33%) months, 1995-02." in notes


def test_misdated_rows_can_count(meetings):
    series = pair_series("keds", 2, 365, counting=Counting(misdated=True, duplicates="none"))
    assert quads(series)[0] == [3, 0, 1, 1]


def test_months_can_be_chosen_by_any_of_their_days(meetings):
    series = pair_series("keds", 2, 365, date(1995, 1, 24), date(1995, 2, 2))
    assert series.months.astype(str).tolist() == ["1995-01"]
    assert quads(series) == [[1, 0, 0, 1]]


def test_months_end_where_the_feed_does(meetings):
    series = pair_series("keds", 2, 365, date(1, 1, 1), date(9999, 12, 31))
    assert series.months.astype(str).tolist() == ["1995-01", "1995-02", "1995-03"]


def test_a_mixed_month_is_a_gap_and_a_clean_break_is_a_note(empty_store):
    put("icews", *({"day": date(2023, month, 3)} for month in (3, 4)))
    put("gdelt1", *({"day": date(2013, month, 3)} for month in (3, 4)))
    assert pair_series("icews", 2, 365).gap.tolist() == [False, True]
    series = pair_series("gdelt1", 2, 365)
    assert series.gap.tolist() == [False, False]
    assert any(note.startswith("2013-04: daily updates begin") for note in series.notes)


@pytest.fixture
def many(empty_store):
    """Random rows over two years, in all months but one."""
    dice = random.Random(7)  # noqa: S311
    rows = []
    for _ in range(1500):
        source, target = dice.sample((2, 200, 365, 710), 2)
        day = date(2001, 1, 1) + timedelta(days=dice.randrange(720))
        row = {"day": day, "source": source, "target": target, "quad": dice.choice((1, 2, 3, 4))}
        rows.append(row | {"root": dice.choice(("01", "1"))})
    put("keds", *(row for row in rows if (row["day"].year, row["day"].month) != (2001, 7)))


@pytest.mark.parametrize("counting", [Counting(), Counting(duplicates="none")], ids=repr)
def test_the_world_is_the_sum_of_all_pairs(many, counting):
    pairs = all_pairs("keds", counting=counting)
    with open_engine("duckdb") as engine:
        world = world_months(store.parts("keds"), counting, engine)
    assert len(world.months) == 23
    for month, classes in zip(world.months, world.classes, strict=True):
        of_pairs = pairs.classes["both"][pairs.months == month]
        assert of_pairs.sum(axis=0).tolist() == classes.tolist()
    assert world.rows.sum() == sum(part.rows for part in store.manifest("keds").parts)


def test_one_pair_is_that_pair_of_all(many):
    pairs, series = all_pairs("keds"), pair_series("keds", 200, 365)
    rows = (pairs.one == 200) & (pairs.two == 365)
    held = np.isin(series.months, pairs.months[rows])
    for direction in ("one to two", "two to one", "both"):
        assert series.quads[direction][held].tolist() == pairs.classes[direction][rows, :4].tolist()
    assert held.sum() > 12


def test_a_direction_has_no_more_events_than_both(many):
    series = pair_series("keds", 2, 365)
    both = series.quads["both"][~series.gap].sum(axis=1)
    forward, backward = (
        series.quads[d][~series.gap].sum(axis=1) for d in ("one to two", "two to one")
    )
    assert (np.maximum(forward, backward) <= both).all()
    assert (both <= forward + backward).all()
    assert both.sum() < (forward + backward).sum()


def test_later_months_change_nothing_earlier(many):
    whole = pair_series("keds", 2, 365, counting=Counting())
    cut = pair_series("keds", 2, 365, last=date(2001, 12, 1))
    n = len(cut.months)
    assert np.array_equal(whole.quads["both"][:n], cut.quads["both"], equal_nan=True)
    assert np.array_equal(whole.world[:n], cut.world, equal_nan=True)


def test_the_cached_world_grows_with_the_store(cached_results, tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    put("keds", {"day": date(1995, 1, 5)})
    assert [pair_series("keds", 2, 365).world.tolist() for _ in range(2)] == [[1], [1]]
    assert (tmp_path / "cache" / "months").is_dir()
    put("keds", {"day": date(1995, 1, 6)}, {"day": date(1995, 2, 6)})
    assert pair_series("keds", 2, 365).world.tolist() == [2, 1]


@pytest.fixture
def ready(cached_results, tmp_path, monkeypatch):
    """Two months, counted when they were loaded; the first holds an event that came twice."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    put("keds", {"day": date(1995, 1, 5)}, {"day": date(1995, 2, 6), "misdated": True})
    put("keds", {"day": date(1995, 1, 5)}, {"day": date(1995, 1, 6), "target": 200, "quad": 4})
    make_ready("keds")


def test_what_a_load_made_ready_is_not_counted_again(ready, monkeypatch):
    monkeypatch.setattr("detente.events.engine.DuckDB.run", None)
    pairs, world = all_pairs("keds"), held_days("keds")
    found = zip(pairs.months, pairs.one, pairs.two, pairs.classes["both"].tolist(), strict=True)
    january = np.datetime64("1995-01")
    assert list(found) == [(january, 2, 200, [0, 0, 0, 1, 0]), (january, 2, 365, [1, 0, 0, 0, 0])]
    assert world.classes.tolist() == [[1, 0, 0, 1, 0], [0, 0, 0, 0, 0]]
    assert (world.rows.tolist(), world.misdated.tolist()) == ([3, 0], [0, 1])


def test_a_load_counts_only_the_months_that_it_changed(ready, monkeypatch):
    put("keds", {"day": date(1995, 2, 7)})
    counted, run = [], DuckDB.run

    def spy(engine, parts, *texts, **how):
        counted.extend(part.name[:7] for part in parts)
        return run(engine, parts, *texts, **how)

    monkeypatch.setattr("detente.events.engine.DuckDB.run", spy)
    make_ready("keds")
    assert set(counted) == {"1995-02"}
    assert held_days("keds").classes.sum(axis=1).tolist() == [2, 1]


def test_a_load_while_a_pair_is_counted_is_not_half_seen(many, monkeypatch):
    before = pair_series("keds", 2, 365)

    def loaded_after(*asked):
        world = world_months(*asked)
        put("keds", *({"day": date(2001, 1, 1) + timedelta(days=n)} for n in range(90)))
        return world

    monkeypatch.setattr("detente.events.monthly.world_months", loaded_after)
    assert repr(pair_series("keds", 2, 365)) == repr(before)


def test_ibis_is_not_needed_once_the_sql_is_stored(cached_results, monkeypatch):
    queries._template.cache_clear()
    before = queries.sql("rows", Counting(), "duckdb")
    queries._template.cache_clear()
    monkeypatch.setitem(sys.modules, "ibis", None)
    assert queries.sql("rows", Counting(), "duckdb") == before
    with pytest.raises(DetenteError, match="the extra 'events'"):
        queries.sql("rows", Counting(source_roles=("other",)), "duckdb")


def test_the_largest_days_come_first_with_their_references(meetings):
    january, february = np.array(["1995-01", "1995-02"], dtype="datetime64[M]")
    found = largest_days("keds", 2, 365, [january, february], 2)
    assert found[february] == ()
    first, second = found[january]
    assert (first.day, first.root, first.quad) == (date(1995, 1, 5), "04", 1)
    assert (first.events, first.mentions, first.references) == (3, 9, ("b", "a"))
    assert (second.root, second.events, second.references) == ("19", 2, ())


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: pair_series("keds", 2, 2), "a pair of 2 and 2; wanted two different states"),
        (lambda: pair_series("icews", 2, 365), "no events of icews in the store"),
        (
            lambda: pair_series("keds", 2, 365, date(2001, 1, 1), date(2000, 1, 1)),
            "from 2001-01-01 to 2000-01-01; wanted the earlier day first",
        ),
        (
            lambda: pair_series("keds", 2, 365, date(2001, 5, 1)),
            "keds has no events from 2001-05 to the end; the store holds 1995-01 to 1995-03",
        ),
        (lambda: all_pairs("keds", last=date(1990, 1, 1)), "from the beginning to 1990-01"),
        (lambda: largest_days("keds", 2, 365, [], 0), "count: 0; wanted 1 to 1000"),
        (lambda: Counting(source_roles=()), "source_roles: none; wanted one or more of"),
        (lambda: Counting(duplicates="week"), "duplicates: 'week'; wanted one of day, none"),
        (lambda: explain("keds", 2, 365, dialect="mysql"), "dialect: 'mysql'; wanted one of"),
        (lambda: explain("kedz", 2, 365), "no feed 'kedz'"),
    ],
)
def test_a_mistake_is_one_sentence(meetings, call, sentence):
    with pytest.raises((DataError, MissingData, DetenteError), match=re.escape(sentence)):
        call()


# the innermost condition, as each dialect writes it
WHERE = {
    "duckdb": """"t0"."day" >= CAST('2020-02-01' AS DATE)""",
    "spark": "`t0`.`day` >= CAST('2020-02-01' AS DATE)",
    "databricks": "`t0`.`day` >= CAST('2020-02-01' AS DATE)",
    "bigquery": "`t0`.`day` >= CAST('2020-02-01' AS DATE)",
}


@pytest.mark.parametrize("dialect", WHERE)
def test_the_sql_is_shown_for_any_dialect_without_a_connection(empty_store, dialect):
    import sqlglot

    text = explain("gdelt2", 365, 2, date(2020, 2, 9), date(2020, 2, 9), dialect=dialect)
    lines = text.splitlines()
    assert lines[0] == "-- events: the parts of GDELT 2.0, in events/gdelt2 of the data folder"
    assert WHERE[dialect] in text
    assert text.count("IN (2, 365)") == 2
    assert "$" not in text
    groups = sqlglot.parse_one(text, dialect=dialect).find_all(sqlglot.exp.Group)
    assert len(list(groups)) == 2


def test_months_end_on_their_last_day(empty_store):
    text = explain("gdelt2", 365, 2, date(2020, 2, 9), date(2020, 2, 9))
    assert "<= CAST('2020-02-29' AS DATE)" in text
