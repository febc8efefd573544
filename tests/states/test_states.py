"""States by code, name and date: round trips, seams, refusals, and other lists."""

import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownState
from detente.states import states
from detente.states.states import State, all_states, resolve, state_name, to_gw, to_iso3

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
TODAY = date(2024, 1, 1)

# Spellings that fit more than one state on some day, as they should.
CONTESTED = {"congo", "germany", "hesse", "korea", "vdr", "viet nam", "vietnam", "vnm", "yemen"}

days = st.dates(date(1816, 1, 1), date(2030, 12, 31))


@st.composite
def state_days(draw: st.DrawFn) -> tuple[State, date]:
    """Draw a day, then a state that existed on it."""
    on = draw(days)
    return draw(st.sampled_from(all_states(on))), on


def code(text: str | int, on: str) -> int:
    return resolve(text, date.fromisoformat(on)).ccode


def refusal(text: str | int, on: str) -> str:
    with pytest.raises(UnknownState) as caught:
        resolve(text, date.fromisoformat(on))
    return str(caught.value)


# --- round trips ------------------------------------------------------------------


@given(state_days())
def test_code_returns_the_state(drawn):
    state, on = drawn
    assert state == resolve(state.ccode, on) == resolve(f" {state.ccode} ", on)
    assert state.covers(on)


@given(state_days())
def test_name_and_iso3_return_the_code(drawn):
    state, on = drawn
    ccode = state.ccode
    # On its own day the name decides, but for the two Vietnams while both stood.
    assert resolve(state_name(ccode, on), on) == state
    iso3 = to_iso3(ccode, on)
    assert iso3 is None or resolve(iso3, on) == state
    assert (state.name, state.iso3, state.gwcode) == (state_name(ccode, on), iso3, to_gw(ccode, on))


@given(state_days(), st.sampled_from([" ", "-", " - ", "\t", ", "]), st.booleans())
def test_case_spacing_and_article_do_not_matter(drawn, gap, upper):
    state, on = drawn
    noisy = f"  The {state.name.replace(' ', gap)}. "
    assert resolve(noisy.upper() if upper else noisy.lower(), on) == state


@given(st.text() | st.integers(), days)
def test_anything_else_is_refused_in_one_sentence(text, on):
    try:
        found = resolve(text, on)
    except UnknownState as error:
        message = str(error)
    else:
        assert found.covers(on)
        return
    assert re.match(r"(unknown|ambiguous|no) state .*: wanted ", message)
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "ccode"),
    [
        ("Türkiye", 640),
        ("Côte d’Ivoire", 437),
        ("cote d'ivoire", 437),
        ("São Tomé & Príncipe", 403),
        ("U.S.A.", 2),
        ("u.k.", 200),
        ("the Netherlands", 210),
        ("Bahamas, The", 31),
        ("Korea, Republic of", 732),
        ("Iran (Islamic Republic of)", 630),
        ("Russian Federation (the)", 365),
        ("Netherlands (Kingdom of the)", 210),
        ("Rep. of Korea", 732),
        ("Korea, Dem. People's Rep.", 731),
        ("Dem. Rep. Congo", 490),
        ("Eq. Guinea", 411),
        ("Taiwan (Province of China)", 713),
        ("Congo (the Democratic Republic of the)", 490),
        ("Moldova (the Republic of)", 359),
        ("Gambia (the)", 420),
        ("St. Lucia", 56),
        ("WBG", 667),
        ("PSE", 667),
        ("KSV", 347),
        ("Viet Nam", 816),
        ("XKO", 347),
        ("XKX", 347),
        ("UKG", 200),
        ("002", 2),
    ],
)
def test_every_spelling_of_a_name_means_its_state(text, ccode):
    assert resolve(text, TODAY).ccode == ccode


def test_iso3_wins_where_a_cow_abbreviation_says_something_else():
    assert code("AUS", "1990-01-01") == 900  # COW: Austria
    assert code("SWZ", "1990-01-01") == 572  # COW: Switzerland
    assert code("SLV", "2000-01-01") == 92  # COW: Slovenia
    assert code("MNG", "2010-01-01") == 712  # COW: Montenegro
    assert code("CZE", "2000-01-01") == 316  # COW: Czechoslovakia
    assert "unknown state 'MAC'" in refusal("MAC", "2000-01-01")  # ISO: Macao


# --- seams ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Russia", "USSR", "Soviet Union", "Russian Empire", "RUS"])
@pytest.mark.parametrize("on", ["1816-01-01", "1914-08-01", "1922-12-30", "1991-12-26"])
def test_russia_is_one_state_throughout(name, on):
    assert code(name, on) == 365


