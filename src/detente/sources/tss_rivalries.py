"""Strategic rivalries between states, by year (Thompson, Sakuwa and Suhas 2021)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="tss-rivalries",
        label="Strategic rivalries",
        producer="Thompson, Sakuwa and Suhas",
        version="2021",
        licence="Facts from a book; machine copies carry their packagers' terms: not shipped.",
        read="2026-11-24",
        citation=Citation(
            key="tss_2021",
            authors=("Thompson, William R.", "Sakuwa, Kentaro", "Suhas, Prashant Hosur"),
            year=2021,
            title="Analyzing Strategic Rivalries in World Politics",
            journal="Springer",
            doi="10.1007/978-981-16-6671-1",
        ),
        url="https://doi.org/10.1007/978-981-16-6671-1",
        unit="rivalry",
        key=("tssr_id",),
        coverage=(1494, 2020),
        holds="Whole years; an end of 2020 means that the rivalry goes on.",
        published="2021",
        ends=(
            "A new rivalry (and with it part of the outcome rupture) cannot be scored; the "
            "measures rivalries and shared-rivals are unknown, and with them the lenses "
            "rivalry-legacy, shared-threat and structural-balance."
        ),
        file="tss_rivalries.parquet",
        columns={
            "tssr_id": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "start": "INTEGER",
            "end": "INTEGER",
            "positional": "INTEGER",
            "spatial": "INTEGER",
            "ideological": "INTEGER",
            "interventionary": "INTEGER",
            "principal": "INTEGER",
            "aprin": "INTEGER",
        },
        forms=(
            Form(
                files=("tss_rivalries.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/tss_rivalries.rda",
                        "7d4aabe829ed3f3d32cc16cb1cf4c4fa11588e6823a2c19d73678e29c6879f6f",
                    ),
                ),
            ),
        ),
        rows=264,
        sha256="678827c36bb000585fbf13d1fd09ac505cae6b3329354195975aac5a1a73f2b5",
        known='"start"',
        later={
            "end": 'CASE WHEN "end" > {cutoff} THEN 2020 ELSE "end" END',
        },
        hindsight="Start years are set by historians who know that a rivalry followed.",
    )
)
