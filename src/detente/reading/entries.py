"""An accepted proposal as entries of a case: a claim with its pointer, and what the claim is of.

A number that only a person may judge is left empty, so that the entry waits for it
(`detente.case.waiting`); so is a word that the text does not give. Grades say that nobody has
judged yet: reliability F, credibility 6.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.case.model import Actor, Case
from detente.document.labels import ActorKind, ClaimKind
from detente.errors import DetenteError
from detente.reading.pointer import pointer
from detente.reading.proposal import Proposal, ProposalKind
from detente.reading.slug import slug
from detente.reading.text import Document
from detente.reading.words import in_words
from detente.states.states import resolve, to_iso3

Entry = dict[str, Any]
_CLAIM_KINDS: dict[ProposalKind, ClaimKind] = {
    "relation": "report",
    "attribution": "report",
    "conditional": "conditional",
    "survey": "fact",
    "scheduled": "fact",
    "deed": "fact",
    "stance": "stance",
}
_PART = re.compile(r"elite|establishment|youth|voters|experts|minorit|dias?pora")
_NO_CLAIM = ("actor", "date", "hedge")
_ACTOR_KINDS: dict[str, ActorKind] = {
    "public": "public",
    "faction": "faction",
    "organisation": "organisation",
    "movement": "non-state",
}


@dataclass
class Additions:
    """Entries that accepted proposals add to a case, by section.

    Attributes
    ----------
    case : Case
        The case as it stands.
    document : Document
        The text; its day is the day on which what it says was known.
    source : str
        Id of the document among the sources of the case.
    hedges : tuple of Proposal
        Words of probability that nobody rejected: a claim that holds one carries its band.
    entries : dict
        What was added, by section.
    """

    case: Case
    document: Document
    source: str
    hedges: tuple[Proposal, ...] = ()
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def known_on(self) -> date:
        """Day of the text."""
        return self.document.published or self.case.as_of

    def put(self, section: str, entry: Entry) -> None:
        """Add an entry to a section."""
        self.entries.setdefault(section, []).append(entry)

    def actor(self, id_: Any, *, name: str | None = None, type_: str = "state") -> str:
        """Id in the case of an actor of a proposal, which is added if the case lacks it."""
        actor_id = str(id_)
        kind = _ACTOR_KINDS.get(
            type_, "state" if _is_state(actor_id, self.case.as_of) else "non-state"
        )
        within = kind in ("public", "faction")
        known = self._held(actor_id, kind)
        if known is not None:
            return known
        entry: Entry = {
            "id": _free(f"{actor_id}-{kind}" if within else actor_id, self._actor_ids())
        }
        entry |= {"name": name or actor_id, "kind": kind}
        if kind == "state":
            entry |= {"name": resolve(actor_id, self.case.as_of).name, "state": actor_id}
        if within:
            entry["within"] = self.actor(actor_id)
        self.put("actors", entry | {"known_on": self.known_on})
        return str(entry["id"])

    def _actor_ids(self) -> set[str]:
        added = {e["id"] for e in self.entries.get("actors", ())}
        return added | {a.id for a in self.case.actors}

    def _held(self, actor_id: str, kind: ActorKind) -> str | None:
        """Id of the actor that the case or its additions hold under another id."""
        day = self.case.as_of
        held = [*self.case.actors, *map(_as_actor, self.entries.get("actors", ()))]
        if kind == "state":
            return next(
                (a.id for a in held if a.kind == "state" and _iso3(a, day) == actor_id), None
            )
        same = [a for a in held if a.kind == kind]
        if kind == "faction":
            return None  # which one is meant, a person must say
        if kind == "public":
            return _whole_public([a for a in same if a.within == self._held(actor_id, "state")])
        return next(
            (a.id for a in same if actor_id.casefold() in (a.id.casefold(), slug(a.name))), None
        )


def add(to: Additions, proposal: Proposal) -> None:
    """Add the entries of one accepted proposal.

    Parameters
    ----------
    to : Additions
        Is changed.
    proposal : Proposal
        With the fields that a person decided on. ``fields["says"]`` is the claim in the person's
        words; without it the claim says in our words what the other fields hold.
    """
    claims: list[str] = []
    if proposal.kind not in _NO_CLAIM:
        claim = _claim(to, proposal)
        to.put("claims", claim)
        claims = [claim["id"]]
    make = _MAKERS.get(proposal.kind)
    made = make(to, proposal) if make else None
    if made is not None:
        section, entry = made
        to.put(section, entry | {"known_on": to.known_on, "claims": claims})


def claim_id(proposal: Proposal) -> str:
    """Id of the claim of a proposal."""
    return f"c-{proposal.id}"


def _claim(to: Additions, p: Proposal) -> Entry:
    band = next((h.fields["band"] for h in to.hedges if p.span.holds(h.span)), None)
    place = pointer(to.document, p.span)
    entry: Entry = {
        "id": claim_id(p),
        "source": to.source,
        "says": p.fields.get("says") or in_words(p),
        "kind": _CLAIM_KINDS.get(p.kind, "judgement"),
        "credibility": "6",
        "known_on": to.known_on,
    }
    entry |= {"hedge": band} if band else {}
    return entry | ({"quote": place} if place else {"locator": "heading"})


def _actor(to: Additions, p: Proposal) -> None:
    name, type_ = p.fields.get("name"), p.fields.get("type")
    to.actor(p.fields["actor"], name=str(name) if name else None, type_=str(type_))


def _survey(to: Additions, p: Proposal) -> tuple[str, Entry]:
    f = p.fields
    entry: Entry = {
        "id": _id("s", f.get("item"), p),
        "label": f.get("item"),
        "public": to.actor(f["public"], name=f"Public, {f['public']}", type_="public")
        if f.get("public")
        else None,
        "pollster": f.get("pollster"),
        "wording": f.get("item"),
        "favours": None,
    }
    readings = [(f.get("earlier_date"), f.get("earlier_share")), (f.get("date"), f.get("share"))]
    if f.get("against") is not None:
        split = {"date": _day(f.get("date")), "pro": f.get("share"), "con": f["against"], "n": None}
        return "surveys", entry | {"split": split}
    waves = [{"date": _day(d), "share": s, "n": None} for d, s in readings if s is not None]
    if f.get("subgroup"):
        entry["note"] = f"share among {f['subgroup']}"
    return "surveys", entry | {"waves": waves}


def _tie(to: Additions, p: Proposal) -> tuple[str, Entry]:
    entry = {
        "id": _id("t", f"{p.fields['a']} {p.fields['b']}", p),
        "a": to.actor(p.fields["a"]),
        "b": to.actor(p.fields["b"]),
    }
    words = {"sign": p.fields.get("sign"), "strength": None, "kind": None, "since": None}
    return "ties", entry | words


def _threat(to: Additions, p: Proposal) -> tuple[str, Entry]:
    sources = dict.fromkeys(("power", "proximity", "offensive", "intent"))
    return "threats", {
        "id": _id("th", p.fields.get("actor"), p),
        "label": p.fields.get("says") or in_words(p),
        "actor": to.actor(p.fields["actor"]) if p.fields.get("actor") else None,
        "since": None,
        "half_life": None,
        "severity": {to.actor(one): dict(sources) for one in _many(p.fields.get("to"))},
    }


def _issue(to: Additions, p: Proposal) -> tuple[str, Entry]:
    sides = [to.actor(one) for one in _many(p.fields.get("sides"))]
    empty = {"position": None, "salience": None, "known_on": to.known_on}
    return "issues", {
        "id": _id("i", p.fields.get("label"), p),
        "label": p.fields.get("label"),
        "zero": None,
        "hundred": None,
        "status_quo": None,
        "positions": [{"actor": a, **empty} for a in sides] or None,
    }


def _deed(to: Additions, p: Proposal) -> tuple[str, Entry] | None:
    f = p.fields
    if f.get("status") == "denied":
        return None
    entry: Entry = {
        "id": _id("d", f["giver"], p),
        "date": _day(f.get("date")),
        "giver": to.actor(f["giver"]),
        "receiver": to.actor(f["receiver"]) if f.get("receiver") else None,
        "what": f.get("says") or in_words(p),
        "kind": f.get("form"),
        "valence": None,
        "cost": None,
        "value": None,
    }
    entry |= {"delivered": None} if f.get("status") == "promised" else {}
    return "ledger", entry | ({"pre_decided": None} if f.get("status") == "predecided" else {})


def _scheduled(to: Additions, p: Proposal) -> tuple[str, Entry] | None:
    day = _day(p.fields.get("date"))
    if day is None or day < to.case.as_of:
        return None
    return "calendar", {
        "id": _id("e", p.fields.get("label"), p),
        "date": day,
        "label": p.fields.get("label"),
    }


def _conditional(to: Additions, p: Proposal) -> tuple[str, Entry]:
    words = {"if": p.fields.get("if"), "then": p.fields.get("then")}
    return "scenarios", {
        "id": _id("sc", p.fields.get("if") or "if", p),
        **words,
        "probability": None,
    }


_Maker = Callable[[Additions, Proposal], tuple[str, Entry] | None]
_MAKERS: dict[ProposalKind, _Maker] = {
    "actor": _actor,
    "survey": _survey,
    "tie": _tie,
    "threat": _threat,
    "issue": _issue,
    "deed": _deed,
    "scheduled": _scheduled,
    "conditional": _conditional,
}


def _id(prefix: str, label: Any, p: Proposal) -> str:
    """An id that a person can read: what it is, of what, and four letters that make it one."""
    words = [w for w in slug(str(label or "")).split("-") if w][:4]
    return "-".join([prefix, *words, p.id[:4]])


def _many(given: Any) -> Iterable[str]:
    return given if isinstance(given, tuple | list) else [given] if given else []


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _whole_public(publics: list[Actor]) -> str | None:
    """Of the publics of a state the one that is all of it: elites are a public of their own."""
    whole = [a for a in publics if not _PART.search(f"{a.id} {a.name}".casefold())]
    return whole[0].id if len(whole) == 1 else None


def _is_state(id_: str, on: date) -> bool:
    if len(id_) != 3 or not id_.isupper():  # an ISO-3 code; a name would resolve too
        return False
    try:
        resolve(id_, on)
    except DetenteError:
        return False
    return True


def _iso3(actor: Actor, on: date) -> str | None:
    try:
        return to_iso3(resolve(actor.state or "", on).ccode, on)
    except DetenteError:
        return None


def _as_actor(entry: Entry) -> Actor:
    return Actor.model_construct(**entry)  # the case is validated as a whole


def _free(id_: str, taken: set[str]) -> str:
    """An id that is not taken yet, with a number behind it if need be."""
    plain = slug(id_, fold=False)
    numbered = (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3)))
    return next(one for one in numbered if one not in taken)
