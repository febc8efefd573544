"""Where rules and a model give the same statement: agreement raises `p`, contradiction ends it.

Two proposals of one kind are of one statement if they share half of the shorter one's words. They
agree if the fields that both fill agree, and contradict each other otherwise.
"""

from collections.abc import Iterable
from dataclasses import replace

from detente.reading.proposal import Proposal, ProposalKind

MODEL = "model:"  # what the name of a model's reader starts with
UNSURE = 0.5
# fields that make the statement; others may be filled differently
_KEYS: dict[ProposalKind, tuple[str, ...]] = {
    "actor": ("actor",),
    "relation": ("source", "target", "quad"),
    "hedge": ("band",),
    "conditional": ("negated",),
    "date": ("first", "granularity"),
    "survey": ("share", "earlier_share"),
    "tie": ("sign",),
    "deed": ("giver", "status"),
    "stance": ("leans",),
    "scheduled": ("date",),
    "bearing": ("number",),
}


def weighed(proposals: Iterable[Proposal]) -> list[Proposal]:
    r"""Proposals with the probability that follows from both kinds of readers.

    Of two that agree, :math:`p = 1 - (1 - p_1)(1 - p_2)`; of two that contradict each other, at
    most one half, with the other's view as part of the reason. Without a model nothing changes.
    """
    given = list(proposals)
    models = [p for p in given if p.reader.startswith(MODEL)]
    if not models:
        return given
    rules = [p for p in given if not p.reader.startswith(MODEL)]
    return [_weighed(p, rules if p.reader.startswith(MODEL) else models) for p in given]


def _weighed(one: Proposal, others: list[Proposal]) -> Proposal:
    same = [o for o in others if o.kind == one.kind and _of_one_statement(one, o)]
    if not same:
        return one
    agreed = [o for o in same if not _differing(one, o)]
    if agreed:
        best = max(o.p for o in agreed)
        return replace(
            one,
            p=1 - (1 - one.p) * (1 - best),
            reason=f"{one.reason} ({agreed[0].reader} found the same)",
        )
    other = same[0]
    fields = ", ".join(f"{k} {other.fields.get(k)}" for k in _differing(one, other))
    return replace(
        one,
        p=min(one.p, UNSURE),
        reason=f"{one.reason} (unsure: {other.reader} reads {fields})",
    )


def _of_one_statement(a: Proposal, b: Proposal) -> bool:
    if a.document != b.document:
        return False
    shared = min(a.span.end, b.span.end) - max(a.span.start, b.span.start)
    shorter = min(a.span.end - a.span.start, b.span.end - b.span.start)
    return 2 * shared >= shorter


def _differing(a: Proposal, b: Proposal) -> list[str]:
    """Fields that both fill, differently."""
    keys = _KEYS.get(a.kind, ())
    return [
        k
        for k in keys
        if a.fields.get(k) not in (None, "")
        and b.fields.get(k) not in (None, "")
        and a.fields[k] != b.fields[k]
    ]
