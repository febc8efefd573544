"""Loading and cross-checking: every fault names file, line, what came, what was wanted."""

import copy
import difflib
import os
import re
from datetime import date

import pytest
from case_kit import (
    AS_OF,
    DAY,
    faulty,
    holder,
    known,
    line_of,
    made,
    places,
    refused,
    rich,
    text,
    tiny,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.load import build, bundled, load, locate
from detente.case.model import Case, Number
from detente.case.template import template
from detente.case.yaml12 import YamlDocument, parse
from detente.errors import CaseError, FileError, MissingData


def at_line(source: str, mark: str, message: str) -> str:
    return f"made.yaml:{line_of(source, mark)}: {message}"


# --- what is right ----------------------------------------------------------------


def test_the_least_and_the_fullest_case_load():
    assert made(tiny()).members == ("GBR", "JPN")
    case = made(rich())
    assert all(getattr(case, name) for name in Case.model_fields)
    assert case.as_of == date(1905, 8, 12)
    assert case.age() == pytest.approx(3.53, abs=0.01)
    assert case.name("navy") == "Navy"
    assert case.scenarios[0].if_ == "war ends"


@pytest.mark.parametrize(
    ("members", "came"),
    [(["GBR"], "1 entry"), (["GBR", "JPN", "USA"], "3 entries"), ([], "0 entries")],
)
def test_one_or_three_members_are_told_in_words(members, came):
    """Three gave "tuple should have at most 2 items after validation, not 3"."""
    values = tiny()
    values["partnership"]["members"] = members
    (fault,) = refused(text(values))
    assert fault.endswith(
        f"partnership.members: got {came}; wanted two states: a case is of one pair, each other "
        "has its own"
    )


def test_dates_may_be_quoted_or_bare():
    source = text(tiny())
    bare = source.replace(f"'{AS_OF}'", AS_OF).replace(f"'{DAY}'", DAY)
    assert bare != source
    assert build(parse("f", bare.encode())) == build(parse("f", source.encode()))


def test_no_is_a_text_for_norway_too():
    values = tiny()
    values["actors"].append(known(id="NO", name="NO", kind="state", state="NOR"))
    source = text(values).replace("'NO'", "NO")
    assert build(parse("f", source.encode())).name("NO") == "NO"


def test_line_ends_and_bom_change_nothing():
    plain = text(rich())
    other = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    assert build(parse("f", other)) == build(parse("f", plain.encode()))


def test_a_bare_number_has_no_range():
    number = made(rich()).partnership.ideological_adversity
    assert number == Number(value=0.4)
    assert number.bounds == (0.4, 0.4)
    assert made(rich()).partnership.geopolitical_adversity.bounds == (0.2, 0.5)


# --- files ------------------------------------------------------------------------


def test_load_takes_paths_and_ids(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(text(tiny()))
    assert load(path) == load(str(path)) == made(tiny())
    assert load(bundled()[0]).id == bundled()[0]


def test_the_message_names_the_file_as_given(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(text(tiny() | {"title": 3}))
    with pytest.raises(CaseError, match=re.escape(f"{path}:3: title: got 3; ")):
        load(path)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("nope", MissingData),
        ("nope.yaml", MissingData),
        ("no/such/file", MissingData),
        ("/dev/null", FileError),
        ("", FileError),
        (".", FileError),
        ("/", FileError),
        ("a\0b", (MissingData, FileError)),  # by Python's version
        ("d/a\0b", (MissingData, FileError)),
    ],
)
def test_what_is_not_there_is_missing_data_and_a_folder_a_file_error(name, error):
    with pytest.raises(error):
        load(name)


def test_an_unknown_id_lists_the_bundled_cases():
    wanted = f"no case 'nope': wanted the path of a case file or one of {', '.join(bundled())}"
    with pytest.raises(MissingData, match=f"^{re.escape(wanted)}$"):
        locate("nope")


@pytest.mark.parametrize("name", ["x" * 5000, "d/" + "x" * 5000, "x" * 5000 + ".yaml"])
def test_a_name_too_long_is_a_file_error(name):
    with pytest.raises(FileError):
        load(name)


def test_a_large_case_is_refused(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_text(text(tiny()))
    os.truncate(path, 3_000_000)
    with pytest.raises(CaseError, match=r"large.yaml:1: the file has 3.0 MB; wanted at most 2 MB"):
        load(path)


# --- unknown and missing keys -----------------------------------------------------

TYPO = [
    ((), "partnership, sources, claims, actors"),
    (("partnership",), "known_on, claims, note, members, start, ideological_adversity"),
    (("partnership", "geopolitical_adversity"), "value, low, high, basis"),
    (("sources", 0), "id, title, author, affiliation, outlet, date, kind"),
    (("actors", 3), "kind, state, within, power, veto, leads, trend"),
    (("legacy",), "known_on, claims, note, continuity"),
    (("issues", 0, "positions", 1), "known_on, claims, note, actor, position, salience"),
    (("issues", 0, "positions", 0, "salience"), "value, low, high, basis"),
    (("issues", 0, "red_lines", 0), "actor, at, side"),
    (("ledger", 0, "externalities", 0), "actor, giver_tie"),
    (("surveys", 0, "waves", 0), "date, share, n"),
    (("surveys", 1, "cross"), "given, share, of, n"),
    (("scenarios", 0), "id, if, then, probability"),
    (("scenarios", 0, "jump"), "value, low, high, basis"),
    (("scenarios", 0, "changes", 0), "path, to"),
    (("hypotheses",), "items, evidence"),
    (("hypotheses", "evidence", 0), "known_on, claims, note, claim, relevance, fits"),
    (("threats", 0, "severity", "JPN"), "power, proximity, offensive, intent"),
    (("threats", 0, "severity", "GBR", "intent"), "value, low, high, basis"),
]


@pytest.mark.parametrize(
    ("place", "keys"), TYPO, ids=[".".join(map(str, t[0])) or "top" for t in TYPO]
)
def test_an_unknown_key_lists_those_of_its_level(place, keys):
    source, found = faulty(lambda v: holder(v, (*place, "typo")).update(typo="x"))
    where = ".".join(map(str, (*place, "typo")))
    (message,) = found
    start = at_line(source, "typo: x", f"{where}: unknown key 'typo'; ")
    assert message.startswith(start)
    assert re.search(rf"; (did you mean '\w+'\? )?wanted one of .*{re.escape(keys)}", message)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("5", "write a number with a point, as in 50.5"),
        ("power:50", "a colon needs a space behind"),
    ],
)
def test_the_rest_of_a_number_or_an_entry_is_no_key(key, hint):
    _, (message,) = faulty(lambda v: v["actors"][0].update({key: None}))
    assert f"unknown key '{key}'; " in message
    assert hint in message


