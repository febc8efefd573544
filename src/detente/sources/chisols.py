"""Changes of leaders and of the coalitions behind them by state and year (CHISOLS 4.0)."""

from detente.cards import Citation, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="chisols",
        label="Leader support",
        producer="Mattes, Leeds and Matsumura",
        version="4.0",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=Citation(
            key="mattes_2016",
            authors=("Mattes, Michaela", "Leeds, Brett Ashley", "Matsumura, Naoko"),
            year=2016,
            title="Measuring Change in Source of Leader Support: The CHISOLS Dataset",
            journal="Journal of Peace Research",
            volume="53",
            pages="259-267",
        ),
        url="http://www.chisols.org",
        unit="state-year",
        coverage=(1919, 2008),
        holds="Changes within the year; leader and regime as at the end of the year.",
        published="2016",
        file="chisols_stateyear.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "leader": "VARCHAR",
            "leaderpos": "VARCHAR",
            "affiliation": "VARCHAR",
            "totalldrtrans": "INTEGER",
            "leadertrans": "INTEGER",
            "solschange": "INTEGER",
            "solschdum": "INTEGER",
            "solschange30": "INTEGER",
            "solsch30dum": "INTEGER",
            "solsminchange": "INTEGER",
            "solsminchdum": "INTEGER",
            "solschyr1": "INTEGER",
            "solschmo1": "INTEGER",
            "solschday1": "INTEGER",
            "nonindep": "INTEGER",
            "dem": "VARCHAR",
            "pres": "INTEGER",
            "parl": "INTEGER",
            "mixed": "INTEGER",
            "mil": "INTEGER",
            "indmil": "INTEGER",
            "sp": "INTEGER",
            "per": "INTEGER",
            "mon": "INTEGER",
            "warlord": "INTEGER",
            "hybrid": "INTEGER",
            "olig": "INTEGER",
            "other": "INTEGER",
            "regtrans": "INTEGER",
            "demtrans": "INTEGER",
            "auttrans": "INTEGER",
            "autend": "INTEGER",
        },
        rows=9703,
        sha256="eaf761789eb1b2d510f9a346e081be9275987adaf7cbb8900bfc2cc6b0b1993f",
    )
)
