"""The versions that are pinned: one list in two files, for pip and for uv."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = (ROOT / "constraints.txt").read_text().splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def name(requirement):
    """The normalised name of a package in a requirement or a pin."""
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


def test_pip_and_uv_read_the_same_pins():
    assert PROJECT["tool"]["uv"]["constraint-dependencies"] == PINS


def test_every_dependency_is_pinned():
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    required = {name(r) for rs in (project["dependencies"], *extras) for r in rs} - {"detente"}
    assert required <= {name(pin) for pin in PINS}
