"""What others wrote is shown as text: never as markup, never as a command to the terminal."""

import ast
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from case_kit import Steps, holder, made, places, rich, text
from pulse_kit import a_pulse, change

import detente
from detente.cli.main import COMMANDS, main
from detente.document.shown import shown
from detente.errors import CaseError, DetenteError

HOSTILE = "[/x] [link=http://evil.example]go[/link] [red]a[/] :smile: \u2028 <b>&"
STYLES = re.compile(r"\x1b\[[\d;]*m")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
TINY = ["--draws", "100"]
pytestmark = pytest.mark.usefixtures("cached_results")
# every command that shows text of a case, of a table or of the ledger, or why there is none
CASE_COMMANDS = {
    "assess": [["CASE", *TINY], ["CASE", "--full", *TINY], ["CASE", "--json", *TINY]],
    "compare": [["CASE", "us-russia-2001"]],
    "diff": [["CASE", "OTHER"]],
    "whatif": [["CASE", "--scenario", "sc1", "--paths", "1000", *TINY]],
    "questions": [["CASE", "--paths", "1000", *TINY]],
    "check": [["CASE"]],
    "verify": [["CASE", "--source", "CASE"]],
    "read": [["CASE", "--date", "1900-01-01"]],
    "set": [["OTHER", "horizons.GBR.discount", "0.8"]],
    "lens": [["shared-threat", "CASE"], ["issue-conflict", "CASE"]],
    "influence": [["CASE"]],
    "ledger": [["CASE"]],
    "ach": [["CASE"]],
    "bargain": [["CASE"], ["TABLE"]],
    "watch": [["CASE", "--peek"]],
}
NO_TEXT = {
    "cases": "bundled cases only",
    "new": "writes a template",
    "refresh": "needs the store; prints counts of sections",
    "schema": "no case",
    "lenses": "cards of lenses",
    "reciprocity": "see test_a_header_of_a_csv_file",
    "dyads": "data",
    "base-rate": "data",
    "hazards": "data",
    "fit": "data",
    "backtest": "data",
    "panel": "data; see test_a_name_of_an_output_file",
    "data": "see test_an_origin_in_the_store",
    "forecast-log": "see test_a_foreign_ledger",
    "cache": "counts",
    "events": "see test_what_a_feed_says",
    "pulse": "see test_what_a_feed_says",
    "serve": "the app has its own tests",
}


def _hostile() -> dict[str, Any]:
    """The rich case with every free text hostile: a text is free if the case takes this one."""
    values = rich()
    for place in list(places(values)):
        before = holder(values, place)[place[-1]]
        if isinstance(before, str):
            _try(values, place, before)
    return values


