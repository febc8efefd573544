"""Militarised disputes grouped by rivalry (Klein, Goertz and Diehl 2006)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="kgd-rivalries",
        label="Disputes within rivalries",
        producer="Klein, Goertz and Diehl",
        version="5.00",
        licence="Research use with citation: not shipped, pull your own copy.",
        read="2026-11-24",
        citation=Citation(
            key="klein_2006",
            authors=("Klein, James P.", "Goertz, Gary", "Diehl, Paul F."),
            year=2006,
            title="The New Rivalry Dataset: Procedures and Patterns",
            journal="Journal of Peace Research",
            volume="43",
            pages="331-348",
        ),
        url="https://journals.sagepub.com/home/jpr",
        unit="dispute and rivalry",
        key=("dispute", "rivnumb"),
        coverage=(1816, 2001),
        holds="Over the whole dispute.",
        published="2006; superseded by Peace Data",
        ends="No measure, lens or outcome reads it; rivalries of later years are in tss-rivalries.",
        file="kgd_rivalry_mids.parquet",
        columns={
            "cmfile": "VARCHAR",
            "dispute": "INTEGER",
            "rivala": "INTEGER",
            "rivalb": "INTEGER",
            "rivalry": "INTEGER",
            "rivnumb": "INTEGER",
            "rivtyp2": "INTEGER",
            "severity": "INTEGER",
            "deathsa": "INTEGER",
            "deathsb": "INTEGER",
            "fatalapc": "INTEGER",
            "fatalbpc": "INTEGER",
            "warnumb": "INTEGER",
        },
        forms=(
            Form(
                files=("riv500.csv",),
                addresses=(
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/DiehlPeaceData/riv500.csv",
                        "f3679c794c5daa8b3cd44e2aa4a03b18b6a6b54cada17cfb7fec814be6958415",
                    ),
                ),
            ),
        ),
        rows=3302,
        sha256="14517e5279aa071d0a4f92701b3b09faa9ea6cdc71a82070242a50fea95b15a0",
        # no date of its own, and the type of a rivalry counts later disputes
        known="2001",
        hindsight="The type of a rivalry rests on the number of its disputes, later ones too.",
    )
)
