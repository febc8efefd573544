"""Entries of a case's record, and its ties, that no list in the local store has."""

from collections.abc import Iterator

from detente.case.model import Case
from detente.case.record import Record
from detente.data.sql import Template, sql
from detente.errors import DetenteError
from detente.forecast.data_case.of_record import duties
from detente.forecast.data_case.request import PairRequest
from detente.history.class_ages import PairRecord, records_of_the_time
from detente.history.rupture import USE_OF_FORCE
from detente.history.treaty_spells import of_line
from detente.panel.seams import inherited_pairs, legacies
from detente.states.states import resolve


def rivalries(case: Case, request: PairRequest) -> Iterator[str]:
    """A rivalry that the list does not have in these years, or ends before the day."""
    last, pair = request.last("tss-rivalries"), of_line(*request.codes)
    listed = records_of_the_time(informal=False).get(pair, PairRecord()).rivalries
    for entry in _stated(case, "rivalry", last):
        end = entry.end.year if entry.end else last
        ends = [e for b, e in listed if b <= end + 1 and e >= entry.start.year - 1]
        if not ends:
            yield (
                f"record.{entry.id}: a rivalry; the list of strategic rivalries has none of the "
                f"two from {entry.start.year} to {end}"
            )
        elif entry.end is None and max(ends) < last - 1:
            over = f"the list of strategic rivalries ends it in {max(ends)}"
            yield f"record.{entry.id}: goes on; {over}"


def force(case: Case, request: PairRequest) -> Iterator[str]:
    """A dispute with force in years without any use of force between the two."""
    last = request.last("gml-disputes")
    used = _years_of_force(request)
    for entry in _stated(case, "dispute", last):
        years = range(entry.start.year - 1, (entry.end or entry.start).year + 2)
        if entry.force and not used.intersection(years):
            yield (
                f"record.{entry.id}: force; GML has no dispute of the two with force in "
                f"{entry.start.year}"
            )


def ended_pacts(case: Case, request: PairRequest) -> Iterator[str]:
    """A pact that is over, and no other in force, where the list of treaties has one."""
    last = request.last("atop-dyadyear")
    pacts = _stated(case, "pact", last)
    if (
        any(e.kind == "pact" and not e.end for e in case.record)
        or not duties(request, last)["held"]
    ):
        return
    for pact in pacts:
        if pact.end and pact.end.year <= last:
            over = f"over in {pact.end.year}"
            yield f"record.{pact.id}: {over}; ATOP has a treaty of the two in {last}"


def pacts_with_thirds(case: Case, request: PairRequest) -> Iterator[str]:
    """A tie by a treaty of alliance between two states that the list of treaties does not have."""
    last = request.last("atop-dyadyear")
    codes = dict(_codes(case))
    pairs = sql(
        "SELECT DISTINCT ccode1, ccode2 FROM {alliances} WHERE atop_any = 1 AND year = {last}",
        alliances=request.measure("alliances"),
        last=last,
    )
    bound = {frozenset(row.values()) for row in request.rows(pairs)}
    for tie in case.ties:
        if not tie.pact or tie.note or tie.until or tie.since.year > last:
            continue
        if tie.a in codes and tie.b in codes and {codes[tie.a], codes[tie.b]} not in bound:
            yield f"ties.{tie.id}: a pact; ATOP has no treaty of the two in {last}"


CHECKS = (rivalries, force, ended_pacts, pacts_with_thirds)


def _stated(case: Case, kind: str, last: int) -> list[Record]:
    """Entries of a kind from years that a list covers, of which no note says more."""
    return [e for e in case.record if e.kind == kind and not e.note and e.start.year <= last]


def _years_of_force(request: PairRequest) -> set[int]:
    """Years with force or a death between the two, also of disputes that one of them joined."""
    years = Template("""
    WITH {legacies}, used AS (
      SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year
      FROM {tables[gml-disputes]}
      WHERE greatest(hostlev1, hostlev2) >= {use_of_force} OR fatality1 > 0 OR fatality2 > 0)
    SELECT DISTINCT year FROM ({used})
    WHERE (ccode1, ccode2) = {pair}""").fill(
        legacies=legacies(),
        tables=request.tables,
        use_of_force=USE_OF_FORCE,
        used=inherited_pairs("used"),
        pair=request.pair,
    )
    return {row["year"] for row in request.rows(years)}


def _codes(case: Case) -> Iterator[tuple[str, int]]:
    """COW codes of the actors that are states of the day, by their ids."""
    for actor in case.actors:
        if actor.kind == "state" and actor.state is not None:
            try:
                yield actor.id, resolve(actor.state, case.as_of).ccode
            except DetenteError:  # it had ended
                continue
