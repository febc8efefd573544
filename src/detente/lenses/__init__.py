"""One file per theory: ``Case`` in, ``Estimate`` or ``NoEvidence`` out.

All that the author of a lens needs is imported from here, in detente itself or in a plug-in::

    from detente.lenses import Case, Draws, Estimate, Judged, LensCard, NoEvidence, lens

``Lever`` is for a lens that states which values of a case a sensitivity analysis may move,
``Fading`` for a value that decays, ``Tables`` and ``measures`` for a historical counterpart.
"""

from typing import TYPE_CHECKING, Any

__all__ = [
    "Array",
    "Case",
    "Draws",
    "Estimate",
    "Fading",
    "Judged",
    "LensCard",
    "Lever",
    "NoEvidence",
    "Tables",
    "lens",
    "measures",
]

if TYPE_CHECKING:
    from detente.case.draws import Draws
    from detente.case.model import Case
    from detente.panel.tables import Tables
    from detente.records import Array, Estimate, Fading, Judged, LensCard, Lever, NoEvidence
    from detente.registry import lens, measures

_WHERE = {
    "Case": "detente.case.model",
    "Draws": "detente.case.draws",
    "Tables": "detente.panel.tables",
    "lens": "detente.registry",
    "measures": "detente.registry",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the package stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'detente.lenses' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_WHERE.get(name, "detente.records")), name)


def __dir__() -> list[str]:
    return __all__
