"""The sections of the brief: one file each, discovered by import and sorted by place.

A section is a function from the document to blocks; where there is nothing to show it says why.
"""

import importlib
import pkgutil

from detente.brief.blocks import Section
from detente.brief.sections._register import Write, known_sections
from detente.document.assessment import Assessment


def catalogue() -> dict[str, Write]:
    """Every section by id, in the order of the brief."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return known_sections()


def sections(a: Assessment) -> tuple[Section, ...]:
    """All sections of one brief."""
    return tuple(write(a) for write in catalogue().values())
