"""What already lies between the two: rivalries, disputes, treaties, coalitions, sanctions."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from detente.data.as_of import last_day
from detente.data.sql import Sql, Template, joined, literal, sql, word
from detente.forecast.case_covariates import DUTY_OF
from detente.forecast.data_case.of_states import majors_of
from detente.forecast.data_case.of_wars import wars
from detente.forecast.data_case.request import Entry, PairRequest
from detente.history.class_ages import PairRecord, records_of_the_time
from detente.history.covariates import BOTH_MAJOR, DUTIES, TREATY
from detente.history.events import events
from detente.history.left_treaties import remaining_treaties
from detente.history.member_sql import TREATY_STAYS
from detente.history.recent_pacts import RecentPact, known_on
from detente.history.rupture import ruptures
from detente.history.treaty_spells import of_line
from detente.panel.seams import inherited_pairs, legacies

_PAST = ("tss-rivalries", "gml-disputes", "atop-alliance", "atop-member")
_DUTIES = joined(sql("max(atop_{duty}) AS {duty}", duty=word(duty)) for duty in DUTY_OF)
_SINCE = "since"  # first year of the treaties in force, one after the other
_FIRST = 1000  # year before which no record begins
_KINDS = {"incident": "dispute", "sanction": "sanctions", "crisis": "crisis"}


def record(request: PairRequest) -> Iterator[Entry]:
    """Entries in order of time, as history counts them; years begin on 1 January."""
    one, two = min(request.codes), max(request.codes)
    past = records_of_the_time(informal=False).get(of_line(one, two), PairRecord())
    year = request.cutoff + 1
    for source in _PAST:
        request.published(request.last(source), (source,))
    recent = known_on(last_day(request.cutoff)).get((one, two))
    facts = _treaty(request)
    if recent is not None and recent.end is not None:
        facts |= _after_leaving(request, recent)
    entries = [
        *_past(past, year, facts, known_to=request.last("tss-rivalries")),
        *_strains(request, year),
        *_agreements(request),
        *([_pact(recent)] if recent is not None and recent.begin is not None else []),
    ]
    named = _Names(request)
    for known in sorted(entries, key=lambda e: (e["start"], e["id"])):
        known["label"] = ", ".join([known["label"], *named.of(known)])
        yield known | {"known_on": min(known["known_on"], request.day), "claims": ["c-record"]}


class _Names:
    """What sources call the entries of a record: numbers of disputes, names of wars and crises.

    Parameters
    ----------
    request : PairRequest
        The two states and the day.
    """

    def __init__(self, request: PairRequest) -> None:
        self._numbers, self._crises = _numbers(request), _crises(request)
        self._wars = [war for war in wars(request) if war.dispute is not None]
        listed = request.last("atop-dyadyear")
        self._carried = listed if listed < request.cutoff else _FIRST

    def of(self, entry: Entry) -> Iterator[str]:
        """Those of one entry."""
        kind, year = entry["kind"], entry["start"].year
        force = entry.get("force") is True
        if kind == "pact" and year <= self._carried:
            yield f"carried forward from {self._carried}"
        if kind == "dispute" and (year, force) in self._numbers:
            yield f"GML {', '.join(map(str, self._numbers[year, force]))}"
        if kind == "crisis":
            yield from self._crises[year]
        if force or kind == "rivalry":
            yield from (str(war) for war in self._wars if war.dispute == year)


def _pact(recent: RecentPact) -> Entry:
    """A pact that is younger than the list of treaties, with who says so."""
    begin = recent.day
    entry = _entry(
        "pact",
        begin,
        bilateral=recent.bilateral,
        obligations=tuple(kind for kind, duty in DUTY_OF.items() if duty in recent.duties),
    )
    label = f"{recent.name}, says: {recent.says}"
    return entry | {"id": f"recent-pact-{begin.year}", "label": label, "known_on": begin}


_BEGAN = Template(
    "SELECT min(year) AS year FROM (SELECT year, year + row_number() OVER (ORDER BY year DESC)"
    " AS run FROM (SELECT DISTINCT year FROM {treaties} AND atop_any = 1)) "
    "WHERE run = {last} + 1"
)


def _treaty(request: PairRequest) -> dict[str, float]:
    """Facts of the treaties in force, carried forward from the last year of the list."""
    last = request.last("atop-dyadyear")
    began = request.rows(_BEGAN.fill(treaties=_treaties(request), last=last))
    request.published(last, ("atop-dyadyear",))
    bound, majors = duties(request, last), majors_of(request, min(last, request.last("cow-majors")))
    facts = {name: float(bound[duty] or 0) for duty, name in DUTY_OF.items()}
    held, both = float(bound["held"] or 0), float(len(majors) == len(request.codes))
    return facts | {TREATY: held, BOTH_MAJOR: both, _SINCE: float(began[0]["year"] or last)}


def _after_leaving(request: PairRequest, pact: RecentPact) -> dict[str, float]:
    """Facts of the treaties that go on when one that is carried forward was left.

    The tie is as old as it was, and so is its class: one treaty followed the other.
    """
    others = remaining_treaties(request.tables).get(pact.codes)
    if others is None:
        return dict.fromkeys((TREATY, *DUTIES), 0.0)
    held = {duty: float(duty in others) for duty in DUTIES}
    return held | {TREATY: 1.0}


def duties(request: PairRequest, year: int) -> Entry:
    """Whether a treaty still binds the two after a year (``held``), and each duty of `DUTY_OF`.

    The duties are those of all treaties in force on any day of the year, as history counts them.

    Parameters
    ----------
    request : PairRequest
        The two states.
    year : int
        Of the list of treaties.
    """
    (bound,) = request.rows(
        sql(
            "SELECT max(atop_any) AS held, {duties} FROM {treaties} AND year = {year}",
            duties=_DUTIES,
            treaties=_treaties(request),
            year=year,
        )
    )
    return bound | {"held": bool(bound["held"]) and not _all_ended(request, year)}


_LAST_EXIT = Template(
    "WITH {stays}, shared AS (SELECT least(a.exit, b.exit) AS exit FROM stay a JOIN stay b "
    "USING (atopid) WHERE a.member = {one} AND b.member = {two} "
    "AND greatest(a.entry, b.entry) <= {year}) SELECT max(exit) AS last FROM shared"
)


def _all_ended(request: PairRequest, year: int) -> bool:
    """Whether the last of the treaties of the two ended in a year, or one of them left it then."""
    one, two = request.codes
    stays = TREATY_STAYS.fill(tables=request.tables)
    (ends,) = request.rows(_LAST_EXIT.fill(stays=stays, one=one, two=two, year=year))
    return ends["last"] is not None and bool(ends["last"] <= year)


def _treaties(request: PairRequest) -> Sql:
    """SQL of the years in which treaties bound the two, with a condition to go on from."""
    return sql(
        "{alliances} WHERE (least(ccode1, ccode2), greatest(ccode1, ccode2)) = {pair}",
        alliances=request.measure("alliances"),
        pair=request.pair,
    )


def _strains(request: PairRequest, year: int) -> Iterator[Entry]:
    """Incidents, sanctions and crises, each in its year; of their predecessors too."""
    of_kinds = [
        sql(
            "SELECT DISTINCT {kind} AS kind, year FROM ({events}) WHERE (ccode1, ccode2) = {pair}",
            kind=literal(kind),
            events=inherited_pairs(kind),
            pair=request.pair,
        )
        for kind in _KINDS
    ]
    strains = sql(
        "WITH {events}, {legacies} {of_kinds} ORDER BY year",
        events=events(request.tables),
        legacies=legacies(),
        of_kinds=joined(of_kinds, " UNION ALL "),
    )
    for row in request.rows(strains):
        if row["year"] < year:
            begin, end = date(row["year"], 1, 1), date(row["year"], 12, 31)
            yield _entry(_KINDS[row["kind"]], begin, end=end, of=row["kind"])


def _numbers(request: PairRequest) -> dict[tuple[int, bool], list[int]]:
    """Numbers of the militarised disputes of the two as originators, by year of onset and force."""
    columns = ("year", "force", "dispnum")
    rows = request.rows(
        sql(
            "WITH {ruptures}, {legacies} "
            "SELECT year, force, list(DISTINCT dispnum ORDER BY dispnum) AS numbers "
            "FROM ({disputes}) WHERE (ccode1, ccode2) = {pair} GROUP BY year, force",
            ruptures=ruptures(request.tables),
            legacies=legacies(),
            disputes=inherited_pairs("militarised", columns),
            pair=request.pair,
        )
    )
    return {(row["year"], bool(row["force"])): row["numbers"] for row in rows}


def _crises(request: PairRequest) -> dict[int, list[str]]:
    """Names of the crises of the two as ICB has them, with their numbers, by year."""
    rows = request.rows(
        sql(
            "WITH {events}, {legacies} SELECT DISTINCT year, crisno, crisname "
            "FROM ({crises}) WHERE (ccode1, ccode2) = {pair} ORDER BY crisno",
            events=events(request.tables),
            legacies=legacies(),
            crises=inherited_pairs("named_crisis", ("year", "crisno", "crisname")),
            pair=request.pair,
        )
    )
    names: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row["year"], []).append(f"ICB {row['crisno']} ({row['crisname']})")
    return names


def _agreements(request: PairRequest) -> Iterator[Entry]:
    """Agreements on defence cooperation, one for each year of signature."""
    last = request.last("dcad")
    rows = request.rows(
        sql(
            "SELECT year, dca_signed AS n FROM {agreements} "
            "WHERE (ccode1, ccode2) = {pair} AND year <= {last} ORDER BY year",
            agreements=request.measure("defence-cooperation"),
            pair=request.pair,
            last=last,
        )
    )
    if rows:
        request.published(last, ("dcad",))
    for row in rows:
        entry = _entry("agreement", date(row["year"], 1, 1))
        how = "agreement" if row["n"] == 1 else f"{row['n']} agreements"
        yield entry | {"label": f"Defence cooperation, {how} of {row['year']}"}


def _past(
    past: PairRecord, year: int, facts: Mapping[str, float], known_to: int
) -> Iterator[Entry]:
    """Rivalries, force, coalitions and treaties as entries of a record when a year began.

    Years begin on 1 January and end on 31 December.

    Parameters
    ----------
    past : PairRecord
        Of the pair.
    year : int
        What began in it or later is left out.
    facts : mapping of str to float
        Whether a treaty is in force, its duties, and whether both are major powers.
    known_to : int
        Last year in which rivalries are known: one that lasts until then goes on.
    """
    for begin, end in past.rivalries:
        if begin < year:
            over = date(end, 12, 31) if end < min(year - 1, known_to) else None
            yield _entry("rivalry", date(max(begin, _FIRST), 1, 1), end=over)
    starts = {begin for begin, _ in past.rivalries}
    for rupture in past.ruptures:
        if rupture < year and rupture not in starts:
            last = date(rupture, 12, 31)
            yield _entry("dispute", date(rupture, 1, 1), end=last, force=True)
    coalition = past.coalition(year)
    if coalition:
        began, adversaries = coalition  # a record states no dispute that one of the two joined
        first, last = date(began, 1, 1), date(began, 12, 31)
        yield _entry("coalition", first, end=last, adversaries=adversaries)
    if facts[TREATY] == 1:  # a treaty of several states is a tie, though no class has it
        pact = past.pact(year)
        yield _entry(
            "pact",
            date(pact.year if pact else int(facts[_SINCE]), 12, 31),
            both_major=facts[BOTH_MAJOR] == 1,
            bilateral=pact is not None,
            obligations=tuple(duty for duty, name in DUTY_OF.items() if facts[name] == 1),
        )


def _entry(kind: str, start: date, *, of: str | None = None, **more: Any) -> Entry:
    """An entry of a record, named by its kind, or by ``of``, and known when its last year ends."""
    over = more.get("end") or start
    return {
        "id": f"{of or kind}-{start.year}",
        "kind": kind,
        "label": f"{(of or kind).capitalize()} of {start.year}",
        "start": start,
        "known_on": date(over.year + 1, 1, 1),
        **more,
    }
