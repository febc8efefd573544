"""Smallest distance between states by year (CShapes 2.0)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="distance",
        label="Minimum distance",
        producer="Schvitz and others; Miller",
        version="CShapes 2.0",
        licence="CC BY-NC-SA 4.0 for CShapes: not shipped, pull your own copy.",
        licence_id="CC-BY-NC-SA-4.0",
        licence_from_memory=True,
        read="2026-11-24",
        citation=Citation(
            key="schvitz_2022",
            authors=(
                "Schvitz, Guy",
                "Girardin, Luc",
                "Rüegger, Seraina",
                "Weidmann, Nils B.",
                "Cederman, Lars-Erik",
                "Gleditsch, Kristian Skrede",
            ),
            year=2022,
            title="Mapping the International System, 1886-2019: The CShapes 2.0 Dataset",
            journal="Journal of Conflict Resolution",
            volume="66",
            pages="144-161",
            doi="10.1177/00220027211013563",
        ),
        url="https://icr.ethz.ch/data/cshapes/",
        unit="dyad-year",
        key=("ccode1", "ccode2", "year"),
        coverage=(1886, 2019),
        holds="On 1 January, in km.",
        published="2021",
        ends="The measure distance is unknown; the learned risk lacks the covariate.",
        file="cow_mindist_dyadyear.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "mindist": "FLOAT",
        },
        forms=(
            Form(
                files=("cow_mindist.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_mindist.rda",
                        "9fa13d911c454d463044bf13a711c64b90a6131246e2d239dcdf4d01f2f263b4",
                    ),
                ),
            ),
        ),
        rows=952244,
        sha256="3153cdf1678fa926ab57905ef1d920a1d40c4543acc1ff36b5852a529d66616b",
    )
)
