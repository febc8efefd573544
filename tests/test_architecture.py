"""The layout: arrows between folders point one way, modules and functions stay small."""

import ast
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "detente"
FILES = sorted(SRC.rglob("*.py"))
# A folder (or a module on the ground) imports from the rows above its own, and from itself.
# Two in one row never import each other.
LAYERS = [
    {"errors", "processes"},
    {"document"},
    {"records"},
    {"files"},
    {"checksums"},
    {"cache"},
    {"data", "methods", "states"},
    {"case", "registry"},
    {"sources", "reading", "events"},
    {"panel"},
    {"lenses", "history"},
    {"forecast"},
    {"scenarios", "backtest"},
    {"brief"},
    {"assessment"},
    {"app"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# the registry names the types that its functions take, for the type checker only
TYPES_ONLY = {("registry", "case"), ("registry", "panel")}
LONGEST_FUNCTION, LONGEST_MODULE = 40, 400  # lines; docstrings of functions do not count
# "folder/module.py:function" or "folder/module.py": why
EXEMPT: dict[str, str] = {
    "cli/assess.py:assess": "two thirds of it are options, which typer reads from the signature",
    "cli/forecast_log.py:add": "half of it are options, which typer reads from the signature",
    "cli/backtest.py:backtest": "half of it are options, which typer reads from the signature",
    "cli/data.py:data_pull": "two thirds of it are options, which typer reads from the signature",
    "cli/pulse.py:pulse": "two thirds of it are options, which typer reads from the signature",
    "cli/panel.py:panel": "half of it are options, which typer reads from the signature",
    "cli/read.py:read": "two thirds of it are options, which typer reads from the signature",
    "cli/history.py:base_rate": "two thirds of it are options, which typer reads there",
}


def imports(tree):
    """Folder or ground module of every import of our own, at any depth of the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "detente":
            parts = node.module.split(".")
            names = [parts[1]] if len(parts) > 1 else [a.name for a in node.names]
            yield from (n for n in names if n != "__version__")
        if isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("detente."))


def room(path):
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def opened(tree):
    """Every module that is imported whole, not only for types."""
    typing_only = [
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    ]
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) and node not in typing_only
        for alias in node.names
    }


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    first = function.body[0]
    docs = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return function.end_lineno - function.lineno + 1 - docs


@cache
def facts(path):
    """What the rules read of a file: imports of our own, modules, lines, lengths of functions."""
    text = path.read_text()
    tree = ast.parse(text)
    lengths = [(f.name, length(f)) for f in functions(tree)]
    return {*imports(tree)}, opened(tree), len(text.splitlines()), lengths


def test_every_room_has_its_place():
    rooms = {room(path) for path in FILES} - {"__init__"}
    assert rooms == set(RANK)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_arrows_between_rooms_point_one_way(path):
    own = room(path)
    if own == "__init__":  # the public names, imported when they are first used
        return
    names, *_ = facts(path)
    above = {
        name
        for name in names
        if RANK[name] >= RANK[own] and name != own and (own, name) not in TYPES_ONLY
    }
    assert not above, f"{own} imports {above}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_only_the_store_opens_duckdb(path):
    _, modules, *_ = facts(path)
    assert "duckdb" not in modules or path.name == "store.py"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_modules_and_functions_stay_small(path):
    name = str(path.relative_to(SRC))
    *_, lines, lengths = facts(path)
    assert lines <= LONGEST_MODULE or name in EXEMPT
    long = {f"{name}:{function}" for function, size in lengths if size > LONGEST_FUNCTION}
    assert long <= set(EXEMPT)
