"""A faulty lens spoils nothing but itself, whatever it does, in the main thread and in others."""

import contextlib
import json
import subprocess
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from detente.case.draws import Draws
from detente.case.evidence import Claim
from detente.case.load import load
from detente.forecast import read_lens
from detente.records import Estimate, Fading, Failed
from detente.registry import Lens, lenses

CASE = load("us-russia-2001")
GOOD = Estimate(draws=np.full(5, 0.5), claims=())


def read(function, case=CASE):
    card = lenses()["time-horizon"].card
    return read_lens.read_lens(Lens(card, function), case, Draws(np.random.default_rng(1), 5))


def stubborn(case, draw):
    """Swallows what it can."""
    with contextlib.suppress(Exception):
        time.sleep(30)
    return GOOD


class Mute(Exception):
    """Ends the program where its message is asked for."""

    def __str__(self):
        raise SystemExit(0)


def mute(case, draw):
    raise Mute


FAULTS = {
    "raised Mute, which cannot be printed": mute,
    "raised SystemExit: 3": lambda c, d: sys.exit(3),
    "names the claim 'nobody-said'": lambda c, d: replace(GOOD, claims=("nobody-said",)),
    "gave fading parts outside": lambda c, d: replace(
        GOOD, fading={"a": Fading(part=np.full(5, 0.5), half_life=np.zeros(5))}
    ),
    "fading parts outside 0 to 1": lambda c, d: replace(
        GOOD, fading={"a": Fading(part=np.full(2, 0.5), half_life=np.ones(2))}
    ),
    "could not convert string": lambda c, d: replace(GOOD, draws=np.array(list("abcde"))),
    "gave NoneType": lambda c, d: None,
}


@pytest.mark.parametrize("reason", FAULTS)
def test_what_is_wrong_is_the_reason(reason):
    found = read(FAULTS[reason])
    assert isinstance(found, Failed)
    assert reason in found.reason


def test_a_lens_that_swallows_exceptions_is_stopped(monkeypatch):
    monkeypatch.setattr(read_lens, "SECONDS", 0.05)
    assert "longer than 0.05 seconds" in read(stubborn).reason


def test_outside_the_main_thread_too(monkeypatch):
    """As in a server, where no alarm can be set."""
    monkeypatch.setattr(read_lens, "SECONDS", 0.05)
    gate, found = threading.Event(), []

    def waiting(case, draw):
        gate.wait()
        return GOOD

    lenses_ = (waiting, lambda c, d: GOOD, lambda c, d: 1 / 0)
    worker = threading.Thread(target=lambda: found.extend(read(f) for f in lenses_))
    worker.start()
    worker.join()
    gate.set()
    assert "longer than" in found[0].reason
    assert found[1].value == 0.5
    assert "ZeroDivisionError" in found[2].reason


def test_details_can_always_be_shown():
    broken = read(lambda c, d: replace(GOOD, detail=lambda: {"x": 1 / 0}))
    assert "ZeroDivisionError" in broken.detail()["left out"]
    odd = {"nan": np.nan, "small": np.float32(2), "rows": np.eye(2), "thing": object(), 3: {1}}
    shown = read(lambda c, d: replace(GOOD, detail=lambda: odd)).detail()
    assert shown == {
        "nan": None,
        "small": 2.0,
        "rows": [[1.0, 0.0], [0.0, 1.0]],
        "thing": "object",
        "3": [1],
    }


PLUGIN = '''
import numpy as np

from detente.records import Estimate, Judged, LensCard
from detente.registry import lens

CARD = LensCard(
    id="prestige", label="Prestige", theory="t", mechanism="m", references=("r",), unit="u",
    range=(0.0, 1.0), danger="higher", neutral=0.5, step=0.5, reads=("horizons",),
    weight=Judged(size=0.2, spread=0.1, bound=0.5, why="w"),
)


@lens(CARD)
def prestige(case, draw):
    """A lens from another package."""
    return Estimate(draws=np.full(draw.n, {value}), claims=())
'''


def with_plugin(folder, text, *words):
    """Run a command beside a real distribution on the path, with its entry point."""
    info = folder / "prestige_lens-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: prestige-lens\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[detente.plugins]\nprestige = prestige_lens\n")
    (folder / "prestige_lens.py").write_text(text)
    script = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); sys.argv = {['detente', *words]!r}; "
        "from detente.cli.main import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )


ODD = "class Odd(BaseException):\n    pass"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (PLUGIN.replace("{value}", "0.9"), 0, ""),
        (PLUGIN.replace("{value}", "np.nan"), 1, "gave values that are not finite numbers"),
        ("import no_such_module", 1, "the plug-in prestige_lens cannot be loaded"),
        (f"{ODD}\nraise Odd('red \\x1b[31m')", 1, "cannot be loaded (Odd: red \\u001b[31m)"),
        (
            "print('At the\\x07 start')\n" + PLUGIN.replace("{value}", "0.9"),
            0,
            "At the\\u0007 start",
        ),
        (PLUGIN.replace("{value}", "print('In a call') or 0.9"), 0, "In a call"),
        ("import sys\nsys.stdout.close()\n" + PLUGIN.replace("{value}", "0.9"), 0, ""),
    ],
)
def test_a_lens_of_an_installed_package_is_read_or_left_out(tmp_path, text, code, said):
    done = with_plugin(
        tmp_path, text, "assess", "us-russia-2001", "--draws", "100", "--strict", "--json"
    )
    assert done.returncode == code, done.stderr
    found = json.loads(done.stdout)
    assert any(x["id"] == "prestige" for x in found["lenses"]) == (code == 0)
    assert any(x["id"] == "lens/prestige" for x in found["left_out"]) == (code == 1)
    assert said in done.stderr


def test_a_faulty_history_spoils_only_the_value_beside_the_case(real_store, monkeypatch):
    from detente.assessment.assess import assess
    from detente.registry import _lenses

    def raising(tables):
        raise ValueError("no table")

    found = lenses()["regime-distance"]
    faults = {"raised ValueError: no table": raising, "nowhere": lambda t: "SELECT 1 FROM nowhere"}
    for reason, history in faults.items():
        monkeypatch.setitem(_lenses, "regime-distance", replace(found, history=history))
        result = assess("us-russia-2001")
        (lens,) = (x for x in result.lenses if x.id == "regime-distance")
        assert lens.panel is None
        said = {s.id: s.reason for s in result.left_out}
        assert reason in said["panel/regime-distance"]
        assert any(x.panel is not None for x in result.lenses)


def test_no_claim_is_compared_with_one_of_an_equal_case(monkeypatch):
    """For each reading of a case assessed anew in one process that took a sixth of the time."""

    def compared(claim, other):
        raise AssertionError("compared")

    assert isinstance(read(lambda c, d: GOOD), Estimate)
    again = CASE.model_copy(update={"claims": tuple(c.model_copy() for c in CASE.claims)})
    monkeypatch.setattr(Claim, "__eq__", compared)
    assert isinstance(read(lambda c, d: GOOD, again), Estimate)