def test_a_comma_in_a_text_in_braces_is_named():
    made = template("x", date(2020, 1, 1), "s.json").replace("name: France", "name: Oil, gas")
    with pytest.raises(CaseError, match="'gas'; in braces a comma begins a new key: put the text"):
        build(parse("x.yaml", made.encode()))


def test_an_unknown_key_names_the_nearest():
    _, (message,) = faulty(lambda v: v.update(as_off=v["as_of"]))
    assert "unknown key 'as_off'; did you mean 'as_of'? wanted one of detente, " in message


@pytest.mark.parametrize(
    ("place", "mark"),
    [
        (("title",), None),
        (("as_of",), None),
        (("partnership",), None),
        (("partnership", "members"), "partnership:"),
        (("partnership", "geopolitical_adversity", "value"), "geopolitical_adversity:"),
        (("sources", 0, "reliability"), "- id: s1"),
        (("ties", 0, "since"), "- id: tie1"),
        (("scenarios", 0, "if"), "- id: sc1"),
        (("surveys", 1, "cross", "of"), "cross:"),
        (("hypotheses", "evidence", 0, "fits"), "- claim: c1"),
    ],
)
def test_a_missing_key_names_the_entry_it_is_missing_from(place, mark):
    source, found = faulty(lambda v: holder(v, place).pop(place[-1]))
    where = ".".join(map(str, place[:-1]))
    message = f"{where + ': ' if where else ''}'{place[-1]}' is missing"
    assert found == ((at_line(source, mark, message) if mark else f"made.yaml:1: {message}"),)


# --- wrong values -----------------------------------------------------------------

