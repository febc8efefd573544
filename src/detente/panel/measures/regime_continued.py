"""Polity score of each state, continued with V-Dem after its last year.

Polity ends with 2018. V-Dem's electoral democracy index goes on, but on another scale. `KNOTS` map
it onto Polity's: an isotonic regression of polity2 on v2x_polyarchy over all state-years from 1946
to 2018 with both, read off every .05 (maker: ``tests/golden/panel/polity_knots.py``). A state's
score after 2018 is its last Polity score plus the change of the mapped index since,

.. math:: x_t = p_{2018} + m(v_t) - m(v_{2018}), \\quad -10 \\le x_t \\le 10,

so that the join itself moves nothing. Had Polity ended with 2008, the scores of 2009 to 2018 would
be off by .9 points on average and 1.7 in root mean square; the score of 2008 kept, by .8 and 2.2;
the mapped index alone, by 1.7 and 2.5.

References
----------
Best, M. J. and N. Chakravarti (1990). Active set algorithms for isotonic regression. Mathematical
Programming 47, 425-439. https://doi.org/10.1007/BF01580873
"""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, joined, sql
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import democracy, polity5

LAST = polity5.CARD.coverage[1]
STEP = 0.05
KNOTS = (
    -10.0, -8.4, -7.0, -6.4, -4.5, -2.2, -1.3, 1.4, 3.5, 5.0, 6.2, 6.6, 6.9, 7.4, 8.3, 8.3, 9.6,
    9.7, 9.9, 10.0, 10.0,
)  # fmt: skip


@measure(
    MeasureCard(
        id="regime-continued",
        label="Regime, Polity continued with V-Dem",
        per="state-year",
        sources=("polity5", "democracy"),
        columns={
            "polity_continued": "Polity score to 2018, then continued with electoral democracy",
            "polity_continued_by": "0 Polity itself, 1 the change of v2x_polyarchy since 2018",
        },
        years=democracy.CARD.coverage,
        note="Unknown after 2018 for a state without a Polity score in 2018.",
    )
)
def regime_continued(table: Tables) -> Sql:
    """Polity to its last year, then its last score plus the change of the mapped index."""
    return Template("""
    WITH polity AS (SELECT ccode, year, polity2 FROM {table[polity5]}
      WHERE ccode IS NOT NULL AND polity2 IS NOT NULL AND year <= {last}),
    mapped AS (SELECT ccode, year, {mapped} AS m FROM {table[democracy]}
      WHERE v2x_polyarchy IS NOT NULL AND year >= {last})
    SELECT ccode, year, polity2::DOUBLE AS polity_continued, 0 AS polity_continued_by FROM polity
    UNION ALL
    SELECT ccode, now.year, greatest(-10, least(10, p.polity2 + now.m - seam.m)), 1
    FROM mapped now JOIN mapped seam USING (ccode) JOIN polity p USING (ccode)
    WHERE now.year > {last} AND seam.year = {last} AND p.year = {last}
    """).fill(table=table, last=LAST, mapped=mapped(sql("v2x_polyarchy")))


def mapped(index: Sql) -> Sql:
    """SQL of the Polity score that goes with an SQL expression of electoral democracy."""
    steps = sql("{index} / {step}", index=index, step=STEP)
    place = sql("least(floor({steps})::INTEGER, {last})", steps=steps, last=len(KNOTS) - 2)
    low, high = (
        sql("[{knots}][{place} + {n}]", knots=joined(KNOTS), place=place, n=n) for n in (1, 2)
    )
    return sql(
        "({low} + ({steps} - {place}) * ({high} - {low}))",
        low=low,
        steps=steps,
        place=place,
        high=high,
    )