@pytest.mark.parametrize(
    ("ccode", "on", "name"),
    [
        (365, "1922-12-29", "Russia"),
        (365, "1922-12-30", "Soviet Union"),
        (365, "1991-12-25", "Soviet Union"),
        (365, "1991-12-26", "Russia"),
        (255, "1871-01-17", "Prussia"),
        (255, "1871-01-18", "Germany"),
        (325, "1861-03-16", "Sardinia"),
        (325, "1861-03-17", "Italy"),
        (345, "1918-11-30", "Serbia"),
        (345, "1918-12-01", "Yugoslavia"),
        (345, "2003-02-04", "Serbia and Montenegro"),
        (345, "2006-06-05", "Serbia"),
        (640, "1914-11-01", "Ottoman Empire"),
        (630, "1930-01-01", "Persia"),
        (800, "1930-01-01", "Siam"),
        (651, "1960-01-01", "United Arab Republic"),
        (490, "1975-01-01", "Zaire"),
        (816, "1970-01-01", "North Vietnam"),
        (678, "1950-01-01", "Yemen"),
        (678, "1970-01-01", "North Yemen"),
    ],
)
def test_state_name_is_the_name_of_the_day(ccode, on, name):
    assert state_name(ccode, date.fromisoformat(on)) == name


@pytest.mark.parametrize(
    ("text", "on", "ccode"),
    [
        ("Germany", "1816-01-01", 255),
        ("Germany", "1945-05-07", 255),
        ("Germany", "1990-10-03", 255),
        ("Prussia", "1850-01-01", 255),
        ("West Germany", "1970-01-01", 260),
        ("FRG", "1990-10-02", 260),
        ("DEU", "1970-01-01", 260),
        ("GDR", "1970-01-01", 265),
        ("East Germany", "1949-10-07", 265),
        ("Austria", "1900-01-01", 300),
        ("Austria-Hungary", "1918-11-12", 300),
        ("Austria", "1918-11-13", 305),
        ("Czechoslovakia", "1992-12-31", 315),
        ("Czechia", "1993-01-01", 316),
        ("Slovakia", "1993-01-01", 317),
        ("Piedmont", "1850-01-01", 325),
        ("Serbia", "1914-07-28", 345),
        ("Yugoslavia", "1999-03-24", 345),
        ("Serbia and Montenegro", "2005-01-01", 345),
        ("Vietnam", "1850-01-01", 815),
        ("North Vietnam", "1970-01-01", 816),
        ("South Vietnam", "1970-01-01", 817),
        ("Vietnam", "1975-05-01", 816),
        ("Yemen", "1950-01-01", 678),
        ("Yemen", "1990-05-22", 679),
        ("South Yemen", "1990-05-21", 680),
        ("Korea", "1900-01-01", 730),
        ("North Korea", "1953-07-27", 731),
        ("South Korea", "1953-07-27", 732),
        ("Republic of China", "1937-01-01", 710),
        ("Republic of China", "1960-01-01", 713),
        ("China", "1960-01-01", 710),
        ("Colombia", "1825-01-01", 99),
        ("Colombia", "1831-01-01", 100),
        ("UAR", "1960-01-01", 651),
        ("Rhodesia", "1970-01-01", 552),
        ("Orange Free State", "1899-10-11", 564),
    ],
)
def test_names_are_read_by_date(text, on, ccode):
    assert code(text, on) == ccode


@pytest.mark.parametrize(
    ("text", "on", "candidates"),
    [
        ("Germany", "1949-06-01", {260, 265}),
        ("Germany", "1949-10-07", {260, 265}),
        ("Germany", "1990-10-02", {260, 265}),
        ("Vietnam", "1954-07-21", {816, 817}),
        ("VNM", "1975-04-30", {816, 817}),
        ("Yemen", "1980-01-01", {678, 680}),
        ("Korea", "1950-06-25", {731, 732}),
        ("Congo", "1965-01-01", {484, 490}),
        ("Hesse", "1850-01-01", {273, 275}),
    ],
)
def test_a_name_of_two_states_names_both(text, on, candidates):
    message = refusal(text, on)
    assert message.startswith(f"ambiguous state {text!r} on {on}: wanted ")
    assert {int(found) for found in re.findall(r"\((\d+)\)", message)} == candidates


def test_germany_under_occupation_names_what_came_before_and_after():
    message = refusal("Germany", "1945-05-08")
    assert all(f"({ccode})" in message for ccode in (255, 260, 265))


