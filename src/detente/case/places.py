"""The id and the path of a case file, bundled with detente or the user's own."""

import re
from datetime import date
from pathlib import Path

from detente.errors import CaseError, DetenteError, FileError, MissingData

_SUFFIXES = {".yaml", ".yml"}
_BUNDLED = Path(__file__).resolve().parent.parent / "cases"


def bundled() -> list[str]:
    """Ids of the bundled cases."""
    return sorted(f.stem for f in _BUNDLED.glob("*.yaml"))


def new_id(typed: str) -> str:
    """Id of a new case, from the id or the name of its file.

    Raises
    ------
    CaseError
        If it has other characters than letters, digits, ``-``, ``_`` or ``.``, or more than 64.

    Examples
    --------
    >>> new_id("my-case"), new_id("my-case.yaml"), new_id("a.yml.yaml")
    ('my-case', 'my-case', 'a')
    """
    from detente.case.numbers import ID

    id_ = re.sub(r"(\.ya?ml)+$", "", typed.strip())
    if not re.fullmatch(ID, id_):
        raise CaseError(
            f"'{typed:.80}' cannot be an id; wanted letters, digits, '-', '_' or '.', at most 64"
        )
    return id_


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
        + ("; for two states name both, such as CHN RUS" if _is_state(case) else "")
    )


def _is_state(name: str) -> bool:
    """Whether a name is that of one state, given where a case was expected."""
    from detente.states.states import resolve

    try:
        resolve(name, date.today())
    except DetenteError:
        return False
    return True


def own_file(path: Path) -> Path:
    """The path of a case that may be changed.

    Raises
    ------
    FileError
        If it is the id of a bundled case.
    """
    if str(path) in bundled() and not path.exists():
        raise FileError(
            f"{path}: a bundled case is not changed; copy {locate(str(path))} and change the copy"
        )
    return path
