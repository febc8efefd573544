"""Peacetime military institutions and formality of alliances (ATOP 5.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, LEEDS_ANAC
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-institutions",
        label="ATOP institutionalisation",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=CITE,
        read="2026-11-24",
        citation=LEEDS_ANAC,
        url="http://www.atopdata.org",
        unit="alliance phase",
        key=("atopidphase",),
        coverage=(1815, 2018),
        holds="As written in the treaty phase.",
        published="2022-08-09",
        ends=(
            "The measure treaty-institutions and the lens institutions know no treaty of later "
            "years."
        ),
        file="atop51_institutionalization.parquet",
        columns={
            "atopid": "INTEGER",
            "atopidphase": "DOUBLE",
            "milinst": "INTEGER",
            "formal": "INTEGER",
        },
        forms=(
            Form(
                files=("atopinst5_1.csv",),
                addresses=(
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/ATOP/atopinst5_1.csv",
                        "31b60ed11434d96c5a228a728beb8ca55cc54e224882b994e13c11b302ca9990",
                    ),
                ),
            ),
        ),
        rows=849,
        sha256="d554afd33a023764cd9b38ee73bb3129ed15854143c30b24b5c238e7f370b5fe",
        # no date of its own: join it to atop-phase, which is cut by date
        known="1815",
    )
)
