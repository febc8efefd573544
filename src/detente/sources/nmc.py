"""National material capabilities by state and year (Correlates of War NMC 7.0)."""

from detente.data import repositories
from detente.data.cards import Address, Citation, Form, Release, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="nmc",
        label="National material capabilities",
        producer="Correlates of War Project",
        version="7.0",
        licence=CITE,
        read="2026-11-28",
        citation=Citation(
            key="singer_1987",
            authors=("Singer, J. David",),
            year=1987,
            title="Reconstructing the Correlates of War Dataset on Material Capabilities of "
            "States, 1816-1985",
            journal="International Interactions",
            volume="14",
            pages="115-132",
            doi="10.1080/03050628808434695",
        ),
        url="https://correlatesofwar.org/data-sets/national-material-capabilities/",
        unit="state-year",
        key=("ccode", "year"),
        coverage=(1816, 2022),
        holds="Totals of the year or level in the year.",
        published="about two years later",
        ends=(
            "The measures capabilities and cinc-shares are unknown, and with them the lenses "
            "power-status and shared-threat."
        ),
        file="nmc.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "milex": "BIGINT",
            "milper": "INTEGER",
            "irst": "INTEGER",
            "pec": "BIGINT",
            "tpop": "DOUBLE",
            "upop": "DOUBLE",
            "cinc": "DOUBLE",
        },
        forms=(
            Form(
                files=("NMC-70-abridged.csv",),
                addresses=(
                    Address(url="https://correlatesofwar.org/wp-content/uploads/NMCv7.zip"),
                ),
                missing=("", "-9"),
            ),
            Form(
                files=("cow_nmc.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_nmc.rda",
                        "c265ab4ffa73c87ddc565ce08a12963e8a6aa5020a56e3658108add14b24e82d",
                    ),
                ),
            ),
            Form(
                files=("NMC-60-abridged.csv",),
                missing=("", "-9"),
                release=Release(
                    version="6.0",
                    coverage=(1816, 2016),
                    rows=15951,
                    sha256="4e62c8d80682e2d8ae0be06f0f43d47cc844e058123165cdaf5db0cbee7b59fe",
                ),
            ),
            Form(
                files=("NMC_5_0.csv",),
                missing=("", "-9"),
                release=Release(
                    version="5.0",
                    coverage=(1816, 2012),
                    rows=15171,
                    sha256="bb8f0a73d1f2a96fb520a7d32fa2552d1cc0ff19becb79455fd37844992454c6",
                ),
            ),
            Form(files=("NMC*abridged*.csv",), missing=("", "-9")),
        ),
        rows=17121,
        sha256="b7276b11ab9ebc7f538d47722bf7e412cc6d58a2e62e408ed1bffa579dc26d3b",
        lag=1,
    )
)