# --- refusals ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "NATO", "EU", "European Union", "Soviet", "UN", "United Nations", "Warsaw Pact", "ASEAN",
        "Arab League", "Holy Alliance", "Axis", "West", "East", "Europe", "Africa", "Hong Kong",
        "Atlantis", "Russi", "Germanny", "united", "the", "", " ", "-2", "2.0", "+2", "999",
        "Germany (Kaiser)", "Korea (Best)", "Russia (Republic of China)", "(the)", ",", "20000", "²", 0, -2, 999, True,
    ],
)  # fmt: skip
def test_what_is_no_state_stays_unknown(text):
    assert refusal(text, "2000-01-01").startswith(f"unknown state {text!r}: wanted a COW code")


def test_marks_of_the_table_mean_nothing_in_a_query():
    assert "ambiguous" in refusal("?Korea", "2000-01-01")
    assert code("=ROC", "1960-01-01") == 713


def test_unknown_state_offers_near_names_without_taking_them():
    assert refusal("Soviet Onion", "1970-01-01") == (
        "unknown state 'Soviet Onion': wanted a COW code, an ISO-3 code or a name"
        " (did you mean Soviet Union?)"
    )


@pytest.mark.parametrize("junk", [None, 2.0, float("nan"), b"USA", ["USA"]])
def test_other_types_are_unknown_states(junk: Any):
    with pytest.raises(UnknownState, match="unknown state"):
        resolve(junk, TODAY)


def test_long_junk_is_shortened_in_the_message():
    assert len(refusal("x" * 10_000, "2000-01-01")) < 200


@pytest.mark.parametrize(
    ("text", "on", "when"),
    [
        ("Ukraine", "1950-01-01", "Ukraine (369) existed since 1991"),
        (369, "1950-01-01", "Ukraine (369) existed since 1991"),
        ("Hanover", "1900-01-01", "Hanover (240) existed from 1692 to 1866"),
        ("FRG", "2000-01-01", "West Germany (260) existed from 1949-05-23 to 1990-10-02"),
        ("Estonia", "1970-01-01", "Estonia (366) existed from 1918 to 1940 and since 1991"),
        ("Germany", "1947-01-01", "Germany (255) existed from 1618 to 1945-05-07 and since 1990"),
        ("Korea", "1930-01-01", "South Korea (732) existed since 1948-08-15"),
        ("Soviet Union", "1200-12-31", "Russia (365) existed since 1283"),
    ],
)
def test_a_state_out_of_its_time_says_when_it_existed(text, on, when):
    message = refusal(text, on)
    assert message.startswith(f"no state {text!r} on {on}: wanted a date when it existed (")
    assert when in message


@pytest.mark.parametrize("ask", [state_name, to_iso3, to_gw])
def test_codes_out_of_time_or_unknown_are_refused(ask):
    with pytest.raises(UnknownState, match="existed since 1991"):
        ask(369, date(1950, 1, 1))
    with pytest.raises(UnknownState, match="unknown state 3"):
        ask(3, TODAY)


def test_the_hour_is_dropped_and_text_is_no_date():
    assert resolve("USA", datetime(2000, 1, 1, 23, 59)) == resolve("USA", date(2000, 1, 1))
    not_a_date: Any = "2000-01-01"
    with pytest.raises(TypeError, match=r"on is '2000-01-01': wanted a datetime\.date"):
        resolve("USA", not_a_date)


# --- the table itself -------------------------------------------------------------


def test_rows_of_a_state_follow_each_other():
    records = states._records()
    assert records
    for rows in records.values():
        assert all(row.end is None or row.start <= row.end for row in rows)
        assert all(a.end is not None and a.end < b.start for a, b in pairwise(rows))


def test_only_known_spellings_fit_two_states():
    table = states._table()
    starts = {row.start for rows in states._records().values() for row in rows}
    shared = {
        key
        for key, claims in table.claims.items()
        for on in starts
        if len(claims) > 1 and sum(claim.holds(on) for claim in claims) > 1
    }
    assert shared <= CONTESTED
    assert {k for k, claims in table.claims.items() if any(c.weak for c in claims)} <= CONTESTED


def test_all_states_of_a_day_are_in_order_and_once():
    codes = [state.ccode for state in all_states(date(1914, 8, 1))]
    assert codes == sorted(set(codes))
    assert {2, 200, 220, 255, 300, 365, 640} <= set(codes)
    assert all_states(date(700, 1, 1)) == ()


