"""The public copies: their bytes are those of the cards, and give the rows of the cards.

Every source that software may download has an address whose bytes are known. Here the files stand
in ../shared under the repository and path of their address.
"""

import hashlib
from collections import Counter

import pytest
from data_kit import public_copy

from detente import registry
from detente.data import pull

pytestmark = pytest.mark.usefixtures("home")

CARDS = registry.sources()
COPIES = [
    (card, address)
    for card in CARDS.values()
    for form in card.forms
    for address in form.addresses
    if address.sha256
]
# only its producer has the file with Polity's own codes; the files of the others are at hand as made
# from a copy at a commit, so that the bytes of the copy itself were not compared
WITHOUT_COPY = {
    "polity5", "fbic", "reign-elections", "reign-leaders", "un-agreement-2025", "un-votes-2025",
}  # fmt: skip


def test_what_has_no_address_says_what_a_person_is_to_do():
    without = {c.id for c in CARDS.values() if not any(form.addresses for form in c.forms)}
    assert without == {c.id for c in CARDS.values() if c.by_hand}
    assert len(without) == 8


def local(address, shared):
    """Where the file of an address stands in ../shared; skips where it is absent."""
    file = public_copy(address, shared)
    if not file.is_file():
        pytest.skip(f"no {file} on this machine")
    return file


def test_every_source_that_may_be_downloaded_has_one_public_copy():
    held = Counter(card.id for card, _ in COPIES)
    wanted = {card.id for card in CARDS.values() if not card.by_hand} - WITHOUT_COPY
    assert held == dict.fromkeys(wanted, 1)


def test_the_public_copy_comes_after_the_addresses_of_the_producer():
    assert COPIES
    for card, copy in COPIES:
        described = [form for form in card.forms if form.release is None]
        assert [a for form in described for a in form.addresses][-1] == copy


@pytest.mark.parametrize(("card", "address"), COPIES, ids=lambda x: getattr(x, "id", ""))
def test_a_public_copy_has_the_bytes_and_the_rows_of_the_card(card, address, shared):
    file = local(address, shared)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == address.sha256
    found = pull.pull([card], file)[0]
    assert (found.rows, found.sha256) == (card.rows, card.sha256)
