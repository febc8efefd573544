"""Copy the pins of constraints.txt into pyproject.toml, where uv reads them.

    uv pip compile pyproject.toml --extra dev --extra bench --universal --no-header \
        --no-annotate --upgrade -o constraints.txt
    python .ci/pins.py

uv takes constraints of a project from `[tool.uv]` alone, pip takes them from a file: so they stand
twice. tests/test_pins.py compares the two lists.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = re.compile(r"(constraint-dependencies = \[\n).*?(^\]\n)", re.DOTALL | re.MULTILINE)


def main() -> None:
    """Rewrite the list in pyproject.toml."""
    pins = (ROOT / "constraints.txt").read_text().splitlines()
    lines = "".join(f'  "{pin}",\n' for pin in pins)
    project = ROOT / "pyproject.toml"
    project.write_text(LIST.sub(lambda m: m[1] + lines + m[2], project.read_text()))


if __name__ == "__main__":
    main()
