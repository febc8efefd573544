"""Whether words say that a share rose or fell."""

import re
from typing import Literal

Direction = Literal["up", "down", "same", ""]

_UP = re.compile(
    r"\b(?:rose|risen|rising|rises?|increas\w+|grew|grown|growing|climb\w+|jump\w+|up"
    r"|gain\w*|surg\w+"
    r"|doubled|swell\w+|swollen|higher|soar\w+|edged\s+up|crept)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fewer|less|fell|fallen|falling|falls?|drop\w*|declin\w+|slipped|slid|sank|sunk"
    r"|shrank|shrunk|down"
    r"|lost|plung\w+|erod\w+|dwindl\w+|halved|lower|decreas\w+|collaps\w+|slump\w+|tumbl\w+)\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:unchanged|steady|the\s+same|stable|static|flat)\b", re.IGNORECASE)


def direction(words: str) -> Direction:
    """``up``, ``down`` or ``same`` as the words say, or nothing."""
    if sign := re.search(r"\([-−–+]\s?$", words):
        return "up" if "+" in sign[0] else "down"
    up, down = _UP.search(words), _DOWN.search(words)
    if up and (not down or up.start() < down.start()):
        return "up"
    if down:
        return "down"
    return "same" if _SAME.search(words) else ""
