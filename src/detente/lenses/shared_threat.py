"""Shared threat: what threatens both partners, less the threat from each other."""

from collections.abc import Iterator

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.case.threat import Severity, Threat
from detente.data.sql import Sql, Template
from detente.panel.bases import dyads
from detente.panel.tables import Tables
from detente.records import Array, Estimate, Fading, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens
from detente.sources import nmc, tss_rivalries

CARD = LensCard(
    id="shared-threat",
    label="Shared threat",
    theory="Balance of threat",
    mechanism="States align against what threatens both; when the threat goes, so does the glue.",
    references=(
        "Walt, S. M. 1985. Alliance Formation and the Balance of World Power. International "
        "Security 9(4): 3-43. https://doi.org/10.2307/2538540",
        "Resnick, E. N. 2011. Strange Bedfellows: U.S. Bargaining Behavior with Allies of "
        "Convenience. International Security 35(3): 144-184. "
        "https://doi.org/10.1162/ISEC_a_00026",
    ),
    unit="Walt index, shared less mutual threat",
    range=(-1.0, 1.0),
    danger="lower",
    neutral=0.0,
    step=0.5,
    reads=("threats", "record", "known_to"),
    history=("rivalries", "capabilities", "contiguity"),
    weight=Judged(
        size=0.8,
        spread=0.3,
        bound=1.4,
        why="A full step of shared threat about halves the yearly odds of rupture: the direction "
        "is Walt's and Resnick's, the size is judged until it is learned from history.",
    ),
)


def threat_to(severity: Severity | None, draw: Draws) -> Array:
    """Walt's four sources of threat with equal weight, 0-1; 0 to a state that it does not concern.

    Parameters
    ----------
    severity : Severity or None
        Power, proximity, offensive capability and intent of the threat to the state, each 0-1.
    draw : Draws
        Draws each number within its stated range.

    Returns
    -------
    array of float, shape (n_draws,)
    """
    if severity is None:
        return np.zeros(draw.n)
    sources = (severity.power, severity.proximity, severity.offensive, severity.intent)
    return np.asarray(np.mean([draw(s, low=0, high=1) for s in sources], axis=0))


def from_history(tables: Tables) -> Sql:
    """SQL of the same glue where every strategic rival of a state is a threat to it.

    Power is the rival's share of the capabilities of the two (CINC), offensive capability its
    share of their soldiers, proximity 1 across a land border, .5 within 400 miles of water and
    else 0, intent 1. A component that is missing is left out of the mean. No common aim counts
    as attained. Without any rival the glue is 0: the list of rivalries is complete.
    """
    first, last = nmc.CARD.coverage
    last = tables.last((first, min(last, tss_rivalries.CARD.coverage[1])), ("nmc", "tss-rivalries"))
    return Template("""
    WITH enemy AS (
      SELECT DISTINCT ccode, rival, unnest(range(start, "end" + 1))::INTEGER AS year
      FROM (SELECT ccode1 AS ccode, ccode2 AS rival, start, "end" FROM {tables[tss-rivalries]}
        UNION ALL SELECT ccode2, ccode1, start, "end" FROM {tables[tss-rivalries]})
    ),
    near AS (
      SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, conttype,
        unnest(range(year(stdate), year(enddate) + 1))::INTEGER AS year
      FROM {tables[contiguity]} WHERE conttype > 0
    ),
    border AS (SELECT ccode1, ccode2, year, min(conttype) AS kind FROM near GROUP BY ALL),
    threat AS (
      SELECT e.ccode, e.rival, e.year, list_avg([x.cinc / nullif(x.cinc + i.cinc, 0),
        CASE b.kind WHEN 1 THEN 1.0 ELSE CASE WHEN b.kind > 1 THEN 0.5 ELSE 0.0 END END,
        x.milper / nullif(x.milper + i.milper, 0), 1.0]) AS t
      FROM enemy e
      LEFT JOIN {tables[nmc]} i ON i.ccode = e.ccode AND i.year = e.year
      LEFT JOIN {tables[nmc]} x ON x.ccode = e.rival AND x.year = e.year
      LEFT JOIN border b ON b.ccode1 = least(e.ccode, e.rival)
        AND b.ccode2 = greatest(e.ccode, e.rival) AND b.year = e.year
    ),
    shared AS (
      SELECT i.ccode AS ccode1, j.ccode AS ccode2, i.year,
        1 - exp(sum(ln(greatest(1 - least(i.t, j.t), 1e-9)))) AS shared
      FROM threat i JOIN threat j ON i.rival = j.rival AND i.year = j.year AND i.ccode < j.ccode
      GROUP BY ALL
    ),
    mutual AS (
      SELECT least(ccode, rival) AS ccode1, greatest(ccode, rival) AS ccode2, year,
        sum(t) / 2 AS mutual FROM threat GROUP BY ALL
    )
    SELECT d.ccode1, d.ccode2, d.year, coalesce(shared, 0) - coalesce(mutual, 0) AS value
    FROM ({pairs}) d LEFT JOIN shared USING (ccode1, ccode2, year)
    LEFT JOIN mutual USING (ccode1, ccode2, year)
    """).fill(tables=tables, pairs=dyads(tables, (1816, last)))


