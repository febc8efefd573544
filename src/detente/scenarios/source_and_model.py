"""What a source and the model say of the same thing, and why they differ."""

from collections.abc import Sequence

from detente.case.model import FaultLine, Scenario
from detente.document.part import Interval
from detente.document.percent import percent
from detente.forecast.verdict import probability_word

_SAME = 0.01  # change of a probability below which there is none
_EFFECTS = {
    "more": "more probable",
    "less": "less probable",
    "same": "about as probable",
}
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def place_words(rank: int) -> str:
    """A place in a ranking, in words.

    Examples
    --------
    >>> place_words(2), place_words(12)
    ('second', 'number 12')
    """
    return _PLACES[rank - 1] if rank <= len(_PLACES) else f"number {rank}"


def source_on_scenario(scenario: Scenario) -> str | None:
    """What the source says that the condition does to the outcome; None if that is not coded."""
    says = []
    if scenario.source_effect is not None:
        says.append(f"makes {scenario.outcome} {_EFFECTS[scenario.source_effect]}")
    if scenario.source_hedge is not None:
        says.append(f"{scenario.outcome} is then {scenario.source_hedge.replace('-', ' ')}")
    return "; ".join(says) or None


def model_on_scenario(scenario: Scenario, if_: Interval | None, difference: Interval | None) -> str:
    """What the model says that the condition does to the outcome.

    Parameters
    ----------
    scenario : Scenario
        A scenario of the case.
    if_ : Interval or None
        P(outcome within the horizon) if it comes true; None if no world shows it.
    difference : Interval or None
        Less that if it does not.
    """
    if if_ is None:
        return "no drawn world shows it"
    moved = "" if difference is None else f", {difference.in_points()} against worlds without it"
    return (
        f"{scenario.outcome} within {scenario.horizon_years:g} y is then "
        f"{probability_word(if_.mean)} ({percent(if_.mean)}){moved}"
    )


def differs_on_scenario(
    scenario: Scenario,
    if_: Interval | None,
    differences: tuple[Interval | None, Interval | None],
    ratio: float | None,
) -> str | None:
    """Why the two differ; None if they agree, or nothing of the source is coded.

    Parameters
    ----------
    scenario : Scenario
        A scenario of the case.
    if_ : Interval or None
        P(outcome within the horizon) if it comes true.
    differences : tuple of Interval or None
        That less P(outcome) if not, within the horizon and within ten years.
    ratio : float or None
        Factor on the yearly odds of the outcome once the condition is true; None if no scenario
        moves the outcome.
    """
    difference, in_ten = differences
    if if_ is None or difference is None or in_ten is None:
        return None
    why = []
    effect = _effect(in_ten)
    if scenario.source_effect not in (None, effect):
        because = (
            f"its scenarios move rupture and strain alone, not {scenario.outcome}"
            if ratio is None
            else f"the coded changes and the jump multiply its yearly odds by {ratio:.2f}"
        )
        why.append(
            f"the model finds {scenario.outcome} {_EFFECTS[effect]} within ten years, because "
            f"{because}"
        )
    word, hedge = probability_word(if_.mean), scenario.source_hedge
    if hedge is not None and not word.startswith(hedge.replace("-", " ")):
        without = if_.mean - difference.mean
        why.append(
            f"the source calls {scenario.outcome} then {hedge.replace('-', ' ')}, the model "
            f"{word} ({percent(if_.mean)}), of which {percent(without)} remains without the "
            "condition"
        )
    return "; ".join(why) or None


def _effect(difference: Interval) -> str:
    if abs(difference.mean) < _SAME:
        return "same"
    return "more" if difference.mean > 0 else "less"


def source_on_line(line: FaultLine) -> str | None:
    """What the source says of a fault line; None if that is not coded."""
    rank = None if line.source_rank is None else f"ranks it {place_words(line.source_rank)}"
    return "; ".join(x for x in (rank, line.source_says) if x) or None


def model_on_line(rank: int, of: int, share: float) -> str:
    """What the model says of a fault line.

    Parameters
    ----------
    rank, of : int
        Its place among so many lines.
    share : float
        Its share of the ten-year risk.
    """
    return f"{place_words(rank)} of {of}, with {percent(share)} of the ten-year risk"


def differs_on_line(
    line: FaultLine, rank: int, part: tuple[str, float] | None, first: Sequence[tuple[str, float]]
) -> str | None:
    """Why the model ranks a line elsewhere than the source does; None if it does not.

    Parameters
    ----------
    line : FaultLine
        A line with a place in the source's ranking.
    rank : int
        Its place in the model's ranking.
    part : tuple of str and float, or None
        Its largest part, and by how much that moves the ten-year risk.
    first : sequence of tuple of str and float
        The line that the model ranks first, as its label with the same, and its largest part.
    """
    if line.source_rank is None or line.source_rank == rank:
        return None
    says = f"the source ranks it {place_words(line.source_rank)}; the model {place_words(rank)}"
    if part is not None:
        says += (
            f", because its largest part, {part[0]}, moves the ten-year risk by "
            f"{100 * part[1]:+.1f} points"
        )
    for label, risk in first[:1]:
        says += f"; first in the model is ‘{label}’ ({100 * risk:+.1f} points)"
    for label, risk in first[1:]:
        says += f", whose largest part, {label}, moves it by {100 * risk:+.1f}"
    return says
