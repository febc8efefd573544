"""What the store knows of the two together: border, distance, votes, institutions, trade."""

from collections.abc import Iterator
from datetime import date

from detente.data.as_of import last_day
from detente.data.sql import Template, sql
from detente.forecast.data_case.request import Entry, PairRequest, id_of, measured_number
from detente.history.drift import LAST_SESSIONS, votes
from detente.history.informal_ties import aligned_runs
from detente.registry import lenses


def geography(request: PairRequest) -> Entry:
    """Border and distance of the partnership."""
    distance = request.of_pair(request.measure("distance"), sql("mindist IS NOT NULL"))
    entry: Entry = {"border": border(request)}
    if distance is not None:
        request.published(distance["year"], ("distance",))
        entry["distance_km"] = round(float(distance["mindist"]), 1)
    return entry


def border(request: PairRequest) -> str:
    """Their border: land, water or none, as the list of neighbours has it, which is complete."""
    last = request.last("contiguity")
    request.published(last, ("contiguity",))
    latest = request.of_pair(request.measure("contiguity"), sql("year = {last}", last=last))
    kind = 0 if latest is None else latest["conttype"]
    return "land" if kind == 1 else "water" if kind > 1 else "none"


def alignment(request: PairRequest) -> Entry | None:
    """Votes up to the last session, if that is no older than a forecast of the day may read."""
    last = request.of_pair(sql("({votes})", votes=votes(request.tables)))
    oldest = min(request.cutoff, request.last("un-votes")) - LAST_SESSIONS
    if last is None or last["year"] <= oldest:
        return None
    of_pair = sql("(ccode1, ccode2) = {pair}", pair=request.pair)
    runs = request.rows(
        sql(
            "SELECT onset FROM ({runs}) WHERE last > {cutoff}",
            runs=aligned_runs(request.tables, of_pair),
            cutoff=request.cutoff,
        )
    )
    return {
        "level": round(last["alignment"], 4),
        **(_changes(last) if last["known"] else {}),
        **({"positive_since": last_day(runs[0]["onset"])} if runs else {}),
        "known_on": request.published(last["year"], ("un-votes",)),
        "claims": ["c-alignment"],
    }


def _changes(last: Entry) -> Entry:
    return {
        "fall": round(last["fall"], 4),
        "sessions_below": last["sessions"],
        "drifted": last["drifted"],
    }


def contest(request: PairRequest) -> Entry | None:
    """Contested share of their influence on all third states."""
    lens = lenses().get("sphere-of-influence")
    if lens is None or lens.history is None:
        return None
    latest = request.of_pair(sql("({history})", history=lens.query(request.tables)))
    if latest is None or latest["value"] is None:
        return None
    return {
        "share": measured_number(latest["value"]),
        "known_on": request.published(latest["year"], ("igo-dyadyear", "trade-dyadyear")),
        "claims": ["c-contest"],
    }


def institutions(request: PairRequest) -> Entry | None:
    """Memberships they share, and the forces that their treaties coordinate."""
    shared = request.of_pair(request.measure("igos"))
    if shared is None or shared["dyadigos"] is None:
        return None
    year = int(shared["year"])
    own = request.rows(
        sql(
            "SELECT sum_igo_full AS n FROM {memberships} "
            "WHERE ccode IN {pair} AND year = {year} AND sum_igo_full > 0",
            memberships=request.measure("igo-memberships"),
            pair=request.pair,
            year=year,
        )
    )
    if len(own) < len(request.codes):
        return None
    of_year = sql("year = {year}", year=year)
    treaty = request.of_pair(request.measure("treaty-institutions"), of_year)
    joint = 0 if treaty is None or treaty["milinst"] is None else treaty["milinst"]
    share = min(1.0, shared["dyadigos"] / min(row["n"] for row in own))
    return {
        "shared_memberships": measured_number(share),
        "military_coordination": measured_number(joint),
        "known_on": request.published(year, ("igo-dyadyear", "igo-stateyear")),
        "claims": ["c-institutions"],
    }


def dependence(request: PairRequest) -> Iterator[Entry]:
    """Trade with the partner over all foreign trade, for each of the two."""
    one, two = sorted(request.codes)
    shares = Template("""
        (SELECT t.year, (flow1 + flow2) / nullif(a.imports + a.exports, 0) AS side1,
          (flow1 + flow2) / nullif(b.imports + b.exports, 0) AS side2
        FROM {trade} t
        JOIN {totals} a ON a.ccode = {one} AND a.year = t.year
        JOIN {totals} b ON b.ccode = {two} AND b.year = t.year
        WHERE (t.ccode1, t.ccode2) = {pair})
    """).fill(
        trade=request.measure("trade"),
        totals=request.measure("trade-totals"),
        one=one,
        two=two,
        pair=request.pair,
    )
    latest = request.latest(shares, sql("side1 IS NOT NULL AND side2 IS NOT NULL"))
    if latest is None:
        return
    known_on: date = request.published(latest["year"], ("trade-dyadyear", "trade-stateyear"))
    for state, other in (request.states, request.states[::-1]):
        share = latest["side1"] if state.ccode == one else latest["side2"]
        yield {
            "id": f"trade-{id_of(state).lower()}",
            "actor": id_of(state),
            "on": id_of(other),
            "label": f"Trade of {state.name} with {other.name}",
            "share": measured_number(min(1.0, share)),
            "known_on": known_on,
            "claims": ["c-dependence"],
        }
