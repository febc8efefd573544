"""Placement of charts in the PDF: in the text if there is room, else at the top of the next page.

The room depends on the placement of earlier charts, so drafts are typeset until the plan no longer
changes. It takes about five drafts of half a second.
"""

import json
from typing import Any

from detente.brief.typeset import query_metadata

SMALLEST = 0.8  # of full size; type in a chart stays above 6 points
MOST = 12  # drafts; if the plan still changes after that, some page ends early

Plan = dict[str, float]
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
    inputs = {"brief": json.dumps(_without_drawings(brief), ensure_ascii=False), "draft": "yes"}
    placement: Plan = {}
    for _ in range(MOST):
        if (better := _next(source, inputs, placement)) == placement:
            break
        placement = better
    return placement


def _next(source: bytes, inputs: dict[str, str], before: Plan) -> Plan:
    given = {**inputs, "plan": json.dumps(before)}
    return plan_charts(query_metadata(source, given, "<room>"))


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
