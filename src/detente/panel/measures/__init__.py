"""Additions to the panel, one measure per file, discovered by the registry.

All that a measure needs is imported from here, in a plug-in too::

    from detente.panel.measures import MeasureCard, Tables, measure
"""

from detente.data.cards import MeasureCard
from detente.panel.tables import Tables
from detente.registry import measure

__all__ = ["MeasureCard", "Tables", "measure"]
