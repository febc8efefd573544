"""Capability index computed again from its six components."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, identifier, joined, sql
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import nmc

_PARTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


@measure(
    MeasureCard(
        id="cinc-shares",
        label="Capability index from its components",
        per="state-year",
        sources=("nmc",),
        columns={
            "cinc_components": "mean share of the system over the components that are known",
            "cinc_known": "number of components known, 0 to 6",
        },
        years=nmc.CARD.coverage,
        note="Where a component is missing the producers give none; here it is the others' mean.",
    )
)
def cinc_shares(table: Tables) -> Sql:
    """Each component's share of the world total of the year, averaged."""
    shares = joined(
        sql("{part} / nullif(sum({part}) OVER (PARTITION BY year), 0)", part=identifier(part))
        for part in _PARTS
    )
    return Template("""
    SELECT ccode, year, list_avg(shares) AS cinc_components,
      list_count(shares)::INTEGER AS cinc_known
    FROM (SELECT ccode, year, [{shares}] AS shares FROM {table[nmc]})
    """).fill(shares=shares, table=table)
