"""Words of ten languages other than English: names of states and months, with their endings.

``_names_abroad.csv.xz`` is built from Unicode CLDR (``benchmarks/build_names_abroad.py``; licence
in the same folder). A name is matched in its base form or with an ending of its last word: a
genitive in German (*Deutschlands*), the cases of Russian (*России*) and Polish (*Rosji*); Arabic
writes short words before it (*وروسيا*), Chinese no space around it.
"""

import csv
import io
import lzma
import re
from functools import cache
from pathlib import Path

from detente.states.states import records

LANGUAGES = ("de", "fr", "es", "pt", "it", "ru", "ar", "zh", "tr", "pl")
_TABLE = Path(__file__).with_name("_names_abroad.csv.xz")
_RUSSIAN = (  # ending, and the endings that it may turn into
    ("ая", "ая|ой|ую"),
    ("ое", "ое|ого|ому|ым|ом"),
    ("ые", "ые|ых|ым|ыми"),
    ("ия", "ия|ии|ию|ией"),
    ("я", "я|и|е|ю|ей"),
    ("а", "а|ы|и|е|у|ой"),
    ("ы", "ы|ов|ам|ами|ах"),
    ("ь", "ь|и|я|ю|ем|е"),
    ("й", "й|я|ю|ем|е"),
)
_POLISH = (
    ("ne", "ne|nych|nym|nymi"),
    ("wa", "wa|wej|wą"),
    ("na", "na|nej|ną|ny|nie|nę"),
    ("ka", "ka|ki|kę|ką|ce|kiej"),
    ("ga", "ga|gi|gę|gą|dze"),
    ("da", "da|dy|dę|dą|dzie"),
    ("ta", "ta|ty|tę|tą|cie"),
    ("ra", "ra|ry|rę|rą|rze"),
    ("ja", "ja|ji|ję|ją"),
    ("ia", "ia|ii|ię|ią"),
    ("a", "a|y|i|ę|ą|ie"),
    ("ie", "ie|ii|iom|iach|iami"),
    ("y", "y|om|ach|ami"),
)
_CONSONANT = {"ru": re.compile("[бвгджзклмнпрстфхцчшщ]$"), "pl": re.compile("[bcdfghjklmnprstwz]$")}
_ENDINGS = {"ru": "а|у|ом|е|", "pl": "u|owi|em|iem|ie|"}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = lzma.decompress(_TABLE.read_bytes()).decode()
    return tuple(csv.DictReader(io.StringIO(text)))


@cache
def names(language: str) -> tuple[tuple[str, str], ...]:
    """Names of states in a language, with their ISO-3 codes, the longest first.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.
    """
    english = {r.iso3: r.name for r in records() if r.iso3 and r.end is None}
    pairs = [
        ((row["en"] or english.get(row["actor"], "")) if name == "=" else name, row["actor"])
        for row in _rows()
        if not row["actor"].isdigit()
        for name in row[language].split(";")
    ]
    return tuple(sorted((p for p in pairs if p[0]), key=lambda p: (-len(p[0]), p)))


@cache
def months(language: str) -> dict[str, int]:
    """Names of months in a language, in small letters, by number from 1."""
    rows = [row for row in _rows() if row["actor"].isdigit()]
    named = {
        name.lower(): int(row["actor"]) for row in rows for name in row[language].split(";") if name
    }
    if language == "ru":  # в мае
        named |= {
            f"{name[:-1] if name[-1] in 'ьй' else name}е": n
            for name, n in named.items()
            if name[-1] not in "ая"
        }
    return named


@cache
def pattern(language: str) -> re.Pattern[str]:
    """What matches any name of a state in a language; group ``g7`` is the seventh of `names`."""
    forms = [f"(?P<g{n}>{_form(name, language)})" for n, (name, _) in enumerate(names(language))]
    either = "|".join(forms)
    if language == "zh":  # 发展中国家 are developing countries, 印度洋 and 日本海 are seas
        return re.compile(rf"(?<!发展)(?:{either})(?![海洋])")
    before = r"(?:و|ف)?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){before}(?:{either})(?!\w)")


def _form(name: str, language: str) -> str:
    if language == "ar":
        plain = re.escape(name).replace(r"\ ", r"\s+")
        return rf"(?:[بك]?ال|لل){plain[2:]}" if name.startswith("ال") else rf"[بلك]?{plain}"
    words = [_word(word, language) for word in name.split(" ")]
    last = words[-1]
    if language == "de":
        last += "(?:[sn]|)" if last.endswith("e") else "" if last[-1] in "szx" else "s?"
        words[:-1] = [w + "[nrs]?" if w.endswith("e") else w for w in words[:-1]]
    return r"\s+".join([*words[:-1], last]).replace("'", "['’]")


def _word(word: str, language: str) -> str:
    """A word with its endings, of a language that declines names."""
    short = word.isupper() or (len(word) < 4 and language != "pl")
    if language not in _ENDINGS or short:
        return re.escape(word)
    for end, endings in _RUSSIAN if language == "ru" else _POLISH:
        if word.endswith(end):
            return f"{re.escape(word[: -len(end)])}(?:{endings})"
    if _CONSONANT[language].search(word):
        return f"{re.escape(word)}(?:{_ENDINGS[language]})"
    return re.escape(word)
