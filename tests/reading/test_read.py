"""All readers together: exact spans, known fields, no judged number, no text that breaks them."""

import json
from datetime import date

import pytest
from corpus_kit import HALVES, corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError
from detente.reading import calibration
from detente.reading.fields import FIELDS
from detente.reading.language import language
from detente.reading.read import read
from detente.reading.reader import ReaderCard, reader, readers
from detente.reading.text import document

TEXTS = [text for half in HALVES for text in corpus(half)]
JUDGED = {"probability", "position", "salience", "severity", "adversity", "cost", "value"}
TEXT = (
    "Russia Moscow may if unless the US-Russian 57 percent of Germans said that Tehran “never” "
    "would May 2019 attack on Iraq , . ; - ( ) ' \n\n — according to Putin warned up from 47 NATO "
    "summit threat to its ally differ over Cyprus had been should not"
)
WORDS = TEXT.split(" ")


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: f"{t.half}-{t.name}")
def test_every_proposal_has_exact_words_known_fields_and_a_probability(text):
    made = read(text.document, text.as_of)
    assert len(made) > 20
    assert len({p.id for p in made}) == len(made)
    size, body = len(text.document.text), text.document.body
    for p in made:
        spans = [p.span, *(part.span for part in p.parts)]
        assert all(s.end <= size for s in spans)
        assert text.document.quote(p.span).strip()
        assert any(s.body.overlaps(p.span) for s in body)
        assert set(p.fields) <= {card.name for card in FIELDS[p.kind] if not card.own}
        assert not JUDGED & set(p.fields)
        assert 0 < p.p < 1
        assert p.reason


def test_the_same_text_gives_the_same_proposals():
    text = TEXTS[0]
    again = document(text.document.text, name="other", published=text.document.published)
    assert [p.id for p in read(again, text.as_of)] == [
        p.id for p in read(text.document, text.as_of)
    ]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=60))
def test_no_text_breaks_a_reader(words):
    doc = document(" ".join(words), name="x", published=date(2019, 6, 1))
    assert all(p.span.end <= len(doc.text) for p in read(doc, date(2019, 6, 1)))


def test_a_text_without_statements_has_no_proposal():
    assert read(document("The rain fell. It was cold.", name="x"), date(2001, 1, 1)) == ()


def test_another_language_is_read_for_actors_and_dates_alone():
    doc = document("La Russie et l'Iran se sont rencontrés le 3 mai 2001.", name="x")
    kinds = {p.kind for p in read(doc, date(2001, 6, 1), language="fr")}
    assert kinds <= {"actor", "date"}


def test_kinds_of_every_reader_are_those_on_its_card():
    made = {p.reader: p.kind for t in TEXTS for p in read(t.document, t.as_of)}
    cards = {name: one.card for name, one in readers().items()}
    assert set(made) == set(cards)
    assert all(kind in cards[name].kinds for name, kind in made.items())
    assert all(name == card.id for name, card in cards.items())


def test_two_readers_of_one_name_are_refused():
    def other(document, as_of):
        return ()

    with pytest.raises(DetenteError, match="two readers are called 'hedges'"):
        reader(ReaderCard(id="hedges", kinds=("hedge",), version=1, says="."))(other)


def test_hit_rates_shrink_to_their_reader_s(monkeypatch):
    counts = {"r": {"often": [90, 100], "once": [0, 1]}}
    monkeypatch.setattr(calibration, "_counts", lambda: counts)
    of_reader = 91 / 103
    assert calibration.hit_rate("r", "often") == pytest.approx((90 + 4 * of_reader) / 104)
    assert calibration.hit_rate("r", "once") == pytest.approx(4 * of_reader / 5)
    assert calibration.hit_rate("r", "new") == pytest.approx(of_reader)
    assert calibration.hit_rate("new", "new") == 0.5


def test_every_rule_has_been_counted():
    """Of those that fired on the texts; `benchmarks/reading.py --write` counts them."""
    path = calibration.Path(calibration.__file__).with_name("calibration.json")
    counts = json.loads(path.read_text())
    assert set(counts) == set(readers())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The ministers said that they would not meet before the end of the year in which the "
            "treaty is to be signed by both of them",
            "en",
        ),
        (
            "Die Regierung hat gesagt, dass sie mit dem Vertrag nicht zufrieden ist und dass auch der "
            "Minister für eine Änderung des Textes eintritt",
            "de",
        ),
        (
            "El gobierno dijo que los acuerdos con el país vecino no se firmarán en el año que viene "
            "por una serie de razones de las que no habló",
            "es",
        ),
        ("Xq zwv " * 20, None),
        ("Russia left.", "en"),
    ],
)
def test_the_language_of_a_text(text, code):
    assert language(text) == code
