"""The whole case: sections from the store, the claims behind them, and what is left to a person."""

from datetime import date

from detente.case.model import Case
from detente.case.waiting import Waiting, without_waiting
from detente.data.as_of import last_day
from detente.errors import NoPartnership
from detente.forecast.data_case import (
    of_elections,
    of_pair,
    of_record,
    of_states,
    of_surveys,
    of_thirds,
)
from detente.forecast.data_case.request import Entry, PairRequest, id_of
from detente.registry import sources

READ = "read by detente"  # how the locator of a claim that detente wrote ends
# what each claim says: the section it stands behind, its sources, and what it states
_CLAIMS = {
    "record": (
        ("tss-rivalries", "gml-disputes", "atop-alliance", "dcad"),
        "Rivalries, disputes, treaties, agreements, sanctions and crises of the two.",
    ),
    "regimes": (("polity5", "democracy"), "Polity and electoral democracy of both."),
    "capabilities": (
        ("nmc", "cow-majors"),
        "Shares of the world's material capabilities, and major powers.",
    ),
    "alignment": (("un-votes",), "Agreement of the two in the UN General Assembly."),
    "preferences": (("un-ideal-points",), "Ideal points of both in UN votes."),
    "governments": (
        ("chisols", "archigos-stateyear", "reign-leaders"),
        "Changes of the coalitions behind the leaders of both.",
    ),
    "standing": (("nmc",), "Share of each in what the two have, now and at best in 20 years."),
    "contest": (
        ("igo-dyadyear", "trade-dyadyear"),
        "Overlap of their influence on third states, from trade, organisations and treaties.",
    ),
    "institutions": (("igo-dyadyear",), "Memberships in intergovernmental organisations."),
    "dependence": (("trade-dyadyear",), "Trade of each with the other and with the world."),
    "ties": (("atop-dyadyear", "tss-rivalries"), "Treaties and rivalries with third states."),
    "threats": (("tss-rivalries", "nmc"), "Strategic rivals of both."),
    "calendar": (("reign-elections",), "Elections ahead, as announced."),
    "surveys": (("pew-favourability",), "What the publics of both think of the other."),
}


