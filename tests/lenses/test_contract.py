"""What every lens must keep to, whichever there are."""

import numpy as np
import pytest

from detente.case.draws import Draws
from detente.case.hypotheses import Hypotheses
from detente.case.load import bundled, load
from detente.records import Estimate, NoEvidence
from detente.registry import lenses

LENSES = lenses()
CASES = {name: load(name) for name in bundled()}


def read(lens, case, n=200):
    return lens.read(case, Draws(np.random.default_rng(7), n))


def bare(case):
    """The case with every section emptied that a lens could read."""
    keep = {"sources", "claims", "actors"}
    empty = {
        name: ()
        for name in type(case).model_fields
        if isinstance(getattr(case, name), tuple) and name not in keep
    }
    return case.model_copy(
        update=empty | {"legacy": None, "institutions": None, "hypotheses": Hypotheses()}
    )


@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
def test_card_is_complete(lens):
    card = lens.card
    assert card.danger in ("higher", "lower")
    assert card.range[0] <= card.neutral <= card.range[1]
    assert card.step > 0
    assert 0 <= card.weight.size <= card.weight.bound
    assert (card.weight.spread > 0) == (card.weight.size > 0)
    assert all(len(t) > 3 for t in (card.label, card.theory, card.mechanism, card.unit))
    assert any("https://doi.org/10." in reference for reference in card.references)
    assert card.status in ("exploratory", "established")
    assert card.weight.why
    assert lens.read.__doc__


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
def test_reading_is_in_range_and_repeatable(lens, case):
    first, again = read(lens, case), read(lens, case)
    assert type(first) is type(again)
    if isinstance(first, NoEvidence):
        assert first.reason
        return
    low, high = lens.card.range
    assert first.draws.shape == (200,)
    assert np.isfinite(first.draws).all()
    assert ((first.draws >= low) & (first.draws <= high)).all()
    assert (first.draws == again.draws).all()
    assert set(first.claims) <= {c.id for c in case.claims}


def tenfold(case):
    """The case with each entry there ten times, but what may be stated once of a pair."""
    once = {"ties", "dependence", "influence", "governments", "actors", "claims", "sources"}
    grown = {}
    for name in set(type(case).model_fields) - once:
        entries = getattr(case, name)
        if isinstance(entries, tuple) and all(hasattr(e, "id") for e in entries):
            new = [e.model_copy(update={"id": f"{e.id}.{k}"}) for k in range(9) for e in entries]
            grown[name] = (*entries, *new)
    return case.model_copy(update=grown)


@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
def test_more_entries_do_not_lead_off_the_scale(lens):
    """Ten threats from one partner were ten times the danger of one."""
    found = read(lens, tenfold(CASES["us-russia-2001"]), n=5)
    low, high = lens.card.range
    assert isinstance(found, Estimate)
    for reading in (found, found.comparable):
        if isinstance(reading, Estimate):
            assert ((low <= reading.draws) & (reading.draws <= high)).all()


@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
def test_no_evidence_is_said_and_never_a_number(lens):
    found = read(lens, bare(CASES["us-russia-2001"]))
    assert isinstance(found, NoEvidence)
    assert len(found.reason) > 10


@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
def test_reads_only_the_sections_it_names(lens):
    case = CASES["us-russia-2001"]
    empty = bare(case)
    sections = {s: getattr(case, s) for s in (*lens.card.reads, "partnership", "surveys")}
    only = empty.model_copy(update={**sections, "calendar": case.calendar})
    whole, part = read(lens, case), read(lens, only)
    assert isinstance(whole, Estimate)
    assert isinstance(part, Estimate)
    assert whole.draws == pytest.approx(part.draws)


def test_all_lenses_of_the_design_are_there():
    assert set(LENSES) >= {
        "shared-threat",
        "rivalry-legacy",
        "preference-distance",
        "regime-distance",
        "power-status",
        "issue-conflict",
        "two-level",
        "coalition-change",
        "structural-balance",
        "outside-alliances",
        "reciprocity",
        "talk-deeds",
        "interdependence",
        "sphere-of-influence",
        "public-opinion",
        "institutions",
        "time-horizon",
        "competing-hypotheses",
    }
