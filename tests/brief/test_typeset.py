"""Typst in a process of its own: its memory goes with it, its faults come back."""

import subprocess
import sys

import pytest

from detente.brief.typeset import Refused, compile_pdf, query_metadata
from detente.errors import DetenteError

pytest.importorskip("typst", reason="the extra 'pdf' is not installed")

LONG = """
import resource
from detente.brief.typeset import compile_pdf

size = lambda who: resource.getrusage(who).ru_maxrss
before = size(resource.RUSAGE_SELF)
compile_pdf(b"#for i in range(200) [#lorem(60) #i]", {})
print(size(resource.RUSAGE_SELF) - before, size(resource.RUSAGE_CHILDREN))
"""


def test_the_memory_of_a_pdf_is_not_that_of_the_process():
    """Each further PDF took .65 GB more in a process that sets several."""
    run = subprocess.run([sys.executable, "-c", LONG], capture_output=True, check=True)
    own, child = map(int, run.stdout.split())  # in kB on Linux
    assert child > 50_000 > 8 * own


def test_data_stay_data_and_values_come_back():
    shown = b'#metadata(sys.inputs.at("x")) <x>'
    assert query_metadata(shown, {"x": "#panic() \u2028é"}, "<x>") == ["#panic() \u2028é"]
    assert compile_pdf(shown, {"x": "y"}).startswith(b"%PDF")


def test_what_typst_says_against_a_document_comes_back():
    with pytest.raises(Refused, match="unknown variable: nothing"):
        compile_pdf(b"#nothing", {})
    with pytest.raises(Refused, match="missing document title"):
        compile_pdf(b"", {}, standards=("ua-1",))


def test_a_process_that_dies_is_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(DetenteError, match="Typst ended with code 1 and set no PDF"):
        compile_pdf(b"", {})
