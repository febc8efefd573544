"""Elections that can change a leader: votes, announcements, delays, to 2021 (REIGN)."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import REIGN
from detente.registry import source

CARD = source(
    SourceCard(
        id="reign-elections",
        label="Elections to 2021",
        producer="Curtis Bell, One Earth Future",
        version="2021-03",
        licence="Free with citation (from memory, unverified): not shipped, pull your own copy.",
        citation=REIGN,
        url="https://oefdatascience.github.io/REIGN.github.io/",
        by_hand=(
            "Updates ended in 2021; the file is data_sets/electionlist_3_21.csv of the page's "
            "archived repository (OEFDataScience/REIGN.github.io on GitHub)."
        ),
        unit="event of an election",
        key=("elecnum", "sequence"),
        coverage=(1950, 2020),
        holds="The day of the event; upcoming ones as announced in March 2021.",
        published="monthly, the last in March 2021",
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
