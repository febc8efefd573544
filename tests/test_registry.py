"""Registration: closed sets are checked, and nothing built in can be replaced."""

import subprocess
import sys
from dataclasses import replace

import pytest

from detente import registry
from detente.errors import DataError, DetenteError


@pytest.fixture
def card():
    return registry.lenses()["time-horizon"].card


def test_a_misspelt_direction_of_danger_is_refused(card):
    with pytest.raises(DataError, match=r"'time-horizon', danger: 'hihger'; .*mean 'higher'"):
        replace(card, danger="hihger")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "sure"}, "status: 'sure'; wanted one of exploratory, established"),
        ({"neutral": 2.0}, "neutral: 2; wanted a value within 0 to 1"),
        ({"step": 0.0}, "step: 0; wanted a number above 0"),
    ],
)
def test_a_card_outside_its_sets_is_refused(card, change, sentence):
    with pytest.raises(DataError, match=sentence):
        replace(card, **change)


def test_a_measure_for_no_known_unit_is_refused():
    measure = registry.measures()["disputes"].card
    with pytest.raises(DataError, match="'disputes', per: 'dyad'; wanted one of dyad-year"):
        replace(measure, per="dyad")


def test_the_sign_of_a_lens_is_that_of_its_danger(card):
    assert replace(card, danger="lower").sign == -1
    assert replace(card, danger="higher").sign == 1


def test_no_other_module_can_register_a_lens_again(card):
    with pytest.raises(
        DetenteError, match=r"two lenses are called 'time-horizon', in detente\.len"
    ):
        registry.lens(card)(lambda case, draw: None)


def test_no_other_module_can_register_a_measure_again():
    measure = registry.measures()["disputes"].card
    with pytest.raises(
        DetenteError, match=r"two measures are called 'disputes', in detente\.panel"
    ):
        registry.measure(measure)(lambda tables: "")


def test_no_other_card_can_take_the_id_of_a_source():
    source = registry.sources()["nmc"]
    with pytest.raises(DetenteError, match="two sources are called 'nmc'"):
        registry.source(replace(source, version="9.9"))
    assert registry.source(source) is source  # the same card again is no other


@pytest.mark.parametrize("field", ["history", "sources"])
def test_a_card_that_names_what_does_not_exist_is_refused(card, field):
    lens = registry.Lens(replace(card, **{field: ("nonesuch",)}), lambda case, draw: None)
    with pytest.raises(DataError, match=r"'time-horizon' names the .* 'nonesuch', which does not"):
        lens.lag()


IMPOSTOR = """
from dataclasses import replace
from detente import registry
{begin}
"""
BEGIN = {
    "source": "import detente.sources.nmc as n; registry.source(replace(n.CARD, version='9'))",
    "measure": (
        "from detente.data.cards import MeasureCard\n"
        "card = MeasureCard(id='disputes', label='Mine', per='dyad-year', sources=(), "
        "columns={}, years=(1, 2))\n"
        "registry.measure(card)(lambda tables: '')"
    ),
    "lens": (
        "from detente.lenses import Judged, LensCard, lens\n"
        "card = LensCard(id='two-level', label='Mine', theory='t', mechanism='m', "
        "references=(), unit='u', range=(0, 1), danger='higher', neutral=0, step=1, reads=(), "
        "weight=Judged(size=0, spread=0, bound=0, why='w'))\n"
        "lens(card)(lambda case, draw: None)"
    ),
    "reader": (
        "from detente.reading.reader import ReaderCard, reader\n"
        "card = ReaderCard(id='stance', kinds=('stance',), version=1, says='Mine')\n"
        "reader(card)(lambda document, as_of: ())"
    ),
    "feed": (
        "from detente.events.feed import Feed, feed\n"
        "feed(Feed(id='icews', label='Mine', quad_rule='', layouts=(), state=lambda c, d: None))"
    ),
}
ASK = """
import sys; sys.path.insert(0, {folder!r})
from importlib import import_module
from detente import registry
kinds = {{"source": ("registry", "sources", "nmc"), "measure": ("registry", "measures", "disputes"),
         "lens": ("registry", "lenses", "two-level"), "feed": ("events.feed", "feeds", "icews"),
         "reader": ("reading.reader", "readers", "stance")}}
module, name, id_ = kinds[{kind!r}]
registry.lenses()  # loads the plug-in, before any feed or reader of detente's
entry = getattr(import_module(f"detente.{{module}}"), name)()[id_]
card = getattr(entry, "card", entry)
print(getattr(card, "label", None) or card.says)
print(registry.unloaded()["impostor"])
"""


@pytest.mark.parametrize("kind", BEGIN)
def test_a_plug_in_cannot_replace_what_is_built_in(tmp_path, kind):
    info = tmp_path / "impostor-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: impostor\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[detente.plugins]\nimpostor = impostor\n")
    (tmp_path / "impostor.py").write_text(IMPOSTOR.format(begin=BEGIN[kind]))
    script = ASK.format(folder=str(tmp_path), kind=kind)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    label, reason = run.stdout.splitlines()
    assert label != "Mine"
    assert "the plug-in impostor cannot be loaded" in reason
    assert f"two {kind}" in reason
