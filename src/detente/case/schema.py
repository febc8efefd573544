"""The JSON Schema of a case file, every property with its scale in words and an example."""

import csv
import json
from pathlib import Path
from typing import Any

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
    kinds = schema["$defs"]
    kinds["NumberWithRange"] = kinds.pop("Number")
    kinds["Number"] = {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/NumberWithRange"}]}
    return schema


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
