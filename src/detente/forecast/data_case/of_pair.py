"""What the store knows of the two together: border, distance, votes, institutions, trade."""

from collections.abc import Iterator
from datetime import date

from detente.data.as_of import last_day
from detente.forecast.data_case.asked import Asked, Entry, id_of, measured
from detente.history.drift import LAST_SESSIONS, votes
from detente.history.informal_ties import aligned_runs
from detente.registry import lenses


def geography(asked: Asked) -> Entry:
    """Border and distance of the partnership."""
    where = f"(ccode1, ccode2) = {asked.pair}"
    distance = asked.latest(asked.measure("distance"), f"{where} AND mindist IS NOT NULL")
    entry: Entry = {"border": border(asked)}
    if distance is not None:
        asked.published(distance["year"], ("distance",))
        entry["distance_km"] = round(float(distance["mindist"]), 1)
    return entry


def border(asked: Asked) -> str:
    """Their border: land, water or none, as the list of neighbours has it, which is complete."""
    last = asked.last("contiguity")
    asked.published(last, ("contiguity",))
    latest = asked.latest(
        asked.measure("contiguity"), f"(ccode1, ccode2) = {asked.pair} AND year = {last}"
    )
    kind = 0 if latest is None else latest["conttype"]
    return "land" if kind == 1 else "water" if kind > 1 else "none"


def alignment(asked: Asked) -> Entry | None:
    """Votes up to the last session, if that is no older than a forecast of the day may read."""
    last = asked.latest(f"({votes(asked.tables)})", f"(ccode1, ccode2) = {asked.pair}")
    oldest = min(asked.cutoff, asked.last("un-votes")) - LAST_SESSIONS
    if last is None or not last["known"] or last["year"] <= oldest:
        return None
    runs = asked.rows(
        f"SELECT onset FROM ({aligned_runs(asked.tables, f'(ccode1, ccode2) = {asked.pair}')}) "
        f"WHERE last > {asked.cutoff}"
    )
    return {
        "level": round(last["alignment"], 4),
        "fall": round(last["fall"], 4),
        "sessions_below": last["sessions"],
        "drifted": last["drifted"],
        **({"positive_since": last_day(runs[0]["onset"])} if runs else {}),
        "known_on": asked.published(last["year"], ("un-votes",)),
        "claims": ["c-alignment"],
    }


def contest(asked: Asked) -> Entry | None:
    """Contested share of their influence on all third states."""
    lens = lenses().get("sphere-of-influence")
    if lens is None or lens.history is None:
        return None
    latest = asked.latest(f"({lens.history(asked.tables)})", f"(ccode1, ccode2) = {asked.pair}")
    if latest is None or latest["value"] is None:
        return None
    return {
        "share": measured(latest["value"]),
        "known_on": asked.published(latest["year"], ("igo-dyadyear", "trade-dyadyear")),
        "claims": ["c-contest"],
    }


def institutions(asked: Asked) -> Entry | None:
    """Memberships they share, and the forces that their treaties coordinate."""
    one, two = sorted(asked.codes)
    shared = asked.latest(asked.measure("igos"), f"(ccode1, ccode2) = {asked.pair}")
    if shared is None or shared["dyadigos"] is None:
        return None
    year = int(shared["year"])
    own = asked.rows(
        f"SELECT sum_igo_full AS n FROM {asked.measure('igo-memberships')} "
        f"WHERE ccode IN ({one}, {two}) AND year = {year} AND sum_igo_full > 0"
    )
    if len(own) < len(asked.codes):
        return None
    treaty = asked.latest(
        asked.measure("treaty-institutions"), f"(ccode1, ccode2) = {asked.pair} AND year = {year}"
    )
    joint = 0 if treaty is None or treaty["milinst"] is None else treaty["milinst"]
    share = min(1.0, shared["dyadigos"] / min(row["n"] for row in own))
    return {
        "shared_memberships": measured(share),
        "military_coordination": measured(joint),
        "known_on": asked.published(year, ("igo-dyadyear", "igo-stateyear")),
        "claims": ["c-institutions"],
    }


def dependence(asked: Asked) -> Iterator[Entry]:
    """Trade with the partner over all foreign trade, for each of the two."""
    one, two = sorted(asked.codes)
    latest = asked.latest(
        f"""(SELECT t.year, (flow1 + flow2) / nullif(a.imports + a.exports, 0) AS side1,
          (flow1 + flow2) / nullif(b.imports + b.exports, 0) AS side2
        FROM {asked.measure("trade")} t
        JOIN {asked.measure("trade-totals")} a ON a.ccode = {one} AND a.year = t.year
        JOIN {asked.measure("trade-totals")} b ON b.ccode = {two} AND b.year = t.year
        WHERE (t.ccode1, t.ccode2) = {asked.pair})""",
        "side1 IS NOT NULL AND side2 IS NOT NULL",
    )
    if latest is None:
        return
    known_on: date = asked.published(latest["year"], ("trade-dyadyear", "trade-stateyear"))
    for state, other in (asked.states, asked.states[::-1]):
        share = latest["side1"] if state.ccode == one else latest["side2"]
        yield {
            "id": f"trade-{id_of(state).lower()}",
            "actor": id_of(state),
            "on": id_of(other),
            "label": f"Trade of {state.name} with {other.name}",
            "share": measured(min(1.0, share)),
            "known_on": known_on,
            "claims": ["c-dependence"],
        }
