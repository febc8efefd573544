"""Agreement of states in UN votes by session, computed from the roll calls."""

from detente.data.cards import SourceCard
from detente.data.citations import UN_VOTES
from detente.registry import source

CARD = source(
    SourceCard(
        id="un-agreement",
        label="UN voting agreement",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="dyad-year",
        key=(
            "ccode1",
            "ccode2",
            "year",
        ),
        coverage=(1946, 2019),
        holds="Roll calls of the session that opens in the year, some held in the next.",
        published="February 2021",
        file="un_agreement_dyadyear.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "session": "INTEGER",
            "n_votes": "INTEGER",
            "n_same": "INTEGER",
            "n_opposed": "INTEGER",
        },
        rows=826638,
        sha256="63726aabc808c11c95fd5ed1d3bed4c9b54ea67c92f99350df42d5334c826b2a",
    )
)