WRONG = [
    (("title",), None, ["got nothing", "wanted a text"]),
    (("title",), 5, ["got 5", "wanted a text"]),
    (("detente",), 2, ["got 2", "wanted 1"]),
    (("id",), "two words", ["got 'two words'", "wanted letters, digits"]),
    (("as_of",), "soon", ["got 'soon'", "valid date"]),
    (("as_of",), "1905-02-30", ["got '1905-02-30'", "valid date"]),
    (("ties", 0, "sign"), "*", ["got '*'", "'+' or '-'"]),
    (("sources", 0, "reliability"), "G", ["got 'G'", "'A', 'B', 'C', 'D', 'E' or 'F'"]),
    (("actors", 3, "kind"), "clan", ["got 'clan'", "'faction'"]),
    (("actors", 3, "power"), 101, ["between 0 and 100", "got 101"]),
    (("actors", 4, "trend"), -1.5, ["between -1 and 1", "got -1.5"]),
    (("issues", 0, "positions", 0, "position"), 120, ["between 0 and 100", "got 120"]),
    (("issues", 0, "positions", 1, "position"), -1, ["between 0 and 100", "got -1"]),
    (("issues", 0, "positions", 0, "salience"), "high", ["got 'high'"]),
    (("issues", 0, "status_quo"), 100.5, ["got 100.5", "wanted at most 100"]),
    (("issues", 0, "red_lines", 0, "at"), -3, ["got -3", "wanted at least 0"]),
    (("threats", 0, "half_life"), 0, ["between 0.01 and 200", "got 0"]),
    (("threats", 0, "severity", "JPN", "power"), 2, ["between 0 and 1", "got 2"]),
    (("regimes", 0, "polity"), 11, ["between -10 and 10", "got 11"]),
    (("surveys", 0, "waves", 0, "share"), 50, ["got 50", "wanted at most 1"]),
    (("surveys", 0, "waves", 0, "n"), 0, ["got 0", "wanted at least 1"]),
    (("hypotheses", "evidence", 0, "fits", "H1"), 3, ["got 3", "wanted at most 2"]),
    (("scenarios", 0, "horizon_years"), 0, ["got 0", "wanted more than 0"]),
]


@pytest.mark.parametrize(("place", "bad", "words"), WRONG)
def test_a_wrong_value_says_what_came_and_what_was_wanted(place, bad, words):
    source, (message,) = faulty(lambda v: holder(v, place).update({place[-1]: bad}))
    where = ".".join(map(str, place))
    line = parse("made.yaml", source.encode()).lines[place]
    assert message.startswith(f"made.yaml:{line}: {where}: ")
    assert [w for w in words if w not in message] == []


def test_a_word_in_place_of_an_entry_names_the_keys():
    _, (message, *_) = faulty(lambda v: v["ties"].insert(0, "USA"))
    assert "ties.0: got 'USA'; wanted the keys known_on, id, a, b, sign" in message


def test_an_id_in_other_letters_is_meant():
    _, (message, *_) = faulty(lambda v: v["ties"][0].update(a=v["ties"][0]["a"].lower()))
    assert "did you mean 'GBR'?" in message


def test_the_line_is_that_of_the_very_entry():
    """Counted by hand, not by the parser under test."""
    rows = text(tiny()).splitlines()
    assert rows[16:22] == [
        "sources:", "- id: s1", "  title: A paper", f"  date: '{DAY}'", "  kind: news", "  reliability: B",
    ]  # fmt: skip
    rows[21] = "  reliability: Z"
    assert refused("\n".join(rows))[0].startswith("made.yaml:22: sources.0.reliability: got 'Z'; ")


@pytest.mark.parametrize(
    "bounds",
    [
        {"low": 0.6},
        {"high": 0.4},
        {"low": 0.6, "high": 0.7},
        {"low": 0.7, "high": 0.3},
    ],
)
def test_a_range_must_hold_its_value(bounds):
    number = {"value": 0.5} | bounds
    source, (message,) = faulty(lambda v: v["legacy"].update(continuity=number))
    start = at_line(source, "continuity:", "legacy.continuity: wanted low <= value <= high, got ")
    assert message.startswith(start)


def test_a_range_may_not_leave_the_scale():
    number = {"value": 0.5, "low": -0.1, "high": 1.1}
    source, (message,) = faulty(lambda v: v["legacy"].update(continuity=number))
    wanted = "legacy.continuity: wanted a number between 0 and 1, got 0.5 (-0.1 to 1.1)"
    assert message == at_line(source, "continuity:", wanted)


@pytest.mark.parametrize("number", ["inf", "-inf", "nan", "Infinity", 1e999, -1e999])
@pytest.mark.parametrize(
    "place", [("scenarios", 0, "jump"), ("calendar", 0, "jump"), ("legacy", "continuity")]
)
def test_no_number_is_infinite_or_nan(place, number):
    faulty(lambda v: holder(v, place).update({place[-1]: {"value": number}}))


@pytest.mark.parametrize("deff", ["inf", "nan", 1e999])
def test_no_design_effect_is_infinite(deff):
    faulty(lambda v: v["surveys"][0].update(deff=deff))


