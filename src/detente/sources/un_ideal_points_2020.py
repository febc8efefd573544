"""Positions of states in UN votes by year (Bailey, Strezhnev and Voeten, April 2020)."""

from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import UN_IDEAL_POINTS
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-ideal-points-2020",
        label="UN ideal points, 2020 release",
        producer="Bailey, Strezhnev and Voeten",
        version="2020-04",
        licence="MIT, the licence of the authors' repository: not shipped, pull your own copy.",
        licence_id="MIT",
        read="2026-11-24",
        citation=UN_IDEAL_POINTS,
        url="https://github.com/evoeten/United-Nations-General-Assembly-Votes-and-Ideal-Points",
        unit="state-year",
        key=("ccode", "year"),
        signed=frozenset({"idealpoint", "q5", "q10", "q50", "q90", "q95"}),
        coverage=(1946, 2019),
        holds="Votes of the session that opens in the year.",
        published="April 2020",
        ends="No measure, lens or outcome reads it; un-ideal-points goes on to 2024.",
        file="un_idealpoints_2020.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "session": "INTEGER",
            "nvotes": "INTEGER",
            "idealpoint": "FLOAT",
            "q5": "FLOAT",
            "q10": "FLOAT",
            "q50": "FLOAT",
            "q90": "FLOAT",
            "q95": "FLOAT",
        },
        forms=(
            Form(
                files=("IdealpointestimatesAll_Apr2020.csv",),
                addresses=(
                    pinned(
                        "evoeten/United-Nations-General-Assembly-Votes-and-Ideal-Points",
                        "a6dce7ec687f73a738593319a57b91333b7a3cab",
                        "Output/IdealpointestimatesAll_Apr2020.csv",
                        "9757b73a770355f4be8fa306afc15fb552dd9338ac14022436d9f198307596de",
                    ),
                ),
                columns={
                    "year": "CAST(session AS INTEGER) + 1945",
                    **{f"q{n}": f'"Q{n}%"' for n in (5, 10, 50, 90, 95)},
                },
            ),
        ),
        rows=10469,
        sha256="eefe31d07918404d27c3f5063585291177f09179c1b3b6d716c6494a01a6ce3e",
        lag=1,
        hindsight=(
            "All years are re-estimated in each release, so a past value has seen later votes."
        ),
    )
)
