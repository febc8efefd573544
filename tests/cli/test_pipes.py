"""A pipe or a device in place of an input file is refused; reading one could wait for ever."""

import os

import pytest
from typer.testing import CliRunner

from detente.cli.main import command_line
from detente.errors import DetenteError

COMMANDS = [
    ["bargain", "PIPE"],
    ["reciprocity", "PIPE"],
    ["data", "pull", "nmc", "--from", "PIPE"],
    ["events", "load", "PIPE"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_is_no_input_file(command, tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    pipe = tmp_path / "NMC-70-abridged.csv"
    os.mkfifo(pipe)
    done = CliRunner().invoke(command_line(), [str(pipe) if w == "PIPE" else w for w in command])
    assert isinstance(done.exception, DetenteError | SystemExit)
    assert "a pipe or a device" in done.output + str(done.exception)
