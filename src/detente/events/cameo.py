"""CAMEO in SQL and in codes, for all feeds: roles by sector, quad classes, codes of countries.

References
----------
Schrodt, P. A. (2012). CAMEO: Conflict and Mediation Event Observations. Event and Actor Codebook,
version 1.1b3. Chapters 3 (actors) and 2 (verbs).
"""

from contextlib import suppress
from datetime import date
from functools import cache

from detente.errors import UnknownState
from detente.states.states import records, resolve

# Role codes of organs of the state: government, legislature, courts, police, state intelligence.
GOVERNMENT = ("GOV", "LEG", "JUD", "COP", "SPY")
MILITARY = "MIL"
USUAL_RULE = (
    "the usual rule by the first two digits of CAMEO: 01-05 verbal cooperation, 06-08 material "
    "cooperation, 09-13 verbal conflict, 14-20 material conflict"
)
# Codes of countries in CAMEO's list that are not, or no longer, ISO 3166-1 alpha-3, as the ISO code
# of the same state. COW abbreviations are not tried: CAMEO's SAF is Southern Africa.
_AS_ISO = {
    "BUR": "MMR",  # Burma
    "KSV": "XKX",  # Kosovo
    "ROM": "ROU",  # Romania, ISO until 2002
    "SCG": "SRB",  # Serbia and Montenegro
    "SUN": "RUS",  # Soviet Union
    "TMP": "TLS",  # East Timor, ISO until 2002
    "WBK": "PSE",  # West Bank
    "GZS": "PSE",  # Gaza
    "YUG": "SRB",
    "ZAR": "COD",  # Zaire, ISO until 1997
}
_BEFORE = {"CZE": "CSK"}  # codes that feeds also use for the time before that state began


@cache
def _iso_codes() -> frozenset[str]:
    return frozenset(r.iso3 for r in records() if r.iso3)


def state_of_code(code: str, day: date) -> int | None:
    """COW code of a CAMEO or ISO-3 country code on a day; None if it is no state then.

    Regions and organisations (EUR, AFR, IGO) and territories (HKG) are none.

    >>> state_of_code("ROM", date(2015, 1, 1)), state_of_code("SAF", date(2015, 1, 1))
    (360, None)

    Parameters
    ----------
    code : str
        Three letters.
    day : date
        Of the event.
    """
    iso = _AS_ISO.get(code.upper(), code.upper())
    for known in (iso, _BEFORE.get(iso)):
        if known is not None and known in _iso_codes():
            with suppress(UnknownState):
                return resolve(known, day).ccode
    return None


def role(*codes: str) -> str:
    """SQL of a role from role codes, of which the first of state or army decides.

    Parameters
    ----------
    *codes : str
        SQL of each code; null or empty where there is none.
    """
    government = ", ".join(f"'{code}'" for code in GOVERNMENT)
    cases = "".join(
        f"WHEN {code} = '{MILITARY}' THEN 'military' WHEN {code} IN ({government}) "
        "THEN 'government' "
        for code in codes
    )
    none = " AND ".join(f"coalesce({code}, '') = ''" for code in codes)
    return f"CASE {cases}WHEN {none} THEN 'none' ELSE 'other' END"


def actor_role(code: str) -> str:
    """SQL of the role from a full actor code, such as USAGOV: a country, then threes of letters.

    Parameters
    ----------
    code : str
        SQL of the actor code.
    """
    return role(*(f"substr({code}, {place}, 3)" for place in (4, 7, 10)))


def quad(root: str) -> str:
    """SQL of the quad class by the usual rule from the first two digits of a CAMEO code.

    Parameters
    ----------
    root : str
        SQL of the two digits.
    """
    return (
        f"CASE WHEN {root} BETWEEN '01' AND '05' THEN 1 WHEN {root} BETWEEN '06' AND '08' THEN 2 "
        f"WHEN {root} BETWEEN '09' AND '13' THEN 3 WHEN {root} BETWEEN '14' AND '20' THEN 4 END"
    )
