"""How democratic states are by year (Polity5, V-Dem, extended UDS)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="democracy",
        label="Democracy",
        producer="Marquez; Marshall and Gurr; V-Dem Institute",
        version="Polity5 2018, V-Dem 15 and 16, QuickUDS 0.7.1",
        licence=(
            "V-Dem CC BY-SA 4.0, Polity non-commercial research: not shipped, pull your own copy."
        ),
        licence_from_memory=True,
        read="2026-11-24",
        citation=Citation(
            key="marquez_2016",
            authors=("Marquez, Xavier",),
            year=2016,
            title="A Quick Method for Extending the Unified Democracy Scores",
        ),
        url="https://github.com/svmiller/isard",
        unit="state-year",
        key=("ccode", "year"),
        signed=frozenset({"euds", "aeuds", "polity2"}),
        coverage=(1816, 2025),
        holds="polity2 on 31 December, the others over the year.",
        published="a few months after the year",
        ends=(
            "The measures regime and regime-continued are unknown, and with them the lens "
            "regime-distance."
        ),
        file="democracy_stateyear.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "euds": "DOUBLE",
            "aeuds": "DOUBLE",
            "polity2": "INTEGER",
            "v2x_polyarchy": "DOUBLE",
        },
        forms=(
            Form(
                files=("cw_democracy.rda",),
                addresses=(
                    pinned(
                        *repositories.ISARD,
                        "data/cw_democracy.rda",
                        "63817db0ed4be6d4faafe6a1c363ffe3862897fb1b28d53298099fef576be45a",
                    ),
                ),
            ),
        ),
        rows=17706,
        sha256="3a4d7e43a60d87d3e5d056610c9cc22341ceef91907d598bb373b907dae3c4cb",
        lag=1,
        hindsight=(
            "Latent scores are re-estimated in each release, with later ratings and by "
            "later coders."
        ),
    )
)
