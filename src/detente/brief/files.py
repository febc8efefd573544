"""The brief as a zip of files: every table as CSV, every chart as PNG, SVG and CSV."""

from collections.abc import Callable

from detente.brief.archive import pack
from detente.brief.blocks import Block, Brief, Chart, Table
from detente.brief.charts import theme
from detente.brief.context import brief
from detente.brief.figures_csv import chart_csv, table_csv
from detente.document.assessment import Assessment

CHART_FORMS: dict[str, Callable[[theme.Spec], bytes]] = {
    "png": theme.png,
    "svg": lambda spec: theme.svg(spec).encode(),
    "csv": chart_csv,
}


def write(assessment: Assessment) -> bytes:
    """Every table and chart of one assessment; the same document gives the same bytes."""
    return pack_page(brief(assessment))


def pack_page(page: Brief) -> bytes:
    """Every table and chart of a page of blocks, such as that of `detente.brief.pair.brief`."""
    return pack(dict(file for block in blocks(page) for file in _files(block)))


def blocks(page: Brief) -> list[Block]:
    """All blocks of a brief in order."""
    return [block for section in page.sections for block in section.blocks]


def _files(block: Block) -> list[tuple[str, bytes]]:
    if isinstance(block, Table):
        return [(f"{block.id.removeprefix('t-')}.csv", table_csv(block))]
    if isinstance(block, Chart):
        forms = CHART_FORMS.items()
        return [(f"chart-{block.name}.{kind}", draw(block.spec)) for kind, draw in forms]
    return []
