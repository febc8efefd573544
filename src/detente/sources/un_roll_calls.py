"""Roll calls of the UN General Assembly with issue tags."""

from detente.data.cards import SourceCard
from detente.data.citations import UN_VOTES
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-roll-calls",
        label="UN roll calls",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="roll call",
        key=("rcid",),
        coverage=(1946, 2019),
        holds="On the date.",
        published="February 2021",
        file="un_roll_calls.parquet",
        columns={
            "rcid": "INTEGER",
            "session": "INTEGER",
            "importantvote": "INTEGER",
            "date": "DATE",
            "unres": "VARCHAR",
            "short": "VARCHAR",
            "me": "INTEGER",
            "nu": "INTEGER",
            "di": "INTEGER",
            "co": "INTEGER",
            "hr": "INTEGER",
            "ec": "INTEGER",
        },
        rows=6203,
        sha256="64cea03cbfd923fd5be9e5b566f7c94783824f8326a8e81d39cbda95e7d1679b",
        known='year("date")',
    )
)
