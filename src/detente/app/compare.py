"""Two assessments beside each other: figures matched by id, none of them worked out here."""

from collections.abc import Iterable

from detente.app.documents import ComparedGroup, Comparison, Pair, Side
from detente.app.shelf import Text
from detente.document import Assessment
from detente.document_part import Range

Figures = dict[str, tuple[str, str, Range]]  # id: label, unit, figure


def comparison(a: tuple[Text, Assessment], b: tuple[Text, Assessment]) -> Comparison:
    """Set two assessments side by side."""
    left, right = _groups(a[1]), _groups(b[1])
    return Comparison(
        a=_side(*a),
        b=_side(*b),
        groups=[
            ComparedGroup(id=name, label=label, rows=list(_pairs(left[name], right[name])))
            for name, label in _LABELS.items()
            if left[name] or right[name]
        ],
    )


_LABELS = {
    "unbroken": "Probability that the partnership is unbroken",
    "outcomes": "Probability of each outcome within ten years",
    "classes": "Reference classes: probability of the end within ten years",
    "readings": "What each lens reads off the case",
    "effects": "What each lens adds to the log-odds of rupture",
    "fault-lines": "Probability that a fault line breaks the partnership first, within ten years",
    "conditionals": "Probability that each condition comes true",
}


def _side(text: Text, a: Assessment) -> Side:
    return Side(
        key=text.key,
        version=text.version,
        title=a.partnership.title,
        members=a.partnership.members,
        as_of=a.as_of,
        label=a.verdict.label,
        type=a.verdict.type,
        curve=a.outcomes["broken"].curve,
    )


def _groups(a: Assessment) -> dict[str, Figures]:
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
        "readings": {
            n.id: (n.label, n.unit, Range(mean=n.value, low=n.low, high=n.high)) for n in a.lenses
        },
        "effects": {
            n.id: (n.label, "log-odds", Range(mean=n.effect, low=n.effect_low, high=n.effect_high))
            for n in a.lenses
        },
        "fault-lines": {
            c.id: (c.label, chance, Range(mean=c.p_first, low=c.p_first_low, high=c.p_first_high))
            for c in a.fault_lines
        },
        "conditionals": {c.id: (c.if_, chance, c.intervals["p_if"]) for c in a.conditionals},
    }


def _pairs(a: Figures, b: Figures) -> Iterable[Pair]:
    for name in dict.fromkeys([*a, *b]):
        label, unit, _ = a.get(name) or b[name]
        left, right = (side[name][2] if name in side else None for side in (a, b))
        yield Pair(id=name, label=label, unit=unit, a=left, b=right, same=left == right)
