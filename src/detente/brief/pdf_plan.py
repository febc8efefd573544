"""Where each chart of the PDF goes: into the text if there is room, else on top of the next page.

Room depends on where the charts before have gone, so drafts are set until the plan stays: a chart
is settled as soon as those before it are. It takes about five drafts of half a second.
"""

import json
from typing import Any

SMALLEST = 0.8  # of full size; type in a chart stays above 6 points
MOST = 12  # drafts; if the plan has not settled by then, some page ends early

Plan = dict[str, float]
Room = tuple[str, int, float, float, float]  # chart, page, height with title, room, height without


def plan(source: bytes, brief: dict[str, Any]) -> Plan:
    """Share of full size of each chart by name, or 0 where it goes on top of the next page.

    Parameters
    ----------
    source : bytes
        The Typst template.
    brief : dict
        The page context as given to the template.
    """
    inputs = {"brief": json.dumps(_without_drawings(brief), ensure_ascii=False), "draft": "yes"}
    found: Plan = {}
    for _ in range(MOST):
        if (better := _next(source, inputs, found)) == found:
            break
        found = better
    return found


def _next(source: bytes, inputs: dict[str, str], before: Plan) -> Plan:
    import typst

    given = {**inputs, "plan": json.dumps(before)}
    return decided(json.loads(typst.query(source, "<room>", field="value", sys_inputs=given)))


def decided(rooms: list[Room]) -> Plan:
    """Plan for the charts of a draft, in order; none may overtake one that waits."""
    found: Plan = {}
    waiting = 0  # the page from which a chart was sent to the next
    for name, page, asked, left, picture in rooms:
        found[name] = _share(asked, left, picture) if page > waiting else 0.0
        waiting = page if found[name] == 0 else waiting
    return found


def _share(asked: float, left: float, picture: float) -> float:
    """Share of full size at which a chart fits; its title stays as high as it is.

    >>> _share(asked=320, left=400, picture=300), _share(asked=320, left=290, picture=300)
    (1.0, 0.9)
    >>> _share(asked=320, left=200, picture=300)
    0.0
    """
    share = min(1.0, int(100 * (picture - asked + left) / picture) / 100)
    return share if share >= SMALLEST else 0.0


def _without_drawings(brief: dict[str, Any]) -> dict[str, Any]:
    """The context for a draft: a chart is known by its size."""
    sections = [
        {**s, "blocks": [{k: v for k, v in b.items() if k != "svg"} for b in s["blocks"]]}
        for s in brief["sections"]
    ]
    return {**brief, "sections": sections}
