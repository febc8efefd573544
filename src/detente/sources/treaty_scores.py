"""Latent scope, depth and military capacity of alliances (Benson and Clinton 2016)."""

from detente.data.cards import Citation, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="treaty-scores",
        label="Treaty scores",
        producer="Benson and Clinton",
        version="2014",
        licence="No licence stated: not shipped, pull your own copy.",
        citation=Citation(
            key="benson_clinton_2016",
            authors=("Benson, Brett V.", "Clinton, Joshua D."),
            year=2016,
            title="Assessing the Variation of Formal Military Alliances",
            journal="Journal of Conflict Resolution",
            volume="60",
            pages="866-898",
        ),
        url="https://journals.sagepub.com/home/jcr",
        unit="alliance",
        signed=frozenset({"potmilcapacity_score", "depth_score", "scope_score"}),
        coverage=(1815, 2001),
        holds="As written in the treaty.",
        published="2014",
        file="benson_clinton_scores.parquet",
        columns={
            "atopid": "INTEGER",
            "potmilcapacity_score": "DOUBLE",
            "depth_score": "DOUBLE",
            "scope_score": "DOUBLE",
        },
        rows=492,
        sha256="0ef8f01c4f3c94a9fd28c04259c54e822d6b3d5d7b9bbd5bf586a89a59dbea95",
        # no date of its own: join it to atop-alliance, which is cut by date
        known="1815",
        hindsight="The latent scales are estimated from all treaties, later ones too.",
    )
)
