"""From the bytes of a file to its text: one format one file."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Extract:
    """Text of a file, and what the format itself says of its origin."""

    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: date | None = None
