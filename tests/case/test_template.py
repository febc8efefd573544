"""The template of a case shows every section, and what it shows behind `#` is valid."""

import re
from datetime import date

from detente.case.load import build
from detente.case.model import Case
from detente.case.template import template
from detente.case.yaml12 import parse

SECTIONS = {*Case.model_fields, "known_on"}
SECTION = re.compile(rf"# (?:{'|'.join(SECTIONS)}):")


def uncommented(text):
    """The template with its commented sections as sections."""
    inside = False
    for line in text.splitlines(keepends=True):
        inside = bool(SECTION.match(line)) or (inside and line.startswith("#   "))
        yield line[2:] if inside else line


def test_every_section_is_shown_and_can_be_used():
    text = "".join(uncommented(template("mine", date(2026, 11, 30), "schema.json")))
    values = parse("mine.yaml", text.encode()).values
    assert set(values) == SECTIONS
    case = build(parse("mine.yaml", text.encode()))
    examples = {"questions", "hypotheses", "assets", "attitudes", "contest", "legacy", "known_to"}
    assert all(getattr(case, name) for name in examples)
