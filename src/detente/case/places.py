"""The path of a case file, bundled with detente or the user's own."""

from pathlib import Path

from detente.errors import FileError, MissingData

_SUFFIXES = {".yaml", ".yml"}
_BUNDLED = Path(__file__).resolve().parent.parent / "cases"


def bundled() -> list[str]:
    """Ids of the bundled cases."""
    return sorted(f.stem for f in _BUNDLED.glob("*.yaml"))


def locate(case: str) -> Path:
    """Path of a case, from the id of a bundled case or the path of a file.

    Raises
    ------
    MissingData
        If it is neither.
    FileError
        If it cannot be the name of a file.
    """
    if case in bundled():
        return _BUNDLED / f"{case}.yaml"
    path = Path(case)
    try:
        if path.exists() or path.suffix in _SUFFIXES or path.parent != Path():
            return path
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise FileError(f"'{case:.60}' cannot be a file ({reason})") from None
    raise MissingData(
        f"no case '{case}': wanted the path of a case file or one of {', '.join(bundled())}"
    )
