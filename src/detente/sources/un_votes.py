"""Votes of states in the UN General Assembly."""

from detente.data.cards import SourceCard
from detente.data.citations import UN_VOTES
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-votes",
        label="UN votes",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="state and roll call",
        key=(
            "rcid",
            "ccode",
        ),
        coverage=(1946, 2019),
        holds="On the date of the roll call: 1 yes, 2 abstain, 3 no; absence has no row.",
        published="February 2021",
        file="un_votes.parquet",
        columns={
            "rcid": "INTEGER",
            "ccode": "INTEGER",
            "vote": "INTEGER",
        },
        rows=870109,
        sha256="5eb5e32c88707dfabe3782b0684eb417b8d4bd22cee15ac98a3a27d3e4b34a8a",
        # no date of its own: join it to un-roll-calls, which is cut by date
        known="1946",
    )
)
