"""Changes of leaders and of the coalitions behind them by state and year (CHISOLS 4.0)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="chisols",
        label="Leader support",
        producer="Mattes, Leeds and Matsumura",
        version="4.0",
        licence=CITE,
        read="2026-11-24",
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
        key=("ccode", "year"),
        coverage=(1919, 2008),
        holds="Changes within the year; leader and regime as at the end of the year.",
        published="2016",
        ends=(
            "The measure coalitions is unknown, and with it the lenses coalition-change and "
            "two-level and the covariate of new coalitions in power."
        ),
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
        forms=(
            Form(
                files=("CHISOLSstyr4_0.csv",),
                addresses=(
                    pinned(
                        *repositories.TREATY_DEPTH,
                        "data/CHISOLSstyr4_0.csv",
                        "414b5b1c7bb6b9231e6c2bff4fe34b54cbb9c30b8aeb0c208f72df343f7f6ced",
                    ),
                ),
                missing=("", "NA", ".", "Not Applicable"),
            ),
        ),
        rows=9703,
        sha256="eaf761789eb1b2d510f9a346e081be9275987adaf7cbb8900bfc2cc6b0b1993f",
    )
)
