"""The schema of a case explains every property: in words, with its scale, with an example."""

import json

import pytest
from case_kit import ROOT
from jsonschema import Draft202012Validator

from detente.case.load import bundled, locate
from detente.case.model import Case
from detente.case.schema import _words, case_schema
from detente.case.yaml12 import parse


@pytest.fixture(scope="module")
def schema():
    return case_schema()


@pytest.fixture(scope="module")
def properties(schema):
    """Every property by the name of its entry and its own."""
    return {
        f"{name}.{key}": shown
        for name, entry in [("Case", schema), *schema["$defs"].items()]
        for key, shown in entry.get("properties", {}).items()
    }


def is_number(shown):
    kinds = [shown, *shown.get("anyOf", [])]
    return any(k.get("$ref") == "#/$defs/Number" or k.get("type") == "number" for k in kinds)


def test_every_property_has_a_description_and_an_example_that_fits(schema, properties):
    assert len(properties) > 300
    for place, shown in properties.items():
        assert len(shown["description"]) > 5, place
        assert shown["examples"], place
        check = Draft202012Validator({**shown, "$defs": schema["$defs"]})
        faults = [f.message for e in shown["examples"] for f in check.iter_errors(e)]
        assert faults == [], place


def test_the_description_of_a_number_names_its_scale(properties):
    general = ("NumberWithRange.", "Change.to")  # whatever the scale of the field is
    without = {
        place
        for place, shown in properties.items()
        if is_number(shown) and not any(c.isdigit() for c in shown["description"])
    }
    assert {place for place in without if not place.startswith(general)} == set()


def test_no_description_stands_in_two_places():
    """The model describes a key, or the table does."""
    own = Case.model_json_schema(by_alias=True)
    twice, nowhere = [], []
    for (name, key), words in _words().items():
        entry = own if name == "Case" else own["$defs"]["Actor" if name == "Fact" else name]
        places = ("description" in words) + ("description" in entry["properties"][key])
        twice += [(name, key)] if places == 2 else []
        nowhere += [(name, key)] if places == 0 else []
    assert (twice, nowhere) == ([], [])


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_fits_the_schema(name, schema):
    """A bare number was an error in every editor that checks with the schema."""
    values = parse(name, locate(name).read_bytes()).values
    plain = json.loads(json.dumps(values, default=str))
    assert [f.message for f in Draft202012Validator(schema).iter_errors(plain)] == []


def test_the_schema_in_the_documentation_is_this_one(schema):
    assert json.loads((ROOT / "docs" / "case.schema.json").read_text()) == schema
