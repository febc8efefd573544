"""Measures that carry a source on with another, and those of the newest sources."""

import json
import runpy
from pathlib import Path

import pytest

import detente
from detente.data import pull
from detente.data.sql import sql
from detente.data.store import connect
from detente.panel.measures import leaders_continued, regime_continued
from detente.panel.state_codes import cow_codes
from detente.panel.tables import Tables
from detente.registry import measures, sources

KNOTS = Path(__file__).parents[1] / "golden" / "panel" / "polity_knots.py"


def ask(sql, *names):
    """One row of a query in which {name} stands for a measure, dashes as underscores."""
    found = {n.replace("-", "_"): f"({measures()[n].query(Tables())})" for n in names}
    tables = {"t": Tables()}
    return connect().execute(sql.format(**found, **tables)).fetchone()


def all_rows(sql, *names):
    found = {n.replace("-", "_"): f"({measures()[n].query(Tables())})" for n in names}
    return connect().execute(sql.format(**found)).fetchall()


def test_an_iso_code_means_one_state_in_each_year():
    rows = connect().execute(f"FROM {cow_codes()}").fetchall()
    codes = {(iso3, year): ccode for iso3, year, ccode in rows}
    assert len(codes) == len(rows) > 10_000
    assert [codes["DEU", y] for y in (1930, 1970, 1990, 2025)] == [255, 260, 255, 255]
    assert codes["YEM", 1990] == 679
    assert ("SSD", 2000) not in codes


def test_polity_goes_on_without_a_step_at_its_end(real_store):
    """2019 differs from 2018 by what the mapped index changed, cut at the ends of the scale."""
    apart, states, steps = ask(
        """SELECT max(abs(x.polity_continued
            - greatest(-10, least(10, p.polity_continued + b.m - a.m)))), count(*),
          count(*) FILTER (abs(x.polity_continued - p.polity_continued) > 3)
        FROM {regime_continued} x JOIN {regime_continued} p USING (ccode)
        JOIN (SELECT ccode, year, """
        + regime_continued.mapped(sql("v2x_polyarchy"))
        + """ AS m FROM {regime}) a USING (ccode)
        JOIN (SELECT ccode, year, """
        + regime_continued.mapped(sql("v2x_polyarchy"))
        + """ AS m FROM {regime}) b USING (ccode)
        WHERE x.year = 2019 AND p.year = 2018 AND a.year = 2018 AND b.year = 2019""",
        "regime-continued",
        "regime",
    )
    assert apart < 1e-9
    assert (states, steps) == (166, 1)


def test_every_score_says_where_it_comes_from(real_store):
    rows = all_rows(
        """SELECT polity_continued_by, min(year), max(year), count(*), min(polity_continued),
        max(polity_continued) FROM {regime_continued} GROUP BY 1 ORDER BY 1""",
        "regime-continued",
    )
    assert [r[:3] for r in rows] == [(0, 1776, 2018), (1, 2019, 2025)]
    assert all((r[4], r[5]) == (-10, 10) for r in rows)
    assert rows[1][3] == 7 * 166


def test_the_map_and_its_error_are_those_that_its_maker_finds(shared):
    maker = runpy.run_path(str(KNOTS))
    both = maker["rows"](shared)
    assert tuple(maker["knots"](both, 2018).round(1)) == regime_continued.KNOTS
    errors = maker["errors"](both, 2008)
    assert errors["continued"] == pytest.approx([0.92, 1.72], abs=0.01)
    assert errors["kept"] == pytest.approx([0.83, 2.21], abs=0.01)
    assert errors["mapped"] == pytest.approx([1.71, 2.54], abs=0.01)


def test_the_map_rises_and_stays_on_the_scale():
    steps = [i / 200 for i in range(201)]
    values = ", ".join(f"({v}::DOUBLE)" for v in steps)
    rows = connect().execute(
        f"SELECT v, {regime_continued.mapped(sql('v'))} FROM (VALUES {values}) t(v) ORDER BY v"
    ).fetchall()  # fmt: skip
    mapped = [m for _, m in rows]
    assert mapped == sorted(mapped)
    assert (mapped[0], mapped[-1]) == (-10, 10)


def test_the_two_codings_of_disputes_are_never_mixed(real_store):
    panel = detente.create_panel(
        years=(2005, 2018), add=["disputes", "cow-mids", "disputes-continued"]
    )
    rows = panel.query(
        "p",
        """SELECT year, count(*), count(mid_by_cow), min(mid_by_cow), max(mid_by_cow),
        count(*) FILTER (midonset IS DISTINCT FROM gmlmidonset),
        count(*) FILTER (midonset IS DISTINCT FROM cowmidonset)
        FROM p GROUP BY year ORDER BY year""",
    ).fetchall()
    assert [r[0] for r in rows] == [*range(2005, 2019)]
    before, after, beyond = rows[:6], rows[6:10], rows[10:]
    assert all(r[1] == r[2] and r[3:6] == (0, 0, 0) for r in before)
    assert all(r[1] == r[2] and r[3:5] == (1, 1) and r[6] == 0 for r in after)
    assert all(r[2:5] == (0, None, None) for r in beyond)


