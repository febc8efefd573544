"""Both bundled cases, assessed once for all tests of the brief."""

import pytest

from detente.assessment import assess
from detente.forecast.settings import Settings

CASES = ("us-russia-2001", "anglo-japanese-1905")


@pytest.fixture(scope="session")
def documents():
    """Assessments by case, few draws."""
    return {name: assess(name, settings=Settings(draws=200)) for name in CASES}


@pytest.fixture(params=CASES)
def document(request, documents):
    """One of the two."""
    return documents[request.param]
