"""Registration of sections by id, title and place; and the charts within them."""

from collections.abc import Callable, Iterable, Iterator

from detente.brief import blocks, charts
from detente.brief.blocks import Block, Chart, Section
from detente.document.assessment import Assessment

Write = Callable[[Assessment], Section]
_sections: dict[str, tuple[int, Write]] = {}


def section(
    key: str, title: str, *, place: int
) -> Callable[[Callable[[Assessment], Iterable[Block]]], Write]:
    """Register a function that yields blocks as a section of the brief.

    Parameters
    ----------
    key : str
        Id of the section, unique in the brief.
    title : str
        Its heading, without a number.
    place : int
        Sections are sorted by it.

    Returns
    -------
    callable
        A decorator; the decorated function returns a `Section`.
    """

    def named(blocks: Callable[[Assessment], Iterable[Block]]) -> Write:
        def write(a: Assessment) -> Section:
            return Section(id=key, title=title, blocks=tuple(blocks(a)))

        write.__doc__ = blocks.__doc__
        _sections[key] = (place, write)
        return write

    return named


def known_sections() -> dict[str, Write]:
    """Every section whose module was imported, by id, in order."""
    return {key: write for key, (_, write) in sorted(_sections.items(), key=lambda s: s[1][0])}


def chart(a: Assessment, name: str, *, table: str) -> Iterator[Chart]:
    """The blocks of a chart; none where the document has nothing to draw.

    Parameters
    ----------
    a : Assessment
        The document.
    name : str
        Name of the chart in `detente.brief.charts.catalogue`.
    table : str
        Key of the table, in the same section, that holds its figures.
    """
    for k, spec in enumerate(charts.specs(a, name), 1):
        yield blocks.chart(name if k == 1 else f"{name}-{k}", spec, table=table)
