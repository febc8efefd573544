"""Ten rounds of the challenge model beside plain loops, one run, medians; growth with actors.

The peer is the golden maker ``tests/golden/bargain/plain.py``: one actor, pair and vote at a time.
Positions after ten rounds must agree. The last lines time all issues of the bundled cases.

    python benchmarks/bargain.py
"""

import importlib.util
import statistics
from pathlib import Path
from time import perf_counter

import numpy as np

from detente.case.load import bundled, load
from detente.document.labels import RUPTURE
from detente.forecast.forecast import forecast_case
from detente.scenarios.bargaining.challenge import Rules, next_round
from detente.scenarios.bargaining.issues import issue_bargains
from detente.scenarios.bargaining.table import BargainingTable, seat_actors

MAKER = Path(__file__).resolve().parents[1] / "tests" / "golden" / "bargain" / "plain.py"
SIZES = (6, 10, 17, 24, 48)
ROUNDS = 10


def plain():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("plain", MAKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(seats: BargainingTable) -> list[float]:
    place = seats.position
    for _ in range(ROUNDS):
        place = next_round(seats, place, Rules()).position
    return [float(x) for x in place]


def median_ms(work, times: int) -> tuple[float, list[float]]:  # type: ignore[no-untyped-def]
    spent = []
    for _ in range(times):
        start = perf_counter()
        found = work()
        spent.append(1000 * (perf_counter() - start))
    return statistics.median(spent), found


def main() -> None:
    peer = plain()
    before = None
    for n in SIZES:
        x, s, c = peer.drawn(n, n)
        seats = seat_actors([str(k) for k in range(n)], x, s, c, span=100)
        mine, found = median_ms(lambda seats=seats: ours(seats), 31)
        other, expected = median_ms(lambda x=x, s=s, c=c: loops(peer, x, s, c), 3)
        assert np.allclose(found, expected, atol=1e-6), n
        grown = np.log(mine / before[1]) / np.log(n / before[0]) if before else None
        print(
            f"{n:3} actors, {ROUNDS} rounds: {mine:7.2f} ms  plain loops {other:8.1f} ms  "
            f"x {other / mine:.0f}" + (f"  grows with n^{grown:.1f}" if grown is not None else "")
        )
        before = (n, mine)
    for name in bundled():
        case = load(name)
        spent = []
        for _ in range(7):
            forecast = forecast_case(case)
            forecast.survivals[RUPTURE]
            start = perf_counter()
            issue_bargains(forecast)
            spent.append(1000 * (perf_counter() - start))
        print(f"{name}, {len(case.issues)} issues: {statistics.median(spent):.1f} ms")


def loops(peer, x, s, c) -> list[float]:  # type: ignore[no-untyped-def]
    place = x
    for _ in range(ROUNDS):
        place, _ = peer.one_round(place, s, c, 100.0, "all-pairs", "lowest")
    return list(place)


if __name__ == "__main__":
    main()
