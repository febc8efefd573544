"""What the store knows of each partner: regime, capabilities, ideal point, change of leader."""

from collections.abc import Iterator
from datetime import date

from detente.data.sql import sql
from detente.forecast.data_case.request import RECENT, Entry, PairRequest, id_of, measured_number
from detente.registry import measures

_DIGITS = 6
_REGIME = {"polity": ("polity2", "polity5"), "polyarchy": ("v2x_polyarchy", "democracy")}
_OLD = 3  # years before a source's last from which the regime of a state is no longer known
_BEST_WITHIN = 20  # years whose best share a state still claims, as the lens power-status has it


def regimes(request: PairRequest) -> Iterator[Entry]:
    """Polity and electoral democracy, each of the latest year known."""
    for state in request.states:
        entry: Entry = {"actor": id_of(state)}
        for name, (column, source) in _REGIME.items():
            latest = request.value("regime", state, column)
            if latest is not None and latest[0] > request.last(source) - _OLD:
                entry[name] = measured_number(latest[1], _DIGITS)
                published = request.published(latest[0], (source,))
                entry["known_on"] = max(published, entry.get("known_on", published))
        if "known_on" in entry:
            yield entry | {"claims": ["c-regimes"]}


def capabilities(request: PairRequest) -> Iterator[Entry]:
    """Share of the world's capabilities and rank, which a state may lose."""
    listed = request.last("cow-majors")
    majors = majors_of(request, listed)
    for state in request.states:
        share = request.value("capabilities", state, "cinc")
        if share is None:
            continue
        request.published(listed, ("cow-majors",))
        yield {
            "actor": id_of(state),
            "share": measured_number(share[1], _DIGITS),
            "major_power": state.ccode in majors,
            "known_on": request.published(share[0], ("nmc",)),
            "claims": ["c-capabilities"],
        }


def majors_of(request: PairRequest, year: int) -> set[int]:
    """COW codes of those of the two that were major powers in a year.

    Parameters
    ----------
    request : PairRequest
        The two states.
    year : int
        Of the list of major powers.
    """
    rows = request.rows(
        sql(
            "SELECT ccode FROM {majors} WHERE ccode IN {states} AND cowmaj = 1 AND year = {year}",
            majors=request.measure("majors"),
            states=request.either,
            year=year,
        )
    )
    return {row["ccode"] for row in rows}


def preferences(request: PairRequest) -> Iterator[Entry]:
    """Ideal points of the latest session."""
    for state in request.states:
        latest = request.value("un-ideal-points", state, "idealpointall")
        if latest is not None:
            yield {
                "actor": id_of(state),
                "ideal_point": measured_number(latest[1], _DIGITS),
                "known_on": request.published(
                    latest[0], measures()["un-ideal-points"].card.sources
                ),
                "claims": ["c-preferences"],
            }


def knows_backers(request: PairRequest) -> bool:
    """Whether each of the last years in which changes of backers count is known of both."""
    return len(_turns(request)) == RECENT * len(request.codes)


def backers(request: PairRequest) -> list[Entry]:
    """Changes of the coalition behind either leader in the last years known."""
    known_on = request.published(request.last("chisols"), ("chisols",))
    names = {s.ccode: s for s in request.states}
    return [
        {
            "id": f"g-{id_of(names[row['ccode']])}-{row['year']}".lower(),
            "actor": id_of(names[row["ccode"]]),
            "label": f"New backers of the leader of {names[row['ccode']].name} in {row['year']}",
            "since": date(row["year"], 7, 1),
            "known_on": known_on,
            "claims": ["c-governments"],
        }
        for row in _turns(request)
        if row["turned"]
    ]


def _turns(request: PairRequest) -> list[Entry]:
    last = request.last("chisols")
    return request.rows(
        sql(
            "SELECT ccode, year, max(solschdum) AS turned FROM {tables[chisols]} "
            "WHERE ccode IN {states} AND year BETWEEN {first} AND {last} "
            "AND solschdum IS NOT NULL GROUP BY ALL ORDER BY ALL",
            tables=request.tables,
            states=request.either,
            first=last - RECENT + 1,
            last=last,
        )
    )


def standing(request: PairRequest) -> Iterator[Entry]:
    """Share of the two states' capabilities, accorded now and at best within twenty years."""
    one, two = request.codes
    rows = request.rows(
        sql(
            "SELECT a.year, a.cinc / nullif(a.cinc + b.cinc, 0) AS share "
            "FROM {tables[nmc]} a JOIN {tables[nmc]} b USING (year) "
            "WHERE a.ccode = {one} AND b.ccode = {two} AND share IS NOT NULL "
            "ORDER BY a.year DESC",
            tables=request.tables,
            one=one,
            two=two,
        )
    )
    if not rows:
        return
    last = rows[0]["year"]
    shares = [row["share"] for row in rows if row["year"] > last - _BEST_WITHIN]
    of_each = (shares, [1 - share for share in shares])
    for state, own in zip(request.states, of_each, strict=True):
        yield {
            "actor": id_of(state),
            "claimed": measured_number(100 * max(own)),
            "accorded": measured_number(100 * own[0]),
            "known_on": request.published(last, ("nmc",)),
            "claims": ["c-standing"],
        }


def leaders(request: PairRequest) -> Iterator[Entry]:
    """The last change of leader, where the years up to the day are known."""
    for state in request.states:
        rows = request.measure("leaders-continued")
        known = request.of_state(rows, state.ccode)
        latest = request.of_state(rows, state.ccode, sql("leader_new = 1"))
        if known is None or latest is None or known["year"] < request.day.year - RECENT + 1:
            continue
        yield {
            "id": f"g-{id_of(state).lower()}",
            "actor": id_of(state),
            "label": f"Leader of {state.name} who entered in {latest['year']}",
            "since": min(date(latest["year"], 7, 1), request.day),
            "leader_alone": True,
            "known_on": request.published(known["year"], _lists(known)),
            "claims": ["c-governments"],
        }


def _lists(row: Entry) -> tuple[str, ...]:
    """The list of leaders that a year is from."""
    return ("reign-leaders",) if row["leader_new_by_reign"] else ("archigos-stateyear",)
