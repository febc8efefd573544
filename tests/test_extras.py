"""What messages say of optional parts: extras that exist, and a command that removes none."""

import re
import tomllib
from pathlib import Path

import pytest

from detente.errors import MissingExtra

ROOT = Path(__file__).parents[1]
SOURCES = {p: p.read_text(encoding="utf-8") for p in (ROOT / "src" / "detente").rglob("*.py")}
EXTRAS = set(
    tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
)
NAMED = sorted({n for s in SOURCES.values() for n in re.findall(r'MissingExtra\(\s*"(\w+)"', s)})


def test_some_messages_name_an_extra():
    assert {"app", "pdf", "read", "model", "backtest"} <= set(NAMED)


@pytest.mark.parametrize("extra", NAMED)
def test_a_message_names_an_extra_that_exists_and_the_commands_that_add_it(extra):
    """`uv sync --extra app`, then `--extra pdf`, removes the first."""
    said = str(MissingExtra(extra, "this"))
    assert extra in EXTRAS
    assert f"`pip install 'detente[{extra}]'`" in said
    assert "`uv sync --all-extras`" in said


def test_no_message_speaks_of_extras_in_words_of_its_own():
    own = [p.name for p, s in SOURCES.items() if "uv sync" in s or "with the extra" in s]
    assert own == ["errors.py"]
