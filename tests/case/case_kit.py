"""Small made-up cases for the tests of the case layer; nothing here is data."""

import copy
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from detente.case.load import build
from detente.case.model import Case
from detente.case.yaml12 import parse
from detente.errors import CaseError

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
DAY = "1904-05-06"
AS_OF = "1905-08-12"
PLAIN = re.compile(r"[A-Za-z][\w-]*( [\w-]+)*", re.ASCII)

Values = dict[str, Any]
Steps = tuple[str | int, ...]


def known(**entry: Any) -> Values:
    """Make an entry somebody knew."""
    return {**entry, "known_on": DAY}


def tiny() -> Values:
    """Return the least that a case may hold."""
    return {
        "detente": 1,
        "id": "tiny",
        "title": "Two states",
        "question": "Does it last?",
        "as_of": AS_OF,
        "partnership": known(
            members=["GBR", "JPN"],
            start="1902-01-30",
            ideological_adversity=0.4,
            geopolitical_adversity={"value": 0.3, "low": 0.2, "high": 0.5},
        ),
        "sources": [
            {"id": "s1", "title": "A paper", "date": DAY, "kind": "news", "reliability": "B"}
        ],
        "actors": [
            known(id="GBR", name="Britain", kind="state", state=200),
            known(id="JPN", name="Japan", kind="state", state="JPN"),
        ],
    }


def _people() -> Values:
    return {
        "claims": [
            known(
                id=f"c{n}", source="s1", says="Made up", kind="fact", credibility="2", elements=[n]
            )
            for n in (1, 2)
        ],
        "actors": [
            *tiny()["actors"],
            known(id="RUS", name="Russia", kind="state", state="Russia", claims=["c1"]),
            known(id="navy", name="Navy", kind="faction", within="JPN", power=40, veto=True),
            known(id="press", name="Press", kind="public", within="GBR", trend=-0.5),
        ],
    }


def _quarrels() -> Values:
    urge = {"power": 0.5, "proximity": 0.1, "offensive": 1}
    stand = [
        known(actor="GBR", position=20, salience={"value": 50, "low": 40, "high": 70}),
        known(actor="JPN", position=80, salience=60),
    ]
    return {
        "threats": [
            known(
                id="t1",
                label="An army",
                actor="RUS",
                since=DAY,
                severity={
                    "GBR": {**urge, "intent": {"value": 0.5, "low": 0.4, "high": 0.7}},
                    "JPN": {**urge, "intent": 0.9},
                },
                attained=0.2,
                half_life=3,
            )
        ],
        "issues": [
            known(
                id="i1",
                label="A port",
                zero="theirs",
                hundred="ours",
                status_quo=50,
                positions=stand,
                red_lines=[{"actor": "JPN", "at": 30, "side": "below"}],
                salience_trend=0.1,
            )
        ],
        "ledger": [
            known(
                id="d1",
                date=DAY,
                giver="GBR",
                receiver="JPN",
                what="Coal",
                kind="material",
                valence="cooperation",
                cost=5,
                value=10,
                externalities=[{"actor": "RUS", "giver_tie": -0.2}],
            )
        ],
        "ties": [known(id="tie1", a="GBR", b="RUS", sign="-", kind="rivalry", since=DAY)],
    }


def _opinion() -> Values:
    base = {"public": "press", "pollster": "None", "wording": "Well?", "favours": "partnership"}
    return {
        "surveys": [
            known(id="v1", label="One", **base, waves=[{"date": DAY, "share": 0.5, "n": 900}]),
            known(
                id="v2",
                label="Two",
                **base,
                split={"date": DAY, "pro": 0.3, "con": 0.4, "n": 900},
                cross={"given": "v1", "share": 0.2, "of": "v2", "n": 90},
            ),
        ],
        "hypotheses": {
            "items": [{"id": "H1", "label": "Lasts"}, {"id": "H2", "label": "Breaks"}],
            "evidence": [known(claim="c1", fits={"H1": 1, "H2": -1})],
        },
    }


def _future() -> Values:
    return {
        "calendar": [
            known(id="e1", date="1906-01-12", label="Vote", fault_line="f1", adverse=0.3, jump=0.5)
        ],
        "fault_lines": [
            known(
                id="f1",
                label="The port",
                issues=["i1"],
                threats=["t1"],
                ties=["tie1"],
                actors=["navy"],
                surveys=["v1"],
                deeds=["d1"],
            )
        ],
        "scenarios": [
            known(
                **{"id": "sc1", "if": "war ends", "then": "less need", "probability": 0.5},
                changes=[{"path": "issues.i1.positions.JPN.salience", "to": 30}],
                jump={"value": 0.3, "low": 0.1, "high": 0.6},
                fault_line="f1",
            ),
            known(
                **{"id": "sc2", "if": "port falls", "then": "more need", "probability": 0.4},
                changes=[
                    {"to": 90, "path": "issues.i1.positions.JPN.salience", "at": "1907-01-01"}
                ],
                event="e1",
                given={"scenario": "sc1", "probability": 0.6},
            ),
        ],
        "questions": [
            {
                "id": "q1",
                "asks": "Over?",
                "by": "1907-01-01",
                "resolves": "?",
                "outcome": "rupture",
            },
            {
                "id": "q2",
                "asks": "Falls?",
                "by": "1907-01-01",
                "resolves": "?",
                "scenario": "sc2",
                "where": "sc1",
            },
        ],
    }


