"""The JSON Schema of a case file, every property with its scale in words and an example."""

import csv
import json
from pathlib import Path
from typing import Any

from detente.case import known_on
from detente.case.model import Case
from detente.case.numbers import Fact

_SHARED = tuple(Fact.model_fields)  # keys that most entries have


def case_schema() -> dict[str, Any]:
    """JSON Schema of a case file, for editors and for `detente schema`."""
    schema = Case.model_json_schema(by_alias=True)
    words = _words()
    for name, entry in [("Case", schema), *schema["$defs"].items()]:
        for key, shown in entry.get("properties", {}).items():
            shared = name != "Case" and key in _SHARED
            shown.update(words[("Fact" if shared else name, key)])
    for entry in schema["$defs"].values():  # absent, it is that of the section
        entry["required"] = [key for key in entry.get("required", ()) if key != known_on.KEY]
    schema["properties"][known_on.KEY] = _days_by_section()
    kinds = schema["$defs"]
    kinds["NumberWithRange"] = kinds.pop("Number")
    kinds["Number"] = {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/NumberWithRange"}]}
    return schema


def _days_by_section() -> dict[str, Any]:
    day = {"type": "string", "format": "date"}
    return {
        "type": "object",
        "properties": {
            name: day
            | {
                "description": f"Of the entries of `{name}` that state no day",
                "examples": ["2001-11-12"],
            }
            for name in known_on.sections()
        },
        "additionalProperties": False,
        "description": "Day on which the entries of a section could first be known, if they state "
        "none themselves. Without it, `as_of`; of an entry within another one, such as a position, "
        "the day of that one",
        "examples": [{"issues": "2001-11-12"}],
    }


def _words() -> dict[tuple[str, str], dict[str, Any]]:
    """Example of each key, and its description where the model has none."""
    path = Path(__file__).with_name("_fields.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="|", quoting=csv.QUOTE_NONE))
    return {
        (row["entry"], row["key"]): {
            **({"description": row["description"]} if row["description"] else {}),
            "examples": [json.loads(row["example"])],
        }
        for row in rows
    }
