"""Sources of votes, opinion, influence, leaders, events and regimes, those of the newest cards."""

import csv
import gzip
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from detente import registry
from detente.data import pull, store, tabular
from detente.errors import DataError
from detente.sources import polity5

CARDS = registry.sources()
NEW = (
    "fbic", "gdelt-dyad-months", "gdelt-world-months", "gw-states", "icews-conflict-months",
    "pew-favourability", "polity5", "reign-elections", "reign-leaders", "un-agreement-2025",
    "un-ideal-points-2024", "un-votes-2025",
)  # fmt: skip


def read(card_id, path):
    """Rows that a card reads from a file."""
    card = CARDS[card_id]
    with store.database(path) as connection:
        tabular.load_table(connection, card, path, card.forms[0])
        found = connection.execute("FROM rows").fetchall()
    return [dict(zip(card.columns, row, strict=True)) for row in found]


@pytest.mark.parametrize("name", NEW)
def test_the_file_at_hand_has_the_rows_of_its_card(name, real_store):
    held, card = store.status()[name], CARDS[name]
    assert (held.rows, held.sha256, held.as_known) == (card.rows, card.sha256, True)


@pytest.mark.parametrize("name", NEW)
def test_years_of_the_rows_are_those_of_the_card(name, real_store):
    """Events and leaders may lie outside: REIGN lists what began before 1950 and after 2020."""
    card = CARDS[name]
    first, last = card.coverage
    # what REIGN announces for a year was known in that of the list
    year = "year" if name == "reign-elections" else card.known
    got = (
        store.connect()
        .execute(f"SELECT min({year}), max({year}) FROM {store.query(card)}")
        .fetchone()
    )
    beyond = {"reign-elections": (1915, 2027), "reign-leaders": (1921, 2021)}
    beyond |= {"polity5": (1776, 2020), "gw-states": (1816, 2011)}
    assert got == beyond.get(name, (first, last))


def test_a_gzipped_text_is_read_like_the_text(tmp_path, empty_store):
    text = "month,days,world_gross\n201801,31,2.5\n201802,,1\n"
    plain = tmp_path / "gdelt2_world_month_2018_2024.csv"
    plain.write_text(text)
    packed = tmp_path / "gdelt2_world_month_2018_2024.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    rows = read("gdelt-world-months", plain)
    assert rows == read("gdelt-world-months", packed)
    assert [r["days"] for r in rows] == [31, None]


@pytest.mark.parametrize("damage", [lambda b: b[:40], lambda b: b"month,days,world_gross\n1,2,3\n"])
def test_a_damaged_gzip_is_one_sentence(damage, tmp_path, empty_store):
    text = "month,days,world_gross\n" + "".join(f"2018{m:02},{m},1\n" for m in range(1, 13))
    path = tmp_path / "gdelt2_world_month_2018_2024.csv.gz"
    path.write_bytes(damage(gzip.compress(text.encode())))
    with pytest.raises(DataError, match=r"\.gz: truncated or damaged gzip"):
        pull.pull([CARDS["gdelt-world-months"]], path)


def test_a_list_without_a_header_keeps_its_first_row(tmp_path, empty_store):
    path = tmp_path / "iisystem.dat"
    path.write_bytes("2\tAAA\tFirst\t01:01:1816\t31:12:2017\n41\tBBB\tMeß\t20:05:1902\t04:07:1915\n"
                     .encode("latin-1"))  # fmt: skip
    rows = sorted(read("gw-states", path), key=lambda r: r["gwcode"])
    assert [(r["gwcode"], r["abbreviation"]) for r in rows] == [(2, "AAA"), (41, "BBB")]
    assert (rows[1]["startdate"], rows[1]["enddate"]) == (date(1902, 5, 20), date(1915, 7, 4))


def test_the_list_of_states_is_the_same_from_its_text_and_from_the_public_copy(shared, empty_store):
    """Names are not read: those of the text have lost their accents on the way."""
    card = CARDS["gw-states"]
    copy = shared / "public" / "svmiller+peacesciencer" / "data" / "gw_states.rda"
    for path in (shared / "producers" / "iisystem.dat", copy):
        held = pull.pull([card], path)[0]
        assert (held.sha256, held.rows) == (card.sha256, card.rows)


