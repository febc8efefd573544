"""Militarised disputes, one row each (Correlates of War 5.0)."""

from detente.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-dispute-list",
        label="COW disputes",
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
        unit="dispute",
        coverage=(1816, 2014),
        holds="Over the whole dispute.",
        published="2022",
        file="cow_mid_disputes.parquet",
        columns={
            "dispnum": "INTEGER",
            "styear": "INTEGER",
            "stmon": "INTEGER",
            "outcome": "INTEGER",
            "settle": "INTEGER",
            "fatality": "INTEGER",
            "mindur": "INTEGER",
            "maxdur": "INTEGER",
            "hiact": "INTEGER",
            "hostlev": "INTEGER",
            "recip": "INTEGER",
        },
        forms=(
            Form(
                files=("MIDA 5.0.csv", "MIDA*5.0.csv"),
                address=(
                    "https://correlatesofwar.org/wp-content/uploads/MID-5-Data-and-Supporting-Materials.zip"
                ),
                missing=("",),
            ),
        ),
        rows=2436,
        sha256="9837cbd8181379ee4f29608d26da5ac96e04418baf37add40bb508ac0539503c",
        known="styear",
        # the last year that its first month and its longest length in days allow
        later={
            c: f"CASE WHEN styear + (31 * stmon + maxdur) // 365 <= {{cutoff}} THEN {c} END"
            for c in (
                "outcome",
                "settle",
                "fatality",
                "mindur",
                "maxdur",
                "hiact",
                "hostlev",
                "recip",
            )
        },
    )
)
