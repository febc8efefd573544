"""Ties of both partners to their allies and rivals, and the rivals that threaten both."""

from collections.abc import Iterator
from datetime import date

from detente.data.sql import Template, sql, tuples
from detente.forecast.data_case.request import RECENT, Entry, PairRequest, id_of, measured_number
from detente.states.states import State

TREATY_ID = "atop-"  # how the id of a treaty as an actor begins
_FADES = {"value": 15.0, "low": 5.0, "high": 40.0}  # judged: half-life of a strategic rivalry


def ties(request: PairRequest) -> Iterator[Entry]:
    """A positive tie for a treaty, a negative one for a rivalry; a pair with both has none.

    Those to a third that both are tied to, which make the triads, and every rivalry. New treaties
    are ties of their own (`new_treaties`), so that a tie that is as young rests on another.
    """
    last = request.last("atop-dyadyear")
    known_on = request.published(last, ("atop-dyadyear",))
    for row in _signs(request):
        third = request.third(row["third"])
        if third is None:
            continue
        own = next(s for s in request.states if s.ccode == row["own"])
        ally = row["sign"] > 0
        yield {
            "id": f"{id_of(own)}-{id_of(third)}".lower(),
            "a": id_of(own),
            "b": id_of(third),
            "sign": "+" if ally else "-",
            "kind": "alliance" if ally else "rivalry",
            "since": date(row["since"], 1, 1),
            **({"pact": True} if ally else {}),
            **({"own_treaty": False} if ally and row["since"] > last - RECENT else {}),
            "known_on": known_on,
            "claims": ["c-ties"],
        }


def _signs(request: PairRequest) -> list[Entry]:
    last, rivals = request.last("atop-dyadyear"), request.last("tss-rivalries")
    signs = Template("""
    WITH ally AS (
      SELECT least(ccode1, ccode2) AS a, greatest(ccode1, ccode2) AS b, year
      FROM {alliances} WHERE atop_any = 1 GROUP BY ALL),
    spell AS (SELECT a, b, year, year - row_number() OVER (PARTITION BY a, b ORDER BY year) AS run
      FROM ally),
    now AS (SELECT a, b, min(year) AS since, 1 AS sign FROM spell GROUP BY a, b, run
      HAVING max(year) = {last}
      UNION ALL SELECT ccode1, ccode2, start, -1 FROM {tables[tss-rivalries]}
      WHERE "end" >= {rivals} AND start <= {rivals}),
    tie AS (SELECT a, b, min(since) AS since, any_value(sign) AS sign FROM now GROUP BY a, b
      HAVING count(DISTINCT sign) = 1),
    sides AS (SELECT a AS own, b AS third, since, sign FROM tie
      UNION ALL SELECT b, a, since, sign FROM tie)
    SELECT * FROM sides WHERE own IN {own} AND third NOT IN {own}
    QUALIFY count(*) OVER (PARTITION BY third) = 2 OR sign < 0
    ORDER BY own, third""").fill(
        alliances=request.measure("alliances"),
        last=last,
        tables=request.tables,
        rivals=rivals,
        own=request.either,
    )
    return request.rows(signs)


def new_treaties(request: PairRequest) -> tuple[list[Entry], list[Entry]]:
    """Treaties without the partner that either joined in the last years known: actors and ties."""
    last = request.last("atop-member")
    known_on = request.published(last, ("atop-member",))
    entries = Template("""
    WITH entry AS (SELECT atopid, member, min(yrent) AS year FROM {tables[atop-member]}
      WHERE member IN {own} AND yrent <= {last} GROUP BY ALL)
    SELECT atopid, member, year FROM entry
    QUALIFY count(*) OVER (PARTITION BY atopid) = 1 AND year > {before} ORDER BY ALL""").fill(
        tables=request.tables, own=request.either, last=last, before=last - RECENT
    )
    rows = request.rows(entries)
    names = {s.ccode: id_of(s) for s in request.states}
    actors = [
        {
            "id": f"{TREATY_ID}{row['atopid']}",
            "name": f"Treaty {row['atopid']} in ATOP",
            "kind": "organisation",
            "known_on": known_on,
        }
        for row in rows
    ]
    ties = [
        {
            "id": f"{names[row['member']]}-atop-{row['atopid']}".lower(),
            "a": names[row["member"]],
            "b": f"{TREATY_ID}{row['atopid']}",
            "sign": "+",
            "kind": "alliance",
            "since": date(row["year"], 1, 1),
            "pact": True,
            "known_on": known_on,
            "claims": ["c-ties"],
        }
        for row in rows
    ]
    return actors, ties


