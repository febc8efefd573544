"""Structural balance: whether ties with third parties strain the partnership."""

from collections.abc import Iterator

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case, Tie
from detente.data.sql import Sql, Template
from detente.methods.frustration import Edge, frustration, simple, triads_through
from detente.panel.measures.similarity import portfolio_scores
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens
from detente.sources import atop_dyadyear

CARD = LensCard(
    id="structural-balance",
    label="Structural balance",
    theory="Structural balance",
    mechanism="A friend's enemy who is my friend strains one of the three ties.",
    references=(
        "Heider, F. 1946. Attitudes and Cognitive Organization. Journal of Psychology 21: "
        "107-112. https://doi.org/10.1080/00223980.1946.9917275",
        "Harary, F. 1961. A Structural Analysis of the Situation in the Middle East in 1956. "
        "Journal of Conflict Resolution 5(2): 167-178. "
        "https://doi.org/10.1177/002200276100500204",
        "Doreian, P. and A. Mrvar. 2015. Structural Balance and Signed International Relations. "
        "Journal of Social Structure 16(1). https://doi.org/10.21307/joss-2019-012",
    ),
    unit="share of the partnership's triads that are unbalanced",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.33,
    step=0.5,
    reads=("ties",),
    status="established",
    history=("alliances", "rivalries"),
    weight=Judged(
        size=0.2,
        spread=0.2,
        bound=0.5,
        why="Judged and small: Doreian and Mrvar find that relations between states do not tend "
        "to balance, so the picture describes more than it predicts.",
    ),
)


def edges_at(case: Case) -> list[tuple[Edge, Tie]]:
    """Signed ties in force on the case's date."""
    live = [t for t in case.ties if t.until is None or t.until >= case.as_of]
    return [((t.a, t.b, 1 if t.sign == "+" else -1), t) for t in live]


def from_history(tables: Tables) -> Sql:
    """SQL of the same share with ties of strength 1.

    A treaty of the five obligations of ATOP is a positive tie, a strategic rivalry a negative
    one; a pair with both has none.
    """
    last = tables.last(atop_dyadyear.CARD.coverage, ("atop-dyadyear", "tss-rivalries"))
    return Template("""
    WITH sign AS (
      SELECT least(ccode1, ccode2) AS a, greatest(ccode1, ccode2) AS b, year, 1 AS sign
      FROM {tables[atop-dyadyear]}
      WHERE greatest(atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul) = 1
      UNION SELECT least(ccode1, ccode2), greatest(ccode1, ccode2),
        unnest(range(start, "end" + 1))::INTEGER, -1 FROM {tables[tss-rivalries]}
    ),
    tie AS (
      SELECT a, b, year, any_value(sign) AS sign FROM sign GROUP BY ALL HAVING count(*) = 1
    ),
    outer_tie AS (SELECT a AS one, b AS third, year, sign FROM tie
      UNION ALL SELECT b, a, year, sign FROM tie)
    SELECT i.one AS ccode1, j.one AS ccode2, i.year,
      avg((i.sign <> j.sign)::INTEGER) AS value
    FROM outer_tie i JOIN outer_tie j
      ON i.third = j.third AND i.year = j.year AND i.one < j.one
    WHERE i.year BETWEEN 1816 AND {last}
    GROUP BY ALL
    """).fill(tables=tables, last=last)


def levers(case: Case) -> Iterator[Lever]:
    """The sign of each tie between a partner and a third party reversed."""
    for tie in case.ties:
        if len({tie.a, tie.b} & set(case.members)) == 1:
            end, verb = ("-", "fall out") if tie.sign == "+" else ("+", "make up")
            names = f"{case.name(tie.a)} and {case.name(tie.b)}"
            yield Lever(
                path=f"ties.{tie.id}.sign",
                subject=f"tie of {names}",
                words=f"{names} {verb}",
                start=tie.sign,
                end=end,
            )


