"""Positions of states in UN votes by year (Bailey, Strezhnev and Voeten, July 2025)."""

from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import UN_IDEAL_POINTS
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-ideal-points",
        label="UN ideal points",
        producer="Bailey, Strezhnev and Voeten",
        version="2025-07",
        licence="CC0 for the votes and the estimates: not shipped, pull your own copy.",
        licence_from_memory=True,
        read="2026-11-24",
        citation=UN_IDEAL_POINTS,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="state-year",
        key=("ccode", "year"),
        signed=frozenset(
            {
                "idealpointall",
                "idealpointfp",
                "idealpointlegacy",
                "q5all",
                "q10all",
                "q50all",
                "q90all",
                "q95all",
                "q5fp",
                "q10fp",
                "q50fp",
                "q90fp",
                "q95fp",
            }
        ),
        coverage=(1946, 2024),
        holds="Votes of the session that opens in the year.",
        published="July 2025; each year in summer",
        ends=(
            "The measures un-ideal-points and un-distance are unknown, and with them the lens "
            "preference-distance."
        ),
        file="un_idealpoints_2025.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "idealpointall": "FLOAT",
            "idealpointfp": "FLOAT",
            "idealpointlegacy": "FLOAT",
            "nvotesall": "INTEGER",
            "nvotesfp": "INTEGER",
            "nvoteslegacy": "INTEGER",
            "q5all": "FLOAT",
            "q10all": "FLOAT",
            "q50all": "FLOAT",
            "q90all": "FLOAT",
            "q95all": "FLOAT",
            "q5fp": "FLOAT",
            "q10fp": "FLOAT",
            "q50fp": "FLOAT",
            "q90fp": "FLOAT",
            "q95fp": "FLOAT",
        },
        forms=(
            Form(
                files=("IdealpointsJuly2025.dta",),
                addresses=(
                    pinned(
                        "lucasbuildsapps/Masterthesis",
                        "5298218d5b57e5b09223b124b25c03dc37ed646e",
                        "IdealpointsJuly2025.dta",
                        "fea7fa9414e3643586dbdf95baa1100ceb418e56684d79d801a146cad79443ce",
                    ),
                ),
            ),
        ),
        rows=11440,
        sha256="29dd082631721e060bae3e218919449483862843398b29b212dbb4f93a8cb306",
        lag=1,
        hindsight=(
            "All years are re-estimated in each release, so a past value has seen later votes."
        ),
    )
)
