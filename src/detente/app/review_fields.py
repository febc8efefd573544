"""Fields of a proposal as a person edits them: one line of text, a choice, a list, a share.

A field that was not touched keeps its value exactly, whatever a form makes of it: a text with a
line break, a share with twelve digits and a value that no choice offers all come back as they were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from unicodedata import category

from detente.errors import DataError
from detente.reading.proposal import Fields, Kind, Value

MAX_VALUE = 2000  # characters of one field
PREFIX = "field."  # of the name of an input
Shape = Literal["text", "list", "choice", "share", "day"]
Choices = tuple[tuple[str, str], ...]

KIND_WORDS: dict[Kind, tuple[str, str]] = {
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
    """One field: its key, its label, how it is edited, and what can be chosen."""

    name: str
    label: str
    shape: Shape = "text"
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a card, with its present value as text."""

    name: str
    label: str
    value: str
    choices: Choices
    hint: str


def _plain(*values: str) -> Choices:
    return tuple((v, v.replace("-", " ")) for v in values)


_FLAG: Choices = (("true", "yes"), ("false", "no"))
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
_BANDS = _plain(
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even",
    "likely",
    "very-likely",
    "almost-certain",
)
_GRAIN = FieldCard(
    "granularity", "exact to", "choice", _plain("day", "month", "season", "year", "decade")
)
_TYPES = _plain("state", "government", "leader", "public", "faction", "organisation", "movement")
_WHO = _plain("official", "expert", "survey", "media", "party", "other")
_FORMS = _plain("if", "unless", "should", "would", "could", "remains", "other")
_NUMBERS = _plain("position", "salience", "severity", "adversity", "probability")

FIELDS: dict[Kind, tuple[FieldCard, ...]] = {
    "actor": (
        FieldCard("actor", "actor"),
        FieldCard("name", "name"),
        FieldCard("type", "type", "choice", _TYPES),
        FieldCard("candidates", "could be", "list"),
    ),
    "relation": (
        FieldCard("source", "from"),
        FieldCard("target", "to"),
        FieldCard("directed", "one way", "choice", _FLAG),
        FieldCard("quad", "class", "choice", _QUAD),
        FieldCard("root", "what", "choice", _ROOTS),
    ),
    "hedge": (FieldCard("band", "how likely", "choice", _BANDS),),
    "attribution": (
        FieldCard("who", "who says it"),
        FieldCard("type", "type", "choice", _WHO),
        FieldCard("mode", "words", "choice", (("direct", "quoted"), ("indirect", "reported"))),
    ),
    "conditional": (
        FieldCard("form", "form", "choice", _FORMS),
        FieldCard("negated", "negated", "choice", _FLAG),
    ),
    "date": (
        FieldCard("first", "first day", "day"),
        FieldCard("last", "last day", "day"),
        _GRAIN,
        FieldCard("relative", "relative", "choice", _FLAG),
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
    ),
    "tie": (
        FieldCard("a", "one"),
        FieldCard("b", "other"),
        FieldCard("sign", "sign", "choice", (("+", "+ friendly"), ("-", "− hostile"))),
    ),
    "threat": (FieldCard("actor", "from"), FieldCard("to", "to", "list")),
    "issue": (FieldCard("label", "label"), FieldCard("sides", "sides", "list")),
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
    ),
    "stance": (FieldCard("leans", "leans", "choice", _plain("durable", "fragile", "open")),),
    "scheduled": (
        FieldCard("label", "event"),
        FieldCard("date", "date", "day"),
        _GRAIN,
    ),
    "bearing": (
        FieldCard("number", "number", "choice", _NUMBERS),
        FieldCard("about", "about"),
    ),
}
_HINTS: dict[Shape, str] = {
    "text": "",
    "choice": "",
    "list": "several: commas between",
    "share": "such as 41%",
    "day": "year-month-day",
}


