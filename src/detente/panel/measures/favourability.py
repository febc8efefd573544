"""What the public of each state thinks of the other (Pew Global Attitudes)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.state_codes import cow_codes
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.pew_favourability import CARD


@measure(
    MeasureCard(
        id="favourability",
        label="Public favourability",
        per="directed-dyad-year",
        sources=("pew-favourability",),
        columns={
            "favourable1": "per cent of the public of state 1 favourable to state 2",
            "favourable2": "per cent of the public of state 2 favourable to state 1",
        },
        years=CARD.coverage,
        note="Ten states are targets, most of them in a few years; no row means no survey.",
    )
)
def favourability(table: Tables) -> Sql:
    """Shares of all respondents, those without an opinion included."""
    return Template("""
    WITH view AS (SELECT a.ccode AS public, b.ccode AS target, p.year, fav
      FROM {table[pew-favourability]} p
      JOIN {codes} a ON a.iso3 = p.country AND a.year = p.year
      JOIN {codes} b ON b.iso3 = p.target AND b.year = p.year WHERE a.ccode <> b.ccode),
    pair AS (SELECT public AS ccode1, target AS ccode2, year FROM view
      UNION SELECT target, public, year FROM view)
    SELECT ccode1, ccode2, pair.year, x.fav AS favourable1, y.fav AS favourable2 FROM pair
    LEFT JOIN view x ON (x.public, x.target, x.year) = (ccode1, ccode2, pair.year)
    LEFT JOIN view y ON (y.target, y.public, y.year) = (ccode1, ccode2, pair.year)
    """).fill(table=table, codes=cow_codes())
