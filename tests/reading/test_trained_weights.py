"""The weights that ship are those that their training scripts make, to the written digits."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from detente.reading import quad_model

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def script(monkeypatch):
    """Import a script of the folder of benchmarks."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    return importlib.import_module


def test_weights_of_pairs_follow_from_the_texts(script, shared):
    """Newton's method on the 17 texts: two seconds, so only where the heavy tests run."""
    train = script("train_pairs")
    assert train.trained() == train.WEIGHTS.read_text(encoding="utf-8")


def test_weights_of_quads_follow_from_the_sentences(script, shared):
    pytest.importorskip("sklearn", reason="trained with scikit-learn")
    made = script("train_quad").fitted(shared / "events" / "dictionaries" / "CAMEO.2.0.txt")
    ships = np.load(Path(quad_model.__file__).with_name("_quad_model.npz"))
    for name in ("names", "lexicon"):
        assert np.array_equal(made[name], ships[name])
    for name in ("weights", "bias"):  # half precision; other processors may round the last bit
        np.testing.assert_allclose(made[name], ships[name], rtol=2e-3, atol=1e-3)
