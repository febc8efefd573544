"""The signed network of the actors."""

from collections.abc import Iterator

from detente.brief.blocks import Block, Row, column, paragraph, row, table
from detente.brief.sections._register import chart, section
from detente.brief.words import number
from detente.document.assessment import Assessment
from detente.document.case import ActorPart, TiePart


@section("network", "Who is with whom", place=100)
def network(a: Assessment) -> Iterator[Block]:
    """The picture, and third parties with their ties to each partner."""
    actors, ties = a.network.actors, a.network.ties
    if not ties:
        yield paragraph("The case contains no network.")
        return
    yield paragraph(
        "Solid lines are positive ties, dashed lines negative ones; thicker is stronger. The "
        "partners are the two filled circles."
    )
    yield from chart(a, "network", table="network")
    names = {x.id: x.name for x in actors}
    yield table(
        "network",
        "Every tie, those of the partners first",
        [column("Tie", 2.4), column("Sign"), column("Kind", 2), column("Strength")],
        [_tie(t, names) for t in sorted(ties, key=lambda t: not _own(t, actors, a))],
        "folded",
    )


def _own(t: TiePart, actors: list[ActorPart], a: Assessment) -> bool:
    partners = {x.id for x in actors if x.name in a.partnership.members}
    return bool({t.a, t.b} & partners)


def _tie(t: TiePart, names: dict[str, str]) -> Row:
    sign = "positive (+)" if t.sign == "+" else "negative (−)"
    return row(f"{names.get(t.a, t.a)} and {names.get(t.b, t.b)}", sign, t.kind, number(t.strength))
