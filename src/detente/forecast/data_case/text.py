"""The case from data as the text of a case file, with comments on what is left to a person."""

from textwrap import wrap
from typing import Any

from detente.case.add_entries import section_text
from detente.forecast.data_case.build import case_document
from detente.forecast.data_case.of_elections import states_without
from detente.forecast.data_case.of_wars import without_entry
from detente.forecast.data_case.request import Entry, PairRequest

_HEAD = """\
# yaml-language-server: $schema={schema}
# {title}, as known on {day}: an entry that points to a claim `c-...`
# states what a source had published by then. Nothing else is coded yet. Add what a person must
# judge: issues, ledger, surveys, calendar, scenarios, hypotheses (`detente new another-case` shows
# each). Where you change an entry, say why in its `note`. Then `detente check {id}.yaml` and
# `detente assess {id}.yaml`.
"""
_ELECTIONS = """
# calendar: no source on disk knows when {states} will vote next. The list of elections ends in
# March 2021; `detente data card reign-elections` says how to get it. Add each election under
# `calendar`, and every other day on which much may turn:
#   - id: e-next-election
#     date: YYYY-MM-DD
#     label: which election, and of whom
#     adverse_if: what would be the bad turn
#     adverse: 0.3  # its probability
#     jump: 0.5  # log-odds that it adds to the yearly risk, for a year
#     known_on: {day}
"""
_SURVEYS = """
# surveys: no source on disk knows what the two publics think of each other; `detente data card
# pew-favourability` says how to get Pew's shares. `detente new another-case` shows the section.
"""
_WARS = (
    "Wars between the two that the record has no entry of, since the list of disputes has no use "
    "of force that both began and that became this war: {wars}."
)
# what a person should now judge, by section
TO_JUDGE = {
    "partnership": "Resnick's type is open: how far apart are they in creed and in interest, 0-1?",
    "sources": "What was read, and to which year.",
    "record": "A year is known, not a day: are these the quarrels that the two remember?",
    "known_to": "What came after these days is unknown, not absent: add it, then drop the day.",
    "standing": "Does either claim a rank that the other does not accord it?",
    "contest": "Over which third states do the two compete?",
    "capabilities": "Does either count for more, or less, than its means?",
    "regimes": "Add a trend: is either becoming freer (1) or less free (-1)?",
    "alignment": "Who moved, and over what?",
    "preferences": "Votes are no private letter: what does each want here?",
    "governments": "Is the next leader from the same camp?",
    "institutions": "Name the joint bodies that do the work.",
    "dependence": "What cannot be bought elsewhere?",
    "ties": "Treaties and rivalries of states alone: add quarrels and friends without a treaty.",
    "calendar": "Moves nothing yet: which turn is bad (adverse_if), how likely (adverse), what "
    "does it add (jump)?",
    "surveys": "They wait: `favours: partnership` lets a survey count, with a judged weight.",
    "threats": "Rivals of both, weighed by their means; how long will each last? Add others.",
}


def data_case_text(
    request: PairRequest, *, id_: str | None = None, schema: str = "case.schema.json"
) -> str:
    """Text of the case of two states from the local store; it passes ``detente check``.

    Parameters
    ----------
    request : PairRequest
        The two states and the day.
    id_ : str, optional
        Id of the case; the codes of the states by default.
    schema : str
        Path of the JSON Schema, for editors.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    values = case_document(request)
    values["id"] = id_ or values["id"]
    head = _HEAD.format(schema=schema, title=values["title"], day=request.day, id=values["id"])
    sections = "".join(
        (_wars(request, value) if name == "record" else "") + _section(name, value)
        for name, value in values.items()
    )
    return head + sections + _elections_to_add(request, values) + _surveys_to_add(values)


def _elections_to_add(request: PairRequest, values: Entry) -> str:
    """Where a person adds the elections that no source on disk knows; no day is invented."""
    unknown = states_without(request, values.get("calendar", []))
    if not unknown:
        return ""
    return _ELECTIONS.format(states=" and ".join(unknown), day=request.day)


def _wars(request: PairRequest, record: list[Entry]) -> str:
    """Wars between the two that the record has no entry of, for a person to add."""
    others = without_entry(request, record)
    lines = wrap(_WARS.format(wars="; ".join(others)), 98) if others else []
    return "".join(f"\n# {line}" for line in lines) + "\n" * bool(lines)


def _surveys_to_add(values: Entry) -> str:
    return "" if "surveys" in values else _SURVEYS


def _section(name: str, value: Any) -> str:
    comment = f"\n# {TO_JUDGE[name]}\n" if name in TO_JUDGE else ""
    return comment + section_text(name, value)
