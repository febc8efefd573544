"""Both bundled briefs are as they were (`regression`); the diff shows what moved."""

import difflib
import runpy
from pathlib import Path

import pytest

from detente.assessment.assess import assess

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "brief"
MAKER = runpy.run_path(str(GOLDEN / "make.py"))
_SHOWN = 40  # lines of a diff that a person reads


def difference(before, after, name):
    lines = list(
        difflib.unified_diff(before.splitlines(), after.splitlines(), name, "now", n=1, lineterm="")
    )
    more = f"\n... and {len(lines) - _SHOWN} more lines" if len(lines) > _SHOWN else ""
    return "\n".join(lines[:_SHOWN]) + more


@pytest.mark.parametrize("case", MAKER["CASES"])
@pytest.mark.usefixtures("empty_store")
def test_briefs_are_as_they_were(case):
    texts = MAKER["briefs"](assess(case))
    assert texts
    differences = [
        difference((GOLDEN / name).read_text(encoding="utf-8"), text, name)
        for name, text in texts.items()
    ]
    if any(differences):
        pytest.fail(
            "the brief moved; if that is meant, run `python tests/golden/brief/make.py`\n"
            + "\n".join(differences),
            pytrace=False,
        )


def test_the_diff_names_what_moved():
    diff = difference("a\nP 20%\nc", "a\nP 25%\nc", "x.md")
    assert "-P 20%" in diff
    assert "+P 25%" in diff
    assert "-a" not in diff
    assert "more lines" in difference("a\n" * 99, "b\n" * 99, "x.md")
