"""The panel against numbers derived in R from the raw files; maker: golden/panel/panel.R."""

import json
from pathlib import Path

import pytest

import detente
from detente.panel.tables import Tables

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "panel" / "panel.json").read_text())
ADDED = [
    "disputes", "cow-mids", "rivalries", "td-rivals", "alliances", "capabilities", "cinc-shares",
    "contiguity", "igos", "majors", "regime", "trade", "distance", "un-distance", "similarity",
    "un-agreement",
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(real_store):
    """The full undirected panel in a DuckDB of its own."""
    import duckdb

    table = detente.create_panel(add=ADDED).to_arrow_table()
    connection = duckdb.connect()
    connection.register("arrow", table)
    connection.execute("CREATE TABLE panel AS FROM arrow")
    return connection


def one(whole, sql):
    return whole.execute(sql).fetchone()


def decades(whole, what, where="true"):
    """Sums by decade in the golden file's terms."""
    rows = whole.execute(
        f"""SELECT year // 10 * 10, min(year), max(year), {what} FROM panel WHERE {where}
        GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    found = {f"{max(d, first)}-{last}": int(n) for d, first, last, n in rows}
    return found | {"total": sum(found.values())}


def test_numbers_of_dyad_years_are_those_of_the_golden_file(whole):
    golden = GOLDEN["panel"]
    assert decades(whole, "count(*)") == golden["dyad_years"]
    assert one(whole, "SELECT count(*) FROM panel WHERE year <= 2014") == (918_315,)
    directed = detente.create_panel("directed-dyad-year", years=(1816, 2014))
    assert directed.aggregate("count(*)").fetchone() == (golden["directed_1816_2014"],)
    states = detente.create_panel("state-year")
    assert states.aggregate("count(*)").fetchone() == (golden["state_years"]["total"],)


def test_the_row_is_there_once(whole):
    keys = one(whole, "SELECT count(*), count(DISTINCT (ccode1, ccode2, year)) FROM panel")
    assert keys == (993_975, 993_975)
    assert one(whole, "SELECT count(*) FROM panel WHERE ccode1 >= ccode2") == (0,)


@pytest.mark.parametrize(
    ("name", "column", "last"), [("gml", "gmlmid", 2010), ("cow_mid", "cowmid", 2014)]
)
@pytest.mark.parametrize("what", ["onset", "ongoing"])
def test_disputes(whole, name, column, last, what):
    golden = GOLDEN[name][what]
    within = f"year <= {last}"
    assert decades(whole, f"sum({column}{what})", within) == golden
    assert one(whole, f"SELECT count(*) FROM panel WHERE {within} AND {column}{what} IS NULL") == (
        0,
    )
    assert one(whole, f"SELECT count({column}{what}) FROM panel WHERE NOT {within}") == (0,)


@pytest.mark.parametrize("obligation", ["defense", "offense", "neutral", "nonagg", "consul", "any"])
def test_alliances(whole, obligation):
    column = f"atop_{obligation}"
    assert decades(whole, f"sum({column})") == GOLDEN["atop"]["either_owes"][obligation]
    directed = detente.create_panel("directed-dyad-year", add=["alliances"])
    owed = directed.filter(f"ccode1 < ccode2 AND {column} = 1").aggregate("count(*)").fetchone()
    assert owed == (GOLDEN["atop"]["low_owes_high"][obligation]["total"],)


# years that the lists have under a code whose state was not there then, or of another state
BY_DATE = {
    "rivalry": {(220, 260): 1, (255, 300): 55, (305, 345): 2, (411, 481): 47, (663, 678): 2,
                (670, 678): 12, (680, 698): 12, (438, 481): -47},
    "tdrivalry": {(220, 260): 1, (305, 345): 2, (670, 678): 3, (678, 680): 24},
}  # fmt: skip


@pytest.mark.parametrize(("column", "list_"), [("rivalry", "tss"), ("tdrivalry", "td")])
def test_rivalries(whole, column, list_):
    """As in R with the codes of the list, but for the pairs whose codes are read by date."""
    pairs = [pair for pair, years in BY_DATE[column].items() if years > 0]
    moved = f"(ccode1, ccode2) IN ({', '.join(map(str, pairs))})"
    assert {
        (a, b): n
        for a, b, n in whole.execute(
            f"SELECT ccode1, ccode2, sum({column})::INTEGER FROM panel WHERE {moved} GROUP BY ALL"
        ).fetchall()
    } == {pair: BY_DATE[column][pair] for pair in pairs}
    golden = GOLDEN[list_]["dyad_years"]
    until = "year <= 2010" if list_ == "td" else "true"
    assert decades(whole, f"sum({column})", until)["total"] == golden["total"] + sum(
        BY_DATE[column].values()
    )
    same = decades(whole, f"sum({column})", f"{until} AND NOT {moved}")
    apart = {decade for decade, years in golden.items() if same[decade] != years}
    assert apart <= {f"{y}-{y + 9}" for y in range(1970, 2010, 10)} | {"2010-2018", "total"}


def test_the_earlier_list_of_rivalries_ends_in_2010(whole):
    assert one(whole, "SELECT count(tdrivalry) FROM panel WHERE year > 2010") == (0,)


def test_capabilities(whole):
    golden = GOLDEN["nmc"]
    means = one(whole, "SELECT avg(cinc1), avg(cinc2) FROM panel WHERE year <= 2014")
    assert means == pytest.approx(
        (golden["panel_mean_cinc1"], golden["panel_mean_cinc2"]), rel=1e-12
    )
    states = detente.create_panel("state-year", years=(1816, 2014), add=["capabilities"])
    for end, order in (("max_cinc", "DESC"), ("min_cinc", "ASC")):
        row = states.order(f"cinc {order}").project("ccode, year, cinc").limit(1).fetchone()
        assert row == tuple(golden[end].values())


def test_the_index_follows_from_its_components(whole):
    apart = one(whole, "SELECT max(abs(cinc1 - cinc_components1)) FROM panel WHERE year <= 2014")[0]
    assert apart <= GOLDEN["nmc"]["recomputed"]["mean_over_available_1816_2022"][
        "max_abs_difference"
    ] * (1 + 1e-6)


def test_contiguity(whole):
    golden = GOLDEN["contiguity"]
    near = "year <= 2014 AND conttype > 0"
    assert decades(whole, "count(*)", near) == golden["any_day_by_decade"]
    counts = dict(
        whole.execute(
            f"SELECT conttype::TEXT, count(*) FROM panel WHERE {near} GROUP BY 1"
        ).fetchall()
    )
    assert counts | {"total": sum(counts.values())} == golden["any_day"]


def test_shared_organisations(whole):
    golden = GOLDEN["igo"]
    within = "year <= 2014"
    got = one(
        whole,
        f"""SELECT sum(dyadigos), max(dyadigos), count(*) FILTER (dyadigos IS NULL)
        FROM panel WHERE {within}""",
    )
    assert got == (golden["sum"], golden["max"], golden["panel_without_row"])
    assert decades(whole, "sum(dyadigos)", within) == golden["sum_by_decade"]


def test_majors(whole):
    golden = GOLDEN["majors"]
    rows = dict(
        whole.execute(
            "SELECT cowmaj1 + cowmaj2, count(*) FROM panel WHERE year <= 2014 GROUP BY 1"
        ).fetchall()
    )
    assert rows == {2: golden["dyad_years"]["two"], 1: golden["dyad_years"]["one"],
                    0: golden["dyad_years"]["none"]}  # fmt: skip


def test_regime(real_store):
    """polity2 is golden in the compiled file; the panel has that of Polity 5, which has more."""
    states = detente.create_panel("state-year", years=(1816, 2014), add=["regime"])
    golden = GOLDEN["democracy"]
    count, mean = states.aggregate("count(v2x_polyarchy), avg(v2x_polyarchy)").fetchone()
    assert count == golden["v2x_polyarchy"]["state_years"]
    assert mean == pytest.approx(golden["v2x_polyarchy"]["mean"], rel=1e-12)
    compiled, gained, lost, changed, total = states.query(
        "s",
        f"""SELECT count(d.polity2), count(*) FILTER (d.polity2 IS NULL AND s.polity2 IS NOT NULL),
        count(*) FILTER (d.polity2 IS NOT NULL AND s.polity2 IS NULL),
        count(*) FILTER (d.polity2 <> s.polity2), count(s.polity2)
        FROM s LEFT JOIN {Tables()["democracy"]} d USING (ccode, year)""",
    ).fetchone()
    assert compiled == golden["polity2"]["state_years"]
    assert total == compiled + gained - lost
    assert (gained, lost, changed) == (377, 1, 66)


def test_trade_distance_and_ideal_points(whole):
    trade = GOLDEN["trade"]
    got = one(
        whole,
        "SELECT count(flow1), sum(flow1::DOUBLE), count(flow2), sum(flow2::DOUBLE) FROM panel",
    )
    assert got == (trade["flow1_non_null"], trade["flow1_sum"], trade["flow2_non_null"], trade["flow2_sum"])  # fmt: skip
    count, mean = one(whole, "SELECT count(mindist), avg(mindist) FROM panel")
    assert count == GOLDEN["distance"]["non_null"]
    assert mean == pytest.approx(GOLDEN["distance"]["mean"], rel=1e-9)
    golden = GOLDEN["ideal_points"]
    count, mean = one(whole, "SELECT count(ideal_distance), avg(ideal_distance::DOUBLE) FROM panel")
    assert count == golden["both_present"]
    assert mean == pytest.approx(golden["mean_abs_difference"], rel=1e-6)
    usa_russia = dict(
        whole.execute(
            "SELECT year::TEXT, ideal_distance FROM panel WHERE ccode1 = 2 AND ccode2 = 365"
        ).fetchall()
    )
    for year, distance in golden["usa_russia"].items():
        assert usa_russia[year] == pytest.approx(distance, abs=1e-6)


def test_similarity(whole, shared):
    """Kappa and pi in every cell by mean; S in every cell of the project's own table."""
    assert all(GOLDEN["similarity"][part] for part in ("panel_1816_2018", "sample"))
    for column, golden in GOLDEN["similarity"]["panel_1816_2018"].items():
        count, mean, least = one(
            whole, f"SELECT count({column}), avg({column}), min({column}) FROM panel"
        )
        assert count == golden["n"]
        assert mean == pytest.approx(golden["mean"], abs=1e-12)
        assert least == pytest.approx(golden["min"], abs=1e-12)
    apart = one(
        whole,
        f"""SELECT count(*), max(abs(p.s_valued - s.s_valued)), max(abs(p.s_binary - s.s_binary))
        FROM panel p JOIN '{shared / "atop51_sscore_dyadyear.parquet"}' s
        USING (ccode1, ccode2, year)""",
    )
    assert apart[0] == 993_975
    assert max(apart[1:]) < 1e-7
    for case in GOLDEN["similarity"]["sample"]:
        if case["in_panel"]:
            got = one(
                whole,
                f"""SELECT s_valued, kappa_valued, pi_valued, s_binary, kappa_binary, pi_binary
                FROM panel WHERE (ccode1, ccode2, year) =
                ({case["ccode1"]}, {case["ccode2"]}, {case["year"]})""",
            )
            expected = [case[k][m] for k in ("valued", "binary") for m in ("S", "kappa", "pi")]
            assert got == pytest.approx(expected, abs=1e-12)


def test_un_agreement(whole, shared):
    """Every dyad-year of the table made independently, and the sample made in R."""
    apart = one(
        whole,
        f"""SELECT count(*), count(*) FILTER ((un_votes, un_same, un_opposed) <>
          (n_votes::INTEGER, n_same::INTEGER, n_opposed::INTEGER))
        FROM panel p JOIN '{shared / "un_agreement_dyadyear.parquet"}' u
        USING (ccode1, ccode2, year)""",
    )
    assert apart == (GOLDEN["un_voting"]["panel_rows_1946_2018"], 0)
    for case in GOLDEN["un_voting"]["sample"]:
        if case["year"] > 2018:  # beyond the panel's default years
            continue
        got = one(
            whole,
            f"""SELECT un_votes, un_same, un_opposed, un_agreement, un_agreement_half FROM panel
            WHERE (ccode1, ccode2, year) = ({case["ccode1"]}, {case["ccode2"]}, {case["year"]})""",
        )
        n, same, opposed = case["n_votes"], case["n_same"], case["n_opposed"]
        assert got[:3] == (n, same, opposed)
        assert got[3:] == pytest.approx((same / n, (same + (n - same - opposed) / 2) / n))


@pytest.mark.parametrize("code", sorted(GOLDEN["seams"], key=int))
def test_a_state_with_two_codes_has_the_years_of_both(whole, code):
    golden = GOLDEN["seams"][code]
    got = one(
        whole,
        f"""SELECT count(*), min(year), max(year), count(DISTINCT year) FROM panel
        WHERE {code} IN (ccode1, ccode2)""",
    )
    assert got == (golden["dyad_years"], golden["first"], golden["last"], golden["years"])
