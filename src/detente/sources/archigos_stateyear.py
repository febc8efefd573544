"""Changes of leaders by state and year (Archigos 4.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import ARCHIGOS, CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="archigos-stateyear",
        label="Leader turnover",
        producer="Goemans, Gleditsch and Chiozza",
        version="4.1",
        licence=CITE,
        read="2026-11-24",
        citation=ARCHIGOS,
        url="https://www.rochester.edu/college/faculty/hgoemans/data.htm",
        unit="state-year",
        key=("gwcode", "year"),
        coverage=(1870, 2015),
        holds="Total of the year.",
        published="2016",
        ends=(
            "The measure leaders, the lens two-level and the learned risk's covariate leader "
            "change are unknown; the measure leaders-continued goes on to 2020 with REIGN."
        ),
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
        forms=(
            Form(
                files=("archigossums.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/archigossums.rda",
                        "a9c1176199f8f3b393815a60048e36257bfb8c7706c6ff3a4c9a5259b7b26754",
                    ),
                ),
            ),
        ),
        rows=14407,
        sha256="7d19fac22b6017bfb735c4b17acefccb6c8424f691738a1ea723a59590a41c5c",
    )
)