def test_onsets_of_the_two_codings_where_both_are(real_store):
    """Numbers of the docstring of the measure."""
    panel = detente.create_panel(years=(2001, 2014), add=["disputes", "cow-mids"])
    got = panel.aggregate(
        """sum(gmlmidonset) FILTER (year <= 2010), sum(cowmidonset) FILTER (year <= 2010),
        sum(gmlmidonset * cowmidonset) FILTER (year <= 2010),
        sum(cowmidonset) FILTER (year = 2010), sum(cowmidonset) FILTER (year = 2011)"""
    ).fetchone()
    assert got == (279, 300, 276, 19, 74)


def test_reign_and_archigos_agree_where_both_are(real_store):
    """Numbers of the docstring of the measure; at the join, seven of 168 states differ."""
    reign = leaders_continued.from_reign(Tables())
    sql = (
        "SELECT count(*), count(*) FILTER (leader_change = leader_new), "
        "count(*) FILTER (leader_change < leader_new), "
        "count(*) FILTER (leader_change > leader_new) FROM {leaders} JOIN (" + reign + ") "
        "USING (ccode, year) WHERE year BETWEEN "
    )
    assert ask(sql + "1950 AND 2015", "leaders") == (9326, 9216, 93, 17)
    assert ask(sql + "2015 AND 2015", "leaders") == (168, 161, 6, 1)


def test_leaders_after_2015_say_that_reign_lists_them(real_store):
    rows = all_rows(
        "SELECT leader_new_by_reign, max(year), min(year) FROM {leaders_continued} "
        "GROUP BY 1 ORDER BY 1",
        "leaders-continued",
    )
    assert [r[:2] for r in rows] == [(0, 2015), (1, 2020)]
    assert rows[1][2] == 2016
    usa = all_rows(
        "SELECT year FROM {leaders_continued} WHERE ccode = 2 AND leader_new = 1 AND year > 2000 "
        "ORDER BY year",
        "leaders-continued",
    )
    assert [y for (y,) in usa] == [2001, 2009, 2017]


def test_elections_as_they_were_held(real_store):
    rows = all_rows("FROM {elections} WHERE ccode IN (2, 200) AND year >= 2015", "elections")
    held = {(r[0], r[1]): tuple(r[2:]) for r in rows}
    assert {k for k, v in held.items() if v[0]} == {
        (2, 2016), (2, 2020), (200, 2015), (200, 2017), (200, 2019),
    }  # fmt: skip
    assert held[2, 2020] == (1, 1, 0)
    assert held[200, 2017] == (1, 0, 1)


def test_agreement_of_2025_is_that_of_the_table_made_from_the_same_votes(real_store):
    pairs, apart, half = ask(
        """SELECT count(*), max(abs(m.unga_agreement - a.agree_identical)),
          max(abs(m.unga_agreement_half - a.agree_distance))
        FROM {un_agreement_2025} m JOIN (SELECT x.ccode AS a, y.ccode AS b, t.*
          FROM {t[un-agreement-2025]} t JOIN {codes} x ON x.iso3 = iso3a AND x.year = 2025
          JOIN {codes} y ON y.iso3 = iso3b AND y.year = 2025) a
        ON m.ccode1 = least(a.a, a.b) AND m.ccode2 = greatest(a.a, a.b)
        WHERE m.unga_votes = a.n_votes""",
        "un-agreement-2025",
        "codes",
    )
    assert pairs == 17_563
    assert max(apart, half) < 1.01e-4  # the table has four digits


def test_published_agreement_is_that_of_the_roll_calls(real_store):
    """Half of the pairs to within .006; the releases count other votes and absences."""
    n, correlation, median = ask(
        """SELECT count(*), corr(un_agree_published, un_agreement),
        median(abs(un_agree_published - un_agreement))
        FROM {un_agreement_six} JOIN {un_agreement} USING (ccode1, ccode2, year)""",
        "un-agreement-six",
        "un-agreement",
    )
    assert n == 59_226
    assert correlation > 0.99
    assert median < 0.006


