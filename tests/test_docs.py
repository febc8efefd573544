"""The documents: pictures agree with the code, snippets run, links lead somewhere."""

import ast
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli.main import COMMANDS
from detente.registry import lenses, sources

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
# what a command of the documents needs that a test does not have
NEEDS = re.compile(
    r"DIR|\.txt|\.pdf|\.docx|--open|pull|^detente (serve|data|panel|base-rate|fit|dyads|backtest|set|check|pulse)"
    r"|china-russia|record add|--install-completion|verify|my-case\.yaml"
)


def fenced(page, kind):
    """Code blocks of one kind in a page, as in ```python."""
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)


def commands(page):
    """Lines of a page that are commands of detente, without their comments."""
    lines = re.findall(r"^    (detente .*)$", page.read_text(), re.MULTILINE)
    return [re.sub(r"\s+#.*", "", line) for line in lines]


def test_the_picture_of_the_rooms_is_the_one_that_is_enforced():
    text = (ROOT / "tests" / "test_architecture.py").read_text()
    (value,) = (
        node.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LAYERS"
    )
    (picture,) = fenced(DOCS / "architecture.md", "rooms")
    rows = [set(line.split(" | ")) for line in picture.splitlines()]
    assert rows[::-1] == ast.literal_eval(value)


def test_the_table_of_the_rooms_names_each_once():
    text = (DOCS / "architecture.md").read_text()
    (picture,) = fenced(DOCS / "architecture.md", "rooms")
    rooms = set(re.findall(r"\w+", picture)) - {"__main__"}
    table = re.search(r"^\| room \|.*?\n\n", text, re.MULTILINE | re.DOTALL)[0]
    cells = [row.split("|")[1] for row in table.strip().splitlines()[2:]]
    named = [room for cell in cells for room in re.findall(r"`(\w+)`", cell)]
    assert sorted(named) == sorted(rooms)


def test_places_that_the_architecture_names_are_there():
    text = (DOCS / "architecture.md").read_text()
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)(?::(\w+))?[^`]*`", text)
    assert len(named) > 20
    folders = (ROOT, ROOT / "src", ROOT / "src" / "detente", ROOT / "src" / "detente" / "brief")
    for place, name in named:
        if "my_" not in place:
            (path,) = (f / place for f in folders if (f / place).is_file())
            if name:
                assert re.search(rf"^(def|class) {name}", path.read_text(), re.MULTILINE), place


def test_names_that_docstrings_give_are_there():
    text = "".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"`(detente(?:\.\w+)+)`", text)) - {"detente.plugins"}  # entry points
    assert len(named) > 30
    for name in sorted(named):
        path = ROOT / "src" / name.replace(".", "/")
        files = (
            f for p in (path, *path.parents) for f in (p.with_suffix(".py"), p / "__init__.py")
        )
        file = next(file for file in files if file.is_file())
        module = file.parent if file.name == "__init__.py" else file
        for one in name.split(".")[len(module.relative_to(ROOT / "src").parts) :]:
            defined = rf'^ *((def|class) )?{one}\b|"{one}"'
            assert re.search(defined, file.read_text(), re.MULTILINE), name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, with an empty store."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line):
    done = subprocess.run(shlex.split(line), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stderr}"
    return done.stdout


def execute(snippet, folder):
    path = folder / "snippet.py"
    path.write_text(snippet)
    runpy.run_path(str(path))


def test_commands_of_the_readme_that_need_no_data_run(folder):
    ready = [line for line in commands(ROOT / "README.md") if not NEEDS.search(line)]
    assert len(ready) > 5
    for line in ready:
        run(line)


def test_the_tutorial_runs_from_its_first_command_to_its_last(folder):
    lines = commands(DOCS / "tutorial.md")
    assert lines[0].startswith("detente new ")
    for line in lines:
        run(line)


def test_the_python_of_the_readme_runs(folder, capsys):
    (snippet,) = fenced(ROOT / "README.md", "python")
    execute(snippet, folder)
    assert capsys.readouterr().out.strip()


def test_the_lens_of_add_a_lens_reads_a_case(folder, monkeypatch):
    import detente
    from detente import registry

    (snippet,) = (s for s in fenced(DOCS / "add-a-lens.md", "python") if "@lens" in s)
    monkeypatch.setattr(registry, "_lenses", dict(registry.lenses()))
    execute(snippet, folder)
    name = re.search(r'id="([\w-]+)"', snippet)[1]
    result = detente.assess("us-russia-2001")
    assert name in {lens.id for lens in result.lenses}


def test_every_command_lens_and_source_is_in_the_documents():
    text = "".join(page.read_text() for page in PAGES)
    missing = [c for c in COMMANDS if f"detente {c}" not in text]
    missing += [name for name in (*lenses(), *sources()) if f"`{name}`" not in text]
    assert missing == []


def test_the_picture_in_the_readme_is_of_the_golden_brief():
    drawn = re.findall(r">(&lt;)?(\d+%)</text>", (DOCS / "answer.svg").read_text())
    labels = [("<" if less else "") + share for less, share in drawn][-4:]
    brief = (ROOT / "tests/golden/brief/us-russia-2001.md").read_text().replace("\\", "")
    fates = (
        "permanent fixture",
        "limited partnership",
        "marriage of convenience",
        "rupture, other",
    )
    for fate, share in zip(fates, labels, strict=True):
        assert re.search(rf"{fate}[^%]{{0,30}} {share} \(", brief), (fate, share)
