"""Elections that can change a leader: votes, announcements, delays, to 2021 (REIGN)."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import REIGN
from detente.registry import source
from detente.sources import _reign

CARD = source(
    SourceCard(
        id="reign-elections",
        label="Elections to 2021",
        producer=_reign.PRODUCER,
        version=_reign.VERSION,
        licence=_reign.LICENCE,
        licence_from_memory=True,
        read="2026-11-28",
        citation=REIGN,
        url=_reign.PAGE,
        unit="event of an election",
        key=("elecnum", "sequence"),
        coverage=_reign.COVERAGE,
        holds="The day of the event; upcoming ones as announced in March 2021.",
        published=_reign.PUBLISHED,
        ends=(
            "The measure elections is unknown; dates announced for later years are not votes held."
        ),
        file="reign_elections.parquet",
        columns={
            "ccode": "INTEGER",
            "elecnum": "INTEGER",
            "sequence": "INTEGER",
            "year": "INTEGER",
            "month": "INTEGER",
            "day": "INTEGER",
            "event": "VARCHAR",
            "type": "VARCHAR",  # L legislature, X executive, R referendum
            "direct": "VARCHAR",
            "regular": "VARCHAR",
            "victory": "VARCHAR",
            "change": "VARCHAR",
            "runoff": "VARCHAR",
        },
        forms=(
            Form(
                files=("reign_elections_2021_03.csv.gz", "electionlist_3_21.csv"),
                addresses=(_reign.address("electionlist_3_21.csv"),),
                columns={
                    "year": "elec_year",
                    "month": "elec_month",
                    "day": "nullif(trim(elec_day), '')",
                    "event": "trim(event)",
                },
            ),
        ),
        rows=4351,
        known="CASE WHEN event LIKE 'Upcoming%' THEN 2021 ELSE year END",
        sha256="93cb63d8d220e67deb8e47d3a32e75ff4c301cb6c1b53e69b9280bb1d16fffb5",
    )
)
