"""One file per data set: its card. ``detente.data.store`` reads what a card names.

All that a source needs is imported from here, in a plug-in too::

    from detente.sources import Address, Citation, Form, SourceCard, pinned, source
"""

from detente.data.cards import Address, Citation, Form, Release, SourceCard, pinned
from detente.registry import source

__all__ = ["Address", "Citation", "Form", "Release", "SourceCard", "pinned", "source"]
