"""The public names: what `dir` shows, and what importing the package loads."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

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


def public_functions(body):
    """Public functions of a module and methods of its public classes."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from () if node.name.startswith("_") else (node,)


def test_three_quarters_of_the_functions_with_several_parameters_document_them():
    functions = [
        node
        for path in Path(detente.__file__).parent.rglob("*.py")
        for node in public_functions(ast.parse(path.read_text(encoding="utf-8")).body)
        if len({a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)} - {"self", "cls"}) > 1
    ]
    documented = [f for f in functions if "\nParameters\n---" in (ast.get_docstring(f) or "")]
    assert len(documented) >= 0.75 * len(functions) > 0
