"""What already lies between the two: rivalries, disputes, treaties, coalitions, sanctions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.forecast.case_covariates import DUTY_OF
from detente.forecast.data_case.asked import Asked, last_of
from detente.forecast.panel_case import entry, of_past
from detente.history.class_ages import PairRecord, pair_records
from detente.history.covariates import BOTH_MAJOR, TREATY
from detente.history.events import events
from detente.history.treaty_spells import of_line

Entry = dict[str, Any]

_PAST = ("tss-rivalries", "gml-disputes", "atop-alliance", "atop-member")
_KINDS = {"incident": "dispute", "sanction": "sanctions", "crisis": "crisis"}


def record(asked: Asked) -> Iterator[Entry]:
    """Entries in order of time, as history counts them; years begin on 1 January."""
    one, two = min(asked.codes), max(asked.codes)
    past = pair_records().get(of_line(one, two), PairRecord())
    year = asked.cutoff + 1
    for source in _PAST:
        asked.used[source] = max(asked.used.get(source, 0), last_of(source, asked))
    found = [
        *of_past(past, year, treaty(asked), known_to=last_of("tss-rivalries", asked)),
        *_strains(asked, year),
    ]
    for known in sorted(found, key=lambda e: (e["start"], e["id"])):
        over = known.get("end") or known["start"]
        known_on = min(date(over.year + 1, 1, 1), asked.day)
        yield known | {"known_on": known_on, "claims": ["c-record"]}


def treaty(asked: Asked) -> dict[str, float]:
    """Facts of the treaties in force, carried forward from the last year of the list."""
    last = last_of("atop-dyadyear", asked)
    rows = asked.rows(
        f"SELECT max(atop_any) AS held, {_DUTIES} FROM {asked.measure('alliances')} "
        f"WHERE (least(ccode1, ccode2), greatest(ccode1, ccode2)) = {asked.pair} "
        f"AND year = {last}"
    )
    asked.published(last, ("atop-dyadyear",))
    majors = asked.rows(
        f"SELECT ccode FROM {asked.measure('majors')} WHERE ccode IN {asked.codes} AND cowmaj = 1 "
        f"AND year = {min(last, last_of('cow-majors', asked))}"
    )
    facts = {name: float(rows[0][duty] or 0) for duty, name in DUTY_OF.items()}
    held, both = float(rows[0]["held"] or 0), float(len(majors) == len(asked.codes))
    return facts | {TREATY: held, BOTH_MAJOR: both}


_DUTIES = ", ".join(
    f"max(atop_{duty}) AS {duty}" for duty in ("defense", "neutral", "nonagg", "consul")
)


def _strains(asked: Asked, year: int) -> Iterator[Entry]:
    """Incidents, sanctions and crises, each in its year."""
    parts = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, year FROM {kind} WHERE (ccode1, ccode2) = {asked.pair}"
        for kind in _KINDS
    )
    for row in asked.rows(f"WITH {events(asked.tables)} {parts} ORDER BY year"):
        if row["year"] < year:
            begin, end = date(row["year"], 1, 1), date(row["year"], 12, 31)
            yield entry(_KINDS[row["kind"]], begin, year, end=end, of=row["kind"])
