"""External threat to each state by year (Leeds and Savun 2007, extended by Alley)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="leeds-savun-threat",
        label="External threat",
        producer="Leeds and Savun; Alley",
        version="2007, extended to 2015",
        licence="No licence stated: not shipped, pull your own copy.",
        read="2026-11-24",
        citation=Citation(
            key="leeds_savun_2007",
            authors=("Leeds, Brett Ashley", "Savun, Burcu"),
            year=2007,
            title="Terminating Alliances: Why Do States Abrogate Agreements?",
            journal="Journal of Politics",
            volume="69",
            pages="1118-1132",
        ),
        url="https://github.com/joshuaalley/arms-allies",
        unit="state-year",
        key=("ccode", "year"),
        coverage=(1816, 2015),
        holds="Level in the year.",
        published="2021; not published by its makers",
        ends="The measure threat is unknown; the learned risk lacks the covariate.",
        file="leeds_savun_threat_stateyear.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "lsthreat": "DOUBLE",
        },
        forms=(
            Form(
                files=("leeds-savun-threat.csv",),
                addresses=(
                    pinned(
                        *repositories.ARMS_ALLIES,
                        "data/leeds-savun-threat.csv",
                        "faf99d4cb2d67c56520a84d0b337ba77839ecee97a70d5cd61232831f42ecfef",
                    ),
                ),
            ),
        ),
        rows=14400,
        sha256="6ec0eff26c7dc27ce20c8c6ff8b158f5b5156244783d2c8bba44002089a900d1",
        lag=1,
        hindsight=(
            "Threat is estimated once for all years, in a way that the copy does not document."
        ),
    )
)
