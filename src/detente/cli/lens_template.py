"""A lens to fill in, and its test."""

import re
from pathlib import Path

from detente.errors import DataError
from detente.registry import lenses

_LENS = '''"""{label}: say in one line what it measures."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="{id}",
    label="{label}",
    theory="Name of the theory",
    mechanism="One sentence: why this makes a partnership last or break.",
    references=("Author. Year. Title. Journal Volume(Issue): pages. https://doi.org/...",),
    unit="what the number counts",
    range=(0.0, 1.0),
    danger="higher",  # or "lower": which way of the value is danger
    neutral=0.5,  # the value that moves nothing
    step=0.5,  # distance from neutral that earns the full weight
    reads=("horizons",),  # every section of the case that the value depends on
    weight=Judged(size=0.2, spread=0.15, bound=0.5, why="Judged: say on what grounds."),
)

# A face in history makes the weight learnable: a function of `Tables` that yields SQL of ccode1,
# ccode2 (ccode1 < ccode2), year and value, the same quantity on the same scale. Give it as
# @lens(CARD, history=from_history) and name its measures in the card's `history`.


@lens(CARD)
def {name}(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""State the formula and its source here.

    This one takes the smaller of the partners' discount factors; put your own in its place.
    """
    known = {{h.actor: h for h in case.horizons}}
    if not set(case.members) <= set(known):
        return NoEvidence(reason="say what the case would have to hold")
    values = [draw(known[m].discount, low=0, high=1) for m in case.members]
    return Estimate(
        draws=1 - np.min(values, axis=0),
        claims=tuple(c for m in case.members for c in known[m].claims),
    )
'''

_TEST = '''"""{label}: a published number, a case without evidence, a monotone check."""

import numpy as np
import pytest

from detente.case.draws import Draws
from detente.case.edit import at
from detente.case.load import load
from detente.records import NoEvidence

from {module} import {name}


def value(case):
    return {name}(case, Draws(np.random.default_rng(1), 2)).value


def test_agrees_with_a_number_that_somebody_published():
    assert value(load("us-russia-2001")) == pytest.approx(0.20)  # replace by yours, with its source


def test_says_when_it_has_no_evidence():
    case = load("us-russia-2001").model_copy(update={{"horizons": ()}})
    assert isinstance({name}(case, Draws(np.random.default_rng(1), 2)), NoEvidence)


def test_a_worse_input_never_looks_safer():
    case = load("us-russia-2001")
    assert value(at(case, "horizons.RUS.discount", 0.5)) >= value(case)
'''


def write(name: str, folder: Path) -> tuple[Path, Path]:
    """Write ``NAME.py`` and ``test_NAME.py`` into a folder; nothing is overwritten.

    Raises
    ------
    DataError
        If the id is no id, is taken, or a file of that name exists.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise DataError(f"'{name}' is no id of a lens; wanted small letters such as old-debts")
    if name in lenses():
        raise DataError(f"there is a lens '{name}' already; choose another id")
    module = name.replace("-", "_")
    paths = folder / f"{module}.py", folder / f"test_{module}.py"
    for path in paths:
        if path.exists():
            raise DataError(f"{path} is there already; nothing was written")
    fill = {"id": name, "name": module, "module": module}
    fill["label"] = name.replace("-", " ").capitalize()
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in zip(paths, (_LENS, _TEST), strict=True):
        path.write_text(text.format(**fill))
    return paths
