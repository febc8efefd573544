"""Latent depth of alliances with military support (Alley 2021)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="treaty-depth",
        label="Treaty depth",
        producer="Alley",
        version="2021",
        licence="No licence in the author's repository: not shipped, pull your own copy.",
        read="2026-11-24",
        citation=Citation(
            key="alley_2021",
            authors=("Alley, Joshua",),
            year=2021,
            title="Alliance Participation, Treaty Depth, and Military Spending",
            journal="International Studies Quarterly",
            volume="65",
        ),
        url="https://github.com/joshuaalley/arms-allies",
        unit="alliance",
        key=("atopid",),
        signed=frozenset({"latent_depth_mean"}),
        coverage=(1815, 2010),
        holds="As written in the treaty.",
        published="2021",
        ends="No measure, lens or outcome reads it.",
        file="alley_treaty_depth.parquet",
        columns={
            "atopid": "INTEGER",
            "begyr": "INTEGER",
            "latent_depth_mean": "DOUBLE",
            "latent_depth_var": "DOUBLE",
            "latent_depth_sd": "DOUBLE",
        },
        forms=(
            Form(
                files=("atop-milsup-latent-depth.csv",),
                addresses=(
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/atop-milsup-latent-depth.csv",
                        "5406d6a5334c5abd410c998d03ac9e119780ba5375b44bc42f381a97a3cec33c",
                    ),
                ),
                columns={f"latent_depth_{s}": f'"latent.depth.{s}"' for s in ("mean", "var", "sd")},
            ),
        ),
        rows=289,
        sha256="b18afaa85b879e854d4900e2357ecb583c9e78bd09f4ebc495e6a5d554b3d162",
        known="begyr",
        hindsight="The latent scale is estimated from all treaties, later ones too.",
    )
)
