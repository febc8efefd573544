"""Changes of leaders by state and year (Archigos 4.1)."""

from detente.cards import Citation, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="archigos-stateyear",
        label="Leader turnover",
        producer="Goemans, Gleditsch and Chiozza",
        version="4.1",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=Citation(
            key="goemans_2009",
            authors=("Goemans, Henk E.", "Gleditsch, Kristian Skrede", "Chiozza, Giacomo"),
            year=2009,
            title="Introducing Archigos: A Dataset of Political Leaders",
            journal="Journal of Peace Research",
            volume="46",
            pages="269-283",
            doi="10.1177/0022343308100719",
        ),
        url="https://www.rochester.edu/college/faculty/hgoemans/data.htm",
        unit="state-year",
        coverage=(1870, 2015),
        holds="Total of the year.",
        published="2016",
        file="archigos_stateyear.parquet",
        columns={
            "gwcode": "INTEGER",
            "year": "INTEGER",
            "leadertransition": "INTEGER",
            "irregular": "INTEGER",
            "n_leaders": "INTEGER",
            "jan1obsid": "VARCHAR",
            "dec31obsid": "VARCHAR",
        },
        rows=14407,
        sha256="7d19fac22b6017bfb735c4b17acefccb6c8424f691738a1ea723a59590a41c5c",
    )
)