def test_a_column_for_each_state_becomes_a_row_for_each_vote(tmp_path, empty_store):
    path = tmp_path / "unga_votes_2025.csv.gz"
    text = "Resolution,Date,Title,Yes,No,Abstain,NAM,USA,RUS\nA/1,2025-03-01,x,1,1,0,Y,N,\n"
    path.write_bytes(gzip.compress(text.encode()))
    rows = read("un-votes-2025", path)
    assert sorted((r["iso3"], r["vote"]) for r in rows) == [("NAM", 1), ("USA", 3)]


def test_agreement_of_2025_follows_from_the_votes(shared, empty_store):
    card, votes = CARDS["un-agreement-2025"], shared / "recent" / "unga_votes_2025.csv.gz"
    held = pull.pull([card], votes)[0]
    assert (held.sha256, held.rows) == (card.sha256, card.rows)


def test_agreement_is_of_calls_in_which_both_voted_and_of_at_least_twenty(tmp_path, empty_store):
    lines = ["Resolution,Date,Title,AAA,BBB,CCC"]
    lines += [
        f"A/{n},2025-03-01,x,{'Y' if n else 'N'},{'A' if n < 5 else 'Y'},N" for n in range(20)
    ]
    lines.append("A/20,2025-03-02,x,Y,,Y")
    path = tmp_path / "unga_2025_resolutions.csv"
    path.write_text("\n".join(lines) + "\n")
    pull.pull([CARDS["un-agreement-2025"]], path, accept_changes=True)
    rows = store.read(CARDS["un-agreement-2025"])[0]
    found = {(r["iso3a"], r["iso3b"]): [*r.values()][3:] for r in rows}
    assert found == {
        ("AAA", "BBB"): [20, 0.75, 0.875],  # 15 the same, 5 half apart
        ("AAA", "CCC"): [21, 0.0952, 0.0952],  # 2 the same, 19 opposed
        ("BBB", "CCC"): [20, 0.0, 0.125],  # 5 half apart, 15 opposed
    }


def polity_file(folder, *rows):
    path = folder / "p5v2018.csv"
    with path.open("w", newline="") as handle:
        csv.writer(handle).writerows([("scode", "country", "year", "polity2"), *rows])
    return path


def test_a_polity_code_means_another_state_at_another_date(tmp_path, empty_store):
    path = polity_file(
        tmp_path,
        ("RUS", "Russia", 1921, -1), ("RUS", "Russia", 1922, -1), ("USR", "USSR", 1922, -7),
        ("AUS", "Austria", 1900, -4), ("AUS", "Austria", 1920, 8), ("GCL", "Gran Colombia", 1825, 1),
        ("MNT", "Montenegro", 2007, 9), ("KOS", "Kosovo", 2008, 8), ("BEL", "Belgium", 1830, -88),
    )  # fmt: skip
    rows = {(r["scode"], r["year"]): (r["ccode"], r["polity2"]) for r in read("polity5", path)}
    assert rows == {
        ("RUS", 1921): (365, -1), ("RUS", 1922): (None, -1), ("USR", 1922): (365, -7),
        ("AUS", 1900): (300, -4), ("AUS", 1920): (305, 8), ("GCL", 1825): (None, 1),
        ("MNT", 2007): (341, 9), ("KOS", 2008): (347, 8), ("BEL", 1830): (211, None),
    }  # fmt: skip


def test_spans_of_a_polity_code_follow_each_other_and_no_code_is_in_both_tables():
    assert not set(polity5.SAME) & {row[0] for row in polity5.DATED}
    assert len(polity5.SAME) > 160
    for code in {row[0] for row in polity5.DATED}:
        spans = sorted(row[1:3] for row in polity5.DATED if row[0] == code)
        assert all(a[1] < b[0] for a, b in pairwise(spans))
    for code in {row[3] for row in polity5.DATED}:
        spans = sorted(row[1:3] for row in polity5.DATED if row[3] == code)
        assert all(a[1] < b[0] for a, b in pairwise(spans))


