"""Positions in UN votes and agreement with six states (Bailey, Strezhnev and Voeten, June 2024)."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import UN_IDEAL_POINTS
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-ideal-points-2024",
        label="UN ideal points and agreement, June 2024",
        producer="Bailey, Strezhnev and Voeten",
        version="2024-06",
        licence="CC0 1.0, as stated on Dataverse: not shipped, pull your own copy.",
        licence_id="CC0-1.0",
        read="2026-11-28",
        citation=UN_IDEAL_POINTS,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        by_hand=(
            "Dataverse keeps IdealpointestimatesAll_Jun2024.csv among the earlier versions of the "
            "data set, under numbers that we do not know, and names columns q5 and q95 otherwise. "
            "To read it: choose a version of 2024 on the page, download the file as CSV, and "
            "name its columns as the card does."
        ),
        unit="state-year",
        key=("ccode", "year"),
        signed=frozenset({"idealpointall", "q5", "q95"}),
        coverage=(1946, 2023),
        holds="Votes of the session that opens in the year.",
        published="June 2024",
        ends="Agreement with the six states is unknown: the measure un-agreement-six ends.",
        file="un_idealpoints_2024.parquet",
        columns={
            "ccode": "INTEGER",
            "iso3c": "VARCHAR",
            "year": "INTEGER",
            "session": "INTEGER",
            "nvotesall": "INTEGER",
            "idealpointall": "DOUBLE",
            "q5": "DOUBLE",
            "q95": "DOUBLE",
            "usagree": "DOUBLE",
            "russagree": "DOUBLE",
            "chinaagree": "DOUBLE",
            "indiaagree": "DOUBLE",
            "brazilagree": "DOUBLE",
            "israelagree": "DOUBLE",
        },
        forms=(
            Form(
                files=(
                    "un_idealpoints_jun2024_with_agreement.csv.gz",
                    "IdealpointestimatesAll_Jun2024.csv",
                ),
            ),
        ),
        rows=11238,
        sha256="bbe48c6d7e99ca6e6f91ef6149e09fdb8949fe8baadb222ef7b91d26e20f6821",
        lag=1,
        hindsight=(
            "All years are re-estimated in each release, so a past value has seen later votes."
        ),
    )
)
