"""What ships of all pairs is of the hazards, tables and program that ship with it, or is refused."""

import lzma
from datetime import date
from io import BytesIO

import numpy as np
import pytest

from detente.errors import MissingData
from detente.forecast import pairs_made_of, shipped_forecasts
from detente.forecast.forecast import forecast_case
from detente.forecast.made_up_pair import made_up_chances, made_up_pair
from detente.forecast.pairs_made_of import NEW_YEAR, PROGRAM, what_differs
from detente.forecast.settings import Settings
from detente.history.packed_json import write_packed
from detente.history.vintage import LAST, vintages_root
from detente.records import Estimate

FILE = "pairs.npz.xz"


read_anew = shipped_forecasts._shipped.__wrapped__


def test_what_ships_was_made_from_what_ships():
    """Fails where hazards, life tables or pacts are newer: run `detente fit --pairs`."""
    assert what_differs(shipped_forecasts.shipped_made_of()) == []


def test_what_ships_was_made_by_this_program():
    """Fails where a lens, its weight or the forecast changed: run `detente fit --pairs`."""
    made = shipped_forecasts.shipped_made_of()
    np.testing.assert_allclose(made_up_chances(NEW_YEAR), made[PROGRAM], atol=2e-6)


def test_no_chance_is_none_or_certain_because_the_file_rounds_it():
    """Printed as <1% and >99%, as an assessment prints it."""
    own = [one for f in shipped_forecasts.shipped_forecasts() for one in f.p.values()]
    assert len(own) > 4000
    assert min(low for _, low, _ in own) > 0
    assert max(high for *_, high in own) < 1
    assert all(low <= mean <= high for mean, low, high in own)


def test_every_learned_lens_reads_the_made_up_pair():
    forecast = forecast_case(made_up_pair(NEW_YEAR), settings=Settings(draws=40))
    learned = {n for n, basis in forecast.weights.basis.items() if basis == "learned"}
    read = {n for n, r in forecast.readings.coded.items() if isinstance(r, Estimate)}
    assert len(learned) == 11
    assert learned == read


def test_forecasts_of_other_hazards_another_day_or_other_settings_are_refused(
    monkeypatch, tmp_path
):
    refitted = tmp_path / "hazards.json.bz2"
    write_packed(refitted, "{}")
    monkeypatch.setattr(pairs_made_of, "hazard_file", lambda year: refitted)
    with pytest.raises(MissingData, match=f"other hazards of {LAST} than .* `detente fit --pairs`"):
        read_anew()
    monkeypatch.setattr(pairs_made_of, "NEW_YEAR", date(LAST + 1, 1, 1))
    monkeypatch.setattr(pairs_made_of, "Settings", lambda: Settings(draws=601))
    with pytest.raises(MissingData, match=f"other day and settings and hazards of {LAST} than"):
        read_anew()


def test_a_file_that_does_not_say_what_it_was_made_from_is_refused(monkeypatch, tmp_path):
    with np.load(BytesIO(lzma.decompress(vintages_root().joinpath(FILE).read_bytes()))) as held:
        kept = {name: held[name] for name in held if name != "made_of"}
    buffer = BytesIO()
    np.savez(buffer, **kept)
    (tmp_path / FILE).write_bytes(lzma.compress(buffer.getvalue(), preset=0))
    monkeypatch.setattr(shipped_forecasts, "vintages_root", lambda: tmp_path)
    with pytest.raises(MissingData, match=r"pairs\.npz\.xz: .* run `detente fit --pairs`"):
        read_anew()
    (tmp_path / FILE).unlink()
    with pytest.raises(MissingData, match="no forecasts of partnerships are shipped"):
        read_anew()
