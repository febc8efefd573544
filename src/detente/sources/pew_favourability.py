"""What the public of a state thinks of another state, in per cent (Pew Global Attitudes)."""

from detente.data.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="pew-favourability",
        label="Public favourability",
        producer="Pew Research Center; harmonised by worldregio/pew_opi",
        version="2002-2023",
        licence="Pew: registration and attribution, microdata not redistributed: not shipped.",
        read="2026-11-28",
        citation=Citation(
            key="pew_global_attitudes",
            authors=("{Pew Research Center}",),
            year=2023,
            title="Global Attitudes and Trends: Survey Data, 2002-2023",
        ),
        url="https://www.pewresearch.org/global/datasets/",
        by_hand=(
            "Pew asks for registration and forbids to hand on the answers of persons. Register on "
            "the page, download the survey of each spring, and save weighted shares in the columns "
            "of the card, without those of fewer than 100 respondents, as "
            "pew_favourability_2002_2023.csv."
        ),
        unit="public, target and year",
        key=("year", "country", "target"),
        coverage=(2002, 2023),
        holds="The field work of the year, mostly in spring.",
        published="in the summer of the year",
        ends="What publics think of other states is unknown: the measure favourability ends.",
        file="pew_favourability.parquet",
        columns={
            "year": "INTEGER",
            "country": "VARCHAR",  # ISO-3 code of the public
            "target": "VARCHAR",  # ISO-3 code, EU or UN
            "n": "INTEGER",
            "fav": "DOUBLE",
            "unfav": "DOUBLE",
            "very_fav": "DOUBLE",
            "some_fav": "DOUBLE",
            "some_unfav": "DOUBLE",
            "very_unfav": "DOUBLE",
            "dk_ref": "DOUBLE",
            "deff_kish": "DOUBLE",
        },
        forms=(Form(files=("pew_favourability_2002_2023.csv",)),),
        rows=2611,
        sha256="d9d2278dda12e5af35cec6494f1c5caaca676400917a1b3b650c0463fcf62648",
    )
)
