"""Militarised disputes by dyad and year (Correlates of War 5.0)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, COW_MID
from detente.registry import source
from detente.sources._disputes import SIDES, once_over

CARD = source(
    SourceCard(
        id="cow-disputes",
        label="COW dispute dyad-years",
        producer="Correlates of War Project",
        version="5.0",
        licence=CITE,
        read="2026-11-24",
        citation=COW_MID,
        url="https://correlatesofwar.org/data-sets/mids/",
        unit="directed dyad, dispute and year",
        key=("dispnum", "ccode1", "ccode2", "year"),
        signed=frozenset({"fatality1", "fatality2", "fatalpre1", "fatalpre2"}),
        coverage=(1816, 2014),
        holds="Years in which the dispute went on.",
        published="2022",
        ends="With --mids cow, the outcomes rupture and force cannot be scored.",
        file="cow_mid_dispute_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "dispongoing": "INTEGER",
            "disponset": "INTEGER",
            **SIDES,
        },
        forms=(
            Form(
                files=("cow_mid_dirdisps.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_mid_dirdisps.rda",
                        "7b9fc5fd0785b423b7ddc8b9319fa30d4e2c8a005342b88c2b1d87b7a6e62a0e",
                    ),
                ),
            ),
        ),
        rows=11390,
        sha256="7f4c07e3ae5776290936cc18e69d4f84b199a3e96246f24de5ee613bfc013d1a",
        later=once_over(("fatality1", "fatality2", "fatalpre1", "fatalpre2")),
        hindsight=(
            "Hostility and actions are the highest of the whole dispute, which may go on for years."
        ),
    )
)
