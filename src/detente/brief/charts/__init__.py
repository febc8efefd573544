"""The brief's charts: each function takes the document and returns a Vega-Lite spec."""

from detente.brief.charts.evidence import fault_lines, lenses, surveys
from detente.brief.charts.forecast import reference_classes, survival
from detente.brief.charts.network import network
from detente.brief.charts.theme import Figure, Spec, figure

__all__ = [
    "Figure",
    "Spec",
    "fault_lines",
    "figure",
    "lenses",
    "network",
    "reference_classes",
    "surveys",
    "survival",
]
