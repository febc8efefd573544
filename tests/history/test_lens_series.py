"""The latest panel value of one dyad: alone or from the stored rows of all dyads."""

import pytest

from detente.data import store
from detente.errors import MissingData
from detente.history.lens_series import lens_table, panel_value
from detente.panel.tables import Tables
from detente.registry import lenses

CASES = (((2, 365), 2001), ((710, 2), 2015), ((255, 220), 1905), ((740, 200), 1905))


@pytest.mark.parametrize("name", [n for n, lens in lenses().items() if lens.history])
def test_a_value_computed_alone_is_that_of_the_stored_rows(name, real_store, monkeypatch):
    lens, connection = lenses()[name], store.connect()

    def values():
        return [panel_value(lens, codes, year, connection) for codes, year in CASES]

    derived = Tables.derived

    def of_measures(self, table, *args, **options):
        assert not table.startswith("lens-"), "the rows of all dyads were computed"
        return derived(self, table, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Tables, "is_derived", lambda *_, **__: False)
        patch.setattr(Tables, "derived", of_measures)
        alone = values()
    try:
        lens_table(lens)
    except MissingData:
        pytest.skip(f"the store has no data for {name}")
    assert alone == values()
    assert any(value is not None for value in alone)
