"""What the historical counterpart of a lens reads, and the lag that follows from it."""

import pytest

from detente.data.sql import identifier
from detente.panel.tables import Tables
from detente.registry import lenses

HISTORICAL = {name: lens for name, lens in lenses().items() if lens.history}
# the year after a value's year, or one more where a source is published a year late: as stated by
# hand, lens by lens, in the vintages that are shipped
LAGS = {
    "coalition-change": 1,
    "institutions": 2,
    "interdependence": 2,
    "outside-alliances": 1,
    "power-status": 2,
    "preference-distance": 2,
    "reciprocity": 1,
    "regime-distance": 2,
    "rivalry-legacy": 1,
    "shared-threat": 2,
    "sphere-of-influence": 2,
    "structural-balance": 1,
    "talk-deeds": 1,
}
STATES = {"cow-states"}  # which states there are: part of every panel


class RecordingTables(Tables):
    """Tables that need no data and record which sources a query names."""

    def __init__(self):
        self.cutoff, self.sources = None, set()

    def __contains__(self, source):
        return True

    def __getitem__(self, source):
        self.sources.add(source)
        return identifier(source)

    def derived(self, name, needs, make, *, version=1):
        self.sources |= set(needs)
        return identifier(name)


def test_the_derived_lag_is_that_of_the_shipped_vintages():
    assert {name: lens.lag() for name, lens in HISTORICAL.items()} == LAGS


@pytest.mark.parametrize("lens", HISTORICAL.values(), ids=HISTORICAL)
def test_a_card_names_every_source_that_its_history_queries(lens):
    tables = RecordingTables()
    lens.history(tables)
    assert tables.sources
    assert tables.sources - STATES <= set(lens.sources())


@pytest.mark.parametrize("lens", HISTORICAL.values(), ids=HISTORICAL)
def test_a_card_states_only_sources_that_its_measures_do_not_name(lens):
    tables = RecordingTables()
    lens.history(tables)
    assert {*lens.card.sources, *lens.card.user_sources} <= tables.sources
