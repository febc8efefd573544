"""One file per data set: its card. ``detente.data.store`` reads what a card names.

All that a source needs is imported from here, in a plug-in too::

    from detente.sources import Citation, Form, SourceCard, source
"""

from detente.data.cards import Citation, Form, SourceCard
from detente.registry import source

__all__ = ["Citation", "Form", "SourceCard", "source"]