def _try(values: dict[str, Any], place: Steps, before: str) -> None:
    holder(values, place)[place[-1]] = HOSTILE
    try:
        made(values)
    except CaseError:
        holder(values, place)[place[-1]] = before


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A hostile case, another version of it, and a hostile table of positions."""
    folder = tmp_path_factory.mktemp("hostile")
    values = _hostile()
    assert text(values).count("evil.example") > 30
    (folder / "case.yaml").write_text(text(values), encoding="utf-8")
    values["issues"][0]["positions"][0]["position"] = 35
    values["partnership"]["note"] = HOSTILE + "2"
    values["actors"][2]["name"] = HOSTILE + "3"
    (folder / "other.yaml").write_text(text(values), encoding="utf-8")
    rows = ["actor,position,salience,capability", "[/x],10,60,50", "[b]b[/b],80,50,40"]
    (folder / "table.csv").write_text("\n".join(rows) + "\n")
    names = {"CASE": "case.yaml", "OTHER": "other.yaml", "TABLE": "table.csv"}
    return {name: str(folder / file) for name, file in names.items()}


def _shown(monkeypatch, capsys, *args: object, code: tuple[int, ...] = (0, None)) -> str:
    """All that a command shows on a terminal, which obeys none of it but its styles."""
    monkeypatch.setattr(sys, "argv", ["detente", *map(str, args)])
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "400")
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main()
    seen = capsys.readouterr()
    assert stop.value.code in code, seen.err
    words = STYLES.sub("", seen.out + seen.err)
    assert OBEYED.findall(words) == []
    assert "\N{SMILING FACE WITH OPEN MOUTH AND SMILING EYES}" not in words
    return words


def test_every_command_is_tried_or_has_a_reason():
    assert set(CASE_COMMANDS) | set(NO_TEXT) == set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "args"),
    [(name, args) for name, calls in CASE_COMMANDS.items() for args in calls],
    ids=lambda x: x if isinstance(x, str) else " ".join(x),
)
def test_text_of_a_case_is_never_markup(command, args, files, monkeypatch, capsys):
    refused = (2,) if command in ("read", "verify") else ()  # a text with what hides its order
    words = _shown(
        monkeypatch, capsys, command, *(files.get(a, a) for a in args), code=(0, None, 1, *refused)
    )
    assert words.strip()


def test_markup_is_shown_as_it_was_written(files, monkeypatch, capsys):
    for command in ("questions", "ledger"):
        assert "[/x]" in _shown(monkeypatch, capsys, command, files["CASE"])
    assert "[b]b[/b]" in _shown(monkeypatch, capsys, "bargain", files["TABLE"])


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_a_brief_of_hostile_text_is_written(form, files, tmp_path, monkeypatch, capsys):
    brief = tmp_path / f"brief.{form}"
    _shown(monkeypatch, capsys, "assess", files["CASE"], "--out", brief, *TINY)
    data = brief.read_bytes()
    assert len(data) > 10_000
    assert "\u2028".encode() not in data


def test_a_key_of_a_case_reaches_no_terminal(tmp_path, monkeypatch, capsys):
    case = tmp_path / "case.yaml"
    case.write_text(text(rich()) + '"\\e]0;owned\\a\\u202e": 1\n')
    assert r"\u001b]0;owned" in _shown(monkeypatch, capsys, "check", case, code=(2,))


def test_a_header_of_a_csv_file_reaches_no_terminal(tmp_path, monkeypatch, capsys):
    table = tmp_path / "table.csv"
    table.write_text("\x1b[31m[/x],b\n1,2\n")
    for command in ("reciprocity", "bargain"):
        assert _shown(monkeypatch, capsys, command, table, code=(2,))


def test_a_name_of_an_output_file_is_no_markup(monkeypatch, capsys):
    words = _shown(monkeypatch, capsys, "panel", "-o", "[/x]", "--years", "1990:1991", code=(2,))
    assert "MarkupError" not in words


def test_a_foreign_ledger_reaches_no_terminal(tmp_path, monkeypatch, capsys):
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({"id": "\x1b[31m[/x]", "n": 1}) + "\n")
    assert _shown(monkeypatch, capsys, "forecast-log", "list", "--log", log, code=(2, 0, None, 1))


def test_an_origin_in_the_store_reaches_no_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    (tmp_path / "store.json").write_text(json.dumps({"\x1b[31m": {"origin": "\x9b31m"}}))
    assert _shown(monkeypatch, capsys, "data", "status", code=(0, None, 2))


def test_an_error_of_another_program_reaches_no_terminal(monkeypatch, capsys):
    from detente.case import load

    def fail(*_: object) -> None:
        raise DetenteError("HTTP 404 \x1b]0;owned\x07 \x9b31m \u202e")

    monkeypatch.setattr(load, "load", fail)
    assert r"\u001b]0;owned" in _shown(monkeypatch, capsys, "check", "us-russia-2001", code=(2,))


def test_what_a_terminal_obeys_is_escaped_and_nothing_else():
    for code in [*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0xD800]:
        kept = chr(code) in "\t\n"
        assert shown(chr(code)) == (chr(code) if kept else f"\\u{code:04x}")
    assert shown("Ærø, 北京, \u05e9\u200f, 😀") == "Ærø, 北京, \u05e9\u200f, 😀"


def test_there_is_one_way_to_the_terminal():
    """Consoles of rich and the standard streams are written to in one module each."""
    source = Path(detente.__file__).parent
    allowed = {"cli/common.py", "cli/main.py", "brief/plain_console.py", "assessment/cached.py"}
    found = [
        f"{place}: {name}"
        for path in source.rglob("*.py")
        if (place := path.relative_to(source).as_posix()) not in allowed
        for name in _written(ast.parse(path.read_text(encoding="utf-8")))
    ]
    # the schema, which is ours, and what plug-ins print, which goes through `shown`
    assert sorted(found) == ["cli/case.py: sys.stdout.write", "registry.py: sys.stderr.write"]


def _written(tree: ast.Module) -> list[str]:
    calls = [ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)]
    return [c for c in calls if c in {"Console", "print", "sys.stdout.write", "sys.stderr.write"}]


def test_what_a_feed_says(tmp_path, monkeypatch, capsys, empty_store):
    """Its addresses in the pulse, and the name of its file where it is refused."""
    behind = change().days[0].model_copy(update={"references": [HOSTILE]})
    feed = a_pulse(feeds=1).feeds[0]
    told = feed.model_copy(update={"changes": [change(days=[behind])], "notes": [HOSTILE]})
    monkeypatch.setattr(
        "detente.events.pulse.pulse",
        lambda *_, **__: a_pulse(feeds=1).model_copy(update={"feeds": [told]}),
    )
    assert "[/x]" in _shown(monkeypatch, capsys, "pulse", "CHN", "RUS")
    path = tmp_path / "[b]b[\x1b[31m.csv"
    path.write_text("hello,[/x]\n1,2\n")
    assert "[b]b" in _shown(monkeypatch, capsys, "events", "load", path, code=(2,))
