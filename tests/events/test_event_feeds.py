"""Every format from rows made in code: what is stored of them, and what is counted."""

import csv
from datetime import date

import pytest
from feed_rows import gdelt, headed, load_text, phoenix_daily, stored

from detente.errors import DetenteError
from detente.events import cameo, weis
from detente.events.feed import Feed, feed, feed_named, feeds
from detente.events.feeds.polecat import quad
from detente.events.rows import COLUMNS, ROLES

pytestmark = pytest.mark.usefixtures("home")

USA, RUS, CHN = 2, 365, 710


def test_every_feed_is_found_and_says_its_quad_rule():
    assert set(feeds()) == {
        *("gdelt1", "gdelt2", "gdelt-reduced", "icews", "keds", "phoenix", "polecat")
    }
    for card in (feeds()[name] for name in ("gdelt2", "icews", "polecat", "keds")):
        assert card.quad_rule
        assert {"day", "one", "two", "code", "root", "quad"} <= set(card.layouts[0].rows)


def test_two_feeds_of_one_name_are_refused():
    icews = feed_named("icews")
    other = Feed(id="icews", label="", quad_rule="", layouts=(), state=icews.state)
    with pytest.raises(DetenteError, match="two feeds are called 'icews'"):
        feed(other)


def test_the_widths_are_those_of_the_formats(shared):
    with (shared / "events/tables/formats.csv").open() as file:
        rows = list(csv.DictReader(file))
    named = {
        "gdelt1_daily_from_2013_04": ("gdelt1", 0),
        "gdelt2_15min_export": ("gdelt2", 0),
        "gdelt_reduced_v2": ("gdelt-reduced", 0),
        "icews_dataverse_tab": ("icews", 0),
        "phoenix_oeda_daily_txt": ("phoenix", 0),
        "phoenix_cline_historical_csv": ("phoenix", 1),
        "polecat_dataverse_txt": ("polecat", 0),
    }
    for name, (of, place) in named.items():
        columns = [r["column"] for r in rows if r["format"] == name]
        assert list(feed_named(of).layouts[place].columns) == columns
    before = [r["column"] for r in rows if r["format"] == "gdelt1_pre_2013_04"]
    assert list(feed_named("gdelt1").layouts[0].columns[:57]) == before


def test_a_row_of_gdelt_2_is_stored_with_its_own_fields(tmp_path):
    report = load_text(tmp_path, gdelt())
    assert report.feed == "gdelt2"
    assert stored("gdelt2") == [
        (date(2024, 1, 15), USA, RUS, "government", "none", "042", "04", 1, pytest.approx(1.9), 4,
         "1", "https://example.org/a", date(2024, 1, 15), False)
    ]  # fmt: skip


def test_stored_rows_have_the_columns_of_the_contract(tmp_path):
    import duckdb

    from detente.events import store

    load_text(tmp_path, gdelt())
    (part,) = store.parts("gdelt2")
    described = duckdb.sql(f"DESCRIBE FROM read_parquet('{part}')").fetchall()
    assert {name: kind for name, kind, *_ in described} == COLUMNS


def test_both_widths_of_gdelt_1_in_one_file(tmp_path):
    text = gdelt("gdelt1", 3, width=57, SQLDATE="19820102", DATEADDED="20130203")
    text += gdelt("gdelt1", 2, GLOBALEVENTID=lambda i: str(10 + i))
    report = load_text(tmp_path, text)
    assert (report.feed, report.loaded.lines, report.loaded.rows) == ("gdelt1", 5, 5)
    rows = stored("gdelt1", "day, reference, added, misdated")
    assert rows[0] == (date(1982, 1, 2), None, None, False)  # made in 2013, but of 1982
    assert rows[-1] == (date(2024, 1, 15), "https://example.org/a", date(2024, 1, 15), False)


def test_the_reduced_file_counts_its_events(tmp_path):
    load_text(tmp_path, headed("gdelt-reduced"))
    rows = stored("gdelt-reduced", "source, target, source_role, code, quad, mentions")
    assert rows == [(220, 255, "government", "036", 1, 2)] * 3


def test_a_row_of_icews_is_stored_with_its_own_fields(tmp_path):
    load_text(tmp_path, headed("icews"))
    assert stored("icews") == [
        (date(2018, 6, 1), RUS, CHN, "government", "none", "040", "04", 1, 1.0, 1,
         "e1", "Xinhua, story 77", None, False)
    ]  # fmt: skip


