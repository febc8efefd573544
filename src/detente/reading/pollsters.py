"""The pollster that a sentence names."""

import re
from functools import lru_cache

_NAME = (
    r"(?:[A-Z][\w&'’.-]*\w|[A-Z])"
    r"(?:(?:\s+(?:of|for|and|on|de|the|&))*\s+(?:[A-Z][\w&'’.-]*\w|[A-Z]))*"
)
_ASKED = (
    r"(?i:conducted|carried\s+out|taken|published|released|commissioned|done|made|run|undertaken"
    r"|produced|organi[sz]ed|administered|polled|asked|interviewed|surveyed|questioned)"
)
_POLL = (
    r"(?i:(?:opinion\s+|telephone\s+|public\s+|tracking\s+)*(?:polls?|surveys?|polling|study"
    r"|interviews?))"
)
_HOUSE = (
    r"(?:Institute|Cent(?:er|re)|Foundation|Fund|Group|Research|Polls?|Opinion|Agency|Barometer"
    r"|Studies|Gallup|Pew|Levada|Harris|Ipsos|YouGov|MORI|Zogby|Eurobarometer|Survey|Surveys"
    r"|Pollsters|Polling|Bureau|Council|University|Monitor|Data|Insight|Observatory|Laboratory)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_POLL}\b[^.;]{{0,60}}?\bby\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+){{0,4}}?({_NAME})",
        rf"\b{_ASKED}\b[^.;,]{{0,40}}?\bby\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+){{0,4}}?({_NAME})",
        rf"\b(?i:polling|survey|research|pollsters?)\s+(?i:at|from|of|institute|agency|firm|company"
        rf"|group|organi[sz]ation|house)\s+(?:at\s+)?(?:the\s+)?({_NAME})",
        rf"\b{_POLL}\s+(?:from|of|for)\s+(?:the\s+)?((?=[^.,;]*\b{_HOUSE}\b){_NAME})",
        rf"\b(?i:according\s+to)\s+(?:the\s+)?((?=[^.,;]*\b{_HOUSE}\b){_NAME})",
        rf"\b(?i:the|an?|its|latest)\s+(?:[a-z0-9-]+\s+){{0,2}}?({_NAME})(?:['’]s)?\s+"
        rf"(?:[a-z]+\s+)?{_POLL}\b",
        rf"^\W*(?:The\s+)?({_NAME})(?:,[^,]+,)?\s+(?i:asked|polled|surveyed|found"
        rf"|interviewed|questioned|reported"
        r"|put\s+the|measured)\b",
        rf"\b(?i:says|said|reports|reported)\s+(?:the\s+)?((?=[^.,;]*\b{_HOUSE}\b){_NAME})",
        rf"\b((?=[^.,;]*\b{_HOUSE}\b){_NAME})\s+(?i:says|said|found|reports|reported)\b",
        rf"\b(?i:told)\s+(?:the\s+)?((?=[^.,;]*\b{_HOUSE}\b){_NAME})",
    )
)
_NO_NAME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Spring|Summer|Autumn|Winter|The|In"
    r"|A|An|On|By|Of|But|And|It|That|This|When|Most|Some|Only|Another|NATO|EU|UN)\b"
)


@lru_cache(maxsize=256)
def pollster(words: str, states: tuple[str, ...]) -> str | None:
    """Name of the house that took a survey, as written.

    Parameters
    ----------
    words : str
        The sentence.
    states : tuple of str
        Words in it that name a state or its people: *a Russian poll* names no house.
    """
    for pattern in _PATTERNS:
        for m in pattern.finditer(words):
            name = m[1].removesuffix("'s").removesuffix("’s")
            if name not in states and not _NO_NAME.fullmatch(name.split()[0]):
                return name
            rest = name.partition(" ")[2]
            if len(rest) > 2 and rest[0].isupper() and _NO_NAME.match(name):
                return rest
    return None
