"""Data flow one way: a module imports only from the layers above it."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "detente"
LAYERS = [
    {"errors"},
    {"document_part", "notebook"},
    {"document_case"},
    {"cards", "records"},
    {"citations"},
    {"registry", "states"},
    {"store"},
    {"kept"},
    {"fetch", "tabular"},
    {"intake"},
    {"sources"},
    {"panels"},
    {"case"},
    {"lenses"},
    {"forecast"},
    {"document_bargain", "document_comparison", "document_scenarios"},
    {"scenarios", "backtest"},
    {"document"},
    {"case_parts", "confidence", "lens_parts", "outlook"},
    {"assessment", "ledger"},
    {"comparison"},
    {"brief"},
    {"kept_assessment"},
    {"app"},
    {"cli_out"},
    {
        "cli_assess",
        "cli_backtest",
        "cli_bargain",
        "cli_case",
        "cli_case_views",
        "cli_compare",
        "cli_data",
        "cli_dyads",
        "cli_history",
        "cli_lens",
        "cli_reciprocity",
        "cli_record",
        "cli_whatif",
        "cli_serve",
    },
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# the registry names the types that its functions take, for the type checker only
TYPES_ONLY = {("registry", "case"), ("registry", "panels")}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("detente"):
            parts = node.module.split(".")
            names = [parts[1]] if len(parts) > 1 else [a.name for a in node.names]
            yield from (n for n in names if n != "__version__")


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_imports_point_up(path):
    own = path.relative_to(SRC).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in imports(path):
        assert RANK[name] <= RANK[own] or (own, name) in TYPES_ONLY, f"{own} imports {name}"


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_only_the_store_opens_duckdb(path):
    tree = ast.parse(path.read_text())
    typing_only = [
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and node not in typing_only and path.name != "store.py":
            assert all(alias.name != "duckdb" for alias in node.names)


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_modules_and_functions_stay_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 420
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and "charts" not in path.parts:  # specs are data
            first = node.body[0]
            docs = first.end_lineno - first.lineno + 1 if ast.get_docstring(node) else 0
            assert node.end_lineno - node.lineno + 1 - docs <= 50, f"{node.name} in {path.name}"