@pytest.mark.parametrize(
    ("place", "bad"),
    [
        (("issues", 0, "status_quo"), True),
        (("surveys", 0, "waves", 0, "n"), True),
        (("surveys", 0, "waves", 0, "share"), True),
        (("legacy", "continuity"), True),
        (("legacy", "continuity"), {"value": True}),
        (("detente",), True),
    ],
)
def test_true_is_no_number(place, bad):
    faulty(lambda v: holder(v, place).update({place[-1]: bad}))


@pytest.mark.parametrize("given_date", [0, 86400, -86400, 0.0, "0", "86400", True, 1e999, 10**18])
def test_a_date_is_a_day_not_a_count_of_seconds(given_date):
    values = tiny() | {"as_of": "2001-11-12"}
    values["partnership"]["start"] = given_date
    (message,) = refused(text(values))
    assert "partnership.start: got " in message


def test_a_bare_year_is_told_what_a_date_looks_like():
    source, (message,) = faulty(lambda v: v["ties"][0].update(since=1902))
    assert message.startswith(at_line(source, "since: 1902", "ties.0.since: got 1902; "))
    assert re.search(r"valid date|YYYY-MM-DD|\d{4}-\d\d-\d\d", message)


@pytest.mark.parametrize("name", ["actors", "partnership", "sources", "claims", "hypotheses"])
@pytest.mark.parametrize("bad", [None, 3, "words", True])
def test_a_section_of_the_wrong_kind_is_named(name, bad):
    _, found = faulty(lambda v: v.update({name: bad}))
    assert any(f": {name}: got " in message for message in found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda v: v.update(sources=[]), "sources: "),
        (lambda v: v.update(actors=[]), "actors: "),
        (lambda v: v.update(actors=v["actors"][:1]), "actors: "),
        (lambda v: v["issues"][0].update(positions=[]), "issues.0.positions: "),
        (lambda v: v["partnership"].update(members=["GBR"]), "partnership.members"),
        (lambda v: v["partnership"].update(members=["GBR", "JPN", "RUS"]), "partnership.members"),
        (lambda v: v["partnership"].update(members=[]), "partnership.members"),
    ],
)
def test_too_few_or_too_many_entries_are_said(change, words):
    _, found = faulty(change)
    assert words in found[0]


# --- references -------------------------------------------------------------------

DANGLING = [
    (("partnership", "claims"), ["c11"], "c1", "claims"),
    (("actors", 2, "claims"), ["c22"], "c2", "claims"),
    (("hypotheses", "evidence", 0, "claim"), "c1x", "c1", "claims"),
    (("claims", 0, "source"), "s11", "s1", "sources"),
    (("actors", 3, "within"), "JPNN", "JPN", "actors"),
    (("threats", 0, "actor"), "RUSS", "RUS", "actors"),
    (("issues", 0, "positions", 0, "actor"), "GBRR", "GBR", "actors"),
    (("issues", 0, "red_lines", 0, "actor"), "JPNX", "JPN", "actors"),
    (("ledger", 0, "giver"), "GBRX", "GBR", "actors"),
    (("ledger", 0, "receiver"), "JPNX", "JPN", "actors"),
    (("ledger", 0, "externalities", 0, "actor"), "RUSX", "RUS", "actors"),
    (("surveys", 0, "public"), "pres", "press", "actors"),
    (("surveys", 1, "cross", "given"), "v11", "v1", "surveys"),
    (("surveys", 1, "cross", "of"), "v22", "v2", "surveys"),
    (("ties", 0, "a"), "GBRX", "GBR", "actors"),
    (("ties", 0, "b"), "RUSX", "RUS", "actors"),
    (("calendar", 0, "fault_line"), "f11", "f1", "fault_lines"),
    (("scenarios", 0, "fault_line"), "f11", "f1", "fault_lines"),
    (("fault_lines", 0, "issues"), ["i11"], "i1", "issues"),
    (("fault_lines", 0, "threats"), ["t11"], "t1", "threats"),
    (("fault_lines", 0, "ties"), ["tie11"], "tie1", "ties"),
    (("fault_lines", 0, "actors"), ["navvy"], "navy", "actors"),
    (("fault_lines", 0, "surveys"), ["v11"], "v1", "surveys"),
    (("fault_lines", 0, "deeds"), ["d11"], "d1", "ledger"),
    (("standing", 0, "actor"), "JPNX", "JPN", "actors"),
    (("influence", 0, "by"), "JPNX", "JPN", "actors"),
    (("influence", 0, "on"), "RUSX", "RUS", "actors"),
    (("horizons", 0, "actor"), "GBRX", "GBR", "actors"),
    (("regimes", 0, "actor"), "GBRX", "GBR", "actors"),
    (("attitudes", 0, "actor"), "GBRX", "GBR", "actors"),
    (("assets", 0, "giver"), "GBRX", "GBR", "actors"),
    (("dependence", 0, "actor"), "GBRX", "GBR", "actors"),
    (("dependence", 0, "on"), "RUSX", "RUS", "actors"),
]


