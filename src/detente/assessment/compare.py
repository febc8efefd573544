"""Comparison of two cases, or of two versions of one."""

from collections import Counter
from collections.abc import Iterator

from detente.assessment.assess import assess
from detente.case.model import Case
from detente.case.path import leaves
from detente.document.assessment import Assessment
from detente.document.comparison import (
    ChangedValue,
    ComparedCase,
    ComparedFigure,
    ComparedGroup,
    Comparison,
    Difference,
    SectionMove,
)
from detente.document.part import Interval
from detente.errors import DataError
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.scenarios.sensitivity.levers import unbroken_at_10

_Figures = dict[str, tuple[str, str, Interval]]  # id: label, unit, figure
_LABELS = {
    "unbroken": "Probability of no rupture",
    "outcomes": "Probability of each outcome within ten years",
    "classes": "Reference classes: probability of the end within ten years",
    "readings": "What each lens reads off the case",
    "effects": "What each lens adds to the log-odds of rupture",
    "fault-lines": "Probability of rupture within ten years that is due to a fault line",
    "conditionals": "Probability that each condition comes true",
}


def compare_assessments(a: Assessment, b: Assessment) -> Comparison:
    """Compare the figures of two assessments, matched by id.

    Parameters
    ----------
    a, b : Assessment
        The two assessments.
    """
    left, right = comparable_figures(a), comparable_figures(b)
    return Comparison(
        a=_side(a),
        b=_side(b),
        groups=[
            ComparedGroup(id=name, label=label, rows=list(_rows(left[name], right[name])))
            for name, label in _LABELS.items()
            if left[name] or right[name]
        ],
    )


def difference(old: Case, new: Case, settings: Settings | None = None) -> Difference:
    """Changes between two versions of a case, with the effect of each section's changes alone.

    A section's move is measured in the old case with that section taken from the new one.

    Parameters
    ----------
    old, new : Case
        Two versions of one case.
    settings : Settings, optional
        Seed, draws, thresholds.

    Raises
    ------
    DataError
        If partners or dates differ: vintages and readings then differ for reasons other than the
        changes.
    """
    for what, one, two in (
        ("members", old.members, new.members),
        ("as_of", old.as_of, new.as_of),
    ):
        if one != two:
            raise DataError(
                f"the two differ in {what}, {one} and {two}; wanted two versions of one case "
                "(`detente compare` sets different cases side by side)"
            )
    changes = list(changed_values(old, new))
    assessments = [assess(case, settings=settings) for case in (old, new)]
    old_p, new_p = (a.verdict.p_unbroken["10"].mean for a in assessments)
    return Difference(
        comparison=compare_assessments(*assessments),
        changes=changes,
        sections=section_moves(old, new, settings),
        move_10=old_p - new_p,
    )


def section_moves(old: Case, new: Case, settings: Settings | None = None) -> list[SectionMove]:
    """What the changes of each section do alone, the strongest first.

    Parameters
    ----------
    old, new : Case
        Two versions of one case, of one date.
    settings : Settings, optional
        Seed, draws, thresholds.
    """
    changed = Counter(c.path.split(".")[0] for c in changed_values(old, new))
    old_p = _p_unbroken_10(old, settings) if changed else 0.0
    moves = [
        SectionMove(
            section=name,
            changes=n,
            move_10=old_p
            - _p_unbroken_10(old.model_copy(update={name: getattr(new, name)}), settings),
        )
        for name, n in changed.items()
    ]
    return sorted(moves, key=lambda m: -abs(m.move_10))


def _p_unbroken_10(case: Case, settings: Settings | None) -> float:
    """P(no rupture within ten years), with the reference classes of this version of the case."""
    forecast = forecast_case(case, settings=settings)
    return float(unbroken_at_10(forecast, forecast.case).mean())


def changed_values(old: Case, new: Case) -> Iterator[ChangedValue]:
    """Every value that differs, by its path; entries are matched by id or actor.

    Parameters
    ----------
    old, new : Case
        Two versions of one case.
    """
    before, after = (dict(leaves(c.model_dump(mode="json", by_alias=True))) for c in (old, new))
    for path in dict.fromkeys([*before, *after]):
        if before.get(path) != after.get(path):
            yield ChangedValue(path=path, before=before.get(path), after=after.get(path))


def _side(a: Assessment) -> ComparedCase:
    return ComparedCase(
        case=a.case,
        title=a.partnership.title,
        members=a.partnership.members,
        as_of=a.as_of,
        label=a.verdict.label,
        type=a.verdict.type,
    )


def comparable_figures(a: Assessment) -> dict[str, _Figures]:
    """The figures of an assessment that can be compared with those of another, by kind."""
    chance = "probability"
    return {
        "unbroken": {
            h: (f"after {h} year{'s' if h != '1' else ''}", chance, r)
            for h, r in a.verdict.p_unbroken.items()
        },
        "outcomes": {k: (o.definition, chance, o.p_end["10"]) for k, o in a.outcomes.items()},
        "classes": {
            f"{c.outcome}/{c.id}": (f"{c.label} ({c.outcome})", chance, c.p_end["10"])
            for c in a.reference_classes
        },
        "readings": {n.id: (n.label, n.unit, _around(n.value, n.low, n.high)) for n in a.lenses},
        "effects": {
            n.id: (n.label, "log-odds", _around(n.effect, n.effect_low, n.effect_high))
            for n in a.lenses
        },
        "fault-lines": {
            c.id: (c.label, chance, _around(c.p_first, c.p_first_low, c.p_first_high))
            for c in a.fault_lines
        },
        "conditionals": {c.id: (c.if_, chance, c.intervals["p_if"]) for c in a.conditionals},
    }


def _around(mean: float, low: float, high: float) -> Interval:
    return Interval(mean=mean, low=low, high=high)


def _rows(a: _Figures, b: _Figures) -> Iterator[ComparedFigure]:
    for name in dict.fromkeys([*a, *b]):
        label, unit, _ = a.get(name) or b[name]
        left, right = (side[name][2] if name in side else None for side in (a, b))
        yield ComparedFigure(id=name, label=label, unit=unit, a=left, b=right, same=left == right)
