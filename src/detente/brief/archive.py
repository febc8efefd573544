"""Zip archives with the same bytes each time."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def pack(files: Mapping[str, bytes]) -> bytes:
    """Files as one zip, in their order.

    Parameters
    ----------
    files : mapping of str to bytes
        Content by name.

    Examples
    --------
    >>> pack({"a.csv": b"1"}) == pack({"a.csv": b"1"})
    True
    """
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = ZipInfo(name, _WHEN)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, ZIP_DEFLATED)
    return out.getvalue()


def read_archive(data: bytes) -> dict[str, bytes]:
    """Content of a zip of our own by name; of another's its size is not bounded."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
