"""Texts in ten languages other than English: the states and the dates that they name."""

from datetime import date

import pytest

from detente.reading.dates_abroad import dates_abroad
from detente.reading.language import language
from detente.reading.mentions_abroad import mentions_abroad
from detente.reading.read import read
from detente.reading.text import document
from detente.reading.words_abroad import LANGUAGES, months, names, pattern

DAY = date(2001, 5, 4)
TEXTS = {  # states in the order of their first mention, dates in their order
    "de": (
        "Die Bundesregierung hat am 3. Mai 2001 erklärt, dass sie die Politik Russlands und der "
        "Türkei nicht für richtig hält. Im Juni treffen sich die Minister Frankreichs, der "
        "Vereinigten Staaten und der Niederlande. Auch Indien ist seit 1998 dabei.",
        "RUS TUR FRA USA NLD IND",
        "2001-05-03 2001-06-01 1998-01-01",
    ),
    "fr": (
        "Le gouvernement a dit le 1er mai 2001 que la France et l'Allemagne ne sont pas dans la même "
        "situation que les États-Unis. En 1998, la Chine a signé un accord avec l'Inde. La réunion "
        "est prévue pour le 12 juin dans le golfe de Guinée.",
        "FRA DEU USA CHN IND",
        "2001-05-01 1998-01-01 2001-06-12",
    ),
    "es": (
        "El gobierno dijo el 3 de mayo de 2001 que España y los EE. UU. no firmarán el acuerdo con "
        "Corea del Sur. En 1998 el Reino Unido se retiró de Irak, y Rusia también lo hizo por una "
        "serie de razones.",
        "ESP USA KOR GBR IRQ RUS",
        "2001-05-03 1998-01-01",
    ),
    "pt": (
        "O governo disse a 3 de maio de 2001 que o Brasil e os Estados Unidos não vão assinar o "
        "acordo com a Alemanha. Em 1998 a Rússia e a China não estavam de acordo com os EUA.",
        "BRA USA DEU RUS CHN",
        "2001-05-03 1998-01-01",
    ),
    "it": (
        "Il governo ha detto il 3 maggio 2001 che l'Italia e gli Stati Uniti non firmeranno il "
        "trattato con la Germania. Nel 1998 la Cina e la Corea del Nord non sono state d'accordo.",
        "ITA USA DEU CHN PRK",
        "2001-05-03 1998-01-01",
    ),
    "ru": (
        "3 мая 2001 года министр сказал, что Россия и США не подпишут договор с Германией. В 1998 "
        "году Китай и Великобритания не были за это, но Франции и Индии это не мешает. Переговоры "
        "с Украиной и Соединенными Штатами будут в июне.",
        "RUS USA DEU CHN GBR FRA IND UKR",
        "2001-05-03 1998-01-01 2001-06-01",
    ),
    "ar": (
        "قال وزير الخارجية في ٣ مايو ٢٠٠١ إن روسيا والصين لن توقعا على الاتفاق مع الولايات المتحدة. "
        "وفي عام 1998 كانت فرنسا وألمانيا من بين الدول التي وقعت، كما أن السعودية لا تزال على "
        "موقفها من إيران في هذا الشأن.",
        "RUS CHN USA FRA DEU SAU IRN",
        "2001-05-03 1998-01-01",
    ),
    "zh": (
        "2001年5月3日，中国外交部发言人表示，俄罗斯和美国不会签署协议。1998年，英国与印度尼西亚达成协议。"
        "发展中国家对此表示欢迎。会议将于6月12日在德国举行，日本海问题也在议程上。",
        "CHN RUS USA GBR IDN DEU",
        "2001-05-03 1998-01-01 2001-06-12",
    ),
    "tr": (
        "Dışişleri Bakanı 3 Mayıs 2001 tarihinde Türkiye ve Rusya'nın bu anlaşmayı imzalamayacağını "
        "söyledi. 1998'de Almanya ile Fransa da bir metin için Çin’e gitti, ancak ABD daha sonra "
        "geldi.",
        "TUR RUS DEU FRA CHN USA",
        "2001-05-03 1998-01-01",
    ),
    "pl": (
        "Minister powiedział 3 maja 2001 roku, że Polska i Rosja nie podpiszą umowy z Niemcami. W 1998 "
        "roku Francja i Chiny nie były za tym, ale w Stanach Zjednoczonych i na Ukrainie to jest już "
        "po sprawie.",
        "POL RUS DEU FRA CHN USA UKR",
        "2001-05-03 1998-01-01",
    ),
}


@pytest.mark.parametrize("code", TEXTS)
def test_states_and_dates_of_a_text(code):
    text, states, days = TEXTS[code]
    assert language(text) == code
    made = read(document(text, name="x", published=DAY), DAY, language=code)
    assert {p.kind for p in made} == {"actor", "date"}
    assert [p.fields["actor"] for p in made if p.kind == "actor"] == states.split()
    assert [p.fields["first"] for p in made if p.kind == "date"] == days.split()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_name_is_found_as_its_own_state(code):
    every = names(code)
    assert len(every) > 150
    for name, actor in every:
        m = pattern(code).fullmatch(name)
        assert m is not None, name
        assert every[int(m.lastgroup[1:])][1] == actor, name


def test_every_language_but_chinese_has_twelve_months():
    assert {code: len(set(months(code).values())) for code in LANGUAGES} == {
        code: 0 if code == "zh" else 12 for code in LANGUAGES
    }


def test_a_state_that_is_no_more_is_no_actor():
    text = document("Deutschland und der Südsudan", name="x")
    assert [m.actor for m in mentions_abroad(text, date(2001, 1, 1), "de")] == ["DEU"]
    assert [m.actor for m in mentions_abroad(text, date(2012, 1, 1), "de")] == ["DEU", "SSD"]


@pytest.mark.parametrize("code", [None, "en", "nl", "xx"])
def test_other_languages_have_no_names(code):
    text = document("Rusland en Duitsland, 3 mei 2001", name="x")
    assert mentions_abroad(text, DAY, code) == ()
    assert dates_abroad(text, code) == ()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("de", "Es waren 1998 Soldaten am 31. Februar 2001"),
        ("de", "Der Mai war gekommen"),
        ("fr", "Le 45 mai 2001, une marche de 2001 pas"),
        ("zh", "共2001人，13月"),
    ],
)
def test_what_is_no_date(code, words):
    assert dates_abroad(document(words, name="x", published=DAY), code) == ()


def test_without_the_day_of_the_document_a_day_has_no_year():
    (one,) = dates_abroad(document("le 12 juin", name="x"), "fr")
    assert (one.first, one.granularity, one.relative) == (None, "day", True)


def test_the_nearest_day_is_meant_where_no_year_is_given():
    text = document("am 20. Dezember", name="x", published=date(2001, 1, 10))
    assert [d.first for d in dates_abroad(text, "de")] == [date(2000, 12, 20)]


def test_japanese_is_not_read_as_chinese():
    assert (
        language("日本の首相は三日、中国の外相と会談し、両国の関係について話し合ったと発表した。")
        is None
    )
