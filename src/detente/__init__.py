"""How long will a partnership between states last, what would break it, how would we know?"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Set", "__version__", "add", "assess", "base_rate", "load_case", "panel", "whatif"]

if TYPE_CHECKING:
    from detente.assessment import assess
    from detente.case.load import load as load_case
    from detente.forecast.base_rate import base_rate
    from detente.panels.build import add, panel
    from detente.scenarios.versions import Set
    from detente.scenarios.whatif import whatif

_WHERE = {
    "Set": ("detente.scenarios.versions", "Set"),
    "add": ("detente.panels.build", "add"),
    "assess": ("detente.assessment", "assess"),
    "base_rate": ("detente.forecast.base_rate", "base_rate"),
    "load_case": ("detente.case.load", "load"),
    "panel": ("detente.panels.build", "panel"),
    "whatif": ("detente.scenarios.whatif", "whatif"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import detente`` stays light."""
    if name not in _WHERE:
        raise AttributeError(f"module 'detente' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)
