"""The snippets of docs/add-a-lens.md and the template of `detente lens new` run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from detente import registry
from detente.case.load import load
from detente.cli.lens_template import write_lens
from detente.lenses import Draws, NoEvidence, Tables
from detente.scenarios.sensitivity.levers import levers

PAGE = Path(__file__).parents[2] / "docs" / "add-a-lens.md"
CASE = load("us-russia-2001")


@pytest.fixture
def page(monkeypatch):
    """Names that the snippets of the page define, run in order."""
    monkeypatch.setattr(registry, "_lenses", dict(registry.lenses()))
    snippets = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len(snippets) == 3
    names = {"__name__": "patience"}
    for snippet in snippets:
        exec(snippet, names)  # noqa: S102  the code of our own page
    return names


def test_the_lens_of_the_page_reads_a_case(page):
    patience = registry.lenses()["patience"]
    reading = patience.read(CASE, Draws(np.random.default_rng(1), 50))
    assert reading.value == min(h.discount.value for h in CASE.horizons)
    bare = CASE.model_copy(update={"horizons": ()})
    assert isinstance(patience.read(bare, Draws(np.random.default_rng(1), 50)), NoEvidence)


def test_the_levers_of_the_page_are_collected(page):
    before = list(levers(CASE))
    registry.lens(page["CARD"], levers=page["levers"])(page["patience"])
    added = [lever for lever in levers(CASE) if lever not in before]
    assert {lever.path for lever in added} == {f"horizons.{m}.discount" for m in CASE.members}


def test_the_history_of_the_page_is_a_query(page, real_store):
    from detente.data import store

    sql = f"SELECT year, value FROM ({page['from_history'](Tables())}) WHERE value > 0.3"
    rows = store.connect().execute(sql).fetchall()
    assert any(year == 1945 for year, _ in rows)


def test_the_template_and_its_test_pass(tmp_path):
    written = write_lens("old-debts", tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(written[1])],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert "3 passed" in run.stdout


def test_the_package_imports_nothing_heavy():
    script = "import sys, detente.lenses; print({'numpy', 'pydantic', 'duckdb'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
