"""The brief as one self-contained HTML page: no script, no network, no external file.

The page shows the blocks of :func:`detente.brief.context.brief` and computes nothing. Text of a
case is untrusted: Jinja2 escapes all of it, and charts are drawn from it as data only.
"""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from detente.brief import charts, words
from detente.brief.blocks import Brief
from detente.brief.context import brief
from detente.brief.sections import catalogue
from detente.document.assessment import Assessment

if TYPE_CHECKING:
    from jinja2 import Environment

_WRITTEN = ("percent", "interval", "between", "number", "signed", "points", "factor", "day")


def page(assessment: Assessment) -> str:
    """Write the brief of one assessment as HTML.

    Parameters
    ----------
    assessment : Assessment
        The document, as returned by ``assess`` or read back from its JSON.

    Returns
    -------
    str
        A complete page. The same document gives the same bytes.

    Examples
    --------
    >>> from detente.assessment.assess import assess
    >>> page(assess("anglo-japanese-1905")).splitlines()[0]
    '<!doctype html>'
    """
    return write(brief(assessment))


def write(page: Brief) -> str:
    """Write a page of blocks as HTML, such as that of `detente.brief.pulse.brief`."""
    return _render("page.html.j2", page)


def fragment(assessment: Assessment, *sections: str) -> str:
    """Write some sections of the brief, by id, to embed in another page.

    Parameters
    ----------
    assessment : Assessment
        The document.
    *sections : str
        Ids as in :func:`section_ids`; links to other sections remain.

    Raises
    ------
    KeyError
        If no section has that id.
    """
    whole = brief(assessment)
    by_id = {s.id: s for s in whole.sections}
    chosen = tuple(by_id[s] for s in sections)
    return _render("fragment.html.j2", replace(whole, sections=chosen))


def section_html(page: Brief, place: int, files: tuple[str, str] | None = None) -> str:
    """Write one section of the brief; only its charts are drawn.

    Parameters
    ----------
    page : Brief
        The page context.
    place : int
        Number of the section, from 1.
    files : (str, str), optional
        Start and end of the addresses from which charts and tables can be had as files; without
        them the section has no such links.
    """
    write = _templates().get_template("blocks.j2").module.section  # type: ignore[attr-defined]
    return str(write(page.sections[place - 1], place, files))


def section_ids() -> list[str]:
    """Ids of all sections, in the order of the brief."""
    return list(catalogue())


def chart(assessment: Assessment, name: str) -> str:
    """Write one chart as a figure; empty if the document has nothing to draw.

    Parameters
    ----------
    assessment : Assessment
        The document.
    name : str
        Name of the chart in :func:`detente.brief.charts.catalogue`.
    """
    figure = _templates().get_template("blocks.j2").module.figure  # type: ignore[attr-defined]
    specs = charts.specs(assessment, name)
    return "".join(str(figure(name, charts.figure(spec), None)) for spec in specs)


def environment() -> "Environment":
    """The templates, with escaping on and filters for numbers and dates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("detente.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update({name: getattr(words, name) for name in _WRITTEN})
    env.filters["drawn"] = lambda block: charts.figure(block.spec)
    env.filters["kind"] = lambda block: type(block).__name__.lower()
    return env


@cache
def _templates() -> "Environment":
    """The templates, compiled once."""
    return environment()


def _render(template: str, page: Brief) -> str:
    return _templates().get_template(template).render(b=page) + "\n"
