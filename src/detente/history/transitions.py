"""How one outcome raises another, and the weights of the pool, read from a shipped vintage."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.errors import MissingData
from detente.history.hazard_files import load_hazards

NAMES = ("strain", "drift", "strain_after_drift", "rivalry", "force")
_UNKNOWN = (0.0, 0.5)  # log ratio and its error where history cannot say: any from .4 to 2.3
_RARE = (-3.0, 1.0)  # log-odds in a year that the other kind of rupture follows, likewise


@dataclass(frozen=True, kw_only=True)
class Transitions:
    """Estimates of one vintage.

    Attributes
    ----------
    logs : mapping of str to (float, float)
        Estimate and standard error. ``strain``, ``drift``: log hazard ratio of rupture once the
        one has come; ``strain_after_drift``: of strain; ``rivalry``, ``force``: log-odds in a year
        that this kind of rupture follows the other.
    pool : mapping of str to float
        Weight of the learned hazard in the pool of an outcome, by stacking; absent: equal weights.
    """

    logs: Mapping[str, tuple[float, float]]
    pool: Mapping[str, float]


@cache
def load_transitions(year: int) -> Transitions:
    """Transitions as known when ``year`` began; wide where history had too few events."""
    try:
        document = load_hazards(year)
    except MissingData:
        document = {}
    known = document.get("transitions", {})
    vague = {name: _RARE if name in ("rivalry", "force") else _UNKNOWN for name in NAMES}
    return Transitions(
        logs=vague | {name: (float(v[0]), float(v[1])) for name, v in known.items()},
        pool={name: float(w["learned"]) for name, w in document.get("pool", {}).items()},
    )
