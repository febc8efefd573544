"""Changing a case file on disk: comments stay, and the old file survives any fault."""

import io
import os
import tempfile
from pathlib import Path
from typing import Any

from detente.case.load import build
from detente.case.model import Case
from detente.case.yaml12 import parse, read_bytes
from detente.errors import CaseError, MissingData


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file in one step; a killed process leaves the old one whole."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise MissingData(f"{path}: cannot be written ({problem.strerror})") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def set_value(path: Path, place: str, to: float | str | bool) -> Case:
    """Set the value at a dotted path in a case file, keeping comments and layout.

    The new text is validated before it replaces the old file, which is kept beside it
    under the same name with ``.bak`` added.

    Raises
    ------
    CaseError
        If the file, the path or the resulting case is faulty. Nothing is then written.
    """
    from ruamel.yaml import YAML

    old = read_bytes(path)
    parse(str(path), old)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(old.decode("utf-8-sig"))
    _assign(tree, place.split("."), to, place)
    buffer = io.BytesIO()
    yaml.dump(tree, buffer)
    case = build(parse(str(path), buffer.getvalue()))
    write_atomically(path.with_name(path.name + ".bak"), old)
    write_atomically(path, buffer.getvalue())
    return case


def _assign(node: Any, steps: list[str], to: float | str | bool, place: str) -> None:
    *parents, last = steps
    for step in parents:
        node = _step(node, step, place)
    if not isinstance(node, dict):
        raise CaseError(f"no '{last}' on the path {place}")
    if isinstance(node.get(last), dict) and "value" in node[last]:
        node = node[last]
        last = "value"
    node[last] = to


def _step(node: Any, step: str, place: str) -> Any:
    if isinstance(node, dict) and step in node:
        return node[step]
    for item in node if isinstance(node, list) else ():
        if isinstance(item, dict) and step in (item.get("id"), item.get("actor")):
            return item
    raise CaseError(f"no '{step}' on the path {place}")
