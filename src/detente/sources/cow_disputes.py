"""Militarised disputes by dyad and year (Correlates of War 5.0)."""

from detente.cards import Citation, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-disputes",
        label="COW dispute dyad-years",
        producer="Correlates of War Project",
        version="5.0",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=Citation(
            key="palmer_2022",
            authors=(
                "Palmer, Glenn",
                "McManus, Roseanne W.",
                "D'Orazio, Vito",
                "Kenwick, Michael R.",
                "Karstens, Mikaela",
                "Bloch, Chase",
                "Dietrich, Nick",
                "Kahn, Kayla",
                "Ritter, Kellan",
                "Soules, Michael J.",
            ),
            year=2022,
            title="The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and Description",
            journal="Conflict Management and Peace Science",
            volume="39",
            pages="470-482",
            doi="10.1177/0738894221995743",
        ),
        url="https://correlatesofwar.org/data-sets/mids/",
        unit="directed dyad, dispute and year",
        coverage=(1816, 2014),
        holds="Years in which the dispute went on.",
        published="2022",
        file="cow_mid_dispute_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "dispongoing": "INTEGER",
            "disponset": "INTEGER",
            "sidea1": "INTEGER",
            "sidea2": "INTEGER",
            "fatality1": "INTEGER",
            "fatality2": "INTEGER",
            "fatalpre1": "INTEGER",
            "fatalpre2": "INTEGER",
            "hiact1": "INTEGER",
            "hiact2": "INTEGER",
            "hostlev1": "INTEGER",
            "hostlev2": "INTEGER",
            "orig1": "INTEGER",
            "orig2": "INTEGER",
        },
        rows=11390,
        sha256="7f4c07e3ae5776290936cc18e69d4f84b199a3e96246f24de5ee613bfc013d1a",
        # a dispute with a row in the last year may still go on
        later={
            c: f"CASE WHEN max(year) OVER (PARTITION BY dispnum) < {{cutoff}} THEN {c} END"
            for c in ("fatality1", "fatality2", "fatalpre1", "fatalpre2")
        },
        hindsight=(
            "Hostility and actions are the highest of the whole dispute, which may go on for years."
        ),
    )
)
