"""The answer as all forms of the brief state it: names, order, years of history, base rate only."""

from collections.abc import Iterator

from detente.document.answer import Answer
from detente.document.assessment import Assessment, FatePart, OutcomePart
from detente.document.case import ReasonPart
from detente.document.coverage import CoveragePart
from detente.document.labels import BASE_RATE, LADDER, OutcomeId
from detente.document.percent import percent
from detente.document.scenarios import TornadoPart

_EVEN = 0.5
_PULL = "Theories pull either way; together they move it"
OF_A_PAIR = f"{BASE_RATE} {_PULL} too little."  # why the verdict is the base rate


def fate_name(fate: FatePart) -> str:
    """The name of a fate; a rupture is one of two fates, so its name says which.

    Examples
    --------
    >>> from detente.document.part import Interval
    >>> p = Interval(mean=0.2, low=0.1, high=0.3)
    >>> fate_name(FatePart(id="rupture", label="rupture", meaning="", p=p, word="unlikely"))
    'rupture, other causes'
    """
    return "rupture, other causes" if fate.id == "rupture" else fate.label


def ladder(a: Answer | Assessment) -> list[tuple[OutcomeId, OutcomePart]]:
    """The outcomes of a document by id, from drift to rupture."""
    return [(id_, a.outcomes[id_]) for id_ in LADDER if id_ in a.outcomes]


def notes_on_fates(a: Answer | Assessment) -> Iterator[str]:
    """What the fates do not count, where a reader could think that they do."""
    if "drift" not in a.outcomes:
        yield f"No fate counts drift: history to {a.provenance.known_to} has too few events."
    treaty = a.outcomes.get("treaty")
    if treaty and treaty.p_end["10"].mean >= _EVEN:
        p = percent(treaty.p_end["10"].mean)
        yield f"No fate counts the treaty's end, likelier than not within ten years ({p})."


def levers(a: Answer | Assessment) -> list[TornadoPart]:
    """What a reader can pull or watch: entries, theories, codings and events, the largest first."""
    return [part for part in a.tornado if not part.is_method]


def choices_of_method(a: Answer | Assessment) -> list[TornadoPart]:
    """What history the case is compared with, which no partner can change, the largest first."""
    return [part for part in a.tornado if part.is_method]


def history_of_rupture(a: Answer | Assessment) -> CoveragePart:
    """What years history covers for the headline, and how old the last is."""
    return next(part for part in a.coverage if (part.of, part.id) == ("outcome", "rupture"))


def sentence(text: str) -> str:
    """A text as one sentence, with a capital and one full stop.

    >>> sentence("the treaty ends."), sentence("No drift")
    ('The treaty ends.', 'No drift.')
    """
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def adds_nothing(a: Answer | Assessment) -> bool:
    """Whether no lens moves it, or less than the setting ``least_evidence`` asks for."""
    least = a.provenance.settings["least_evidence"]
    return not a.confidence.adds or a.verdict.adds_to_base < least


def why_base_rate(a: Answer | Assessment) -> str:
    """Why the verdict is the base rate though theories move it; empty if it is not, or none do."""
    if not a.confidence.adds or not adds_nothing(a):
        return ""
    least = a.provenance.settings["least_evidence"]
    return (
        f"{_PULL} by {a.verdict.adds_to_base:.2f} of its spread, where the verdict asks for "
        f"{least:.2f}."
    )


def weakest(a: Answer | Assessment) -> ReasonPart | None:
    """The first of the worst-graded grounds of confidence; None where all are strong."""
    for grade in ("weak", "middling"):
        for reason in a.confidence.reasons:
            if reason.grade == grade:
                return reason
    return None
