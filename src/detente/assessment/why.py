"""Why a forecast differs from that of an earlier look: case, date, vintage, data, program."""

from collections import Counter
from collections.abc import Iterator

from detente.assessment.compare import changed_values, section_moves
from detente.case.load import build
from detente.case.model import Case
from detente.case.yaml12 import parse
from detente.document.watch import Look, Reason
from detente.errors import DetenteError

_NAMED = 3  # sections and data sets that are named


def reasons(then: Look, now: Look) -> Iterator[Reason]:
    """What differs between two looks at the same case or pair.

    Parameters
    ----------
    then, now : Look
        The two.
    """
    if then.case_text != now.case_text and then.case_text and now.case_text:
        yield Reason(what="case", says=_case(then.case_text, now.case_text))
    if then.as_of != now.as_of:
        yield Reason(what="date", says=f"the forecast is of {now.as_of}, before of {then.as_of}")
    if then.vintage != now.vintage:
        says = f"history as known for {now.vintage}, before for {then.vintage}"
        yield Reason(what="vintage", says=says)
    changed = sorted(
        name
        for name in then.sources.keys() | now.sources.keys()
        if then.sources.get(name) != now.sources.get(name)
    )
    if changed:
        yield Reason(what="data", says=f"other data: {_listed(changed)}")
    if then.program != now.program:
        yield Reason(what="program", says="another version of detente or of its libraries")


def _case(old: str, new: str) -> str:
    """Which sections of the case changed, and what the strongest do alone."""
    try:
        before, after = (build(parse("case", text.encode())) for text in (old, new))
    except DetenteError:
        return "the case file changed; its text at the last look is not valid any more"
    changed = Counter(c.path.split(".")[0] for c in changed_values(before, after))
    if not changed:
        return "the text of the case file changed, none of its values"
    counted = ", ".join(f"{name} ({n})" for name, n in changed.most_common(_NAMED))
    return f"values changed in the case: {counted}{_moves(before, after)}"


def _moves(before: Case, after: Case) -> str:
    """Moves by one section each; nothing where dates or partners differ, which move all."""
    if (before.members, before.as_of) != (after.members, after.as_of):
        return ""
    moves = (
        f"{m.section} {round(100 * m.move_10, 1) + 0.0:+.1f}"
        for m in section_moves(before, after)[:_NAMED]
    )
    return f"; points of P(rupture within ten years) by each alone: {', '.join(moves)}"


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
