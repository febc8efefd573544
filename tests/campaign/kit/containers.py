"""Hostile data files: containers that lie, bombs, foreign content."""

import bz2
import gzip
import io
import lzma
import random
import struct
import zipfile
from collections.abc import Callable

from data_kit import NMC_HEADER, nmc_csv, zipped

NAME = "NMC-70-abridged.csv"
MEGABYTE = bytes(1 << 20)


def bomb(rng: random.Random) -> tuple[str, bytes]:
    """A small file that wants much: zeros in zips, a long line, many columns, nested zips."""
    return rng.choice(_BOMBS)()


def _zeros() -> tuple[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened, opened.open(NAME, "w") as file:
        for _ in range(300):
            file.write(MEGABYTE)
    return "x.zip", out.getvalue()


def _zips_of_zips() -> tuple[str, bytes]:
    """Forty inner zips of 20 MB, whose zeros the outer one packs to nothing."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_STORED) as opened:
        opened.writestr("filler.bin", MEGABYTE * 20)
    return "x.zip", zipped(**{f"{n}.zip": inner.getvalue() for n in range(40)})


def _nested() -> tuple[str, bytes]:
    data = zipped(**{NAME: nmc_csv()})
    for _ in range(50):
        data = zipped(**{"in.zip": data})
    return "x.zip", data


def _columns() -> tuple[str, bytes]:
    return NAME, ",".join(NMC_HEADER + [f"c{n}" for n in range(16_000)]).encode() + b"\n" + b"1\n"


def _wide() -> tuple[str, bytes]:
    """Rows that fill every one of many columns, fewer than are refused."""
    names = NMC_HEADER + [f"c{n}" for n in range(9_900 - len(NMC_HEADER))]
    rows = [names, *([str(n)] * len(names) for n in range(3))]
    return NAME, "\n".join(map(",".join, rows)).encode() + b"\n"


def _long_line() -> tuple[str, bytes]:
    return NAME, nmc_csv() + b"a" * 30_000_000 + b"\n"


def _many_names() -> tuple[str, bytes]:
    return "x.zip", zipped(**{f"{n}.txt": b"" for n in range(20_000)})


def _squeezed(pack: Callable[[bytes], bytes]) -> tuple[str, bytes]:
    return "cow_nmc.rda", pack(b"RDX3\nX\n" + MEGABYTE * 300)


_BOMBS = (_zeros, _zips_of_zips, _nested, _columns, _wide, _long_line, _many_names)
_BOMBS += tuple(
    lambda pack=p: _squeezed(pack) for p in (gzip.compress, bz2.compress, lzma.compress)
)


def foreign(rng: random.Random) -> tuple[str, bytes]:
    """Content that its name does not promise, or a zip with names and flags of all kinds."""
    name = rng.choice((NAME, "x.zip", "x.parquet", "x.dta", "x.xlsx", "cow_nmc.rda", "x.rds"))
    return rng.choice(_FOREIGN)(name, rng)


def _page(name: str, rng: random.Random) -> tuple[str, bytes]:
    head = rng.choice((b"", b"\xef\xbb\xbf\n", b"<!-- x -->"))
    return name, head + b"<!DOCTYPE html><title>404 Not Found \x1b[31m</title>" + b"x" * 5000


def _nothing(name: str, rng: random.Random) -> tuple[str, bytes]:
    return name, b"\n" * rng.choice((0, 1, 1000))


def _noise(name: str, rng: random.Random) -> tuple[str, bytes]:
    magic = rng.choice(
        (b"PAR1", b"PK\x03\x04", b"\x1f\x8b", b"<stata_dta>", b"RDX3\n", b"X\n", b"")
    )
    return name, magic + rng.randbytes(rng.choice((1, 100, 10_000))) + magic


def _odd_zip(name: str, rng: random.Random) -> tuple[str, bytes]:
    """A zip with a name that leads elsewhere, is twice there, encrypted or not UTF-8."""
    inside = rng.choice(
        (f"../../{NAME}", f"/tmp/{NAME}", f"a\\b\\{NAME}", "a" * 300 + ".csv", NAME)
    )
    data = zipped(**{inside: nmc_csv(), "__MACOSX/" + NAME: b"x"})
    change = rng.choice(("none", "encrypted", "bytes", "method", "size"))
    at = data.index(b"PK\x01\x02")  # the entry of the first file in the list at the end
    field = {"encrypted": (8, 1), "method": (10, 77), "size": (24, 2**32 - 2)}
    if change == "bytes":
        return "x.zip", data.replace(NAME.encode(), NAME.encode()[:-5] + b"\xff\xfe.cs")
    if change in field:
        place, value = field[change]
        packed = struct.pack("<I" if change == "size" else "<H", value)
        data = data[: at + place] + packed + data[at + place + len(packed) :]
    return "x.zip", data


_FOREIGN = (_page, _nothing, _noise, _odd_zip, _odd_zip)
