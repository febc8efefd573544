"""Every lens can be deleted: nothing imports its module, and nothing of it remains."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente import registry
from detente.assessment.assess import assess
from detente.forecast.settings import Settings

SRC = Path(detente.__file__).parent
LENSES = registry.lenses()
OUTSIDE = [path for path in sorted(SRC.rglob("*.py")) if path.parent.name != "lenses"]
CASE = "us-russia-2001"


def imported(path):
    """Full name of everything that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strings(path):
    """Every string of a file, docstrings included."""
    nodes = ast.walk(ast.parse(path.read_text()))
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_no_module_imports_a_lens_by_name():
    assert OUTSIDE
    names = {name for path in OUTSIDE for name in imported(path)}
    modules = {f"detente.lenses.{lens.replace('-', '_')}" for lens in LENSES}
    assert not [n for n in names if n in modules or n.rpartition(".")[0] in modules]
    assert not [s for path in OUTSIDE for s in strings(path) if "detente.lenses." in s]


@pytest.fixture(scope="module")
def whole():
    return assess(CASE, settings=Settings(draws=20))


def ids(document):
    """Ids of the lenses that a document speaks of, wherever it does."""
    of_lenses = {x.id for x in document.lenses}
    left_out = {x.id.rpartition("/")[2] for x in document.left_out}
    return of_lenses | (left_out & set(LENSES))


HALVES = [  # of any two lenses, one of these has the first and not the second
    [lens for place, lens in enumerate(LENSES) if (place >> bit & 1) == half]
    for bit in range((len(LENSES) - 1).bit_length())
    for half in (0, 1)
]


def test_every_lens_is_deleted_beside_every_other():
    kept = {(a, b) for half in HALVES for a in half for b in set(LENSES) - set(half)}
    assert kept == {(a, b) for a in LENSES for b in LENSES if a != b}


@pytest.mark.parametrize("gone", HALVES, ids=lambda gone: f"{len(gone)}-{gone[0]}-{gone[1]}")
def test_a_case_is_assessed_without_half_of_the_lenses(gone, whole, monkeypatch, empty_store):
    assert set(gone) <= ids(whole)
    for name in gone:
        monkeypatch.delitem(registry._lenses, name)
    document = assess(CASE, settings=Settings(draws=20))
    assert ids(document) == ids(whole) - set(gone)
    levers = [LENSES[name].levers for name in gone]
    own = {lever.path for found in levers if found for lever in found(load_case())}
    assert not own & {flip.path for flip in document.flips}


def load_case():
    return detente.load_case(CASE)


def test_the_command_runs_where_the_module_of_a_lens_with_levers_is_gone(tmp_path):
    shutil.copytree(SRC, tmp_path / "detente", ignore=shutil.ignore_patterns("__pycache__"))
    for module in ("issue_conflict", "public_opinion", "reciprocity", "competing_hypotheses"):
        (tmp_path / "detente" / "lenses" / f"{module}.py").unlink()
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "detente", "assess", CASE, "--json"],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert "issue-conflict" not in {x["id"] for x in json.loads(done.stdout)["lenses"]}
