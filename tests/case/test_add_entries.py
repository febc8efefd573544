"""Entries are added to lists of a case file; what stands there stays to the byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.add_entries import add_entries
from detente.case.yaml12 import parse
from detente.errors import CaseError


def added(text, entries):
    return add_entries(parse("x.yaml", text.encode()), entries)


def test_in_each_style_the_entry_comes_last():
    text = "a: [] # none\n# of b\nb: [ {id: b1} ]\nc:\n    - id: c1 # first\n\n# of d\nd: 1\n"
    new = {"a": [{"id": "a1"}], "b": [{"id": "b2", "x": "p: q"}], "c": [{"id": "c2"}]}
    assert added(text, new | {"e": [{"id": "e1"}]}) == (
        "a: # none\n  - id: a1\n# of b\n"
        'b: [ {id: b1}, {"id": "b2", "x": "p: q"}]\n'
        "c:\n    - id: c1 # first\n    - id: c2\n\n# of d\nd: 1\n\ne:\n  - id: e1\n"
    )


def test_an_empty_value_is_marked_for_a_person():
    assert "p: null  # yours to judge\n" in added("a: []\n", {"a": [{"id": "x", "p": None}]})


def test_line_ends_of_windows_stay():
    assert added("a:\r\n- id: 1\r\nb: 2\r\n", {"a": [{"id": 2}]}) == (
        "a:\r\n- id: 1\r\n- id: 2\r\nb: 2\r\n"
    )


def test_a_section_that_is_no_list_is_refused():
    with pytest.raises(CaseError, match=r"x\.yaml:2: a: wanted a list"):
        added("b: 1\na: {x: 1}\n", {"a": [{"id": 1}]})


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)


@given(text, st.lists(st.dictionaries(st.sampled_from("abc"), text | st.none() | st.integers())))
def test_whatever_text_is_added_reads_back_as_itself(word, items):
    entries = [{"id": word, "of": items}]
    for before in ("x: []\n", "x:\n- id: 1\n", "x: [{id: 1}]\n", "y: 1\n"):
        got = parse("x.yaml", added(before, {"x": entries}).encode()).values["x"]
        assert got[-1] == entries[0]
