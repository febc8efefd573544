"""What a card says of the end of its years, against what reads the source."""

import re

import pytest

from detente.registry import lenses, measures, sources

CARDS = sources()
CARRIED_ON = ("cow-states", "cow-gw")  # lists of states: what is alive at the end stays alive


def words(card):
    """Ids in a sentence: words of small letters and dashes."""
    return set(re.findall(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", card.ends))


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda c: c.id)
def test_every_card_says_what_its_end_means(card):
    assert re.fullmatch(r"[A-Zp].*[^.]\.", card.ends)  # polity2 has a small letter
    assert len(card.ends) < 300


@pytest.mark.parametrize(
    "card", [c for c in CARDS.values() if c.id not in CARRIED_ON], ids=lambda c: c.id
)
def test_measures_that_end_with_a_source_and_lenses_that_read_it_are_named(card):
    ending = {
        name
        for name, m in measures().items()
        if card.id in m.card.sources and m.card.years[1] == card.coverage[1]
    }
    reading = {name for name, lens in lenses().items() if card.id in lens.sources()}
    assert ending | reading <= words(card)


def test_a_source_that_nothing_reads_says_so():
    read = {s for m in measures().values() for s in m.card.sources}
    read |= {s for lens in lenses().values() for s in lens.sources()}
    idle = [c for c in CARDS.values() if c.id not in read and "No measure" in c.ends]
    assert len(idle) > 10
    said = {c.id for c in CARDS.values() if c.ends.startswith("No measure, lens or outcome reads")}
    assert not said & read
