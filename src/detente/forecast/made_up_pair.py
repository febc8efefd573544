"""A made-up pair with readings of every learned lens, and what the program says of it.

Nothing in it is from a source. What `detente fit --pairs` ships of real pairs is out of date when
the program says something else of this one (`detente.forecast.pairs_made_of`).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.case.model import Case
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import HORIZONS, STEPS, Settings

_DRAWN = Settings(draws=40)  # enough to notice a change
_DIGITS = 6
_LISTS = ("capabilities", "regimes", "standing", "dependence", "governments", "ties", "threats")
_ONE = ("institutions", "contest", "alignment")
_OLD = date(2010, 12, 31)  # to which its record is known
Plain = dict[str, Any]


def made_up_chances(day: date) -> list[list[float]]:
    """Chances of every outcome of the made-up pair at each horizon.

    Once with all that data tell of a pair, once with its record and its ideal points alone, so that
    most lenses have no evidence.

    Parameters
    ----------
    day : date
        Of the forecast.
    """
    whole = made_up_pair(day)
    bare = whole.model_copy(update=dict.fromkeys(_LISTS, ()) | dict.fromkeys(_ONE))
    return [row for case in (whole, bare) for row in _chances(case)]


def _chances(case: Case) -> Iterator[list[float]]:
    for _, survival in sorted(forecast_case(case, settings=_DRAWN).survivals.items()):
        yield [round(1 - float(survival[:, h * STEPS].mean()), _DIGITS) for h in HORIZONS]


def made_up_pair(day: date) -> Case:
    """The case of two partners with one former rivalry, a treaty, common and own friends.

    Every learned lens reads something off it.

    Parameters
    ----------
    day : date
        Of the case, after 2010.
    """
    sections = {
        "partnership": _partnership(),
        "record": _record(),
        "capabilities": _of_both(share=(0.12, 0.03), major_power=(True, False)),
        "regimes": _of_both(polity=(8, -3), polyarchy=(0.8, 0.3)),
        "preferences": _of_both(ideal_point=(1.1, -0.4)),
        "standing": _of_both(claimed=(90, 40), accorded=(80, 20)),
        "institutions": {"shared_memberships": 0.5, "military_coordination": 1},
        "contest": {"share": 0.3},
        "dependence": [_trade("AAA", "BBB", 0.02), _trade("BBB", "AAA", 0.2)],
        "governments": [{"id": "g-b", "actor": "BBB", "label": "New", "since": "2009-07-01"}],
        "ties": [*_ties("AAA", "++-"), *_ties("BBB", "+--")],
        "threats": [_threat()],
        "alignment": {"level": 0.2, "fall": 0.1, "sessions_below": 1, "drifted": False},
    }
    known = {name: _dated(section, day) for name, section in sections.items()}
    return Case.model_validate(_head(day) | known)


def _head(day: date) -> Plain:
    actors = [_actor(f"{letter}" * 3) for letter in "ABCDE"]
    source = {"id": "s", "title": "Made up", "date": day, "kind": "data", "reliability": "A"}
    known_to = dict.fromkeys(("record", "sanctions", "threats", "ties", "governments"), _OLD)
    return {
        "detente": 1,
        "id": "made-up",
        "title": "A made-up pair",
        "question": "Will it last?",
        "as_of": day,
        "sources": [source],
        "actors": _dated(actors, day),
        "known_to": known_to,
    }


def _actor(name: str) -> Plain:
    return {"id": name, "name": name, "kind": "state"}


def _dated(section: Any, day: date) -> Any:
    if isinstance(section, list):
        return [_dated(entry, day) for entry in section]
    return section | {"known_on": day}


def _partnership() -> Plain:
    return {
        "members": ["AAA", "BBB"],
        "start": "1990-12-31",
        "ideological_adversity": 0.5,
        "geopolitical_adversity": 0.5,
        "border": "land",
        "distance_km": 0,
    }


def _record() -> list[Plain]:
    pact: Plain = {"kind": "pact", "start": "1990-12-31", "obligations": ["nonagg"]}
    rivalry: Plain = {"kind": "rivalry", "start": "1950-01-01", "end": "1985-12-31"}
    force: Plain = {"kind": "dispute", "start": "1969-01-01", "end": "1969-12-31", "force": True}
    strain: Plain = {"kind": "sanctions", "start": "2005-01-01", "end": "2005-12-31"}
    entries = [rivalry, force, pact | {"both_major": False, "bilateral": True}, strain]
    return [{"id": f"r-{i}", "label": entry["kind"], **entry} for i, entry in enumerate(entries)]


def _of_both(**pairs: tuple[Any, Any]) -> list[Plain]:
    return [
        {"actor": actor} | {key: pair[i] for key, pair in pairs.items()}
        for i, actor in enumerate(("AAA", "BBB"))
    ]


def _trade(actor: str, other: str, share: float) -> Plain:
    return {"id": f"t-{actor}", "actor": actor, "on": other, "label": "Trade", "share": share}


def _ties(own: str, signs: str) -> list[Plain]:
    return [
        {"id": f"{own}-{other}", "a": own, "b": other * 3, "sign": sign, "kind": "made up"}
        | {"since": "2008-01-01", "pact": sign == "+"}
        for other, sign in zip("CDE", signs, strict=True)
    ]


def _threat() -> Plain:
    severity: Plain = {"power": 0.6, "proximity": 0.5, "offensive": 0.5, "intent": 1}
    return {
        "id": "rival",
        "label": "A rival of both",
        "actor": "EEE",
        "since": "1980-01-01",
        "half_life": 15,
        "severity": {"AAA": severity, "BBB": severity | {"proximity": 1}},
    }
