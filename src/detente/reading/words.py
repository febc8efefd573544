"""What the fields of a proposal say, in our own words: never those of the author."""

from collections.abc import Callable

from detente.reading.proposal import Fields, Proposal, Value

_QUADS = {
    "1": "verbal cooperation",
    "2": "material cooperation",
    "3": "verbal conflict",
    "4": "material conflict",
}


def in_words(proposal: Proposal) -> str:
    """A plain sentence from the fields of a proposal.

    A person who accepts a proposal writes a better one; this one states what was read.
    """
    f = proposal.fields
    made: dict[str, Callable[[], str]] = {
        "relation": lambda: _relation(f),
        "conditional": lambda: "A condition and what would follow from it",
        "attribution": lambda: f"Reported as said by {_text(f.get('who'))}",
        "survey": lambda: _survey(f),
        "tie": lambda: (
            f"{_text(f.get('a'))} and {_text(f.get('b'))} stand "
            + ("well with each other" if f.get("sign") == "+" else "badly with each other")
        ),
        "threat": lambda: f"A threat from {_text(f.get('actor'))} to {_text(f.get('to'))}",
        "issue": lambda: f"At issue between {_text(f.get('sides'))}: {_text(f.get('label'))}",
        "deed": lambda: (
            f"{_text(f.get('giver'))} towards {_text(f.get('receiver'))}: a "
            f"{_text(f.get('form'))} act, {_text(f.get('status'))}"
        ),
        "stance": lambda: f"The author judges the partnership: {_text(f.get('leans'))}",
        "scheduled": lambda: f"{_text(f.get('label'))}, {_text(f.get('date'))}",
        "bearing": lambda: f"Bears on the {_text(f.get('number'))} of {_text(f.get('about'))}",
        "actor": lambda: _text(f.get("name") or f.get("actor")),
        "date": lambda: f"{_text(f.get('first'))} to {_text(f.get('last'))}",
        "hedge": lambda: _text(f.get("band")).replace("-", " "),
    }
    return made[proposal.kind]()


def _relation(f: Fields) -> str:
    joint = "towards" if f.get("directed") else "and"
    kind = _QUADS.get(str(f.get("quad")), "something between the two")
    root = f" ({str(f['root']).lower()})" if f.get("root") else ""
    return f"{_text(f.get('source'))} {joint} {_text(f.get('target'))}: {kind}{root}"


def _survey(f: Fields) -> str:
    before = f.get("earlier_share")
    past = f", before {_share(before)}" if before is not None else ""
    against = f.get("against")
    rest = f", {_share(against)} against" if against is not None else ""
    return (
        f"A survey of the public of {_text(f.get('public'))}: {_share(f.get('share'))}{rest}{past}"
    )


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return " and ".join(value) or "nobody named"
    return "not said" if value is None or value == "" else str(value)


def _share(value: Value) -> str:
    return f"{value:.0%}" if isinstance(value, float | int) else "share not said"
