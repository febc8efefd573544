"""Fields of a proposal as a person edits them: one line of text, a choice, a list, a share.

A field that was not touched keeps its value exactly, whatever a form makes of it: a text with a
line break, a share with twelve digits and a value that no choice offers all come back as they were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from detente.errors import DataError
from detente.reading.fields import FIELDS, FLAG, Choices, FieldCard, Shape
from detente.reading.proposal import Fields, ProposalKind, Value

MAX_VALUE = 2000  # characters of one field
PREFIX = "field."  # of the name of an input


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a card, with its present value as text."""

    name: str
    label: str
    value: str
    choices: Choices
    hint: str


_HINTS: dict[Shape, str] = {
    "text": "",
    "choice": "",
    "list": "several: commas between",
    "share": "such as 41%",
    "day": "year-month-day",
}


def cards(kind: ProposalKind, fields: Fields) -> Iterator[FieldCard]:
    """Fields of a kind, then those that a reader gave beyond them."""
    yield from FIELDS[kind]
    known = {card.name for card in FIELDS[kind]}
    for name, value in fields.items():
        if name not in known:
            yield FieldCard(name, name, *_guess(value))


def _guess(value: Value) -> tuple[Shape, Choices]:
    if isinstance(value, bool):
        return "choice", FLAG
    return ("list", ()) if isinstance(value, tuple) else ("text", ())


def inputs(kind: ProposalKind, fields: Fields) -> list[Input]:
    """Inputs of a card, in the order of the kind's fields.

    Parameters
    ----------
    kind : ProposalKind
        Kind of the proposal.
    fields : dict
        Its fields as decided last.
    """
    return [_input(card, fields.get(card.name)) for card in cards(kind, fields)]


def _input(card: FieldCard, value: Value) -> Input:
    written = as_input(card, value)
    choices = card.choices
    if choices and written and written not in dict(choices):
        choices = (*choices, (written, written))  # never lose the value of a reader
    return Input(card.name, card.label, written, choices, _HINTS[card.shape])


def as_input(card: FieldCard, value: Value) -> str:
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


def edited(kind: ProposalKind, fields: Fields, form: Mapping[str, str]) -> Fields:
    """Fields after a form: those whose text differs are read anew, the others stay as they are.

    Parameters
    ----------
    kind : ProposalKind
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
        if given is None or _one_line(given) == as_input(card, old):
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
        choices = ", ".join(words for _, words in card.choices)
        raise DataError(f"{card.label}: wanted one of {choices}; found '{text:.40}'")
    if card.choices == FLAG:
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


def empty(kind: ProposalKind) -> Fields:
    """Fields of a mark made by hand, all of them open."""
    return {card.name: None for card in FIELDS[kind]}