@pytest.mark.parametrize(("place", "bad", "near", "section"), DANGLING)
def test_a_dangling_reference_suggests_the_nearest_id(place, bad, near, section):
    source, found = faulty(lambda v: holder(v, place).update({place[-1]: bad}))
    name = bad[0] if isinstance(bad, list) else bad
    where = (*place, 0) if isinstance(bad, list) else place
    line = parse("made.yaml", source.encode()).lines[where]
    wanted = f"no entry '{name}' in {section}; did you mean '{near}'?"
    assert found == (f"made.yaml:{line}: {'.'.join(map(str, where))}: {wanted}",)


@pytest.mark.parametrize(
    ("place", "near", "section"),
    [
        (("threats", 0, "severity"), "GBR", "actors"),
        (("hypotheses", "evidence", 0, "fits"), "H1", "hypotheses"),
    ],
)
def test_a_dangling_key_of_a_mapping_is_found(place, near, section):
    def change(values):
        group = holder(values, (*place, ""))
        group[near + "x"] = group.pop(near)

    source, found = faulty(change)
    where = ".".join(map(str, (*place, near + "x")))
    wanted = f"{where}: no entry '{near}x' in {section}; did you mean '{near}'?"
    assert found == (at_line(source, f"{near}x:", wanted),)


def test_a_reference_to_nothing_alike_names_the_section():
    source, found = faulty(lambda v: v["ties"][0].update(a="zzzzz"))
    wanted = "ties.0.a: no entry 'zzzzz' in actors; wanted an id of the section actors"
    assert found == (at_line(source, "a: zzzzz", wanted),)


def test_the_suggestion_costs_nothing_for_faults_not_shown(monkeypatch):
    """A file of 2 MB can hold 1e5 dangling ids: near ones are sought for those shown only."""
    calls = []
    monkeypatch.setattr(difflib, "get_close_matches", lambda *a, **k: calls.append(a) or [])
    _, found = faulty(lambda v: v["partnership"].update(claims=[f"x{n}" for n in range(200)]))
    assert found[-1] == "and 175 more faults"
    assert len(calls) < 100


@pytest.mark.parametrize(
    "section",
    ["sources", "claims", "actors", "threats", "issues", "ledger", "surveys", "ties", "record"]
    + ["calendar", "fault_lines", "scenarios", "influence", "attitudes", "assets", "dependence"],
)
def test_an_id_taken_twice_is_refused(section):
    def change(values):
        values[section].append(copy.deepcopy(values[section][0]))

    source, found = faulty(change)
    number = len(rich()[section])
    name = rich()[section][0]["id"]
    line = parse("made.yaml", source.encode()).lines[(section, number, "id")]
    wanted = f"{section}.{number}.id: the id '{name}' is already taken by entry 1"
    assert found[0] == f"made.yaml:{line}: {wanted}"


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        ("sc1", "'sc1' is the id of a scenario; choose another"),
        ("rupture-5y", "'rupture-5y' is the id of a generated question; choose another"),
    ],
)
def test_a_question_takes_no_id_under_which_detente_asks(taken, words):
    source, found = faulty(lambda v: v["questions"][0].update(id=taken))
    line = parse("made.yaml", source.encode()).lines[("questions", 0, "id")]
    assert found == (f"made.yaml:{line}: questions.0.id: {words}",)


def test_two_hypotheses_of_one_id_are_refused():
    _, found = faulty(lambda v: v["hypotheses"]["items"].append({"id": "H1", "label": "Third"}))
    assert "H1" in found[0]


@pytest.mark.parametrize(
    "place", [("issues", 0, "positions"), ("standing",), ("horizons",), ("regimes",)]
)
def test_an_actor_coded_twice_in_one_list_is_refused(place):
    """Paths name these entries by actor: with two of one actor the second is out of reach."""

    def change(values):
        group = holder(values, (*place, 0))
        group.append(copy.deepcopy(group[0]))

    faulty(change)


def test_the_same_id_in_two_sections_is_no_fault():
    values = rich()
    values["assets"][0]["id"] = "i1"
    assert made(values)


# --- dates ------------------------------------------------------------------------