def test_the_usual_rule_for_icews(tmp_path):
    codes = ["057", "060", "090", "139", "140", "204"]
    text = headed("icews", len(codes), **{"CAMEO Code": lambda i: codes[i - 1]})
    load_text(tmp_path, text)
    assert stored("icews", "code, quad") == list(zip(codes, [1, 2, 3, 3, 4, 4], strict=True))


def test_quad_classes_of_gdelt_are_those_of_its_file(tmp_path):
    """In GDELT 09 is material cooperation and 14 verbal conflict."""
    text = gdelt(EventCode="090", EventRootCode="09", QuadClass="2")
    load_text(tmp_path, text)
    assert stored("gdelt2", "root, quad") == [("09", 2)]


def test_a_row_of_polecat_is_stored_with_its_own_fields(tmp_path):
    load_text(tmp_path, headed("polecat"))
    assert stored("polecat") == [
        (date(2023, 2, 3), 750, 770, "military", "none", "CONSULT:visit", "CONSULT", 1, 4.0, 1,
         "e1", "PTI, 2023-02-04", date(2023, 2, 4), False)
    ]  # fmt: skip


def test_polecat_without_intensity_has_no_score(tmp_path):
    load_text(tmp_path, headed("polecat", without=("Intensity",)))
    assert stored("polecat", "goldstein, quad") == [(None, 1)]


def test_empty_columns_at_the_end_of_polecat_are_no_fault(tmp_path):
    header, row = headed("polecat").splitlines()
    report = load_text(tmp_path, f"{header}\n{row}\t\t\n")
    assert (report.loaded.rows, report.loaded.rejects) == (1, {})


def test_the_quad_of_an_event_type_is_plovers(shared):
    import duckdb

    with (shared / "events/tables/plover_2_0_scores.csv").open() as file:
        table = {r["event"]: int(r["quad"]) for r in csv.DictReader(file) if not r["mode"]}
    assert len(table) == 16
    ours = {e: duckdb.sql(f"SELECT {quad('NULL', repr(e))}").fetchall()[0][0] for e in table}
    assert ours == table


def test_phoenix_of_a_day(tmp_path):
    load_text(tmp_path, phoenix_daily())
    assert stored("phoenix")[0][:9] == (
        *(date(2016, 3, 2), 640, 652, "government", "other", "190", "19", 4, -10.0),
    )


def test_historical_phoenix_with_quoted_commas(tmp_path):
    load_text(tmp_path, headed("phoenix", layout=1, n=2))
    rows = stored("phoenix", "day, source, target, code, quad, reference")
    assert rows == [(date(1962, 3, 2), USA, RUS, "112", 3, "NYT, article 12")] * 2


def test_a_neutral_statement_of_phoenix_has_no_quad_class(tmp_path):
    load_text(tmp_path, phoenix_daily(EventCode="010", EventRootCode="01", PentaClass="0"))
    assert stored("phoenix", "quad") == [(None,)]


def test_output_of_tabari_is_read_and_cut_lines_rejected(tmp_path):
    text = "990324\tUSAMIL\tFRY\t223\t(MIL ENGAGEMENT)\tATTACKED\n990325\tRUS\tUSA\t121\n"
    report = load_text(tmp_path, text + "cut\t\n")  # read line by line
    assert report.loaded.rejects == {"too few values": (1, 3)}
    assert stored("keds", "day, source, target, source_role, code, quad, goldstein") == [
        (date(1999, 3, 24), USA, 345, "military", "223", 4, -10.0),
        (date(1999, 3, 25), RUS, USA, "none", "121", 3, pytest.approx(-2.2)),
    ]


def test_the_csv_of_keds(tmp_path):
    text = 'date,source,target,code,desc\n1999-03-24,USA,RUS,031,"(MEET, TALK)"\n'
    load_text(tmp_path, text)
    assert stored("keds", "day, source, target, code, quad") == [
        (date(1999, 3, 24), USA, RUS, "031", 1)
    ]


