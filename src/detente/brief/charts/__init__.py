"""The brief's charts: one file each, discovered by import. Document in, Vega-Lite spec out."""

import importlib
import pkgutil

from detente.brief.charts.theme import ChartFigure, Draw, Spec, figure, known_charts, svg
from detente.document.assessment import Assessment

__all__ = ["ChartFigure", "Spec", "catalogue", "draw", "figure", "specs", "svg"]


def catalogue() -> dict[str, Draw]:
    """Every chart of the brief by name: all functions that ``@chart`` named in this package."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return known_charts()


def specs(a: Assessment, name: str) -> list[Spec]:
    """The Vega-Lite specs of one chart; none where the document has nothing to draw.

    Parameters
    ----------
    a : Assessment
        The document.
    name : str
        Name of the chart in `catalogue`.
    """
    drawn = catalogue()[name](a)
    return [] if drawn is None else drawn if isinstance(drawn, list) else [drawn]


def draw(a: Assessment, name: str) -> list[ChartFigure]:
    """One chart as inline SVG with its title and text alternative.

    Parameters
    ----------
    a, name
        As `specs` takes them.

    Returns
    -------
    list of ChartFigure
        Several where one would be too tall for a page.
    """
    return [figure(spec) for spec in specs(a, name)]