LATE = "1905-08-13"
PAST = [
    ("partnership", "known_on"),
    ("partnership", "start"),
    ("sources", 0, "date"),
    ("claims", 0, "known_on"),
    ("actors", 1, "known_on"),
    ("threats", 0, "since"),
    ("issues", 0, "positions", 1, "known_on"),
    ("ledger", 0, "date"),
    ("surveys", 0, "waves", 0, "date"),
    ("surveys", 1, "split", "date"),
    ("ties", 0, "since"),
    ("calendar", 0, "known_on"),
    ("scenarios", 0, "known_on"),
    ("hypotheses", "evidence", 0, "known_on"),
    ("record", 0, "start"),
    ("legacy", "known_on"),
    ("attitudes", 0, "since"),
]


@pytest.mark.parametrize("place", PAST, ids=lambda p: ".".join(map(str, p)))
def test_nothing_is_known_after_as_of(place):
    source, found = faulty(lambda v: holder(v, place).update({place[-1]: LATE}))
    wanted = f"{'.'.join(map(str, place))}: {LATE} is after the case's as_of, {AS_OF}"
    assert found == (at_line(source, LATE, wanted),)


def test_what_happens_on_as_of_itself_is_known():
    values = rich()
    known = [place for place in places(values) if place[-1] == "known_on"]
    for place in [*PAST, *known]:
        holder(values, place)[place[-1]] = AS_OF
    values["calendar"][0]["date"] = AS_OF
    assert made(values).partnership.start == date(1905, 8, 12)


def test_the_calendar_looks_ahead():
    source, found = faulty(lambda v: v["calendar"][0].update(date="1905-08-11"))
    wanted = f"calendar.0.date: 1905-08-11 is past; wanted a day from {AS_OF} on"
    assert found == (at_line(source, "1905-08-11", wanted),)


def test_a_day_after_all_that_lies_ahead_is_one_mistake():
    source, found = faulty(lambda v: v.update(as_of="2031-01-01"))
    wanted = "as_of: 2031-01-01 is after all 4 dates of calendar, scenarios and questions, the last"
    assert len(found) == 1
    assert found[0].startswith(at_line(source, "2031-01-01", wanted))


# --- states -----------------------------------------------------------------------


def test_an_unknown_state_is_suggested_another():
    source, (message,) = faulty(lambda v: v["actors"][1].update(state="Japann"))
    start = "actors.1.state: unknown state 'Japann': wanted a COW code, an ISO-3 code or a name"
    assert message.startswith(at_line(source, "state: Japann", start))
    assert "did you mean Japan" in message


@pytest.mark.parametrize(
    ("state", "day", "ended"),
    [
        ("East Germany", "2001-11-12", "1990"),
        ("Czechoslovakia", "2001-11-12", "1992"),
        ("South Vietnam", "2001-11-12", "1975"),
        ("Austria-Hungary", "2001-11-12", "1918"),
        ("Bosnia", "1950-01-01", "1992"),
    ],
)
def test_a_state_of_another_time_is_refused(state, day, ended):
    values = tiny() | {"as_of": day}
    values["actors"][1]["state"] = state
    source = text(values)
    (message,) = refused(source)
    start = at_line(source, f"state: {state}", "actors.1.state: ")
    assert message.startswith(start)
    assert state in message
    assert day in message
    assert ended in message


def test_an_ambiguous_state_is_refused():
    values = tiny() | {"as_of": "1970-01-01"}
    values["actors"][1]["state"] = "Germany"
    (message,) = refused(text(values))
    assert "ambiguous state 'Germany' on 1970-01-01" in message


@pytest.mark.parametrize("state", [9999, -2, 2.5, True, [], {}, "", "1e3", 10**18, "x" * 500])
def test_odd_states_are_faults_and_nothing_worse(state):
    _, found = faulty(lambda v: v["actors"][1].update(state=state))
    assert "actors.1.state" in found[0]
    assert len(found[0]) < 300


def test_one_fault_is_said_once():
    _, found = faulty(lambda v: v["actors"][1].update(state=[1]))
    assert len(found) == 1


def test_a_state_needs_a_code():
    source, found = faulty(lambda v: v["actors"][1].pop("state"))
    wanted = "actors.1: the state 'JPN' needs `state`: a COW code, ISO-3 or name"
    assert found == (at_line(source, "- id: JPN", wanted),)


@pytest.mark.parametrize(
    ("number", "name", "kind"), [(3, "navy", "faction"), (4, "press", "public")]
)
def test_factions_and_publics_belong_to_a_state(number, name, kind):
    source, found = faulty(lambda v: v["actors"][number].pop("within"))
    wanted = f"actors.{number}: the {kind} '{name}' needs `within`: its state actor"
    assert found == (at_line(source, f"- id: {name}", wanted),)


