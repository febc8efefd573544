"""The sections of the brief: one file each, found by itself and set in order.

A section is a function from the document to blocks; it says why where there is nothing to show.
"""

import importlib
import pkgutil

from detente.brief.blocks import Section
from detente.brief.sections._register import Write, known
from detente.document.assessment import Assessment


def catalogue() -> dict[str, Write]:
    """Every section by id, in the order of the brief."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return known()


def sections(a: Assessment) -> tuple[Section, ...]:
    """All sections of one brief."""
    return tuple(write(a) for write in catalogue().values())
