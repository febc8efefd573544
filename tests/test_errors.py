"""Messages are short whatever they repeat, and only a person aborts a command."""

from inspect import signature

import pytest
import typer
from typer.testing import CliRunner

from detente.app.new_case import WrongField, WrongFields
from detente.cli.main import command_line
from detente.errors import LONGEST, CaseError, DataError, DetenteError, shortened


def everything(kind=DetenteError):
    return {kind, *(one for sub in kind.__subclasses__() for one in everything(sub))}


@pytest.mark.parametrize("value", ["a" * 100_000, "it's " * 20_000, "', " * 30_000])
@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_a_long_value_is_cut_and_the_words_around_it_stay(value, quote):
    message = f"x.yaml, line 3: title got {quote}{value}{quote}; wanted a few words"
    short = shortened(message)
    assert len(short) <= LONGEST + 30
    assert short.startswith("x.yaml, line 3: title got ")
    assert short.endswith("; wanted a few words")
    assert " characters)" in short


def test_a_message_of_usual_length_stays_as_it_is():
    message = "\n".join(["don't " * 30 + "'" + "b" * 300 + "'"] * 40)
    assert shortened(message) == message


def test_every_error_is_short():
    kinds = sorted(everything() - {CaseError, WrongFields}, key=lambda kind: kind.__name__)
    assert len(kinds) > 5
    for kind in kinds:
        needed = [
            p for p in signature(kind).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD
        ]
        words = ["y" * 5000 for _ in needed or (1,)]
        assert len(str(kind(*words))) < 1200, kind


def test_all_mistakes_of_a_form_together_are_short():
    wrong = {name: WrongField(name, "y" * 5000) for name in ("one", "other", "as_of")}
    assert len(str(WrongFields(wrong))) < 1200


def test_every_fault_of_a_case_is_short():
    problem = CaseError("z" * 5000, "fine", more=2)
    assert [len(fault) < 1200 for fault in problem.faults] == [True] * 3
    assert len(problem.listed[0]) < 1200


@pytest.mark.parametrize(
    "arguments", [["--" + "z" * 5000], ["us-russia-2001", "--seed", "z" * 5000]]
)
def test_usage_errors_are_short(arguments):
    result = CliRunner().invoke(command_line("assess"), ["assess", *arguments])
    assert isinstance(result.exception, DetenteError)
    assert len(str(result.exception)) < 1200


def test_an_end_of_file_inside_a_command_is_no_wish_of_the_user(monkeypatch):
    def broken(*_):
        raise EOFError("Ran out of input")

    monkeypatch.setattr("detente.case.load.load", broken)
    result = CliRunner().invoke(command_line("check"), ["check", "us-russia-2001"])
    assert isinstance(result.exception, RuntimeError)
    assert "Ran out of input" in str(result.exception)
    assert "Aborted" not in result.output


def test_no_answer_to_a_prompt_aborts(monkeypatch):
    monkeypatch.setattr("detente.case.load.load", lambda *_: typer.prompt("Which"))
    result = CliRunner().invoke(command_line("check"), ["check", "us-russia-2001"], input="")
    assert result.exit_code == 1
    assert "Aborted" in result.output


def test_a_data_error_keeps_its_kind():
    assert isinstance(DataError("short"), ValueError)
