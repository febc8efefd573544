"""Build ``src/detente/reading/_names_abroad.csv.xz``: states and months by language.

    uv run --with babel python benchmarks/build_names_abroad.py

The names are those of Unicode CLDR as Babel carries it (Unicode licence v3, in
``_names_abroad.LICENSE.txt``), of states that ``detente.states`` knows. Names in brackets become
names of their own (*Myanmar (Birmanie)*). `SHORT` adds the short forms of use that CLDR leaves out,
and irregular cases; `NOT` takes away what is a first name or another common word too.
"""

import csv
import io
import lzma
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global

from detente.states.states import records

PACKAGE = Path(__file__).parents[1] / "src" / "detente" / "reading"
LANGUAGES = ["de", "fr", "es", "pt", "it", "ru", "ar", "zh", "tr", "pl"]
SHORT = {
    ("USA", "de"): "USA;Vereinigte Staaten von Amerika;Amerika",
    ("USA", "fr"): "USA;États-Unis d'Amérique;Amérique",
    ("USA", "es"): "EE. UU.;EE.UU.;EEUU;Estados Unidos de América",
    ("USA", "pt"): "EUA;Estados Unidos da América",
    ("USA", "it"): "USA;Usa;Stati Uniti d'America",
    ("USA", "ru"): "США;Соединённые Штаты;Соединенные Штаты Америки;Америка",
    ("USA", "ar"): "أمريكا;أميركا;الولايات المتحدة الأمريكية;الولايات المتحدة الأميركية",
    ("USA", "tr"): "ABD;Amerika",
    ("USA", "pl"): "USA;Ameryka;Stany Zjednoczone Ameryki",
    ("GBR", "de"): "Großbritannien;England",
    ("GBR", "fr"): "Grande-Bretagne;Angleterre",
    ("GBR", "es"): "Gran Bretaña;Inglaterra",
    ("GBR", "pt"): "Grã-Bretanha;Inglaterra",
    ("GBR", "it"): "Gran Bretagna;Inghilterra",
    ("GBR", "ru"): "Англия;Соединенное Королевство",
    ("GBR", "ar"): "بريطانيا",
    ("GBR", "tr"): "İngiltere;Britanya",
    ("GBR", "pl"): "Anglia;Zjednoczone Królestwo",
    ("CZE", "de"): "Tschechische Republik",
    ("CZE", "fr"): "République tchèque",
    ("CZE", "es"): "República Checa",
    ("CZE", "pt"): "República Tcheca;República Checa",
    ("CZE", "it"): "Repubblica Ceca",
    ("NLD", "de"): "Holland",
    ("NLD", "es"): "Holanda",
    ("NLD", "pt"): "Holanda",
    ("NLD", "it"): "Olanda",
    ("NLD", "ru"): "Голландия",
    ("NLD", "tr"): "Hollanda",
    ("BLR", "de"): "Weißrussland",
    ("BLR", "fr"): "Bélarus",
    ("BLR", "ru"): "Белоруссия",
    ("KOR", "ru"): "Южная Корея",
    ("PRK", "ru"): "Северная Корея",
    ("COD", "de"): "Demokratische Republik Kongo",
    ("COD", "fr"): "République démocratique du Congo;RDC",
    ("COD", "pt"): "República Democrática do Congo",
    ("COD", "it"): "Repubblica Democratica del Congo",
    ("COD", "ru"): "Демократическая Республика Конго",
    ("ARE", "de"): "Emirate",
    ("ARE", "fr"): "Émirats",
    ("ARE", "ru"): "ОАЭ;Эмираты",
    ("ARE", "ar"): "الإمارات",
    ("ARE", "tr"): "BAE",
    ("SAU", "de"): "Saudiarabien",
    ("SAU", "ar"): "السعودية",
    ("BIH", "de"): "Bosnien-Herzegowina;Bosnien",
    ("BIH", "pl"): "Bośnia",
    ("MKD", "de"): "Mazedonien",
    ("CHN", "ar"): "الصين الشعبية",
    ("RUS", "de"): "Rußland",
    ("RUS", "es"): "Federación Rusa",
    ("RUS", "fr"): "Fédération de Russie",
    ("RUS", "ru"): "Российская Федерация;РФ",
    ("DEU", "ru"): "ФРГ",
    ("CHN", "ru"): "КНР",
    ("DEU", "pl"): "Niemiec;Niemcom;Niemczech;Niemcami",
    ("CHN", "pl"): "Chin;Chinom;Chinach",
    ("ITA", "pl"): "Włoch;Włoszech;Włochom",
    ("HUN", "pl"): "Węgier;Węgrzech;Węgrom",
    ("CZE", "pl"): "Czech;Czechach;Czechom",
    ("IRN", "ru"): "Исламская Республика Иран",
    ("USA", "zh"): "美利坚合众国",
    ("CHN", "zh"): "中华人民共和国;中方",
    ("RUS", "zh"): "俄国;俄方",
}
ENDED = {"DDR", "YUG", "SUN", "CSK", "SCG", "YMD"}  # aliases of another state of today in CLDR
NOT = {"Dominique", "Maurice"}


def main() -> None:
    """Write the table and the licence beside it."""
    alpha2 = {
        three: two[0] for three, two in get_global("territory_aliases").items() if len(three) == 3
    }
    rows = [
        [iso3, _english(iso3, alpha2[iso3]), *_cells(iso3, alpha2[iso3])]
        for iso3 in sorted({r.iso3 for r in records() if r.iso3} & set(alpha2) - ENDED)
    ]
    rows += [[str(n), "", *(";".join(_months(one, n)) for one in LANGUAGES)] for n in range(1, 13)]
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([["actor", "en", *LANGUAGES], *rows])
    path = PACKAGE / "_names_abroad.csv.xz"
    path.write_bytes(lzma.compress(table.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))
    licence = Path(babel.__file__).parent / "locale-data" / "LICENSE.unicode"
    shutil.copyfile(licence, PACKAGE / "_names_abroad.LICENSE.txt")
    print(f"{len(rows) - 12} states, {path.stat().st_size:,} bytes, Babel {babel.__version__}")


def _english(iso3: str, alpha2: str) -> str:
    """The English name, where it is not the one of ``detente.states``."""
    name = Locale("en").territories[alpha2]
    return "" if name in {r.name for r in records() if r.iso3 == iso3} else name


def _cells(iso3: str, alpha2: str) -> Iterator[str]:
    """The names in each language; *=* is the English one."""
    english = Locale("en").territories[alpha2]
    for language in LANGUAGES:
        names = [x if x != english else "=" for x in _names(iso3, alpha2, language)]
        yield ";".join(names)


def _names(iso3: str, alpha2: str, language: str) -> Iterator[str]:
    """The names of a state in a language, each once."""
    whole = Locale(language).territories.get(alpha2, "")
    parts = [whole] if "（" in whole else re.split(r"\s*[()]\s*", whole.replace(" - ", "-"))
    names = [*parts, *SHORT.get((iso3, language), "").split(";")]
    yield from dict.fromkeys(x for x in names if x and x not in NOT and not x.islower())


def _months(language: str, number: int) -> Iterator[str]:
    """Names of a month, in all its cases; Chinese has numbers, the Levant its own names."""
    if language == "zh":
        return
    for one in [language, *(["ar_LB"] if language == "ar" else [])]:
        forms = Locale.parse(one).months
        yield from dict.fromkeys(forms[use]["wide"][number] for use in ("format", "stand-alone"))


if __name__ == "__main__":
    main()
