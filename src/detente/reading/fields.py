"""Fields of each kind of proposal: what docs/reading.md describes, as a table.

The app makes inputs of it, a model's answers are checked against it. Fields marked ``own`` are for
the words of the person who accepts; no reader fills them.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from detente.document.labels import Hedge
from detente.reading.proposal import ProposalKind

DeedStatus = Literal["given", "promised", "denied", "predecided"]
Shape = Literal["text", "list", "choice", "share", "day"]
Choices = tuple[tuple[str, str], ...]

KIND_WORDS: dict[ProposalKind, tuple[str, str]] = {
    "actor": ("Actor", "actors"),
    "relation": ("Relation", "relations"),
    "hedge": ("Hedge", "hedges"),
    "attribution": ("Attribution", "attributions"),
    "conditional": ("Conditional", "conditionals"),
    "date": ("Date", "dates"),
    "survey": ("Survey figure", "survey figures"),
    "tie": ("Tie", "ties"),
    "threat": ("Threat", "threats"),
    "issue": ("Issue", "issues"),
    "deed": ("Deed", "deeds"),
    "stance": ("Stance of the author", "stances"),
    "scheduled": ("Scheduled event", "scheduled events"),
    "bearing": ("Bears on a number", "words that bear on a number"),
}


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One field.

    Attributes
    ----------
    name, label : str
        Its key, and what a page calls it.
    shape : Shape
        ``text``, ``list`` (of texts), ``choice``, ``share`` (0 to 1) or ``day`` (ISO).
    choices : tuple of (str, str)
        Values that can be chosen, and their words; ``true`` and ``false`` stand for a yes or no.
    own : bool
        True if it holds the words of the person who accepts.
    """

    name: str
    label: str
    shape: Shape = "text"
    choices: Choices = ()
    own: bool = False


def _plain(*values: str) -> Choices:
    return tuple((v, v.replace("-", " ")) for v in values)


FLAG: Choices = (("true", "yes"), ("false", "no"))
_QUAD: Choices = (
    ("1", "talk, friendly"),
    ("2", "deed, friendly"),
    ("3", "talk, hostile"),
    ("4", "deed, hostile"),
)
_ROOTS = _plain(
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
_BANDS = _plain(*get_args(Hedge))
_GRAIN = FieldCard(
    "granularity", "exact to", "choice", _plain("day", "month", "season", "year", "decade")
)
_TYPES = _plain("state", "government", "leader", "public", "faction", "organisation", "movement")
_WHO = _plain("official", "expert", "survey", "media", "party", "other")
_FORMS = _plain("if", "unless", "should", "would", "could", "remains", "other")
_NUMBERS = _plain("position", "salience", "severity", "adversity", "probability")

_SAYS = FieldCard("says", "claim (your words)", own=True)

FIELDS: dict[ProposalKind, tuple[FieldCard, ...]] = {
    "actor": (
        FieldCard("actor", "actor"),
        FieldCard("name", "name"),
        FieldCard("type", "type", "choice", _TYPES),
        FieldCard("candidates", "could be", "list"),
    ),
    "relation": (
        FieldCard("source", "from"),
        FieldCard("target", "to"),
        FieldCard("directed", "one way", "choice", FLAG),
        FieldCard("quad", "class", "choice", _QUAD),
        FieldCard("root", "what", "choice", _ROOTS),
        _SAYS,
    ),
    "hedge": (FieldCard("band", "how likely", "choice", _BANDS),),
    "attribution": (
        FieldCard("who", "who says it"),
        FieldCard("type", "type", "choice", _WHO),
        FieldCard("mode", "words", "choice", (("direct", "quoted"), ("indirect", "reported"))),
        _SAYS,
    ),
    "conditional": (
        FieldCard("if", "if (your words)", own=True),
        FieldCard("then", "then (your words)", own=True),
        FieldCard("form", "form", "choice", _FORMS),
        FieldCard("negated", "negated", "choice", FLAG),
        _SAYS,
    ),
    "date": (
        FieldCard("first", "first day", "day"),
        FieldCard("last", "last day", "day"),
        _GRAIN,
        FieldCard("relative", "relative", "choice", FLAG),
    ),
    "survey": (
        FieldCard("pollster", "pollster"),
        FieldCard("item", "item"),
        FieldCard("public", "public"),
        FieldCard("share", "share", "share"),
        FieldCard("date", "date", "day"),
        FieldCard("earlier_share", "earlier share", "share"),
        FieldCard("earlier_date", "earlier date", "day"),
        FieldCard("subgroup", "only of"),
        FieldCard("direction", "direction", "choice", _plain("up", "down", "same")),
        FieldCard("against", "against", "share"),
        _SAYS,
    ),
    "tie": (
        FieldCard("a", "one"),
        FieldCard("b", "other"),
        FieldCard("sign", "sign", "choice", (("+", "+ friendly"), ("-", "− hostile"))),
        _SAYS,
    ),
    "threat": (FieldCard("actor", "from"), FieldCard("to", "to", "list"), _SAYS),
    "issue": (FieldCard("label", "label"), FieldCard("sides", "sides", "list"), _SAYS),
    "deed": (
        FieldCard("giver", "giver"),
        FieldCard("receiver", "receiver"),
        FieldCard(
            "status",
            "status",
            "choice",
            (*_plain("given", "promised", "denied"), ("predecided", "decided before")),
        ),
        FieldCard("form", "form", "choice", _plain("verbal", "material")),
        FieldCard("date", "day", "day", own=True),
        _SAYS,
    ),
    "stance": (FieldCard("leans", "leans", "choice", _plain("durable", "fragile", "open")), _SAYS),
    "scheduled": (
        FieldCard("label", "event"),
        FieldCard("date", "date", "day"),
        _GRAIN,
        _SAYS,
    ),
    "bearing": (
        FieldCard("number", "number", "choice", _NUMBERS),
        FieldCard("about", "about"),
        _SAYS,
    ),
}