@lens(CARD, history=from_history, levers=levers)
def structural_balance(case: Case, draw: Draws) -> Estimate | NoEvidence:
    """Weighted share of the triads through the partnership that are unbalanced.

    A triad is balanced if the product of its three signs is positive. Each triad counts by the
    strength of its weaker outer tie. The partnership itself counts as a positive tie, coded or
    not. History knows ties of states only, by treaty or rivalry: the learned weight applies to
    the share of triads made of these. Detail gives the exact frustration index of the whole signed
    network, and the similarity of the two portfolios of ties.

    Parameters
    ----------
    case : Case
        ``ties``: sign and strength (0-1) of the ties in force on the date of the case.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if no third party is tied to both partners.
    """
    i, j = case.members
    coded = edges_at(case)
    graph = [e for e, _ in coded if {e[0], e[1]} != {i, j}]
    graph = simple([*graph, (i, j, 1)])
    triads = triads_through(graph, i, j)
    if not triads:
        return NoEvidence(reason="no third party is tied to both partners")
    strength = {frozenset((t.a, t.b)): draw(t.strength, low=0, high=1) for _, t in coded}
    weight = np.array(
        [np.minimum(strength[frozenset((i, n))], strength[frozenset((j, n))]) for n, _ in triads]
    )
    unbalanced = np.array([sign < 0 for _, sign in triads])
    total = np.maximum(weight.sum(axis=0), 1e-9)
    return Estimate(
        comparable=_comparable(case, coded, draw),
        draws=weight[unbalanced].sum(axis=0) / total,
        claims=_claims(coded, {n for n, _ in triads}, {i, j}),
        detail=lambda: _detail(graph, triads, case.members),
    )


def _comparable(case: Case, coded: list[tuple[Edge, Tie]], draw: Draws) -> Estimate | NoEvidence:
    """The share that the panel would see: ties of states alone, treaties and quarrels, unweighted.

    History has no tie of a movement or a public, and no friendly one without a treaty.
    """
    i, j = case.members
    states = {a.id for a in case.actors if a.kind == "state"}
    graph = [
        edge
        for edge, tie in coded
        if {tie.a, tie.b} <= states and {tie.a, tie.b} != {i, j} and (tie.pact or tie.sign == "-")
    ]
    triads = triads_through(simple([*graph, (i, j, 1)]), i, j)
    if not triads:
        return NoEvidence(reason="no third state is tied to both by a treaty or a rivalry")
    share = sum(sign < 0 for _, sign in triads) / len(triads)
    return Estimate(draws=np.full(draw.n, share), claims=())


def portfolios(graph: list[Edge], members: tuple[str, str]) -> dict[str, float]:
    """S, kappa and pi of the partners' ties with all third parties: 2 friendly, 1 none, 0 hostile.

    Empty without third parties. See `detente.panel.measures.similarity` for the formulas.

    Parameters
    ----------
    graph : list of (str, str, int)
        Edges: two actors and the sign of their tie, +1 or -1.
    members : (str, str)
        The two partners.
    """
    signs = {frozenset(e[:2]): e[2] for e in graph}
    thirds = sorted({n for e in graph for n in e[:2]} - set(members))
    if not thirds:
        return {}
    rows = np.array([[1 + signs.get(frozenset((m, n)), 0) for n in thirds] for m in members])
    scores = portfolio_scores(rows, 2, "of_ties")
    return {name: float(m[0, 1]) for name, m in scores.items() if np.isfinite(m[0, 1])}


def _detail(
    graph: list[Edge], triads: list[tuple[str, int]], members: tuple[str, str]
) -> dict[str, object]:
    result = frustration(graph)
    return {
        "triads": {n: "balanced" if s > 0 else "unbalanced" for n, s in triads},
        "frustration_index": result.index,
        "frustration_exact": result.exact,
        "frustration_normalised": result.normalised,
        "edges": result.edges,
        **portfolios(graph, members),
    }


def _claims(coded: list[tuple[Edge, Tie]], thirds: set[str], members: set[str]) -> tuple[str, ...]:
    """Claims behind the ties between a partner and a third party to both."""
    claims = [t.claims for _, t in coded if thirds & {t.a, t.b} and {t.a, t.b} & members]
    return tuple(dict.fromkeys(c for of_tie in claims for c in of_tie))
