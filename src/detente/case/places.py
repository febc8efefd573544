"""Where a case file lies, bundled with detente or named by its path, and its bytes."""

from pathlib import Path

from detente.errors import CaseError, MissingData

MAX_BYTES = 2_000_000
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


def read_bytes(path: Path) -> bytes:
    """Read at most ``MAX_BYTES`` of a regular file."""
    try:
        if not path.is_file():
            raise MissingData(
                f"{path}: wanted a file, found {'a folder' if path.is_dir() else 'nothing'}"
            )
        if path.stat().st_size > MAX_BYTES:
            size = path.stat().st_size / 1e6
            raise CaseError(
                f"{path}:1: the file has {size:.1f} MB; wanted at most {MAX_BYTES / 1e6:.0f} MB"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise MissingData(f"{path}: cannot be read ({problem.strerror})") from None
    if len(data) > MAX_BYTES:
        raise CaseError(
            f"{path}:1: the file grew beyond {MAX_BYTES / 1e6:.0f} MB while it was read"
        )
    return data
