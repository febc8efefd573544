"""`assess --out` writes what the suffix says, or one sentence and nothing."""

import builtins
import json
import subprocess
import sys
from pathlib import Path

import pytest

from detente.brief import form as forms
from detente.brief.form import form
from detente.document.assessment import Assessment
from detente.errors import DetenteError

FAST = ("--draws", "100")


def run(*args, cwd):
    return subprocess.run(
        [sys.executable, "-m", "detente", "assess", "anglo-japanese-1905", *FAST, *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "start"), [("b.html", "<!doctype html>"), ("b.MD", "# "), ("b.json", "{")]
)
def test_the_suffix_chooses(tmp_path, name, start):
    done = run("--out", name, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"wrote {name}\n")
    assert (tmp_path / name).read_text().startswith(start)


def test_json_is_the_document(tmp_path):
    run("--out", "b.json", cwd=tmp_path)
    written = json.loads((tmp_path / "b.json").read_text())
    assert written == json.loads(run("--json", cwd=tmp_path).stdout)
    assert Assessment.model_validate(written).case == "anglo-japanese-1905"


@pytest.mark.parametrize("name", ["brief.docx", "brief", "brief.html.exe"])
def test_an_unknown_suffix_is_one_sentence(tmp_path, name):
    done = run("--out", name, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"detente: --out got '{name}'; wanted a name that ends in .html, .md, .pdf or .json\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_name(tmp_path):
    (tmp_path / "b.md").mkdir()
    done = run("--out", "b.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "folder" in done.stderr


def test_a_missing_extra_is_named_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr(forms, "find_spec", lambda name: None)
    real = builtins.__import__

    def no_typst(name, *args, **kwargs):
        assert name != "typst"
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_typst)
    with pytest.raises(DetenteError, match=r"extra 'pdf'.*uv sync --extra pdf"):
        form(Path("brief.pdf"))
