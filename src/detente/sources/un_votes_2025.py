"""Votes of states on the resolutions of the UN General Assembly, 2025 (UN Digital Library)."""

from detente.data.cards import Address, Citation, Form, SourceCard
from detente.registry import source

FILES = ("unga_votes_2025.csv.gz", "unga_2025_resolutions.csv")
# the library has a page for each roll call; this transcript has a column for each state. Its bytes
# were not compared, and of its commit the first twelve digits are known
TRANSCRIPT = Address(
    url=(
        "https://raw.githubusercontent.com/HZloto/unga-2025/46fa27efae8b/analysis/"
        "unga_2025_resolutions.csv"
    )
)
# one column for each state, named by its ISO-3 code, becomes one row for each vote
_VOTES = """
    SELECT "Resolution" AS resolution, "Date" AS date, state, vote
    FROM (UNPIVOT raw ON COLUMNS('^[A-Z]{3}$') INTO NAME state VALUE vote)
"""

CARD = source(
    SourceCard(
        id="un-votes-2025",
        label="UN votes of 2025",
        producer="UN Digital Library",
        version="2025-12",
        licence="UN Digital Library: non-commercial use with attribution; not shipped.",
        read="2026-11-28",
        citation=Citation(
            key="un_digital_library_2025",
            authors=("{United Nations, Dag Hammarskjöld Library}",),
            year=2025,
            title="Voting Data of the General Assembly",
        ),
        url="https://digitallibrary.un.org/record/4060887",
        unit="resolution and state",
        key=("resolution", "iso3"),
        coverage=(2025, 2025),
        holds="The day of the vote; adopted resolutions only.",
        published="with each vote",
        ends=(
            "The measure un-agreement-2025 is of this one year; 2020 to 2024 are unknown for "
            "most pairs."
        ),
        file="un_votes_2025.parquet",
        columns={
            "resolution": "VARCHAR",
            "date": "DATE",
            "iso3": "VARCHAR",
            "vote": "INTEGER",  # 1 yes, 2 abstain, 3 no, as in un-votes; absent: no row
        },
        forms=(
            Form(
                files=FILES,
                addresses=(TRANSCRIPT,),
                columns={
                    "iso3": "state",
                    "vote": "CASE vote WHEN 'Y' THEN '1' WHEN 'A' THEN '2' WHEN 'N' THEN '3' "
                    "ELSE vote END",
                },
                sql=_VOTES,
            ),
        ),
        rows=33373,
        sha256="b44c0ada39c8c417105fa7fe52774ee86105c873ad0682d043c56e13e09b3994",
        known="year(date)",
    )
)
