"""Single lenses: numbers from their authors, who owes whom, and worse inputs."""

import numpy as np
import pytest

from detente.assessment.deed_ledger import ledger_document
from detente.case.draws import Draws
from detente.case.edit import at
from detente.case.load import load
from detente.lenses.preference_distance import position_similarity
from detente.lenses.reciprocity import trust_threshold
from detente.lenses.sphere_of_influence import contest
from detente.lenses.time_horizon import threshold
from detente.records import Estimate
from detente.registry import lenses

CASE = load("us-russia-2001")
WORSE = [  # a lens, a path of the case, and a value that the theory holds to be worse
    ("preference-distance", "preferences.RUS.ideal_point", -1.0),
    ("regime-distance", "regimes.RUS.polity", -7),
    ("power-status", "standing.RUS.accorded", 20),
    ("interdependence", "dependence.usa-trade-russia.share", 0.001),
    ("institutions", "institutions.shared_memberships", 0.2),
    ("institutions", "institutions.military_coordination", 0),
    ("time-horizon", "horizons.RUS.discount", 0.4),
    ("outside-alliances", "ties.usa-nato.since", None),
    ("sphere-of-influence", "influence.usa-on-tkm.measured", 30),
]


def read(name, case):
    return lenses()[name].read(case, Draws(np.random.default_rng(3), 2))


@pytest.mark.parametrize(("name", "path", "to"), [w for w in WORSE if w[2] is not None])
def test_worse_inputs_never_look_safer(name, path, to):
    sign = 1 if lenses()[name].card.danger == "higher" else -1
    before, after = read(name, CASE), read(name, at(CASE, path, to))
    assert isinstance(before, Estimate)
    assert sign * (after.value - before.value) > 0


def test_a_pact_that_rests_on_another_tie_counts_once():
    """Russia's treaty with China of 2001, if it were that of the Shanghai organisation."""
    both = read("outside-alliances", CASE).value
    once = read("outside-alliances", at(CASE, "ties.rus-chn.own_treaty", to=False)).value
    assert once == both - 1


def test_axelrods_tournament_holds_from_one_half():
    """T 5, R 3, P 1, S 0: Axelrod (1984), p. 207: the future must weigh at least 2/3 for tit for
    tat against all rules and 1/2 for a grim trigger, Friedman (1971)."""
    assert threshold(5, 3, 1) == 0.5


def test_kydds_threshold_is_where_both_choices_pay_the_same():
    """Cooperating pays t R + (1 - t) S, defecting t T + (1 - t) P."""
    r, t, p, s = 3.0, 2.0, 1.0, 0.0
    trust = trust_threshold(r, t, p, s)
    assert trust * r + (1 - trust) * s == pytest.approx(trust * t + (1 - trust) * p)
    assert trust_threshold(4, 3, 2, 0) == pytest.approx(2 / 3)


def test_s_is_signorino_and_ritters_on_a_small_case():
    """Two issues, distances 20 and 60 of 100: S = 1 - 2 (80 / 200) = .2."""
    issues = []
    for issue, (a, b) in zip(CASE.issues[:2], ((10, 30), (80, 20)), strict=False):
        spots = {"USA": a, "RUS": b}
        kept = tuple(
            p.model_copy(update={"position": p.position.model_copy(update=_bare(spots[p.actor]))})
            for p in issue.positions
            if p.actor in spots
        )
        issues.append(issue.model_copy(update={"positions": kept}))
    found = position_similarity(CASE.model_copy(update={"issues": tuple(issues)}))
    assert found["s_on_issues"] == pytest.approx(0.2)


def _bare(value):
    return {"value": float(value), "low": None, "high": None}


def test_contest_is_one_where_all_is_even_and_none_where_nothing_meets():
    assert contest(np.array([1.0, 2.0]), np.array([1.0, 2.0])) == 1
    assert contest(np.array([1.0, 0.0]), np.array([0.0, 2.0])) == 0
    assert contest(np.array([1.0, np.nan]), np.array([2.0, 5.0])) == 0.5
    assert np.isnan(contest(np.array([np.nan]), np.array([1.0])))


def test_the_ledger_says_who_is_in_debt():
    found = ledger_document(CASE)
    between = [x for x in found["lines"] if x["balance"] is not None]
    net = sum(x["worth"] * (1 if x["giver"] == "USA" else -1) for x in between)
    assert found["balance"] == pytest.approx(net)
    assert found["in_debt"] == ("RUS" if net > 0 else "USA")
    assert found["externalities"]["USA"]["SAU"] < 0
    lourdes = next(x for x in found["lines"] if "Lourdes" in x["what"])
    assert lourdes["worth"] < lourdes["value"] * (1 - lourdes["pre_decided"]) + 1e-9


def test_old_governments_do_not_count_and_new_ones_do():
    later = at(CASE, "governments.ru-kremlin.since", "2000-05-07")
    assert read("coalition-change", later).value == read("coalition-change", CASE).value + 1
