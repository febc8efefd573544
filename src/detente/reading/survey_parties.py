"""Supporters of a party, whose state a survey need not name: *Republicans*, *Likud voters*."""

import re

_VOTERS = (
    r"[\s-]+(?:Party[\s-]+)?(?:voters?|supporters?|sympathi[sz]ers?|members|followers|base|"
    r"electorate)"
)
_PARTIES = {  # names that stand before a word for voters, and words that stand alone
    "USA": (
        r"Republicans?|Democrats?|GOP|Trump|Biden|Obama|Clinton|Harris",
        r"Republicans|Democrats",
    ),
    "GBR": (
        r"Conservative|Labour|Tory|Lib(?:eral)?\s+Dem(?:ocrat)?|UKIP|Ukip|Leave|Remain|SNP|Brexit",
        r"Tories|Remainers|Leavers|Brexiteers",
    ),
    "DEU": (r"CDU|CSU|CDU/CSU|SPD|FDP|AfD|Linke|Left\s+Party|PDS", r""),
    "FRA": (
        r"UMP|National\s+(?:Front|Rally)|Gaullist|Macron|Le\s+Pen|Mélenchon",
        r"Gaullists|Macronists|Lepenists",
    ),
    "IND": (r"BJP|AAP|NDA|UPA", r""),
    "ISR": (r"Likud|Meretz|Kadima|Yesh\s+Atid|Shas|Meimad", r""),
    "TUR": (r"AKP|AK|CHP|MHP|HDP|Iyi", r""),
    "POL": (r"PiS|Law\s+and\s+Justice|Civic\s+(?:Platform|Coalition)|Konfederacja", r""),
    "HUN": (r"Fidesz|Jobbik|Tisza", r""),
    "ZAF": (r"ANC|EFF|IFP", r""),
    "TWN": (r"DPP|KMT|TPP|Kuomintang|Pan-(?:Green|Blue)", r""),
    "RUS": (r"United\s+Russia|LDPR|Yabloko", r""),
    "JPN": (r"LDP|DPJ|Komeito|CDPJ", r""),
    "ITA": (r"Lega|Forza\s+Italia|Five[\s-]Star|Brothers\s+of\s+Italy", r""),
    "ESP": (r"PSOE|Vox|Podemos|Ciudadanos", r""),
    "KOR": (r"Saenuri|Minjoo|People\s+Power", r""),
}  # fmt: skip
_PATTERNS = {
    state: re.compile(
        rf"\b(?:(?:{voters}){_VOTERS}{f'|(?:{alone})' if alone else ''})"
        r"(?!\w)(?!\s+(?:in|of)\s+(?!the\b))"
    )
    for state, (voters, alone) in _PARTIES.items()
}
_ANY = re.compile("|".join(p.pattern for p in _PATTERNS.values()))


def supporters(words: str) -> list[str]:
    """The words for supporters of a party among some words.

    >>> supporters(" among Republicans it is ")
    ['Republicans']
    """
    return [m[0] for m in _ANY.finditer(words)]


def party_public(words: str) -> str | None:
    """The state whose party the people of some words support, if they name one.

    Parameters
    ----------
    words : str
        The clause of a figure.

    Examples
    --------
    >>> party_public("Of Republicans, 79% approve"), party_public("Of farmers, 79% approve")
    ('USA', None)
    """
    if _ANY.search(words) is None:
        return None
    states = {state for state, pattern in _PATTERNS.items() if pattern.search(words)}
    return states.pop() if len(states) == 1 else None
