"""An attack, and how attacks are found."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from .arena import Arena


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One attack: its name, what it does in words, its share of the time, and the function."""

    name: str
    what: str
    share: float
    run: Callable[[Arena], None]


_ATTACKS: dict[str, Attack] = {}


def attack(name: str, what: str, *, share: float = 1.0) -> Callable:
    """Declare the attack of a module in `attacks/`.

    Parameters
    ----------
    name : str
        As on the command line.
    what : str
        What is attacked with what.
    share : float
        Of the time of a campaign, compared with other attacks.
    """

    def declared(function: Callable[[Arena], None]) -> Callable[[Arena], None]:
        _ATTACKS[name] = Attack(name=name, what=what, share=share, run=function)
        return function

    return declared


def attacks() -> dict[str, Attack]:
    """Every attack by its name."""
    from .. import attacks as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_ATTACKS.items()))
