"""Every name of a fitted model has words for a reader."""

import pytest

from detente.history.covariate_labels import LABELS, covariate_label
from detente.history.covariates import TIE_COVARIATES
from detente.history.hazard_coefficients import POPULATIONS, coefficients, ladder_coefficients
from detente.history.ladder_years import SINCE_RIVALRY
from detente.registry import lenses

JARGON = ("log ", " x ", "-status", "-distance")


def test_every_covariate_of_the_tie_has_a_label_of_its_own():
    assert set(LABELS) == set(TIE_COVARIATES)
    assert len(set(LABELS.values()) | {lens.card.label for lens in lenses().values()}) == len(
        LABELS
    ) + len(lenses())


@pytest.mark.parametrize("year", [2001, 2026])
def test_no_name_of_a_shipped_model_is_jargon(year):
    models = [ladder_coefficients(year, outcome) for outcome in ("rupture", "strain", "drift")]
    models += [coefficients(year, population) for population in POPULATIONS]
    labels = {covariate_label(one.name) for model in models for one in model}
    labels |= {covariate_label(SINCE_RIVALRY)}
    assert len(labels) > 100
    assert [label for label in labels if any(word in label for word in JARGON)] == []
    assert [label for label in labels if not label[0].isupper()] == []


def test_labels_stand_in_lists_that_commas_separate():
    assert [label for label in LABELS.values() if "," in label or ";" in label] == []
