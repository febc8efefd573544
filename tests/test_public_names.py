"""The public names: what `dir` shows, and what importing the package loads."""

import importlib
import subprocess
import sys

import pytest

import detente

PACKAGES = ("detente", "detente.lenses", "detente.sources", "detente.panel.measures")


@pytest.mark.parametrize("name", PACKAGES)
def test_every_public_name_of_a_package_can_be_imported(name):
    package = importlib.import_module(name)
    assert package.__all__ == sorted(package.__all__)
    for public in package.__all__:
        assert getattr(package, public) is not None


def test_dir_shows_the_public_names():
    assert dir(detente) == sorted(detente.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        _ = detente.nope


def test_import_detente_loads_nothing_heavy():
    probe = (
        "import sys, detente; dir(detente);"
        "assert not {'numpy', 'duckdb', 'pydantic', 'typer', 'fastapi'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
