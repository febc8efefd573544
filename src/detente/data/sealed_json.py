"""JSON files that end with their own checksum, so that no changed bit goes unseen."""

import hashlib
import json
import re
from typing import Any

_SEAL = re.compile(rb',"sha256":"([0-9a-f]{64})"}\s*\Z')


class SealBroken(ValueError):
    """The file is not as it was written."""


def sealed(document: dict[str, Any], *, indent: int | None = None) -> bytes:
    """The bytes of a JSON object with the checksum of all that stands before it.

    Parameters
    ----------
    document : dict
        At least one key, and none of them ``sha256``.
    indent : int, optional
        Of each level; all on one line if absent.

    Examples
    --------
    >>> unsealed(sealed({"version": 1}))["version"]
    1
    """
    separators = (",", ":") if indent is None else None
    body = json.dumps(document, indent=indent, separators=separators)[:-1].encode()
    return body + f',"sha256":"{hashlib.sha256(body).hexdigest()}"}}\n'.encode()


def unsealed(content: bytes) -> Any:
    """The object in such bytes, or in those of a version that wrote no checksum.

    Raises
    ------
    SealBroken
        If they changed since they were written.
    ValueError
        If they are not JSON.
    """
    seal = _SEAL.search(content)
    if seal and seal[1] != hashlib.sha256(content[: seal.start()]).hexdigest().encode():
        raise SealBroken
    document = json.loads(content)
    if not seal and isinstance(document, dict) and "sha256" in document:
        raise SealBroken
    return document