def data_case(request: PairRequest) -> Case:
    """Build the case of two states from the local store.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    document = case_document(request)
    waits = tuple(
        Waiting(section="surveys", id=entry["id"], index=number, fields=("favours",))
        for number, entry in enumerate(document.get("surveys", ()))
    )
    return Case.model_validate(without_waiting(document, waits)).with_waiting(waits)


def case_document(request: PairRequest) -> Entry:
    """The same case in plain values, in the order of a case file."""
    names = [s.name for s in request.states]
    treaties, joined = of_thirds.new_treaties(request)
    known_to = sections_known_to(request)
    every: Entry = {
        "record": list(of_record.record(request)),
        "capabilities": list(of_states.capabilities(request)),
        "regimes": list(of_states.regimes(request)),
        "alignment": of_pair.alignment(request),
        "preferences": list(of_states.preferences(request)),
        "standing": list(of_states.standing(request)),
        "governments": (
            of_states.backers(request)
            if "governments" in known_to
            else list(of_states.leaders(request))
        ),
        "institutions": of_pair.institutions(request),
        "contest": of_pair.contest(request),
        "dependence": list(of_pair.dependence(request)),
        "ties": [*of_thirds.ties(request), *joined],
        "threats": list(of_thirds.threats(request)),
        "calendar": list(of_elections.elections(request)),
        "surveys": list(of_surveys.surveys(request)),
    }
    sections = {name: value for name, value in every.items() if value}
    _refuse_strangers(request, sections)
    sections["known_to"] = known_to
    states = (of_thirds.actor(s, request) for s in (*request.states, *request.named.values()))
    return {
        "detente": 1,
        "id": "-".join(id_of(s) for s in request.states).lower(),
        "title": f"{' and '.join(names)}, from data alone",
        "question": f"Will the partnership of {names[0]} and {names[1]} last?",
        "as_of": request.day,
        "partnership": _partnership(request, sections.get("record", [])),
        "sources": _sources(request),
        "claims": [c for name in sections if name in _CLAIMS for c in _claim(request, name)],
        "actors": [*states, *treaties],
        **sections,
    }


def _refuse_strangers(request: PairRequest, sections: Entry) -> None:
    """A tie of a class, a common rival, a defence agreement, or votes more alike than with others.

    Raises
    ------
    NoPartnership
        If the two have none, or are strategic rivals without a treaty.
    """
    record = sections.get("record", [])
    names = " and ".join(s.name for s in request.states)
    bound = any(e["kind"] == "pact" for e in record)
    if not bound and any(e["kind"] == "rivalry" and not e.get("end") for e in record):
        raise NoPartnership(
            f"{names} are strategic rivals without a treaty on {request.day}: no partnership that "
            "could end"
        )
    members = {id_of(s) for s in request.states}
    tied = bound or any(e["kind"] in ("rivalry", "coalition", "agreement") for e in record)
    common = any(t["actor"] not in members for t in sections.get("threats", []))
    votes = sections.get("alignment", {})
    alike = "fall" in votes and votes["level"] > 0
    if not (tied or common or alike):
        raise NoPartnership(
            f"{names} had no tie on {request.day} that any source knows: no treaty, no rivalry "
            "that ended, no side taken together, no common rival, no defence agreement, no "
            "likeness in votes"
        )


def sections_known_to(request: PairRequest) -> Entry:
    """Days to which sections are complete; that of the record only where quarrels are missing.

    Parameters
    ----------
    request : PairRequest
        The two states and the day.
    """
    ends = {"ties": "atop-member", "threats": "tss-rivalries", "regimes": "polity5"}
    if of_states.knows_backers(request):
        ends["governments"] = "chisols"
    if request.last("un-votes") >= sources()["un-votes"].coverage[0]:
        ends["alignment"] = "un-votes"
    days: Entry = {name: last_day(request.last(source)) for name, source in ends.items()}
    quarrels = date(request.last("gml-disputes") + 1, 1, 1)
    if quarrels > date(request.cutoff, 1, 1):
        return days
    return {"record": quarrels, "sanctions": date(request.last("ties-sanctions") + 1, 1, 1)} | days


def _partnership(request: PairRequest, record: list[Entry]) -> Entry:
    """It dates from the oldest treaty in force, else the last coalition or end of a rivalry."""
    bound = [e["start"] for e in record if e["kind"] == "pact" and not e.get("end")]
    sides = [e["start"] for e in record if e["kind"] == "coalition"]
    ends = [e["end"] for e in record if e["kind"] == "rivalry" and e.get("end")]
    start = min(bound) if bound else max(sides or ends, default=date(request.day.year, 1, 1))
    return {
        "members": [id_of(s) for s in request.states],
        "start": min(start, request.day),
        "ideological_adversity": {"value": 0.5, "low": 0.0, "high": 1.0},
        "geopolitical_adversity": {"value": 0.5, "low": 0.0, "high": 1.0},
        **of_pair.geography(request),
        "known_on": request.day,
    }


def _sources(request: PairRequest) -> list[Entry]:
    """One source of the case for each data source that was read, with its last year."""
    return [
        {
            "id": name,
            "title": f"{_title(request, name)}, to {year}",
            "date": request.day,
            "kind": "data",
            "reliability": "A",
        }
        for name, year in sorted(request.used.items())
    ]


def _title(request: PairRequest, source: str) -> str:
    other = request.tables.other_release(source)
    return sources()[source].label + (f" ({other})" if other else "")


def _claim(request: PairRequest, name: str) -> list[Entry]:
    read, says = _CLAIMS[name]
    source = next((s for s in read if s in request.used), None)
    if source is None:
        return []
    return [
        {
            "id": f"c-{name}",
            "source": source,
            "says": says,
            "kind": "fact",
            "credibility": "1",
            "known_on": request.day,
            "locator": f"{', '.join(read)}, {READ}",
        }
    ]
