"""Terms: every technical term of the brief with its definition."""

from collections.abc import Iterator

from detente.brief.answer import fate_name, ladder, sentence
from detente.brief.blocks import Block, column, paragraph, row, table
from detente.brief.sections._register import section
from detente.document.assessment import Assessment, OutcomePart

_WORDS = {
    "interval": (
        "interval",
        "Nine of ten simulated values lie in it: 5% are below, 5% above. Written 55% (44% to 65%).",
    ),
    "probability": (
        "words of probability",
        "ICD 203: almost no chance below 5%, very unlikely to 20%, unlikely to 45%, roughly even "
        "chance to 55%, likely to 80%, very likely to 95%, almost certain above.",
    ),
    "class": (
        "reference class",
        "A set of past partnerships to which the case belongs by a stated rule. How many of them "
        "ended, and when, is its base rate.",
    ),
    "base-rate": ("base rate", "How often an outcome came in history, whatever the case codes."),
    "lens": (
        "lens",
        "One theory of why partnerships last or end. It reads one number off the case, and a "
        "weight turns that into a change of the odds of rupture.",
    ),
    "learned": ("learned weight", "A weight of a lens that was estimated from history."),
    "judged": ("judged", "Set by a person with a stated range, because history has no data on it."),
    "log-odds": (
        "log-odds",
        "The natural logarithm of the odds p / (1 − p). Adding 0.69 doubles the odds, subtracting "
        "0.69 halves them.",
    ),
    "lever": (
        "lever",
        "One coded value of the case that could be otherwise, moved while all others stay.",
    ),
    "signpost": (
        "signpost",
        "A dated observation that will say more: the forecast is given for either result.",
    ),
    "fault-line": ("fault line", "A quarrel that the case names as what may break the two apart."),
    "vintage": ("vintage", "What had been learned from history by the start of one year, no more."),
    "confidence": (
        "confidence",
        "The quality of the evidence behind a judgement; it is no probability and changes none.",
    ),
}


@section("terms", "Terms", place=135)
def terms(a: Assessment) -> Iterator[Block]:
    """Outcomes and fates as the document defines them, then the words of the method."""
    yield paragraph("Definitions of the terms that are underlined with dots in this brief.")
    outcomes = [row(o.label, _outcome(o), key=f"term-{id_}") for id_, o in ladder(a)]
    fates = [row(fate_name(f), sentence(f.meaning), key=f"term-fate-{f.id}") for f in a.fates]
    words = [row(name, says, key=f"term-{key}") for key, (name, says) in _WORDS.items()]
    yield table(
        "terms",
        "Terms and definitions",
        [column("Term", 1), column("Definition", 4)],
        [*outcomes, *fates, *words],
    )


def _outcome(o: OutcomePart) -> str:
    history = f" In history: {sentence(o.history)}" if o.history else ""
    return f"{sentence(o.definition)}{history}"
