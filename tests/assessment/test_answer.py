"""The answer alone is the same as in the whole assessment."""

import pytest
from rich.console import Console

from detente.assessment.answer import answer
from detente.assessment.assess import assess
from detente.assessment.cached import CachedAssessment
from detente.case.load import load
from detente.document.answer import Answer
from detente.errors import MissingData
from detente.forecast.settings import Settings

CASE = "anglo-japanese-1905"


@pytest.mark.parametrize("case", [CASE, "us-russia-2001"])
def test_the_answer_equals_its_parts_of_the_assessment(case):
    settings = Settings(draws=100)
    assert answer(load(case), settings) == Answer.of(assess(case, settings=settings))


def test_a_bridge_from_data_needs_data_on_one_screen_too(empty_store):
    case = CachedAssessment.of_file(CASE, {"draws": 100, "from_data": 1})
    with pytest.raises(MissingData, match="the bridge is to begin with the pair from data"):
        case.print(Console(width=80), screen_of=(CASE,))
