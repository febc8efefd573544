"""Peace level between states averaged over each year (Peace Data 3.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import NON_COMMERCIAL, PEACE
from detente.registry import source

CARD = source(
    SourceCard(
        id="peace-dyadyear",
        label="Peace level",
        producer="Diehl, Goertz and Gallegos",
        version="3.1",
        licence=NON_COMMERCIAL,
        read="2026-11-24",
        citation=PEACE,
        url="https://drive.google.com/drive/folders/1HKZ6FQmK09VJ5mzzEzIwkOawf7tb6Z63",
        unit="dyad-year",
        key=("dyad", "year"),
        coverage=(1900, 2020),
        holds="Mean over the months of the year.",
        published="2023-08-10",
        ends="The measure peace-levels is unknown.",
        file="peacedata31_dyadyear.parquet",
        columns={
            "dyad": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "peacelevel": "DOUBLE",
        },
        forms=(
            Form(
                files=("peacedatav31dyyearmean.csv",),
                addresses=(
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/DiehlPeaceData/peacedatav31dyyearmean.csv",
                        "4ef2930af7ab3ae1ee5aec9a5930c02ca90fce5df4c54e3a43346f8165ee8a03",
                    ),
                ),
                columns={
                    "ccode1": "CAST(dyad AS INTEGER) // 1000",
                    "ccode2": "CAST(dyad AS INTEGER) % 1000",
                    "year": "yearmonth",
                },
            ),
        ),
        rows=99387,
        sha256="edb0c58c70b018fadf06b98f1e08068e29cb2077b0b86cf82f4d005cb582565a",
        lag=1,
        hindsight=(
            "Coders place a change of level knowing what followed, and transitions are "
            "interpolated."
        ),
    )
)
