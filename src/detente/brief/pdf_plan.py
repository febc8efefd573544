"""Placement of charts in the PDF: in the text if there is room, else at the top of the next page.

The room depends on the placement of earlier charts, so drafts are typeset until the plan no longer
changes. It takes about five drafts of half a second.
"""

import json
from typing import Any

from detente.brief.typeset import query_metadata
from detente.errors import DetenteError

SMALLEST = 0.8  # of full size; type in a chart stays above 6 points
MOST = 12  # drafts; if the plan still changes after that, some page ends early

Plan = dict[str, float]
Places = dict[str, tuple[int, float, float]]  # page, and points from its left and its top
Room = tuple[str, int, float, float, float]  # chart, page, height with title, room, height without


def chart_sizes(source: bytes, brief: dict[str, Any]) -> Plan:
    """Share of full size of each chart by name, or 0 where it goes to the top of the next page.

    Parameters
    ----------
    source : bytes
        The Typst template.
    brief : dict
        The page context as given to the template.
    """
    inputs = {"brief": json.dumps(_without_drawings(brief), ensure_ascii=False), "mode": "room"}
    placement: Plan = {}
    for _ in range(MOST):
        if (better := _next(source, inputs, placement)) == placement:
            break
        placement = better
    return placement


def link_places(source: bytes, inputs: dict[str, str], targets: list[str]) -> Places:
    """Page and position of each place that a link goes to, in the PDF that these inputs make.

    The number of a page is printed where its chart is missing, and might wrap a line: the brief is
    set with the places of the set before, until they are those that it was given.

    Parameters
    ----------
    source : bytes
        The Typst template.
    inputs : dict of str
        ``brief`` and ``plan``, as the PDF is set with.
    targets : list of str
        Ids of the places.

    Raises
    ------
    DetenteError
        If places still move after `MOST` sets.
    """
    asked = {**inputs, "mode": "places", "targets": json.dumps(targets)}
    places: Places = {}
    for _ in range(MOST):
        [now] = query_metadata(source, {**asked, "places": json.dumps(places)}, "<report>")
        if now == places:
            return places
        places = now
    raise DetenteError("the pages of the PDF do not settle; write the brief as .html, .docx or .md")


def _next(source: bytes, inputs: dict[str, str], before: Plan) -> Plan:
    given = {**inputs, "plan": json.dumps(before)}
    [rooms] = query_metadata(source, given, "<report>")
    return plan_charts(rooms)


def plan_charts(rooms: list[Room]) -> Plan:
    """Plan for the charts of a draft, in order; a chart never precedes one that was moved on."""
    placement: Plan = {}
    waiting = 0  # the page from which a chart was moved to the next
    for name, page, needed, left, picture in rooms:
        placement[name] = _share(needed, left, picture) if page > waiting else 0.0
        waiting = page if placement[name] == 0 else waiting
    return placement


def _share(needed: float, left: float, picture: float) -> float:
    """Share of full size at which a chart fits; its title stays as high as it is.

    >>> _share(needed=320, left=400, picture=300), _share(needed=320, left=290, picture=300)
    (1.0, 0.9)
    >>> _share(needed=320, left=200, picture=300)
    0.0
    """
    share = min(1.0, int(100 * (picture - needed + left) / picture) / 100)
    return share if share >= SMALLEST else 0.0


def _without_drawings(brief: dict[str, Any]) -> dict[str, Any]:
    """The context for a draft: a chart is known by its size."""
    sections = [
        {**s, "blocks": [{k: v for k, v in b.items() if k != "svg"} for b in s["blocks"]]}
        for s in brief["sections"]
    ]
    return {**brief, "sections": sections}
