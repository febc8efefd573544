"""Where a case file lies: bundled with detente, or named by its path."""

from pathlib import Path

from detente.errors import MissingData

_SUFFIXES = {".yaml", ".yml"}
_BUNDLED = Path(__file__).resolve().parent.parent / "cases"


def bundled() -> list[str]:
    """Ids of the cases that come with detente."""
    return sorted(f.stem for f in _BUNDLED.glob("*.yaml"))


def locate(case: str) -> Path:
    """Path of a bundled id or of a file that the user named.

    Raises
    ------
    MissingData
        If it is neither.
    """
    if case in bundled():
        return _BUNDLED / f"{case}.yaml"
    path = Path(case)
    try:
        if path.exists() or path.suffix in _SUFFIXES or path.parent != Path():
            return path
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise MissingData(f"'{case:.60}' cannot be a file ({reason})") from None
    raise MissingData(
        f"no case '{case}': wanted the path of a case file or one of {', '.join(bundled())}"
    )
