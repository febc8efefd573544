"""Every phase of every alliance treaty, a new one when the obligations change (ATOP 5.1)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import ATOP, CITE
from detente.registry import source
from detente.sources.atop_alliance import CARD as ALLIANCE

CARD = source(
    SourceCard(
        id="atop-phase",
        label="ATOP alliance phases",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=CITE,
        read="2026-11-24",
        citation=ATOP,
        url="http://www.atopdata.org",
        unit="alliance phase",
        key=("atopid", "phase"),
        coverage=(1815, 2018),
        holds=(
            "Phase in force from begin date to end date (year 0: still); the day may be missing."
        ),
        published="2022-08-09",
        ends="No measure, lens or outcome reads it; later terms of a treaty are unknown.",
        file="atop51_alliance_phase.parquet",
        columns={**ALLIANCE.columns, "atopidphase": "DOUBLE", "phase": "INTEGER"},
        forms=(
            Form(
                files=("atop5_1aph.csv",),
                addresses=(
                    Address(
                        url="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip"
                    ),
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/ATOP/atop5_1aph.csv",
                        "828ed77daf341ea377f75e042c2e51e4e6ccb0515e058db6355a89f8aebb0fcf",
                    ),
                ),
            ),
        ),
        rows=849,
        sha256="78b896384037a89951153d8d670e2e6e57f1d8dcb4aa489ad077f11485352ddb",
        known="begyr",
        later={**ALLIANCE.later, "maxphase": "max(phase) OVER (PARTITION BY atopid)"},
    )
)
