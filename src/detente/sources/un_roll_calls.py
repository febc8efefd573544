"""Roll calls of the UN General Assembly by date."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import UN_VOTES
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-roll-calls",
        label="UN roll calls",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        licence_id="CC0-1.0",
        read="2026-11-28",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="roll call",
        key=("rcid",),
        coverage=(1946, 2019),
        holds="On the date.",
        published="February 2021",
        ends=(
            "The measure un-agreement is unknown for all pairs but those of un-agreement-six, "
            "to 2023, and for the year 2025."
        ),
        file="un_roll_calls.parquet",
        columns={
            "rcid": "INTEGER",
            "session": "INTEGER",
            "importantvote": "INTEGER",
            "date": "DATE",
            "unres": "VARCHAR",
            "short": "VARCHAR",
        },
        forms=(
            Form(
                files=("un_roll_calls.rda",),
                addresses=(
                    pinned(
                        *repositories.UNVOTES,
                        "data/un_roll_calls.rda",
                        "ff2070ae600cfd32176c6d149637306b9b677d6b910f48bec59a15357d673b4b",
                    ),
                ),
                columns={"short": "CAST(short AS VARCHAR)[:80]"},
                missing=(),
            ),
        ),
        rows=6203,
        sha256="468b0acd8fb523bd6822b54db5375808b1f934462c53d12d5d1af0624ae533b0",
        known='year("date")',
    )
)
