"""The brief of a pair without data: what detente ships of it, in the order of page one.

With data `detente assess A B` writes the whole brief (`detente.brief.context`).
"""

from collections.abc import Iterator

from detente.brief.answer import OF_A_PAIR, sentence
from detente.brief.blocks import (
    Block,
    Brief,
    Table,
    chart,
    column,
    figures,
    page,
    paragraph,
    strong,
    table,
)
from detente.brief.charts.fates import fates_spec
from detente.brief.sections.bottom_line import fates_table
from detente.brief.words import day, number, ranged, signed
from detente.document.pair import PairDocument
from detente.document.percent import percent
from detente.history.covariate_labels import covariate_label
from detente.history.outcomes import OUTCOME_CARDS

_YEARS = ("1", "5", "10")


def brief(p: PairDocument) -> Brief:
    """Write the brief of a pair, in blocks.

    Parameters
    ----------
    p : PairDocument
        The document.
    """
    ties = ", ".join(p.ties or p.informal)
    return page(
        ("bottom-line", "Bottom line", _bottom_line(p)),
        ("pulls", "What moves it", _moves(p)),
        ("world", "Among all partnerships", _world(p)),
        ("ages", "How old the information is", _ages(p)),
        case="-".join(map(str, p.ccodes)),
        title=_names(p),
        label=p.verdict or "forecast",
        dateline=f"{_names(p)} · as of {day(p.as_of)} · {ties}",
        format_=p.format,
    )


def _names(p: PairDocument) -> str:
    return " and ".join(p.states)


def _bottom_line(p: PairDocument) -> Iterator[Block]:
    yield paragraph(f"Will the partnership of {_names(p)} last?", kind="question")
    if p.verdict:
        yield paragraph(p.verdict, kind="verdict")
        if p.verdict == "base rate only":
            yield paragraph(strong(OF_A_PAIR), kind="alarm")
        yield paragraph(p.words, kind="lead")
        yield chart("fates", fates_spec(p.fates), table="fates")
        yield fates_table(p.fates, defined=False)
    yield _outcomes(p)
    yield paragraph(sentence(p.note), kind="note")


def _outcomes(p: PairDocument) -> Table:
    return table(
        "ladder",
        f"Outcomes: probability that each occurs, from {day(p.as_of)}",
        [
            column("Outcome", 1.4),
            *(column(f"within {h} year{'s' * (h != '1')}", 1.4) for h in _YEARS),
            column("History to"),
        ],
        [
            (
                OUTCOME_CARDS[outcome].label,
                *(ranged(chances[h]) for h in _YEARS),
                str(p.known_to[outcome]),
            )
            for outcome, chances in p.outcomes.items()
        ],
    )


def _moves(p: PairDocument) -> Iterator[Block]:
    if p.readings:
        yield table(
            "lenses",
            "What each theory reads of the two, the largest effect first",
            [
                column("Lens", 2),
                figures("Reading, standard deviations from the mean of history", 2),
                figures("Effect on rupture, log-odds, mean of ten years", 2),
            ],
            [(r.label, signed(r.deviations, 1), signed(r.effect)) for r in p.readings],
        )
    yield table(
        "drivers",
        "The ties and lenses that move rupture most in years 2 to 5, against the mean of all pairs",
        [column("What", 2), figures("Value in the model"), figures("Effect, log-odds")],
        [(covariate_label(d.name), number(d.value), signed(d.effect)) for d in p.drivers],
    )
    yield paragraph(
        "A positive effect makes rupture more likely. Distance, power, years and numbers of events "
        "enter the model as logarithms. A lens that is not listed has no data on the "
        "two, which is not a reading of zero."
    )


def _world(p: PairDocument) -> Iterator[Block]:
    yield paragraph(sentence(p.place))
    yield table(
        "near",
        "Next to it: chance of rupture within five years",
        [column("Pair", 3), figures("Probability")],
        [(" – ".join(n.states), percent(n.p5, 1)) for n in p.near],
    )


def _ages(p: PairDocument) -> Iterator[Block]:
    if p.treaties:
        yield paragraph(sentence(p.treaties))
    if not p.facts_to:
        yield paragraph("Every fact is of the year before.")
        return
    yield table(
        "facts",
        "Facts that are old; hazards were fitted on history seen as late",
        [column("Known to"), column("What", 4)],
        [(str(last), ", ".join(names)) for last, names in p.facts_to.items()],
    )