def cards(kind: Kind, fields: Fields) -> Iterator[FieldCard]:
    """Fields of a kind, then those that a reader gave beyond them."""
    yield from FIELDS[kind]
    known = {card.name for card in FIELDS[kind]}
    for name, value in fields.items():
        if name not in known:
            yield FieldCard(name, name, *_guess(value))


def _guess(value: Value) -> tuple[Shape, Choices]:
    if isinstance(value, bool):
        return "choice", _FLAG
    return ("list", ()) if isinstance(value, tuple) else ("text", ())


def inputs(kind: Kind, fields: Fields) -> list[Input]:
    """Inputs of a card, in the order of the kind's fields.

    Parameters
    ----------
    kind : str
        Kind of the proposal.
    fields : dict
        Its fields as decided last.
    """
    return [_input(card, fields.get(card.name)) for card in cards(kind, fields)]


def _input(card: FieldCard, value: Value) -> Input:
    written = write(card, value)
    choices = card.choices
    if choices and written and written not in dict(choices):
        choices = (*choices, (written, written))  # never lose what a reader said
    return Input(card.name, card.label, written, choices, _HINTS[card.shape])


def write(card: FieldCard, value: Value) -> str:
    """A value as the text of its input; one line, as an input holds no other."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return _one_line(", ".join(value))
    if isinstance(value, str):
        return _one_line(value)
    if card.shape == "share" and 0 <= value <= 1:
        return f"{value * 100:.6g}%"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _one_line(text: str) -> str:
    """Text as an HTML parser and an input leave it; half a pair of UTF-16 is no character."""
    whole = text.encode("utf-8", errors="replace").decode()
    return " ".join(whole.replace("\0", "\ufffd").split())


def edited(kind: Kind, fields: Fields, form: Mapping[str, str]) -> Fields:
    """Fields after a form: those whose text differs are read anew, the others stay as they are.

    Parameters
    ----------
    kind : str
        Kind of the proposal.
    fields : dict
        Its fields before.
    form : mapping
        Texts by name of the input, with `PREFIX`; a field that is not in it stays.

    Raises
    ------
    DataError
        If a text cannot be a value of its field; says what was wanted.
    """
    new = dict(fields)
    for card in cards(kind, fields):
        given = form.get(PREFIX + card.name)
        old = fields.get(card.name)
        if given is None or _one_line(given) == write(card, old):
            continue
        new[card.name] = _read(card, _one_line(given), old)
    return new


def _read(card: FieldCard, text: str, old: Value) -> Value:
    if len(text) > MAX_VALUE:
        raise DataError(f"{card.label}: wanted at most {MAX_VALUE} characters")
    if any(category(c) == "Cc" for c in text):
        raise DataError(f"{card.label}: wanted no control character; type it anew")
    if not text:
        return () if isinstance(old, tuple) else None
    if card.shape == "list":
        return tuple(part for part in map(str.strip, text.split(",")) if part)
    if card.shape == "share":
        return _share(card, text)
    if card.shape == "day":
        return _day(card, text)
    return _choice(card, text, old) if card.shape == "choice" else text


def _choice(card: FieldCard, text: str, old: Value) -> Value:
    if text not in dict(card.choices):
        wanted = ", ".join(words for _, words in card.choices)
        raise DataError(f"{card.label}: wanted one of {wanted}; found '{text:.40}'")
    if card.choices == _FLAG:
        return text == "true"
    return int(text) if isinstance(old, int) and text.isdigit() else text


def _share(card: FieldCard, text: str) -> float:
    """A percentage with its sign, or a share between 0 and 1."""
    bare = text.removesuffix("%").strip().replace(",", ".")
    try:
        number = float(bare) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise DataError(f"{card.label}: wanted a share such as 41% or 0.41; found '{text:.40}'")
    return round(number, 12)


def _day(card: FieldCard, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise DataError(
            f"{card.label}: wanted a day such as 2001-11-15; found '{text:.40}'"
        ) from None


def empty(kind: Kind) -> Fields:
    """Fields of a mark made by hand, all of them open."""
    return {card.name: None for card in FIELDS[kind]}
