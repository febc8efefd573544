"""The whole case: sections from the store, the claims behind them, and what is left to a person."""

from datetime import date

from detente.case.model import Case
from detente.forecast.data_case import of_pair, of_record, of_states, of_thirds
from detente.forecast.data_case.asked import Asked, Entry, id_of
from detente.registry import sources

# what each claim says: the section it stands behind, its sources, and what it states
_CLAIMS = {
    "record": (
        ("tss-rivalries", "gml-disputes", "atop-alliance"),
        "Rivalries, disputes, treaties, sanctions and crises of the two.",
    ),
    "regimes": (("polity5", "democracy"), "Polity and electoral democracy of both."),
    "capabilities": (
        ("nmc", "cow-majors"),
        "Shares of the world's material capabilities, and major powers.",
    ),
    "alignment": (("un-votes",), "Agreement of the two in the UN General Assembly."),
    "preferences": (("un-ideal-points",), "Ideal points of both in UN votes."),
    "governments": (
        ("archigos-stateyear", "reign-leaders"),
        "Leaders of both and when they entered.",
    ),
    "institutions": (("igo-dyadyear",), "Memberships in intergovernmental organisations."),
    "dependence": (("trade-dyadyear",), "Trade of each with the other and with the world."),
    "ties": (("atop-dyadyear", "tss-rivalries"), "Treaties and rivalries with third states."),
    "threats": (("tss-rivalries", "nmc"), "Strategic rivals of both."),
}


def data_case(asked: Asked) -> Case:
    """Build the case of two states from the local store.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    return Case.model_validate(document(asked))


def document(asked: Asked) -> Entry:
    """The same case in plain values, in the order of a case file."""
    names = [s.name for s in asked.states]
    ties, threats = list(of_thirds.ties(asked)), list(of_thirds.threats(asked))
    sections: Entry = {
        "record": list(of_record.record(asked)),
        "capabilities": list(of_states.capabilities(asked)),
        "regimes": list(of_states.regimes(asked)),
        "alignment": of_pair.alignment(asked),
        "preferences": list(of_states.preferences(asked)),
        "governments": list(of_states.governments(asked)),
        "institutions": of_pair.institutions(asked),
        "dependence": list(of_pair.dependence(asked)),
        "ties": ties,
        "threats": threats,
    }
    kept = {name: value for name, value in sections.items() if value}
    complete = date(asked.last("gml-disputes") + 1, 1, 1)
    if complete <= date(asked.cutoff, 1, 1):
        kept["record_known_to"] = complete
    actors = [of_thirds.actor(s, asked) for s in (*asked.states, *asked.named.values())]
    return {
        "detente": 1,
        "id": "-".join(id_of(s) for s in asked.states).lower(),
        "title": f"{' and '.join(names)}, from data alone",
        "question": f"Will the partnership of {names[0]} and {names[1]} last?",
        "as_of": asked.day,
        "partnership": _partnership(asked, kept.get("record", [])),
        "sources": _sources(asked),
        "claims": [c for name in kept if name in _CLAIMS for c in _claim(asked, name)],
        "actors": actors,
        **kept,
    }


def _partnership(asked: Asked, record: list[Entry]) -> Entry:
    """It dates from the last treaty or coalition, else from the end of the last rivalry."""
    bonds = [e["start"] for e in record if e["kind"] in ("pact", "coalition")]
    ends = [e["end"] for e in record if e["kind"] == "rivalry" and e.get("end")]
    start = max(bonds or ends, default=date(asked.day.year, 1, 1))
    return {
        "members": [id_of(s) for s in asked.states],
        "start": min(start, asked.day),
        "ideological_adversity": {"value": 0.5, "low": 0.0, "high": 1.0},
        "geopolitical_adversity": {"value": 0.5, "low": 0.0, "high": 1.0},
        **of_pair.geography(asked),
        "known_on": asked.day,
    }


def _sources(asked: Asked) -> list[Entry]:
    """One source of the case for each data source that was read, with its last year."""
    return [
        {
            "id": name,
            "title": f"{sources()[name].label}, to {year}",
            "date": asked.day,
            "kind": "data",
            "reliability": "A",
        }
        for name, year in sorted(asked.used.items())
    ]


def _claim(asked: Asked, name: str) -> list[Entry]:
    read, says = _CLAIMS[name]
    source = next((s for s in read if s in asked.used), None)
    if source is None:
        return []
    return [
        {
            "id": f"c-{name}",
            "source": source,
            "says": says,
            "kind": "fact",
            "credibility": "1",
            "known_on": asked.day,
            "locator": f"{', '.join(read)}, read by detente",
        }
    ]
