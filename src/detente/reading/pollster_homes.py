"""Houses that ask the public of one state: their names tell whose opinion a figure counts."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from detente.reading.clauses import word_set


def _table() -> dict[str, str]:
    """State of each house, from `_pollsters.csv`: names as texts write them, without full stops."""
    path = Path(__file__).with_name("_pollsters.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            name: row["state"] for row in csv.DictReader(lines) for name in row["houses"].split(";")
        }


_STATE = _table()
# Names that are common words, too, count only next to a word for a survey.
_COMMON = frozenset(
    (
        "Trend",
        "Demos",
        "Horizon",
        "CIS",
        "Time",
        "STEM",
        "Median",
        "CSA",
        "Polis",
        "Equipos",
        "Keller",
        "Essential",
        "Resolve",
        "SOM",
        "Puls",
        "Focus",
        "FOCUS",
        "EVA",
        "MTS",
        "PSR",
        "CEP",
        "CPI",
        "IEP",
        "MDA",
        "IDM",
        "INSA",
        "ISPI",
        "FOM",
        "IVO",
        "ABAC",
        "PBS",
        "Reforma",
        "Kompas",
        "Asahi",
        "Yomiuri",
        "Mainichi",
        "Nikkei",
        "NHK",
        "Kyodo",
        "Jiji",
        "Sankei",
        "Elcano",
        "Clingendael",
        "Peil",
        "Criteria",
        "Novak",
        "Curia",
        "Blackbox",
    )
)
_ABROAD = frozenset(
    (
        "Politbarometer",
        "Gallup",
        "YouGov",
        "ICM",
        "MORI",
        "Harris Poll",
        "Harris Interactive",
        "Zogby",
        "PIPA",
        "Program on International Policy Attitudes",
        "Morning Consult",
        "Reuters/Ipsos",
        "OpinionWay",
    )
)  # they ask elsewhere, too
_ANY = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted(_STATE, key=len, reverse=True)))
    + r")(?![\w])"
)
_FIRST = frozenset(re.findall(r"\w+", name.lower())[0] for name in _STATE)
_BESIDE = re.compile(
    r"['’]?s?\s+(?:\w+\s+)?(?:polls?|survey|surveys|sample|institute|found|finds|asked|reports?|reported"
    r"|said|says|has|had)\b|\)|\.$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def home_of_pollster(words: str) -> tuple[str, str, bool] | None:
    """The first house of a sentence that asks one public: its name, the state, whether only there.

    Parameters
    ----------
    words : str
        The sentence.

    Examples
    --------
    >>> home_of_pollster("By the count of the I.F.O.P., sixty percent were satisfied.")
    ('IFOP', 'FRA', True)
    """
    plain = re.sub(r"\b(?:[A-Z]\.){3,}", lambda m: m[0].replace(".", ""), words)
    if _FIRST.isdisjoint(word_set(plain)):
        return None
    for m in _ANY.finditer(plain):
        if m[0] in _COMMON and not _BESIDE.match(plain, m.end()):
            continue
        return m[0], _STATE[m[0]], m[0] not in _ABROAD
    return None