@pytest.mark.parametrize("within", ["navy", "press"])
def test_within_names_a_state(within):
    """``Actor.within`` is "the state actor it belongs to": not itself, not another faction."""
    faulty(lambda v: v["actors"][3].update(within=within))


def test_a_member_must_be_a_state():
    source, found = faulty(lambda v: v["partnership"].update(members=["GBR", "navy"]))
    line = parse("made.yaml", source.encode()).lines["partnership", "members", 1]
    wanted = "partnership.members.1: 'navy' is not a state among the actors"
    assert found == (f"made.yaml:{line}: {wanted}",)


def test_a_member_that_is_no_actor_is_named():
    _, found = faulty(lambda v: v["partnership"].update(members=["GBR", "FRA"]))
    assert found
    assert all("partnership.members.1: " in message and "'FRA'" in message for message in found)


def test_a_partnership_has_two_members():
    source, found = faulty(lambda v: v["partnership"].update(members=["GBR", "GBR"]))
    wanted = "partnership.members: wanted two different states"
    assert found == (at_line(source, "members:", wanted),)


def test_two_actors_of_one_state_are_no_partnership():
    """Same state under two ids: the partners must differ, not only their names."""
    faulty(lambda v: v["actors"][1].update(state="United Kingdom"))


# --- scenarios --------------------------------------------------------------------


def scenario(**change) -> tuple[str, str]:
    source, (message,) = faulty(lambda v: v["scenarios"][0]["changes"][0].update(change))
    return source, message


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("issues.i9.positions.JPN.salience", "i9"),
        ("issues.i1.positions.FRA.salience", "FRA"),
        ("issues.i1.positions.JPN.saliense", "saliense"),
        ("isues.i1", "isues"),
        ("threats.t1.severity.USA.power", "USA"),
        ("legacy.continuity.value.x", "x"),
        ("issues..status_quo", ""),
        (".", ""),
        ("title.upper", "upper"),
        ("partnership.model_fields", "model_fields"),
        ("partnership.__class__", "__class__"),
        ("claims.c1.quote.words", "words"),
    ],
)
def test_a_change_with_a_bad_path_is_named(path, step):
    source, message = scenario(path=path, to=3)
    line = line_of(source, "- path:")
    start = f"made.yaml:{line}: scenarios.0.changes.0.path: no '{step}' on the path {path}"
    assert message.startswith(start)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("issues.i1.positions.JPN.salience", 300),
        ("issues.i1.positions.JPN.salience", "much"),
        ("issues.i1.status_quo", -1),
        ("issues.i1.status_quo", "nan"),
        ("ties.tie1.sign", "x"),
        ("ties.tie1.until", "never"),
        ("threats.t1.severity.JPN.power", 2),
        ("title", 5),
        ("actors", "none"),
        ("partnership.members", "GBR"),
    ],
)
def test_a_change_to_a_bad_value_is_named(path, to):
    source, message = scenario(path=path, to=to)
    line = line_of(source, "- path:")
    assert message.startswith(f"made.yaml:{line}: scenarios.0.changes.0.path: {path} cannot be ")
    assert str(to) in message


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("threats.t1.severity.GBR.intent.value", 7),
        ("threats.t1.severity.GBR.intent.low", 0.9),
        ("issues.i1.positions.GBR.salience.high", 1000),
    ],
)
def test_a_change_within_a_number_keeps_it_on_its_scale(path, to):
    scenario(path=path, to=to)


@pytest.mark.parametrize(
    ("path", "to"),
    [("ties.tie1.a", "NOBODY"), ("fault_lines.f1.id", "f2"), ("partnership.start", "1999-01-01")],
)
def test_a_change_may_not_break_what_a_file_must_hold(path, to):
    """A scenario's case is a case: references hold and it has begun by as_of."""
    scenario(path=path, to=to)


def test_a_path_uses_the_names_of_the_file():
    values = rich()
    values["scenarios"][0]["changes"] = [{"path": "scenarios.sc1.if", "to": "peace"}]
    assert made(values)


# --- many faults ------------------------------------------------------------------


@pytest.mark.parametrize("count", [24, 25, 26, 27, 200])
@pytest.mark.parametrize("late", [False, True], ids=["types", "references"])
def test_more_than_25_faults_are_cut_with_a_count(count, late):
    bad = [f"x{n}" for n in range(count)] if late else [f"x {n}" for n in range(count)]
    _, found = faulty(lambda v: v["partnership"].update(claims=bad))
    if count <= 25:
        assert len(found) == count
        assert "more fault" not in found[-1]
        return
    assert len(found) == 26
    assert found[-1].startswith(f"and {count - 25} more fault")
    assert all(message.startswith("made.yaml:") for message in found[:25])


