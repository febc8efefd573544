"""The language of a text, by the share of its most frequent function words."""

import re
from collections import Counter
from functools import cache, lru_cache

_WORDS = {
    "en": "the of and to in that is was for with on by which would has have not this are were from",
    "fr": "le la les des et du dans que qui pour une est sur pas au avec plus par ne sont ces",
    "de": "der die und den das nicht von zu mit sich des auf für ist im dem ein eine auch wird",
    "es": "el los las del que y en por con una para se su al lo como más pero sus le ha",
    "it": "il di che e la per un del della non con sono gli le dei una nel alla più anche ha",
    "pt": "o os as do da que e em um para com não uma no na por mais dos como ao foi",
    "nl": "de het een van en dat is op te zijn voor met niet aan er door ook bij worden naar",
    "pl": "i w na z do się nie że to jest o jak po przez ale od za co tym dla",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi sonra kadar ancak ise değil her",
    "ru": "и в не на что с по как его это к но из у за от так для она они был",
    "id": "yang dan di itu dengan untuk tidak dari dalam akan pada ini adalah juga oleh ke",
    "ar": "في من على إلى أن عن مع التي الذي هذا هذه ما لا كان بين",
}
_FEWEST = 20  # words below which no language is given
_LEAST = 0.12  # share of function words below which no language of the list is meant
_TOKEN = re.compile(r"[^\W\d_]+")


_HAN, _KANA = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]")


def _script(text: str) -> str | None:
    """Chinese by its characters, Japanese as None; *latin* where a list of words must decide."""
    han = len(_HAN.findall(text))
    if han == 0 or han <= 0.3 * sum(map(str.isalpha, text)):
        return "latin"
    return "zh" if len(_KANA.findall(text)) < 0.05 * han else None


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _WORDS.items()}


@lru_cache(maxsize=16)
def language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None if none of a dozen fits.

    A text of fewer than 20 words counts as English: it is too short to tell.

    Examples
    --------
    >>> language("Le gouvernement de la France a dit que les accords ne sont pas dans son "
    ...          "intérêt et qu'il ne les signera pas au cours de cette année")
    'fr'
    """
    if (script := _script(text)) != "latin":
        return script
    words = _TOKEN.findall(text.casefold())
    if len(words) < _FEWEST:
        return "en"
    count = Counter(words)
    shares = {code: sum(count[w] for w in own) / len(words) for code, own in _lists().items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _LEAST else None
