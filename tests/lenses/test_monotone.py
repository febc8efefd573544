"""Worse inputs never look safer: for every lens, over its whole scale, what its theory calls worse.

`WORSE` holds, for each lens, ways to build a case from one number in [0, 1] such that a larger
number is worse by the theory; the danger that the lens reads must never fall.
"""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.draws import Draws
from detente.case.edit import at
from detente.case.load import load
from detente.case.numbers import Number
from detente.records import Estimate
from detente.registry import lenses

CASE = load("us-russia-2001")
ONE, TWO = CASE.members


def scaled(path, safe, bad):
    """A coded number between its safe and its bad end."""
    return lambda u: at(CASE, path, safe + u * (bad - safe))


def grow(section, entries):
    """More and more of what is bad: the first share u of the entries beside those coded."""
    return lambda u: CASE.model_copy(
        update={section: (*getattr(CASE, section), *entries[: int(u * len(entries))])}
    )


def few(section, ids):
    return tuple(x for x in getattr(CASE, section) if x.id in ids)


def rupture_ago(u):
    """The last rivalry ended between 80 years and no time ago."""
    rivalry = next(r for r in CASE.record if r.kind == "rivalry")
    end = CASE.as_of - timedelta(days=int((1 - u) * 80 * 365))
    old = rivalry.model_copy(update={"start": date(1890, 1, 1), "end": end})
    return CASE.model_copy(update={"record": (old,)})


def veto_apart(u):
    """A faction with a veto whose ideal point moves from its state's towards the status quo."""
    old = CASE.issues[0]
    kind = type(old.positions[0])
    hard = next(a for a in CASE.actors if a.within == TWO and a.veto)
    spots = {ONE: 90, TWO: 80, hard.id: 80 - u * 30}
    positions = tuple(
        kind(actor=a, position=p, salience=50, known_on=CASE.as_of) for a, p in spots.items()
    )
    issue = old.model_copy(update={"status_quo": 50, "positions": positions})
    return CASE.model_copy(update={"issues": (issue,)})


def deed(key, giver, value, **more):
    old = next(d for d in CASE.ledger if d.kind == "material" and d.valence == "cooperation")
    base = {
        "id": key,
        "giver": giver,
        "receiver": TWO if giver == ONE else ONE,
        "value": Number(value=value),
        "delivered": Number(value=1),
        "pre_decided": Number(value=0),
    }
    return old.model_copy(update=base | more)


def unreturned(u):
    """One side gives more and more for the same return."""
    deeds = (deed("a", ONE, 30), deed("b", TWO, 30 + 70 * u))
    return CASE.model_copy(update={"ledger": deeds})


def undelivered(u):
    deeds = (deed("a", ONE, 30), deed("b", TWO, 50, delivered=Number(value=1 - u)))
    return CASE.model_copy(update={"ledger": deeds})


def bad_triad(u):
    """The weaker tie of an unbalanced triad grows stronger beside a balanced one."""
    tie = CASE.ties[0]

    def one(key, a, b, sign, strength):
        new = {"id": key, "a": a, "b": b, "sign": sign, "strength": Number(value=strength)}
        return tie.model_copy(update={**new, "until": None})

    ties = (one("p", ONE, "ISR", "+", 0.5), one("q", TWO, "ISR", "+", 0.5))
    ties += (one("r", ONE, "IRQ", "-", 1), one("s", TWO, "IRQ", "+", u))
    return CASE.model_copy(update={"ties": ties})


def new_pacts(u):
    tie = next(t for t in CASE.ties if t.pact)
    more = [
        tie.model_copy(update={"id": f"n{k}", "a": TWO, "b": third, "since": CASE.as_of})
        for k, third in enumerate(("IRN", "IRQ", "SYR", "ISR"))
    ]
    return grow("ties", more)(u)


def new_backers(u):
    old = CASE.governments[0]
    more = [old.model_copy(update={"id": f"g{k}", "since": CASE.as_of}) for k in range(4)]
    return grow("governments", more)(u)


def less_favour(u):
    survey = next(s for s in CASE.surveys if s.waves and s.favours == "partnership")
    waves = (*survey.waves[:-1], survey.waves[-1].model_copy(update={"share": 1 - u}))
    return CASE.model_copy(update={"surveys": (survey.model_copy(update={"waves": waves}),)})


def tells_nothing(u):
    """More and more evidence that speaks against every hypothesis alike."""
    row = CASE.hypotheses.evidence[0]
    flat = row.model_copy(update={"fits": {h.id: -2 for h in CASE.hypotheses.items}})
    more = (*CASE.hypotheses.evidence, *(flat for _ in range(int(10 * u))))
    hypotheses = CASE.hypotheses.model_copy(update={"evidence": more})
    return CASE.model_copy(update={"hypotheses": hypotheses})


WORSE = {
    "shared-threat": [
        scaled("threats.taliban.attained", 0, 1),
        scaled("threats.american-power.severity.RUS.intent", 0, 1),
        scaled("threats.taliban.severity.USA.power", 1, 0),
    ],
    "rivalry-legacy": [rupture_ago, scaled("legacy.continuity", 0.05, 1)],
    "preference-distance": [scaled("preferences.RUS.ideal_point", 2.8, -4)],
    "regime-distance": [scaled("regimes.RUS.polity", 10, -10)],
    "power-status": [
        scaled("standing.RUS.accorded", 100, 0),
        scaled("standing.RUS.claimed", 0, 100),
    ],
    "issue-conflict": [scaled("issues.missile-defence.positions.USA.position", 20, 100)],
    "two-level": [veto_apart],
    "coalition-change": [new_backers],
    "structural-balance": [bad_triad],
    "outside-alliances": [new_pacts],
    "reciprocity": [unreturned],
    "talk-deeds": [undelivered],
    "interdependence": [
        scaled("dependence.usa-trade-russia.share", 1, 0),
        scaled("dependence.rus-trade-usa.share", 1, 0),
    ],
    "sphere-of-influence": [scaled("influence.usa-on-tkm.measured", 0, 30)],
    "public-opinion": [less_favour],
    "institutions": [
        scaled("institutions.shared_memberships", 1, 0),
        scaled("institutions.military_coordination", 2, 0),
    ],
    "time-horizon": [scaled("horizons.RUS.discount", 1, 0), scaled("horizons.USA.discount", 1, 0)],
    "competing-hypotheses": [tells_nothing],
}
ALL = [(name, k) for name, found in WORSE.items() for k in range(len(found))]


def danger(name, case):
    found = lenses()[name].read(case, Draws(np.random.default_rng(3), 1))
    assert isinstance(found, Estimate), found
    return found.value if lenses()[name].card.danger == "higher" else -found.value


def test_every_lens_is_here():
    assert set(WORSE) == set(lenses())


@pytest.mark.parametrize(("name", "k"), ALL)
@settings(deadline=None, max_examples=40)
@given(u=st.floats(0, 1), v=st.floats(0, 1))
def test_worse_never_looks_safer(name, k, u, v):
    build, (less, more) = WORSE[name][k], sorted((u, v))
    assert danger(name, build(less)) <= danger(name, build(more)) + 1e-9


@pytest.mark.parametrize(("name", "k"), ALL)
def test_from_end_to_end_it_looks_worse(name, k):
    """The check above could be passed by a lens that never moves."""
    ends = [danger(name, WORSE[name][k](u)) for u in (0.0, 1.0)]
    assert ends[0] < ends[1]