def test_all_faults_of_a_kind_come_at_once():
    def change(values):
        values["title"] = 1
        values["ties"][0]["sign"] = "x"
        values["issues"][0]["positions"][0]["position"] = 200

    source, found = faulty(change)
    lines = [int(message.split(":")[1]) for message in found]
    assert len(found) == 3
    assert lines == sorted(lines) == sorted(
        line_of(source, mark) for mark in ("title: 1", "sign: x", "position: 200")
    )  # fmt: skip


def test_a_long_value_is_cut_in_the_message():
    _, (message,) = faulty(lambda v: v.update(title="x" * 3000))
    assert len(message) < 200
    _, (message,) = faulty(lambda v: v["ties"][0].update({"k" * 900: 1}))
    assert "unknown key" in message


# --- any corruption ---------------------------------------------------------------

ALL = list(places(rich()))


def case_or_faults(values) -> None:
    try:
        case = build(YamlDocument("f", values))
    except CaseError as problem:
        assert problem.faults
        assert all(fault.startswith(("f:1: ", "and ")) for fault in problem.faults)
    else:
        assert isinstance(case, Case)


def test_any_one_entry_may_be_deleted():
    assert ALL
    for place in ALL:
        values = rich()
        del holder(values, place)[place[-1]]
        case_or_faults(values)


@pytest.mark.parametrize(
    "bad", [None, [], {}, "", "x", 0, -1, 2.5, True, 1e999, 10**18, [[]], {"a": {}}, ["c1", 1]]
)
def test_any_one_entry_may_be_of_another_type(bad):
    assert ALL
    for place in ALL:
        values = rich()
        holder(values, place)[place[-1]] = bad
        case_or_faults(values)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=20),
    st.dates().map(str),
    st.sampled_from(["GBR", "JPN", "c1", "navy", "H1", "2001-13-45", "a.b", "0", "nan", "\ud7ff"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ALL), TREES), min_size=1, max_size=3))
def test_any_corruption_is_a_case_or_a_case_error(changes):
    values = rich()
    for place, bad in changes:
        try:
            group = holder(values, place)
            group[place[-1]] = bad
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    case_or_faults(values)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=8))
def test_any_bytes_in_the_middle_are_a_case_or_a_case_error(start, length, patch):
    source = text(rich()).encode()
    start %= len(source)
    try:
        case = build(parse("f", source[:start] + patch + source[start + length :]))
    except CaseError as problem:
        assert problem.faults
    else:
        assert isinstance(case, Case)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["c1", "GBR", "navy", "x"]), st.text(max_size=70))
def test_ids_are_plain(old, new):
    """An id stands in paths, links and file names: nothing but letters, digits, ``_ . -``."""
    values = tiny() | {"id": new}
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", new):
        assert build(YamlDocument("f", values)).id == new
    else:
        with pytest.raises(CaseError):
            build(YamlDocument("f", values))


@pytest.mark.parametrize("bad", ["a\n", "../x", "a/b", "", "-a", "a b", "é", "x" * 65])
def test_ids_that_could_leave_their_folder_are_refused(bad):
    faulty(lambda v: v.update(id=bad))


def test_the_file_beside_a_fault_is_not_read(tmp_path):
    """A case has no includes: a path in a text stays a text."""
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    values = tiny() | {"title": f"!include {secret}"}
    assert made(values).title.startswith("!include")
    assert "hidden" not in made(values).model_dump_json()


def test_a_case_cannot_be_changed_in_place():
    case = made(rich())
    with pytest.raises(ValueError, match="frozen"):
        case.title = "x"


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\x9b2J", "\x7f"])
def test_texts_hold_no_orders_for_a_terminal(sign):
    values = tiny() | {"title": f"Two {sign} states"}
    (fault,) = refused(text(values))
    assert re.search(
        r"title: wanted a text to read, got the control character #x00[0179][bf7]", fault
    )


@pytest.mark.parametrize("path", ["issues.i1", "issues.i1.positions.JPN"])
def test_a_change_of_a_whole_entry_is_named(path):
    source, message = scenario(path=path, to=3)
    line = line_of(source, "- path:")
    start = f"made.yaml:{line}: scenarios.0.changes.0.path: the path {path} ends in an entry"
    assert message.startswith(start)
