"""Time and memory of `check` and `assess` on the larger bundled case at 1, 4 and 16 times its size.

Every section's entries are repeated under new ids, up to the limit of the section. Each size runs
in a process of its own. Usage: python benchmarks/case_size.py
"""

import copy
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from detente.assessment.assess import assess
from detente.case.load import build
from detente.case.model import Case
from detente.case.places import locate
from detente.case.yaml12 import YamlDocument, parse

CASE = "us-russia-2001"
BY_ACTOR = {"standing", "horizons", "regimes", "capabilities", "preferences"}  # one entry an actor
# sections that state something of an actor or pair once: their copies are of copies of the actors
ACTORS_OF = {
    "ties": ("a", "b"),
    "dependence": ("actor", "on"),
    "influence": ("by", "on"),
    "governments": ("actor",),
}


def grown(times: int) -> YamlDocument:
    """The case with its entries repeated; references stay with the first of each."""
    document = parse(CASE, locate(CASE).read_bytes())
    values = copy.deepcopy(document.values)
    for section, entries in values.items():
        if isinstance(entries, list) and section not in BY_ACTOR:
            values[section] = _repeated(section, entries, times)
    actors = {actor["id"] for actor in values["actors"]}
    for section, sides in ACTORS_OF.items():
        values[section] = [e for e in values[section] if {e[side] for side in sides} <= actors]
    return YamlDocument(CASE, values, document.text)


def _repeated(section: str, entries: list[Any], times: int) -> list[Any]:
    out = list(entries)
    for k in range(1, times):
        for entry in entries:
            again = copy.deepcopy(entry) | {"id": f"{entry['id']}.{k}"}
            again.pop("event", None)  # an event decides one scenario
            again |= {side: f"{entry[side]}.{k}" for side in ACTORS_OF.get(section, ())}
            out.append(again)
    limits = Case.model_fields[section].metadata
    return out[: min(m.max_length for m in limits if hasattr(m, "max_length"))]


def measure(times: int) -> None:
    """Print one row: size, entries, seconds of processor, largest memory."""
    document = grown(times)
    entries = sum(len(v) for v in document.values.values() if isinstance(v, list))
    start = time.process_time()
    case = build(document)
    checked = time.process_time()
    assess(case)
    done = time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{times:>3} x {entries:>6,} entries  check {checked - start:5.2f} s  "
        f"assess {done - checked:6.1f} s  {megabytes:,.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure all sizes, or the one named."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for times in (1, 4, 16):
        subprocess.run([sys.executable, str(Path(__file__)), str(times)], check=True)


if __name__ == "__main__":
    main()
