"""An empty store is filled over HTTP from the files of ../shared, no Parquet copy in reach.

The files stand under the paths of the cards' addresses; the host of each address is replaced by
the loopback address, so that the order of addresses and their faults are those of a real pull.
"""

from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from data_kit import public_copy, serving

from detente import registry
from detente.data import pull, store
from detente.data.download import fits

pytestmark = pytest.mark.usefixtures("home")

CARDS = [
    card
    for card in registry.sources().values()
    if any(address.sha256 for form in card.forms for address in form.addresses)
]


@contextmanager
def the_network(shared):
    """The cards with addresses on this machine, served from ../shared."""
    if not (shared / "public").is_dir():
        pytest.skip(f"no {shared / 'public'} on this machine")
    with serving({}) as server:
        server.files = {
            path(address): public_copy(address, shared).read_bytes()
            for address in (a for card in CARDS for form in card.forms for a in form.addresses)
            if address.sha256
        }
        yield server, [at(card, server.address) for card in CARDS]


def path(address):
    return urlsplit(address.url).path.lstrip("/")


def at(card, host):
    def moved(address):
        return replace(address, url=f"{host}/{path(address)}")

    forms = (replace(f, addresses=tuple(map(moved, f.addresses))) for f in card.forms)
    return replace(card, forms=tuple(forms))


def test_a_pull_from_the_network_alone_gives_every_row_of_the_cards(shared):
    warnings = []
    with the_network(shared) as (server, cards):
        assert len(cards) > 50
        pull.pull(cards, warn=warnings.append)
    held = {name: (entry.rows, entry.sha256) for name, entry in store.status().items()}
    assert held == {card.id: (card.rows, card.sha256) for card in CARDS}
    assert not [entry for entry in store.status().values() if ".parquet" in entry.origin]
    described = [(card, form) for card in cards for form in card.forms if form.release is None]
    producers = {c.id for c, form in described if any(not a.sha256 for a in form.addresses)}
    assert len(warnings) >= len(producers) > 0, "an address that failed was not named"
    assert len(server.asked) == len(set(server.asked)), "an address was tried twice"


def test_what_is_held_is_not_fetched_again(shared):
    with the_network(shared) as (server, cards):
        few = [card for card in cards if card.id in ("cow-majors", "tss-rivalries")]
        pull.pull(few)
        first = len(server.asked)
        pull.pull(few)
        assert len(server.asked) == first > 0


def test_the_producers_files_are_read_under_their_names(shared):
    folder = shared / "producers"
    if not folder.is_dir():
        pytest.skip(f"no {folder} on this machine")
    read = {}
    for card in registry.sources().values():
        for file in [f for f in folder.iterdir() if any(fits(f, x.files) for x in card.forms)]:
            read[file.name] = pull.pull([card], file, accept_changes=True)[0].version
    unread = {f.name for f in folder.iterdir()} - set(read) - {"README.md"}
    assert unread == set()
    assert read["NMC_5_0.csv"] == "5.0"
    assert read["majors2024.csv"] == "2024"
