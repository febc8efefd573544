"""Spellings of one state: folded to one form, and turned round as lists of states do."""

import re
import unicodedata
from collections.abc import Iterator


def normal(text: str) -> str:
    """Fold a spelling: "The Côte-d'Ivoire " and "cote divoire" are one."""
    if not text.isascii():
        marked = unicodedata.normalize("NFKD", text)
        text = "".join(ch for ch in marked if not unicodedata.combining(ch))
    text = re.sub("[.'`\u2018\u2019\u02bb\u02bc]", "", text.casefold()).replace("&", " and ")
    return re.sub(r"[\W_]+", " ", text).strip().removeprefix("the ")


def spellings(text: str) -> Iterator[str]:
    """A name as given, then as lists of the UN, the World Bank and ISO turn it round.

    >>> list(spellings("Netherlands (Kingdom of the)"))[1:]
    ['Kingdom of the Netherlands', 'Netherlands']
    >>> list(spellings("Gambia, The"))[1:], list(spellings("Rep. of Korea"))[1:]
    (['The Gambia', 'Gambia'], ['Republic of Korea'])
    """
    yield text
    full = re.sub(r"\b(Rep|Dem|Fed|St)\.", lambda m: _SHORT[m[1].lower()], text, flags=re.I)
    if full != text:
        yield full
    turned = _TURNED.fullmatch(full)
    if turned:
        name, rest = turned["name"].strip(), turned["rest"].strip()
        joint = "" if rest.lower().endswith((" of", " of the", "the")) else " of"
        yield f"{rest}{joint} {name}"
        if rest.lower() in _EMPTY:
            yield name


_SHORT = {"rep": "Republic", "dem": "Democratic", "fed": "Federated", "st": "Saint"}
_TURNED = re.compile(r"(?P<name>[^(),]+)[(,](?P<rest>[^(),]+)\)?")
# what says nothing of which state is meant, unlike "Democratic Republic of" or "West"
_EMPTY = ("the", "kingdom of the", "kingdom of", "republic of the")