def test_favourability_is_of_the_public_and_about_the_other(real_store):
    """Pew published 45 (2003), 31 (2008) and 64 (2009) per cent of Germans for the USA."""
    rows = all_rows(
        "SELECT year, favourable1, favourable2 FROM {favourability} "
        "WHERE ccode1 = 255 AND ccode2 = 2 AND year IN (2003, 2005, 2008, 2009) ORDER BY 1",
        "favourability",
    )
    assert [(y, round(a)) for y, a, _ in rows] == [(2003, 45), (2005, 41), (2008, 31), (2009, 64)]
    assert [b and round(b) for _, _, b in rows] == [None, 60, None, None]
    swapped = ask(
        "SELECT favourable1, favourable2 FROM {favourability} WHERE ccode1 = 2 AND ccode2 = 255 "
        "AND year = 2005",
        "favourability",
    )
    assert swapped == rows[1][:0:-1]


def test_influence_is_over_the_other_and_dependence_on_him(real_store):
    """Mexico is not among the 18; the USA holds more over the Netherlands than the reverse."""
    row = ask(
        "SELECT fbic1, fbic2, dependence1, dependence2, fbic_trade FROM {foreign_influence} "
        "WHERE ccode1 = 2 AND ccode2 = 210 AND year = 2023",
        "foreign-influence",
    )
    assert row[0] > row[1]
    assert row[3] > row[2]
    rows = all_rows(
        "SELECT a.year FROM {foreign_influence} a JOIN {foreign_influence} b ON "
        "(a.ccode1, a.ccode2, a.year) = (b.ccode2, b.ccode1, b.year) AND a.fbic1 = b.fbic2 "
        "AND a.dependence1 = b.dependence2 AND a.fbic_bandwidth = b.fbic_bandwidth",
        "foreign-influence",
    )
    assert len(rows) == 25 * 17 * 16  # Hong Kong has no COW code


def test_reported_events_turn_hostile_with_the_war(real_store):
    rows = all_rows(
        "SELECT year, event_tone FROM {reported_events} WHERE ccode1 = 2 AND ccode2 = 365 "
        "ORDER BY year",
        "reported-events",
    )
    tone = dict(rows)
    assert sorted(tone) == [*range(2018, 2024)]
    assert min(tone[y] for y in range(2018, 2022)) > 0.5
    assert tone[2022] < -0.3


def test_the_numbers_of_the_maker_are_json(shared, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", [str(KNOTS), str(shared)])
    runpy.run_path(str(KNOTS), run_name="__main__")
    assert set(json.loads(capsys.readouterr().out)) == {"knots", "errors"}


def test_conflict_between_governments_to_the_newest_year(real_store):
    """Kuwait 1991: one primary party on either side, thirty with troops; Ukraine to 2024."""
    rows = all_rows(
        "SELECT ccode1, ccode2, year, interstate_conflict, interstate_conflict_joined "
        "FROM {interstate_conflict} WHERE year IN (1991, 2024)",
        "interstate-conflict",
    )
    level = {r[:3]: r[3:] for r in rows}
    gulf = {k: v for k, v in level.items() if k[2] == 1991 and 645 in k}
    assert [k for k, v in gulf.items() if v[0]] == [(645, 690, 1991)]
    assert len(gulf) > 25
    assert {v[1] for v in gulf.values()} == {2}
    assert (level[365, 369, 2024], level[369, 731, 2024]) == ((2, 2), (0, 2))


def test_without_polity_itself_the_compiled_score_is_used(empty_store, tmp_path):
    """A plain store has Polity only if its one address works; the regime does not depend on it."""
    import duckdb

    rows = "SELECT 2 ccode, 1990 AS year, 0.1 euds, 0.2 aeuds, 10 polity2, 0.9 v2x_polyarchy"
    duckdb.sql(rows).write_parquet(str(tmp_path / "democracy_stateyear.parquet"))
    pull.pull([sources()["democracy"]], tmp_path, accept_changes=True)
    regime = measures()["regime"].query(Tables())
    assert connect().execute(f"SELECT ccode, year, polity2 FROM ({regime})").fetchall() == [
        (2, 1990, 10)
    ]


def test_no_capital_lies_in_the_middle_of_its_country(real_store):
    """Distances that an atlas has, in kilometres."""
    kilometres = dict(
        connect()
        .execute(
            f"""SELECT ccode2 * 1000 + ccode1, capdist FROM ({measures()["capitals"].query(Tables())})
            WHERE year = 2000 AND (ccode1, ccode2) IN ((140, 160), (325, 616), (651, 670))"""
        )
        .fetchall()
    )
    assert kilometres[160140] == pytest.approx(2340, abs=20)  # Brasilia, Buenos Aires
    assert kilometres[616325] == pytest.approx(600, abs=15)  # Rome, Tunis
    assert kilometres[670651] == pytest.approx(1635, abs=20)  # Cairo, Riyadh
