"""A case without the danger of some of its entries: what neutral means, section by section.

Every other entry stays as coded, so that no lens loses the scale on which it reads the case:

- issues: everybody stands midway between the two partners;
- threats from outside: in full, and never fading; threats of one partner to the other: none;
- ties: the triads that a tie leaves unbalanced are balanced, and a new pact counts as an old one;
- surveys: a share that reads towards rupture is one half;
- ledger: a cooperative deed is delivered in full and was not decided before; a hostile one is nil;
- actors: a faction that must agree stands where its state does;
- legacy: no continuity.

Scenarios and calendar events have no neutral value here: worlds in which they do not come true,
or turn out well, are drawn (`detente.scenarios.sensitivity.danger`).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from detente.case.feeds import Feeds, third_party
from detente.case.model import Case, Deed, Issue, Legacy, Position, Tie
from detente.case.numbers import Number
from detente.case.survey import Survey
from detente.case.threat import Threat

_NEVER = Number(value=200)  # the longest half-life that a case may state, in years
_NONE, _FULL = Number(value=0), Number(value=1)
_OLD = date(1816, 1, 1)
_SECTIONS = ("issues", "threats", "ties", "surveys", "ledger", "actors", "legacy")


class Neutral:
    """A case from which the danger of some entries is taken, again and again.

    Neutral entries are made once, so that versions share them and compare quickly.

    Parameters
    ----------
    case : Case
        The case, or a version of it.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._made: dict[tuple[object, ...], object] = {}

    def without(self, gone: Feeds) -> Case:
        """The case as it would be without the danger that some entries feed.

        Parameters
        ----------
        gone : frozenset of (str, str)
            Sections and ids of the entries, as `detente.case.feeds` lists them.
        """
        if not gone:
            return self.case
        ids = {name: frozenset(id_ for s, id_ in gone if s == name) for name in _SECTIONS}
        parts = {name: self._section(name, ids) for name in _SECTIONS if name != "actors"}
        return self.case.model_copy(update=parts)

    def _section(self, name: str, ids: dict[str, frozenset[str]]) -> object:
        own = (ids["issues"], ids["actors"]) if name == "issues" else (ids[name],)
        key: tuple[object, ...] = (name, *own)
        if not any(own):
            return getattr(self.case, name)
        if key not in self._made:
            self._made[key] = self._make(name, ids)
        return self._made[key]

    def _make(self, name: str, ids: dict[str, frozenset[str]]) -> object:
        case, gone = self.case, ids[name]
        if name == "legacy":
            return _legacy(case)
        if name == "ties":
            return _ties(case, gone)
        if name == "issues":
            return tuple(self._issue(x, ids) for x in case.issues)
        return tuple(self._entry(name, x) if x.id in gone else x for x in getattr(case, name))

    def _entry(self, name: str, entry: Any) -> object:
        key = (name, "entry", entry.id)
        if key not in self._made:
            self._made[key] = _BY_SECTION[name](self.case, entry)
        return self._made[key]

    def _issue(self, issue: Issue, ids: dict[str, frozenset[str]]) -> object:
        voices = ids["actors"] & {p.actor for p in issue.positions}
        key = ("issue", issue.id, issue.id in ids["issues"], voices)
        if key not in self._made:
            self._made[key] = _issue(self.case, issue, issue.id in ids["issues"], voices)
        return self._made[key]


def _issue(case: Case, issue: Issue, settled: bool, voices: frozenset[str]) -> Issue:
    spots = {p.actor: p.position for p in issue.positions}
    if settled:
        own = [spots[m].value for m in case.members if m in spots]
        middle = Number(value=sum(own) / len(own)) if own else Number(value=issue.status_quo)
        moved = tuple(p.model_copy(update={"position": middle}) for p in issue.positions)
    else:
        moved = tuple(_aligned(case, p, spots, voices) for p in issue.positions)
    return issue if moved == issue.positions else issue.model_copy(update={"positions": moved})


def _aligned(case: Case, p: Position, spots: dict[str, Number], voices: frozenset[str]) -> Position:
    state = case.actor(p.actor).within
    if p.actor in voices and state in spots:
        return p.model_copy(update={"position": spots[state]})
    return p


def _threat(case: Case, threat: Threat) -> Threat:
    if threat.actor in case.members:
        return threat.model_copy(update={"severity": {}})
    return threat.model_copy(update={"attained": _NONE, "half_life": _NEVER})


def _ties(case: Case, gone: frozenset[str]) -> tuple[Tie, ...]:
    """One tie of every unbalanced triad that a tie gone is part of changes its sign."""
    signs: dict[str, dict[str, str]] = {}
    for tie in case.ties:
        end = third_party(case, tie)
        if end is not None and (tie.until is None or tie.until >= case.as_of):
            signs.setdefault(end, {})[tie.id] = tie.sign
    flip = set()
    for ties in signs.values():
        touched = [id_ for id_ in ties if id_ in gone]
        if touched and len(ties) == 2 and len(set(ties.values())) == 2:
            flip.add(touched[0])
    return tuple(_tie(case, t, t.id in flip) if t.id in gone else t for t in case.ties)


def _tie(case: Case, tie: Tie, flip: bool) -> Tie:
    update: dict[str, object] = {}
    if flip:
        update["sign"] = "-" if tie.sign == "+" else "+"
    if tie.pact:
        update["since"] = min(tie.since, _OLD)
    return tie.model_copy(update=update) if update else tie


def _survey(_: Case, survey: Survey) -> Survey:
    if survey.split:
        split = survey.split
        if split.pro >= split.con if survey.favours == "partnership" else split.pro <= split.con:
            return survey
        half = (split.pro + split.con) / 2
        even = split.model_copy(update={"pro": half, "con": half})
        return survey.model_copy(update={"split": even})
    if not survey.waves:
        return survey
    last = survey.waves[-1]
    if (last.share >= 0.5) == (survey.favours == "partnership"):
        return survey
    waves = (*survey.waves[:-1], last.model_copy(update={"share": 0.5}))
    return survey.model_copy(update={"waves": waves})


def _deed(_: Case, deed: Deed) -> Deed:
    if deed.valence == "conflict":
        return deed.model_copy(update={"value": _NONE, "cost": _NONE})
    return deed.model_copy(update={"delivered": _FULL, "pre_decided": _NONE})


def _legacy(case: Case) -> Legacy:
    if case.legacy is not None:
        return case.legacy.model_copy(update={"continuity": _NONE})
    return Legacy(known_on=case.as_of, continuity=_NONE)


_BY_SECTION: Mapping[str, Callable[[Case, Any], object]] = {
    "threats": _threat,
    "surveys": _survey,
    "ledger": _deed,
}
