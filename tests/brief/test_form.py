"""`assess --out` writes what the suffix says, or one sentence and nothing."""

import builtins
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.brief import form as forms
from detente.brief.form import form
from detente.document.assessment import Assessment
from detente.errors import DetenteError

FAST = ("--draws", "100")


@pytest.fixture
def run(tmp_path, home_of_cache):
    """Assess in a folder that is no part of the program; the first one is cached for the others."""

    def run_(*args):
        return subprocess.run(
            [sys.executable, "-P", "-m", "detente", "assess", "anglo-japanese-1905", *FAST, *args],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=os.environ | {"DETENTE_HOME": str(home_of_cache)},
            check=False,
        )

    return run_


@pytest.mark.parametrize(
    ("name", "start"), [("b.html", "<!doctype html>"), ("b.MD", "# "), ("b.json", "{")]
)
def test_the_suffix_chooses(run, tmp_path, name, start):
    done = run("--out", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"wrote {name}\n")
    assert (tmp_path / name).read_text().startswith(start)


def test_json_is_the_document(run, tmp_path):
    run("--out", "b.json")
    written = json.loads((tmp_path / "b.json").read_text())
    assert written == json.loads(run("--json", "--fresh").stdout)
    assert Assessment.model_validate(written).case == "anglo-japanese-1905"


@pytest.mark.parametrize("name", ["brief.odt", "brief", "brief.html.exe"])
def test_an_unknown_suffix_is_one_sentence(run, tmp_path, name):
    done = run("--out", name)
    assert done.returncode == 2
    assert done.stderr == (
        f"detente: --out got '{name}'; wanted a name that ends in .html, .pdf, .docx, .md, .json "
        "or .zip\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_name(run, tmp_path):
    (tmp_path / "b.md").mkdir()
    done = run("--out", "b.md")
    assert done.returncode == 2
    assert "folder" in done.stderr


def test_a_missing_extra_is_named_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr(forms, "find_spec", lambda name: None)
    real = builtins.__import__

    def no_typst(name, *args, **kwargs):
        assert name != "typst"
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_typst)
    with pytest.raises(DetenteError, match=r"extra 'pdf'.*uv sync --all-extras"):
        form(Path("brief.pdf"))
