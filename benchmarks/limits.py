"""Processor time of hostile or large inputs, beside a target for each.

    python benchmarks/limits.py

Exit code 1 if one takes longer than its target. A test of the same inputs checks what they give.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import process_time

from common import table

from detente.case.source_text import paragraphs
from detente.case.yaml12 import parse
from detente.errors import CaseError
from detente.files import MAX_BYTES
from detente.states import states

SIGNS = ["[", "{", "- ", "? ", "a: ", "{a: ", "[a, ", "&a ", "*a ", "! ", "'", '"', "#", "|", " "]
ODD = ["\n", " \n", "\n ", ".)", "**", "#\n\n", "a.\n\n", "a\n\n", "\t", "\u2028"]


def hostile(sign: str) -> None:
    with suppress(CaseError):
        parse("f.yaml", (sign * (MAX_BYTES // len(sign))).encode())


def first_state() -> None:
    states._table.cache_clear()
    states.resolve("Soviet Union", date(1970, 1, 1))


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Smallest processor time of some runs."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    tasks = {
        "2 MB of one sign as a case, the worst": (
            3.0,
            max(seconds(lambda s=s: hostile(s), 1) for s in SIGNS),
        ),
        "20,000 odd signs as a text, the worst": (
            0.5,
            max(seconds(lambda s=s: paragraphs(s * 20_000 + "x")) for s in ODD),
        ),
        "first state by name": (0.01, seconds(first_state)),
    }
    rows = [[name, f"{found:.4f}", f"{target:g}"] for name, (target, found) in tasks.items()]
    print(table(["task", "processor s", "target s"], rows))
    if any(found > target for target, found in tasks.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
