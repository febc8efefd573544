"""Files in the producers' own layout are read, and another release than the card's by its name."""

import shutil

import pandas
import pytest
import rdata

from detente import registry
from detente.data import pull, store
from detente.errors import DataError

pytestmark = pytest.mark.usefixtures("home")

CARDS = registry.sources()
# the file, its source, and the release that it is
FILES = [
    ("MIDA 5.0.csv", "cow-dispute-list", "5.0"),
    ("states2016.csv", "cow-states", "2016"),
    ("UcdpPrioConflict_v25_1.csv", "ucdp-conflicts", "25.1"),
    ("icb1v13.csv", "icb-crises", "13"),
    ("icb2v13.csv", "icb-actors", "13"),
    ("NMC_5_0.csv", "nmc", "5.0"),
    ("NMC-60-abridged.csv", "nmc", "6.0"),
    ("majors2024.csv", "cow-majors", "2024"),
    ("gml-ddy-disputes-2.1.1.csv", "gml-disputes", "2.1.1"),
    ("contdird.csv", "contiguity", "3.2, by year"),
    ("directed_dyadic_war.csv", "cow-wars", "4.01, dyadic"),
    ("Archigos_4.1_stata14.csv", "archigos", "4.1, names and dates"),
]


@pytest.fixture
def producers(shared):
    return shared / "producers"


def rows(card_id, sql):
    """A query over the rows of a source in the store."""
    with store.database("test") as connection:
        return connection.execute(sql.format(store.query(CARDS[card_id]))).fetchall()


@pytest.mark.parametrize(("name", "card_id", "version"), FILES)
def test_a_file_of_a_producer_is_read_as_the_release_that_it_is(name, card_id, version, producers):
    card = CARDS[card_id]
    known = {card.version: card} | {f.release.version: f.release for f in card.forms if f.release}
    found = pull.pull([card], producers / name)[0]
    assert (found.version, found.rows, found.sha256) == (
        version,
        known[version].rows,
        known[version].sha256,
    )


def test_an_older_release_under_the_name_of_the_newer_is_refused(producers, tmp_path):
    card = CARDS["atop-alliance"]
    with pytest.raises(DataError, match=r"745 rows .* 5\.1 has 789"):
        pull.pull([card], producers / "atop5_1a.csv")
    shutil.copy(producers / "atop5_1a.csv", tmp_path / "atop4_01a.csv")
    assert pull.pull([card], tmp_path)[0].version == "4.01"


@pytest.mark.parametrize(
    ("old", "new", "card_id", "version"),
    [
        ("UcdpPrioConflict_v25_1.csv", "UcdpPrioConflict_v26_1.csv", "ucdp-conflicts", "26.1"),
        ("states2016.csv", "states2024.csv", "cow-states", "2024"),
    ],
)
def test_a_newer_release_without_a_known_checksum_goes_by_its_name(
    old, new, card_id, version, producers, tmp_path
):
    shutil.copy(producers / old, tmp_path / new)
    found = pull.pull([CARDS[card_id]], tmp_path)[0]
    assert (found.version, found.as_known) == (version, False)


def test_a_state_still_in_the_list_of_2024_is_open_at_every_cutoff(producers):
    pull.pull([CARDS["cow-majors"]], producers / "majors2024.csv")
    query = store.query(CARDS["cow-majors"], cutoff=1900)
    with store.database("test") as connection:
        ends = connection.execute(
            f"SELECT ccode, endyear FROM {query} WHERE ccode < 300"
        ).fetchall()
    assert sorted(ends) == [(2, 2024), (200, 2024), (220, 2024), (255, 2024)]


def test_contiguity_by_year_has_the_years_of_contiguity_by_month(producers, shared):
    pull.pull([CARDS["contiguity"]], producers / "contdird.csv")
    years = "SELECT DISTINCT ccode1, ccode2, unnest(range(year(stdate), year(enddate) + 1)) FROM {} WHERE conttype > 0"
    by_year = rows("contiguity", years)
    pull.pull([CARDS["contiguity"]], shared)
    assert len(by_year) > 80_000
    assert sorted(by_year) == sorted(rows("contiguity", years))


def test_a_war_that_stopped_for_a_year_has_resumed(producers):
    pull.pull([CARDS["cow-wars"]], producers / "directed_dyadic_war.csv")
    france = "SELECT year, cowinteronset, resume FROM {} WHERE warnum = 139 AND ccode1 = 220"
    assert sorted(rows("cow-wars", france + " AND ccode2 = 255")) == [
        (1940, 1, 0),
        (1944, 1, 1),
        (1945, 0, 0),
    ]


def test_leaders_without_codes_of_their_state_get_them(producers):
    pull.pull([CARDS["archigos"]], producers / "Archigos_4.1_stata14.csv")
    assert rows("archigos", "SELECT count(*) FROM {} WHERE gwcode IS NULL") == [(0,)]
    assert rows("archigos", "SELECT gwcode, leader FROM {} WHERE obsid = 'HON-2010'") == [
        (91, "Lobo")
    ]


@pytest.mark.parametrize(
    ("card_id", "name", "header", "column"),
    [
        ("contiguity", "contdird.csv", "state1no,state2no,conttype", "year"),
        ("cow-wars", "directed_dyadic_war.csv", "warnum,statea,stateb,year,warolea", "outcomea"),
        ("nmc", "NMC_5_0.csv", "ccode,year", "milex, milper, irst, pec, tpop, upop, cinc"),
    ],
)
def test_an_absent_column_is_named_with_its_place(card_id, name, header, column, tmp_path):
    (tmp_path / name).write_text(header + "\n" + ",".join("1" for _ in header.split(",")) + "\n")
    with pytest.raises(DataError) as found:
        pull.pull([CARDS[card_id]], tmp_path / name)
    assert f"{name}:1: no column {column}; {CARDS[card_id].label}" in str(found.value)


def test_a_wrong_value_is_named_with_its_row(tmp_path):
    card = CARDS["arms-races"]
    frame = pandas.DataFrame({column: [1.0, 2.0] for column in card.columns})
    frame["styear"] = pandas.array(["1900", "soon"], dtype=pandas.StringDtype("python"))
    rdata.write_rda(tmp_path / "grh_arms_races.rda", {"x": frame})
    frame.to_csv(tmp_path / "races.csv", index=False)
    for name, place in (("grh_arms_races.rda", ", row 2"), ("races.csv", ":3")):
        with pytest.raises(DataError) as found:
            pull.pull([card], tmp_path / name)
        assert f"{name}{place}: styear is 'soon'; wanted INTEGER" in str(found.value)