def test_roles_of_gdelt_follow_the_type_codes_of_an_actor(tmp_path):
    actors = [
        ("USA", "", ""),
        ("USAGOV", "GOV", ""),
        ("USAMIL", "MIL", ""),
        ("USABUS", "BUS", ""),
        ("USAMOS", "", ""),  # a religion
        ("USAELIGOV", "ELI", "GOV"),
    ]
    text = gdelt(
        n=len(actors),
        Actor1Code=lambda i: actors[i - 1][0],
        Actor1Type1Code=lambda i: actors[i - 1][1],
        Actor1Type2Code=lambda i: actors[i - 1][2],
    )
    load_text(tmp_path, text)
    roles = [role for (role,) in stored("gdelt2", "source_role")]
    assert roles == ["none", "government", "military", "other", "other", "government"]
    assert set(roles) == set(ROLES)


@pytest.mark.parametrize(
    ("code", "day", "ccode"),
    [
        ("ROM", date(2015, 1, 1), 360),
        ("TMP", date(2015, 1, 1), 860),
        ("ZAR", date(1980, 1, 1), 490),
        ("COD", date(2015, 1, 1), 490),
        ("PSE", date(2015, 1, 1), 667),
        ("CZE", date(1985, 1, 1), 315),
        ("CZE", date(1995, 1, 1), 316),
        ("RUS", date(1985, 1, 1), 365),
        ("DEU", date(1985, 1, 1), 260),
        ("DEU", date(1995, 1, 1), 255),
        ("SRB", date(1985, 1, 1), 345),
        ("AUS", date(2015, 1, 1), 900),
        ("SAF", date(2015, 1, 1), None),  # Southern Africa, not COW's South Africa
        ("EUR", date(2015, 1, 1), None),
        ("HKG", date(2015, 1, 1), None),
        ("SSD", date(2005, 1, 1), None),  # no state yet
    ],
)
def test_cameo_codes_of_countries_by_date(code, day, ccode):
    assert cameo.state_of_code(code, day) == ccode


def test_one_code_means_two_states_in_one_file(tmp_path):
    text = gdelt("gdelt1", 1, width=57, SQLDATE="19851001", DATEADDED="20130203",
                 Actor2Code="DEU", Actor2CountryCode="DEU")  # fmt: skip
    text += gdelt("gdelt1", 1, width=57, SQLDATE="19951001", DATEADDED="20130203",
                  GLOBALEVENTID="2", Actor2Code="DEU", Actor2CountryCode="DEU")  # fmt: skip
    load_text(tmp_path, text)
    assert stored("gdelt1", "day, target") == [(date(1985, 10, 1), 260), (date(1995, 10, 1), 255)]


def test_rows_that_are_no_event_between_states_are_counted(tmp_path):
    text = gdelt(Actor2Code="USA", Actor2CountryCode="USA")
    text += gdelt(Actor2Code="", Actor2CountryCode="")
    text += gdelt(Actor2Code="EUR", Actor2CountryCode="EUR") * 2
    text += gdelt(Actor1Code="AFR", Actor1CountryCode="AFR", Actor2CountryCode="")
    text += gdelt()
    report = load_text(tmp_path, text)
    assert report.loaded.counts == {"same state": 1, "one state": 3, "no state": 1}
    assert (report.loaded.lines, report.loaded.rows, report.loaded.rejects) == (6, 1, {})


def test_a_day_far_from_that_of_the_file_is_marked(tmp_path):
    report = load_text(tmp_path, gdelt(SQLDATE="20140115") + gdelt(GLOBALEVENTID="2"))
    assert stored("gdelt2", "day, misdated") == [
        (date(2014, 1, 15), True),
        (date(2024, 1, 15), False),
    ]
    assert report.loaded.counts == {"misdated": 1}


def test_scores_of_weis_are_those_of_the_table(shared):
    with (shared / "events/tables/weis_goldstein.csv").open() as file:
        table = {r["weis_code"]: float(r["goldstein"]) for r in csv.DictReader(file)}
    ours = {f"{root}{n}": score for root, of in weis.SCORES.items() for n, score in of.items()}
    assert ours == table


def test_the_usual_rule_is_that_of_the_table(shared):
    import duckdb

    with (shared / "events/tables/cameo_codes.csv").open() as file:
        table = {r["root"]: int(r["quad_class_schrodt"]) for r in csv.DictReader(file)}
    assert len(table) == 20
    ours = {root: duckdb.sql(f"SELECT {cameo.quad(repr(root))}").fetchall()[0][0] for root in table}
    assert ours == table
