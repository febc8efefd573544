"""How long will a partnership between states last, what would break it, how would we know?"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Intervention",
    "__version__",
    "add_measures",
    "assess",
    "base_rate",
    "create_panel",
    "load_case",
    "pair_page",
    "pulse",
    "whatif",
]

if TYPE_CHECKING:
    from detente.assessment.assess import assess
    from detente.case.load import load as load_case
    from detente.events.pulse import pulse
    from detente.forecast.pair_page import pair_page
    from detente.history.base_rate import base_rate
    from detente.panel.create import add_measures, create_panel
    from detente.scenarios.interventions import Intervention
    from detente.scenarios.what_if import whatif

_WHERE = {
    "Intervention": ("detente.scenarios.interventions", "Intervention"),
    "add_measures": ("detente.panel.create", "add_measures"),
    "assess": ("detente.assessment.assess", "assess"),
    "base_rate": ("detente.history.base_rate", "base_rate"),
    "load_case": ("detente.case.load", "load"),
    "pair_page": ("detente.forecast.pair_page", "pair_page"),
    "create_panel": ("detente.panel.create", "create_panel"),
    "pulse": ("detente.events.pulse", "pulse"),
    "whatif": ("detente.scenarios.what_if", "whatif"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import detente`` stays light."""
    if name not in _WHERE:
        raise AttributeError(f"module 'detente' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