# Polity's second row of a year in which a state changed its code, and codes outside COW
UNMAPPED = {
    "DRV": [1976], "ETH": [1993], "RUS": [1922], "SAR": [1861], "SUD": [2011], "YGS": [2006],
    "YUG": [1991], "GCL": [*range(1821, 1833)], "OFS": [*range(1854, 1903)],
    "UPC": [*range(1824, 1839)],
}  # fmt: skip
# members of the COW system that Polity does not rate at all
NEVER_RATED = {
    31, 53, 54, 55, 56, 57, 58, 60, 80, 221, 223, 232, 240, 273, 275, 280, 331, 338, 395, 403, 511,
    591, 781, 835, 935, 946, 947, 955, 970, 983, 986, 987, 990,
}  # fmt: skip
# first and last year of members in which Polity does not rate them yet (329: no longer)
RATED_LATER = {
    100: (1831, 1831), 140: (1822, 1823), 225: (1816, 1847), 267: (1816, 1818), 367: (1918, 1919),
    452: (1957, 1959), 552: (1965, 1979), 616: (1825, 1881), 651: (1855, 1882), 690: (1961, 1962),
    712: (1921, 1923), 771: (1971, 1971), 817: (1954, 1954), 329: (1861, 1861),
}  # fmt: skip


@pytest.fixture(scope="module")
def polity(real_store):
    """Polity's rows, and the years of each COW member."""
    connection = store.connect()
    rows = connection.execute(
        f"SELECT scode, year, ccode FROM {store.query(CARDS['polity5'])}"
    ).fetchall()
    members = connection.execute(
        f"SELECT DISTINCT ccode, unnest(range(styear, endyear + 1)) FROM "
        f"{store.query(CARDS['cow-states'])}"
    ).fetchall()
    return rows, set(members)


def test_no_cow_state_year_has_two_values_of_polity(polity):
    keys = Counter((ccode, year) for _, year, ccode in polity[0] if ccode is not None)
    assert len(keys) > 17_000
    assert max(keys.values()) == 1


def test_rows_without_a_cow_state_are_known_one_by_one(polity):
    found = {}
    for code, year, ccode in sorted(polity[0]):
        if ccode is None:
            found.setdefault(code, []).append(year)
    assert found == UNMAPPED


def test_a_polity_row_is_of_a_member_or_of_a_state_before_or_between_its_membership(polity):
    """Three outlived it: Saxony in the North German Confederation, the Papal States and Korea."""
    rows, members = polity
    ends = {c: max(y for m, y in members if m == c) for c, _ in members}
    after = {(s, y) for s, y, c in rows if c is not None and y <= 2016 and y > ends[c]}
    expected = {"SAX": range(1868, 1872), "PAP": range(1861, 1871), "KOR": range(1906, 1911)}
    assert after == {(code, year) for code, years in expected.items() for year in years}


def test_members_without_a_polity_row_are_listed(polity):
    rows, members = polity
    have = {(c, y) for _, y, c in rows}
    absent = {}
    for ccode, year in sorted(members - have):
        absent.setdefault(ccode, []).append(year)
    assert {c for c in absent if c not in RATED_LATER} == NEVER_RATED
    spans = {c: [*range(first, last + 1)] for c, (first, last) in RATED_LATER.items()}
    spans[651] += range(1946, 1951)  # a gap in Polity's Egypt
    assert {c: y for c, y in absent.items() if c in RATED_LATER} == spans


SEAMS = [
    ("Soviet Union", 365, 1950, -9), ("Austria-Hungary", 300, 1900, -4),
    ("Yugoslavia", 345, 1960, -7), ("Sardinia", 325, 1850, -7), ("Pakistan", 770, 1965, 1),
    ("Montenegro, not Kosovo", 341, 2010, 9), ("South Sudan, not Sudan", 626, 2012, 0),
    ("Sudan", 625, 2012, -4), ("unified Vietnam", 816, 1990, -7), ("Kosovo", 347, 2010, 8),
    ("Ethiopia without Eritrea", 530, 2000, 1),
]  # fmt: skip


@pytest.mark.parametrize(("what", "ccode", "year", "value"), SEAMS)
def test_polity_is_read_under_the_state_that_it_rates(what, ccode, year, value, real_store):
    sql = f"FROM {store.query(CARDS['polity5'])} SELECT polity2 WHERE ccode = ? AND year = ?"
    assert store.connect().execute(sql, [ccode, year]).fetchall() == [(value,)], what
