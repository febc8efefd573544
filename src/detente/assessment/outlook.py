"""The parts of an assessment about the future: scenarios, signposts, levers, shares."""

from typing import Any

from detente.document.assessment import FlipPart
from detente.document.part import Range
from detente.document.scenarios import (
    ConditionalPart,
    Given,
    PairPart,
    ShapleyPart,
    SignpostPart,
    TornadoPart,
)
from detente.forecast.engine import Engine
from detente.history.reference_classes import BROKEN
from detente.records import Interval
from detente.registry import lenses
from detente.scenarios.bargaining.issues import issue_bargains
from detente.scenarios.conditional import Conditional, conditionals
from detente.scenarios.mixture import future
from detente.scenarios.sensitivity.levers import Flip, flips, ranked, thin
from detente.scenarios.sensitivity.pairs import Pair, pairs
from detente.scenarios.sensitivity.shapley import shares
from detente.scenarios.sensitivity.tornado import Bar, tornado
from detente.scenarios.signposts import Signpost, signposts


def outlook(engine: Engine) -> dict[str, Any]:
    """Parts of the document by name."""
    few = thin(engine)
    strongest = ranked(few)
    turned = flips(engine, strongest)
    scored = conditionals(future(engine))
    return {
        "conditionals": [_conditional(c) for c in scored],
        "signposts": [_signpost(s) for s in signposts(engine, scored)],
        "tornado": [_bar(b) for b in tornado(engine)],
        "flips": [_flip(f) for f in turned],
        "bargaining": issue_bargains(engine),
        "pairs": [_pair(p) for p in pairs(engine, few, turned)],
        "shapley": [
            ShapleyPart(id=s.lens, label=lenses()[s.lens].card.label, points=as_range(s.points))
            for s in shares(engine)
        ],
    }


def as_range(found: Interval) -> Range:
    """An interval as a part of the document."""
    return Range(mean=found.mean, low=found.low, high=found.high)


def _conditional(c: Conditional) -> ConditionalPart:
    s = c.scenario
    found = {
        "p_if": c.p_if,
        "p_end_given_if": c.p_end_given_if,
        "p_end_given_not": c.p_end_given_not,
        "difference": c.difference,
        "difference_10": c.difference_10,
    }
    return ConditionalPart(
        id=s.id,
        if_=s.if_,
        then=s.then,
        horizon_years=s.horizon_years,
        outcome=BROKEN,
        claims=list(s.claims),
        onset=c.onset,
        resolves=s.resolves,
        event=s.event,
        given=[Given(**s.leans_on.model_dump())] if s.leans_on else [],
        p_if=c.p_if.mean,
        p_end=c.p_end,
        p_end_given_if=c.p_end_given_if.mean if c.p_end_given_if else None,
        p_end_given_not=c.p_end_given_not.mean if c.p_end_given_not else None,
        intervals={name: as_range(value) for name, value in found.items() if value is not None},
        curve_if=[as_range(point) for point in c.curve_if],
        curve_not=[as_range(point) for point in c.curve_not],
        fault_line=s.fault_line,
        basis="judged",
    )


def _signpost(s: Signpost) -> SignpostPart:
    return SignpostPart(
        id=s.id,
        kind=s.kind,
        date=s.date,
        label=s.label,
        fault_line=s.fault_line,
        adverse_if=s.adverse_if,
        odds_if_adverse=s.odds,
        **_told(s, "p", "p_end_if", "p_end_if_not"),
        expected_move=s.expected_move,
        information_bits=s.bits,
    )


def _told(found: Any, *names: str) -> dict[str, Any]:
    """Means of some figures under their names, and their intervals beside them."""
    known = {name: getattr(found, name) for name in names}
    return {
        **{name: None if value is None else value.mean for name, value in known.items()},
        "intervals": {name: as_range(v) for name, v in known.items() if v is not None},
    }


def _bar(b: Bar) -> TornadoPart:
    return TornadoPart(
        path=b.path,
        words=b.words,
        value=b.value,
        low=b.low,
        high=b.high,
        **_told(b, "p_low", "p_high"),
    )


def _flip(f: Flip) -> FlipPart:
    return FlipPart(
        lever=f.lever.words,
        path=f.lever.path,
        start=f.lever.start,
        end=f.lever.end,
        **_told(f, "p_unbroken_10", "move"),
        label=f.label,
        flips=f.flips,
        smallest_turn=f.turn,
    )


def _pair(p: Pair) -> PairPart:
    return PairPart(
        levers=[lever.words for lever in p.levers],
        paths=[lever.path for lever in p.levers],
        ends=[lever.end for lever in p.levers],
        **_told(p, "p_unbroken_10"),
        label=p.label,
        flips=p.flips,
        smallest_turn=p.turn,
    )