def levers(case: Case) -> Iterator[Lever]:
    """Each threat from outside the partnership, gone or in full."""
    for threat in case.threats:
        if threat.actor not in case.members:
            for end, words in ((1.0, "threat gone"), (0.0, "threat in full")):
                yield Lever(
                    path=f"threats.{threat.id}.attained",
                    subject=f"{threat.label}: share of the aim attained",
                    words=f"{threat.label}: {words}",
                    start=threat.attained.value,
                    end=end,
                )


@lens(CARD, history=from_history, levers=levers)
def shared_threat(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Glue of a partnership: threat shared with the partner less threat from it.

    With :math:`T_{iX}` the mean of power, proximity, offensive capability and intent of X as
    state i faces them, and :math:`a_X` the share of the common aim already attained,

    .. math:: G = 1 - \prod_X \bigl(1 - (1 - a_X)\min(T_{iX}, T_{jX})\bigr)
                  - \tfrac12 (T_{ij} + T_{ji}).

    Several threats from one partner count as the shared ones do, so that :math:`T_{ij}` stays below
    1. Each shared threat fades with its own half-life; the mutual threat stays. History knows the
    threats that states pose to their rivals: the learned weight applies to those from states,
    and to the mutual one while a rivalry of the two on ``record`` has not ended.

    Parameters
    ----------
    case : Case
        ``threats``: severity to each partner (0-1), share attained (0-1), half-life in years.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if no threat from outside the partnership has its severity coded, unless
        `known_to` says that the threats are complete.
    """
    i, j = case.members
    shared = [t for t in case.threats if t.actor not in case.members and t.severity]
    if not shared and "threats" not in case.known_to:
        return NoEvidence(reason="the case weighs no threat from outside the partnership")
    common = {t.id: _common(t, i, j, draw) for t in shared}
    half_lives = {t.id: draw(t.half_life, low=0.01) for t in shared}
    glue = 1 - np.prod([1 - c for c in common.values()], axis=0) * np.ones(draw.n)
    mutual = _mutual(case, draw)
    fading = {k: Fading(part=common[k], half_life=half_lives[k]) for k in common}
    return Estimate(
        draws=glue - mutual,
        comparable=_comparable(case, fading, mutual),
        claims=tuple(c for t in shared for c in t.claims),
        detail=lambda: {
            "shared": float(glue[0]),
            "mutual": float(mutual[0]),
            "by_threat": {key: float(c[0]) for key, c in common.items()},
            "half_life_years": {key: float(years[0]) for key, years in half_lives.items()},
        },
        fading=fading,
    )


def _comparable(case: Case, fading: dict[str, Fading], mutual: Array) -> Estimate:
    """The glue that the panel would see: threats from states, and from each other as rivals.

    Without any such threat it is none, as in history.
    """
    states = {a.id for a in case.actors if a.kind == "state"}
    from_states = {t.id: fading[t.id] for t in case.threats if t.id in fading and t.actor in states}
    absent = np.prod([1 - f.part for f in from_states.values()], axis=0) * np.ones(mutual.size)
    rivals = any(r.kind == "rivalry" and r.end is None for r in case.record)
    return Estimate(draws=1 - absent - mutual * rivals, claims=(), fading=from_states)


def _common(threat: Threat, i: str, j: str, draw: Draws) -> Array:
    left = 1 - draw(threat.attained, low=0, high=1)
    to_i = threat_to(threat.severity.get(i), draw)
    return np.asarray(left * np.minimum(to_i, threat_to(threat.severity.get(j), draw)))


def _mutual(case: Case, draw: Draws) -> Array:
    i, j = case.members
    return (_threat_from(i, j, case, draw) + _threat_from(j, i, case, draw)) / 2


def _threat_from(one: str, to: str, case: Case, draw: Draws) -> Array:
    """One minus the product of what each threat from a partner leaves; none leaves all."""
    total = np.zeros(draw.n)
    for threat in case.threats:
        if threat.actor == one:
            total = total + threat_to(threat.severity.get(to), draw) * (1 - total)
    return total