def _rest() -> Values:
    return {
        "record": [known(id="r1", kind="pact", label="Treaty", start=DAY, obligations=["neutral"])],
        "legacy": known(continuity=0.2),
        "standing": [known(actor="JPN", claimed=70, accorded=50)],
        "influence": [known(id="in1", by="JPN", on="RUS", perceived=10, measured=5, trend=0.1)],
        "horizons": [known(actor="GBR", discount=0.9)],
        "regimes": [known(actor="GBR", polity=8, polyarchy=0.5, trend=0.1)],
        "known_to": {"record": "1905-01-01"},
        "contest": known(share=0.2),
        "capabilities": [known(actor="GBR", share=0.14, major_power=True)],
        "alignment": known(level=0.1, fall=1.5, sessions_below=1),
        "attitudes": [
            known(id="a1", actor="GBR", label="Mood", since=DAY, before=10, after=40, half_life=2)
        ],
        "assets": [known(id="as1", giver="GBR", label="News", usefulness=0.4, credibility=0.6)],
        "preferences": [known(actor="GBR", ideal_point=1.5)],
        "governments": [known(id="go1", actor="GBR", label="Unionists", since="1902-07-12")],
        "institutions": known(shared_memberships=0.8, military_coordination=1),
        "dependence": [known(id="de1", actor="GBR", on="RUS", label="Grain", share=0.1)],
    }


def rich() -> Values:
    """Return a case with every section and nearly every field."""
    return copy.deepcopy(tiny() | _people() | _quarrels() | _opinion() | _future() | _rest())


def text(values: Any) -> str:
    """YAML text of plain values, one entry a line, in the order given."""
    return "\n".join(_rows(values)) + "\n"


def _rows(node: Any) -> list[str]:
    rows = []
    for key, item in node.items() if isinstance(node, dict) else enumerate(node):
        head = f"{_scalar(key)}:" if isinstance(node, dict) else "-"
        if not (isinstance(item, dict | list) and item):
            rows.append(f"{head} {_scalar(item)}")
        elif isinstance(node, dict):
            indent = "  " if isinstance(item, dict) else ""
            rows += [head, *(indent + row for row in _rows(item))]
        else:
            first, *rest = _rows(item)
            rows += [f"- {first}", *("  " + row for row in rest)]
    return rows


def _scalar(value: Any) -> str:
    if value in (math.inf, -math.inf):
        return "1e999" if value > 0 else "-1e999"
    if not isinstance(value, str) or re.search(r"[^\x20-\x7e]", value):
        return json.dumps(value)
    if PLAIN.fullmatch(value) and value not in ("null", "true", "false"):
        return value
    return "'" + value.replace("'", "''") + "'"


def line_of(source: str, mark: str) -> int:
    """Line of the only occurrence of a mark."""
    assert source.count(mark) == 1, f"{mark!r} stands {source.count(mark)} times"
    return source[: source.index(mark)].count("\n") + 1


def made(values: Values) -> Case:
    """Build the case that such a file would give."""
    return build(parse("made.yaml", text(values).encode()))


def refused(source: str | bytes, name: str = "made.yaml") -> tuple[str, ...]:
    """Faults of a text, which must be faulty and must say so."""
    data = source.encode() if isinstance(source, str) else source
    try:
        build(parse(name, data))
    except CaseError as problem:
        assert problem.faults, "a CaseError without a word"
        assert all(fault.strip() for fault in problem.faults)
        assert str(problem) == "\n".join(problem.faults)
        return problem.faults
    raise AssertionError("accepted")


def faulty(change: Callable[[Values], Any]) -> tuple[str, tuple[str, ...]]:
    """Text of the rich case after a change, and its faults."""
    values = rich()
    change(values)
    source = text(values)
    return source, refused(source)


def places(node: Any, here: Steps = ()) -> Iterator[Steps]:
    """Yield every place below a plain value."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, item in entries:
        yield (*here, key)
        if isinstance(item, dict | list):
            yield from places(item, (*here, key))


def holder(values: Any, place: Steps) -> Any:
    """Return the group of entries that holds a place."""
    for step in place[:-1]:
        values = values[step]
    return values
