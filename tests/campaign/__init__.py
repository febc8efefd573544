"""The campaign: attacks on detente with figures, outside the README's test command.

`uv run --extra dev python -m tests.campaign --help` from the root of a clone. An attack is one file
in `attacks/`, found by itself; `kit/` holds what attacks share.
"""

import sys
from pathlib import Path

for kits in ("data", "events"):  # that tests share
    sys.path.append(str(Path(__file__).resolve().parents[1] / kits))
