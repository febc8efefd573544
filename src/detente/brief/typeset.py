"""Typst, each run in a process of its own.

Typst never gives back the memory of a run: five drafts and a PDF in one process took 1.4 GB, and
each further PDF .65 GB more. A process takes at most .4 GB and returns it when it ends.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from detente.brief import typst_child
from detente.errors import DetenteError

LONGEST = 300.0  # seconds of one run; the larger bundled case takes about two


class Refused(Exception):
    """Typst cannot set the document; the message is its own."""


def compile_pdf(source: bytes, inputs: dict[str, str], *, standards: tuple[str, ...] = ()) -> bytes:
    """Set a document as a PDF.

    Parameters
    ----------
    source : bytes
        The template.
    inputs : dict of str
        Data of the document, its ``sys.inputs``.
    standards : tuple of str
        Standards that the PDF must meet, such as ``"ua-1"``.

    Raises
    ------
    Refused
        If Typst cannot set it.
    DetenteError
        If it takes longer than `LONGEST`, or ends in another way.
    """
    return _run({"source": source.decode(), "inputs": inputs, "query": "", "standards": standards})


def query_metadata(source: bytes, inputs: dict[str, str], label: str) -> Any:
    """Values of the metadata with a label in a document.

    Parameters
    ----------
    source, inputs
        As `compile_pdf` takes them.
    label : str
        Such as ``"<room>"``.

    Raises
    ------
    Refused
        If Typst cannot set it.
    DetenteError
        If it takes longer than `LONGEST`, or ends in another way.
    """
    return json.loads(_run({"source": source.decode(), "inputs": inputs, "query": label}))


def _run(task: dict[str, Any]) -> bytes:
    # -P: the folder of the program holds modules with names of the standard library
    command = [sys.executable, "-P", str(Path(typst_child.__file__))]
    given = json.dumps(task).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=given, capture_output=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        raise DetenteError(
            f"Typst had not set the PDF after {LONGEST:.0f} seconds and was stopped; a brief as "
            "long as this can be written as .html, .md or .docx"
        ) from None
    if done.returncode == typst_child.REFUSED:
        raise Refused(done.stderr.decode())
    if done.returncode:
        raise DetenteError(
            f"Typst ended with code {done.returncode} and set no PDF; is there memory for it "
            f"(some 400 MB)? {done.stderr.decode(errors='replace')[-300:]}"
        )
    return done.stdout
