"""Mistakes in the use of every command: one sentence, exit code 2."""

import sys

import pytest
import typer.main

from detente.cli.main import command_line, main
from detente.cli.usage import typed


def leaves(group, *before):
    """Every command of a group and of the groups in it, with its words."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, *before, name)
        else:
            yield (*before, name), command


@pytest.fixture(scope="module")
def every():
    commands = list(leaves(typer.main.get_command(command_line())))
    assert len(commands) > 40
    return commands


@pytest.fixture(scope="module")
def options(every):
    """The options that take a value, with the words of their commands."""
    return [
        (words, option)
        for words, command in every
        for option in command.params
        if option.param_type_name == "option" and not option.is_flag
    ]


@pytest.fixture(scope="module")
def numbers(options):
    kinds = ("int", "float", "list[int]")
    found = [(words, option) for words, option in options if option.bare_type() in kinds]
    assert len(found) > 15
    return found


@pytest.fixture
def said(monkeypatch, capsys):
    """What the program says on the standard error when arguments are wrong."""

    def fail(*arguments):
        monkeypatch.setattr(sys, "argv", ["detente", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        assert (stop.value.code, out) == (2, "")
        assert err.count("\n") == 1, f"one line, not {err}"
        assert err.startswith("detente: ")
        return err[len("detente: ") : -1]

    return fail


def test_a_word_in_place_of_a_number(said, numbers):
    sentences = {(*w, typed(o)): said(*w, typed(o), "lots") for w, o in numbers}
    number = {"float": "a number", "int": "a whole number", "list[int]": "a whole number"}
    assert [
        typed(o)
        for words, o in numbers
        if not sentences[*words, typed(o)].startswith(
            f"{typed(o)} got 'lots'; wanted {number[o.bare_type()]}"
        )
    ] == []
    assert sentences["assess", "--draws"] == (
        "--draws got 'lots'; wanted a whole number from 100 to 100000; see detente assess -h"
    )


def test_a_number_out_of_range(said, numbers):
    tried = 0
    for words, option in numbers:
        info = option.type_descriptor.parameter_info
        for bound, step in ((info.min, -1), (info.max, 1)):
            if bound is not None:
                sentence = said(*words, f"{typed(option)}={bound + step}")
                assert sentence.startswith(f"{typed(option)} got '{bound + step}'; wanted a ")
                assert f" {bound}" in sentence.split("wanted")[1]
                tried += 1
    assert tried > 10


def test_a_word_that_is_no_choice(said, options):
    choosing = [(w, o) for w, o in options if o.type_descriptor.choices]
    assert len(choosing) > 5
    for words, option in choosing:
        choices = ", ".join(map(str, option.type_descriptor.choices))
        wanted = f"{typed(option)} got 'perhaps'; wanted one of {choices}"
        assert said(*words, typed(option), "perhaps").startswith(wanted)


def test_an_option_without_its_value(said, options):
    values = {1: "a value", 2: "2 values"}
    assert [
        sentence
        for words, o in options
        if (sentence := said(*words, typed(o))) != f"{typed(o)} needs {values[o.nargs]}"
    ] == []


def test_an_option_that_no_command_has(said, every):
    paths = [" ".join(words) for words, _ in every]
    sentences = [said(*words, "--zzz") for words, _ in every]
    assert sentences == [f"{path} has no option --zzz; see detente {path} -h" for path in paths]


def test_a_command_without_what_it_needs(said, every):
    needy = [(w, p) for w, c in every for p in [p for p in c.params if p.required][:1]]
    assert len(needy) > 20
    starts = [f"{' '.join(words)} needs {typed(parameter)} (" for words, parameter in needy]
    sentences = [said(*words) for words, _ in needy]
    assert [s for s, start in zip(sentences, starts, strict=True) if not s.startswith(start)] == []


def test_too_much_and_unknown_words(said):
    assert said("diff", "a", "b", "c", "d") == (
        "diff got more arguments than it takes: c d; see detente diff -h"
    )
    assert said("asses").startswith("no such command 'asses'; did you mean 'assess'")
    assert said("data", "lost").startswith("no such command 'lost'; did you mean 'list'")
    assert said("assess", "x", "--full=3") == "option '--full' does not take a value"
    assert said("schema", "box") == (
        "WHICH got 'box'; wanted one of case, assessment; see detente schema -h"
    )