def _rivals(request: PairRequest) -> list[Entry]:
    """Rivals of both, and each other, in a rivalry that goes on, treaty or not."""
    last = request.last("tss-rivalries")
    rivals = Template("""
    WITH rival AS (SELECT ccode1, ccode2, start FROM {tables[tss-rivalries]}
      WHERE "end" >= {last} AND start <= {last}),
    side AS (SELECT ccode1 AS own, ccode2 AS other, start FROM rival
      UNION ALL SELECT ccode2, ccode1, start FROM rival)
    SELECT other, max(start) AS since FROM side WHERE own IN {own}
    GROUP BY other HAVING count(DISTINCT own) = 2 OR other IN {own} ORDER BY other""").fill(
        tables=request.tables, last=last, own=request.either
    )
    return request.rows(rivals)


def actor(state: State, request: PairRequest) -> Entry:
    """A state as an actor of the case."""
    return {
        "id": id_of(state),
        "name": state.name,
        "kind": "state",
        "state": state.iso3 or state.ccode,
        "known_on": request.day,
    }


def threats(request: PairRequest) -> Iterator[Entry]:
    """Strategic rivals of both, and the two as rivals of each other, as history weighs them.

    Power is the rival's share of the capabilities of the two, offensive its share of their
    soldiers, proximity 1 across a land border, .5 within 400 miles of water and else 0, intent 1.
    """
    known_on = request.published(request.last("tss-rivalries"), ("tss-rivalries",))
    for row in _rivals(request):
        rival = next((s for s in request.states if s.ccode == row["other"]), None)
        rival, mutual = rival or request.third(row["other"]), rival is not None
        if rival is None:
            continue
        facing = [s for s in request.states if s != rival]
        yield {
            "id": f"rival-{id_of(rival).lower()}",
            "label": f"{rival.name}, a rival of {'the other' if mutual else 'both'}",
            "actor": id_of(rival),
            "since": date(row["since"], 1, 1),
            "half_life": _FADES,
            "severity": {id_of(s): _severity(request, s, rival) for s in facing},
            "known_on": known_on,
            "claims": ["c-threats"],
        }


def _severity(request: PairRequest, state: State, rival: State) -> Entry:
    capabilities, known = request.measure("capabilities"), sql("cinc IS NOT NULL")
    codes = sorted((state.ccode, rival.ccode))
    means = {code: request.of_state(capabilities, code, known) for code in codes}
    pair = sql("(ccode1, ccode2) = {pair}", pair=tuples([codes]))
    border = request.latest(request.measure("contiguity"), pair)
    kind = 0 if border is None else border["conttype"]
    near = 1.0 if kind == 1 else 0.5 if kind > 1 else 0.0
    share = {name: _share(means, state, rival, name) for name in ("cinc", "milper")}
    return {
        "power": measured_number(share["cinc"]),
        "proximity": measured_number(near),
        "offensive": measured_number(share["milper"]),
        "intent": measured_number(1.0),
    }


def _share(means: dict[int, Entry | None], state: State, rival: State, name: str) -> float:
    """The rival's share of what the two have; half where it is not known."""
    own, theirs = means[state.ccode], means[rival.ccode]
    if own is None or theirs is None or not (own[name] or theirs[name]):
        return 0.5
    a, b = float(own[name] or 0), float(theirs[name] or 0)
    return b / (a + b)
