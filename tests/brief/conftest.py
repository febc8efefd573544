"""Both bundled cases, assessed once for all tests of the brief."""

import pytest
from brief_kit import hostile_case

from detente.assessment.assess import assess
from detente.forecast.settings import Settings

CASES = ("us-russia-2001", "anglo-japanese-1905")


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """Assessments by case, few draws, without data on disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(tmp_path_factory.mktemp("none") / "home"))
        return {name: assess(name, settings=Settings(draws=200)) for name in CASES}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """Assessment of a case with markup in each of its texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(tmp_path_factory.mktemp("hostile") / "home"))
        return assess(hostile_case(), settings=Settings(draws=100))


@pytest.fixture(params=CASES)
def document(request, documents):
    """One of the two."""
    return documents[request.param]
