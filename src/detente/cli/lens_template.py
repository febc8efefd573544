"""Write the template of a new lens and of its test."""

import re
from pathlib import Path

from detente.errors import DataError
from detente.files import write_new
from detente.registry import lenses

_LENS = '''"""{label}: what it measures, in one line."""

import numpy as np

from detente.lenses import Case, Draws, Estimate, Judged, LensCard, NoEvidence, lens

CARD = LensCard(
    id="{id}",
    label="{label}",
    theory="Name of the theory",
    mechanism="One sentence: why this makes a partnership last or break.",
    references=("Author. Year. Title. Journal Volume(Issue): pages. https://doi.org/...",),
    unit="what the number counts",
    range=(0.0, 1.0),
    danger="higher",  # or "lower": the direction of the value that means danger
    neutral=0.5,  # the value that leaves the base rate unchanged
    step=0.5,  # distance from neutral that earns the full weight
    reads=("horizons",),  # every section of the case that the value depends on
    weight=Judged(size=0.2, spread=0.15, bound=0.5, why="Judged: the grounds for the numbers."),
)

# A historical counterpart makes the weight learnable: a function of `Tables` that returns SQL of
# ccode1, ccode2 (ccode1 < ccode2), year and value, the same quantity on the same scale. Pass it
# as @lens(CARD, history=from_history) and name its measures in the card's `history`.


@lens(CARD)
def {name}(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""The formula and its source.

    Replace this example: 1 less the smaller of the partners' discount factors.
    """
    known = {{h.actor: h for h in case.horizons}}
    if not set(case.members) <= set(known):
        return NoEvidence(reason="the case does not code the horizon of both partners")
    values = [draw(known[m].discount, low=0, high=1) for m in case.members]
    return Estimate(
        draws=1 - np.min(values, axis=0),
        claims=tuple(c for m in case.members for c in known[m].claims),
    )
'''

_TEST = '''"""{label}: a published number, a case without evidence, a monotonicity check."""

import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.lenses import Draws, NoEvidence

from {module} import {name}


def value(case):
    return {name}(case, Draws(np.random.default_rng(1), 2)).value


def test_agrees_with_a_published_number():
    assert value(load("us-russia-2001")) == pytest.approx(0.20)  # replace it; cite its source


def test_no_evidence_is_reported():
    case = load("us-russia-2001").model_copy(update={{"horizons": ()}})
    assert isinstance({name}(case, Draws(np.random.default_rng(1), 2)), NoEvidence)


def test_a_worse_input_never_looks_safer():
    case = load("us-russia-2001")
    assert value(at(case, "horizons.RUS.discount", 0.5)) >= value(case)
'''


def write_lens(name: str, folder: Path) -> tuple[Path, Path]:
    """Write ``NAME.py`` and ``test_NAME.py``; existing files are never overwritten.

    Parameters
    ----------
    name : str
        Id of the lens: lower-case words joined by hyphens, such as ``old-debts``.
    folder : Path
        Where the two files go; it is created if necessary.

    Returns
    -------
    (Path, Path)
        The files of the lens and of its test.

    Raises
    ------
    DataError
        If the id is invalid or taken, or a file of that name exists.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise DataError(f"'{name}' is not a valid id; wanted lower-case words such as old-debts")
    if name in lenses():
        raise DataError(f"there is a lens '{name}' already; choose another id")
    module = name.replace("-", "_")
    fill = {"id": name, "name": module, "module": module}
    fill["label"] = name.replace("-", " ").capitalize()
    lens_file, test = folder / f"{module}.py", folder / f"test_{module}.py"
    test_text = _TEST.format(**fill).encode()
    left = test.exists() and test.read_bytes() == test_text  # by a run that was killed
    for path in (lens_file, *(() if left else (test,))):
        if path.exists():
            raise DataError(f"{path} is there already; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    if not left:
        write_new(test, test_text)
    write_new(lens_file, _LENS.format(**fill).encode())  # last: once it is there, both are
    return lens_file, test