@pytest.mark.parametrize(
    ("text", "on", "name"),
    [
        ("England", "1588-07-01", "England"),
        ("UK", "1756-05-17", "Great Britain"),
        ("Prussia", "1650-01-01", "Brandenburg-Prussia"),
        ("France", "1700-01-01", "France"),
        ("Palestine", "2000-01-01", "Palestine"),
        ("Kosovo", "2004-01-01", "Kosovo"),
        ("Taiwan", "2020-01-01", "Taiwan"),
    ],
)
def test_states_before_the_system_and_outside_it_have_names_and_dates(text, on, name):
    assert resolve(text, date.fromisoformat(on)).name == name


def test_microstates_are_those_of_gleditsch_and_ward(shared):
    """External: gw_system of isard, whose column says which numbers are microstates."""
    from detente.data.r_files import read_frame

    listed = read_frame(shared / "public" / "svmiller+isard" / "data" / "gw_system.rda")
    micro = {int(code) for code in listed[listed.microstate == 1].gwcode}
    of_cow = {s.gwcode for s in all_states(date(2010, 1, 1)) if s.microstate}
    assert len(of_cow) > 15
    assert of_cow == micro - {396, 397}  # Abkhazia and South Ossetia, which COW omits


def test_import_reads_nothing():
    probe = (
        "import sys, detente.states.states as s; assert not s._rows.cache_info().currsize;"
        "assert not {'duckdb', 'pandas', 'numpy'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


# --- against other people's lists -------------------------------------------------


def rows_of(name: str) -> list[dict[str, Any]]:
    duckdb = pytest.importorskip("duckdb", reason="duckdb reads the reference lists")
    path = SHARED / f"{name}.parquet"
    if not path.exists():
        pytest.skip(f"reference list {path} is not here")
    with duckdb.connect() as base:
        found = base.execute("select * from read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_covers_the_cow_state_system():
    """External: COW State System Membership, v2016.

    One day differs: COW keeps 255 through 1945-05-08; here that day opens the gap.
    """
    gaps = set()
    for row in rows_of("cow_states"):
        first = date(row["styear"], row["stmonth"], row["stday"])
        last = date(row["endyear"], row["endmonth"], row["endday"])
        ccode = row["ccode"]
        member = states._records()[ccode]
        assert {state.cow_abb for state in member} == {row["stateabb"]}
        ends = {state.end + timedelta(1) for state in member if state.end is not None}
        for on in {first, last} | {end for end in ends if first <= end <= last}:
            if not any(state.covers(on) for state in member):
                gaps.add((ccode, on))
    assert gaps == {(255, date(1945, 5, 8))}


def test_reads_every_cow_name_by_date():
    """External: as above. The bare "Congo" and, to 1975, "Vietnam" stay ambiguous."""
    unread = set()
    for row in rows_of("cow_states"):
        on = date(row["styear"], row["stmonth"], row["stday"])
        try:
            assert resolve(row["statenme"], on).ccode == row["ccode"]
        except UnknownState as error:
            unread.add((row["ccode"], str(error).split()[0]))
    assert unread == {(484, "ambiguous"), (816, "ambiguous")}


def test_lists_no_state_beyond_cow_but_those_it_names():
    listed = {row["ccode"] for row in rows_of("cow_states")}
    extra = {ccode: rows for ccode, rows in states._records().items() if ccode not in listed}
    assert set(extra) == {89, 99, 563, 564, 667, 711, 815}
    assert all(row.cow_abb is None for rows in extra.values() for row in rows)


def test_gleditsch_ward_numbers_agree_with_the_crosswalk():
    """External: isard cw_gw_panel, in peacesciencer (Miller 2022, CMPS 39(6): 755-779)."""
    checked = 0
    for row in rows_of("cow_gw_crosswalk"):
        ccode, gwcode, year = row["ccode"], row["gwcode"], row["year"]
        if ccode is None or gwcode is None:
            continue
        held = [r for r in states._records()[ccode] if r.start.year <= year]
        assert gwcode in {r.gwcode for r in held if r.end is None or year <= r.end.year}, row
        checked += 1
    assert checked > 17_000


def test_every_gleditsch_ward_number_leads_back():
    """Round trip over all states of several years; Germany and Yemen carry another's number."""
    for year in (1816, 1880, 1920, 1970, 1991, 2016):
        day = date(year, 6, 30)
        coded = [state for state in all_states(day) if state.gwcode is not None]
        assert coded, year
        for state in coded:
            assert resolve(f"gw:{state.gwcode}", day).ccode == state.ccode
